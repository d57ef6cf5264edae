import { capital, plural } from './plural-ru.ts';

const masculine = ['ноль', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять', 'десять'];
const masculineWord = (count: number) => masculine[count] ?? String(count);

/** What a buyer reads when an order was rejected, or ended in another way. */
export const ruEnds = {
  rejected: {
    refused: {
      heading: 'Пока без одобрения',
      lead: (declined: number, others: number) => {
        const refusal = `${capital(masculineWord(declined))} ${plural(declined, 'банк', 'банка', 'банков')} не ${plural(declined, 'одобрил', 'одобрили', 'одобрили')} эту анкету`;
        const silence = others ? `, ${masculineWord(others)} не ${plural(others, 'ответил', 'ответили', 'ответили')}` : '';
        return `${refusal}${silence}. Причину банки не называют, но с другими условиями ответ часто меняется`;
      },
    },
    withdrawn: {
      heading: 'Предложений больше нет',
      lead: (banks: readonly string[]) =>
        `${
          banks.length === 1
            ? `Банк «${banks[0] ?? ''}» отозвал предложение, или его срок вышел`
            : 'Банки отозвали предложения, или их срок вышел'
        }. Договора нет, вы ничего не должны`,
    },
    outage: {
      heading: 'Банки не на связи',
      lead: 'Это сбой, а не отказ: решения по анкете нет. Отправьте её ещё раз или оплатите иначе',
    },
    unknown: { heading: 'Пока без одобрения', lead: 'Подтвердите телефон, чтобы увидеть ответы банков и изменить условия' },
    again: 'Отправить ещё раз',
    change: 'Что можно изменить',
    payPart: 'Внести часть сразу',
    payPartNote: (first: string, monthly: string) => `Со взносом ${first} — от ${monthly} в месяц`,
    longer: 'Увеличить срок',
    longerNote: (months: string, monthly: string) => `${capital(months)} — от ${monthly} в месяц`,
    check: 'Проверить анкету',
    checkNote: 'Опечатка в паспорте — частая причина',
    warning: 'Новый запрос тоже попадёт в кредитную историю. Частые запросы снижают шансы, поэтому лучше один, но с другими условиями',
    restart: 'Изменить условия',
    otherPayment: 'Оплатить иначе',
  },

  ended: {
    canceled: {
      buyer: 'Заявка отменена',
      shop: 'Магазин отменил заказ',
      bank: 'Банк отменил заявку',
    },
    expired: 'Срок заявки вышел',
    /** Before a signature. */
    nothingOwed: 'Договора нет, вы ничего не должны. Оформить покупку можно заново в магазине',
    /** After a signature. */
    terminated: {
      buyer: 'Вы отказались от договора',
      shop: 'Магазин отменил заказ, договор расторгнут',
      bank: 'Банк расторг договор',
      expired: 'Магазин не подтвердил заказ, договор расторгнут',
    },
    terminatedLead: 'Договор больше не действует',
    means: 'Что это значит',
    debt: 'Долг',
    debtText: 'Платежи по графику вносить не нужно. Если банк уже что-то списал, попросите вернуть',
    papers: 'Документы',
    papersText: 'Попросите у банка подтверждение, что договор расторгнут и долга нет. Сохраните его',
    goods: 'Товар',
    goodsText: 'Если товар уже у вас, договоритесь с магазином: оплатить иначе или вернуть',
    replaced: { heading: 'Заявка продолжается', lead: 'Вы изменили условия, и для них создана новая заявка', open: 'Открыть новую заявку' },
  },
};
