import { moscowDay } from '@installment-button/protocol/moscow-day';
import type { TimelineEntry } from '@installment-button/protocol/cabinet/orders';
import { html, nothing, type TemplateResult } from 'lit';
import { noonOf } from '../../format/formats.ts';
import { titledSection } from '../../parts/titled-section.ts';
import type { OrderContext } from './context.ts';

/** How many entries are shown at first. */
const FEW = 12;

/** What happened to the order, newest first: what, when, and who did it. */
export function timeline(context: OrderContext & { all: boolean; showAll: () => void }): TemplateResult {
  const { detail, texts, all, showAll, cabinet, now } = context;
  const shown = all ? detail.timeline : detail.timeline.slice(0, FEW);
  let day = moscowDay(now);
  const more = html`<button class="text-button small" type="button" @click=${showAll}>${texts.all(detail.timeline.length)}</button>`;
  return titledSection({
    id: 'events',
    kind: 'events order-events',
    heading: texts.events,
    aside: shown.length < detail.timeline.length ? more : nothing,
    content: shown.map((entry) => {
      const own = moscowDay(new Date(entry.at));
      const dayLine = own === day ? nothing : html`<p class="day-line small quiet">${cabinet.formats.day(noonOf(own), now)}</p>`;
      day = own;
      return html`${dayLine}${line(entry, context)}`;
    }),
  });
}

function line(entry: TimelineEntry, { texts, cabinet }: OrderContext): TemplateResult {
  const at = new Date(entry.at);
  const name = entry.by.name ?? texts.by[entry.by.kind];
  return html`<div class="row">
    <time class="small quiet" datetime=${entry.at}>${cabinet.formats.timeWithSeconds(at)}</time>
    <span class="what">${what(entry, { texts, cabinet })}</span>
    <span class="who small quiet">${name}</span>
  </div>`;
}

function what(
  { type, bank, decision, seconds, detail }: TimelineEntry,
  { texts, cabinet }: Pick<OrderContext, 'texts' | 'cabinet'>,
): string {
  const { formats } = cabinet;
  if (decision !== null && bank !== null) return texts.bankDecided[decision](bank, seconds === null ? null : formats.seconds(seconds));
  return texts.timeline[type]?.(detail, (amount) => formats.sum(amount)) ?? type;
}
