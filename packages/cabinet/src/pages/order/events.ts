import { moscowDay } from '@installment-button/protocol/moscow-day';
import type { TimelineEntry } from '@installment-button/protocol/cabinet/orders';
import { html, nothing, type TemplateResult } from 'lit';
import { noonOf } from '../../formats.ts';
import type { OrderContext } from './context.ts';

/** So many are shown at first. */
const FEW = 12;

/** All that happened, the newest first, with who and when. */
export function events(context: OrderContext & { all: boolean; showAll: () => void }): TemplateResult {
  const { detail, texts, all, showAll, cabinet, now } = context;
  const shown = all ? detail.timeline : detail.timeline.slice(0, FEW);
  let day = moscowDay(now);
  return html`<section class="section events order-events" aria-labelledby="events">
    <header>
      <h2 id="events">${texts.events}</h2>
      ${
        shown.length < detail.timeline.length
          ? html`<button class="text-button small" type="button" @click=${showAll}>${texts.all(detail.timeline.length)}</button>`
          : nothing
      }
    </header>
    ${shown.map((entry) => {
      const own = moscowDay(new Date(entry.at));
      const dayLine = own === day ? nothing : html`<p class="day-line">${cabinet.formats.day(noonOf(own), now)}</p>`;
      day = own;
      return html`${dayLine}${line(entry, context)}`;
    })}
  </section>`;
}

function line(entry: TimelineEntry, { texts, cabinet }: OrderContext): TemplateResult {
  const at = new Date(entry.at);
  const name = entry.by.name ?? texts.by[entry.by.kind];
  return html`<div class="row">
    <time datetime=${entry.at}>${cabinet.formats.timeWithSeconds(at)}</time>
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
