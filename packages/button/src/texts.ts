import type { InstallmentLocale, InstallmentProduct } from './types.ts';

/** What the button says before anybody has clicked; the rest comes with the checkout. */
export interface Texts {
  readonly label: Record<InstallmentProduct, string>;
  /** Around the monthly payment. */
  readonly payment: readonly [before: string, after: string];
  /** Before a limit of the sum; the least is written as the payment is. */
  readonly orders: string;
  readonly upTo: string;
  readonly unavailable: string;
  readonly tab: string;
}

export const texts: Record<InstallmentLocale, Texts> = {
  ru: {
    label: { installment: 'Оформить в рассрочку', credit: 'Купить в кредит' },
    payment: ['от ', ' в месяц'],
    orders: 'Для заказов ',
    upTo: 'до ',
    unavailable: 'Сейчас недоступно',
    tab: 'Открыть в новой вкладке',
  },
  en: {
    label: { installment: 'Pay in installments', credit: 'Buy on credit' },
    payment: ['from ', ' a month'],
    orders: 'For orders ',
    upTo: 'up to ',
    unavailable: 'Not available now',
    tab: 'Open in a new tab',
  },
};
