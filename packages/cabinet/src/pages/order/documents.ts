import { icon } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { titledSection } from '../../parts/titled-section.ts';
import type { OrderContext } from './context.ts';

/** The signed contract and the receipts. */
export function documents({ detail, texts, cabinet, now, download }: OrderContext & { download: () => void }): TemplateResult {
  const { agreement, receipts, test, status } = detail.order;
  const { formats } = cabinet;
  const signed =
    agreement?.signedAt && agreement.method ? texts.signedOn(formats.moment(new Date(agreement.signedAt), now), agreement.method) : null;
  const issued = receipts.some(({ kind }) => kind !== 'refund');
  const ended = status === 'rejected' || status === 'canceled' || status === 'expired';
  if (ended && !signed && receipts.length === 0) return html``;
  const downloadButton = html`<button class="icon-button no-print" type="button" aria-label=${texts.downloadAgreement} @click=${download}>
    ${icon('download')}
  </button>`;
  const open = (url: string) =>
    html`<a class="icon-button no-print" href=${url} target="_blank" rel="noopener noreferrer" aria-label=${texts.openReceipt}
      >${icon('forward')}</a
    >`;
  return titledSection({
    id: 'documents',
    kind: 'order-documents',
    heading: texts.documents,
    content: html`${line(agreement?.title ?? texts.agreement, signed ?? texts.notSigned, signed ? downloadButton : null)}
    ${receipts.map(({ kind, issuedAt, amount, url }) =>
      line(texts.receipt[kind], texts.issued(formats.moment(new Date(issuedAt), now), formats.sum(amount)), url ? open(url) : nothing),
    )}
    ${issued || test || ended ? nothing : line(texts.receipt.sale, texts.receiptLater, null)}`,
  });
}

/** @param act what can be done with it; null: the document does not exist yet */
function line(name: string, note: string, act: TemplateResult | typeof nothing | null): TemplateResult {
  return html`<div class="document ${act === null ? 'off' : ''}">
    ${icon('document')}
    <div>
      <p>${name}</p>
      <p class="small quiet">${note}</p>
    </div>
    ${act ?? nothing}
  </div>`;
}
