import { addDays } from '@installment-button/protocol/days';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import type { BanksNow, Me } from '@installment-button/protocol/cabinet/access';
import type { Analytics } from '@installment-button/protocol/cabinet/analytics';
import type { Payout, PayoutList } from '@installment-button/protocol/cabinet/payouts';
import type { OrderAction, OrderDetail, OrderRow, OrderSummary, TimelineEntry } from '@installment-button/protocol/cabinet/orders';
import type { Order } from '@installment-button/protocol/order';
import type { OrderStatus } from '@installment-button/protocol/status';

/** When the stories and tests happen: 24 November 2025, 14:09 in Moscow. */
export const startedAt = new Date('2025-11-24T11:09:00Z');
export const iso = (secondsBefore: number): string => new Date(startedAt.getTime() - secondsBefore * 1000).toISOString();

export const banks = [
  ['severny', 'Северный'],
  ['ladoga', 'Ладога'],
  ['meridian', 'Меридиан'],
  ['onega', 'Онега'],
  ['volna', 'Волна'],
  ['gorizont', 'Горизонт'],
].map(([id = '', name = '']) => ({ id, name, test: false }));

export const bankNamed = (name: string) => {
  const { id } = banks.find((bank) => bank.name === name) ?? { id: 'severny' };
  return { id, name };
};

export const aMe = (change: Partial<Me> = {}): Me => ({
  id: 'usr_00000000000000000000A001',
  name: 'Анна Лебедева',
  email: 'anna@teplydom.example',
  role: 'head',
  language: 'ru',
  secondFactor: false,
  notices: { signed: true, unconfirmed: true, failing: true },
  shop: { id: 'shp_00000000000000000000A001', name: 'Тёплый дом', logo: null, accent: '#0f5c4a', radius: 10 },
  modes: ['live'],
  banks,
  ...change,
});

/** What the server allows in a status while no bank is asked. */
const actionsIn: Record<OrderStatus, OrderAction[]> = {
  created: ['cancel', 'send-link'],
  submitted: ['cancel', 'send-link'],
  approved: ['cancel', 'send-link'],
  signed: ['confirm', 'cancel'],
  confirmed: ['cancel', 'refund'],
  settled: ['refund', 'refund-whole', 'handover'],
  rejected: [],
  canceled: [],
  expired: [],
};

export const actionsOf = ({
  status,
  confirmation,
  cancellation,
}: Pick<Order, 'status' | 'confirmation' | 'cancellation'>): OrderAction[] => {
  if (confirmation?.state === 'held') return ['take-back', 'cancel'];
  return confirmation?.state === 'pending' || cancellation?.state === 'pending' ? [] : actionsIn[status];
};

const idOf = (number: number) => `ord_0000000000000000000${number}`;

export function aRow(number: number, title: string, amount: number, change: Partial<OrderRow> = {}): OrderRow {
  const status = change.status ?? 'created';
  return {
    id: idOf(number),
    number: String(number),
    test: false,
    trusted: true,
    source: 'server',
    product: 'installment',
    status,
    previousStatus: null,
    sequence: 5,
    createdAt: iso(3600 - (number - 10_400) * 30),
    changedAt: iso(600),
    expiresAt: null,
    title,
    quantity: 1,
    more: 0,
    amount: amount * 100,
    currency: 'RUB',
    refundedAmount: 0,
    bank: null,
    payment: null,
    offers: 0,
    lowest: null,
    asked: status === 'created' ? 0 : 6,
    answered: status === 'created' ? 0 : 6,
    buyer: status === 'created' ? null : { name: 'И*****', phone: '+7916*****67' },
    confirmation: null,
    cancellation: null,
    actions: actionsOf({ confirmation: null, cancellation: null, ...change, status }),
    ...change,
  };
}

const signedBy = (bank: string, amount: number, term: number, status: OrderStatus = 'signed'): Partial<OrderRow> => ({
  status,
  bank: bankNamed(bank),
  payment: { amount: amount * 100, term },
  offers: 3,
});

/** The list as the look draws it. */
export const rows: OrderRow[] = [
  aRow(10491, 'Кресло «Вереск»', 38_400, { quantity: 2, changedAt: iso(2), sequence: 1, source: 'hand' }),
  aRow(10490, 'Стиральная машина «Ока 7»', 42_990, {
    status: 'submitted',
    answered: 4,
    changedAt: iso(62),
    buyer: { name: 'М*****', phone: '+7903*****12' },
  }),
  aRow(10489, 'Матрас «Ясень», 160 × 200', 27_500, {
    status: 'submitted',
    answered: 2,
    changedAt: iso(130),
    buyer: { name: 'А*****', phone: '+7985*****40' },
  }),
  aRow(10488, 'Холодильник «Полюс 340», белый', 49_990, {
    ...signedBy('Северный', 4166, 12),
    more: 2,
    changedAt: iso(12),
    previousStatus: 'approved',
  }),
  aRow(10487, 'Плита «Очаг»', 31_200, {
    status: 'submitted',
    offers: 3,
    lowest: { amount: 260_000, term: 12 },
    changedAt: iso(380),
    buyer: { name: 'Е*****', phone: '+7921*****08' },
  }),
  aRow(10485, 'Диван «Тихая гавань»', 86_500, {
    ...signedBy('Ладога', 3987, 24),
    changedAt: iso(1200),
    buyer: { name: 'С*****', phone: '+7909*****55' },
  }),
  aRow(10482, 'Кухонный гарнитур «Лён»', 214_000, {
    ...signedBy('Меридиан', 9870, 24, 'confirmed'),
    changedAt: iso(1740),
    buyer: { name: 'О*****', phone: '+7911*****73' },
  }),
  aRow(10481, 'Телевизор «Окно 55»', 58_990, {
    status: 'rejected',
    changedAt: iso(2820),
    buyer: { name: 'Д*****', phone: '+7926*****19' },
  }),
  aRow(10480, 'Обеденный стол «Сосна»', 50_480, {
    ...signedBy('Северный', 5048, 10),
    changedAt: iso(3720),
    buyer: { name: 'Н*****', phone: '+7950*****31' },
  }),
  aRow(10479, 'Пылесос «Шорох»', 18_700, {
    ...signedBy('Онега', 3117, 6, 'settled'),
    changedAt: iso(4860),
    buyer: { name: 'К*****', phone: '+7965*****84' },
  }),
  aRow(10478, 'Шкаф «Амбар»', 64_300, { status: 'expired', offers: 3, lowest: { amount: 535_900, term: 12 }, changedAt: iso(5400) }),
  aRow(10476, 'Комод «Берег»', 47_800, { ...signedBy('Северный', 3983, 12, 'settled'), quantity: 2, changedAt: iso(6000) }),
];

/** More than fit a window, for the list's own sake. */
export function manyRows(count: number): OrderRow[] {
  return Array.from({ length: count }, (_, index) =>
    aRow(99_999 - index, `Стул № ${index + 1}`, 5000 + index, {
      ...(index % 3 === 0 ? signedBy('Северный', 450, 12) : {}),
      createdAt: iso(index * 900),
      changedAt: iso(index * 900),
    }),
  );
}

export const summary: OrderSummary = {
  waiting: { count: 3, amount: 18_697_000 },
  reviewing: 3,
  any: true,
  today: { created: 24, approvedPercent: 71, firstDecisionSeconds: 14 },
  payout: { day: addDays(moscowDay(startedAt), 1), amount: 41_230_000 },
};

const offerOf = (bank: string, amount: number, over: number) => ({
  bank: bankNamed(bank),
  decision: 'approved' as const,
  chosen: bank === 'Северный',
  offer: { amount: amount * 100, term: 12, totalPayment: (49_990 + over) * 100, gone: false },
});

const entry = (secondsBefore: number, type: string, by: TimelineEntry['by']['kind'], more: Partial<TimelineEntry> = {}): TimelineEntry => ({
  at: iso(secondsBefore),
  type,
  by: { kind: by, name: null },
  bank: null,
  decision: null,
  seconds: null,
  detail: {},
  ...more,
});

const bank = bankNamed('Северный');

const offer: Order['offer'] = {
  id: 'off_00000001',
  bank,
  product: 'installment',
  term: 12,
  monthlyPayment: 416_600,
  totalPayment: 4_999_000,
  creditAmount: 4_799_040,
  firstPayment: 0,
  rate: 7.6,
  fullCostRate: 7.601,
  fullCostAmount: 199_960,
  schedule: [{ date: '2025-12-24', payment: 416_600, principal: 386_000, interest: 30_600 }],
  signing: ['sms'],
  validUntil: iso(-86_400),
};

const bankAnswers: OrderDetail['banks'] = [
  { ...offerOf('Северный', 4166, 0), seconds: 14 },
  { ...offerOf('Ладога', 4389, 2678), seconds: 22 },
  { ...offerOf('Меридиан', 4517, 4214), seconds: 31 },
  { bank: bankNamed('Онега'), decision: 'declined', seconds: 48, chosen: false, offer: null },
  { bank: bankNamed('Волна'), decision: 'declined', seconds: 26, chosen: false, offer: null },
  { bank: bankNamed('Горизонт'), decision: 'timeout', seconds: 120, chosen: false, offer: null },
];

const timeline: TimelineEntry[] = [
  entry(114, 'webhook.delivered', 'system', { detail: { event: 'order.signed', status: 200 } }),
  entry(115, 'order.signed', 'buyer'),
  entry(160, 'order.approved', 'buyer'),
  entry(198, 'bank.decision', 'system', { bank: 'Горизонт', decision: 'timeout', seconds: 120 }),
  entry(270, 'bank.decision', 'bank', { bank: 'Онега', decision: 'declined', seconds: 48 }),
  entry(304, 'bank.decision', 'bank', { bank: 'Северный', decision: 'approved', seconds: 14 }),
  entry(318, 'order.submitted', 'buyer'),
  entry(409, 'order.created', 'buyer'),
];

const deliveries: OrderDetail['deliveries'] = [
  {
    id: 'dlv_00000003',
    eventId: 'evt_00000003',
    type: 'order.signed',
    url: 'https://teplydom.example/hooks/pay',
    state: 'succeeded',
    attempts: 1,
    at: iso(114),
    responseStatus: 200,
  },
  {
    id: 'dlv_00000002',
    eventId: 'evt_00000002',
    type: 'order.approved',
    url: 'https://teplydom.example/hooks/pay',
    state: 'succeeded',
    attempts: 2,
    at: iso(154),
    responseStatus: 200,
  },
  {
    id: 'dlv_00000001',
    eventId: 'evt_00000001',
    type: 'order.created',
    url: 'https://crm.teplydom.example/in',
    state: 'pending',
    attempts: 5,
    at: iso(400),
    responseStatus: 500,
  },
];

/** One order with all that can be seen of it, in any status from `signed` on. */
export function aDetail(status: OrderStatus = 'signed', change: Partial<OrderDetail['order']> = {}): OrderDetail {
  const items = [
    ['Холодильник «Полюс 340», белый', 46_490],
    ['Доставка до квартиры', 1500],
    ['Подъём на 4-й этаж', 2000],
  ] as const;
  const id = idOf(10488);
  const confirmed = status === 'confirmed' || status === 'settled';
  return {
    order: {
      id,
      externalId: '10488',
      test: false,
      trusted: true,
      product: 'installment',
      status,
      sequence: 12,
      amount: 4_999_000,
      currency: 'RUB',
      items: items.map(([name, price], index) => ({
        id: `itm_0000000${index}`,
        name,
        price: price * 100,
        quantity: 1,
        unit: 'piece',
        lineTotal: price * 100,
        discountShare: 0,
        vendorCode: null,
        category: null,
        vat: null,
        marking: null,
      })),
      discount: 0,
      term: 12,
      metadata: {},
      buyer: { name: 'И*****', phone: '+7916*****67' },
      link: `https://credit.example/apply/${id}#ses_${id}_example`,
      createdAt: iso(409),
      expiresAt: null,
      submittedAt: iso(318),
      decisions: [],
      offer,
      bank,
      agreement: { title: 'Договор СВ-2025-118842', sha256: '0'.repeat(64), signedAt: iso(115), method: 'sms' },
      confirmation: null,
      cancellation: null,
      settlement: confirmed ? { expectedOn: '2025-11-25', amount: 4_799_040, settledAt: status === 'settled' ? iso(60) : null } : null,
      refundedAmount: 0,
      receipts: confirmed
        ? [{ id: 'rcp_00000001', kind: 'sale', amount: 4_999_000, issuedAt: iso(90), url: 'https://receipts.example/1' }]
        : [],
      handedOverAt: null,
      canceled: null,
      replaces: null,
      successor: null,
      ...change,
    },
    number: '10488',
    source: 'page',
    madeBy: null,
    previousStatus: 'approved',
    changedAt: iso(115),
    buyer: { name: 'И***** А***** С.', phone: '+7916*****67', email: 'i*****@mail.example', address: 'Тверь, у*****' },
    banks: bankAnswers,
    timeline,
    deliveries,
    notes: [{ id: 'nte_00000001', text: 'Просил доставить после 18:00.', by: 'Анна Лебедева', at: iso(60) }],
    refunds: [],
    actions: actionsOf({ confirmation: null, cancellation: null, ...change, status }),
    refundable: items.map((_, index) => ({ itemId: `itm_0000000${index}`, quantity: 1, refunded: 0 })),
  };
}

export const banksNow: BanksNow = {
  at: startedAt.toISOString(),
  data: banks.map(({ id, name }, index) => {
    const medianSeconds = [14, 22, 31, 48, 26, 72][index] ?? 20;
    return { id, name, medianSeconds, state: medianSeconds > 60 ? 'slow' : 'answers' };
  }),
};

const amounts = [
  412, 389, 455, 520, 498, 610, 344, 402, 438, 482, 515, 560, 655, 372, 421, 466, 508, 530, 590, 688, 390, 441, 471, 540, 566, 612, 701,
  420, 474, 282,
];

export const analytics: Analytics = {
  confirmed: { count: 301, amount: 1_474_748_600 },
  before: { count: 270, amount: 1_316_700_000 },
  refunds: { count: 6, amount: 31_240_000 },
  funnel: { created: 1402, opened: 1284, submitted: 742, approved: 531, signed: 318, confirmed: 301 },
  banks: banks.map(({ id, name }, index) => ({
    bank: { id, name },
    asked: 742,
    approved: Math.round(742 * ([0.58, 0.49, 0.44, 0.37, 0.22, 0.31][index] ?? 0.3)),
    medianSeconds: [14, 22, 31, 48, 26, 72][index] ?? null,
  })),
  days: amounts.map((amount, index) => ({
    day: addDays(moscowDay(startedAt), index - amounts.length + 1),
    confirmed: amount * 100_000,
    waiting: index === amounts.length - 1 ? 18_697_000 : 0,
    refunded: index % 9 === 3 ? 5_200_000 : 0,
  })),
};

const aPayout = (number: number, bank: string, amount: number, daysAgo: number, change: Partial<Payout> = {}): Payout => {
  const interest = Math.round(amount * 9.99);
  const expected = amount * 100 - interest;
  const expectedOn = addDays(moscowDay(startedAt), -daysAgo);
  const came = { received: expected, receivedOn: expectedOn, state: 'paid' as const };
  const place = { orderId: idOf(number), number: String(number), bank: bankNamed(bank), currency: 'RUB' };
  return { ...place, amount: amount * 100, interest, expected, expectedOn, refunded: 0, ...came, ...change };
};

export const payouts: PayoutList = {
  data: [
    aPayout(10482, 'Северный', 49_990, -1, { received: null, receivedOn: null, state: 'waiting' }),
    aPayout(10478, 'Ладога', 42_990, 2, { received: null, receivedOn: null, state: 'late' }),
    aPayout(10471, 'Северный', 27_500, 3),
    aPayout(10470, 'Северный', 63_400, 3, { received: 5_500_000, state: 'differs' }),
    aPayout(10466, 'Меридиан', 18_700, 6),
  ],
  more: false,
};
