import type { BankAnswer } from '@installment-button/protocol/cabinet/orders';
import { icon } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { figure } from '../../formats.ts';
import { bankMark } from '../../parts/bank-mark.ts';
import { sign } from '../../parts/icons.ts';
import type { OrderContext } from './context.ts';

/** What every asked bank said, the chosen one first. */
export function banks(context: OrderContext): TemplateResult {
  const { detail, texts } = context;
  const approved = detail.banks.filter(({ decision }) => decision === 'approved').length;
  return html`<section class="section order-banks" aria-labelledby="banks">
    <header>
      <h2 id="banks">${texts.decisions}</h2>
      ${detail.banks.length > 0 ? html`<span class="small quiet">${texts.approvedOf(approved, detail.banks.length)}</span>` : nothing}
    </header>
    ${
      detail.banks.length === 0
        ? html`<p class="quiet">${texts.noDecisions}</p>`
        : html`<div class="bank-columns" aria-hidden="true">
              <span>${texts.columns.bank}</span><span>${texts.columns.decision}</span><span>${texts.columns.answered}</span>
              <span class="right">${texts.columns.payment}</span><span class="right">${texts.columns.whole}</span>
            </div>
            ${detail.banks.map((answer) => line(answer, context))}`
    }
  </section>`;
}

function line({ bank, decision, seconds, chosen, offer }: BankAnswer, { detail, texts, cabinet }: OrderContext): TemplateResult {
  const { formats } = cabinet;
  const { order } = detail;
  const approved = decision === 'approved';
  const span = seconds === null ? null : formats.seconds(seconds);
  const over = offer ? offer.totalPayment - order.amount : 0;
  return html`<div class="bank-line ${chosen ? 'chosen' : ''} ${approved ? '' : 'off'}">
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
