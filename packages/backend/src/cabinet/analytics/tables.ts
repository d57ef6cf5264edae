import { funnelSteps, type Analytics } from '@installment-button/protocol/cabinet/analytics';
import type { Cell, Table } from '../spreadsheets.ts';

const words = {
  ru: {
    days: ['Суммы по дням', 'День', 'Подтверждено', 'Подписано и ждёт', 'Возвращено'],
    banks: ['Банки', 'Банк', 'Анкет', 'Одобрено', 'Доля одобрений, %', 'Ответ, медиана, с'],
    funnel: ['Воронка', 'Шаг', 'Заявок'],
    steps: ['Создано', 'Открыли', 'Отправили', 'Одобрено', 'Подписано', 'Подтверждено'],
  },
  en: {
    days: ['Sums by day', 'Day', 'Confirmed', 'Signed and waiting', 'Refunded'],
    banks: ['Banks', 'Bank', 'Forms', 'Approved', 'Approved, %', 'Answer, median, s'],
    funnel: ['Funnel', 'Step', 'Orders'],
    steps: ['Created', 'Opened', 'Sent', 'Approved', 'Signed', 'Confirmed'],
  },
};

/** What the page draws, as tables: the days first. */
export function tablesOf({ days, banks, funnel }: Analytics, language: 'ru' | 'en'): [Table, ...Table[]] {
  const own = words[language];
  return [
    table(
      own.days,
      days.map(({ day, confirmed, waiting, refunded }) => [day, confirmed / 100, waiting / 100, refunded / 100]),
    ),
    table(
      own.banks,
      banks.map(({ bank, asked, approved, medianSeconds }) => [
        bank.name,
        asked,
        approved,
        tenths((100 * approved) / asked),
        medianSeconds === null ? null : tenths(medianSeconds),
      ]),
    ),
    table(
      own.funnel,
      funnelSteps.map((step, index) => [own.steps[index] ?? step, funnel[step]]),
    ),
  ];
}

const tenths = (value: number) => Math.round(10 * value) / 10;

function table([sheet = '', ...header]: string[], rows: Cell[][]): Table {
  async function* whole() {
    yield rows;
  }
  return { sheet, header, rows: whole() };
}
