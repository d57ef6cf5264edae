import { applicantOf } from '../buyer-session/applicant.ts';
import { enabledConnection, enabledConnections, valuesOf } from '../connections/store.ts';
import { receiptsOf } from '../after-sale/store.ts';
import type { Context } from '../context.ts';
import { fixedPhone } from '../orders/buyer-phone.ts';
import { findOrder } from '../orders/store.ts';
import { receiptSettingsOf } from '../shops/receipt-settings.ts';
import { getShop } from '../shops/store.ts';
import type { Row } from '../tables/schema.ts';
import type { Asked } from './issuers/issuer.ts';
import { issuers } from './providers.ts';
import type { ReceiptAnswer, ReceiptRequest, Seller } from './receipt-request.ts';
import { readRate } from './rates.ts';
import { sellerOf } from './settings.ts';

/** A receipt that is due. */
export interface Ready {
  receipt: Row<'receipts'>;
  begunAt: Date;
}

export interface FoundIssuer {
  /** Null: the operator's register. */
  connectionId: string | null;
  seller: Seller | null;
  issue(asked: Asked): Promise<ReceiptAnswer>;
}

/**
 * Who issues the document: the provider that took it already, else the one that the shop connected for orders of this kind, else the
 * operator's register. Test orders go to test accounts alone.
 */
export async function findIssuer(context: Context, receipt: Row<'receipts'>): Promise<FoundIssuer | { missing: string }> {
  const { sql } = context;
  const order = await findOrder(sql, receipt.orderId);
  const begun = receipt.handle !== null && receipt.connectionId !== null ? await enabledConnection(sql, receipt.connectionId) : undefined;
  const [connected] = await enabledConnections(context, sql, { shopId: order.shopId, test: order.test, kind: 'receipts' });
  const connection = begun ?? connected;
  const settings = receiptSettingsOf(await getShop(sql, order.shopId));
  const seller = sellerOf(settings);
  if (!connection) {
    const own = order.test ? null : context.receipts;
    return own ? { connectionId: null, seller, issue: ({ request }) => own.issue(request) } : { missing: 'Касса не подключена.' };
  }
  const known = issuers.get(connection.provider);
  if (!known) return { missing: 'Касса не подключена.' };
  if (seller === null && known.needsSeller)
    return { missing: 'Заполните реквизиты для чеков: ИНН, почту, адрес и систему налогообложения.' };
  if (known.needsSeller && settings.vat === null && receipt.content.lines.some(({ vat }) => vat === null))
    return { missing: 'Ставка НДС не указана ни у товара, ни у магазина: укажите её в реквизитах для чеков.' };
  const account = { connection, values: valuesOf(context, connection) };
  return { connectionId: connection.id, seller, issue: (asked) => known.issuer.issue(context, account, asked) };
}

/** The document as issuers are asked for it; else why it has to wait: a register takes back only what it has sold. */
export async function requestOf(context: Context, receipt: Row<'receipts'>, seller: Seller | null): Promise<ReceiptRequest | string> {
  const { sql } = context;
  const order = await findOrder(sql, receipt.orderId);
  const before = (await receiptsOf(sql, order.id)).filter(({ id }) => id < receipt.id);
  const waitsFor =
    receipt.kind === 'refund' ? before.filter(({ id }) => id === receipt.reverses) : before.filter(({ kind }) => kind !== 'refund');
  if (waitsFor.some(({ issuedAt }) => issuedAt === null)) return 'Сначала должен выйти предыдущий чек заказа.';
  const { amount, method, payments } = receipt.content;
  const { vat: usual } = receiptSettingsOf(await getShop(sql, order.shopId));
  const lines = receipt.content.lines.map((line) => ({ ...line, vat: line.vat ?? (usual === null ? null : readRate(usual)) }));
  const email = (await applicantOf(context, sql, order.id))?.email ?? null;
  return {
    id: receipt.generation === 0 ? receipt.id : `${receipt.id}-${receipt.generation}`,
    kind: receipt.kind,
    isReturn: receipt.kind === 'refund',
    reverses: receipt.reverses,
    shopId: order.shopId,
    orderId: order.id,
    externalId: order.externalId,
    amount,
    currency: order.currency,
    method,
    lines,
    payments,
    seller,
    buyer: { email, phone: order.phone === null ? null : fixedPhone(context, order) },
    at: receipt.begunAt ?? receipt.createdAt,
  };
}
