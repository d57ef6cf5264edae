import { addDays } from '@installment-button/protocol/days';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import { analyticsSchema, type Analytics } from '@installment-button/protocol/cabinet/analytics';
import { button, icon, ring } from '@installment-button/ui';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { figure, noonOf } from '../../format/formats.ts';
import type { Shortcut } from '../../state/shortcuts.ts';
import { bankMark, bankMarkStyles } from '../../parts/bank-mark.ts';
import '../../parts/export-dialog.ts';
import type { ExportFormat } from '../../parts/export-dialog.ts';
import { cssValue } from '../../browser/css-value.ts';
import { pageHead } from '../../parts/page-head.ts';
import { Page } from '../../parts/page.ts';
import { tabList } from '../../parts/tab-list.ts';
import { titledSection } from '../../parts/titled-section.ts';
import './day-chart.ts';
import { analyticsPageStyles } from './analytics-page.styles.ts';
import { funnel, funnelStyles } from './funnel.ts';
import { analyticsTexts } from './texts.ts';

const lengths = ['7', '30', '90', '365'] as const;
type Period = (typeof lengths)[number] | 'own';

/** A bank that takes longer than this is named in words. */
const SLOW_SECONDS = 60;

/** The analytics of a period: money, funnel, banks, days. */
@customElement('analytics-page')
export class AnalyticsPage extends Page {
  static override styles = [...Page.styles, bankMarkStyles, funnelStyles, analyticsPageStyles];

  @state() private period: Period = '30';
  @state() private from = '';
  @state() private to = '';
  @state() private analytics: Analytics | null = null;
  @state() private table = false;
  @state() private exporting = false;
  private readAt = new Date();
  private shown = '';

  private get texts() {
    return analyticsTexts[this.cabinet.locale];
  }

  private get range(): { from: string; to: string } {
    const today = moscowDay(this.cabinet.now());
    if (this.period === 'own') return { from: this.from || addDays(today, -29), to: this.to || today };
    return { from: addDays(today, 1 - Number(this.period)), to: today };
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
      const analytics = await this.cabinet.api.get('/analytics', analyticsSchema, { mode: this.cabinet.mode, ...this.range });
      if (wanted !== this.shown) return;
      this.analytics = analytics;
      this.readAt = this.cabinet.now();
    }, wanted);
  }

  protected override render(): TemplateResult {
    const { analytics } = this;
    return html`${this.head()} ${this.bar()} ${this.alert(this.attempt.failure, () => void this.load())}
    ${
      analytics && isEmpty(analytics)
        ? html`<div class="center">
            <h2>${this.texts.nothing}</h2>
            <p class="quiet">${this.texts.nothingNote}</p>
          </div>`
        : analytics
          ? html`<div class="halves">${this.funnel(analytics)} ${this.banks(analytics)}</div>
              ${this.days(analytics)}`
          : this.attempt.failure === null
            ? html`<div class="center" role="status"><span class="visually-hidden">${this.shared.loading}</span>${ring()}</div>`
            : nothing
    }
    ${this.exporting ? this.dialog() : nothing}`;
  }

  private head(): TemplateResult {
    const { texts, formats, analytics } = this;
    const { confirmed, before, refunds } = analytics ?? {};
    const change = before && confirmed && before.amount > 0 ? Math.round((100 * (confirmed.amount - before.amount)) / before.amount) : null;
    const facts: [string, unknown][] = [];
    if (confirmed && confirmed.count > 0) {
      facts.push([texts.average, figure(formats.sum(Math.round(confirmed.amount / confirmed.count / 100) * 100))]);
    }
    if (refunds) facts.push([texts.refunds, figure(formats.sum(refunds.amount))]);
    return pageHead({
      heading: confirmed ? figure(formats.sum(confirmed.amount)) : this.shared.nothingYet,
      caption: html`${texts.confirmedIn[this.period]}
      ${confirmed ? html`<b>${formats.number(confirmed.count)} ${texts.orders(confirmed.count)}</b>` : nothing}${
        change === null
          ? nothing
          : `, ${change > 0 ? texts.more(formats.percent(change)) : change < 0 ? texts.less(formats.percent(-change)) : texts.same}`
      }`,
      facts,
    });
  }

  private bar(): TemplateResult {
    const { texts, formats } = this;
    const { from, to } = this.range;
    const now = this.cabinet.now();
    return html`<div class="bar">
      ${tabList({
        label: texts.periodsLabel,
        tabs: [...lengths, 'own' as const].map((value) => ({ value, label: texts.periods[value] })),
        value: this.period,
        onChange: (period) => this.turn(period),
      })}
      ${
        this.period === 'own'
          ? html`<span class="own small">
              ${this.dayField(texts.from, from, { max: to }, (day) => (this.from = day))}
              ${this.dayField(texts.to, to, { min: from }, (day) => (this.to = day))}
            </span>`
          : html`<span class="own small quiet">${formats.day(noonOf(from), now)} — ${formats.day(noonOf(to), now)}</span>`
      }
      ${button({ kind: 'line', label: html`${icon('download')}${texts.export} <kbd>X</kbd>`, onPress: () => (this.exporting = true) })}
    </div>`;
  }

  private dayField(label: string, day: string, limits: { min?: string; max?: string }, change: (day: string) => void): TemplateResult {
    return html`<label
      >${label}
      <input
        class="inline-field"
        type="date"
        .value=${day}
        min=${limits.min ?? nothing}
        max=${limits.max ?? nothing}
        @change=${(event: Event) => change((event.target as HTMLInputElement).value)}
    /></label>`;
  }

  private funnel(analytics: Analytics): TemplateResult {
    const { texts } = this;
    return titledSection({
      id: 'funnel',
      heading: texts.funnel,
      aside: html`<span class="legend-line small quiet"
        ><span><i class="solid"></i>${texts.reached}</span><span><i class="hatched"></i>${texts.left}</span></span
      >`,
      content: funnel(analytics, texts, this.formats),
    });
  }

  private banks({ banks, funnel: { submitted, approved } }: Analytics): TemplateResult {
    const { texts, formats, cabinet } = this;
    const slow = banks.filter(({ medianSeconds }) => (medianSeconds ?? 0) > SLOW_SECONDS);
    return titledSection({
      id: 'banks',
      heading: texts.banks,
      note: texts.ofSubmitted(formats.number(submitted), submitted),
      content:
        banks.length === 0
          ? html`<p class="quiet">${texts.noBanks}</p>`
          : html`<div class="bank-heads small quiet" aria-hidden="true">
                <span>${texts.approvalShare}</span><span>${texts.median}</span>
              </div>
              ${banks.map(({ bank, asked, approved: yes, medianSeconds }) => {
                const share = (100 * yes) / asked;
                return html`<div class="bank-row">
                  ${bankMark(cabinet.me?.banks ?? [], bank)}<span class="medium">${bank.name}</span>
                  <span class="track" aria-hidden="true"><i class="solid" ${cssValue('width', `${share}%`)}></i></span>
                  <b class="number">${formats.percent(share)}</b>
                  <span class="number ${(medianSeconds ?? 0) > SLOW_SECONDS ? 'medium' : 'quiet'}"
                    >${medianSeconds === null ? this.shared.nothingYet : formats.seconds(medianSeconds)}</span
                  >
                </div>`;
              })}
              <p class="small quiet after">
                ${submitted > 0 ? texts.anyApproved(formats.percent((100 * approved) / submitted)) : nothing}
                ${slow.map(({ bank }) => texts.slow(bank.name)).join(' ')}
              </p>`,
    });
  }

  private days({ days }: Analytics): TemplateResult {
    const { texts, formats } = this;
    return titledSection({
      id: 'days',
      heading: texts.days,
      aside: html`<span class="legend-line small quiet">
        <span><i class="solid"></i>${texts.confirmed}</span><span><i class="hatched"></i>${texts.waiting}</span>
        <button class="text-button small" type="button" aria-pressed=${this.table} @click=${() => (this.table = !this.table)}>
          ${this.table ? texts.asChart : texts.asTable}
        </button>
      </span>`,
      content: this.table ? this.dayTable(days) : html`<day-chart .days=${days} .formats=${formats} .texts=${texts}></day-chart>`,
    });
  }

  private dayTable(days: Analytics['days']): TemplateResult {
    const { texts, formats } = this;
    const now = this.cabinet.now();
    return html`<table>
      <thead class="small quiet">
        <tr>
          <th scope="col">${texts.table.day}</th>
          <th scope="col">${texts.table.confirmed}</th>
          <th scope="col">${texts.table.waiting}</th>
          <th scope="col">${texts.table.refunded}</th>
        </tr>
      </thead>
      <tbody>
        ${[...days].reverse().map(
          ({ day, confirmed, waiting, refunded }) =>
            html`<tr>
              <th scope="row">${formats.day(noonOf(day), now)}</th>
              ${[confirmed, waiting, refunded].map((amount) => html`<td class=${amount === 0 ? 'quiet' : ''}>${amount === 0 ? '—' : figure(formats.sum(amount))}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private dialog(): TemplateResult {
    const { mode, locale, api } = this.cabinet;
    return html`<export-dialog
      .cabinet=${this.cabinet}
      .heading=${this.texts.exportHeading}
      .note=${this.texts.exportNote}
      name="analytics"
      .read=${(format: ExportFormat) => api.file('/analytics/export', { mode, ...this.range, format, language: locale })}
      @dialog-close=${() => (this.exporting = false)}
    ></export-dialog>`;
  }

  private turn(period: Period): void {
    if (period === 'own') ({ from: this.from, to: this.to } = this.range);
    this.period = period;
  }

  override shortcuts(): readonly Shortcut[] {
    const { texts } = this;
    const { keys } = texts;
    return [
      ...lengths.map((length, index) => ({
        code: `Digit${index + 1}`,
        shown: index === 0 ? lengths.map((_, at) => String(at + 1)) : [String(index + 1)],
        label: keys.period,
        quiet: index > 0,
        own: { shown: String(index + 1), label: texts.periods[length] },
        run: () => this.turn(length),
      })),
      { code: 'KeyT', shown: ['T'], label: keys.table, run: () => (this.table = !this.table) },
      { code: 'KeyX', shown: ['X'], label: keys.export, run: () => (this.exporting = true) },
    ];
  }

  override shortcutsNote(): string {
    return this.texts.note(this.formats.time(this.readAt));
  }
}

const isEmpty = ({ funnel: { created }, confirmed, refunds, days }: Analytics): boolean =>
  created === 0 && confirmed.count === 0 && refunds.count === 0 && days.every(({ waiting }) => waiting === 0);

declare global {
  interface HTMLElementTagNameMap {
    'analytics-page': AnalyticsPage;
  }
}
