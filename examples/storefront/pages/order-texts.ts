import type { OrderState } from '../shop/orders.ts';
import { moneyText } from './money.ts';

export interface OrderTexts {
  headline: string;
  detail: string;
  /** How many of the five steps are behind. */
  step: number;
  /** Nothing more will happen to it. */
  ended: boolean;
}

/** What the buyer reads in each status. To the buyer it is «заказ». */
export function orderTexts({ status, bankName, monthlyPayment }: OrderState): OrderTexts {
  const payment = monthlyPayment === null ? '' : `, ${moneyText(monthlyPayment)} в месяц`;
  const bank = bankName === null ? 'Банк' : `Банк «${bankName}»`;
  switch (status) {
    case 'created':
      return { headline: 'Ждёт анкеты', detail: 'Заполните анкету, и банки ответят за две минуты.', step: 0, ended: false };
    case 'submitted':
      return { headline: 'Банки рассматривают', detail: 'Ответы приходят по одному. Страницу можно закрыть.', step: 1, ended: false };
    case 'approved':
      return { headline: 'Одобрено', detail: `${bank}${payment}. Осталось подписать договор.`, step: 2, ended: false };
    case 'signed':
      return { headline: 'Договор подписан', detail: `${bank}${payment}. Проверяем наличие и подтверждаем заказ.`, step: 3, ended: false };
    case 'confirmed':
      return { headline: 'Собираем заказ', detail: `${bank} подтвердил оплату. Позвоним перед доставкой.`, step: 4, ended: false };
    case 'settled':
      return { headline: 'Оплачено', detail: `${bank} перевёл магазину деньги за заказ.`, step: 5, ended: true };
    case 'rejected':
      return { headline: 'Банки не одобрили', detail: 'Можно попробовать другой срок или заплатить иначе.', step: 1, ended: true };
    case 'expired':
      return { headline: 'Время вышло', detail: 'Заказ закрыт. Товары можно заказать заново.', step: 0, ended: true };
    case 'canceled':
      return {
        headline: 'Заказ отменён',
        detail: 'Если договор уже был подписан, он прекращён без расходов для вас.',
        step: 0,
        ended: true,
      };
    default:
      return { headline: 'Заказ принят', detail: '', step: 0, ended: false };
  }
}
