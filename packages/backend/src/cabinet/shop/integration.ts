import { sql } from 'kysely';
import type { Integration } from '@installment-button/protocol/cabinet/shop';
import { createOrder } from '../../orders/create.ts';
import { linkOf } from '../../orders/session-token.ts';
import { cabinetPreview } from '../../orders/framing-origins.ts';
import { after, HOUR } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import type { Row } from '../../tables/schema.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { findShop } from '../../shops/store.ts';

const LAST_DELIVERIES = 500;
const preview = JSON.stringify(cabinetPreview);
/** A preview order with less time left is replaced. */
const PREVIEW_LEFT_MS = HOUR;

interface Seen {
  buttonSeenAt: Date | null;
  deliveredPercent: number | null;
  created: boolean;
  submitted: boolean;
  signed: boolean;
  delivered: boolean;
}

/** How far the integration is, judged by orders and deliveries, not by what somebody ticked. */
export async function readIntegration(context: Context, shopId: string): Promise<Integration> {
  const { rows } = await sql<Seen>`
    with tries as (select * from orders o where o.shop_id = ${shopId} and o.test and not o.metadata @> ${preview}::jsonb order by o.created_at desc limit 50)
    select
      (select max(o.created_at) from (
        select o.created_at from orders o where o.shop_id = ${shopId} and not o.test and not o.trusted and o.created_by is null
        order by o.created_at desc limit 1
      ) o) as button_seen_at,
      (select 100.0 * count(*) filter (where d.state = 'succeeded') / nullif(count(*), 0) from (
        select d.state from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
        where e.shop_id = ${shopId} and e.deleted_at is null and d.attempts > 0 order by d.id desc limit ${LAST_DELIVERIES}
      ) d)::float8 as delivered_percent,
      exists (select 1 from tries) as created,
      exists (select 1 from tries t where t.submitted_at is not null) as submitted,
      exists (select 1 from tries t where t.agreement_signed_at is not null) as signed,
      exists (select 1 from tries t join events e on e.order_id = t.id join webhook_deliveries d on d.event_id = e.id where d.state = 'succeeded') as delivered`.execute(
    context.sql,
  );
  const [seen] = rows;
  return {
    buttonSeenAt: seen?.buttonSeenAt?.toISOString() ?? null,
    deliveredPercent: seen?.deliveredPercent ?? null,
    testPurchase: {
      created: seen?.created ?? false,
      submitted: seen?.submitted ?? false,
      signed: seen?.signed ?? false,
      delivered: seen?.delivered ?? false,
    },
    testable: [...context.banks.values()].some((bank) => bank.test ?? false),
  };
}

/** Makes an order at the test banks, for a member to try. */
export function makeTestPurchase(context: Context, user: Row<'users'>): Promise<{ id: string; link: string }> {
  return context.transaction(async (tx) => linkTo(context, await makeTestOrder(context, tx, user, {})));
}

/** The order by which the cabinet shows the application page. It is made once, and again when it expires. */
export function findPreview(context: Context, user: Row<'users'>): Promise<{ id: string; link: string }> {
  return context.transaction(async (tx) => {
    const known = await tx.sql
      .selectFrom('orders')
      .selectAll()
      .where('shopId', '=', user.shopId)
      .where('test', '=', true)
      .where('status', '=', 'created')
      .where('createdBy', 'is not', null)
      .where('expiresAt', '>', after(context.clock.now(), PREVIEW_LEFT_MS))
      .where(sql<boolean>`metadata @> ${preview}::jsonb`)
      .orderBy('createdAt', 'desc')
      .limit(1)
      .executeTakeFirst();
    return linkTo(context, known ?? (await makeTestOrder(context, tx, user, cabinetPreview)));
  });
}

const linkTo = (context: Context, order: Row<'orders'>) => ({ id: order.id, link: linkOf(context, order) });

async function makeTestOrder(context: Context, tx: Tx, user: Row<'users'>, metadata: Record<string, string>): Promise<Row<'orders'>> {
  const shop = await findShop(tx.sql, user.shopId);
  if (!shop) throw new Error(`no shop ${user.shopId}`);
  const name = user.language === 'ru' ? 'Пробная покупка' : 'Test purchase';
  return createOrder(
    context,
    tx,
    { shop, test: true, trusted: true, createdBy: user.id },
    { product: 'installment', currency: 'RUB', items: [{ name, price: 4_999_000, quantity: 1 }], metadata },
  );
}
