import { decodeStatement, matchPayouts, readStatement, type IncomingPayment } from '@installment-button/protocol/bank-statement';
import { addDays } from '@installment-button/protocol/days';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import { payoutListSchema, type Payout, type PayoutList } from '@installment-button/protocol/cabinet/payouts';
import { button, icon, ring } from '@installment-button/ui';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { figure, noonOf } from '../../format/formats.ts';
import '../../parts/export-dialog.ts';
import type { ExportFormat } from '../../parts/export-dialog.ts';
import { pageHead } from '../../parts/page-head.ts';
import { Page } from '../../parts/page.ts';
import { tabList } from '../../parts/tab-list.ts';
import { titledSection } from '../../parts/titled-section.ts';
import { linkTo } from '../../shell/link-to.ts';
import type { Shortcut } from '../../state/shortcuts.ts';
import { payoutsTexts } from './texts.ts';

/** Days before and after today. The week looks ahead, because a payout is expected on the next business day. */
const periods = { week: [-3, 3], month: [-29, 3], quarter: [-91, 3] } as const;
type Period = keyof typeof periods;
const periodNames = ['week', 'month', 'quarter'] as const satisfies readonly Period[];

/** The register of payouts: what each bank owes for which order on which day, what came, and why the two differ. */
@customElement('payouts-page')
export class PayoutsPage extends Page {
  static override styles = [
    ...Page.styles,
    css`
      .bar-acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
      }
      .compare {
        cursor: pointer;
      }
      .compare:focus-within {
        outline: 2px solid var(--focus);
        outline-offset: 4px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        gap: 8px 24px;
        margin-bottom: 24px;
        border-bottom: 1px solid var(--line);
      }
      .bar .tabs {
        flex: 1;
        border: 0;
      }
      .bar .button {
        margin-bottom: 8px;
      }
      .payout,
      .columns {
        grid-template-columns: minmax(88px, 1fr) 112px 112px 128px 128px minmax(180px, 1.4fr);
      }
      .columns {
        min-height: 0;
        border: 0;
      }
      .payout > :nth-child(n + 2):nth-child(-n + 5),
      .columns > :nth-child(n + 2):nth-child(-n + 5) {
        text-align: right;
      }
      @media (max-width: 56.25em) {
        .columns {
          display: none;
        }
        .payout {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .payout > :nth-child(2),
        .payout > :nth-child(3) {
          display: none;
        }
        .payout > :nth-child(5) {
          grid-column: 2;
        }
        .payout > :nth-child(6) {
          grid-area: 2 / 1;
        }
      }
    `,
  ];

  @state() private period: Period = 'month';
  @state() private list: PayoutList | null = null;
  @state() private exporting = false;
  @state() private statement: readonly IncomingPayment[] | 'unreadable' | null = null;
  private shown = '';

  private get texts() {
    return payoutsTexts[this.cabinet.locale];
  }

  private get range(): { from: string; to: string } {
    const today = moscowDay(this.cabinet.now());
    const [first, last] = periods[this.period];
    return { from: addDays(today, first), to: addDays(today, last) };
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const { from, to } = this.range;
    const wanted = `${this.cabinet.mode} ${from} ${to}`;
    if (wanted === this.shown) return;
    this.shown = wanted;
    void this.load();
  }

  private async load(): Promise<void> {
    const wanted = this.shown;
    await this.attempt.run(async () => {
      const list = await this.cabinet.api.get('/payouts', payoutListSchema, { mode: this.cabinet.mode, ...this.range });
      if (wanted === this.shown) this.list = list;
    }, wanted);
  }

  protected override render(): TemplateResult {
    const { list, texts } = this;
    return html`${this.head()} ${this.bar()} ${this.alert(this.attempt.failure, () => void this.load())}
    ${
      list
        ? list.data.length === 0
          ? html`<div class="center">
              <h2>${texts.nothing}</h2>
              <p class="quiet">${texts.nothingNote}</p>
            </div>`
          : html`${[...groupsOf(list.data)].map(([key, payouts]) => this.group(key, payouts))}
            ${list.more ? html`<p class="small quiet">${texts.more(this.formats.number(list.data.length))}</p>` : nothing}`
        : this.attempt.failure === null
          ? html`<div class="center" role="status"><span class="visually-hidden">${this.shared.loading}</span>${ring()}</div>`
          : nothing
    }
    ${this.exporting ? this.dialog() : nothing}`;
  }

  private head(): TemplateResult {
    const { texts, list } = this;
    const sum = (of: (payout: Payout) => number) => figure(this.formats.sum(total(list?.data ?? [], of)));
    return pageHead({
      heading: list ? sum(owed) : this.shared.nothingYet,
      caption: texts.due,
      facts: list
        ? [
            [texts.facts.expected, sum(due)],
            [texts.facts.received, sum(({ received }) => received ?? 0)],
            [texts.facts.interest, sum(({ interest }) => interest)],
          ]
        : [],
    });
  }

  private bar(): TemplateResult {
    const { texts } = this;
    return html`<div class="bar">
        ${tabList({
          label: texts.periodsLabel,
          tabs: periodNames.map((value) => ({ value, label: texts.periods[value] })),
          value: this.period,
          onChange: (period) => (this.period = period),
        })}
        <span class="bar-acts">
          <label class="text-button compare"
            >${texts.compare}<input
              class="visually-hidden"
              type="file"
              accept=".txt,.csv"
              @change=${(event: Event) => void this.compare(event)}
          /></label>
          ${button({ kind: 'line', label: html`${icon('download')}${texts.export} <kbd>X</kbd>`, onPress: () => (this.exporting = true) })}
        </span>
      </div>
      ${this.compared()}
      <div class="list-line columns small quiet" aria-hidden="true">
        ${(['order', 'price', 'interest', 'expected', 'received', 'state'] as const).map((name) => html`<span>${texts.columns[name]}</span>`)}
      </div>`;
  }

  /** The statement stays in this browser: it names people and sums that are none of ours. */
  private async compare(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    const payments = readStatement(decodeStatement(new Uint8Array(await file.arrayBuffer())));
    this.statement = payments ?? 'unreadable';
    // The same file may be chosen again.
    input.value = '';
  }

  private get comparison() {
    if (this.statement === null || this.statement === 'unreadable') return null;
    const expected = [...groupsOf(this.list?.data ?? [])].map(([key, payouts]) => ({
      key,
      day: payouts[0]?.expectedOn ?? '',
      amount: total(payouts, due),
    }));
    return matchPayouts(
      expected.filter(({ amount }) => amount > 0),
      this.statement,
    );
  }

  private compared(): TemplateResult | typeof nothing {
    const { texts, comparison } = this;
    if (this.statement === 'unreadable') return html`<p class="alert" role="alert">${icon('warning')}<span>${texts.unreadable}</span></p>`;
    if (!comparison) return nothing;
    const found = comparison.matches.filter(({ payment }) => payment !== null).length;
    return html`<p class="done" role="status">
      ${icon('check', 16)}<span>${texts.compared(found, comparison.matches.length, comparison.rest.length)}</span>
    </p>`;
  }

  private matchOf(key: string): TemplateResult | typeof nothing {
    const match = this.comparison?.matches.find((each) => each.key === key);
    if (!match) return nothing;
    const { payment } = match;
    if (!payment) return html` · <span class="wait">${this.texts.unmatched}</span>`;
    return html` ·
      <span class="good">${this.texts.matched(this.formats.day(noonOf(payment.day), this.cabinet.now()), payment.number)}</span>`;
  }

  private group(key: string, payouts: readonly Payout[]): TemplateResult {
    const { texts, formats } = this;
    const [first] = payouts;
    if (!first) return html``;
    return titledSection({
      id: key,
      heading: `${formats.day(noonOf(first.expectedOn), this.cabinet.now())}, ${first.bank.name}`,
      note: html`${texts.group(formats.sum(total(payouts, due)), formats.sum(total(payouts, ({ received }) => received ?? 0)))}${this.matchOf(key)}`,
      content: payouts.map((payout) => this.payout(payout)),
    });
  }

  private payout({ orderId, number, amount, interest, expected, received, state }: Payout): TemplateResult {
    const { cabinet, formats, texts } = this;
    const place = { page: 'order' as const, id: orderId };
    const mend = state === 'late' || state === 'differs';
    const difference = received === null ? 0 : received - expected;
    return html`<div class="list-line payout">
      <a href=${cabinet.hrefOf(place)} @click=${linkTo(cabinet, place)}>№ ${number}</a>
      <span>${figure(formats.sum(amount))}</span>
      <span class="quiet">${interest === 0 ? this.shared.nothingYet : figure(formats.sum(-interest))}</span>
      <span class="medium">${figure(formats.sum(expected))}</span>
      <span>${received === null ? this.shared.nothingYet : figure(formats.sum(received))}</span>
      <span class="small ${mend ? 'wait' : 'quiet'}"
        >${texts.states[state]}${difference === 0 ? nothing : html`, ${texts.difference(formats.sum(difference))}`}</span
      >
    </div>`;
  }

  private dialog(): TemplateResult {
    const { mode, locale, api } = this.cabinet;
    return html`<export-dialog
      .cabinet=${this.cabinet}
      .heading=${this.texts.exportHeading}
      .note=${this.texts.exportNote}
      name="payouts"
      .read=${(format: ExportFormat) => api.file('/payouts/export', { mode, ...this.range, format, language: locale })}
      @dialog-close=${() => (this.exporting = false)}
    ></export-dialog>`;
  }

  override shortcuts(): readonly Shortcut[] {
    const { keys, periods: names } = this.texts;
    return [
      ...periodNames.map((period, index) => ({
        code: `Digit${index + 1}`,
        shown: index === 0 ? periodNames.map((_, at) => String(at + 1)) : [String(index + 1)],
        label: keys.period,
        quiet: index > 0,
        own: { shown: String(index + 1), label: names[period] },
        run: () => (this.period = period),
      })),
      { code: 'KeyX', shown: ['X'], label: keys.export, run: () => (this.exporting = true) },
    ];
  }
}

const due = ({ expected, state }: Payout): number => (state === 'canceled' ? 0 : expected);
const owed = (payout: Payout): number => (payout.state === 'waiting' || payout.state === 'late' ? payout.expected : 0);
const total = (payouts: readonly Payout[], of: (payout: Payout) => number): number => payouts.reduce((sum, payout) => sum + of(payout), 0);

/** A bank pays for all orders of a day at once, so its statement has one line for each group. */
function groupsOf(payouts: readonly Payout[]): Map<string, Payout[]> {
  const groups = new Map<string, Payout[]>();
  for (const payout of payouts) {
    const key = `payouts-${payout.expectedOn}-${payout.bank.id}`;
    groups.set(key, [...(groups.get(key) ?? []), payout]);
  }
  return groups;
}

declare global {
  interface HTMLElementTagNameMap {
    'payouts-page': PayoutsPage;
  }
}
