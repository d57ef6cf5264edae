import { funnelSteps, type Analytics } from '@installment-button/protocol/cabinet/analytics';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Formats } from '../../format/formats.ts';
import { cssValue } from '../../browser/css-value.ts';
import type { AnalyticsTexts } from './texts.ts';

/** How many orders of the period reached each step, beside the step before it. */
export function funnel({ funnel: counts }: Analytics, texts: AnalyticsTexts, formats: Formats): TemplateResult {
  const steps = funnelSteps.map((step, index) => {
    const before = funnelSteps[index - 1];
    return { step, count: counts[step], before: before === undefined ? counts[step] : counts[before] };
  });
  const widest = Math.max(1, counts.created);
  const worst = [...steps].sort((one, other) => other.before - other.count - (one.before - one.count))[0];
  const lost = worst ? worst.before - worst.count : 0;
  return html`<div class="funnel">
      ${steps.map(
        ({ step, count, before }) =>
          html`<div class="funnel-row">
            <span>${texts.steps[step]}</span>
            <span class="funnel-bars" aria-hidden="true">
              <i class="solid" ${cssValue('width', `${(100 * count) / widest}%`)}></i
              ><i class="hatched" ${cssValue('width', `${(100 * (before - count)) / widest}%`)}></i>
            </span>
            <b class="number">${formats.number(count)}</b>
            <span class="small quiet">${step === 'created' || before === 0 ? nothing : formats.percent((100 * count) / before)}</span>
          </div>`,
      )}
    </div>
    <p class="small quiet">${worst && lost > 0 ? texts.mostLeave(texts.steps[worst.step], formats.number(lost)) : texts.noLosses}</p>`;
}

export const funnelStyles = css`
  .funnel {
    margin-bottom: 8px;
  }
  .funnel-row {
    display: grid;
    grid-template-columns: 128px minmax(0, 1fr) 64px 48px;
    gap: 0 8px;
    align-items: center;
    min-height: 2.75rem;
  }
  .funnel-row > :nth-child(n + 3) {
    text-align: right;
  }
  .funnel-row b {
    font-size: 1.0625rem;
  }
  .funnel-bars {
    display: flex;
    height: 26px;
  }
  .solid {
    display: block;
    background: var(--bar);
  }
  .hatched {
    display: block;
    box-shadow: inset 0 0 0 1px var(--bar);
    background: repeating-linear-gradient(-45deg, var(--bar) 0 1.5px, transparent 1.5px 6px);
  }
  .hatched[style*='width: 0%'] {
    box-shadow: none;
  }
  @media (max-width: 39.9375em) {
    .funnel-row {
      grid-template-columns: 108px minmax(0, 1fr) 48px 44px;
    }
  }
`;
