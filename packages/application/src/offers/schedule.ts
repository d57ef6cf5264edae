import type { Offer } from '@installment-button/protocol/offer';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { Formats } from '../format/formats.ts';
import type { Texts } from '../texts/texts.ts';

export interface ScheduleOptions {
  offer: Offer;
  texts: Texts;
  formats: Formats;
  /** Six columns and all rows. Otherwise four columns, and three rows until `all`. */
  wide: boolean;
  all: boolean;
  onShowAll?: () => void;
}

/** Each month as a bar: principal as an outline, interest in ink above it. The table says the same in figures. */
export function scheduleChart({ offer, texts, formats, wide }: ScheduleOptions): TemplateResult {
  const { schedule } = offer;
  const highest = Math.max(...schedule.map((one) => one.payment), 1);
  const height = wide ? 112 : 96;
  const step = 100 / schedule.length;
  const width = step * (schedule.length > 18 ? 0.74 : 0.84);
  const every = Math.ceil(schedule.length / (wide ? 12 : 6));
  return html`<figure class="chart">
    <p class="legend" aria-hidden="true">
      <span class="key principal"></span>${texts.offers.principal} <span class="key interest"></span>${texts.offers.interest}
    </p>
    <svg class="bars" width="100%" height=${height + 2} aria-hidden="true">
      ${schedule.map(({ payment, interest }, index) => {
        const whole = (payment / highest) * height;
        const top = (interest / highest) * height;
        return svg`<rect class="principal" x="${index * step}%" width="${width}%" y="${height - whole + 0.5}" height="${whole}" rx="2"/>
          <rect class="interest" x="${index * step}%" width="${width}%" y="${height - whole + 0.5}" height="${top}" rx="1"/>`;
      })}
    </svg>
    <div class="months" aria-hidden="true">
      ${schedule.map(({ date }, index) => html`<span>${index % every === 0 ? formats.month(date) : nothing}</span>`)}
    </div>
  </figure>`;
}

export function scheduleTable(options: ScheduleOptions): TemplateResult {
  const { offer, texts, formats, wide, all, onShowAll } = options;
  const { columns } = texts.offers;
  const rows = all || wide ? offer.schedule : offer.schedule.slice(0, 3);
  const hidden = offer.schedule.length - rows.length;
  let rest = offer.creditAmount;
  const sum = (part: 'payment' | 'principal' | 'interest') => formats.bare(offer.schedule.reduce((total, one) => total + one[part], 0));
  // Large text can make four columns too wide for a narrow screen. Then the table scrolls and not the page.
  return html`<div class="schedule-frame" tabindex="0" role="group" aria-label=${texts.offers.schedule}>
    <table class="schedule ${wide ? 'numbered' : ''}">
      <thead>
        <tr>
          ${wide ? html`<th scope="col">${columns.number}</th>` : nothing}
          <th scope="col">${columns.date}</th>
          <th scope="col">${columns.payment}</th>
          <th scope="col">${columns.principal}</th>
          <th scope="col">${columns.interest}</th>
          ${wide ? html`<th scope="col">${columns.rest}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${rows.map((one, index) => {
          rest -= one.principal;
          return html`<tr>
            ${wide ? html`<td>${index + 1}</td>` : nothing}
            <td>${formats.numericDay(one.date, !wide)}</td>
            <td>${formats.bare(one.payment)}</td>
            <td>${formats.bare(one.principal)}</td>
            <td>${formats.bare(one.interest)}</td>
            ${wide ? html`<td>${formats.bare(rest)}</td>` : nothing}
          </tr>`;
        })}
        ${
          hidden > 0
            ? html`<tr class="more">
                <td colspan="4"><button type="button" class="link" @click=${onShowAll}>${texts.offers.morePayments(hidden)}</button></td>
              </tr>`
            : nothing
        }
      </tbody>
      <tfoot>
        <tr>
          <td colspan=${wide ? 2 : 1}>${texts.offers.total}</td>
          <td>${sum('payment')}</td>
          <td>${sum('principal')}</td>
          <td>${sum('interest')}</td>
          ${wide ? html`<td></td>` : nothing}
        </tr>
      </tfoot>
    </table>
  </div>`;
}

export const scheduleStyles = css`
  .chart .legend {
    display: flex;
    align-items: center;
    margin-bottom: 8px;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    font-weight: 400;
    color: var(--ink-2);
  }
  .chart .key {
    width: 8px;
    height: 8px;
    margin-right: 6px;
    border: 1px solid var(--edge);
    border-radius: 2px;
    background: var(--paper-3);
  }
  .chart .key.interest {
    margin-left: 14px;
    border-color: var(--ink);
    background: var(--ink);
  }
  .bars {
    overflow: visible;
  }
  .bars .principal {
    fill: var(--paper-3);
    stroke: var(--edge);
  }
  .bars .interest {
    fill: var(--ink);
    stroke: var(--ink);
  }
  .months {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    margin-top: 4px;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
    white-space: nowrap;
  }
  .schedule-frame {
    overflow-x: auto;
  }
  .schedule {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  .schedule th {
    padding: 8px 0 8px 8px;
    border-bottom: 1px solid var(--line-2);
    font-weight: 400;
    color: var(--ink-2);
    text-align: right;
    vertical-align: bottom;
  }
  .schedule td {
    padding: 5px 0 5px 8px;
    border-bottom: 1px solid var(--line);
    text-align: right;
    white-space: nowrap;
    word-spacing: -0.05em;
  }
  .schedule th:first-child,
  .schedule td:first-child {
    padding-left: 0;
    text-align: left;
  }
  .schedule.numbered thead th:nth-child(2),
  .schedule.numbered tbody td:nth-child(2) {
    padding-left: 16px;
    text-align: left;
  }
  .schedule tbody tr:last-child td {
    border-bottom: 0;
  }
  .schedule .more td {
    padding-block: 12px;
    word-spacing: 0;
  }
  .schedule tfoot td {
    border-top: 1px solid var(--ink);
    border-bottom: 0;
    padding-top: 8px;
    font-weight: 600;
  }
`;
