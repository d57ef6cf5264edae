import type { Good } from '../shop/goods.ts';
import { html, type Html } from './html.ts';
import { layout, type Shop } from './layout.ts';
import { money, moneyText } from './money.ts';
import { receipt } from './receipt-icon.ts';

export function productPage(shop: Shop, good: Good): string {
  return layout(shop, {
    title: good.name,
    sells: true,
    style: '/product.css',
    content: html`<nav class="way" aria-label="Путь">
        ${[good.category, ...good.path].map((step, index) =>
          index === 0 ? html`<a href="/?category=${encodeURIComponent(step)}">${step}</a>` : html`<span>${step}</span>`,
        )}
      </nav>
      <div class="product">
        ${gallery(good)}
        <div class="information">
          <h1>${good.name}</h1>
          <p class="quiet small number">Артикул ${vendorCode(good)} · ${good.rating}</p>
          <dl class="specification">
            ${good.specification.map(
              ([name, value]) =>
                html`<div>
                  <dt>${name}</dt>
                  <dd>${value}</dd>
                </div>`,
            )}
          </dl>
        </div>
        <div class="buy">
          <p class="price">${money(good.price)}</p>
          <p class="stock small quiet">${check} В наличии, доставим ${dayAfterTomorrow()}</p>
          <div class="buttons">
            ${installmentButton(shop, good)}
            <form method="post" action="/cart">
              <input type="hidden" name="goods" value="${good.id}" />
              <button class="secondary">В корзину</button>
            </form>
          </div>
          <p class="status small" role="status" hidden></p>
        </div>
      </div>`,
  });
}

/**
 * The button. `session-url` is this shop's server: prices are never the browser's. `shop` and `amount` are for the monthly payment in the
 * button, which the page computes by itself. What stands inside is for who has no JavaScript.
 */
function installmentButton({ publishableKey }: Shop, good: Good): Html {
  return html`<installment-button
    size="l"
    preview
    shop="${publishableKey}"
    session-url="/installment-session?goods=${good.id}"
    amount="${good.price}"
  >
    ${receipt}
    <p class="small quiet">Чтобы оформить рассрочку на ${moneyText(good.price)}, включите JavaScript.</p>
  </installment-button>`;
}

function gallery({ pictures }: Good): Html {
  const [first] = pictures;
  return html`<div class="gallery">
    <div class="large">${first ? html`<img src="/goods/${first.file}" alt="${first.of}" width="320" height="432" />` : null}</div>
    ${
      pictures.length > 1
        ? html`<div class="small-ones" role="group" aria-label="Виды товара">
            ${pictures.map(
              ({ file, of }, index) =>
                html`<button
                  type="button"
                  data-picture="/goods/${file}"
                  data-of="${of}"
                  aria-label="${of}"
                  aria-pressed="${index === 0 ? 'true' : 'false'}"
                >
                  <img src="/goods/${file}" alt="" width="40" height="52" />
                </button>`,
            )}
          </div>`
        : null
    }
  </div>`;
}

const dayFormat = new Intl.DateTimeFormat('ru', { timeZone: 'Europe/Moscow', day: 'numeric', month: 'long' });
const dayAfterTomorrow = () => dayFormat.format(Date.now() + 2 * 24 * 3_600_000);

/** 204 118: in threes, as it is read out. */
const vendorCode = ({ vendorCode: code }: Good) => code.replace(/(\d{3})(?=\d)/g, '$1\u00a0');

const check = html`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
  <path d="m2.5 8.5 3.5 3.5 7.5-8" />
</svg>`;
