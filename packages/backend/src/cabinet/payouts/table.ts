import type { Payout, PayoutState } from '@installment-button/protocol/cabinet/payouts';
import type { Table } from '../spreadsheets.ts';

const words = {
  ru: {
    sheet: 'Выплаты',
    header: [
      'Ожидаем',
      'Банк',
      'Заявка',
      'Цена',
      'Проценты за покупателя',
      'К выплате',
      'Получено',
      'Дата получения',
      'Разница',
      'Возвращено покупателю',
      'Пояснение',
    ],
    states: {
      paid: 'Пришло как ожидали',
      waiting: 'Ждём',
      late: 'Просрочено',
      refunded: 'Меньше на возврат',
      canceled: 'Договор отменён до выплаты',
      differs: 'Другая сумма: спросите банк',
    },
  },
  en: {
    sheet: 'Payouts',
    header: [
      'Expected on',
      'Bank',
      'Order',
      'Price',
      'Interest paid for the buyer',
      'Payout due',
      'Received',
      'Received on',
      'Difference',
      'Refunded to the buyer',
      'Explanation',
    ],
    states: {
      paid: 'Received as expected',
      waiting: 'Waiting',
      late: 'Overdue',
      refunded: 'Less by a refund',
      canceled: 'Contract canceled before the payout',
      differs: 'Another amount: ask the bank',
    },
  },
} satisfies Record<'ru' | 'en', { sheet: string; header: string[]; states: Record<PayoutState, string> }>;

/** The register as a file: one line for each order, to be matched with the bank's statement. */
export function payoutsTable(payouts: readonly Payout[], language: 'ru' | 'en'): Table {
  const { sheet, header, states } = words[language];
  async function* rows() {
    yield payouts.map(({ expectedOn, bank, number, amount, interest, expected, received, receivedOn, refunded, state }) => [
      expectedOn,
      bank.name,
      number,
      amount / 100,
      interest / 100,
      expected / 100,
      received === null ? null : received / 100,
      receivedOn,
      received === null ? null : (received - expected) / 100,
      refunded / 100,
      states[state],
    ]);
  }
  return { sheet, header, rows: rows() };
}
