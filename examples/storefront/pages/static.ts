import { goods } from '../shop/goods.ts';
import { html } from './html.ts';
import { layout, type Shop } from './layout.ts';
import { money } from './money.ts';
import { receipt } from './receipt-icon.ts';

/** For a shop without a server of its own: the publishable key and the cart are all that the button gets. */
export function staticPage(shop: Shop): string {
  const chosen = goods.filter(({ id }) => id === 'shoroh-2' || id === 'ochag-60');
  const items = chosen.map(({ name, price, vendorCode }) => ({ name, price, quantity: 1, vendorCode }));
  return layout(shop, {
    title: 'Без сервера',
    sells: true,
    style: '/cart.css',
    content: html`<h1 class="wide">Без сервера</h1>
      <p class="quiet measure">
        Здесь у кнопки есть только открытый ключ и список товаров. Цены названы в браузере, поэтому заказ помечен как непроверенный: перед
        отгрузкой магазин сверяет сумму.
      </p>
      <div class="cart">
        <ul class="lines">
          ${chosen.map(
            ({ name, price, pictures }) =>
              html`<li>
                <span class="tile"><img src="/goods/${pictures[0]?.file}" alt="" width="56" height="72" /></span>
                <p class="what">${name}</p>
                <p class="cost">${money(price)}</p>
              </li>`,
          )}
        </ul>
        <div class="buy">
          <p class="quiet small">Итого</p>
          <p class="price">${money(items.reduce((sum, { price }) => sum + price, 0))}</p>
          <div class="buttons">
            <installment-button size="l" preview shop="${shop.publishableKey}" items="${JSON.stringify(items)}">
              ${receipt}
              <p class="small quiet">Чтобы оформить рассрочку, включите JavaScript.</p>
            </installment-button>
          </div>
          <p class="status small" role="status" hidden></p>
        </div>
      </div>`,
  });
}
