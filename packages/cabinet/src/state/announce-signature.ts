import type { OrderRow } from '@installment-button/protocol/cabinet/orders';
import { chime } from '../browser/chime.ts';
import type { Formats } from '../format/formats.ts';
import type { SharedTexts } from '../texts/shared.ts';
import type { Settings } from './settings.ts';
import type { ToastQueue } from './toast-queue.ts';

export interface Announcement {
  texts: SharedTexts;
  formats: Formats;
  settings: Pick<Settings, 'sound' | 'browserNotices'>;
  toasts: ToastQueue;
  openOrder: (id: string) => void;
}

/** Says that a contract was signed: in the page, by sound, and by the browser where the page is not looked at. */
export function announceSignature(row: OrderRow, { texts, formats, settings, toasts, openOrder }: Announcement): void {
  const heading = texts.toasts.signed;
  const text = [texts.toasts.order(row.number), row.bank?.name, formats.sum(row.amount, row.currency)].filter(Boolean).join(', ');
  toasts.say({ id: row.id, heading, text, orderId: row.id });
  if (settings.sound) void chime();
  if (!settings.browserNotices || document.visibilityState !== 'hidden' || Notification.permission !== 'granted') return;
  const notice = new Notification(heading, { body: text, tag: row.id });
  notice.onclick = () => {
    focus();
    openOrder(row.id);
  };
}
