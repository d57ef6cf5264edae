import { categories } from '../shop/goods.ts';
import { html, type Html } from './html.ts';

/** What every page needs to know. */
export interface Shop {
  installmentUrl: string;
  publishableKey: string;
  cartSize: number;
}

export interface Page {
  title: string;
  content: Html;
  /** Does a button of ours stand on it? Then its script is loaded, and only then. */
  sells: boolean;
  /** Further files of this page alone. */
  script?: string;
  style?: string;
}

export function layout({ installmentUrl, cartSize }: Shop, { title, content, sells, script, style }: Page): string {
  return html`<!doctype html>
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} — Тёплый дом</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="preload" href="/fonts/onest-cyrillic.woff2" as="font" type="font/woff2" crossorigin />
        <link rel="stylesheet" href="/shop.css" />
        ${style ? html`<link rel="stylesheet" href="${style}" />` : null}
        ${sells ? html`<script type="module" src="${installmentUrl}/installment-button.js"></script>` : null}
        <script type="module" src="/shop.js"></script>
        ${script ? html`<script type="module" src="${script}"></script>` : null}
      </head>
      <body>
        <header class="top">
          <div class="inner">
            <a class="logo" href="/">${logo} Тёплый дом</a>
            <nav aria-label="Каталог">${categories.map((name) => html`<a href="/?category=${encodeURIComponent(name)}">${name}</a>`)}</nav>
            <div class="icons">
              <a href="/?search" aria-label="Поиск">${magnifier}</a>
              <a href="/cart" class="cart-link" aria-label="Корзина${cartSize > 0 ? `, товаров: ${cartSize}` : ''}">
                ${cart}${cartSize > 0 ? html`<span class="count">${cartSize}</span>` : null}
              </a>
            </div>
          </div>
        </header>
        <main class="inner">${content}</main>
      </body>
    </html>`.text;
}

export function notFoundPage(shop: Shop): string {
  return layout(shop, {
    title: 'Такой страницы нет',
    sells: false,
    content: html`<h1>Такой страницы нет</h1>
      <p class="quiet">Проверьте адрес или <a href="/">вернитесь в каталог</a>.</p>`,
  });
}

const logo = html`<svg width="26" height="22" viewBox="0 0 26 22" fill="none" stroke="var(--accent)" stroke-width="2" aria-hidden="true">
  <path d="M1 11.5 13 2l12 9.5M5 9v11.5h16V9" />
</svg>`;
const magnifier = html`<svg
  width="20"
  height="20"
  viewBox="0 0 20 20"
  fill="none"
  stroke="currentColor"
  stroke-width="1.5"
  aria-hidden="true"
>
  <circle cx="8.75" cy="8.75" r="6" />
  <path d="m13.25 13.25 4.5 4.5" />
</svg>`;
const cart = html`<svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
  <path d="M1.5 2.75h2.75l2 10h9.5l2-7.25H5" />
  <circle cx="7.5" cy="16.5" r=".75" />
  <circle cx="14.5" cy="16.5" r=".75" />
</svg>`;
