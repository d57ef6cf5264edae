import { normalizePhone, type AskPhoneCode, type ProvePhone, type SentCode } from '@installment-button/protocol';
import { phoneIndexOf } from '../orders/buyer-phone.ts';
import { lockOrder } from '../orders/store.ts';
import type { Context } from '../context.ts';
import { queueSms } from '../messages/outbox.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { grantToken, phoneFixed, type Access } from './access.ts';
import { codeSms, registeredOrigin } from './code-sms.ts';
import { isPhoneKnown } from './code-store.ts';
import { checkCode, issueCode, type CodeRequest } from './codes.ts';
import type { Language } from './language.ts';
import { getShop } from '../shops/store.ts';

/** Sends a code to the phone. */
export function askPhoneCode(
  context: Context,
  access: Access,
  { phone: written, embeddedIn, proof }: AskPhoneCode,
  from: { address: string; language: Language },
): Promise<SentCode> {
  const phone = mobilePhone(written);
  const orderId = access.order.id;
  return context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    refuseAnotherPhone(context, order, phone);
    const shop = await getShop(tx.sql, order.shopId);
    const origin = registeredOrigin(shop, embeddedIn);
    const request = await codeRequest(context, tx.sql, access, order, phone, from.address);
    const { code, sent } = await issueCode(context, tx, { ...request, proof });
    const text = codeSms(context, { purpose: 'phone', code, whose: shop.name, language: from.language, embeddedIn: origin });
    await queueSms(context, tx, { orderId, to: phone, text, purpose: 'code' });
    return sent;
  });
}

/** The right code brings the buyer token. */
export async function provePhone(context: Context, access: Access, { phone: written, code }: ProvePhone, address: string): Promise<string> {
  const phone = mobilePhone(written);
  const orderId = access.order.id;
  const outcome = await context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    refuseAnotherPhone(context, order, phone);
    const verdict = await checkCode(context, tx, await codeRequest(context, tx.sql, access, order, phone, address), code);
    return verdict.right ? grantToken(context, tx, orderId, phone, phoneIndexOf(context, order, phone)) : verdict.refusal;
  });
  // Thrown after the commit, so that the wrong attempt stays counted.
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

async function codeRequest(
  context: Context,
  sql: Sql,
  { buyer }: Access,
  order: Row<'orders'>,
  phone: string,
  address: string,
): Promise<CodeRequest> {
  const isKnownPhone = await isPhoneKnown(sql, phoneIndexOf(context, order, phone));
  return { order, purpose: 'phone', phone, address, hasProvenPhone: buyer?.phone === phone, isKnownPhone };
}

function mobilePhone(written: string): string {
  const phone = normalizePhone(written);
  if (phone !== null) return phone;
  const message = 'The phone must be a Russian mobile phone: +7 9XX XXX-XX-XX.';
  throw new Problem(422, 'phone_unsupported', message, { fields: [{ path: '/phone', code: 'phone_unsupported', message }] });
}

function refuseAnotherPhone(context: Context, order: Row<'orders'>, phone: string): void {
  if (order.phoneIndex !== null && order.phoneIndex !== phoneIndexOf(context, order, phone)) throw phoneFixed();
}
