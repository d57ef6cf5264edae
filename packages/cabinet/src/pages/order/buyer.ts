import { revealableFields, type RevealableField } from '@installment-button/protocol/cabinet/orders';
import { html, type TemplateResult } from 'lit';
import { spacedPhone } from '../../format/formats.ts';
import { titledSection } from '../../parts/titled-section.ts';
import type { OrderContext } from './context.ts';

/** The value of a field that the manager asked for, and when it is hidden again. */
export interface Shown {
  value: string;
  hideAt: Date;
}

type BuyerOptions = OrderContext & {
  shown: ReadonlyMap<RevealableField, Shown>;
  /** Each field is a request of its own, and so a line of its own in the log. */
  reveal: (...fields: RevealableField[]) => void;
};

/** The buyer, masked. The manager can show one field for a minute; the server records each time. */
export function buyer(options: BuyerOptions): TemplateResult {
  const { detail, texts } = options;
  const known = revealableFields.filter((field) => detail.buyer[field] !== null);
  return titledSection({
    id: 'buyer',
    kind: 'person order-buyer',
    heading: texts.buyer,
    content:
      known.length === 0
        ? html`<p class="quiet">${texts.noBuyer}</p>`
        : html`${known.map((field) => line(field, options))}
            ${known.length > 1 && known.some((field) => !options.shown.has(field)) ? showAll(known, options) : ''}
            <p class="small quiet no-print">${texts.buyerNote}</p>`,
  });
}

function showAll(known: readonly RevealableField[], { texts, shown, reveal }: BuyerOptions): TemplateResult {
  const hidden = known.filter((field) => !shown.has(field));
  return html`<button class="text-button small no-print" type="button" @click=${() => reveal(...hidden)}>${texts.showAll}</button>`;
}

function line(field: RevealableField, { detail, texts, cabinet, shown, reveal, now }: BuyerOptions): TemplateResult {
  const open = shown.get(field);
  const value = open?.value ?? detail.buyer[field] ?? '';
  return html`<div class="row">
    <span class="field-name small quiet">${texts.fields[field]}</span>
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
