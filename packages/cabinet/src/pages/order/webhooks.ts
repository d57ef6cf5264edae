import type { Delivery } from '@installment-button/protocol/cabinet/orders';
import { icon } from '@installment-button/ui';
import { html, type TemplateResult } from 'lit';
import { sign } from '../../parts/icons.ts';
import type { OrderContext } from './context.ts';

type WebhookOptions = OrderContext & { redeliver: (deliveryId: string) => void; showBody: (deliveryId: string) => void };

/** What the shop's server was told, and whether it took it. */
export function webhooks(options: WebhookOptions): TemplateResult {
  const { detail, texts } = options;
  return html`<section class="section order-webhooks" aria-labelledby="webhooks">
    <header><h2 id="webhooks">${texts.webhooks}</h2></header>
    ${detail.deliveries.length === 0 ? html`<p class="quiet">${texts.noWebhooks}</p>` : detail.deliveries.map((delivery) => line(delivery, options))}
  </section>`;
}

function line(delivery: Delivery, { texts, cabinet, redeliver, showBody }: WebhookOptions): TemplateResult {
  const { id, type, state, attempts, responseStatus } = delivery;
  const moment = cabinet.formats.timeWithSeconds(new Date(delivery.at));
  const failing = state === 'failed' || (state === 'pending' && attempts > 0);
  return html`<div class="delivery">
    ${
      failing
        ? html`<span class="bad">${sign('failed')}</span>`
        : state === 'succeeded'
          ? html`<span class="good">${icon('check')}</span>`
          : html`<span class="quiet">${sign('clock')}</span>`
    }
    <div>
      <button class="text-button plain mono" type="button" @click=${() => showBody(id)}>${type}</button>
      <p class="small quiet">
        ${
          failing
            ? html`<span class="bad">${texts.failedDelivery(responseStatus)}</span>${texts.attempts(attempts, moment)}`
            : state === 'succeeded'
              ? texts.delivered(responseStatus, moment, attempts)
              : texts.waitsDelivery
        }
      </p>
    </div>
    ${
      failing
        ? html`<button class="button line small" type="button" @click=${() => redeliver(id)}>
            <span class="label">${sign('repeat', 16)}${texts.redeliver}</span>
          </button>`
        : html`<button class="text-button small" type="button" @click=${() => redeliver(id)}>${texts.redeliver}</button>`
    }
  </div>`;
}
