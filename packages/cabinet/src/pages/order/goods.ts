import { html, nothing, type TemplateResult } from 'lit';
import { figure, noonOf } from '../../format/formats.ts';
import { titledSection } from '../../parts/titled-section.ts';
import type { OrderContext } from './context.ts';

/** What was bought, and what the shop gets for it. */
export function goods({ detail, texts, cabinet, now }: OrderContext): TemplateResult {
  const { formats } = cabinet;
  const { order } = detail;
  const sum = (amount: number) => figure(formats.sum(amount, order.currency));
  const line = (name: unknown, amount: number) =>
    html`<div class="row">
      <span class="quiet">${name}</span>
      <span class="sum">${sum(amount)}</span>
    </div>`;
  const { settlement, offer } = order;
  // In an installment the shop pays the interest: the bank pays out less than the price.
  // What a redirect lender keeps is not known here.
  const payout = offer && offer.creditAmount !== null ? offer.creditAmount + offer.firstPayment : order.amount;
  const interest = order.amount - payout;
  return titledSection({
    id: 'goods',
    kind: 'goods order-goods',
    heading: texts.goods,
    content: html`${order.items.map(
        ({ name, price, quantity, lineTotal }) =>
          html`<div class="row">
            <span>${name}</span>
            <span class="each">${figure(`${quantity} × ${formats.bare(price)}`)}</span>
            <span class="sum">${sum(lineTotal)}</span>
          </div>`,
      )}
      ${order.discount > 0 ? line(texts.discount, -order.discount) : nothing}
      <div class="row total">
        <span>${texts.total}</span>
        <span class="sum">${sum(order.amount)}</span>
      </div>
      ${interest > 0 ? line(texts.interest, -interest) : nothing}
      ${offer?.firstPayment ? line(texts.firstPayment, offer.firstPayment) : nothing}
      ${order.refundedAmount > 0 ? line(texts.refunded, -order.refundedAmount) : nothing}
      ${
        settlement?.expectedOn && settlement.amount !== null
          ? line(
              settlement.settledAt
                ? texts.paid(formats.day(new Date(settlement.settledAt), now))
                : texts.willPay(formats.day(noonOf(settlement.expectedOn), now)),
              settlement.amount,
            )
          : offer && order.status !== 'canceled' && order.status !== 'expired'
            ? line(texts.fromBank, payout)
            : nothing
      }
      ${detail.refunds.map(({ amount, status, at }) =>
        line(html`${texts.refundDialog.heading}, ${formats.moment(new Date(at), now)}: ${texts.refundStatus[status]}`, amount),
      )}`,
  });
}
