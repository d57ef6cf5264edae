import type { InstallmentErrorCode, InstallmentLanguage } from '../types.ts';

/** What the buyer reads from the click on: the dialog's words, and a text for some error codes. */
export interface CheckoutTexts extends Partial<Record<InstallmentErrorCode, string>> {
  readonly close: string;
  readonly retry: string;
  /** For every error code without a text of its own. */
  readonly failed: string;
}

export const checkoutTexts: Record<InstallmentLanguage, CheckoutTexts> = {
  ru: {
    close: 'Закрыть',
    retry: 'Повторить',
    failed: 'Не получилось. Попробуйте ещё раз',
    offline: 'Нет связи. Проверьте интернет',
    rate_limited: 'Слишком много попыток. Подождите минуту',
    frame_blocked: 'Этот сайт не даёт показать анкету здесь',
    frame_timeout: 'Анкета не отвечает',
  },
  en: {
    close: 'Close',
    retry: 'Try again',
    failed: 'That did not work. Please try again',
    offline: 'You are offline. Check the connection',
    rate_limited: 'Too many attempts. Wait a minute',
    frame_blocked: 'This site does not let the application open here',
    frame_timeout: 'The application does not answer',
  },
};
