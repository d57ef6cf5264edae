import { button } from '@installment-button/ui';
import type { RedirectOffer } from '@installment-button/protocol/redirect-offer';
import type { Signing } from '@installment-button/protocol/session-view';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Formats } from '../format/formats.ts';
import type { Texts } from '../texts/texts.ts';

export interface RedirectOffersOptions {
  offers: readonly RedirectOffer[];
  chosenOfferId: string | null;
  signing: Signing | null;
  /** The offer whose page is being asked for. */
  busyId: string | null;
  texts: Texts;
  formats: Formats;
  now: Date;
  onTake: (offer: RedirectOffer) => void;
}

/**
 * Offers that are taken up on the lender's own page: what is known is said, and what is not is said to be the lender's to say. The link is a
 * real one in a new tab, because a window that opens after a network call is blocked.
 */
export function redirectOffers({ offers, ...options }: RedirectOffersOptions): TemplateResult | typeof nothing {
  if (offers.length === 0) return nothing;
  const { texts } = options;
  return html`<section class="redirects" aria-label=${texts.redirect.heading}>
    <h2 class="small">${texts.redirect.heading}</h2>
    ${offers.map((offer) => card(offer, options))}
  </section>`;
}

function card(offer: RedirectOffer, options: Omit<RedirectOffersOptions, 'offers'>): TemplateResult {
  const { chosenOfferId, signing, busyId, texts, formats, now, onTake } = options;
  const words = texts.redirect;
  const url = chosenOfferId === offer.id && signing?.state === 'redirected' ? (signing.url ?? null) : null;
  const { firstPayment, schedule, totalPayment } = offer;
  return html`<div class="redirect">
    <p><b>${offer.bank.name}</b></p>
    <ul class="small">
      ${schedule ? html`<li>${words.payments(schedule.length, formats.exact(schedule[0]?.payment ?? 0))}</li>` : html`<li>${words.unknown}</li>`}
      ${firstPayment && !schedule ? html`<li>${words.firstPayment(formats.exact(firstPayment))}</li>` : nothing}
      ${totalPayment === null ? nothing : html`<li>${words.total(formats.exact(totalPayment))}</li>`}
      <li>${words.asked}</li>
      <li>${words.back}</li>
      <li>${words.until(formats.day(offer.validUntil.slice(0, 10), now))}</li>
    </ul>
    ${
      url
        ? html`<a class="button filled" href=${url} target="_blank" rel="noopener noreferrer"><span class="label">${words.open}</span></a>`
        : button({ label: words.take(offer.bank.name), kind: 'line', busy: busyId === offer.id, onPress: () => onTake(offer) })
    }
  </div>`;
}

export const redirectOffersStyles = css`
  .redirects {
    display: grid;
    gap: 12px;
    margin-top: 24px;
  }
  .redirects h2 {
    margin: 0;
  }
  .redirect {
    border: 1px solid var(--line);
    border-radius: var(--radius, 12px);
    padding: 16px;
  }
  .redirect p {
    margin: 0;
  }
  .redirect ul {
    margin: 8px 0 12px;
    padding-left: 20px;
  }
  .redirect a.button {
    text-decoration: none;
  }
`;
