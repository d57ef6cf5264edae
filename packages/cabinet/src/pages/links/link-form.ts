import { button, icon, segment, selectField, textField } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Cabinet } from '../../state/cabinet.ts';
import { figure } from '../../format/formats.ts';
import { addButton, choicesOf } from '../../parts/form-parts.ts';
import { emptyLine, totalOf, type Draft, type DraftLine, type Fault } from './link-draft.ts';
import type { LinksTexts } from './texts.ts';

const terms = [3, 4, 6, 10, 12, 18, 24, 36];

export interface FormOptions {
  cabinet: Cabinet;
  texts: LinksTexts;
  draft: Draft;
  faults: readonly Fault[];
  busy: boolean;
  /** A link was made just now: the button speaks of another link. */
  again: boolean;
  change: (draft: Draft) => void;
  submit: () => void;
}

/** The form of a new link: its goods, and what may be left alone. */
export function linkForm(options: FormOptions): TemplateResult {
  const { texts, draft, busy, again, change, submit, cabinet } = options;
  const total = totalOf(draft);
  return html`<form
    novalidate
    @submit=${(event: Event) => {
      event.preventDefault();
      submit();
    }}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    }}
  >
    <div class="goods-line line-heads small quiet ${draft.lines.length === 1 ? 'alone' : ''}" aria-hidden="true">
      <span>${texts.name}</span><span>${texts.pieces}</span><span>${texts.price}</span>
    </div>
    ${draft.lines.map((line, index) => goodsLine(line, index, options))}
    ${addButton(texts.addLine, () => change({ ...draft, lines: [...draft.lines, emptyLine()] }))}
    ${
      draft.lines.length > 1 && total > 0
        ? html`<p class="row sum-row"><span class="quiet">${texts.total}</span><b class="end">${figure(cabinet.formats.sum(total))}</b></p>`
        : nothing
    }
    ${fields(options)}
    <div class="send-row">
      ${button({ kind: again ? 'line' : 'filled', type: 'submit', busy, label: html`${again ? texts.makeAnother : texts.make} <kbd>Ctrl Enter</kbd>` })}
    </div>
  </form>`;
}

/** What is the same for the whole order. All of it may be left alone. */
function fields({ texts, draft, faults, change, cabinet }: FormOptions): TemplateResult {
  const phoneWrong = faults.some(({ part }) => part === 'phone');
  return html`<div class="fields">
    <div class="wide">
      ${segment({
        id: 'product',
        label: texts.product,
        value: draft.product,
        choices: (['installment', 'credit'] as const).map((value) => ({
          value,
          label: cabinet.texts.product[value],
          name: cabinet.texts.product[value],
        })),
        onChange: (product) => change({ ...draft, product }),
      })}
    </div>
    ${selectField({
      id: 'days',
      label: texts.expires,
      value: String(draft.days),
      choices: choicesOf(texts.spans),
      onChange: (days) => change({ ...draft, days: Number(days) }),
    })}
    ${selectField({
      id: 'term',
      label: texts.term,
      value: draft.term,
      empty: texts.anyTerm,
      choices: terms.map((months) => ({ value: String(months), label: texts.months(months) })),
      onChange: (term) => change({ ...draft, term }),
    })}
    ${textField({
      id: 'external-id',
      span: 'wide',
      label: html`${texts.externalId}, ${texts.optional}`,
      value: draft.externalId,
      maxLength: 128,
      onInput: (externalId) => change({ ...draft, externalId }),
    })}
    ${textField({
      id: 'phone',
      span: 'wide',
      label: texts.phone,
      value: draft.phone,
      type: 'tel',
      inputMode: 'tel',
      hint: texts.phoneHint,
      error: phoneWrong ? texts.faults.phone : undefined,
      onInput: (phone) => change({ ...draft, phone }),
    })}
  </div>`;
}

function goodsLine(line: DraftLine, index: number, { texts, draft, faults, change }: FormOptions): TemplateResult {
  const wrong = (part: 'name' | 'pieces' | 'price') =>
    faults.some((fault) => 'line' in fault && fault.line === index && fault.part === part);
  const set = (part: keyof DraftLine) => (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    change({ ...draft, lines: draft.lines.map((one, at) => (at === index ? { ...one, [part]: value } : one)) });
  };
  const input = (part: keyof DraftLine, label: string, mode: 'text' | 'numeric' | 'decimal', width: string) =>
    html`<span class="${width} ${wrong(part) ? 'invalid' : ''}"
      ><input
        class="control"
        id="${part}-${index}"
        aria-label="${label}, ${index + 1}"
        aria-invalid=${wrong(part) ? 'true' : nothing}
        aria-describedby=${wrong(part) ? `fault-${index}` : nothing}
        inputmode=${mode}
        maxlength=${part === 'name' ? 255 : 12}
        autocomplete="off"
        .value=${live(line[part])}
        @input=${set(part)}
    /></span>`;
  const fault = (['name', 'pieces', 'price'] as const).find(wrong);
  return html`<div class="goods-line ${draft.lines.length === 1 ? 'alone' : ''}">
      ${input('name', texts.name, 'text', 'name')} ${input('pieces', texts.pieces, 'numeric', 'pieces')}
      ${input('price', texts.price, 'decimal', 'price')}
      ${
        draft.lines.length > 1
          ? html`<button
              class="icon-button"
              type="button"
              aria-label="${texts.removeLine} ${index + 1}"
              @click=${() => change({ ...draft, lines: draft.lines.filter((_, at) => at !== index) })}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </div>
    ${fault ? html`<p class="problem" id="fault-${index}">${icon('warning', 16)}<span>${texts.faults[fault]}</span></p>` : nothing}`;
}
