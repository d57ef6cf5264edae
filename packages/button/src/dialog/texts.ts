import type { InstallmentLocale } from '../types.ts';

export type FrameTrouble = 'frame_blocked' | 'frame_timeout' | 'offline';

export interface DialogTexts extends Record<FrameTrouble, readonly [title: string, advice: string]> {
  close: string;
  loading: string;
  retry: string;
  tab: string;
}

export const dialogTexts: Record<InstallmentLocale, DialogTexts> = {
  ru: {
    close: 'Закрыть',
    loading: 'Загружаем анкету',
    retry: 'Повторить',
    tab: 'Открыть в новой вкладке',
    frame_blocked: ['Здесь анкету не показать', 'Этого не разрешают настройки сайта. В новой вкладке она откроется'],
    frame_timeout: ['Анкета не отвечает', 'Повторите или откройте её в новой вкладке'],
    offline: ['Нет связи', 'Проверьте интернет и повторите'],
  },
  en: {
    close: 'Close',
    loading: 'Loading the application',
    retry: 'Try again',
    tab: 'Open in a new tab',
    frame_blocked: ['The application cannot be shown here', 'The settings of this site forbid it. It opens in a new tab'],
    frame_timeout: ['The application does not answer', 'Try again or open it in a new tab'],
    offline: ['You are offline', 'Check the connection and try again'],
  },
};
