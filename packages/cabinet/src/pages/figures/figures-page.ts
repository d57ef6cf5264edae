import { moscowDay } from '@installment-button/protocol/moscow-day';
import { figuresSchema, type Figures } from '@installment-button/protocol/cabinet/figures';
import { base, button, buttonStyles, icon, ring } from '@installment-button/ui';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { failureText } from '../../failure-text.ts';
import { addDays, figure, noonOf } from '../../formats.ts';
import type { KeyAct } from '../../keys.ts';
import { bankMark, bankMarkStyles } from '../../parts/bank-mark.ts';
import '../../parts/cabinet-dialog.ts';
import { cssValue } from '../../parts/css-value.ts';
import { Page } from '../../parts/page.ts';
import { pageStyles } from '../../parts/page.styles.ts';
import { saveFile } from '../../parts/save-file.ts';
import { tabList } from '../../parts/tab-list.ts';
import './day-chart.ts';
import { figuresPageStyles } from './figures-page.styles.ts';
import { funnel, funnelStyles } from './funnel.ts';
import { figuresTexts } from './texts.ts';

const lengths = ['7', '30', '90', '365'] as const;
type Period = (typeof lengths)[number] | 'own';

/** Slower than this is said in words. */
const SLOW_SECONDS = 60;

/** What came of it all: money, funnel, banks, days. */
@customElement('figures-page')
export class FiguresPage extends Page {
  static override styles = [base, buttonStyles, pageStyles, bankMarkStyles, funnelStyles, figuresPageStyles];

  @state() private period: Period = '30';
  @state() private from = '';
  @state() private to = '';
  @state() private figures: Figures | null = null;
  @state() private table = false;
  @state() private exporting = false;
  @state() private busy: 'csv' | 'xlsx' | null = null;
  private readAt = new Date();
  private shown = '';

  private get texts() {
    return figuresTexts[this.cabinet.locale];
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
    await this.attempt(async () => {
      const figures = await this.cabinet.api.get('/figures', figuresSchema, { mode: this.cabinet.mode, ...this.range });
      if (wanted !== this.shown) return;
      this.figures = figures;
      this.readAt = this.cabinet.now();
    });
  }

  protected override render(): TemplateResult {
    const { figures } = this;
    return html`${this.head()} ${this.bar()}
    ${
      this.failure === null
        ? nothing
        : html`<p class="bad" role="alert">
            ${failureText(this.failure, this.common, this.formats)}
            <button class="text-button" type="button" @click=${() => void this.load()}>${this.common.retry}</button>
          </p>`
    }
    ${
      figures && isEmpty(figures)
        ? html`<div class="center">
            <h2>${this.texts.nothing}</h2>
            <p class="quiet">${this.texts.nothingNote}</p>
          </div>`
        : figures
          ? html`<div class="halves">${this.funnel(figures)} ${this.banks(figures)}</div>
              ${this.days(figures)}`
          : this.failure === null
            ? html`<div class="center" role="status"><span class="visually-hidden">${this.common.loading}</span>${ring()}</div>`
            : nothing
    }
    ${this.exporting ? this.dialog() : nothing}`;
  }

  private head(): TemplateResult {
    const { texts, formats, figures } = this;
    const { confirmed, before, refunds } = figures ?? {};
    const change = before && confirmed && before.amount > 0 ? Math.round((100 * (confirmed.amount - before.amount)) / before.amount) : null;
    return html`<div class="head">
      <div>
        <h1>${confirmed ? figure(formats.sum(confirmed.amount)) : this.common.nothingYet}</h1>
        <p class="caption">
          ${texts.confirmedIn[this.period]}
          ${confirmed ? html`<b>${formats.number(confirmed.count)} ${texts.orders(confirmed.count)}</b>` : nothing}${
            change === null
              ? nothing
              : `, ${change > 0 ? texts.more(formats.percent(change)) : change < 0 ? texts.less(formats.percent(-change)) : texts.same}`
          }
        </p>
      </div>
      <dl class="facts">
        ${
          confirmed && confirmed.count > 0
            ? html`<div>
                <dt>${texts.average}</dt>
                <dd>${figure(formats.sum(Math.round(confirmed.amount / confirmed.count / 100) * 100))}</dd>
              </div>`
            : nothing
        }
        ${
          refunds
            ? html`<div>
                <dt>${texts.refunds}</dt>
                <dd>${figure(formats.sum(refunds.amount))}</dd>
              </div>`
            : nothing
        }
      </dl>
    </div>`;
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
              <label
                >${texts.from}
                <input
                  type="date"
                  .value=${from}
                  max=${to}
                  @change=${(event: Event) => (this.from = (event.target as HTMLInputElement).value)}
              /></label>
              <label
                >${texts.to}
                <input
                  type="date"
                  .value=${to}
                  min=${from}
                  @change=${(event: Event) => (this.to = (event.target as HTMLInputElement).value)}
              /></label>
            </span>`
          : html`<span class="own small quiet">${formats.day(noonOf(from), now)} — ${formats.day(noonOf(to), now)}</span>`
      }
      ${button({ kind: 'line', label: html`${icon('download')}${texts.export} <kbd>X</kbd>`, onPress: () => (this.exporting = true) })}
    </div>`;
  }

  private funnel(figures: Figures): TemplateResult {
    const { texts } = this;
    return html`<section class="section" aria-labelledby="funnel">
      <header>
        <h2 id="funnel">${texts.funnel}</h2>
        <span class="legend-line small quiet"
          ><span><i class="solid"></i>${texts.reached}</span><span><i class="hatched"></i>${texts.left}</span></span
        >
      </header>
      ${funnel(figures, texts, this.formats)}
    </section>`;
  }

  private banks({ banks, funnel: { submitted, approved } }: Figures): TemplateResult {
    const { texts, formats, cabinet } = this;
    const slow = banks.filter(({ medianSeconds }) => (medianSeconds ?? 0) > SLOW_SECONDS);
    return html`<section class="section" aria-labelledby="banks">
      <header>
        <h2 id="banks">${texts.banks}</h2>
        <span class="small quiet">${texts.ofSubmitted(formats.number(submitted), submitted)}</span>
      </header>
      ${
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
                    >${medianSeconds === null ? this.common.nothingYet : formats.seconds(medianSeconds)}</span
                  >
                </div>`;
              })}
              <p class="small quiet after">
                ${submitted > 0 ? texts.anyApproved(formats.percent((100 * approved) / submitted)) : nothing}
                ${slow.map(({ bank }) => texts.slow(bank.name)).join(' ')}
              </p>`
      }
    </section>`;
  }

  private days({ days }: Figures): TemplateResult {
    const { texts, formats } = this;
    return html`<section class="section" aria-labelledby="days">
      <header>
        <h2 id="days">${texts.days}</h2>
        <span class="legend-line small quiet">
          <span><i class="solid"></i>${texts.confirmed}</span><span><i class="hatched"></i>${texts.waiting}</span>
          <button class="text-button small" type="button" aria-pressed=${this.table} @click=${() => (this.table = !this.table)}>
            ${this.table ? texts.asChart : texts.asTable}
          </button>
        </span>
      </header>
      ${this.table ? this.dayTable(days) : html`<day-chart .days=${days} .formats=${formats} .texts=${texts}></day-chart>`}
    </section>`;
  }

  private dayTable(days: Figures['days']): TemplateResult {
    const { texts, formats } = this;
    const now = this.cabinet.now();
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${texts.table.day}</th>
          <th scope="col">${texts.table.confirmed}</th>
          <th scope="col">${texts.table.waiting}</th>
          <th scope="col">${texts.table.refunded}</th>
        </tr>
      </thead>
      <tbody>
        ${days.toReversed().map(
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
    return html`<cabinet-dialog
      heading=${this.texts.exportHeading}
      close-label=${this.common.close}
      @dialog-close=${() => (this.exporting = false)}
    >
      <p slot="note">${this.texts.exportNote}</p>
      <div class="row">
        ${button({ label: 'XLSX', busy: this.busy === 'xlsx', onPress: () => void this.save('xlsx') })}
        ${button({ kind: 'line', label: 'CSV', busy: this.busy === 'csv', onPress: () => void this.save('csv') })}
      </div>
    </cabinet-dialog>`;
  }

  private async save(format: 'csv' | 'xlsx'): Promise<void> {
    this.busy = format;
    const { mode, locale, api } = this.cabinet;
    const saved = await this.attempt(async () =>
      saveFile(await api.file('/figures/export', { mode, ...this.range, format, language: locale }), `figures.${format}`),
    );
    this.busy = null;
    if (saved) this.exporting = false;
  }

  private turn(period: Period): void {
    if (period === 'own') ({ from: this.from, to: this.to } = this.range);
    this.period = period;
  }

  override keyActs(): readonly KeyAct[] {
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

  override keysNote(): string {
    return this.texts.note(this.formats.time(this.readAt));
  }
}

const isEmpty = ({ funnel: { created }, confirmed, refunds, days }: Figures): boolean =>
  created === 0 && confirmed.count === 0 && refunds.count === 0 && days.every(({ waiting }) => waiting === 0);

declare global {
  interface HTMLElementTagNameMap {
    'figures-page': FiguresPage;
  }
}
