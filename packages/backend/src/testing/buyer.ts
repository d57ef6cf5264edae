import { moscowDay } from '@installment-button/protocol/moscow-day';
import { normalizePhone, type Applicant, type Session, type SessionDetail, type Submit } from '@installment-button/protocol';
import { fitsAge } from '@installment-button/protocol/borrower-age';
import { anApplicant } from './submit.ts';
import type { TestBackend } from './start-backend.ts';
import { waitFor } from './wait-for.ts';

let phones = 0;
/** A phone nobody had before, because a phone gets ten codes a day; of a range that is not given out. */
export const aPhone = () => `+7900${String((phones += 1)).padStart(7, '0')}`;

/** The buyer of an order: speaks the buyer's API as the application page does. */
export interface TestBuyer {
  /** Given after the phone was proven. */
  token: string | null;
  /** Calls with the buyer token, or the session token before there is one. */
  call(path: string, options?: { method?: string; body?: unknown; token?: string; headers?: Record<string, string> }): Promise<Response>;
  /** Asks for a code, reads it from the SMS and proves it. */
  provesPhone(phone?: string): Promise<string>;
  sees(): Promise<SessionDetail>;
  /** Fills the form for these banks with all consents and sends it; fails loudly. */
  submits(banks?: string[], change?: Partial<Submit>): Promise<SessionDetail>;
  /** What `submits` would send. */
  form(banks?: string[]): Promise<Submit>;
  /** Waits for an offer of the bank, chooses it, and waits for the bank's yes. */
  chooses(bankId: string): Promise<SessionDetail>;
  /** Signs by SMS and waits for `signed`. */
  signs(): Promise<SessionDetail>;
  waitsFor(what: string, look: (session: SessionDetail) => boolean): Promise<SessionDetail>;
}

export function openBuyer(backend: TestBackend, { session }: { session: string }, phone = aPhone()): TestBuyer {
  let proven = phone;
  const buyer: TestBuyer = {
    token: null,

    call(path, { method, body, token = buyer.token ?? session, headers } = {}) {
      return fetch(backend.url + path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },

    async provesPhone(written = phone) {
      const before = backend.messages.length;
      proven = normalizePhone(written) ?? written;
      await expect(200, await buyer.call('/v1/session/phone', { body: { phone: written }, token: session }));
      const code = await codeOfSms(backend, before, proven);
      const answer = await expect(200, await buyer.call('/v1/session/phone/code', { body: { phone: written, code }, token: session }));
      const { token } = answer as { token: string };
      buyer.token = token;
      return token;
    },

    async sees() {
      const view = (await expect(200, await buyer.call('/v1/session'))) as Session;
      if (!view.phoneConfirmed) throw new Error('the phone is not proven');
      return view;
    },

    async form(banks) {
      const view = await buyer.sees();
      const { phone: _phone, ...applicant } = anApplicant;
      const term = view.order.term ?? 12;
      const today = moscowDay(backend.context.clock.now());
      const asked = view.banks.filter((bank) => banks?.includes(bank.id) ?? fitsAge(bank, applicant.birthDate, term, today));
      return {
        applicant: applicant satisfies Applicant,
        term,
        banks: asked.map(({ id }) => id),
        consents: [
          ...asked.map(({ id, consent }) => ({ kind: 'personal-data' as const, bankId: id, version: consent.version })),
          { kind: 'credit-history' as const, version: view.creditHistoryConsent.version },
        ],
      };
    },

    async submits(banks, change = {}) {
      if (buyer.token === null) await buyer.provesPhone();
      const body = { ...(await buyer.form(banks)), ...change };
      return (await expect(202, await buyer.call('/v1/session/submit', { body }))) as SessionDetail;
    },

    async chooses(bankId) {
      const { offers } = await buyer.waitsFor(`an offer of ${bankId}`, (view) => view.offers.some(({ bank }) => bank.id === bankId));
      const offerId = offers.find(({ bank }) => bank.id === bankId)?.id;
      await expect(202, await buyer.call('/v1/session/select', { body: { offerId } }));
      return buyer.waitsFor('the choice', (view) => view.chosenOfferId === offerId);
    },

    async signs() {
      const before = backend.messages.length;
      await expect(202, await buyer.call('/v1/session/signing', { body: { method: 'sms' } }));
      const code = await codeOfSms(backend, before, proven);
      await expect(202, await buyer.call('/v1/session/signing/code', { body: { code } }));
      return buyer.waitsFor('signed', ({ order }) => order.status === 'signed' || order.status === 'confirmed');
    },

    waitsFor: (what, look) =>
      waitFor(what, async () => {
        const view = await buyer.sees();
        return look(view) && view;
      }),
  };
  return buyer;
}

/** The six digits of the next SMS after the first `before`; `to`: of those to that phone. */
export async function codeOfSms(backend: TestBackend, before: number, to?: string): Promise<string> {
  const isCode = (message: { to: string; text: string }) => /#\d{6}/.test(message.text) && (to === undefined || message.to === to);
  const message = await waitFor('an SMS', () => backend.messages.slice(before).find(isCode));
  return /#(\d{6})/.exec(message.text)?.[1] ?? '';
}

async function expect(status: number, response: Response): Promise<unknown> {
  const body: unknown = response.status === 204 ? null : await response.json();
  if (response.status !== status) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}
