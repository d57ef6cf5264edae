import { amountOf, type CartLine } from '../shop/visitors.ts';
import { html } from './html.ts';
import { layout, type Shop } from './layout.ts';
import { money } from './money.ts';
import { receipt } from './receipt-icon.ts';

export function cartPage(shop: Shop, lines: readonly CartLine[]): string {
  const amount = amountOf(lines);
  if (lines.length === 0) {
    return layout(shop, {
      title: 'Корзина',
      sells: false,
      content: html`<h1 class="wide">Корзина</h1>
        <p class="quiet">Здесь пока пусто. <a href="/">Выберите что-нибудь в каталоге</a>.</p>`,
    });
  }
  return layout(shop, {
    title: 'Корзина',
    sells: true,
    style: '/cart.css',
    content: html`<h1 class="wide">Корзина</h1>
      <div class="cart">
        <ul class="lines">
          ${lines.map(
            ({ good, quantity }) =>
              html`<li>
                <a class="tile" href="/goods/${good.id}" tabindex="-1" aria-hidden="true">
                  <img src="/goods/${good.pictures[0]?.file}" alt="" width="56" height="72" />
                </a>
                <div class="what">
                  <a href="/goods/${good.id}">${good.name}</a>
                  <form method="post" action="/cart" class="quantity">
                    <input type="hidden" name="goods" value="${good.id}" />
                    <button name="quantity" value="${quantity - 1}" aria-label="Меньше: ${good.name}">−</button>
                    <span>${quantity}</span>
                    <button name="quantity" value="${quantity + 1}" aria-label="Больше: ${good.name}">+</button>
                    <button name="quantity" value="0" class="remove" aria-label="Убрать: ${good.name}">Убрать</button>
                  </form>
                </div>
                <p class="cost">${money(good.price * quantity)}</p>
              </li>`,
          )}
        </ul>
        <div class="buy">
          <p class="quiet small">Итого</p>
          <p class="price">${money(amount)}</p>
          <div class="buttons">
            <!-- No goods in the address: the server takes this visitor's cart. -->
            <installment-button size="l" preview shop="${shop.publishableKey}" session-url="/installment-session" amount="${amount}">
              ${receipt}
              <p class="small quiet">Чтобы оформить рассрочку, включите JavaScript.</p>
            </installment-button>
          </div>
          <p class="status small" role="status" hidden></p>
        </div>
      </div>`,
  });
}
