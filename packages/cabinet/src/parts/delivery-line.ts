import type { Delivery } from '@installment-button/protocol/cabinet/orders';
import { icon } from '@installment-button/ui';
import { css, html, type TemplateResult } from 'lit';
import type { DeliveryTexts } from '../texts/deliveries.ts';
import { sign } from './icons.ts';

export interface DeliveryLine {
  delivery: Pick<Delivery, 'state' | 'attempts' | 'responseStatus'>;
  texts: DeliveryTexts;
  /** When the last attempt was made. */
  moment: string;
  heading: unknown;
  redeliver: () => void;
}

/** One delivery of a webhook: its event, whether the shop's server accepted it, and a button that sends it again. */
export function deliveryLine({ delivery, texts, moment, heading, redeliver }: DeliveryLine): TemplateResult {
  const { state, attempts, responseStatus } = delivery;
  const failing = state === 'failed' || (state === 'pending' && attempts > 0);
  const mark = failing ? sign('failed') : state === 'succeeded' ? icon('check') : sign('clock');
  return html`<div class="delivery">
    <span class=${failing ? 'bad' : state === 'succeeded' ? 'good' : 'quiet'}>${mark}</span>
    <div>
      <p>${heading}</p>
      <p class="small quiet">
        ${
          failing
            ? html`<span class="bad">${texts.failed(responseStatus)}</span>${texts.attempts(attempts, moment)}`
            : state === 'succeeded'
              ? texts.delivered(responseStatus, moment, attempts)
              : texts.waits
        }
      </p>
    </div>
    ${
      failing
        ? html`<button class="button line small" type="button" @click=${redeliver}>
            <span class="label">${sign('repeat', 16)}${texts.redeliver}</span>
          </button>`
        : html`<button class="text-button small" type="button" @click=${redeliver}>${texts.redeliver}</button>`
    }
  </div>`;
}

export const deliveryLineStyles = css`
  .delivery {
    display: flex;
    align-items: center;
    gap: 16px;
    min-height: 3.75rem;
    padding: 8px 0;
    border-top: 1px solid var(--line);
  }
  .delivery > div {
    flex: 1;
    min-width: 0;
  }
`;
