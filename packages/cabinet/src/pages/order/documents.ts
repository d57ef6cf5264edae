import { icon } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import type { OrderContext } from './context.ts';

/** The signed contract and the receipts. */
export function documents({ detail, texts, cabinet, now, download }: OrderContext & { download: () => void }): TemplateResult {
  const { agreement, receipts, test, status } = detail.order;
  const { formats } = cabinet;
  const signed =
    agreement?.signedAt && agreement.method ? texts.signedOn(formats.moment(new Date(agreement.signedAt), now), agreement.method) : null;
  const sale = receipts.some(({ kind }) => kind === 'sale');
  const ended = status === 'rejected' || status === 'canceled' || status === 'expired';
  if (ended && !signed && receipts.length === 0) return html``;
  return html`<section class="section order-documents" aria-labelledby="documents">
    <header><h2 id="documents">${texts.documents}</h2></header>
    <div class="document ${signed ? '' : 'off'}">
      ${icon('document')}
      <div>
        <p>${agreement?.title ?? texts.agreement}</p>
        <p class="small quiet">${signed ?? texts.notSigned}</p>
      </div>
      ${signed ? html`<button class="no-print" type="button" aria-label=${texts.downloadAgreement} @click=${download}>${icon('download')}</button>` : nothing}
    </div>
    ${receipts.map(
      ({ kind, issuedAt, amount, url }) =>
        html`<div class="document">
          ${icon('document')}
          <div>
            <p>${kind === 'sale' ? texts.saleReceipt : texts.refundReceipt}</p>
            <p class="small quiet">${texts.issued(formats.moment(new Date(issuedAt), now), formats.sum(amount))}</p>
          </div>
          ${url ? html`<a class="no-print" href=${url} target="_blank" rel="noopener noreferrer" aria-label=${texts.openReceipt}>${icon('forward')}</a>` : nothing}
        </div>`,
    )}
    ${
      sale || test || ended
        ? nothing
        : html`<div class="document off">
            ${icon('document')}
            <div>
              <p>${texts.saleReceipt}</p>
              <p class="small quiet">${texts.receiptLater}</p>
            </div>
          </div>`
    }
  </section>`;
}
