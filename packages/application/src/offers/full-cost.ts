import type { Offer } from '@installment-button/protocol/offer';
import { css, html, type TemplateResult } from 'lit';
import type { Formats } from '../format/formats.ts';
import type { Texts } from '../texts/texts.ts';

/** The full cost (ПСК) in its frame: percent left, money right, in capitals (353-ФЗ, article 6). `law`: black on white, as for the signing. */
export function fullCost(
  offer: Pick<Offer, 'fullCostRate' | 'fullCostAmount'>,
  texts: Texts,
  formats: Formats,
  law = false,
): TemplateResult {
  return html`<div class="full-cost ${law ? 'law' : ''}">
    <p class="caption">${texts.offers.fullCost}</p>
    <div class="cells">
      <p><strong class="number">${formats.fullCostRate(offer.fullCostRate)}</strong> ${texts.offers.yearly}</p>
      <p><strong class="number">${formats.bare(offer.fullCostAmount)}</strong> ${texts.offers.roubles}</p>
    </div>
  </div>`;
}

export const fullCostStyles = css`
  .full-cost {
    --frame-paper: var(--paper);
    --frame-ink: var(--ink);
    border: 1px solid var(--frame-ink);
    background: var(--frame-paper);
    color: var(--frame-ink);
    font-size: 0.8125rem;
    line-height: 1.125rem;
    text-transform: uppercase;
  }
  .full-cost .caption {
    padding: 6px 12px 5px;
    border-bottom: 1px solid var(--frame-ink);
    font-weight: 500;
  }
  .full-cost .cells {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 7rem), 1fr));
    /* The lines between the cells, beside or below each other. */
    gap: 1px;
    background: var(--frame-ink);
  }
  .full-cost .cells > p {
    padding: 8px 12px 7px;
    background: var(--frame-paper);
  }
  .full-cost strong {
    display: block;
    font-size: 1.0625rem;
    line-height: 1.5rem;
  }
  .full-cost.law {
    --frame-paper: #fff;
    --frame-ink: #000;
    outline: 1px solid #fff;
  }
  .full-cost.law strong {
    font-size: 1.375rem;
    line-height: 1.75rem;
    letter-spacing: -0.02em;
  }
`;
