import type { Locale } from '../format/formats.ts';
import { pluralEn, pluralRu } from '../format/plural.ts';

const ru = {
  delivered: (status: number | null, moment: string, attempts: number) =>
    `${status ?? 'Принято'}${attempts > 1 ? `, с попытки № ${attempts}` : ''}, ${moment}`,
  failed: (status: number | null) => (status === null ? 'Нет ответа' : `Ответ ${status}`),
  attempts: (count: number, moment: string) => `, ${count} ${pluralRu(count, 'попытка', 'попытки', 'попыток')}, ${moment}`,
  waits: 'В очереди',
  redeliver: 'Повторить',
};

export type DeliveryTexts = typeof ru;

const en: DeliveryTexts = {
  delivered: (status, moment, attempts) => `${status ?? 'Accepted'}${attempts > 1 ? `, attempt ${attempts}` : ''}, ${moment}`,
  failed: (status) => (status === null ? 'No answer' : `Status ${status}`),
  attempts: (count, moment) => `, ${count} ${pluralEn(count, 'attempt', 'attempts')}, ${moment}`,
  waits: 'In the queue',
  redeliver: 'Send again',
};

export const deliveryTexts: Record<Locale, DeliveryTexts> = { ru, en };
