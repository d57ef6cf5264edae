import type { BankAnswer } from '@installment-button/protocol/cabinet/orders';
import { icon } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { figure } from '../../format/formats.ts';
import { bankMark } from '../../parts/bank-mark.ts';
import { sign } from '../../parts/icons.ts';
import { titledSection } from '../../parts/titled-section.ts';
import type { OrderContext } from './context.ts';

/** The decision of every bank that was asked. */
export function banks(context: OrderContext): TemplateResult {
  const { detail, texts } = context;
  const approved = detail.banks.filter(({ decision }) => decision === 'approved').length;
  return titledSection({
    id: 'banks',
    kind: 'order-banks',
    heading: texts.decisions,
    note: detail.banks.length > 0 ? texts.approvedOf(approved, detail.banks.length) : nothing,
    content:
      detail.banks.length === 0
        ? html`<p class="quiet">${texts.noDecisions}</p>`
        : html`<div class="bank-columns small quiet" aria-hidden="true">
              <span>${texts.columns.bank}</span><span>${texts.columns.decision}</span><span>${texts.columns.answered}</span>
              <span class="right">${texts.columns.payment}</span><span class="right">${texts.columns.whole}</span>
            </div>
            ${detail.banks.map((answer) => line(answer, context))}`,
  });
}

function line({ bank, decision, seconds, chosen, offer }: BankAnswer, { detail, texts, cabinet }: OrderContext): TemplateResult {
  const { formats } = cabinet;
  const { order } = detail;
  const approved = decision === 'approved';
  const span = seconds === null ? null : formats.seconds(seconds);
  const over = offer ? offer.totalPayment - order.amount : 0;
  return html`<div class="bank-line small ${chosen ? 'chosen' : ''} ${approved ? '' : 'off'}">
    <span class="name">${bankMark(cabinet.me?.banks ?? [], bank, { off: !approved })}<span>${bank.name}</span></span>
    <span class="decision">
      ${mark(decision)}<span class=${approved ? 'good' : ''}>${texts.decision[decision]}</span>
      ${chosen ? html`<span class="ink">${texts.chosen}</span>` : offer?.gone ? html`<span>${texts.gone}</span>` : nothing}
    </span>
    <span class="span quiet">${span ?? ''}</span>
    <span class="payment right">
      ${
        offer
          ? html`<b>${figure(chosen ? formats.sum(offer.amount, order.currency) : formats.payment(offer.amount, order.currency))}</b>
              <span class="quiet">× ${offer.term}</span>`
          : html`<span class="quiet">—</span>`
      }
    </span>
    <span class="whole right quiet"
      >${offer ? (over > 0 ? texts.terms.over(formats.payment(over, order.currency)) : texts.terms.free) : ''}</span
    >
  </div>`;
}

function mark(decision: BankAnswer['decision']): TemplateResult {
  if (decision === 'approved') return html`<span class="good">${icon('check', 16)}</span>`;
  return sign(decision === 'declined' || decision === 'failed' ? 'dash' : 'clock', 16);
}
