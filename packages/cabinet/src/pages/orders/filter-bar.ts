import { orderStatuses } from '@installment-button/protocol/status';
import { icon } from '@installment-button/ui';
import { readSum, writeSum } from '@installment-button/protocol/written-sum';
import { choicesOf } from '../../parts/form-parts.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { Cabinet } from '../../state/cabinet.ts';
import { noonOf } from '../../format/formats.ts';
import { isPeriod, type Filter } from '../../state/order-filter.ts';
import type { OrdersTexts } from './texts.ts';

interface Choice {
  value: string;
  label: string;
}

interface FilterOptions {
  cabinet: Cabinet;
  texts: OrdersTexts;
  filter: Filter;
  /** Which fields are open: those of the person's own period or sum. */
  own: 'period' | 'sum' | null;
  openOwn: (which: 'period' | 'sum' | null) => void;
  change: (filter: Filter) => void;
}

const sums = { small: { max: '3000000' }, middle: { min: '3000000', max: '10000000' }, large: { min: '10000000' } };

/** «Статус: любой» and so on. Each filter is a native list under its words, so thumb, keyboard and screen reader all work. */
export function filters(options: FilterOptions): TemplateResult {
  const { cabinet, texts, filter, change, openOwn } = options;
  const words = texts.filters;
  const banks = (cabinet.me?.banks ?? []).filter(({ test }) => test === (cabinet.mode === 'test'));
  const any = (label: string): Choice => ({ value: '', label });
  const { period: _period, from: _from, to: _to, ...withoutPeriod } = filter;
  const { min: _min, max: _max, ...withoutSum } = filter;
  return html`<div class="filters small quiet" role="group" aria-label=${words.label}>
    ${one(options, words.status, filter.status ?? '', [any(words.any), ...orderStatuses.map((value) => ({ value, label: cabinet.texts.status[value] }))], (status) => change({ ...filter, status }))}
    ${one(options, words.bank, filter.bank ?? '', [any(words.any), ...banks.map(({ id, name }) => ({ value: id, label: name }))], (bank) => change({ ...filter, bank }))}
    ${one(
      options,
      words.period,
      periodOf(filter),
      choicesOf(words.periods),
      (value) => {
        if (value === 'own') return openOwn('period');
        change(value === '' ? withoutPeriod : { ...withoutPeriod, period: value });
      },
      ownPeriod(options),
    )}
    ${one(
      options,
      words.sum,
      sumOf(filter),
      choicesOf(words.sums),
      (value) => {
        if (value === 'own') return openOwn('sum');
        change({ ...withoutSum, ...(value === 'small' || value === 'middle' || value === 'large' ? sums[value] : {}) });
      },
      ownSum(options),
    )}
    ${one(options, words.product, filter.product ?? '', [any(words.anyProduct), ...choicesOf(cabinet.texts.product)], (product) => change({ ...filter, product }))}
    ${one(options, words.source, filter.source ?? '', choicesOf(words.sources), (source) => change({ ...filter, source }))}
    ${one(options, words.trusted, filter.trusted ?? '', choicesOf(words.trust), (trusted) => change({ ...filter, trusted }))}
  </div>`;
}

function one(
  { texts }: FilterOptions,
  name: string,
  value: string,
  choices: readonly Choice[],
  choose: (value: string) => void,
  shown?: string | null,
): TemplateResult {
  const label = shown ?? choices.find((choice) => choice.value === value)?.label ?? value;
  return html`<span class="filter ${value === '' ? '' : 'set'}">
    <label>
      <span aria-hidden="true">${name}: <b>${label.toLowerCase()}</b></span
      >${icon('down', 16)}
      <select aria-label=${name} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${choices.map((choice) => html`<option value=${choice.value} .selected=${choice.value === value}>${choice.label}</option>`)}
      </select>
    </label>
    ${value === '' ? nothing : html`<button class="icon-button" type="button" aria-label=${texts.filters.clear(name)} @click=${() => choose('')}>${icon('close', 16)}</button>`}
  </span>`;
}

function periodOf({ period, from, to }: Filter): string {
  if (isPeriod(period)) return period;
  return from || to ? 'own' : '';
}

function sumOf({ min, max }: Filter): string {
  if (!min && !max) return '';
  return (
    Object.entries(sums).find(
      ([, sum]) => ('min' in sum ? sum.min : undefined) === min && ('max' in sum ? sum.max : undefined) === max,
    )?.[0] ?? 'own'
  );
}

function ownPeriod({ filter, cabinet }: FilterOptions): string | null {
  const { from, to } = filter;
  if (!from && !to) return null;
  const written = (day: string | undefined) => (day ? cabinet.formats.shortDay(noonOf(day)) : '…');
  return `${written(from)} – ${written(to)}`;
}

function ownSum({ filter, cabinet }: FilterOptions): string | null {
  if (sumOf(filter) !== 'own') return null;
  const written = (amount: string | undefined) => (amount ? cabinet.formats.sum(Number(amount)) : '…');
  return `${written(filter.min)} – ${written(filter.max)}`;
}

/** The fields of the person's own period or sum, below the filters. */
export function ownFields({ texts, filter, own, openOwn, change }: FilterOptions): TemplateResult | typeof nothing {
  if (own === null) return nothing;
  const words = texts.filters;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const kopecks = (name: string) => String(readSum(text(name)) || '');
    const { period: _period, ...rest } = filter;
    change(own === 'period' ? { ...rest, from: text('from'), to: text('to') } : { ...filter, min: kopecks('min'), max: kopecks('max') });
    openOwn(null);
  };
  const roubles = (amount: string | undefined) => writeSum(amount ? Number(amount) : null);
  return html`<form class="own small quiet" @submit=${submit}>
    ${
      own === 'period'
        ? html`<label>${words.from} <input class="inline-field" type="date" name="from" .value=${filter.from ?? ''} /></label>
            <label>${words.to} <input class="inline-field" type="date" name="to" .value=${filter.to ?? ''} /></label>`
        : html`<label
              >${words.min} <input class="inline-field" inputmode="decimal" name="min" size="10" .value=${roubles(filter.min)}
            /></label>
            <label
              >${words.max} <input class="inline-field" inputmode="decimal" name="max" size="10" .value=${roubles(filter.max)}
            /></label>`
    }
    <button class="button line small" type="submit">${words.apply}</button>
    <button class="text-button small" type="button" @click=${() => openOwn(null)}>${words.clearAll}</button>
  </form>`;
}
