import { linkListSchema, linkSchema, type Link, type LinkRow } from '@installment-button/protocol/cabinet/links';
import { orderDetailSchema, type OrderDetail, type OrderRow } from '@installment-button/protocol/cabinet/orders';
import { button, icon } from '@installment-button/ui';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { figure } from '../../format/formats.ts';
import type { Shortcut } from '../../state/shortcuts.ts';
import { copyText } from '../../browser/copy-text.ts';
import { sign } from '../../parts/icons.ts';
import { pageHead } from '../../parts/page-head.ts';
import { Page } from '../../parts/page.ts';
import { PressTwice } from '../../parts/press-twice.ts';
import { printSheet } from '../../browser/print-sheet.ts';
import { statusMark } from '../../parts/status-mark.ts';
import { statusMarkStyles } from '../../parts/status-mark.styles.ts';
import { titledSection } from '../../parts/titled-section.ts';
import { linkTo } from '../../shell/link-to.ts';
import type { OrderTexts } from '../order/texts.ts';
import { goodsOf } from '../orders/order-row.ts';
import { ordersTexts } from '../orders/texts.ts';
import { emptyDraft, faultsOf, readDraft, type Draft, type Fault } from './link-draft.ts';
import { linkCard, linkCardStyles } from './link-card.ts';
import { linkForm } from './link-form.ts';
import { linksPageStyles } from './links-page.styles.ts';
import { linksTexts } from './texts.ts';

/** The link whose code is shown: just made, or chosen in the list. */
interface Shown {
  link: Link;
  goods: string;
  fresh: boolean;
  sent: boolean;
}

/** Orders made by hand: the form, the link with its QR code and card, and the list of links. */
@customElement('links-page')
export class LinksPage extends Page {
  static override styles = [...Page.styles, statusMarkStyles, linkCardStyles, linksPageStyles];

  @state() private draft: Draft = emptyDraft();
  @state() private faults: Fault[] = [];
  @state() private shown: Shown | null = null;
  @state() private rows: LinkRow[] | null = null;
  @state() private printing = false;
  @state() private sending: { order: OrderDetail; texts: OrderTexts } | null = null;
  private readonly revoking = new PressTwice(this);
  private nextCursor: string | null = null;
  private readMode = '';
  private requests = 0;

  private get texts() {
    return linksTexts[this.cabinet.locale];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.cabinet.orderListeners.add(this.hear);
    void this.updateComplete.then(() => this.focusForm());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cabinet.orderListeners.delete(this.hear);
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const { mode } = this.cabinet;
    if (mode === this.readMode) return;
    this.readMode = mode;
    this.shown = null;
    void this.load();
  }

  /** Reads the newest links, or the page after those that are shown. */
  private async load(after: string | null = null): Promise<void> {
    // The answer to the last request counts: the mode may change meanwhile.
    const request = ++this.requests;
    await this.attempt.run(async () => {
      const query = { mode: this.cabinet.mode, ...(after === null ? {} : { after }) };
      const { data, nextCursor } = await this.cabinet.api.get('/links', linkListSchema, query);
      if (request !== this.requests) return;
      this.rows = after === null ? data : [...(this.rows ?? []), ...data];
      this.nextCursor = nextCursor;
    }, `load ${request}`);
  }

  private readonly hear = (row: OrderRow): void => {
    if (row.source !== 'hand') return;
    if (this.rows?.some(({ order }) => order.id === row.id)) {
      this.rows = this.rows.map((one) => (one.order.id === row.id ? { ...one, order: row } : one));
    } else void this.load();
  };

  protected override render(): TemplateResult {
    const { texts, cabinet } = this;
    return html`<div class=${this.printing ? 'printing' : ''}>
      ${pageHead({ heading: texts.heading, words: true, caption: texts.note })}
      <div class="columns">
        ${titledSection({
          id: 'goods',
          heading: texts.goods,
          content: html`${this.alert()}
          ${linkForm({
            cabinet,
            texts,
            draft: this.draft,
            faults: this.faults,
            busy: this.attempt.isBusy('make'),
            again: this.shown?.fresh ?? false,
            change: (draft) => {
              this.draft = draft;
              if (this.faults.length > 0) this.faults = faultsOf(draft);
            },
            submit: () => void this.make(),
          })}`,
        })}
        <section class="section ready" aria-label=${texts.ready} aria-live="polite">${this.ready()}</section>
        <div class="card-side">${this.card()}</div>
      </div>
      ${this.list()} ${this.sendDialog()}
    </div>`;
  }

  private ready(): TemplateResult {
    const { texts, formats, shown } = this;
    if (!shown) {
      return html`<header><h2>${texts.chosen}</h2></header>
        <p class="nothing quiet">${texts.emptyHeading}. ${texts.emptyNote}</p>`;
    }
    const { link, fresh } = shown;
    const file = (kind: 'svg' | 'png', label: string) =>
      html`<a class="button line" href="/cabinet/api/links/${link.id}/qr.${kind}" download="qr-${link.number}.${kind}"
        ><span class="label">${icon('download')}${label}</span></a
      >`;
    return html`<header>
        <h2>${fresh ? texts.ready : texts.chosen}</h2>
        <a
          class="text-button small"
          href=${this.cabinet.hrefOf({ page: 'order', id: link.id })}
          @click=${linkTo(this.cabinet, { page: 'order', id: link.id })}
          >№ ${link.number}</a
        >
      </header>
      <p class="figure">${figure(formats.sum(link.amount, link.currency))}</p>
      ${
        link.lowest
          ? html`<p class="quiet">
              ${texts.from} <b class="medium-ink">${figure(formats.payment(link.lowest.amount, link.currency))}</b> × ${link.lowest.term},
              ${texts.preview}
            </p>`
          : nothing
      }
      <span class="address mono">${shortAddress(link.link)}</span>
      <img class="qr" src="/cabinet/api/links/${link.id}/qr.svg" alt=${texts.qrAlt} />
      <div class="acts">
        ${button({ label: html`${sign('copy')}${texts.copy} <kbd>L</kbd>`, onPress: () => void this.copy() })}
        ${button({
          kind: 'line',
          label: html`${icon('message')}${shown.sent ? texts.sent : texts.send}`,
          onPress: () => void this.openSending(),
        })}
        ${button({ kind: 'line', label: html`${sign('printer')}${texts.print} <kbd>P</kbd>`, onPress: () => void this.print() })}
        ${file('svg', texts.svg)} ${file('png', texts.png)}
      </div>`;
  }

  private card(): TemplateResult | typeof nothing {
    const { shown, texts, cabinet } = this;
    if (!shown) return nothing;
    const place = { page: 'shop' as const, section: '' };
    return html`${linkCard(shown.link, shown.goods, cabinet, texts)}
      <p class="card-note small quiet">
        ${texts.card.note}
        ${
          cabinet.me?.role === 'head'
            ? html`<a href=${cabinet.hrefOf(place)} @click=${linkTo(cabinet, place)}>${texts.card.brand}</a>`
            : texts.card.brand
        }.
      </p>`;
  }

  private list(): TemplateResult {
    const { texts, formats, rows } = this;
    const total = (rows ?? []).reduce((sum, { order }) => sum + order.amount, 0);
    return titledSection({
      id: 'links',
      heading: texts.allLinks,
      note: rows && rows.length > 0 && this.nextCursor === null ? texts.listTotal(rows.length, formats.sum(total)) : nothing,
      content:
        rows?.length === 0
          ? html`<p class="quiet">${texts.noLinks}</p>`
          : html`<div class="link-columns small quiet" aria-hidden="true">
                <span>${texts.columns.status}</span><span>${texts.columns.goods}</span><span class="sum">${texts.columns.sum}</span>
                <span>${texts.columns.link}</span><span>${texts.columns.opened}</span><span>${texts.columns.until}</span><span></span>
              </div>
              ${(rows ?? []).map((row) => this.row(row))}
              ${
                this.nextCursor === null
                  ? nothing
                  : html`<div class="send-row">
                      ${button({ kind: 'line', label: texts.showMore, onPress: () => void this.load(this.nextCursor) })}
                    </div>`
              }`,
    });
  }

  private row({ order, link, openedAt }: LinkRow): TemplateResult {
    const { texts, formats, shared } = this;
    const now = this.cabinet.now();
    const goods = goodsOf(order, ordersTexts[this.cabinet.locale]);
    const stands = order.actions.includes('send-link');
    return html`<div class="link-row ${this.shown?.link.id === order.id ? 'chosen' : ''}">
      <span class="status status-${order.status}">${statusMark(order.status)}${shared.status[order.status]}</span>
      <button class="show cut goods" type="button" @click=${() => void this.show(order)}>${goods}</button>
      <span class="sum">${figure(formats.sum(order.amount, order.currency))}</span>
      <span class="mono cut address-cell" title=${shortAddress(link)}>${shortAddress(link)}</span>
      <span class="small quiet address-cell">${openedAt ? formats.moment(new Date(openedAt), now) : texts.notOpened}</span>
      <span class="small quiet until">${order.expiresAt && stands ? formats.moment(new Date(order.expiresAt), now) : ''}</span>
      <span class="address-cell">
        ${
          stands
            ? this.revoking.button(order.id, {
                label: texts.revoke,
                question: texts.revokeSure,
                name: order.number,
                act: () => void this.revoke(order.id),
              })
            : nothing
        }
      </span>
    </div>`;
  }

  private async make(): Promise<void> {
    this.faults = faultsOf(this.draft);
    if (this.faults.length > 0) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid]')?.focus();
      return;
    }
    const wish = readDraft(this.draft, this.cabinet.mode, this.cabinet.now());
    const made = await this.attempt.run(async () => {
      const link = await this.cabinet.api.post('/links', linkSchema, wish);
      const [first] = wish.items;
      const goods = first
        ? goodsOf({ title: first.name, quantity: first.quantity, more: wish.items.length - 1 }, ordersTexts[this.cabinet.locale])
        : '';
      this.shown = { link, goods, fresh: true, sent: false };
      this.draft = emptyDraft();
    }, 'make');
    if (!made) return;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.acts .button')?.focus();
  }

  private async show(order: OrderRow): Promise<void> {
    await this.attempt.run(async () => {
      const link = await this.cabinet.api.get(`/links/${order.id}`, linkSchema);
      this.shown = { link, goods: goodsOf(order, ordersTexts[this.cabinet.locale]), fresh: false, sent: false };
    });
    scrollTo({ top: 0, behavior: 'smooth' });
  }

  private async revoke(id: string): Promise<void> {
    await this.attempt.run(() => this.cabinet.api.post(`/orders/${id}/cancel`, orderDetailSchema, { reason: this.texts.revokeReason }));
    await this.load();
  }

  private async copy(): Promise<void> {
    if (!this.shown) return;
    await copyText(this.shown.link.link);
    this.cabinet.toasts.say({ id: 'copied', heading: this.shared.copied, text: shortAddress(this.shown.link.link), orderId: null });
  }

  private async openSending(): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    await this.attempt.run(async () => {
      const [order, { orderTexts }] = await Promise.all([
        this.cabinet.api.get(`/orders/${shown.link.id}`, orderDetailSchema),
        import('./send-dialog.ts'),
      ]);
      this.sending = { order, texts: orderTexts[this.cabinet.locale] };
    });
  }

  private sendDialog(): TemplateResult | typeof nothing {
    const { sending } = this;
    if (!sending) return nothing;
    return html`<link-dialog
      .cabinet=${this.cabinet}
      .texts=${sending.texts}
      .order=${sending.order}
      @dialog-close=${() => (this.sending = null)}
      @order-changed=${() => {
        this.sending = null;
        if (this.shown) this.shown = { ...this.shown, sent: true };
      }}
    ></link-dialog>`;
  }

  private async print(): Promise<void> {
    if (!this.shown) return;
    this.printing = true;
    this.toggleAttribute('printing', true);
    await this.updateComplete;
    await printSheet('105mm 148mm');
    this.printing = false;
    this.toggleAttribute('printing', false);
  }

  private focusForm(): void {
    this.renderRoot.querySelector<HTMLElement>('#name-0')?.focus();
  }

  override shortcuts(): readonly Shortcut[] {
    const { keys } = this.texts;
    return [
      { code: 'KeyN', shown: ['N'], label: keys.new, run: () => this.focusForm() },
      ...(this.shown
        ? [
            { code: 'KeyL', shown: ['L'], label: keys.copy, run: () => void this.copy() },
            { code: 'KeyP', shown: ['P'], label: keys.print, run: () => void this.print() },
          ]
        : []),
    ];
  }
}

/** The address without its token. Only the clipboard and the QR code get the token. */
function shortAddress(link: string): string {
  const { host, pathname } = new URL(link);
  return `${host}/…${pathname.slice(-6)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'links-page': LinksPage;
  }
}
