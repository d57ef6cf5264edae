import {
  type Agreement,
  agreementLinkSchema,
  type AgreementLink,
  agreementSchema,
  type AskPhoneCode,
  type ProvePhone,
  provenPhoneSchema,
  type Restarted,
  restartedSchema,
  type RestartOrder,
  type SentCode,
  sentCodeSchema,
  type Select,
  type SigningCode,
  type Slot,
  slotListSchema,
  type StartSigning,
  type Submit,
} from '@installment-button/protocol/buyer-api';
import { type Draft, type Session, sessionSchema, type Signing, signingSchema } from '@installment-button/protocol/session-view';
import type * as z from 'zod/mini';
import { ApiError, readProblem } from './api-error.ts';
import type { ServiceClock } from './clock.ts';

/** The buyer's API (`/v1/session…`): one method for each call. Throws nothing but `ApiError`. */
export interface Api {
  session(): Promise<Session>;
  askPhoneCode(body: AskPhoneCode): Promise<SentCode>;
  provePhone(body: ProvePhone): Promise<string>;
  putDraft(draft: Draft, options?: { leaving?: boolean }): Promise<void>;
  submit(body: Submit, key: string): Promise<Session>;
  select(body: Select, key: string): Promise<Session>;
  startSigning(body: StartSigning): Promise<Signing>;
  callOffMeeting(): Promise<Signing>;
  sendSigningCode(body: SigningCode): Promise<Signing>;
  sendPhotographs(photographs: { passport: Blob; selfie: Blob }): Promise<Signing>;
  slots(): Promise<readonly Slot[]>;
  agreement(): Promise<Agreement>;
  agreementLink(): Promise<AgreementLink>;
  restart(body: RestartOrder, key: string): Promise<Restarted>;
  cancel(key: string): Promise<Session>;
  finish(): Promise<void>;
}

export interface ApiOptions {
  /** Without a slash at the end. */
  service: string;
  /** Read before each call: the buyer token once there is one, else the session token. */
  token: () => string;
  /** The page's language. The service writes the consents in it. */
  language: () => string;
  fetch: typeof globalThis.fetch;
  /** Every answer corrects it. */
  clock: ServiceClock;
}

export function createApi({ service, token, language, fetch, clock }: ApiOptions): Api {
  async function call(
    method: string,
    path: string,
    options: { body?: unknown; key?: string; keepalive?: boolean } = {},
  ): Promise<Response> {
    const { body, key, keepalive = false } = options;
    const headers = new Headers({ authorization: `Bearer ${token()}`, accept: 'application/json', 'accept-language': language() });
    if (key) headers.set('idempotency-key', key);
    const form = body instanceof FormData;
    if (body !== undefined && !form) headers.set('content-type', 'application/json');
    let response: Response;
    try {
      response = await fetch(`${service}/v1/session${path}`, {
        method,
        headers,
        body: body === undefined ? null : form ? body : JSON.stringify(body),
        credentials: 'omit',
        cache: 'no-store',
        keepalive,
      });
    } catch {
      throw new ApiError('offline');
    }
    clock.correct(response.headers.get('date'));
    if (!response.ok) throw await readProblem(response, clock.now());
    return response;
  }

  async function read<Value>(response: Promise<Response>, schema: z.ZodMiniType<Value>): Promise<Value> {
    const answer = await response;
    const result = schema.safeParse(await answer.json().catch(() => null));
    if (!result.success) throw new ApiError('unreadable', { status: answer.status });
    return result.data;
  }

  return {
    session: () => read(call('GET', ''), sessionSchema),
    askPhoneCode: (body) => read(call('POST', '/phone', { body }), sentCodeSchema),
    provePhone: async (body) => (await read(call('POST', '/phone/code', { body }), provenPhoneSchema)).token,
    putDraft: async (body, { leaving = false } = {}) => void (await call('PUT', '/draft', { body, keepalive: leaving })),
    submit: (body, key) => read(call('POST', '/submit', { body, key }), sessionSchema),
    select: (body, key) => read(call('POST', '/select', { body, key }), sessionSchema),
    startSigning: (body) => read(call('POST', '/signing', { body }), signingSchema),
    callOffMeeting: () => read(call('DELETE', '/signing'), signingSchema),
    sendSigningCode: (body) => read(call('POST', '/signing/code', { body }), signingSchema),
    sendPhotographs: ({ passport, selfie }) => {
      const body = new FormData();
      body.set('passport', passport, 'passport.jpg');
      body.set('selfie', selfie, 'selfie.jpg');
      return read(call('POST', '/signing/self-id', { body }), signingSchema);
    },
    slots: async () => (await read(call('GET', '/signing/slots'), slotListSchema)).data,
    agreement: () => read(call('GET', '/agreement'), agreementSchema),
    agreementLink: () => read(call('POST', '/agreement/link'), agreementLinkSchema),
    restart: (body, key) => read(call('POST', '/restart', { body, key }), restartedSchema),
    cancel: (key) => read(call('POST', '/cancel', { body: {}, key }), sessionSchema),
    finish: async () => void (await call('POST', '/finish')),
  };
}

/** Looks `fetch` up at each call, because a test or a story may have replaced it. */
export const networkFetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);
