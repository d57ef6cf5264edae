import { html, nothing, type TemplateResult } from 'lit';
import { figure, noonOf } from '../../formats.ts';
import type { OrderContext } from './context.ts';

/** What was bought, and what comes of it to the shop. */
export function goods({ detail, texts, cabinet, now }: OrderContext): TemplateResult {
  const { formats } = cabinet;
  const { order } = detail;
  const sum = (amount: number) => figure(formats.sum(amount, order.currency));
  const line = (name: unknown, amount: number, quiet = true) =>
    html`<div class="row">
      <span class=${quiet ? 'quiet' : ''}>${name}</span>
      <span class="sum">${sum(amount)}</span>
    </div>`;
  const { settlement, offer } = order;
  return html`<section class="section goods order-goods" aria-labelledby="goods">
    <header><h2 id="goods">${texts.goods}</h2></header>
    ${order.items.map(
      ({ name, price, quantity }) =>
        html`<div class="row">
          <span>${name}</span>
          <span class="each">${figure(`${quantity} × ${formats.bare(price)}`)}</span>
          <span class="sum">${sum(price * quantity)}</span>
        </div>`,
    )}
    <div class="row total">
      <span>${texts.total}</span>
      <span class="sum">${sum(order.amount)}</span>
    </div>
    ${offer && offer.firstPayment > 0 ? line(texts.firstPayment, offer.firstPayment) : nothing}
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
          ? line(texts.fromBank, offer.creditAmount)
          : nothing
    }
    ${detail.refunds.length === 0 ? nothing : refunds()}
  </section>`;

  function refunds(): TemplateResult {
    return html`${detail.refunds.map(
      ({ amount, status, at }) =>
        html`<div class="row">
          <span class="quiet">${texts.refundDialog.heading}, ${formats.moment(new Date(at), now)}: ${texts.refundStatus[status]}</span>
          <span class="sum ${status === 'failed' ? 'quiet' : ''}">${sum(amount)}</span>
        </div>`,
    )}`;
  }
}
