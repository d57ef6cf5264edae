import { moscowDay } from '@installment-button/protocol/moscow-day';
import type { OrderRow } from '@installment-button/protocol/cabinet/orders';
import { html, nothing, type TemplateResult } from 'lit';
import type { Cabinet } from '../../state/cabinet.ts';
import { figure, spacedPhone } from '../../format/formats.ts';
import { statusMark } from '../../parts/status-mark.ts';
import { linkTo } from '../../shell/link-to.ts';
import type { Mark } from '../../state/order-list.ts';
import type { OrdersTexts } from './texts.ts';

export interface RowOptions {
  cabinet: Cabinet;
  texts: OrdersTexts;
  row: OrderRow;
  mark: Mark | undefined;
  selected: boolean;
  now: Date;
  act: (row: OrderRow) => void;
}

/** The goods. Only the name may be cut; the count after it stays whole. */
function goodsWords(row: OrderRow, texts: OrdersTexts): TemplateResult {
  const rest = goodsOf({ ...row, title: '' }, texts);
  return html`<span class="cut">${row.title}</span>${rest === '' ? nothing : html`<span>${rest}</span>`}`;
}

/** «Кресло «Вереск», 2 шт. и ещё 1». What is sold by the metre or the kilo is shown without its quantity: the row does not know the unit. */
export function goodsOf({ title, quantity, more }: Pick<OrderRow, 'title' | 'quantity' | 'more'>, texts: OrdersTexts): string {
  return [
    title,
    Number.isInteger(quantity) && quantity > 1 ? `, ${texts.pieces(quantity)}` : '',
    more > 0 ? ` ${texts.andMore(more)}` : '',
  ].join('');
}

export const quiet = ({ status }: OrderRow): boolean => status === 'rejected' || status === 'canceled' || status === 'expired';

/** Seconds until a held confirmation is sent to the bank; null when none is held. */
export function heldSeconds({ confirmation }: Pick<OrderRow, 'confirmation'>, now: Date): number | null {
  if (confirmation?.state !== 'held' || confirmation.effectiveAt === undefined) return null;
  const left = Math.ceil((new Date(confirmation.effectiveAt).getTime() - now.getTime()) / 1000);
  return left > 0 ? left : null;
}

/** The line under the status: the status a moment ago, or what happens at the bank. */
export function underStatus({ cabinet, texts, row, mark, now }: RowOptions): string | null {
  const held = heldSeconds(row, now);
  if (held !== null) return texts.held(cabinet.formats.seconds(held));
  if (row.cancellation) return row.cancellation.state === 'pending' ? texts.cancelAtBank : texts.cancelRefused;
  if (row.confirmation && row.status === 'signed') return row.confirmation.state === 'refused' ? texts.confirmRefused : texts.atBank;
  if (mark?.kind === 'changed' && mark.was) return texts.was(cabinet.texts.status[mark.was]);
  if (row.refundedAmount > 0) return texts.refunded(cabinet.formats.sum(row.refundedAmount, row.currency));
  return null;
}

export function bankWords({ cabinet, texts, row }: RowOptions): string {
  if (row.bank) return row.bank.name;
  if (row.offers > 0) return cabinet.texts.offers(row.offers);
  if (row.status === 'rejected' && row.asked > 0) return texts.allDeclined(row.asked);
  return row.asked > 0 ? texts.answered(row.answered, row.asked) : cabinet.texts.nothingYet;
}

export function paymentWords({ cabinet, texts, row }: RowOptions): TemplateResult | typeof nothing {
  const payment = row.payment ?? row.lowest;
  if (!payment) return nothing;
  const sum = cabinet.formats.payment(payment.amount, row.currency);
  return html`${row.payment ? nothing : `${texts.from} `}<b>${figure(sum)}</b> <span class="quiet">× ${payment.term}</span>`;
}

export function buyerWords({ cabinet, row }: RowOptions): string {
  if (!row.buyer?.phone) return cabinet.texts.nothingYet;
  return [row.buyer.name, spacedPhone(row.buyer.phone)].filter(Boolean).join(' ');
}

export function timeWords({ cabinet, mark, row, now }: RowOptions): string {
  const { formats, texts } = cabinet;
  const at = new Date(row.changedAt);
  const seconds = Math.max(0, (now.getTime() - at.getTime()) / 1000);
  if (mark?.kind === 'new' && seconds < 60) return texts.justNow;
  if (seconds < 60) return texts.ago(formats.seconds(Math.max(1, seconds)));
  if (seconds < 3600) return formats.seconds(Math.floor(seconds / 60) * 60);
  return moscowDay(at) === moscowDay(now) ? formats.time(at) : formats.shortDay(at);
}

/** One row of the wide list. */
export function wideRow(options: RowOptions): TemplateResult {
  const { cabinet, texts, row, mark } = options;
  const under = underStatus(options);
  return html`<div role="gridcell" class="status status-${row.status}">
      ${statusMark(row.status)}<span class="word"
        >${cabinet.texts.status[row.status]}${under ? html`<small title=${under}>${under}</small>` : nothing}</span
      >
    </div>
    <div role="gridcell" class="small quiet cut" title=${row.number}>${row.number}</div>
    <div role="gridcell" class="goods cut">
      <a href=${cabinet.hrefOf({ page: 'order', id: row.id })} tabindex="-1" @click=${linkTo(cabinet, { page: 'order', id: row.id })}
        >${goodsWords(row, texts)}</a
      >
    </div>
    <div role="gridcell" class="sum">${figure(cabinet.formats.sum(row.amount, row.currency))}</div>
    <div role="gridcell" class="bank small">
      <span class="cut ${row.bank ? '' : 'quiet'}">${bankWords(options)}</span><span class="payment">${paymentWords(options)}</span>
    </div>
    <div role="gridcell" class="buyer small quiet">${buyerWords(options)}</div>
    <div role="gridcell" class="time small ${mark ? 'medium' : 'quiet'}">${actOrTime(options)}</div>`;
}

function actOrTime(options: RowOptions): TemplateResult | string {
  const { texts, row, selected, now, act } = options;
  const held = heldSeconds(row, now);
  if (held === null && !(selected && row.actions.includes('confirm'))) {
    return timeWords(options);
  }
  const press = (event: Event) => {
    event.stopPropagation();
    act(row);
  };
  return html`<button class="button small ${held === null ? '' : 'line'}" type="button" tabindex=${selected ? 0 : -1} @click=${press}>
    ${held === null ? texts.confirm : texts.takeBack}
  </button>`;
}

/** The same row in three lines, for phones. There an order is confirmed on its own page only. */
export function narrowRow(options: RowOptions): TemplateResult {
  const { cabinet, texts, row, mark } = options;
  const under = underStatus(options);
  return html`<div role="gridcell" class="narrow">
    <p class="line">
      <a class="cut goods" href=${cabinet.hrefOf({ page: 'order', id: row.id })} @click=${linkTo(cabinet, { page: 'order', id: row.id })}
        >${goodsOf(row, texts)}</a
      >
      <span class="sum">${figure(cabinet.formats.sum(row.amount, row.currency))}</span>
    </p>
    <p class="line small">
      <span class="status status-${row.status}">${statusMark(row.status)}${cabinet.texts.status[row.status]}</span>
      <span class="end cut"
        >${row.bank ? html`<span class="quiet">${row.bank.name},</span> ` : nothing}${row.payment || row.lowest ? paymentWords(options) : html`<span class="quiet">${bankWords(options)}</span>`}</span
      >
    </p>
    <p class="line small quiet">
      <span class="cut">${under ?? [row.number, row.buyer?.phone ? buyerWords(options) : ''].filter(Boolean).join(' · ')}</span>
      <span class="end ${mark ? 'marked' : ''}">${timeWords(options)}</span>
    </p>
  </div>`;
}
