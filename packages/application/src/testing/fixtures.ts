import { computeOffer } from '@installment-button/protocol/compute-offer';
import type { Offer, SigningMethod } from '@installment-button/protocol/offer';
import type { Plan } from '@installment-button/protocol/plans';
import type { AskedBank, SessionDetail, SessionOrder } from '@installment-button/protocol/session-view';
import type { Product } from '@installment-button/protocol/status';

/** Goods, banks and people of the design's pictures, for the service's double and the stories. */
export const startedAt = new Date('2026-11-24T11:31:00Z');

export const orderId = 'ord_7Kq2mWx9Tb4Lc8Rd';
export const sessionToken = `ses_${orderId}_Zk3nQ8vX1bT6yR4mW0pL7sD2`;
export const buyerToken = 'buy_N5hJ2kV8cX4mQ9wE7rT1zB6y';

export const order: SessionOrder = {
  id: orderId,
  externalId: '204118-17',
  product: 'installment',
  amount: 4999000,
  currency: 'RUB',
  items: [
    {
      id: 'itm_4fG8hJ2kL6',
      name: 'Холодильник Norden RF-340',
      price: 4999000,
      quantity: 1,
      unit: 'piece',
      lineTotal: 4999000,
      discountShare: 0,
      vendorCode: '204118',
      category: null,
      vat: null,
      marking: null,
    },
  ],
  discount: 0,
  term: null,
  status: 'created',
  previousStatus: null,
  statusAt: '2026-11-24T11:25:00.000Z',
  sequence: 1,
  refundedAmount: 0,
  test: false,
  shop: { name: 'Тёплый дом', logo: null, accent: '#0f5c4a', radius: 10, origins: ['https://shop.example'] },
  successor: null,
};

export const plans: Plan[] = [6, 12, 18, 24].map((term) => ({
  product: 'installment',
  term,
  rate: 0,
  minAmount: 300000,
  maxAmount: 50000000,
}));

const common = ['фамилия, имя и отчество', 'дата и место рождения', 'паспорт', 'телефон', 'состав и сумма заказа'];

function bank(id: string, name: string, more: string[]): AskedBank {
  const data = [...common, ...more];
  const text = [
    `Я даю согласие на обработку моих персональных данных и на их передачу банку «${name}».`,
    `Цель: рассмотреть мою заявку и сообщить мне решение.`,
    `Какие данные: ${data.join('; ')}.`,
    `Как отозвать: письменным заявлением в банк «${name}» или в магазин.`,
  ].join('\n\n');
  return { id, name, data, consent: { version: '2026-03-01.ru', text } };
}

const english: Record<string, string> = {
  'фамилия, имя и отчество': 'last, first and middle name',
  'дата и место рождения': 'date and place of birth',
  паспорт: 'passport',
  телефон: 'phone',
  'состав и сумма заказа': 'goods and sum of the order',
  'доход и место работы': 'income and employer',
  'адрес регистрации': 'address of registration',
  СНИЛС: 'SNILS',
  доход: 'income',
};

/** The session as the service answers it in English. Names of banks, goods and people stay. */
export function inEnglish({ banks: asked, ...session }: SessionDetail): SessionDetail {
  const version = '2026-03-01.en';
  const words = (data: string[]) => data.map((what) => english[what] ?? what);
  const consentTo = ({ name, data }: AskedBank) => [
    `I agree that my personal data are processed and given to the bank ${name}.`,
    'Purpose: to decide on my application and tell me the decision.',
    `Which data: ${words(data).join('; ')}.`,
    `How to withdraw: by a written statement to the bank ${name} or to the shop.`,
  ];
  const history = ['I agree that the banks to which I send this application request my credit history.', 'Term: six months.'];
  return {
    ...session,
    banks: asked.map((bank) => ({ ...bank, data: words(bank.data), consent: { version, text: consentTo(bank).join('\n\n') } })),
    creditHistoryConsent: { version, text: history.join('\n\n') },
  };
}

export const banks: AskedBank[] = [
  bank('severny', 'Северный', ['доход и место работы']),
  bank('ladoga', 'Ладога', ['адрес регистрации']),
  bank('meridian', 'Меридиан', ['СНИЛС']),
  bank('onega', 'Онега', []),
  bank('gorizont', 'Горизонт', ['доход', 'СНИЛС']),
  bank('volna', 'Волна', ['адрес регистрации']),
];

interface OfferRecipe {
  id: string;
  bank: string;
  product: Product;
  rate: number;
  signing: SigningMethod[];
}

/** An offer with figures as a bank computes them. */
export function offer({ id, bank: bankId, product, rate, signing }: OfferRecipe, term = 12, firstPayment = 0): Offer {
  const asked = banks.find((one) => one.id === bankId) ?? { id: bankId, name: bankId };
  const figures = computeOffer({ product, amount: order.amount, firstPayment, term, rate, startDate: '2026-11-24' });
  return { id, bank: { id: asked.id, name: asked.name }, product, ...figures, signing, validUntil: '2026-12-01T20:59:00.000Z' };
}

export const offers: Offer[] = [
  offer({ id: 'off_severny0001', bank: 'severny', product: 'installment', rate: 19.9, signing: ['sms', 'self-id', 'meeting'] }),
  offer({ id: 'off_ladoga00001', bank: 'ladoga', product: 'credit', rate: 9.9, signing: ['sms', 'meeting'] }),
  offer({ id: 'off_meridian001', bank: 'meridian', product: 'credit', rate: 15.2, signing: ['self-id'] }),
];

export const detail: SessionDetail = {
  order,
  plans,
  phoneConfirmed: true,
  draft: null,
  buyer: null,
  banks,
  creditHistoryConsent: {
    version: '2026-03-01.ru',
    text: 'Я даю согласие на то, чтобы банки, которым я отправляю эту заявку, запросили мою кредитную историю.\n\nСрок: шесть месяцев.',
  },
  decisions: [],
  offers: [],
  chosenOfferId: null,
  deadline: null,
  agreement: null,
  signing: null,
};

export const agreement = {
  title: 'Договор № СВ-20481',
  text: [
    'Индивидуальные условия договора потребительского кредита № СВ-20481',
    'Сумма кредита: 44 993,88 рубля. Срок: 12 месяцев. Ставка: 19,9 % годовых.',
    'Кредит выдаётся на покупку: Холодильник Norden RF-340, цена 49 990,00 рубля.',
    'Заёмщик вправе вернуть кредит досрочно в любой день без платы.',
  ].join('\n\n'),
  sha256: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
};

/** A form without errors. */
export const applicant = {
  lastName: 'Соколова',
  firstName: 'Марина',
  middleName: 'Андреевна',
  birthDate: '1991-03-14',
  birthPlace: 'гор. Москва',
  email: 'marina@mail.example',
  passport: {
    series: '4512',
    number: '345678',
    issuedAt: '2011-04-02',
    issuedBy: 'Отделом УФМС России по гор. Москве по району Тверской',
    departmentCode: '770-044',
  },
  registrationAddress: '125047, Москва, Лесная улица, 7, кв. 24',
  employment: { kind: 'employed' as const, employer: 'ООО «Лесные дали»', position: 'Технолог', monthlyIncome: 9500000 },
};
