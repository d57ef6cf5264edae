import { linkListSchema, linkSchema, type Link, type LinkRow } from '@installment-button/protocol/cabinet/links';
import { orderDetailSchema, type OrderDetail, type OrderRow } from '@installment-button/protocol/cabinet/orders';
import { base, button, buttonStyles, fieldStyles, icon, segmentStyles } from '@installment-button/ui';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { failureText } from '../../failure-text.ts';
import { figure } from '../../formats.ts';
import type { KeyAct } from '../../keys.ts';
import { copyText } from '../../parts/copy-text.ts';
import { sign } from '../../parts/icons.ts';
import { Page } from '../../parts/page.ts';
import { pageStyles } from '../../parts/page.styles.ts';
import { printSheet } from '../../parts/print-sheet.ts';
import { statusMark } from '../../parts/status-mark.ts';
import { statusMarkStyles } from '../../parts/status-mark.styles.ts';
import { linkTo } from '../../shell/link-to.ts';
import type { OrderTexts } from '../order/texts.ts';
import { goodsOf } from '../orders/row.ts';
import { ordersTexts } from '../orders/texts.ts';
import { emptyDraft, faultsOf, readDraft, type Draft, type Fault } from './draft.ts';
import { linkCard, linkCardStyles } from './link-card.ts';
import { linkForm } from './link-form.ts';
import { linksPageStyles } from './links-page.styles.ts';
import { linksTexts } from './texts.ts';

/** A link whose code is shown: just made, or chosen in the list. */
interface Shown {
  link: Link;
  goods: string;
  fresh: boolean;
  sent: boolean;
}

/** An order made by hand: its link, QR code and card; the links there are. */
@customElement('links-page')
export class LinksPage extends Page {
  static override styles = [base, buttonStyles, fieldStyles, segmentStyles, pageStyles, statusMarkStyles, linkCardStyles, linksPageStyles];

  @state() private draft: Draft = emptyDraft();
  @state() private faults: Fault[] = [];
  @state() private busy = false;
  @state() private shown: Shown | null = null;
  @state() private rows: LinkRow[] | null = null;
  @state() private printing = false;
  @state() private revoking: string | null = null;
  @state() private sending: { order: OrderDetail; texts: OrderTexts } | null = null;
  private nextCursor: string | null = null;
  private readMode = '';

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

  private async load(): Promise<void> {
    await this.attempt(async () => {
      const page = await this.cabinet.api.get('/links', linkListSchema, { mode: this.cabinet.mode });
      this.rows = page.data;
      this.nextCursor = page.nextCursor;
    });
  }

  private async loadMore(): Promise<void> {
    const after = this.nextCursor;
    if (after === null) return;
    await this.attempt(async () => {
      const page = await this.cabinet.api.get('/links', linkListSchema, { mode: this.cabinet.mode, after });
      this.rows = [...(this.rows ?? []), ...page.data];
      this.nextCursor = page.nextCursor;
    });
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
      <div class="head">
        <div>
          <h1 class="words">${texts.heading}</h1>
          <p class="caption">${texts.note}</p>
        </div>
      </div>
      <div class="columns">
        <section class="section" aria-labelledby="goods">
          <header><h2 id="goods">${texts.goods}</h2></header>
          ${this.alert()}
          ${linkForm({
            cabinet,
            texts,
            draft: this.draft,
            faults: this.faults,
            busy: this.busy,
            again: this.shown?.fresh ?? false,
            change: (draft) => {
              this.draft = draft;
              if (this.faults.length > 0) this.faults = faultsOf(draft);
            },
            submit: () => void this.make(),
          })}
        </section>
        <section class="section ready" aria-label=${texts.ready} aria-live="polite">${this.ready()}</section>
        <div class="card-side">${this.card()}</div>
      </div>
      ${this.list()} ${this.sendDialog()}
    </div>`;
  }

  private alert(): TemplateResult | typeof nothing {
    if (this.failure === null) return nothing;
    return html`<p class="alert" role="alert">${icon('warning')}<span>${failureText(this.failure, this.common, this.formats)}</span></p>`;
  }

  private ready(): TemplateResult {
    const { texts, formats, shown } = this;
    if (!shown) {
      return html`<header><h2>${texts.chosen}</h2></header>
        <p class="nothing">${texts.emptyHeading}. ${texts.emptyNote}</p>`;
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
      <p class="card-note">
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
    return html`<section class="section" aria-labelledby="links">
      <header>
        <h2 id="links">${texts.allLinks}</h2>
        ${rows && rows.length > 0 && this.nextCursor === null ? html`<span class="small quiet">${texts.listTotal(rows.length, formats.sum(total))}</span>` : nothing}
      </header>
      ${
        rows?.length === 0
          ? html`<p class="quiet">${texts.noLinks}</p>`
          : html`<div class="link-columns" aria-hidden="true">
                <span>${texts.columns.status}</span><span>${texts.columns.goods}</span><span class="sum">${texts.columns.sum}</span>
                <span>${texts.columns.link}</span><span>${texts.columns.opened}</span><span>${texts.columns.until}</span><span></span>
              </div>
              ${(rows ?? []).map((row) => this.row(row))}
              ${
                this.nextCursor === null
                  ? nothing
                  : html`<div class="send-row">
                      ${button({ kind: 'line', label: texts.showMore, onPress: () => void this.loadMore() })}
                    </div>`
              }`
      }
    </section>`;
  }

  private row({ order, link, openedAt }: LinkRow): TemplateResult {
    const { texts, formats, common } = this;
    const now = this.cabinet.now();
    const goods = goodsOf(order, ordersTexts[this.cabinet.locale]);
    const stands = order.status === 'created' || order.status === 'submitted' || order.status === 'approved';
    return html`<div class="link-row ${this.shown?.link.id === order.id ? 'chosen' : ''}">
      <span class="status status-${order.status}">${statusMark(order.status)}${common.status[order.status]}</span>
      <button class="show cut goods" type="button" @click=${() => void this.show(order)}>${goods}</button>
      <span class="sum">${figure(formats.sum(order.amount, order.currency))}</span>
      <span class="mono cut address-cell" title=${shortAddress(link)}>${shortAddress(link)}</span>
      <span class="small quiet address-cell">${openedAt ? formats.moment(new Date(openedAt), now) : texts.notOpened}</span>
      <span class="small quiet until">${order.expiresAt && stands ? formats.moment(new Date(order.expiresAt), now) : ''}</span>
      <span class="address-cell">
        ${
          stands
            ? html`<button
                class="text-button small ${this.revoking === order.id ? 'bad' : ''}"
                type="button"
                aria-label="${this.revoking === order.id ? texts.revokeSure : texts.revoke}: ${order.number}"
                @click=${() => void this.revoke(order.id)}
                @blur=${() => (this.revoking = null)}
              >
                ${this.revoking === order.id ? texts.revokeSure : texts.revoke}
              </button>`
            : nothing
        }
      </span>
    </div>`;
  }

  private async make(): Promise<void> {
    if (this.busy) return;
    this.faults = faultsOf(this.draft);
    if (this.faults.length > 0) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid]')?.focus();
      return;
    }
    this.busy = true;
    const wish = readDraft(this.draft, this.cabinet.mode, this.cabinet.now());
    const made = await this.attempt(async () => {
      const link = await this.cabinet.api.post('/links', linkSchema, wish);
      const [first] = wish.items;
      const goods = first
        ? goodsOf({ title: first.name, quantity: first.quantity, more: wish.items.length - 1 }, ordersTexts[this.cabinet.locale])
        : '';
      this.shown = { link, goods, fresh: true, sent: false };
      this.draft = emptyDraft();
    });
    this.busy = false;
    if (!made) return;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.acts .button')?.focus();
  }

  private async show(order: OrderRow): Promise<void> {
    await this.attempt(async () => {
      const link = await this.cabinet.api.get(`/links/${order.id}`, linkSchema);
      this.shown = { link, goods: goodsOf(order, ordersTexts[this.cabinet.locale]), fresh: false, sent: false };
    });
    scrollTo({ top: 0, behavior: 'smooth' });
  }

  /** The first press asks, the second does it. */
  private async revoke(id: string): Promise<void> {
    if (this.revoking !== id) {
      this.revoking = id;
      return;
    }
    this.revoking = null;
    await this.attempt(() => this.cabinet.api.post(`/orders/${id}/cancel`, orderDetailSchema, { reason: this.texts.revokeReason }));
    await this.load();
  }

  private async copy(): Promise<void> {
    if (!this.shown) return;
    await copyText(this.shown.link.link);
    this.cabinet.toasts.say({ id: 'copied', heading: this.common.copied, text: shortAddress(this.shown.link.link), orderId: null });
  }

  private async openSending(): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    await this.attempt(async () => {
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

  override keyActs(): readonly KeyAct[] {
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

/** Without the token: that is for the clipboard and the code. */
function shortAddress(link: string): string {
  const { host, pathname } = new URL(link);
  return `${host}/…${pathname.slice(-6)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'links-page': LinksPage;
  }
}
