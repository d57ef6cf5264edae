import type { InstallmentLanguage, InstallmentProduct } from './types.ts';

/** What the button says before a click. The texts of the dialog load with the checkout. */
export interface ButtonTexts {
  readonly label: Record<InstallmentProduct, string>;
  /** The words around the monthly payment. */
  readonly payment: readonly [before: string, after: string];
  /** Stands before a limit of the sum. The smallest sum follows `payment[0]`, the largest follows `upTo`. */
  readonly orders: string;
  readonly upTo: string;
  readonly unavailable: string;
  readonly newTab: string;
}

export const buttonTexts: Record<InstallmentLanguage, ButtonTexts> = {
  ru: {
    label: { installment: 'Оформить в рассрочку', credit: 'Купить в кредит' },
    payment: ['от ', ' в месяц'],
    orders: 'Для заказов ',
    upTo: 'до ',
    unavailable: 'Сейчас недоступно',
    newTab: 'Открыть в новой вкладке',
  },
  en: {
    label: { installment: 'Pay in installments', credit: 'Buy on credit' },
    payment: ['from ', ' a month'],
    orders: 'For orders ',
    upTo: 'up to ',
    unavailable: 'Not available now',
    newTab: 'Open in a new tab',
  },
};
