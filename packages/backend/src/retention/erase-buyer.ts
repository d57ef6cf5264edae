import { phoneLimitKey } from '../buyer-session/code-limits.ts';
import { phoneIndexOf } from '../orders/buyer-phone.ts';
import { lockOrder } from '../orders/store.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import { eraseOrder, mayErase } from './erase-order.ts';
import { deleteOfPhone } from './store.ts';

export interface Erasure {
  orderId: string;
  /** `under-way`: the person's data are still needed. `traces`: the order is another person's, and only the phone's traces were erased. */
  outcome: 'erased' | 'under-way' | 'traces';
  status: Row<'orders'>['status'];
}

/** Erases a person from these orders. `phone`: the person's; absent: each order's buyer is erased. */
export async function eraseBuyer(context: Context, orderIds: string[], phone?: string): Promise<Erasure[]> {
  const done: Erasure[] = [];
  for (const orderId of orderIds) {
    done.push(
      await context.transaction(async (tx): Promise<Erasure> => {
        const order = await lockOrder(tx.sql, orderId);
        const { status } = order;
        const index = phone === undefined ? order.phoneIndex : phoneIndexOf(context, order, phone);
        if (phone !== undefined && index !== null && order.phoneIndex !== null && order.phoneIndex !== index) {
          await deleteOfPhone(tx.sql, orderId, index, phoneLimitKey(context, phone));
          return { orderId, status, outcome: 'traces' };
        }
        if (!mayErase(order)) return { orderId, status, outcome: 'under-way' };
        await eraseOrder(context, tx, order, 'operator');
        return { orderId, status, outcome: 'erased' };
      }),
    );
  }
  return done;
}
