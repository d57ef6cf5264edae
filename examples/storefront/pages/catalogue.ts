import { categories, goods } from '../shop/goods.ts';
import { html } from './html.ts';
import { layout, type Shop } from './layout.ts';
import { money } from './money.ts';

export function cataloguePage(shop: Shop, parameters: URLSearchParams): string {
  const category = categories.find((name) => name === parameters.get('category'));
  const words = (parameters.get('search') ?? '').trim().toLowerCase();
  const shown = goods.filter((good) => (!category || good.category === category) && good.name.toLowerCase().includes(words));
  const title = category ?? 'Техника для дома';
  return layout(shop, {
    title,
    sells: false,
    style: '/catalogue.css',
    content: html`<h1 class="wide">${title}</h1>
      ${
        parameters.has('search')
          ? html`<form class="search" role="search">
              <label for="search">Что найти</label>
              <input id="search" type="search" name="search" value="${parameters.get('search')}" autofocus />
              <button class="secondary">Найти</button>
            </form>`
          : null
      }
      ${shown.length === 0 ? html`<p class="quiet">Ничего не нашлось. Попробуйте другое слово или <a href="/">весь каталог</a>.</p>` : null}
      <ul class="goods">
        ${shown.map(
          ({ id, name, price, pictures }) =>
            html`<li>
              <a href="/goods/${id}">
                <span class="tile"><img src="/goods/${pictures[0]?.file}" alt="" width="200" height="240" loading="lazy" /></span>
                <span class="name">${name}</span>
                <span class="cost">${money(price)}</span>
              </a>
            </li>`,
        )}
      </ul>`,
  });
}
