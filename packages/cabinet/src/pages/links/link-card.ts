import type { Link } from '@installment-button/protocol/cabinet/links';
import { css, html, type TemplateResult } from 'lit';
import type { Cabinet } from '../../state/cabinet.ts';
import { figure } from '../../format/formats.ts';
import type { LinksTexts } from './texts.ts';

/** The A6 card for the counter, in the shop's brand. It is always dark on white, as it is printed. */
export function linkCard(link: Link, goods: string, cabinet: Cabinet, texts: LinksTexts): TemplateResult {
  const { formats, me, mode } = cabinet;
  const banks = (me?.banks ?? []).filter(({ test }) => test === (mode === 'test')).length;
  const until = link.expiresAt ? formats.day(new Date(link.expiresAt), cabinet.now()) : null;
  const sum = formats.sum(link.amount, link.currency);
  return html`<article class="card" aria-label=${texts.print}>
    <p class="card-shop">${me?.shop.logo ? html`<img src=${me.shop.logo} alt="" />` : html`<i></i>`}<strong>${me?.shop.name}</strong></p>
    <p class="card-goods">${goods}</p>
    ${
      link.lowest
        ? html`<p class="card-sum"><small>${texts.from}</small> ${figure(formats.payment(link.lowest.amount, link.currency))}</p>
            <p class="card-month">${texts.card.month(link.lowest.term)}</p>`
        : html`<p class="card-sum">${figure(sum)}</p>`
    }
    <div class="card-scan">
      <img src="/cabinet/api/links/${link.id}/qr.svg" alt=${texts.qrAlt} />
      <div>
        <p>${texts.card.scan}</p>
        <p>${texts.card.banks(banks)}</p>
      </div>
    </div>
    <p class="card-small">${texts.card.small(sum, until)}</p>
  </article>`;
}

export const linkCardStyles = css`
  .card {
    display: flex;
    flex-direction: column;
    width: 100%;
    max-width: 360px;
    aspect-ratio: 105 / 148;
    padding: 24px 24px 16px;
    border: 1px solid var(--line-2);
    border-top: 8px solid var(--brand-light-accent, #17181b);
    background: #fff;
    color: #17181b;
  }
  .card-shop {
    display: flex;
    align-items: center;
    gap: 10px;
    font-size: 17px;
  }
  .card-shop i,
  .card-shop img {
    width: 20px;
    height: 20px;
    border-radius: 6px;
    object-fit: contain;
  }
  .card-shop i {
    background: var(--brand-light-accent, #17181b);
  }
  .card-goods {
    margin-top: 20px;
    font-size: 17px;
    line-height: 24px;
    overflow: hidden;
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
  }
  .card-sum {
    font-size: 48px;
    line-height: 56px;
    font-weight: 600;
    letter-spacing: -0.02em;
    white-space: nowrap;
  }
  .card-sum small {
    font-size: 22px;
  }
  .card-month {
    color: #5a5e66;
  }
  .card-scan {
    display: flex;
    gap: 16px;
    align-items: center;
    margin-top: auto;
    padding-top: 12px;
    border-top: 1px solid #17181b;
  }
  .card-scan img {
    width: 168px;
    height: 168px;
    margin: 0 0 0 -12px;
  }
  .card-scan p + p {
    margin-top: 16px;
  }
  .card-small {
    margin-top: 8px;
    padding-top: 8px;
    border-top: 1px solid #e3e2db;
    color: #5a5e66;
    font-size: 11px;
    line-height: 14px;
  }
  @media print {
    .card {
      width: 105mm;
      max-width: none;
      height: 148mm;
      aspect-ratio: auto;
      margin: 0;
      padding: 8mm 7mm 5mm;
      border: 0;
      border-top: 3mm solid var(--brand-light-accent, #17181b);
      print-color-adjust: exact;
    }
    .card-scan img {
      width: 49mm;
      height: 49mm;
    }
  }
`;
