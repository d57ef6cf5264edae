import { addDays } from '@installment-button/protocol/days';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import { base, buttonStyles } from '@installment-button/ui';
import type { OrderRow } from '@installment-button/protocol/cabinet/orders';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Cabinet } from '../../state/cabinet.ts';
import { noonOf } from '../../format/formats.ts';
import { partStyles } from '../../parts/part.styles.ts';
import { statusMarkStyles } from '../../parts/status-mark.styles.ts';
import { layOut, visibleLines, type Heights, type Layout, type Line } from './row-layout.ts';
import { orderRowsStyles } from './order-rows.styles.ts';
import { narrowRow, quiet, wideRow, type RowOptions } from './order-row.ts';
import type { OrdersTexts } from './texts.ts';

/** In rem, like the styles: rows grow with the text. */
const wideHeights = { day: 2.75, row: 2.75 };
const narrowHeights = { day: 3.125, row: 5.375 };
/** The next page is read when the end of the list is nearer than this. */
const AHEAD_PX = 2000;
/** What stays above a row that is scrolled to: the top bar and one row. */
const ABOVE_PX = 112;
const BELOW_PX = 96;

/**
 * The rows of the list. Only those near the window are in the document.
 *
 * @fires row-act - The row's button was pressed; `detail` is the order of the row.
 */
@customElement('order-rows')
export class OrderRows extends LitElement {
  static override styles = [base, buttonStyles, partStyles, statusMarkStyles, orderRowsStyles];

  @property({ attribute: false }) cabinet!: Cabinet;
  @property({ attribute: false }) texts!: OrdersTexts;
  @property({ attribute: false }) now = new Date();
  @state() private range: [number, number] = [0, 40];
  @query('.list') private list!: HTMLElement | null;
  private layout: Layout = layOut([], inPixels(wideHeights));
  private laidOut: readonly OrderRow[] | null = null;
  private readonly phone = matchMedia('(max-width: 39.9375em)');

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('scroll', this.onScroll, { passive: true });
    addEventListener('resize', this.onScroll, { passive: true });
    this.phone.addEventListener('change', this.onPhone);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('scroll', this.onScroll);
    removeEventListener('resize', this.onScroll);
    this.phone.removeEventListener('change', this.onPhone);
  }

  protected override willUpdate(): void {
    const { rows } = this.cabinet.orders;
    if (rows === this.laidOut) return;
    this.layout = layOut(rows, inPixels(this.phone.matches ? narrowHeights : wideHeights));
    this.laidOut = rows;
  }

  protected override render(): TemplateResult {
    const { columns } = this.texts;
    const [first, end] = this.range;
    const lines = this.layout.lines.slice(first, end);
    return html`<div role="grid" aria-label=${this.cabinet.texts.nav.orders} aria-rowcount=${this.cabinet.orders.total}>
      <div role="row" class="columns">
        <div role="columnheader">${columns.status}</div>
        <div role="columnheader">${columns.number}</div>
        <div role="columnheader">${columns.goods}</div>
        <div role="columnheader" class="sum">${columns.sum}</div>
        <div role="columnheader" class="bank"><span>${columns.bank}</span><span>${columns.payment}</span></div>
        <div role="columnheader" class="buyer">${columns.buyer}</div>
        <div role="columnheader" class="time">${columns.changed}</div>
      </div>
      <div role="rowgroup" class="list">
        <div role="presentation" class="above"></div>
        ${repeat(
          lines,
          (line) => (line.kind === 'day' ? line.day : line.row.id),
          (line) => (line.kind === 'day' ? this.day(line.day) : this.row(line)),
        )}
        <div role="presentation" class="below"></div>
      </div>
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    const { lines, height } = this.layout;
    const [first, end] = this.range;
    const above = lines[Math.min(first, lines.length - 1)]?.top ?? 0;
    const shownTo = end < lines.length ? (lines[end]?.top ?? height) : height;
    this.setHeight('.above', first < lines.length ? above : height);
    this.setHeight('.below', height - shownTo);
    if (!changed.has('range')) this.measure();
  }

  /** Scrolls a row into the window and focuses it. */
  async reveal(id: string, { focus = true } = {}): Promise<void> {
    await this.updateComplete;
    const line = this.layout.lines.find((one) => one.kind === 'row' && one.row.id === id);
    if (!line || !this.list) return;
    const top = this.list.getBoundingClientRect().top + line.top;
    if (top < ABOVE_PX) scrollBy({ top: top - ABOVE_PX });
    else if (top > innerHeight - BELOW_PX) scrollBy({ top: top - innerHeight + BELOW_PX });
    this.measure();
    await this.updateComplete;
    if (focus) this.renderRoot.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus({ preventScroll: true });
  }

  private day(day: string): TemplateResult {
    const { cabinet, texts, now } = this;
    const today = moscowDay(now);
    const { formats } = cabinet;
    const word = day === today ? `${cabinet.texts.today}, ` : day === addDays(today, -1) ? `${cabinet.texts.yesterday}, ` : '';
    const sums = cabinet.orders.days.get(day);
    return html`<div role="row" class="day">
      <div role="gridcell" aria-colspan="7">${word}${formats.day(noonOf(day), now)}</div>
      <span class="small quiet" role="gridcell">${sums ? texts.dayTotal(sums.count, formats.sum(sums.amount)) : nothing}</span>
    </div>`;
  }

  private row({ row, index }: Extract<Line, { kind: 'row' }>): TemplateResult {
    const { orders } = this.cabinet;
    const selected = orders.selectedId === row.id;
    const mark = orders.marks.get(row.id);
    const options: RowOptions = {
      cabinet: this.cabinet,
      texts: this.texts,
      row,
      mark,
      selected,
      now: this.now,
      act: (acted) => this.dispatchEvent(new CustomEvent('row-act', { detail: acted })),
    };
    const focusable = selected || (orders.selectedId === null && index === 0);
    return html`<div
      role="row"
      class="row ${selected ? 'selected' : ''} ${mark?.kind ?? ''} ${quiet(row) ? 'quiet-row' : ''}"
      data-id=${row.id}
      aria-rowindex=${index + 1}
      aria-selected=${selected}
      tabindex=${focusable ? 0 : -1}
      @click=${() => this.cabinet.go({ page: 'order', id: row.id })}
    >
      ${this.phone.matches ? narrowRow(options) : wideRow(options)}
    </div>`;
  }

  private setHeight(selector: string, height: number): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.style.setProperty('height', `${Math.max(0, height)}px`);
  }

  private measure(): void {
    if (!this.list) return;
    const { top } = this.list.getBoundingClientRect();
    const range = visibleLines(this.layout, -top, innerHeight - top);
    if (range[0] !== this.range[0] || range[1] !== this.range[1]) this.range = range;
    if (this.layout.height + top < innerHeight + AHEAD_PX) void this.cabinet.orders.loadMore();
  }

  private readonly onScroll = (): void => {
    this.measure();
  };

  private readonly onPhone = (): void => {
    this.laidOut = null;
    this.requestUpdate();
  };
}

function inPixels({ day, row }: Heights): Heights {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return { day: day * rem, row: row * rem };
}

declare global {
  interface HTMLElementTagNameMap {
    'order-rows': OrderRows;
  }
}
