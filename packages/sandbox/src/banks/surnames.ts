import { lineUp } from './line-up.ts';
import { failure, tempers, type TemperChange } from './temper.ts';

/** A surname that steers the banks: whoever fills the form with it gets this, whatever the bank's own temper is. */
export interface MagicSurname {
  surname: string;
  /** What it does, for the control page. */
  meaning: string;
  temper: TemperChange;
}

export const magicSurnames: readonly MagicSurname[] = [
  { surname: 'Одобров', meaning: 'одобряют сразу', temper: tempers.approves },
  { surname: 'Звонов', meaning: 'одобряют через 20 секунд, обратным вызовом', temper: tempers['calls-back'] },
  { surname: 'Опросов', meaning: 'одобряют через 20 секунд, но узнать об этом можно только опросом', temper: tempers['must-be-polled'] },
  { surname: 'Отказов', meaning: 'отказывают сразу', temper: tempers.declines },
  { surname: 'Недумов', meaning: 'отказывают через 20 секунд', temper: { ...tempers['calls-back'], decision: 'declined' } },
  { surname: 'Молчанов', meaning: 'принимают соединение и не отвечают', temper: tempers['never-answers'] },
  { surname: 'Тишин', meaning: 'говорят «рассматриваем» и больше ничего', temper: tempers['stays-pending'] },
  { surname: 'Сбоев', meaning: 'ошибка 500, обрыв, битый JSON, медленный ответ, затем одобряют', temper: tempers['fails-then-recovers'] },
  { surname: 'Авариев', meaning: 'всегда отвечают ошибкой 500', temper: tempers['always-fails'] },
  {
    surname: 'Позднов',
    meaning: 'одобряют через 150 секунд, после срока',
    temper: { ...tempers['calls-back'], delayMs: 150_000 },
  },
  {
    surname: 'Повторов',
    meaning: 'одобряют через 5 секунд и повторяют это трижды',
    temper: { ...tempers['calls-back'], delayMs: 5_000, callbackCopies: 3 },
  },
  {
    surname: 'Отзывов',
    meaning: 'одобряют и через 30 секунд отзывают предложения',
    temper: { ...tempers.approves, withdrawAfterMs: 30_000 },
  },
  { surname: 'Пропадов', meaning: 'одобряют, но при выборе предложения уже нет', temper: { ...tempers.approves, accept: 'gone' } },
  { surname: 'Неподписов', meaning: 'одобряют, но подпись не принимают', temper: { ...tempers.approves, signature: 'refuses' } },
  {
    surname: 'Расторгов',
    meaning: 'через 20 секунд после подписи расторгают договор',
    temper: { ...tempers.approves, contractCanceledAfterMs: 20_000 },
  },
  { surname: 'Неподтвердов', meaning: 'не принимают подтверждение магазина', temper: { ...tempers.approves, confirm: 'refuses' } },
  { surname: 'Неотменов', meaning: 'не отменяют подписанный договор', temper: { ...tempers.approves, cancel: 'refuses' } },
  { surname: 'Возвратов', meaning: 'возврат принимают и проводят через 20 секунд', temper: { ...tempers.approves, refunds: 'later' } },
  {
    surname: 'Невозвратов',
    meaning: 'возврат принимают и через 20 секунд отклоняют',
    temper: { ...tempers.approves, refunds: 'later-failed' },
  },
  {
    surname: 'Потерин',
    meaning: 'всё делают, но первый ответ на каждую команду теряется',
    temper: {
      ...tempers.approves,
      failures: (['apply', 'accept', 'signature', 'confirm', 'cancel', 'refunds'] as const).map((on) => failure('reset', on, 1, true)),
    },
  },
];

/**
 * What the surname tells this bank. «Отказова» tells all banks, «Отказов-Волна» only Волна, «Отказов-Волна-Молчанов-Онега» two banks different things;
 * `undefined`: nothing.
 */
export function temperBySurname(lastName: string, bankId: string): TemperChange | undefined {
  let current: { temper: TemperChange; banks: string[] } | undefined;
  const orders: { temper: TemperChange; banks: string[] }[] = [];
  for (const part of lastName
    .trim()
    .split('-')
    .map((word) => word.toLowerCase())) {
    const magic = magicSurnames.find(({ surname }) => part === surname.toLowerCase() || part === `${surname.toLowerCase()}а`);
    const bank = lineUp.find(({ name }) => name.toLowerCase() === part);
    if (magic) orders.push((current = { temper: magic.temper, banks: [] }));
    else if (bank) current?.banks.push(bank.id);
  }
  return (orders.find(({ banks }) => banks.includes(bankId)) ?? orders.find(({ banks }) => banks.length === 0))?.temper;
}
