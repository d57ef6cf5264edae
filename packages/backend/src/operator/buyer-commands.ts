import { normalizePhone } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import { fixedPhone } from '../orders/buyer-phone.ts';
import { findOrder } from '../orders/store.ts';
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
    const { phone, orderIds } = await readTarget(context, values);
    if (orderIds.length === 0) return done('No order of this buyer was found.');
    const erasures = await eraseBuyer(context, orderIds, phone);
    const text = erasures.map(({ orderId, status, outcome }) => `${orderId}\t${status}\t${outcomeTexts[outcome]}`).join('\n');
    return erasures.some(({ outcome }) => outcome === 'under-way') ? failed(text) : done(text);
  },
};

const outcomeTexts = {
  erased: 'erased',
  traces: 'this phone’s traces are erased; the order is another buyer’s',
  'under-way': 'NOT erased: the order is under way. Cancel it, or repeat when it has ended',
};

export const exportBuyerCommand: Command = {
  name: 'buyer export',
  usage: 'buyer export --phone +79… | --order ord_…   (prints all data of a buyer as JSON)',
  options,
  async run(context, values) {
    const { phone, orderIds } = await readTarget(context, values);
    const orders = [];
    for (const orderId of orderIds) {
      const order = await findOrder(context.sql, orderId);
      // An order that was submitted with another phone belongs to that phone's owner.
      if (phone === undefined || order.phone === null || fixedPhone(context, order) === phone)
        orders.push(await exportBuyer(context, orderId, phone));
    }
    return done(JSON.stringify({ exportedAt: context.clock.now(), orders }, null, 2));
  },
};

async function readTarget(context: Context, values: Values): Promise<{ phone?: string; orderIds: string[] }> {
  const [written, orderId] = [textOf(values, 'phone'), textOf(values, 'order')];
  if ((written === undefined) === (orderId === undefined)) throw new UsageError('give either --phone or --order');
  if (orderId !== undefined) return { orderIds: [orderId] };
  const phone = normalizePhone(written ?? '');
  if (phone === null) throw new UsageError('--phone must be a Russian mobile phone: +79…');
  return { phone, orderIds: await ordersOfPhone(context, phone) };
}
