import { bankProfiles } from './profiles.ts';
import { failure, behaviours, type BehaviourChange, type BehaviourName } from './behaviour.ts';

/** A surname that steers the banks: whoever fills the form with it gets this, whatever the bank's own behaviour is. */
export interface MagicSurname {
  surname: string;
  /** What it does, for the control page. */
  meaning: { ru: string; en: string };
  behaviour: BehaviourChange;
}

/** As a named behaviour, but when the bank pays out stays its own affair. */
function as(name: BehaviourName): BehaviourChange {
  const { settleAfterMs, ...change } = behaviours[name];
  return change;
}

export const magicSurnames: readonly MagicSurname[] = [
  { surname: 'Одобров', meaning: { ru: 'одобряют сразу', en: 'approve at once' }, behaviour: as('approves') },
  {
    surname: 'Звонов',
    meaning: { ru: 'одобряют через 20 секунд, обратным вызовом', en: 'approve in 20 seconds, by callback' },
    behaviour: as('calls-back'),
  },
  {
    surname: 'Опросов',
    meaning: {
      ru: 'одобряют через 20 секунд, но узнать об этом можно только опросом',
      en: 'approve in 20 seconds, but only polling tells',
    },
    behaviour: as('must-be-polled'),
  },
  { surname: 'Отказов', meaning: { ru: 'отказывают сразу', en: 'decline at once' }, behaviour: as('declines') },
  {
    surname: 'Недумов',
    meaning: { ru: 'отказывают через 20 секунд', en: 'decline in 20 seconds' },
    behaviour: { ...as('calls-back'), decision: 'declined' },
  },
  {
    surname: 'Молчанов',
    meaning: { ru: 'принимают соединение и не отвечают', en: 'take the connection and never answer' },
    behaviour: as('never-answers'),
  },
  {
    surname: 'Тишин',
    meaning: { ru: 'говорят «рассматриваем» и больше ничего', en: 'say “pending” and nothing more' },
    behaviour: as('stays-pending'),
  },
  {
    surname: 'Сбоев',
    meaning: {
      ru: 'ошибка 500, обрыв, битый JSON, медленный ответ, затем одобряют',
      en: 'error 500, reset, broken JSON, slow body, then approve',
    },
    behaviour: as('fails-then-recovers'),
  },
  {
    surname: 'Авариев',
    meaning: { ru: 'всегда отвечают ошибкой 500', en: 'always answer with error 500' },
    behaviour: as('always-fails'),
  },
  {
    surname: 'Позднов',
    meaning: { ru: 'одобряют через 150 секунд, после срока', en: 'approve in 150 seconds, after the deadline' },
    behaviour: { ...as('calls-back'), delayMs: 150_000 },
  },
  {
    surname: 'Повторов',
    meaning: { ru: 'одобряют через 5 секунд и повторяют это трижды', en: 'approve in 5 seconds and say so three times' },
    behaviour: { ...as('calls-back'), delayMs: 5_000, callbackCopies: 3 },
  },
  {
    surname: 'Отзывов',
    meaning: { ru: 'одобряют и через 30 секунд отзывают предложения', en: 'approve, and withdraw the offers 30 seconds later' },
    behaviour: { ...as('approves'), withdrawAfterMs: 30_000 },
  },
  {
    surname: 'Пропадов',
    meaning: { ru: 'одобряют, но при выборе предложения уже нет', en: 'approve, but the chosen offer is gone' },
    behaviour: { ...as('approves'), accept: 'gone' },
  },
  {
    surname: 'Неподписов',
    meaning: { ru: 'одобряют, но подпись не принимают', en: 'approve, but refuse the signature' },
    behaviour: { ...as('approves'), signature: 'refuses' },
  },
  {
    surname: 'Расторгов',
    meaning: { ru: 'через 20 секунд после подписи расторгают договор', en: 'cancel the contract 20 seconds after the signature' },
    behaviour: { ...as('approves'), contractCanceledAfterMs: 20_000 },
  },
  {
    surname: 'Неподтвердов',
    meaning: { ru: 'не принимают подтверждение магазина', en: 'refuse the shop’s confirmation' },
    behaviour: { ...as('approves'), confirm: 'refuses' },
  },
  {
    surname: 'Неотменов',
    meaning: { ru: 'не отменяют подписанный договор', en: 'refuse to cancel a signed contract' },
    behaviour: { ...as('approves'), cancel: 'refuses' },
  },
  {
    surname: 'Возвратов',
    meaning: { ru: 'возврат принимают и проводят через 20 секунд', en: 'take a refund and make it 20 seconds later' },
    behaviour: { ...as('approves'), refunds: 'later' },
  },
  {
    surname: 'Невозвратов',
    meaning: { ru: 'возврат принимают и через 20 секунд отклоняют', en: 'take a refund and fail it 20 seconds later' },
    behaviour: { ...as('approves'), refunds: 'later-failed' },
  },
  {
    surname: 'Потерин',
    meaning: {
      ru: 'всё делают, но первый ответ на каждую команду теряется',
      en: 'do everything, but lose the first answer to each command',
    },
    behaviour: {
      ...as('approves'),
      failures: (['apply', 'accept', 'signature', 'confirm', 'cancel', 'refunds'] as const).map((on) => failure('reset', on, 1, true)),
    },
  },
  // The banks do not know the next surnames. The sandbox's Self ID check does.
  {
    surname: 'Переснимов',
    meaning: {
      ru: 'проверка Self ID просит переснять фото, пока они легче 50 КБ',
      en: 'the Self ID check asks for photographs again while they weigh less than 50 KB',
    },
    behaviour: {},
  },
  {
    surname: 'Непохожев',
    meaning: { ru: 'проверка Self ID не узнаёт лицо', en: 'the Self ID check does not recognise the face' },
    behaviour: {},
  },
];

/**
 * What the surname tells this bank. «Отказова» tells all banks, «Отказов-Волна» only Волна, «Отказов-Волна-Молчанов-Онега» two banks different things;
 * `undefined`: nothing.
 */
export function behaviourBySurname(lastName: string, bankId: string): BehaviourChange | undefined {
  let current: { behaviour: BehaviourChange; banks: string[] } | undefined;
  const orders: { behaviour: BehaviourChange; banks: string[] }[] = [];
  for (const part of lastName
    .trim()
    .split('-')
    .map((word) => word.toLowerCase())) {
    const magic = magicSurnames.find(({ surname }) => part === surname.toLowerCase() || part === `${surname.toLowerCase()}а`);
    const bank = bankProfiles.find(({ name }) => name.toLowerCase() === part);
    if (magic) orders.push((current = { behaviour: magic.behaviour, banks: [] }));
    else if (bank) current?.banks.push(bank.id);
  }
  return (orders.find(({ banks }) => banks.includes(bankId)) ?? orders.find(({ banks }) => banks.length === 0))?.behaviour;
}
