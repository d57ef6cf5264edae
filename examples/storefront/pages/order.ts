import type { OrderState, PlacedOrder } from '../shop/orders.ts';
import { html } from './html.ts';
import { layout, type Shop } from './layout.ts';
import { money } from './money.ts';
import { orderTexts } from './order-texts.ts';

const steps = ['Анкета', 'Решение банков', 'Подпись', 'Подтверждение', 'Оплата'] as const;

/** Shows what the verified webhooks told; `order.js` keeps it fresh. */
export function orderPage(shop: Shop, { number, link }: PlacedOrder, state: OrderState): string {
  const { headline, detail, step, ended } = orderTexts(state);
  return layout(shop, {
    title: `Заказ № ${number}`,
    sells: false,
    style: '/order.css',
    script: '/order.js',
    content: html`<article class="order" data-stream="/orders/${number}/stream">
      <p class="quiet">Заказ № ${number} на ${money(state.amount)}</p>
      <h1 class="wide" id="headline" aria-live="polite">${headline}</h1>
      <p class="measure" id="detail">${detail}</p>
      <ol class="steps" id="steps" data-step="${step}">
        ${steps.map((name) => html`<li>${name}</li>`)}
      </ol>
      <p id="go-on" ${ended || step > 2 ? html`hidden` : null}><a class="secondary" href="${link}">Продолжить оформление</a></p>
      <p class="quiet small"><a href="/">В каталог</a></p>
    </article>`,
  });
}
