import { addDays } from '@installment-button/protocol/days';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import { countedUpTo, savedViewSchema, type OrderRow, type OrderSummary } from '@installment-button/protocol/cabinet/orders';
import { button, icon, ring, textField } from '@installment-button/ui';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { figure, noonOf } from '../../format/formats.ts';
import type { Shortcut } from '../../state/shortcuts.ts';
import '../../parts/cabinet-dialog.ts';
import type { ExportFormat } from '../../parts/export-dialog.ts';
import { sign } from '../../parts/icons.ts';
import { pageHead } from '../../parts/page-head.ts';
import { Page } from '../../parts/page.ts';
import { readFilter, sameFilter, toQuery, type Filter } from '../../state/order-filter.ts';
import { filters, ownFields } from './filter-bar.ts';
import './order-rows.ts';
import type { OrderRows } from './order-rows.ts';
import { ordersPageStyles } from './orders-page.styles.ts';
import { heldSeconds } from './order-row.ts';
import { ordersTexts } from './texts.ts';
import { views } from './saved-views.ts';
import { Together } from './together.ts';

const TICK_MS = 1000;

/** The list of orders: sums, views, filters, and rows that change by themselves. */
@customElement('orders-page')
export class OrdersPage extends Page {
  static override styles = [...Page.styles, ordersPageStyles];

  @state() private own: 'period' | 'sum' | null = null;
  @state() private now = new Date();
  @state() private dialog: 'view' | 'export' | null = null;
  @state() private viewName = '';
  @query('order-rows') private rows!: OrderRows | null;
  @query('.search input') private searchInput!: HTMLInputElement;
  private readonly together = new Together(this, this.attempt);
  private ticking: ReturnType<typeof setInterval> | null = null;

  private get texts() {
    return ordersTexts[this.cabinet.locale];
  }

  private get filter(): Filter {
    return this.cabinet.place.page === 'orders' ? readFilter(this.cabinet.place.query) : {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.now = this.cabinet.now();
    this.ticking = setInterval(() => (this.now = this.cabinet.now()), TICK_MS);
    const { scrollTop, selectedId } = this.cabinet.orders;
    void this.updateComplete.then(async () => {
      await this.rows?.updateComplete;
      scrollTo(0, scrollTop);
      if (selectedId !== null) await this.rows?.reveal(selectedId);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.ticking) clearInterval(this.ticking);
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const { place, orders } = this.cabinet;
    if (place.page === 'orders') orders.show(place.query);
    else if (place.page === 'nowhere') orders.show({});
  }

  protected override render(): TemplateResult {
    const { orders } = this.cabinet;
    if (orders.phase === 'ready' && orders.rows.length === 0 && orders.summary?.any === false) {
      void import('./empty-orders.ts');
      return html`<empty-orders .cabinet=${this.cabinet} .texts=${this.texts}></empty-orders>`;
    }
    return html`${this.head()} ${this.bar()} ${this.problem()}
      <div class="filter-row">
        ${filters(this.filterOptions())}
        ${
          orders.rows.length === 0
            ? nothing
            : html`<button class="text-button plain small export" type="button" @click=${() => (this.dialog = 'export')}>
                ${icon('download', 16)}${this.exportLabel()}
              </button>`
        }
      </div>
      ${ownFields(this.filterOptions())} ${this.together.render(this.texts, this.now)}
      ${
        orders.waiting.length > 0
          ? html`<button class="waiting-rows" type="button" @click=${this.letIn}>${this.texts.waitingRows(orders.waiting.length)}</button>`
          : nothing
      }
      ${this.list()} ${this.layer()}`;
  }

  private head(): TemplateResult {
    const { summary } = this.cabinet.orders;
    const { texts, formats, shared } = this;
    const waiting = summary?.waiting;
    const count = waiting && html`<b>${formats.number(waiting.count)} ${shared.orders(waiting.count)}</b>`;
    return pageHead({
      heading: waiting ? figure(formats.sum(waiting.amount)) : shared.nothingYet,
      caption: waiting ? (waiting.count > 0 ? html`${texts.waiting} ${count}` : texts.nothingWaits) : html`&nbsp;`,
      facts: summary ? this.facts(summary) : [],
    });
  }

  private facts({ today, payout }: OrderSummary): [string, unknown][] {
    const { texts, formats, now } = this;
    const words = texts.facts;
    const facts: [string, unknown][] = [[words.today, formats.number(today.created)]];
    if (today.approvedPercent !== null) facts.push([words.approved, formats.percent(today.approvedPercent)]);
    if (today.firstDecisionSeconds !== null) facts.push([words.firstDecision, words.inSpan(formats.seconds(today.firstDecisionSeconds))]);
    if (payout)
      facts.push([
        words.payout(dayWord(payout.day, now, words, (day) => formats.shortDay(noonOf(day)))),
        figure(formats.sum(payout.amount)),
      ]);
    return facts;
  }

  private bar(): TemplateResult {
    const { texts, cabinet } = this;
    return html`<div class="bar">
      ${views(cabinet, texts, this.filter, {
        show: (filter) => this.show(filter),
        add: () => (this.dialog = 'view'),
        remove: (id) => void this.attempt.run(() => this.removeView(id), id),
      })}
      <label class="search">
        ${sign('search')}
        <input
          type="search"
          name="search"
          autocomplete="off"
          spellcheck="false"
          placeholder=${texts.search}
          enterkeyhint="search"
          aria-label=${texts.searchLabel}
          aria-describedby="search-rule"
          .value=${cabinet.orders.search}
          @change=${() => this.search()}
          @keydown=${this.onSearchKey}
        />
        <kbd>/</kbd>
        <span class="rule small quiet" id="search-rule">${texts.searchRule}</span>
      </label>
      ${button({ kind: 'line', label: html`${texts.newOrder} <kbd>N</kbd>`, onPress: () => cabinet.go({ page: 'links' }) })}
    </div>`;
  }

  private problem(): TemplateResult | typeof nothing {
    const { orders } = this.cabinet;
    return this.alert(this.attempt.failure ?? (orders.phase === 'failed' ? orders.error : null), () => void orders.load());
  }

  private list(): TemplateResult {
    const { orders } = this.cabinet;
    const { texts } = this;
    if (orders.rows.length === 0 && (orders.phase === 'loading' || orders.phase === 'idle')) {
      return html`<div class="center quiet" role="status"><span class="visually-hidden">${this.shared.loading}</span>${ring()}</div>`;
    }
    if (orders.rows.length === 0 && orders.phase === 'ready') {
      return html`<div class="center">
        <h2>${texts.nothingFound}</h2>
        <p class="quiet">${orders.search === '' ? texts.nothingFoundNote : texts.nothingFoundBy(orders.search)}</p>
        ${orders.search === '' ? nothing : html`<p class="quiet">${texts.searchRule}</p>`}
        ${button({ kind: 'line', label: texts.showAll, onPress: () => this.showAll() })}
      </div>`;
    }
    if (orders.rows.length === 0) return html``;
    return html`<order-rows
        .cabinet=${this.cabinet}
        .texts=${texts}
        .now=${this.now}
        @row-act=${({ detail }: CustomEvent<OrderRow>) => this.act(detail)}
      ></order-rows>
      ${orders.loadingMore ? html`<p class="center quiet small" role="status">${this.shared.loading}</p>` : nothing}`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // The rows read the list themselves, so they have to be told to draw it again.
    this.rows?.requestUpdate();
  }

  private layer(): TemplateResult | typeof nothing {
    const { texts, shared } = this;
    if (this.dialog === 'view') {
      return html`<cabinet-dialog heading=${texts.views.addTitle} close-label=${shared.close} @dialog-close=${() => (this.dialog = null)}>
        <p slot="note">${texts.views.addNote}</p>
        <form @submit=${this.saveView}>
          ${textField({ id: 'view-name', label: texts.views.name, value: this.viewName, maxLength: 60, onInput: (value) => (this.viewName = value) })}
          <div class="center-row">${button({ label: shared.save, type: 'submit' })}</div>
        </form>
      </cabinet-dialog>`;
    }
    if (this.dialog === 'export') {
      void import('../../parts/export-dialog.ts');
      return html`<export-dialog
        .cabinet=${this.cabinet}
        .heading=${texts.exportHeading}
        .note=${texts.exportNote}
        .limit=${this.cabinet.orders.total >= countedUpTo ? texts.exportMost : ''}
        name="orders"
        .read=${(format: ExportFormat) => this.export(format)}
        @dialog-close=${() => (this.dialog = null)}
      ></export-dialog>`;
    }
    return nothing;
  }

  private filterOptions(): Parameters<typeof filters>[0] {
    return {
      cabinet: this.cabinet,
      texts: this.texts,
      filter: this.filter,
      own: this.own,
      openOwn: (own) => (this.own = own),
      change: (filter) => this.show(filter),
    };
  }

  private export(format: ExportFormat): Promise<Blob> {
    const { api, mode, locale, orders, now } = this.cabinet;
    const search = orders.search === '' ? {} : { search: orders.search };
    return api.file('/orders/export', { ...toQuery(this.filter, now()), ...search, mode, format, language: locale });
  }

  private exportLabel(): string {
    const { total } = this.cabinet.orders;
    const { texts, formats } = this;
    return texts.exportOrders(total >= countedUpTo ? texts.untold : texts.counted(formats.number(total), total));
  }

  private show(filter: Filter): void {
    const query = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
    if (sameFilter(filter, this.filter)) return;
    scrollTo(0, 0);
    this.cabinet.go({ page: 'orders', query });
  }

  private showAll(): void {
    void this.cabinet.orders.find('');
    this.show({});
  }

  /** Searches for what stands in the field: on Enter, or when the field is left. Values are matched whole, so nothing is sent while the person types. */
  private search(): Promise<void> {
    return this.cabinet.orders.find(this.searchInput.value.trim());
  }

  private readonly onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') void this.search().then(() => this.selectFirst());
    if (event.key !== 'Escape') return;
    this.searchInput.value = '';
    void this.search();
    this.searchInput.blur();
  };

  /** The first order that was found is selected, so that the next Enter opens it. */
  private selectFirst(): void {
    const { orders } = this.cabinet;
    const [first] = orders.rows;
    if (orders.search === '' || orders.phase !== 'ready' || !first) return;
    orders.select(first.id);
    void this.rows?.reveal(first.id);
  }

  private readonly letIn = (): void => {
    this.cabinet.orders.letIn();
    scrollTo({ top: 0 });
  };

  private readonly saveView = (event: Event): void => {
    event.preventDefault();
    const name = this.viewName.trim();
    if (name === '') return;
    void this.attempt.run(async () => {
      await this.cabinet.api.post('/me/views', savedViewSchema, { name, filter: this.filter });
      this.dialog = null;
      this.viewName = '';
      await this.cabinet.orders.loadViews();
    });
  };

  private async removeView(id: string): Promise<void> {
    await this.cabinet.api.act('DELETE', `/me/views/${id}`);
    await this.cabinet.orders.loadViews();
  }

  /** The act of the row's button and of C and Z: confirm, or take the confirmation back within ten seconds. */
  private act(row: OrderRow): void {
    const { orders } = this.cabinet;
    const held = heldSeconds(row, this.cabinet.now()) !== null;
    void this.attempt.run(() => (held ? orders.takeBack(row.id) : orders.confirm(row.id)), row.id);
  }

  private move(by: 1 | -1): void {
    const row = this.cabinet.orders.move(by);
    if (row) void this.rows?.reveal(row.id);
  }

  private get selected(): OrderRow | undefined {
    const { orders } = this.cabinet;
    return orders.selectedId === null ? undefined : orders.row(orders.selectedId);
  }

  private leave(): void {
    this.cabinet.orders.select(null);
    const focused = this.rows?.shadowRoot?.activeElement;
    if (focused instanceof HTMLElement) focused.blur();
  }

  private openSelected(): void {
    if (!this.selected) return;
    this.cabinet.orders.scrollTop = scrollY;
    this.cabinet.go({ page: 'order', id: this.selected.id });
  }

  override shortcuts(): readonly Shortcut[] {
    const { keys } = this.texts;
    const { cabinet, selected } = this;
    if (cabinet.orders.rows.length === 0 && cabinet.orders.summary?.any === false) {
      return [{ code: 'KeyN', shown: ['N'], label: keys.new, run: () => cabinet.go({ page: 'links' }) }];
    }
    return [
      { code: ['KeyJ', 'ArrowDown'], shown: ['J', 'K'], label: keys.rows, own: { shown: 'J', label: keys.next }, run: () => this.move(1) },
      { code: ['KeyK', 'ArrowUp'], shown: ['K'], label: keys.previous, quiet: true, run: () => this.move(-1) },
      { code: 'Enter', shown: ['Enter'], label: keys.open, run: () => this.openSelected() },
      {
        code: 'KeyC',
        shift: false,
        shown: ['C'],
        label: keys.confirm,
        run: () => selected?.actions.includes('confirm') && this.act(selected),
      },
      { code: 'KeyC', shift: true, shown: ['Shift C'], label: keys.confirmMany, quiet: true, run: () => this.together.confirm() },
      { code: 'KeyF', shown: ['F'], label: keys.filters, run: () => this.renderRoot.querySelector<HTMLElement>('.filter select')?.focus() },
      { code: 'KeyN', shown: ['N'], label: keys.new, run: () => cabinet.go({ page: 'links' }) },
      {
        code: 'KeyZ',
        shown: ['Z'],
        label: keys.takeBack,
        run: () => {
          if (selected && heldSeconds(selected, cabinet.now()) !== null) this.act(selected);
          else this.together.takeBack();
        },
      },
      { code: 'Slash', shift: false, shown: ['/'], label: keys.search, quiet: true, run: () => this.searchInput.focus() },
      { code: 'KeyX', shown: ['X'], label: keys.export, quiet: true, run: () => (this.dialog = 'export') },
      { code: 'Escape', shown: ['Esc'], label: keys.leave, quiet: true, run: () => this.leave() },
    ];
  }

  override shortcutsNote(): string {
    const { orders } = this.cabinet;
    const { texts, formats } = this;
    const at = orders.rows.findIndex(({ id }) => id === orders.selectedId);
    const total = orders.total >= countedUpTo ? `${formats.number(countedUpTo)}+` : formats.number(orders.total);
    if (orders.phase !== 'ready') return '';
    if (orders.total === 0) return orders.summary?.any === false ? texts.noOrders : texts.nothingFound;
    return at < 0 ? texts.total(total) : texts.rowOf(formats.number(at + 1), total);
  }
}

function dayWord(day: string, now: Date, words: { tomorrow: string; today_: string }, write: (day: string) => string): string {
  const today = moscowDay(now);
  if (day === today) return words.today_;
  return day === addDays(today, 1) ? words.tomorrow : write(day);
}

declare global {
  interface HTMLElementTagNameMap {
    'orders-page': OrdersPage;
  }
}
