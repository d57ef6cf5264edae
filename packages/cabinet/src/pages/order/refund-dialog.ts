import type { OrderItem } from '@installment-button/protocol/order';
import { button, selectField, textField } from '@installment-button/ui';
import { quantityLeft, refundFor } from '@installment-button/protocol/lines';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { figure } from '../../format/formats.ts';
import { readSum } from '@installment-button/protocol/written-sum';
import { tabList } from '../../parts/tab-list.ts';
import { OrderDialog } from './order-dialog.ts';

type Way = 'whole' | 'items' | 'amount';

/** Refunds the whole sum, chosen goods, or a part of the sum. */
@customElement('refund-dialog')
export class RefundDialog extends OrderDialog {
  static override styles = [
    ...OrderDialog.styles,
    css`
      .item {
        display: flex;
        align-items: center;
        gap: 14px;
        min-height: 3rem;
        border-bottom: 1px solid var(--line);
      }
      .item .name {
        flex: 1;
        min-width: 0;
      }
      .item .inline-field {
        width: 64px;
        text-align: right;
      }
      .result {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 4px 16px;
      }
      .lines {
        display: grid;
        gap: 6px;
      }
      .lines div {
        display: flex;
        justify-content: space-between;
        gap: 16px;
      }
      .lines dt {
        color: var(--ink-2);
      }
      .lines dd {
        font-weight: 500;
        text-align: right;
      }
    `,
  ];

  @state() private way: Way = 'items';
  @state() private readonly pieces = new Map<string, number>();
  @state() private typed = '';
  @state() private reason = '';
  @state() private wrong = false;

  protected override willUpdate(changed: PropertyValues): void {
    // Before the payout, the whole sum is given back by a cancel. So the first refund is not offered whole then.
    if (changed.has('order') && changed.get('order') === undefined) this.way = this.mayWhole ? 'whole' : 'items';
  }

  private get left(): number {
    return this.order.order.amount - this.order.order.refundedAmount;
  }

  private get mayWhole(): boolean {
    return this.order.actions.includes('refund-whole');
  }

  /** In minor units; null while the typed text is no sum. */
  private get amount(): number | null {
    if (this.way === 'whole') return this.left;
    if (this.way === 'items')
      return this.order.order.items.reduce((sum, item) => sum + this.refundOf(item, this.pieces.get(item.id) ?? 0), 0);
    return readSum(this.typed);
  }

  protected override render(): TemplateResult {
    const { refundDialog: words } = this.texts;
    const { formats } = this.cabinet;
    const { order, number } = this.order;
    const left = formats.sum(this.left, order.currency);
    const note = order.refundedAmount > 0 ? words.noteLeft(number, left) : words.note(number, left);
    const sum = formats.sum(this.amount ?? 0, order.currency);
    const ways = (this.mayWhole ? ['whole', 'items', 'amount'] : ['items', 'amount']) as readonly Way[];
    return html`<cabinet-dialog heading=${words.heading} close-label=${this.cabinet.texts.close}>
      <p slot="note">${note}</p>
      <form novalidate @submit=${this.submit} @keydown=${this.onKeydown}>
        ${tabList({
          label: words.heading,
          tabs: ways.map((value) => ({ value, label: words.modes[value] })),
          value: this.way,
          panel: 'panel',
          onChange: (way) => {
            this.way = way;
            this.wrong = false;
          },
        })}
        <div role="tabpanel" id="panel" aria-label=${words.modes[this.way]}>${this.panel()}</div>
        ${selectField({
          id: 'reason',
          label: words.reason,
          value: this.reason,
          choices: words.reasons.map((reason) => ({ value: reason, label: reason })),
          empty: this.cabinet.texts.nothingYet,
          onChange: (reason) => (this.reason = reason),
        })}
        <div class="result" aria-live="polite"><span>${words.goesBack}</span><span class="figure">${figure(sum)}</span></div>
        <dl class="lines small">
          ${order.bank ? fact(words.bank, order.bank.name) : nothing} ${order.test ? nothing : fact(words.receipt, words.receiptSent)}
        </dl>
        ${this.alert()}
        <div class="end-row">
          <button class="button ink" type="submit" aria-disabled=${this.attempt.busy || !this.amount ? 'true' : nothing}>
            <span class="label">${this.amount ? words.act(sum) : words.actNothing}</span>
          </button>
          ${button({ kind: 'line', label: words.close, onPress: () => this.close() })}
          <kbd>Ctrl Enter</kbd>
        </div>
      </form>
    </cabinet-dialog>`;
  }

  private panel(): TemplateResult {
    const { refundDialog: words } = this.texts;
    const { formats } = this.cabinet;
    const { order } = this.order;
    if (this.way === 'whole') return html`<p>${order.refundedAmount > 0 ? words.restText : words.wholeText}</p>`;
    if (this.way === 'amount') {
      const left = formats.sum(this.left, order.currency);
      return textField({
        id: 'amount',
        label: `${words.amount}, ${words.of(left)}`,
        value: this.typed,
        inputMode: 'decimal',
        hint: words.amountHint,
        error: this.wrong ? words.amountWrong(left) : undefined,
        onInput: (value) => {
          this.typed = value;
          this.wrong = false;
        },
      });
    }
    return html`${order.items.map((item) => this.item(item))}
    ${this.wrong ? html`<p class="small bad" role="alert">${words.chooseItems}</p>` : nothing}`;
  }

  private leftOf({ id, quantity }: OrderItem): number {
    return this.order.refundable.find(({ itemId }) => itemId === id)?.quantity ?? quantity;
  }

  /** What the buyer gets back for the next units of the item, as the server computes it. */
  private refundOf(item: OrderItem, quantity: number): number {
    const amount = this.order.refundable.find(({ itemId }) => itemId === item.id)?.refunded ?? 0;
    return refundFor(item, { quantity: quantityLeft(item.quantity, this.leftOf(item)), amount }, quantity);
  }

  private item(item: OrderItem): TemplateResult {
    const { refundDialog: words } = this.texts;
    const { formats } = this.cabinet;
    const most = this.leftOf(item);
    const pieces = this.pieces.get(item.id) ?? 0;
    const isWhole = Number.isInteger(item.quantity);
    const take = (count: number) => {
      this.pieces.set(item.id, Math.max(0, Math.min(most, isWhole ? Math.floor(count) : quantityLeft(count))));
      this.wrong = false;
      this.requestUpdate();
    };
    return html`<label class="item">
      <input
        class="check"
        type="checkbox"
        .checked=${pieces > 0}
        ?disabled=${most === 0}
        @change=${(event: Event) => take((event.target as HTMLInputElement).checked ? most : 0)}
      />
      <span class="name ${most === 0 ? 'quiet' : ''}">${item.name}</span>
      ${
        item.quantity !== 1 && most > 0
          ? html`<input
              class="inline-field"
              type="number"
              min="0"
              max=${most}
              step=${isWhole ? 1 : 0.001}
              aria-label="${words.pieces}: ${item.name}"
              .value=${String(pieces)}
              @input=${(event: Event) => take((event.target as HTMLInputElement).valueAsNumber || 0)}
            />`
          : nothing
      }
      <span class=${pieces > 0 ? 'medium' : 'quiet'}
        >${most === 0 ? words.returned : figure(formats.sum(this.refundOf(item, pieces || most), this.order.order.currency))}</span
      >
    </label>`;
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.submit(event);
  };

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    const { amount } = this;
    this.wrong = amount === null || amount === 0 || amount > this.left;
    if (this.wrong || amount === null) return;
    const reason = this.reason === '' ? {} : { reason: this.reason };
    const items = [...this.pieces].filter(([, quantity]) => quantity > 0).map(([itemId, quantity]) => ({ itemId, quantity }));
    void this.act('refunds', this.way === 'items' ? { items, ...reason } : { amount, ...reason });
  };
}

const fact = (name: string, value: string) =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

declare global {
  interface HTMLElementTagNameMap {
    'refund-dialog': RefundDialog;
  }
}
