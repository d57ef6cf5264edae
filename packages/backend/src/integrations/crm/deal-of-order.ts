import { givenBackByItem } from '../../after-sale/refund-shares.ts';
import { refundsOf } from '../../after-sale/store.ts';
import { applicantOf } from '../../buyer-session/applicant.ts';
import type { Context } from '../../context.ts';
import { fixedPhone } from '../../orders/buyer-phone.ts';
import { numberOf } from '../../orders/number.ts';
import type { Row } from '../../tables/schema.ts';
import type { Deal } from './crm-sync.ts';

/** The order as CRMs are told of it; null where there is no buyer (any more). */
export async function dealOf(context: Context, order: Row<'orders'>): Promise<Deal | null> {
  if (order.phone === null) return null;
  const applicant = await applicantOf(context, context.sql, order.id);
  const back = givenBackByItem((await refundsOf(context.sql, order.id)).filter(({ status }) => status === 'succeeded'));
  const refunded = [...back.values()].reduce((sum, { amount }) => sum + amount, 0);
  const number = numberOf(order);
  return {
    key: order.id,
    number,
    title: `${order.product === 'credit' ? 'Кредит' : 'Рассрочка'} № ${number}`,
    status: order.status,
    amount: order.amount - refunded,
    currency: order.currency,
    buyer: {
      firstName: applicant?.firstName ?? '',
      lastName: applicant?.lastName ?? '',
      phone: fixedPhone(context, order),
      email: applicant?.email ?? null,
    },
    lines: order.items.map(({ name, price, quantity, unit, vat, vendorCode, lineTotal, discountShare }) => {
      const sum = lineTotal - discountShare;
      return { name, price, quantity, unit, vat, vendorCode, sum };
    }),
    link: `${context.config.cabinetUrl}/orders/${order.id}`,
    confirmedAt: order.confirmedAt,
  };
}
