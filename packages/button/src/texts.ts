import type { InstallmentErrorCode, InstallmentLocale, InstallmentProduct } from './types.ts';

/** Everything that the button itself says; the dialog has its own. */
export interface Texts {
  label: Record<InstallmentProduct, string>;
  /** Around the monthly payment. */
  payment: readonly [before: string, after: string];
  above: Record<InstallmentProduct, string>;
  below: Record<InstallmentProduct, string>;
  unavailable: string;
  required: string;
  offline: string;
  limited: string;
  failed: string;
  tab: string;
}

export const texts: Record<InstallmentLocale, Texts> = {
  ru: {
    label: { installment: 'Оформить в рассрочку', credit: 'Купить в кредит' },
    payment: ['от ', ' в месяц'],
    above: { installment: 'Рассрочка — от ', credit: 'Кредит — от ' },
    below: { installment: 'Рассрочка — до ', credit: 'Кредит — до ' },
    unavailable: 'Сейчас недоступно',
    required: 'Оформите заявку и подпишите договор',
    offline: 'Нет связи. Проверьте интернет и попробуйте ещё раз',
    limited: 'Слишком много попыток. Подождите минуту',
    failed: 'Не получилось. Попробуйте ещё раз',
    tab: 'Открыть в новой вкладке',
  },
  en: {
    label: { installment: 'Pay in installments', credit: 'Buy on credit' },
    payment: ['from ', ' a month'],
    above: { installment: 'Installments from ', credit: 'Credit from ' },
    below: { installment: 'Installments up to ', credit: 'Credit up to ' },
    unavailable: 'Not available right now',
    required: 'Complete the application and sign the agreement',
    offline: 'You are offline. Check the connection and try again',
    limited: 'Too many attempts. Wait a minute',
    failed: 'That did not work. Please try again',
    tab: 'Open in a new tab',
  },
};

/** What the buyer reads under the button after an error. */
export function failureText(code: InstallmentErrorCode, { offline, limited, unavailable, failed }: Texts): string {
  if (code === 'offline') return offline;
  if (code === 'rate_limited') return limited;
  return code === 'amount_out_of_range' ? unavailable : failed;
}
