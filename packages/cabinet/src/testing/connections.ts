import type { ConnectionJournal, ConnectionView, ProviderView } from '@installment-button/protocol/cabinet/connections';
import type { Answer, Asked } from './asked.ts';
import { iso } from './fixtures.ts';

const both = (ru: string, en: string) => ({ ru, en });
const field = (name: string, label: string, kind: 'text' | 'secret' | 'file' = 'text') => ({
  name,
  label: both(label, label),
  hint: null,
  kind,
  choices: [],
  required: true,
  default: null,
});
const works: ConnectionView = {
  values: { login: 'teplydom' },
  held: ['password'],
  changedAt: iso(86_400),
  checkedAt: iso(240),
  failure: null,
  enabled: true,
  addresses: [],
  waiting: 1,
  refused: 0,
};
const provider = (name: string, kind: ProviderView['kind'], title: string, live: ConnectionView | null, fields: ProviderView['fields']) =>
  ({ provider: name, kind, title, note: null, mapped: kind === 'crm', fields, live, test: null }) satisfies ProviderView;

export const providers: ProviderView[] = [
  provider('atol-v5', 'receipts', 'АТОЛ Онлайн, ФФД 1.2', works, [
    field('login', 'Логин'),
    field('password', 'Пароль', 'secret'),
    field('group', 'Код группы'),
  ]),
  provider('orangedata', 'receipts', 'OrangeData', null, [field('inn', 'ИНН'), field('certificate', 'Сертификат', 'file')]),
  provider(
    'bitrix24',
    'crm',
    'Битрикс24',
    { ...works, refused: 2, waiting: 0, failure: both('Ключ вебхука не подходит.', 'The webhook’s key is wrong.') },
    [field('webhook', 'Адрес входящего вебхука', 'secret')],
  ),
  provider('amocrm', 'crm', 'amoCRM', null, [field('token', 'Долгосрочный токен', 'secret')]),
  provider(
    'one-c',
    'accounting',
    '1С: обмен заказами',
    {
      ...works,
      waiting: 0,
      addresses: [
        { label: both('Адрес обмена', 'Address of the exchange'), value: 'https://credit.example/exchange/con_0000000000000000000001C0' },
      ],
    },
    [field('login', 'Логин'), field('password', 'Пароль', 'secret')],
  ),
  provider('dolyame', 'lender', 'Долями', null, [field('login', 'Логин'), field('password', 'Пароль', 'secret')]),
];

const journal: ConnectionJournal = {
  data: (
    [
      ['receipt', 'again', '10488', 60, 'Смена открыта больше суток, касса её закроет сама.', 4],
      ['receipt', 'done', '10482', 1800, null, 1],
      ['check', 'done', null, 86_400, null, 1],
    ] as const
  ).map(([act, outcome, number, ago, detail, attempts], index) => ({
    id: `evt_0000000${index}`,
    at: iso(ago),
    act,
    outcome,
    orderId: number === null ? null : `ord_0000000000000000000${number}`,
    number,
    attempts,
    repeatable: outcome === 'again',
    detail,
  })),
};

/** The answers to the page «Подключения». */
export function connectionAnswers({ method, path }: Asked): Answer | null {
  if (!path.startsWith('/connections')) return null;
  if (path === '/connections') return { status: 200, body: { data: providers } };
  if (path.endsWith('/journal')) return { status: 200, body: journal };
  if (path.endsWith('/repeat')) return { status: 202 };
  if (path.endsWith('/mapping'))
    return {
      status: 200,
      body: {
        failure: null,
        data: [
          { name: 'signed', label: both('Подписана', 'Signed'), hint: null, choices: [{ value: 'NEW', label: 'Новая' }], value: 'NEW' },
        ],
      },
    };
  if (method === 'PUT' || path.endsWith('/check')) return { status: 200, body: works };
  return { status: 204 };
}
