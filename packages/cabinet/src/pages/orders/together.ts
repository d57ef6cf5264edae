import type { OrderRow } from '@installment-button/protocol/cabinet/orders';
import { button, type Attempt } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../../parts/page.ts';
import { confirmableTogether, ConfirmMany } from '../../state/confirm-many.ts';
import { heldSeconds } from './order-row.ts';
import type { OrdersTexts } from './texts.ts';

/** Confirms all signed orders of the list that the person sees, with one way back. */
export class Together {
  private readonly page: Page;
  private readonly attempt: Attempt;
  private many: ConfirmMany | null = null;
  private failed = 0;

  constructor(page: Page, attempt: Attempt) {
    this.page = page;
    this.attempt = attempt;
  }

  render(texts: OrdersTexts, now: Date): TemplateResult | typeof nothing {
    const { formats } = this.page.cabinet;
    const sum = (rows: readonly OrderRow[]) => formats.sum(rows.reduce((total, { amount }) => total + amount, 0));
    const words = texts.many;
    const held = this.held(now);
    if (held.length > 1) {
      const seconds = Math.min(...held.map((row) => heldSeconds(row, now) ?? 0));
      return html`<p class="together" role="status">
        ${words.held(held.length, sum(held), formats.seconds(seconds))}
        ${this.act(html`${words.takeBack} <kbd>Z</kbd>`, () => this.takeBack())}
      </p>`;
    }
    const ready = this.ready(now);
    if (ready.length < 2 && this.failed === 0) return nothing;
    return html`<p class="together" role="status">
      ${ready.length < 2 ? nothing : this.act(html`${words.confirm(ready.length, sum(ready))} <kbd>Shift C</kbd>`, () => this.confirm())}
      ${this.failed > 0 ? html`<span class="wait">${words.failed(this.failed)}</span>` : nothing}
    </p>`;
  }

  confirm(): void {
    const rows = this.ready(this.page.cabinet.now());
    if (rows.length < 2) return;
    this.many ??= new ConfirmMany(this.page.cabinet.orders);
    const { many } = this;
    void this.attempt.run(async () => (this.failed = await many.confirm(rows)), 'many');
  }

  takeBack(): void {
    const { many } = this;
    const rows = this.held(this.page.cabinet.now());
    if (many) void this.attempt.run(async () => (this.failed = await many.takeBack(rows)), 'many');
  }

  private act(label: unknown, onPress: () => void): TemplateResult {
    return button({ kind: 'line', busy: this.attempt.isBusy('many'), label, onPress });
  }

  private ready(now: Date): OrderRow[] {
    return confirmableTogether(this.page.cabinet.orders.rows).filter((row) => heldSeconds(row, now) === null);
  }

  private held(now: Date): OrderRow[] {
    return this.many?.held((row) => heldSeconds(row, now) !== null) ?? [];
  }
}
