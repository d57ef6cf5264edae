import { revealableFields, type RevealableField } from '@installment-button/protocol/cabinet/orders';
import { html, type TemplateResult } from 'lit';
import { spacedPhone } from '../../formats.ts';
import type { OrderContext } from './context.ts';

/** A field that was asked for, until it hides again. */
export interface Shown {
  value: string;
  hideAt: Date;
}

type BuyerOptions = OrderContext & { shown: ReadonlyMap<RevealableField, Shown>; reveal: (field: RevealableField) => void };

/** The buyer, masked; one field at a time is shown for a minute, and that is written down. */
export function buyer(options: BuyerOptions): TemplateResult {
  const { detail, texts } = options;
  const known = revealableFields.filter((field) => detail.buyer[field] !== null);
  return html`<section class="section person order-buyer" aria-labelledby="buyer">
    <header><h2 id="buyer">${texts.buyer}</h2></header>
    ${
      known.length === 0
        ? html`<p class="quiet">${texts.noBuyer}</p>`
        : html`${known.map((field) => line(field, options))}
            <p class="small quiet no-print">${texts.buyerNote}</p>`
    }
  </section>`;
}

function line(field: RevealableField, { detail, texts, cabinet, shown, reveal, now }: BuyerOptions): TemplateResult {
  const open = shown.get(field);
  const value = open?.value ?? detail.buyer[field] ?? '';
  return html`<div class="row">
    <span class="field-name">${texts.fields[field]}</span>
    <span class="field-value ${field === 'phone' ? 'number' : ''}">${field === 'phone' ? spacedPhone(value) : value}</span>
    ${
      open
        ? html`<span class="small quiet" role="status">${texts.hidesIn(cabinet.formats.countdown(open.hideAt, now))}</span>`
        : html`<button
            class="text-button small"
            type="button"
            aria-label=${texts.showField(texts.fields[field])}
            @click=${() => reveal(field)}
          >
            ${texts.show}
          </button>`
    }
  </div>`;
}
