import { html, type TemplateResult } from 'lit';
import { deliveryLine } from '../../parts/delivery-line.ts';
import { titledSection } from '../../parts/titled-section.ts';
import { deliveryTexts } from '../../texts/deliveries.ts';
import type { OrderContext } from './context.ts';

type WebhookOptions = OrderContext & { redeliver: (deliveryId: string) => void; showBody: (deliveryId: string) => void };

/** The webhooks about the order, and whether the shop's server accepted them. */
export function webhooks({ detail, texts, cabinet, redeliver, showBody }: WebhookOptions): TemplateResult {
  return titledSection({
    id: 'webhooks',
    kind: 'order-webhooks',
    heading: texts.webhooks,
    content: html`${detail.deliveries.length === 0 ? html`<p class="quiet">${texts.noWebhooks}</p>` : ''}
    ${detail.deliveries.map((delivery) =>
      deliveryLine({
        delivery,
        texts: deliveryTexts[cabinet.locale],
        moment: cabinet.formats.timeWithSeconds(new Date(delivery.at)),
        heading: html`<button class="text-button plain mono" type="button" @click=${() => showBody(delivery.id)}>${delivery.type}</button>`,
        redeliver: () => redeliver(delivery.id),
      }),
    )}`,
  });
}
