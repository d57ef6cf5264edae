import type { InstallmentLocale, InstallmentProduct } from './types.ts';

/** What the button says before anybody has clicked; the rest comes with the checkout. */
export interface Texts {
  readonly label: Record<InstallmentProduct, string>;
  readonly noun: Record<InstallmentProduct, string>;
  /** Around the monthly payment. */
  readonly payment: readonly [before: string, after: string];
  /** After the noun, before the least and the largest sum. */
  readonly limits: readonly [least: string, largest: string];
  readonly unavailable: string;
  readonly failed: string;
}

export const texts: Record<InstallmentLocale, Texts> = {
  ru: {
    label: { installment: 'Оформить в рассрочку', credit: 'Купить в кредит' },
    noun: { installment: 'Рассрочка', credit: 'Кредит' },
    payment: ['от ', ' в месяц'],
    limits: [' — от ', ' — до '],
    unavailable: 'Сейчас недоступно',
    failed: 'Не получилось. Попробуйте ещё раз',
  },
  en: {
    label: { installment: 'Pay in installments', credit: 'Buy on credit' },
    noun: { installment: 'Installments', credit: 'Credit' },
    payment: ['from ', ' a month'],
    limits: [' from ', ' up to '],
    unavailable: 'Not available right now',
    failed: 'That did not work. Please try again',
  },
};
