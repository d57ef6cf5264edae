import type { AgreementLink } from '@installment-button/protocol';
import { lockBuyersOrder, type Buyer } from '../buyer-session/access.ts';
import { agreementOf } from '../buyer-session/agreement.ts';
import { findOrder } from '../orders/store.ts';
import { MINUTE, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { hashToken } from '../platform/security/encryption.ts';
import { agreementPdf } from './agreement-pdf.ts';
import { insertAgreementLink, takeAgreementLink } from './store.ts';

const LIVES_MS = MINUTE;

export const noAgreement = () => new Problem(404, 'not_found', 'There is no agreement: choose an offer first.');

/** A page cannot send a header with a download, so the PDF gets an address that works once, for a minute. */
export async function linkToAgreement(context: Context, tx: Tx, buyer: Buyer & { orderId: string }): Promise<AgreementLink> {
  const order = await lockBuyersOrder(context, tx, buyer);
  if (order.agreementSha256 === null) throw noAgreement();
  const token = context.ids.secret(32);
  const expiresAt = after(context.clock.now(), LIVES_MS);
  await insertAgreementLink(tx.sql, { hash: hashToken(token), orderId: order.id, expiresAt });
  return { url: `${context.config.publicUrl}/v1/agreements/${token}.pdf`, expiresAt: expiresAt.toISOString() };
}

/** Opens the address, once. */
export async function openAgreementLink(context: Context, token: string): Promise<Buffer> {
  const link = await takeAgreementLink(context.sql, hashToken(token), context.clock.now());
  const order = link ? await findOrder(context.sql, link.orderId) : null;
  const agreement = order ? agreementOf(context, order) : null;
  if (!order || !agreement)
    throw new Problem(
      410,
      'link_expired',
      'This address was used already, or is older than a minute. Ask for a new one in the application.',
    );
  return agreementPdf(context, order, agreement);
}
