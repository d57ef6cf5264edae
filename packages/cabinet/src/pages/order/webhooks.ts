import { html, type TemplateResult } from 'lit';
import { deliveryLine } from '../../parts/delivery-line.ts';
import { deliveryTexts } from '../../texts/deliveries.ts';
import type { OrderContext } from './context.ts';

type WebhookOptions = OrderContext & { redeliver: (deliveryId: string) => void; showBody: (deliveryId: string) => void };

/** What the shop's server was told, and whether it took it. */
export function webhooks({ detail, texts, cabinet, redeliver, showBody }: WebhookOptions): TemplateResult {
  return html`<section class="section order-webhooks" aria-labelledby="webhooks">
    <header><h2 id="webhooks">${texts.webhooks}</h2></header>
    ${detail.deliveries.length === 0 ? html`<p class="quiet">${texts.noWebhooks}</p>` : ''}
    ${detail.deliveries.map((delivery) =>
      deliveryLine({
        delivery,
        texts: deliveryTexts[cabinet.locale],
        moment: cabinet.formats.timeWithSeconds(new Date(delivery.at)),
        heading: html`<button class="text-button plain mono" type="button" @click=${() => showBody(delivery.id)}>${delivery.type}</button>`,
        redeliver: () => redeliver(delivery.id),
      }),
    )}
  </section>`;
}
