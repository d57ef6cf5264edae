import type { PayoutState } from '@installment-button/protocol/cabinet/payouts';
import type { Locale } from '../../format/formats.ts';

const ru = {
  due: 'Банки должны вам за этот срок',
  facts: { expected: 'К выплате', received: 'Получено', interest: 'Проценты за покупателей' },
  note: 'Цена без процентов, которые магазин платит за покупателя, равна выплате банка.',
  periodsLabel: 'Когда ожидаем выплату',
  periods: { week: 'Эта неделя', month: '30 дней', quarter: 'Квартал' },
  compare: 'Сверить с выпиской',
  unreadable: 'Это не похоже на выписку: нужен файл 1CClientBankExchange или CSV из банка.',
  compared: (found: number, all: number, rest: number) =>
    `Нашли ${found} из ${all} выплат. Других поступлений в выписке: ${rest}. Файл остался на этом компьютере.`,
  matched: (day: string, number: string) => `в выписке ${day}${number === '' ? '' : `, № ${number}`}`,
  unmatched: 'в выписке нет',
  export: 'Выгрузить',
  exportHeading: 'Выгрузить выплаты',
  exportNote: 'По строке на заявку: цена, проценты, к выплате, получено, разница и её причина. Сверьте с выпиской банка.',
  columns: { order: 'Заявка', price: 'Цена', interest: 'Проценты', expected: 'К выплате', received: 'Получено', state: 'Пояснение' },
  group: (expected: string, received: string) => `ждём ${expected}, получено ${received}`,
  states: {
    paid: 'Пришло как ожидали',
    waiting: 'Ждём',
    late: 'Просрочено: спросите банк',
    refunded: 'Меньше на возврат',
    canceled: 'Договор отменён до выплаты',
    differs: 'Другая сумма: спросите банк',
  } as Record<PayoutState, string>,
  difference: (sum: string) => `разница ${sum}`,
  nothing: 'В этот срок выплат не ожидается',
  nothingNote: 'Выплата появится здесь, когда вы подтвердите заявку.',
  more: (count: string) => `Показаны ${count} последних. Остальные есть в выгрузке.`,
  keys: { period: 'период', export: 'выгрузить' },
};

export type PayoutsTexts = typeof ru;

const en: PayoutsTexts = {
  due: 'Banks owe you for this period',
  facts: { expected: 'Payouts due', received: 'Received', interest: 'Interest paid for buyers' },
  note: 'The price less the interest that the shop pays for the buyer is what the bank pays out.',
  periodsLabel: 'When the payout is expected',
  periods: { week: 'This week', month: '30 days', quarter: 'Quarter' },
  compare: 'Compare with a statement',
  unreadable: 'This does not look like a statement: a file of 1CClientBankExchange or a bank’s CSV is needed.',
  compared: (found, all, rest) =>
    `${found} of ${all} payouts found. Other receipts in the statement: ${rest}. The file stayed on this computer.`,
  matched: (day, number) => `in the statement on ${day}${number === '' ? '' : `, No ${number}`}`,
  unmatched: 'not in the statement',
  export: 'Export',
  exportHeading: 'Export the payouts',
  exportNote:
    'One line for each order: price, interest, payout due, received, the difference and its reason. Match it with the bank’s statement.',
  columns: { order: 'Order', price: 'Price', interest: 'Interest', expected: 'Payout due', received: 'Received', state: 'Explanation' },
  group: (expected, received) => `${expected} due, ${received} received`,
  states: {
    paid: 'Received as expected',
    waiting: 'Waiting',
    late: 'Overdue: ask the bank',
    refunded: 'Less by a refund',
    canceled: 'Contract canceled before the payout',
    differs: 'Another amount: ask the bank',
  },
  difference: (sum) => `${sum} difference`,
  nothing: 'No payouts are expected in this period',
  nothingNote: 'A payout appears here when you confirm an order.',
  more: (count) => `The last ${count} are shown. The export has the others.`,
  keys: { period: 'period', export: 'export' },
};

export const payoutsTexts: Record<Locale, PayoutsTexts> = { ru, en };
