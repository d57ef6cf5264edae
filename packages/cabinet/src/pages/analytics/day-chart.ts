import type { Analytics } from '@installment-button/protocol/cabinet/analytics';
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import uPlot from 'uplot';
import type { Formats } from '../../format/formats.ts';
import { noonOf } from '../../format/formats.ts';
import type { AnalyticsTexts } from './texts.ts';

const HEIGHT = 220;
const NARROW = 600;
/** The least width of the axis at the right, in pixels, and the gap before its words. */
const AXIS = 72;
const AXIS_GAP = 8;
/** Half the width of «24 нояб», in pixels. */
const HALF_WORD = 26;
const FONT = '13px "Golos Text", system-ui, sans-serif';
const BOLD = '500 13px "Golos Text", system-ui, sans-serif';

/** Sums by day as bars: solid for confirmed orders, hatched for signed ones. The highest bar and the hatched bars have numbers; the table has all of them. */
@customElement('day-chart')
export class DayChart extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    /* What uPlot needs to lay its canvas out. */
    .uplot,
    .u-wrap {
      position: relative;
    }
    .uplot canvas {
      position: relative;
      display: block;
      width: 100%;
      height: 100%;
    }
    .u-over,
    .u-under,
    .u-axis {
      position: absolute;
    }
  `;

  @property({ attribute: false }) days: Analytics['days'] = [];
  @property({ attribute: false }) formats!: Formats;
  @property({ attribute: false }) texts!: AnalyticsTexts;
  @query('div') private host!: HTMLDivElement;
  private chart: uPlot | null = null;
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');
  private readonly resizing = new ResizeObserver(() => this.chart?.setSize({ width: this.clientWidth, height: HEIGHT }));

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing.observe(this);
    this.dark.addEventListener('change', this.draw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
    this.dark.removeEventListener('change', this.draw);
    this.chart?.destroy();
    this.chart = null;
  }

  protected override render(): TemplateResult {
    const [first, last] = [this.days[0], this.days.at(-1)];
    const written = (day: string | undefined) => (day === undefined ? '' : this.formats.shortDay(noonOf(day)));
    return html`<div role="img" aria-label=${this.texts.chartLabel(written(first?.day), written(last?.day))}></div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('days') || changed.has('formats')) void document.fonts.load(FONT).then(this.draw, this.draw);
  }

  private readonly draw = (): void => {
    if (!this.isConnected) return;
    this.chart?.destroy();
    const { days } = this;
    const confirmed = days.map((day) => day.confirmed / 100_000);
    const whole = days.map((day) => (day.confirmed + day.waiting) / 100_000);
    const data: uPlot.AlignedData = [days.map((_, index) => index), whole, confirmed];
    this.chart = new uPlot(this.options(), data, this.host);
  };

  private options(): uPlot.Options {
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const [ink, quiet, bar, line, paper] = [colour('--ink'), colour('--ink-2'), colour('--bar'), colour('--line'), colour('--paper')];
    const bars = uPlot.paths.bars?.({ size: [0.68, 56, 2] });
    const paths = bars ? { paths: bars } : {};
    return {
      width: this.clientWidth,
      height: HEIGHT,
      padding: [20, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [-0.5, this.days.length - 0.5] },
        y: { range: (_chart, _least, most) => [0, Math.max(1, most * 1.05)] },
      },
      series: [
        {},
        { ...paths, stroke: bar, width: 1, fill: (chart) => hatch(chart, bar, paper) ?? paper, points: { show: false } },
        { ...paths, stroke: bar, width: 0, fill: bar, points: { show: false } },
      ],
      axes: [
        {
          stroke: quiet,
          font: FONT,
          size: 32,
          grid: { show: false },
          ticks: { show: false },
          border: { show: true, stroke: ink, width: 1 },
          splits: () => this.marks(),
          values: (_chart, splits) => splits.map((index) => this.dayWord(index)),
        },
        {
          side: 1,
          stroke: quiet,
          font: FONT,
          size: (chart, words: string[] | null) => axisWidth(chart, words ?? []),
          gap: AXIS_GAP,
          grid: { stroke: line, width: 1 },
          ticks: { show: false },
          values: (_chart, splits) =>
            splits.map((value, index) =>
              index === splits.length - 1 ? `${this.formats.number(value)} ${this.texts.thousands}` : this.formats.number(value),
            ),
        },
      ],
      hooks: { draw: [(chart) => this.writeNumbers(chart, ink)] },
    };
  }

  /** The days that are named: the last day and every n-th before it. A day whose word the left edge would cut is left out. */
  private marks(): number[] {
    const { days } = this;
    const most = this.clientWidth < NARROW ? 3 : 7;
    const step = Math.max(1, Math.ceil(days.length / most));
    const first = Math.ceil((HALF_WORD * days.length) / Math.max(1, this.clientWidth - AXIS));
    return days.flatMap((_, index) => ((days.length - 1 - index) % step === 0 && index >= first ? [index] : []));
  }

  private dayWord(index: number): string {
    const day = this.days[index]?.day;
    return day === undefined ? '' : this.formats.shortDay(noonOf(day));
  }

  private writeNumbers(chart: uPlot, ink: string): void {
    const { ctx } = chart;
    const amounts = this.days.map(({ confirmed, waiting }) => confirmed + waiting);
    const most = amounts.indexOf(Math.max(...amounts));
    // Over narrow bars the numbers would overlap. The table has them.
    const roomy = this.clientWidth / this.days.length > 24;
    const written = this.days.flatMap(({ waiting }, index) => {
      if (index === most && (amounts[most] ?? 0) > 0) return [{ index, amount: amounts[most] ?? 0 }];
      return waiting > 0 && roomy ? [{ index, amount: waiting }] : [];
    });
    ctx.save();
    ctx.font = scaled(BOLD);
    ctx.fillStyle = ink;
    ctx.textAlign = 'center';
    for (const { index, amount } of written) {
      const x = chart.valToPos(index, 'x', true);
      const y = chart.valToPos((amounts[index] ?? 0) / 100_000, 'y', true);
      ctx.fillText(this.formats.number(Math.round(amount / 100_000)), x, y - 6 * devicePixelRatio);
    }
    ctx.restore();
  }
}

/** As wide as its longest word, so that none is cut. */
function axisWidth({ ctx }: uPlot, words: readonly string[]): number {
  ctx.save();
  ctx.font = scaled(FONT);
  const widest = Math.max(0, ...words.map((word) => ctx.measureText(word).width)) / devicePixelRatio;
  ctx.restore();
  return Math.max(AXIS, Math.ceil(widest) + AXIS_GAP + 4);
}

/** The font in the pixels of the canvas. */
const scaled = (font: string): string => font.replace('13px', `${13 * devicePixelRatio}px`);

/** Hatching at 45°, 1.5 of 6 px: the mark of what has not happened yet. */
function hatch(chart: uPlot, ink: string, paper: string): CanvasPattern | null {
  const size = Math.round(6 * devicePixelRatio);
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const ctx = tile.getContext('2d');
  if (!ctx) return null;
  ctx.fillStyle = paper;
  ctx.fillRect(0, 0, size, size);
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1.2 * devicePixelRatio;
  ctx.beginPath();
  for (const shift of [-size, 0, size]) {
    ctx.moveTo(shift - 1, size + 1);
    ctx.lineTo(shift + size + 1, -1);
  }
  ctx.stroke();
  return chart.ctx.createPattern(tile, 'repeat');
}

declare global {
  interface HTMLElementTagNameMap {
    'day-chart': DayChart;
  }
}
