import {
  orderDetailSchema,
  revealedSchema,
  type OrderAction,
  type OrderDetail,
  type OrderRow,
  type RevealableField,
} from '@installment-button/protocol/cabinet/orders';
import { button, icon, ring } from '@installment-button/ui';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../../api/api-error.ts';
import { failureText } from '../../api/failure-text.ts';
import { figure } from '../../format/formats.ts';
import type { Shortcut } from '../../state/shortcuts.ts';
import { bankMarkStyles } from '../../parts/bank-mark.ts';
import { deliveryLineStyles } from '../../parts/delivery-line.ts';
import { sign } from '../../parts/icons.ts';
import { Page } from '../../parts/page.ts';
import { saveFile } from '../../browser/save-file.ts';
import { statusMark } from '../../parts/status-mark.ts';
import { statusMarkStyles } from '../../parts/status-mark.styles.ts';
import { linkTo } from '../../shell/link-to.ts';
import { deliveryTexts } from '../../texts/deliveries.ts';
import { actionBar, type Acts } from './action-bar.ts';
import { banks } from './banks.ts';
import { buyer, type Shown } from './buyer.ts';
import './cancel-dialog.ts';
import { documents } from './documents.ts';
import { goods } from './goods.ts';
import './link-dialog.ts';
import { notes } from './notes.ts';
import { orderPageStyles } from './order-page.styles.ts';
import { orderPartsStyles } from './order-parts.styles.ts';
import './refund-dialog.ts';
import { orderTexts } from './texts.ts';
import { timeline } from './timeline.ts';
import { webhooks } from './webhooks.ts';
import { heldSeconds } from '../orders/order-row.ts';

const TICK_MS = 500;

export type OrderLayer = 'cancel' | 'refund' | 'link' | { deliveryId: string; body: string };

/** One order: goods, decisions of the banks, timeline, buyer, documents, and what can be done. */
@customElement('order-page')
export class OrderPage extends Page {
  static override styles = [...Page.styles, statusMarkStyles, bankMarkStyles, deliveryLineStyles, orderPartsStyles, orderPageStyles];

  @property({ attribute: false }) orderId = '';
  @state() private detail: OrderDetail | null = null;
  @state() private loadFailure: unknown = null;
  @state() private layer: OrderLayer | null = null;
  @state() private now = new Date();
  @state() private allEvents = false;
  @state() private noteText = '';
  private readonly shown = new Map<RevealableField, Shown>();
  private ticking: ReturnType<typeof setInterval> | null = null;
  private loading: string | null = null;

  get texts() {
    return orderTexts[this.cabinet.locale];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.cabinet.orderListeners.add(this.hear);
    this.now = this.cabinet.now();
    this.ticking = setInterval(() => (this.now = this.cabinet.now()), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cabinet.orderListeners.delete(this.hear);
    if (this.ticking) clearInterval(this.ticking);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('orderId')) {
      if (this.detail?.order.id !== this.orderId) this.detail = null;
      this.shown.clear();
      this.layer = null;
      this.attempt.clear();
      this.noteText = '';
      void this.load();
    }
    for (const [field, { hideAt }] of this.shown) if (hideAt <= this.now) this.shown.delete(field);
  }

  private readonly hear = (row: OrderRow): void => {
    if (row.id === this.orderId) void this.load();
  };

  private async load(): Promise<void> {
    const id = this.orderId;
    this.loading = id;
    try {
      const detail = await this.cabinet.api.get(`/orders/${id}`, orderDetailSchema);
      if (this.loading !== id) return;
      this.detail = detail;
      this.loadFailure = null;
      // The page was opened from an e-mail: the list is read now, for the neighbours of this order.
      if (this.cabinet.orders.phase === 'idle') this.cabinet.orders.show({});
    } catch (error) {
      if (this.loading === id) this.loadFailure = error;
    }
  }

  protected override render(): TemplateResult {
    const { detail, texts } = this;
    if (!detail) {
      if (this.loadFailure === null)
        return html`${this.way()}
          <div class="center quiet" role="status"><span class="visually-hidden">${this.shared.loading}</span>${ring()}</div>`;
      const gone = this.loadFailure instanceof ApiError && this.loadFailure.status === 404;
      return html`${this.way()}
        <div class="center" role="alert">
          <p>${failureText(this.loadFailure, this.shared, this.formats)}</p>
          ${gone ? nothing : button({ kind: 'line', label: this.shared.retry, onPress: () => void this.load() })}
        </div>`;
    }
    const context = { detail, texts, cabinet: this.cabinet, now: this.now };
    return html`${this.way()}
      <div class="columns">
        ${this.summary(detail)}
        <div class="acts">${this.alert()}${actionBar({ ...context, busy: this.attempt.isBusy('act'), ...this.actors() })}</div>
        <div class="main-side">
          ${goods(context)} ${banks(context)} ${timeline({ ...context, all: this.allEvents, showAll: () => (this.allEvents = true) })}
        </div>
        <div class="far-side">
          ${buyer({ ...context, shown: this.shown, reveal: (...fields) => fields.forEach((field) => void this.reveal(field)) })}
          ${documents({ ...context, download: () => void this.downloadAgreement() })}
          ${webhooks({ ...context, redeliver: (id) => void this.redeliver(id), showBody: (id) => void this.showBody(id) })}
          ${notes({ ...context, text: this.noteText, type: (text) => (this.noteText = text), add: () => void this.addNote() })}
        </div>
      </div>
      <div class="footer">${actionBar({ ...context, busy: this.attempt.isBusy('act'), brief: true, ...this.actors() })}</div>
      ${this.layerElement(detail)}`;
  }

  private way(): TemplateResult {
    const { cabinet, texts } = this;
    const { rows, total } = cabinet.orders;
    const at = rows.findIndex(({ id }) => id === this.orderId);
    const place = { page: 'orders' as const, query: this.listQuery() };
    return html`<div class="way small quiet">
      <a href=${cabinet.hrefOf(place)} @click=${linkTo(cabinet, place)}>${icon('back')}<span>${texts.back}</span></a
      ><kbd>Esc</kbd>
      <span class="phone-number">${this.detail ? texts.number(this.detail.number) : nothing}</span>
      <span class="place">
        ${
          at < 0
            ? nothing
            : html`<span>${texts.place(this.formats.number(at + 1), this.formats.number(total))}</span><kbd>K</kbd><kbd>J</kbd>`
        }
        <button class="icon-button no-print" type="button" aria-label=${texts.print} @click=${() => print()}>${sign('printer', 16)}</button>
      </span>
    </div>`;
  }

  private summary({ order, number }: OrderDetail): TemplateResult {
    const { texts, formats, shared } = this;
    const { offer } = order;
    return html`<div class="summary">
      <p class="top-line">
        <span class="own-number">${texts.order(number)}</span>
        <span class="status status-${order.status}">${statusMark(order.status)}${shared.status[order.status]}</span>
        ${order.test ? html`<span class="small wait">${texts.test}</span>` : nothing}
      </p>
      <h1 class="figure">${figure(formats.sum(order.amount, order.currency))}</h1>
      <p class="quiet">
        ${
          offer && offer.monthlyPayment !== null
            ? html`<b class="medium-ink">${offer.bank.name}</b>, ${figure(formats.sum(offer.monthlyPayment, order.currency))} ×
                ${offer.term},
                ${offer.totalPayment > order.amount ? texts.terms.over(formats.sum(offer.totalPayment - order.amount, order.currency)) : texts.terms.free}`
            : html`${offer ? html`<b class="medium-ink">${offer.bank.name}</b>, ` : ''}${shared.product[order.product]}${order.term ? `, ${texts.term(order.term)}` : ''}`
        }
      </p>
    </div>`;
  }

  private actors(): Acts {
    return {
      confirm: () => void this.act('confirm'),
      takeBack: () => void this.act('confirm/take-back'),
      cancel: () => (this.layer = 'cancel'),
      refund: () => (this.layer = 'refund'),
      resend: () => (this.layer = 'link'),
      handOver: () => void this.act('handover'),
    };
  }

  private layerElement(detail: OrderDetail): TemplateResult | typeof nothing {
    const { layer, cabinet, texts } = this;
    const close = () => (this.layer = null);
    const done = ({ detail: changed }: CustomEvent<OrderDetail>) => {
      this.detail = changed;
      this.layer = null;
    };
    switch (layer) {
      case null:
        return nothing;
      case 'cancel':
        return html`<cancel-dialog
          .cabinet=${cabinet}
          .texts=${texts}
          .order=${detail}
          @dialog-close=${close}
          @order-changed=${done}
        ></cancel-dialog>`;
      case 'refund':
        return html`<refund-dialog
          .cabinet=${cabinet}
          .texts=${texts}
          .order=${detail}
          @dialog-close=${close}
          @order-changed=${done}
        ></refund-dialog>`;
      case 'link':
        return html`<link-dialog
          .cabinet=${cabinet}
          .texts=${texts}
          .order=${detail}
          @dialog-close=${close}
          @order-changed=${done}
        ></link-dialog>`;
      default:
        return html`<cabinet-dialog wide heading=${texts.bodies} close-label=${this.shared.close} @dialog-close=${close}>
          <pre class="mono" tabindex="0">${layer.body}</pre>
          ${button({ kind: 'line', label: deliveryTexts[this.cabinet.locale].redeliver, onPress: () => void this.redeliver(layer.deliveryId).then(close) })}
        </cabinet-dialog>`;
    }
  }

  private async act(path: string, body?: unknown): Promise<void> {
    await this.attempt.run(async () => {
      this.detail = await this.cabinet.api.post(`/orders/${this.orderId}/${path}`, orderDetailSchema, body);
    }, 'act');
    await this.updateComplete;
    // The pressed button was replaced by another one, which gets the focus.
    this.renderRoot.querySelector<HTMLElement>('.acts .buttons .button, .footer .buttons .button')?.focus();
  }

  private async reveal(field: RevealableField): Promise<void> {
    if (this.shown.has(field) || this.detail?.buyer[field] == null) return;
    await this.attempt.run(async () => {
      const { value, hideAt } = await this.cabinet.api.post(`/orders/${this.orderId}/reveal`, revealedSchema, { field });
      this.shown.set(field, { value, hideAt: new Date(hideAt) });
      this.requestUpdate();
    }, field);
  }

  private async addNote(): Promise<void> {
    const text = this.noteText.trim();
    if (text === '') return;
    await this.attempt.run(async () => {
      await this.cabinet.api.act('POST', `/orders/${this.orderId}/notes`, { text });
      this.noteText = '';
      await this.load();
    });
  }

  private async downloadAgreement(): Promise<void> {
    if (!this.detail?.order.agreement) return;
    await this.attempt.run(async () =>
      saveFile(await this.cabinet.api.file(`/orders/${this.orderId}/agreement`), `agreement-${this.detail?.number ?? ''}.pdf`),
    );
  }

  private async redeliver(deliveryId: string): Promise<void> {
    await this.attempt.run(async () => {
      await this.cabinet.api.act('POST', `/orders/${this.orderId}/deliveries/${deliveryId}/redeliver`);
      await this.load();
    });
  }

  private async showBody(deliveryId: string): Promise<void> {
    await this.attempt.run(async () => {
      const content = await this.cabinet.api.file(`/orders/${this.orderId}/deliveries/${deliveryId}`);
      this.layer = { deliveryId, body: JSON.stringify(JSON.parse(await content.text()), null, 2) };
    });
  }

  /** The query of the list's address, so that the way back keeps the filter. */
  private listQuery(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.cabinet.orders.filter).flatMap(([key, value]) => (value ? [[key, value]] : [])));
  }

  private neighbour(by: 1 | -1): void {
    const { orders } = this.cabinet;
    orders.select(this.orderId);
    const next = orders.move(by);
    if (next && next.id !== this.orderId) this.cabinet.go({ page: 'order', id: next.id }, { replace: true });
  }

  override shortcuts(): readonly Shortcut[] {
    const { keys } = this.texts;
    const { detail, cabinet } = this;
    const order = detail?.order;
    const may = (action: OrderAction) => detail?.actions.includes(action) ?? false;
    const held = order ? heldSeconds(order, this.now) !== null : false;
    return [
      ...(held
        ? [{ code: 'KeyZ', shown: ['Z'], label: keys.takeBack, run: () => void this.act('confirm/take-back') }]
        : may('confirm')
          ? [{ code: 'KeyC', shown: ['C'], label: keys.confirm, run: () => void this.act('confirm') }]
          : []),
      ...(may('refund') ? [{ code: 'KeyR', shown: ['R'], label: keys.refund, run: () => (this.layer = 'refund') }] : []),
      { code: 'KeyE', shown: ['E'], label: keys.phone, run: () => void this.reveal('phone') },
      { code: 'KeyM', shown: ['M'], label: keys.note, run: () => this.renderRoot.querySelector<HTMLElement>('#note')?.focus() },
      ...(order?.agreement ? [{ code: 'KeyD', shown: ['D'], label: keys.agreement, run: () => void this.downloadAgreement() }] : []),
      ...(order && may('send-link')
        ? [{ code: 'KeyL', shown: ['L'], label: keys.copyLink, run: () => void navigator.clipboard.writeText(order.link) }]
        : []),
      {
        code: ['KeyJ', 'ArrowDown'],
        shown: ['J', 'K'],
        label: keys.neighbours,
        own: { shown: 'J', label: keys.next },
        run: () => this.neighbour(1),
      },
      { code: ['KeyK', 'ArrowUp'], shown: ['K'], label: keys.previous, quiet: true, run: () => this.neighbour(-1) },
      {
        code: 'Escape',
        shown: ['Esc'],
        label: keys.list,
        run: () => {
          cabinet.orders.select(cabinet.orders.row(this.orderId) ? this.orderId : null);
          cabinet.go({ page: 'orders', query: this.listQuery() });
        },
      },
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'order-page': OrderPage;
  }
}
