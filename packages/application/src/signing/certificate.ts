import type { SessionDetail } from '@installment-button/protocol/session-view';
import { css, html, nothing, type TemplateResult } from 'lit';
import { type Formats, maskedPhone } from '../format/formats.ts';
import type { Texts } from '../texts/texts.ts';

/** The certificate: what was signed, how and when. Nothing before the signature. */
export function certificate(
  { agreement, order, offers, chosenOfferId, phone }: SessionDetail,
  texts: Texts,
  formats: Formats,
): TemplateResult | typeof nothing {
  if (!agreement?.signed) return nothing;
  const { at, method } = agreement.signed;
  const words = texts.result;
  const bank = offers.find((offer) => offer.id === chosenOfferId)?.bank.name;
  const row = (name: string, value: unknown) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<dl class="facts certificate">
      ${row(words.certificateRows.document, agreement.title)} ${bank ? row(words.certificateRows.bank, texts.bankName(bank)) : nothing}
      ${row(words.certificateRows.order, order.externalId ?? order.id)}
      ${row(words.certificateRows.method, words.certificateMethod[method])}
      ${method === 'sms' && phone ? row(words.certificateRows.phone, maskedPhone(phone)) : nothing}
      ${row(words.certificateRows.at, words.moscowTime(formats.momentInMoscow(new Date(at))))}
    </dl>
    <p class="hash-name small quiet">${texts.signing.hash}</p>
    <p class="hash">${agreement.sha256}</p>
    <p class="small quiet">${words.certificateHow}</p>`;
}

export const certificateStyles = css`
  .hash-name {
    margin-top: 16px;
  }
  .hash {
    margin: 2px 0 12px;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .print {
    margin-top: 20px;
  }
  @media print {
    .print {
      display: none;
    }
  }
`;
