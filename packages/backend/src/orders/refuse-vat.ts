import type { CreateOrder } from '@installment-button/protocol';
import { enabledConnections } from '../connections/store.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { receiptSettingsOf } from '../shops/receipt-settings.ts';
import type { Row } from '../tables/schema.ts';

/** Refuses goods whose VAT the shop's cash register cannot print, while the shop can still mend it. */
export async function refuseWrongVat(context: Context, tx: Tx, shop: Row<'shops'>, test: boolean, { items }: CreateOrder): Promise<void> {
  if (!shop.issuesReceipts) return;
  const connected = await enabledConnections(context, tx.sql, { shopId: shop.id, test, kind: 'receipts' });
  const provider = context.providers.find(({ name }) => name === connected[0]?.provider);
  if (!provider) return;
  const usual = receiptSettingsOf(shop).vat;
  const rates = items.map(({ vat }) => vat?.replace(/^vat/, '') ?? usual);
  const unnamed = rates.indexOf(null);
  if (unnamed >= 0) throw wrongVat(unnamed, 'Name the rate of VAT: the shop has no default.');
  const fault = provider.faultOfRates?.(rates.filter((rate) => rate !== null)) ?? null;
  if (fault !== null) throw wrongVat(0, fault);
}

const wrongVat = (index: number, message: string) =>
  new Problem(422, 'vat_not_supported', message, { fields: [{ path: `/items/${index}/vat`, code: 'vat_not_supported', message }] });
