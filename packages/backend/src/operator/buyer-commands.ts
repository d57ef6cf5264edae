import { normalizePhone } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import { eraseBuyer } from '../retention/erase-buyer.ts';
import { exportBuyer } from '../retention/export-buyer.ts';
import { ordersOfPhone } from '../retention/find-buyer.ts';
import { done, failed, textOf, UsageError, type Command, type Values } from './command.ts';

const options: Command['options'] = { phone: { type: 'string' }, order: { type: 'string' } };

export const eraseBuyerCommand: Command = {
  name: 'buyer erase',
  usage: 'buyer erase --phone +79… | --order ord_…',
  options,
  async run(context, values) {
    const { phone, orderIds } = await meant(context, values);
    if (orderIds.length === 0) return done('No order names this buyer.');
    const erasures = await eraseBuyer(context, orderIds, phone);
    const text = erasures.map(({ orderId, status, outcome }) => `${orderId}\t${status}\t${said[outcome]}`).join('\n');
    return erasures.some(({ outcome }) => outcome === 'under-way') ? failed(text) : done(text);
  },
};

const said = {
  erased: 'erased',
  traces: 'what this phone left on it is erased; the order is another buyer’s',
  'under-way': 'NOT erased: it is under way. Cancel it, or repeat when it has ended',
};

export const exportBuyerCommand: Command = {
  name: 'buyer export',
  usage: 'buyer export --phone +79… | --order ord_…   (JSON of all that is kept of a buyer)',
  options,
  async run(context, values) {
    const { phone, orderIds } = await meant(context, values);
    const orders = [];
    for (const orderId of orderIds) {
      const { phoneIndex } = await context.sql
        .selectFrom('orders')
        .select('phoneIndex')
        .where('id', '=', orderId)
        .executeTakeFirstOrThrow();
      // An order that another phone was fixed on is that person's; this one only tried.
      if (phone === undefined || phoneIndex === null || (await isTheirs(context, orderId, phone)))
        orders.push(await exportBuyer(context, orderId, phone));
    }
    return done(JSON.stringify({ exportedAt: context.clock.now(), orders }, null, 2));
  },
};

async function isTheirs(context: Context, orderId: string, phone: string): Promise<boolean> {
  const order = await context.sql.selectFrom('orders').select(['phone']).where('id', '=', orderId).executeTakeFirstOrThrow();
  return order.phone !== null && context.encryption.decrypt(order.phone, { table: 'orders', column: 'phone', row: orderId }) === phone;
}

async function meant(context: Context, values: Values): Promise<{ phone?: string; orderIds: string[] }> {
  const [written, orderId] = [textOf(values, 'phone'), textOf(values, 'order')];
  if ((written === undefined) === (orderId === undefined)) throw new UsageError('say either --phone or --order');
  if (orderId !== undefined) return { orderIds: [orderId] };
  const phone = normalizePhone(written ?? '');
  if (phone === null) throw new UsageError('--phone must be a Russian mobile phone: +79…');
  return { phone, orderIds: await ordersOfPhone(context, phone) };
}
