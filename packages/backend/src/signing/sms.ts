import { maskPhone, type Signing } from '@installment-button/protocol';
import type { Buyer } from '../buyer-session/access.ts';
import { codeSms, registeredOrigin } from '../buyer-session/code-sms.ts';
import { checkCode, issueCode } from '../buyer-session/codes.ts';
import type { Language } from '../buyer-session/language.ts';
import { getShop } from '../shops/store.ts';
import { fixedPhone } from '../orders/buyer-phone.ts';
import { orderTopic } from '../orders/events.ts';
import { nameOfBank } from '../orders/view.ts';
import type { Context } from '../context.ts';
import { queueSms } from '../messages/outbox.ts';
import { Problem } from '../platform/http/problems.ts';
import { changeSigning } from '../buyer-session/change-signing.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { readyToSign, type ReadyToSign } from './ready-to-sign.ts';
import { sendSignature } from './send-signature.ts';
import { signingNow } from './signing-now.ts';

/** Who asks for a code. */
export interface Requester {
  address: string;
  language: Language;
}

/** A code signs only this offer and this text of the agreement. */
const bindingOf = ({ offer, sha256 }: ReadyToSign) => `${offer.id}:${sha256}`;

/** Signing needs the buyer token of the order's phone. */
const provenPhone = { hasProvenPhone: true, isKnownPhone: true };

/** Sends the code that signs. */
export async function sendSigningCode(
  context: Context,
  tx: Tx,
  buyer: Buyer & { orderId: string },
  embeddedIn: string | undefined,
  from: Requester,
): Promise<Signing> {
  const ready = await readyToSign(context, tx, buyer, 'sms');
  const { order, offer } = ready;
  const phone = fixedPhone(context, order);
  const shop = await getShop(tx.sql, order.shopId);
  const origin = registeredOrigin(shop, embeddedIn);
  const { id: codeId, code } = await issueCode(context, tx, {
    order,
    purpose: 'signing',
    phone,
    address: from.address,
    binding: bindingOf(ready),
    ...provenPhone,
  });
  const bank = nameOfBank(context, offer.bankId).name;
  const text = codeSms(context, { purpose: 'signing', code, whose: bank, language: from.language, embeddedIn: origin });
  await queueSms(context, tx, { orderId: order.id, to: phone, text, purpose: 'code' });
  await changeSigning(context, tx, order.id, offer.id, { state: 'code-sent', method: 'sms', offerId: offer.id, codeId, errorCode: null });
  return signingNow(context, tx.sql, order);
}

/** The right code sends the signature to the bank. A wrong code is returned, not thrown, so that its count is committed. */
export async function signWithCode(
  context: Context,
  tx: Tx,
  buyer: Buyer & { orderId: string },
  typed: string,
  address: string,
): Promise<Signing | Problem> {
  const ready = await readyToSign(context, tx, buyer, 'sms');
  const { order, sha256 } = ready;
  const phone = fixedPhone(context, order);
  const verdict = await checkCode(
    context,
    tx,
    { order, purpose: 'signing', phone, address, binding: bindingOf(ready), ...provenPhone },
    typed,
  );
  if (!verdict.right) {
    tx.wake(orderTopic(order.id));
    return verdict.refusal;
  }
  const now = context.clock.now().toISOString();
  await sendSignature(context, tx, ready, 'sms', {
    agreementSha256: sha256,
    at: now,
    sms: { phoneMasked: maskPhone(phone), codeSentAt: verdict.code.sentAt.toISOString(), confirmedAt: now, address },
  });
  return signingNow(context, tx.sql, order);
}
