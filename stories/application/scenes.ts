import { valuesOf } from '@installment-button/application/form/values';
import { agreement, applicant, banks, offer, offers, order, startedAt } from '@installment-button/application/testing/fixtures';
import { noSigning } from '@installment-button/application/testing/service-double';
import type { SessionDetail, SessionOrder } from '@installment-button/protocol/session-view';
import type { Decision, OrderStatus } from '@installment-button/protocol/status';
import type { Scene, SceneView } from './scene.ts';

const phone = '+7 916 204-18-42';
const values = valuesOf(applicant, null);
const at = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000).toISOString();

const standing = (status: OrderStatus, more: Partial<SessionOrder> = {}): SessionOrder => ({
  ...order,
  status,
  previousStatus: 'created',
  statusAt: startedAt.toISOString(),
  sequence: 12,
  term: 12,
  ...more,
});

const decided = (decisions: readonly Decision[]): SessionDetail['decisions'] =>
  banks.map(({ id, name }, index) => ({ bank: { id, name }, decision: decisions[index] ?? 'pending' }));

const fourAnswers = decided(['approved', 'approved', 'approved', 'pending', 'pending', 'declined']);

const submitted: Partial<SessionDetail> = { order: standing('submitted'), deadline: at(120), decisions: decided([]) };
/** One bank has two offers, and the lowest payment is not on the asked terms. */
const mixedOffers = [
  offer({ id: 'off_onega000001', bank: 'onega', product: 'credit', rate: 24, signing: ['sms'] }, 18),
  offer({ id: 'off_onega000002', bank: 'onega', product: 'installment', rate: 17.9, signing: ['sms', 'meeting'] }),
  offer({ id: 'off_severny0001', bank: 'severny', product: 'installment', rate: 19.9, signing: ['sms'] }),
];
const answering: Partial<SessionDetail> = { ...submitted, decisions: fourAnswers, offers };
const chosen: Partial<SessionDetail> = {
  ...answering,
  order: standing('approved', { previousStatus: 'submitted' }),
  decisions: decided(['approved', 'approved', 'approved', 'timeout', 'declined', 'declined']),
  chosenOfferId: offers[0]?.id ?? null,
  agreement: { title: agreement.title, sha256: agreement.sha256 },
  signing: noSigning,
};
const signed: Partial<SessionDetail> = {
  ...chosen,
  agreement: { title: agreement.title, sha256: agreement.sha256, signed: { at: at(540), method: 'sms' } },
  signing: null,
  order: standing('signed', { previousStatus: 'approved', statusAt: at(540) }),
};

const press = ({ root }: SceneView, selector: string) => root().querySelector<HTMLElement>(selector)?.click();
const until = async (isThere: () => boolean) => {
  for (let turn = 0; turn < 200 && !isThere(); turn++) await new Promise((resolve) => setTimeout(resolve, 10));
};

async function typeCode(view: SceneView, code: string): Promise<void> {
  const input = () =>
    view.root().querySelector('code-entry')?.shadowRoot?.querySelector('ui-code-input')?.shadowRoot?.querySelector('input');
  await until(() => Boolean(input()));
  const element = input();
  if (!element) return;
  element.focus();
  element.value = code;
  element.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** Every screen in every state that a buyer can see. */
export const scenes = {
  terms: { proven: false, phone: '+7 916 204' },
  termsWrongPhone: { proven: false, phone: '+7 916 204', then: (view) => press(view, '.foot .button') },
  termsCredit: {
    proven: false,
    session: {
      order: { ...order, product: 'credit', test: true },
      plans: [6, 12, 24].map((term) => ({ product: 'credit' as const, term, rate: 19.9, minAmount: 300000, maxAmount: 50000000 })),
    },
  },
  code: { proven: false, phone, draft: { term: 12 }, then: (view) => press(view, '.foot .button') },
  codeWrong: {
    refuses: true,
    proven: false,
    phone,
    then: async (view) => {
      press(view, '.foot .button');
      await typeCode(view, '471205');
    },
  },
  comingBack: { proven: false, phone, session: { order: standing('approved') } },

  person: {},
  personFilled: { draft: { values, term: 12 }, then: ({ buyerSession }) => buyerSession.saveNow() },
  passport: { screen: 'passport', draft: { values, term: 12 }, then: ({ buyerSession }) => buyerSession.saveNow() },
  passportWrong: {
    screen: 'passport',
    draft: { values: { ...values, departmentCode: '770-04' }, term: 12 },
    then: async (view) => {
      await view.buyerSession.saveNow();
      press(view, '.foot .button');
    },
  },
  passportOtherAddress: {
    screen: 'passport',
    draft: { values: { ...values, residenceSame: false, residenceAddress: 'Тверь, Советская улица, 12' }, term: 12 },
  },
  work: { screen: 'work', draft: { values: { ...values, snils: '112-233-445 96' }, term: 12 } },
  workEmpty: { screen: 'work', then: (view) => press(view, '.foot .button') },

  consents: { screen: 'consents', draft: { values, term: 12 } },
  consentsChosen: {
    screen: 'consents',
    draft: { values, term: 12, banks: banks.slice(0, 5).map((bank) => bank.id) },
    then: async (view) => {
      await view.buyerSession.saveNow();
      press(view, '#history');
    },
  },
  consentsMissing: { screen: 'consents', draft: { values, term: 12, banks: ['severny'] }, then: (view) => press(view, '.foot .button') },
  consentsAges: {
    screen: 'consents',
    session: {
      banks: banks.map((bank, index) => (index === 1 ? { ...bank, maxAgeAtEnd: 30 } : index === 3 ? { ...bank, minAge: 100 } : bank)),
    },
    draft: { values, term: 12, banks: ['severny'] },
  },
  consentsNoBank: {
    screen: 'consents',
    draft: { values, term: 12 },
    session: { banks: banks.map((bank) => ({ ...bank, minAge: 100 })) },
    then: (view) => press(view, '.foot .button'),
  },
  consentText: { screen: 'consents', draft: { values, term: 12 }, then: (view) => press(view, '.text-link') },

  waitingBegins: { session: submitted, seconds: 4 },
  waiting: { session: answering, seconds: 48 },
  waitingAll: {
    session: { ...answering, decisions: decided(['approved', 'approved', 'approved', 'timeout', 'failed', 'declined']) },
    seconds: 125,
  },
  waitingSilent: {
    session: { ...submitted, deadline: at(900), decisions: decided(['timeout', 'timeout', 'timeout', 'timeout', 'failed', 'failed']) },
    seconds: 130,
  },
  waitingNoneYet: {
    session: { ...submitted, deadline: at(900), decisions: decided(['declined', 'declined', 'timeout', 'timeout', 'failed', 'declined']) },
    seconds: 130,
  },
  waitingOffline: {
    refuses: true,
    session: answering,
    seconds: 78,
    prepare: (service) => service.replace.set('GET /events', () => Response.error()),
    then: async ({ buyerSession, advance }) => {
      await until(() => buyerSession.state.connection.lostAt !== null);
      advance(6);
    },
  },
  cancel: { session: answering, seconds: 48, then: (view) => press(view, '.cancel .link') },

  offers: { session: answering, screen: 'offers', seconds: 48 },
  offersOpen: {
    session: answering,
    screen: 'offers',
    seconds: 48,
    then: (view) => press(view, '.expand, .compare .last td .link'),
  },
  offersFiltered: {
    session: {
      ...answering,
      offers: offers.map((offer, index) => (index === 2 ? { ...offer, signing: ['meeting' as const] } : offer)),
    },
    screen: 'offers',
    seconds: 48,
    then: (view) => press(view, '.filter label:last-child input'),
  },
  offersMixed: {
    session: { ...answering, order: standing('submitted', { term: 12 }), offers: mixedOffers },
    screen: 'offers',
    seconds: 48,
  },
  offersSignatureRefused: {
    session: {
      ...chosen,
      chosenOfferId: null,
      agreement: null,
      offers: offers.slice(1),
      signing: { ...noSigning, method: 'sms', state: 'failed', error: { code: 'offer_gone' } },
    },
    seconds: 500,
  },
  offersGone: {
    session: answering,
    screen: 'offers',
    seconds: 48,
    then: async (stage) => {
      press(stage, '.foot .button, .choose .button');
      await until(() => Boolean(stage.root().querySelector('.notice')));
      const [gone] = offers;
      if (gone) stage.service.emit({ name: 'decision', data: { bank: gone.bank, decision: 'declined', offers: [] } });
      stage.service.tellSigning({ state: 'failed', error: { code: 'offer_gone' } });
    },
  },
  offersOne: {
    session: {
      ...answering,
      offers: offers.slice(0, 1),
      decisions: decided(['approved', 'declined', 'declined', 'declined', 'failed', 'declined']),
    },
    screen: 'offers',
  },
  offersPreparing: { session: answering, screen: 'offers', then: (view) => press(view, '.foot .button, .choose .button') },
  fullCostExplained: { session: answering, screen: 'offers', then: (view) => press(view, '.what .link, .frames .link') },

  signing: { session: chosen, phone, seconds: 400 },
  signingFailed: {
    session: { ...chosen, signing: { ...noSigning, method: 'sms', state: 'failed', error: { code: 'bank_refused' } } },
    phone,
    seconds: 400,
  },
  signingCode: {
    phone,
    seconds: 400,
    session: {
      ...chosen,
      signing: { ...noSigning, method: 'sms', state: 'code-sent', resendAt: at(442), attemptsLeft: 3, expiresAt: at(700) },
    },
    then: (view) => typeCode(view, '471'),
  },
  signingCodeWrong: {
    refuses: true,
    phone,
    seconds: 400,
    session: {
      ...chosen,
      signing: { ...noSigning, method: 'sms', state: 'code-sent', resendAt: at(421), attemptsLeft: 3, expiresAt: at(700) },
    },
    prepare: (service) => void (service.attemptsLeft = 3),
    then: async (view) => {
      await typeCode(view, '471205');
      await view.element.updateComplete;
      press(view, '.foot .button');
    },
  },
  signingAtBank: { session: { ...chosen, signing: { ...noSigning, method: 'sms', state: 'sent-to-bank' } }, phone, seconds: 500 },
  selfId: { session: { ...chosen, signing: { ...noSigning, method: 'self-id', state: 'ready' } }, seconds: 400 },
  selfIdRetake: { session: { ...chosen, signing: { ...noSigning, method: 'self-id', state: 'retake' } }, seconds: 400 },
  selfIdChecking: { session: { ...chosen, signing: { ...noSigning, method: 'self-id', state: 'verifying' } }, seconds: 400 },
  meeting: {
    session: chosen,
    draft: { values },
    seconds: 400,
    then: async (view) => {
      press(view, '.method:last-child input');
      await view.element.updateComplete;
      press(view, '.foot .button');
      const way = () => view.root().querySelector('meeting-signing')?.shadowRoot;
      await until(() => Boolean(way()?.querySelector('.time')));
      way()?.querySelectorAll<HTMLElement>('.day input')[1]?.click();
      await view.element.updateComplete;
      await until(() => (way()?.querySelectorAll('.time').length ?? 0) > 2);
      way()?.querySelectorAll<HTMLElement>('.time input')[2]?.click();
    },
  },
  meetingAppointed: {
    session: {
      ...chosen,
      signing: {
        ...noSigning,
        method: 'meeting',
        state: 'appointed',
        appointment: { date: '2026-11-26', from: '17:00', to: '19:00', address: 'Москва, Лесная улица, 7, кв. 24' },
      },
    },
    seconds: 400,
  },
  agreement: { session: chosen, phone, then: (view) => press(view, '.row.act') },

  result: { session: signed, seconds: 600 },
  resultConfirmed: { session: { ...signed, order: standing('confirmed', { previousStatus: 'signed' }) }, seconds: 90_000 },
  resultLater: {
    session: {
      ...signed,
      order: standing('settled', { previousStatus: 'confirmed', refundedAmount: 250_000 }),
    },
    seconds: 86_400 * 70,
  },
  certificate: {
    session: signed,
    seconds: 600,
    then: (view) => press(view, '.row.act:nth-of-type(2)'),
  },
  resultInTab: { session: signed, seconds: 600, framed: false },

  rejected: {
    session: { order: standing('rejected'), decisions: decided(['declined', 'declined', 'declined', 'failed', 'declined', 'declined']) },
  },
  rejectedOutage: {
    session: { order: standing('rejected'), decisions: decided(['timeout', 'timeout', 'failed', 'failed', 'failed', 'failed']) },
  },
  rejectedWithdrawn: {
    session: {
      order: standing('rejected', { previousStatus: 'approved' }),
      decisions: decided(['declined', 'declined', 'declined', 'declined', 'declined', 'declined']).map((answer, index) =>
        index === 0 ? { ...answer, reason: 'withdrawn' as const } : answer,
      ),
    },
  },
  rejectedUnproven: { proven: false, session: { order: standing('rejected') } },
  canceled: { session: { order: standing('canceled', { previousStatus: 'submitted', canceled: { by: 'buyer' } }) } },
  canceledByShop: { session: { order: standing('canceled', { previousStatus: 'approved', canceled: { by: 'shop' } }) } },
  terminatedByBank: { session: { order: standing('canceled', { previousStatus: 'confirmed', canceled: { by: 'bank' } }) } },
  terminatedByBuyer: { session: { order: standing('canceled', { previousStatus: 'signed', canceled: { by: 'buyer' } }) } },
  expired: { session: { order: standing('expired', { previousStatus: 'submitted' }) } },
  expiredSigned: { session: { order: standing('expired', { previousStatus: 'signed' }) } },
  resultRefunded: {
    session: { ...signed, order: standing('settled', { previousStatus: 'confirmed', refundedAmount: order.amount }) },
    seconds: 86_400 * 70,
  },
  replaced: {
    session: {
      order: standing('rejected', {
        successor: { orderId: 'ord_9Xp4nVb2Km7Qa5Ws', session: 'ses_ord_9Xp4nVb2Km7Qa5Ws_Zk3nQ8vX1bT6yR4mW0pL7sD2' },
      }),
    },
  },

  loading: { proven: false, prepare: (service) => service.replace.set('GET /', () => new Promise(() => undefined)) },
  failedLink: {
    refuses: true,
    proven: false,
    prepare: (service) => service.replace.set('GET /', () => service.problem('session_expired')),
  },
  failedOffline: {
    refuses: true,
    proven: false,
    prepare: (service) => service.replace.set('GET /', () => Promise.reject(new TypeError('Failed to fetch'))),
  },
  failedService: { refuses: true, proven: false, prepare: (service) => service.replace.set('GET /', () => service.problem('internal')) },
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;
