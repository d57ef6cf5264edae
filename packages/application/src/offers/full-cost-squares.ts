import type { Offer } from '@installment-button/protocol/offer';
import { css, html, type TemplateResult } from 'lit';
import type { Formats } from '../format/formats.ts';
import type { Texts } from '../texts/texts.ts';

/** The full cost (ПСК) as on page one of a contract: two squares, black on white, with the figures in words. */
export function fullCostSquares(offer: Pick<Offer, 'fullCostRate' | 'fullCostAmount'>, texts: Texts, formats: Formats): TemplateResult {
  const words = texts.offers;
  return html`<div class="squares">
    <div>
      <p class="caption">${words.fullCost}</p>
      <strong class="number">${formats.fullCostRate(offer.fullCostRate)}</strong>
      <p>${words.rateInWords(offer.fullCostRate)} ${words.yearly}</p>
    </div>
    <div>
      <p class="caption">${words.fullCost}</p>
      <strong class="number">${formats.bare(offer.fullCostAmount)}</strong>
      <p>${words.amountInWords(offer.fullCostAmount)}</p>
    </div>
  </div>`;
}

export const fullCostSquaresStyles = css`
  .squares {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 8px;
    margin-top: 20px;
  }
  .squares > div {
    display: flex;
    flex-direction: column;
    aspect-ratio: 1;
    padding: 14px 15px;
    border: 1px solid #000;
    background: #fff;
    color: #000;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    text-transform: uppercase;
  }
  .squares .caption {
    font-weight: 500;
  }
  .squares strong {
    margin: auto 0 4px;
    font-size: 1.75rem;
    line-height: 2.125rem;
    letter-spacing: -0.02em;
  }
`;
