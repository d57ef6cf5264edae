import { html, type Html } from './html.ts';

const roubles = new Intl.NumberFormat('ru', { style: 'currency', currency: 'RUB', minimumFractionDigits: 0, maximumFractionDigits: 2 });

/** Kopecks as people read them: no-break spaces, and kopecks only where there are any. */
export function money(amount: number): Html {
  return html`<span class="sum">${moneyText(amount)}</span>`;
}

export const moneyText = (amount: number): string => roubles.format(amount / 100).replaceAll('\u202f', '\u00a0');
