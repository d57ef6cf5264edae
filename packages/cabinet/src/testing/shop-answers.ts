import type {
  AuditEntry,
  BankHealth,
  Member,
  EndpointDelivery,
  EndpointHealth,
  Integration,
  Key,
  ShopSettings,
} from '@installment-button/protocol/cabinet/shop';
import type { Answer, Asked } from './asked.ts';
import { banks, banksNow, iso, payouts } from './fixtures.ts';

export const settings: ShopSettings = {
  name: 'Тёплый дом',
  logo: null,
  accent: '#0f5c4a',
  radius: 10,
  origins: ['https://teplydom.example', 'https://m.teplydom.example'],
  bic: null,
  issuesReceipts: true,
  receipts: {
    inn: '7707083893',
    email: 'receipts@teplydom.example',
    address: 'https://teplydom.example',
    taxSystem: 'osn',
    vat: '22',
    order: 'full',
    bankMoney: 'electronic',
    handedOverAtConfirm: false,
  },
  autoConfirm: { on: true, upTo: 5_000_000, untrusted: false },
  serviceUrl: 'https://credit.example',
};

const keys: Key[] = [
  {
    id: 'key_00000003',
    kind: 'publishable',
    test: false,
    hint: 'pk_live_7Qx2mK9rTd7Qx2mK9rTd',
    createdAt: iso(86_400),
    usedAt: iso(120),
    worksUntil: null,
  },
  { id: 'key_00000002', kind: 'secret', test: false, hint: '6NbX', createdAt: iso(120), usedAt: null, worksUntil: null },
  { id: 'key_00000001', kind: 'secret', test: false, hint: 'a41f', createdAt: iso(864_000), usedAt: iso(300), worksUntil: iso(-86_280) },
];

const taken = (count: number): EndpointHealth['last'] => Array.from({ length: count }, () => 'succeeded');
const endpoints: EndpointHealth[] = [
  {
    id: 'whk_00000001',
    url: 'https://teplydom.example/hooks/pay',
    test: false,
    types: null,
    disabledAt: null,
    failingSince: null,
    lastSuccessAt: iso(60),
    last: taken(36),
    lastFailure: null,
  },
  {
    id: 'whk_00000002',
    url: 'https://crm.teplydom.example/in',
    test: false,
    types: ['order.signed', 'refund.succeeded'],
    disabledAt: null,
    failingSince: iso(900),
    lastSuccessAt: iso(1200),
    last: [...taken(30), 'failed', ...taken(3), 'failed', 'failed'],
    lastFailure: { status: 500, at: iso(240) },
  },
];

const deliveries: EndpointDelivery[] = (
  [
    ['order.signed', '10488', 'pending', 240],
    ['order.approved', '10488', 'pending', 300],
    ['order.confirmed', '10482', 'succeeded', 1800],
    ['order.signed', '10482', 'succeeded', 2400],
  ] as const
).map(([type, number, state, ago], index) => ({
  id: `dlv_0000000${index}`,
  type,
  orderId: `ord_0000000000000000000${number}`,
  number,
  state,
  attempts: state === 'pending' ? 3 : 1,
  at: iso(ago),
  responseStatus: state === 'pending' ? 500 : 200,
}));

const integration: Integration = {
  buttonSeenAt: iso(120),
  deliveredPercent: 95.8,
  testPurchase: { created: true, submitted: true, signed: false, delivered: false },
  testable: true,
};

const bankHealth: BankHealth[] = banks.map(({ id, name }, index) => ({
  id,
  name,
  test: false,
  on: index !== 4,
  minAmount: 300_000,
  maxAmount: 50_000_000,
  ownMin: null,
  ownMax: index === 1 ? 10_000_000 : null,
  state: banksNow.data[index]?.state ?? 'idle',
  medianSeconds: banksNow.data[index]?.medianSeconds ?? null,
}));

const people: Member[] = [
  {
    id: 'usr_00000000000000000000A001',
    name: 'Анна Лебедева',
    email: 'anna@teplydom.example',
    role: 'head',
    state: 'active',
    secondFactor: true,
    lastSeenAt: iso(5),
  },
  {
    id: 'usr_00000000000000000000A002',
    name: 'Олег Фомин',
    email: 'oleg@teplydom.example',
    role: 'manager',
    state: 'active',
    secondFactor: false,
    lastSeenAt: iso(5400),
  },
  {
    id: 'usr_00000000000000000000A003',
    name: 'vera@teplydom.example',
    email: 'vera@teplydom.example',
    role: 'manager',
    state: 'invited',
    secondFactor: false,
    lastSeenAt: null,
  },
];

const audit: AuditEntry[] = [
  {
    id: 'evt_00000009',
    at: iso(30),
    actor: 'Анна Лебедева',
    act: 'order.reveal',
    subject: 'ord_000000000000000000010488',
    subjectName: '10488',
    detail: { field: 'phone' },
  },
  {
    id: 'evt_00000008',
    at: iso(900),
    actor: 'Олег Фомин',
    act: 'order.confirm',
    subject: 'ord_000000000000000000010482',
    subjectName: '10482',
    detail: {},
  },
  {
    id: 'evt_00000007',
    at: iso(5400),
    actor: 'Олег Фомин',
    act: 'user.sign-in',
    subject: 'usr_00000000000000000000A002',
    subjectName: 'Олег Фомин',
    detail: {},
  },
  {
    id: 'evt_00000006',
    at: iso(90_000),
    actor: 'operator',
    act: 'user.invite',
    subject: 'usr_00000000000000000000A001',
    subjectName: 'Анна Лебедева',
    detail: { role: 'head' },
  },
];

/** The answers to the owner's pages. */
export function shopAnswers({ method, path, body }: Asked): Answer | null {
  switch (`${method} ${path}`) {
    case 'GET /shop':
      return { status: 200, body: settings };
    case 'PATCH /shop':
      return { status: 200, body: { ...settings, ...(body as object) } };
    case 'GET /keys':
      return { status: 200, body: { data: keys } };
    case 'POST /keys/key_00000002/replace':
    case 'POST /keys':
      return { status: 201, body: { id: 'key_00000004', key: 'sk_live_EXAMPLEk4Vw9pZc2hRt6NbX' } };
    case 'POST /endpoints':
      return { status: 201, body: { id: 'whk_00000003', secret: 'whsec_EXAMPLEk4Vw9pZc2hRt6NbXk4Vw9pZc2hRt6NbX' } };
    case 'GET /endpoints':
      return { status: 200, body: { data: endpoints } };
    case 'GET /endpoints/whk_00000002/deliveries':
      return { status: 200, body: { data: deliveries } };
    // Without an order to show: a story's application would be of another site.
    case 'POST /integration/preview':
      return { status: 200, body: null };
    case 'GET /integration':
      return { status: 200, body: integration };
    case 'GET /payouts':
      return { status: 200, body: payouts };
    case 'GET /banks':
      return { status: 200, body: { data: bankHealth } };
    case 'GET /members':
      return { status: 200, body: { data: people } };
    case 'GET /audit':
      return { status: 200, body: { data: audit, nextCursor: null } };
    default:
      return null;
  }
}
