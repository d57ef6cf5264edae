import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bankApplicationSchema, type BankApplication, type BankConfig, type BankEvent, type BankOffer } from '@installment-button/protocol';
import { computeOffer } from '@installment-button/protocol/compute-offer';
import { sign, signedContent, verifiedId } from '../banks/message-signature.ts';
import { systemClock, type Clock } from '../platform/clock.ts';

export type BankCall =
  'apply' | 'poll' | 'accept' | 'release' | 'slots' | 'appointment' | 'call-off' | 'signature' | 'confirm' | 'cancel' | 'refunds';
export type BankState = 'pending' | 'approved' | 'declined' | 'accepted' | 'signed' | 'confirmed' | 'settled' | 'canceled';

export interface Answer {
  status: number;
  /** A text goes out as it is. */
  body: unknown;
}

/**
 * How a bank meets one request: an answer in place of its own (nothing happens at the bank), `own` (the default), `lost` (it
 * happens, the answer is lost), `reset` (the connection breaks before anything happens), `silence` (no answer while the connection
 * lives), `endless` (headers, then a body that never ends), or a function of the request that says which.
 */
export type Script = Answer | 'own' | 'lost' | 'reset' | 'silence' | 'endless' | ((seen: SeenRequest) => Script | Promise<Script>);

export interface SeenRequest {
  call: BankCall;
  applicationId: string;
  key: string | null;
  webhookId: string;
  rawBody: string;
}

/** What the bank holds of one application. */
export interface BankFile {
  request: BankApplication;
  /** Applications that it really took under this id: more than one would be our fault. */
  taken: number;
  state: BankState;
  offers: BankOffer[];
  acceptedOfferId: string | null;
  refunded: number;
  /** Commands that took effect, in their order. */
  history: BankCall[];
}

export interface CallbackOptions {
  webhookId?: string;
  /** When it was signed. */
  at?: Date;
  secret?: string;
  /** Another address than the right one. */
  url?: string;
}

export interface ScriptedBank {
  config: BankConfig;
  files: Map<string, BankFile>;
  /** Every request with a good signature, in the order of arrival. */
  seen: SeenRequest[];
  /**
   * What a careful bank would complain of: a bad signature, other bytes under a known key, a POST without a key. Empty at the end of
   * a good test.
   */
  faults: string[];
  /** What it answers to applications from now on. */
  decides: 'approved' | 'declined' | 'pending';
  /** Meets the next requests of this call so; then as before. */
  script(call: BankCall, ...scripts: Script[]): void;
  /** Meets all requests of this call so from now on. */
  always(call: BankCall, script: Script): void;
  /** Holds the next request of this call until it is opened. */
  hold(call: BankCall, script?: Script): Hold;
  count(call: BankCall, applicationId?: string): number;
  /** The one application it has; fails when there is another number. */
  onlyFile(): BankFile;
  /** Loses all it had of an application. */
  forget(applicationId: string): void;
  /** Posts a decision as the bank's callback; its offers are those of the file. */
  decide(applicationId: string, decision: 'approved' | 'declined', options?: CallbackOptions): Promise<Response>;
  /** Posts an event. */
  tell(applicationId: string, event: Partial<BankEvent> & Pick<BankEvent, 'type'>, options?: CallbackOptions): Promise<Response>;
  /** Posts any body to any address of ours, signed. */
  post(url: string, body: string, options?: CallbackOptions): Promise<Response>;
  /** Stops listening: connections are refused; `open` brings it back at the same address. */
  shut(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

export interface Hold {
  /** Resolves when the request is there. */
  arrived: Promise<SeenRequest>;
  open(): void;
}

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
const done = (body: unknown = {}): Answer => ({ status: 200, body });
const refusal = (status: number, code: string): Answer => ({ status, body: { type: 'about:blank', title: code, status, code } });

/** A real HTTP bank that speaks the gateway both ways, keeps its own state, and misbehaves as a test tells it. */
export async function startScriptedBank(id: string, change: Partial<BankConfig> = {}, clock: Clock = systemClock): Promise<ScriptedBank> {
  const scripts = new Map<BankCall, Script[]>();
  const standing = new Map<BankCall, Script>();
  const answers = new Map<string, { rawBody: string; answer: Answer }>();
  const server = createServer((request, response) => void serve(request, response));
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;

  const bank: ScriptedBank = {
    config: {
      id,
      name: `Bank ${id}`,
      url: `http://127.0.0.1:${port}`,
      outSecrets: [newSecret()],
      inSecrets: [newSecret()],
      products: ['installment', 'credit'],
      minAmount: 100_000,
      maxAmount: 100_000_000,
      concurrency: 4,
      ...change,
    },
    files: new Map(),
    seen: [],
    faults: [],
    decides: 'approved',
    script: (call, ...more) => void scripts.set(call, [...(scripts.get(call) ?? []), ...more]),
    always: (call, script) => void standing.set(call, script),
    hold(call, script = 'own') {
      const arrival = Promise.withResolvers<SeenRequest>();
      const opening = Promise.withResolvers<undefined>();
      bank.script(call, async (seen) => {
        arrival.resolve(seen);
        await opening.promise;
        return script;
      });
      return { arrived: arrival.promise, open: () => opening.resolve(undefined) };
    },
    count: (call, applicationId) =>
      bank.seen.filter((seen) => seen.call === call && (applicationId === undefined || seen.applicationId === applicationId)).length,
    onlyFile() {
      const [file, ...others] = bank.files.values();
      if (!file || others.length > 0) throw new Error(`${id} has ${bank.files.size} applications`);
      return file;
    },
    forget(applicationId) {
      bank.files.delete(applicationId);
      answers.delete(applicationId);
    },
    decide(applicationId, decision, options) {
      const file = fileOf(applicationId);
      if (decision === 'approved' && file.offers.length === 0) file.offers = [offerFor(file.request, clock.now())];
      const body = { applicationId, action: 'decision', decision, ...(decision === 'approved' ? { offers: file.offers } : {}) };
      return bank.post(file.request.callbackUrl, JSON.stringify(body), options);
    },
    tell(applicationId, event, options) {
      const url = fileOf(applicationId).request.callbackUrl.replace(/decisions$/, 'events');
      const body = { eventId: randomUUID(), applicationId, action: 'event', at: clock.now().toISOString(), ...event };
      return bank.post(url, JSON.stringify(body), options);
    },
    post(url, body, { webhookId = randomUUID(), at = clock.now(), secret = bank.config.inSecrets[0] ?? '', url: other } = {}) {
      const headers = { 'content-type': 'application/json', ...sign(secret, webhookId, at, body) };
      return fetch(other ?? url, { method: 'POST', headers, body });
    },
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    open: () => listen(port),
    close: async () => {
      if (server.listening) await bank.shut();
    },
  };

  function fileOf(applicationId: string): BankFile {
    const file = bank.files.get(applicationId);
    if (!file) throw new Error(`${id} has no application ${applicationId}`);
    return file;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const rawBody = await readBody(request);
    const { method = '', url = '', headers } = request;
    const seen = recognize(method, url, rawBody, headers);
    if (!seen) return reply(response, refusal(404, 'unknown_path'));
    const webhookId = verifiedId(bank.config.outSecrets, headers, signedContent(method, url, rawBody), clock.now());
    if (webhookId === null) {
      bank.faults.push(`${method} ${url} is not signed well`);
      return reply(response, refusal(401, 'signature_wrong'));
    }
    bank.seen.push(seen);
    await play(response, seen, scripts.get(seen.call)?.shift() ?? standing.get(seen.call) ?? 'own');
  }

  async function play(response: ServerResponse, seen: SeenRequest, script: Script): Promise<void> {
    if (typeof script === 'function') return play(response, seen, await script(seen));
    if (script === 'reset') return void response.destroy();
    if (script === 'silence') return;
    if (script === 'endless') return drip(response);
    if (script === 'lost') {
      answerOnce(seen);
      return void response.destroy();
    }
    return reply(response, script === 'own' ? answerOnce(seen) : script);
  }

  /** Equal requests get equal answers; the key guards the effect. */
  function answerOnce(seen: SeenRequest): Answer {
    if (seen.rawBody === '') return perform(seen);
    if (seen.key === null) {
      bank.faults.push(`${seen.call} came without an Idempotency-Key`);
      return refusal(422, 'idempotency_key_missing');
    }
    const known = answers.get(seen.key);
    if (known && known.rawBody !== seen.rawBody) {
      bank.faults.push(`${seen.call} came with other bytes under the same key`);
      return refusal(422, 'idempotency_key_reused');
    }
    const answer = known?.answer ?? perform(seen);
    answers.set(seen.key, { rawBody: seen.rawBody, answer });
    return answer;
  }

  function perform(seen: SeenRequest): Answer {
    const body = seen.rawBody === '' ? {} : (JSON.parse(seen.rawBody) as Record<string, unknown>);
    if (seen.call === 'apply') return take(bankApplicationSchema.parse(body));
    const file = bank.files.get(seen.applicationId);
    if (!file) return refusal(404, 'application_unknown');
    if (seen.call === 'poll') return done(decisionOf(file));
    if (seen.call === 'slots') return done({ data: [{ id: 'slot-1', date: '2030-01-10', from: '10:00', to: '12:00' }] });
    const answer = command(file, seen.call, body);
    if (answer.status < 300) file.history.push(seen.call);
    return answer;
  }

  function take(request: BankApplication): Answer {
    const known = bank.files.get(request.applicationId);
    const offers = bank.decides === 'approved' ? [offerFor(request, clock.now())] : [];
    const file = known ?? { request, taken: 0, state: bank.decides, offers, acceptedOfferId: null, refunded: 0, history: [] };
    file.taken += 1;
    bank.files.set(request.applicationId, file);
    return { status: file.state === 'pending' ? 202 : 200, body: decisionOf(file) };
  }

  return bank;
}

/** A sound offer for what was asked, valid for a week. */
export function offerFor(request: BankApplication, now: Date, bankOfferId: string = randomUUID()): BankOffer {
  const { product, amount, firstPayment, term } = request;
  return {
    id: bankOfferId,
    product,
    ...computeOffer({ product, amount, firstPayment, term, rate: 18, startDate: now.toISOString().slice(0, 10) }),
    signing: ['sms', 'self-id', 'meeting'],
    validUntil: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
  };
}

function decisionOf({ request: { applicationId }, state, offers }: BankFile) {
  if (state === 'pending' || state === 'declined') return { applicationId, decision: state };
  return { applicationId, decision: 'approved', offers };
}

/** What a bank does of its own accord with a command; a command repeated under another key finds its work done. */
function command(file: BankFile, call: BankCall, body: Record<string, unknown>): Answer {
  const conflict = refusal(409, `application_${file.state}`);
  const isSigned = file.state === 'signed' || file.state === 'confirmed' || file.state === 'settled';
  switch (call) {
    case 'accept':
      if (file.state !== 'approved' && file.state !== 'accepted') return conflict;
      if (!file.offers.some(({ id }) => id === body.offerId)) return refusal(410, 'offer_gone');
      file.state = 'accepted';
      file.acceptedOfferId = String(body.offerId);
      return done({ agreement: { title: 'Договор потребительского займа', text: `Предложение ${file.acceptedOfferId}` } });
    case 'release':
      if (file.state !== 'accepted' && file.state !== 'approved' && file.state !== 'pending') return conflict;
      if (file.state === 'accepted') file.state = 'approved';
      file.acceptedOfferId = null;
      return done();
    case 'appointment':
      return done({ date: '2030-01-10', from: '10:00', to: '12:00', address: String(body.address) });
    case 'signature':
      if (isSigned) return done();
      if (file.state !== 'accepted') return conflict;
      file.state = 'signed';
      return done();
    case 'confirm':
      if (!isSigned) return conflict;
      file.state = 'confirmed';
      return done();
    case 'cancel':
      if (file.state === 'settled') return conflict;
      file.state = 'canceled';
      return done();
    case 'refunds':
      if (!isSigned) return conflict;
      file.refunded += Number(body.amount);
      return done();
    default:
      return done();
  }
}

const commands: Record<string, BankCall> = {
  'POST accept': 'accept',
  'POST release': 'release',
  'GET slots': 'slots',
  'POST appointment': 'appointment',
  'DELETE appointment': 'call-off',
  'POST signature': 'signature',
  'POST confirm': 'confirm',
  'POST cancel': 'cancel',
  'POST refunds': 'refunds',
};

function recognize(method: string, url: string, rawBody: string, headers: IncomingMessage['headers']): SeenRequest | null {
  const [, applicationId, action] = /\/applications(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(url) ?? [];
  if (!/\/applications/.test(url)) return null;
  const key = typeof headers['idempotency-key'] === 'string' ? headers['idempotency-key'] : null;
  const webhookId = String(headers['webhook-id']);
  const call = applicationId === undefined ? 'apply' : action === undefined ? 'poll' : commands[`${method} ${action}`];
  if (!call) return null;
  return { call, applicationId: applicationId ?? key ?? '', key, webhookId, rawBody };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"applicationId":');
}
