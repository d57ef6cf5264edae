import {
  agreementLinkSchema,
  agreementSchema,
  askPhoneCodeSchema,
  provenPhoneSchema,
  provePhoneSchema,
  restartedSchema,
  restartOrderSchema,
  selectSchema,
  sentCodeSchema,
  sessionEventSchemas,
  signingCodeSchema,
  slotListSchema,
  startSigningSchema,
  submitSchema,
} from '@installment-button/protocol/buyer-api';
import { normalizePhone } from '@installment-button/protocol/phone';
import type { ProblemCode } from '@installment-button/protocol/problem-codes';
import { problemCodes } from '@installment-button/protocol/problem-codes';
import { draftSchema, type SessionDetail, sessionSchema, type Signing, signingSchema } from '@installment-button/protocol/session-view';
import type { OrderStatus } from '@installment-button/protocol/status';
import type * as z from 'zod/mini';
import type { StreamEvent } from '../session/event-stream.ts';
import { applyEvent } from '../session/apply-event.ts';
import { agreement, buyerToken, detail, order, sessionToken } from './fixtures.ts';

type Answer = Response | Promise<Response | null>;

/**
 * The service as the page sees it, in memory, for tests and stories. The protocol's schemas check every request and every answer, so that
 * the double cannot drift from the real service.
 */
export class ServiceDouble {
  session: SessionDetail;
  /** The right SMS code. */
  code = '123456';
  attemptsLeft = 5;
  /** Every request: «POST /phone». */
  readonly calls: string[] = [];
  readonly bodies: unknown[] = [];
  /** Requests that the double has not answered yet. A request that a test answers by `replace` does not count. */
  openCalls = 0;
  /** Answers instead of the double, by «POST /phone». null lets the double answer. */
  readonly replace = new Map<string, (request: Request) => Answer | null>();
  private readonly streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  private readonly now: () => Date;

  constructor({ session = {}, now = () => new Date() }: { session?: Partial<SessionDetail>; now?: () => Date } = {}) {
    this.session = { ...detail, ...session };
    this.now = now;
  }

  /** Stands in for `fetch`. */
  fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => this.answer(new Request(input, init));

  async answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.replace(/^.*\/v1\/session/, '');
    const call = `${request.method} ${path || '/'}`;
    this.calls.push(call);
    const replaced = await this.replace.get(call)?.(request.clone());
    if (replaced) return replaced;
    this.openCalls += 1;
    return this.answerCall(call, request).finally(() => (this.openCalls -= 1));
  }

  private async answerCall(call: string, request: Request): Promise<Response> {
    const token = request.headers.get('authorization')?.replace('Bearer ', '');
    const proven = token === buyerToken;
    if (!proven && token !== sessionToken) return this.problem('session_expired');
    if (call === 'GET /') return this.json(sessionSchema, proven ? this.session : this.summary());
    if (call === 'POST /phone') return this.sendCode(await this.body(request, askPhoneCodeSchema));
    if (call === 'POST /phone/code') return this.prove(await this.body(request, provePhoneSchema));
    if (!proven) return this.problem('phone_unconfirmed');
    return this.answerBuyer(call, request);
  }

  /** Changes the session and sends the event to every open stream. */
  emit(event: StreamEvent): void {
    const data = sessionEventSchemas[event.name].parse(event.data);
    this.session = applyEvent(this.session, event);
    const id = event.name === 'decision' || event.name === 'status' ? `id: ${this.session.order.sequence}\n` : '';
    const text = `event: ${event.name}\n${id}data: ${JSON.stringify(data)}\n\n`;
    for (const stream of this.streams) stream.enqueue(new TextEncoder().encode(text));
  }

  move(status: OrderStatus, change: Partial<SessionDetail> = {}): void {
    const { id, externalId, status: previousStatus, sequence } = this.session.order;
    this.session = { ...this.session, ...change };
    const at = this.now().toISOString();
    this.emit({ name: 'status', data: { orderId: id, externalId, status, previousStatus, sequence: sequence + 1, at } });
  }

  tellSigning(signing: Partial<Signing>): void {
    const before = this.session.signing ?? noSigning;
    this.emit({ name: 'signing', data: { ...before, ...signing } });
  }

  /** Breaks every open stream, as a lost network does. */
  cutStreams(): void {
    for (const stream of this.streams) stream.error(new TypeError('network error'));
    this.streams.clear();
  }

  get openStreams(): number {
    return this.streams.size;
  }

  problem(code: ProblemCode, more: Record<string, unknown> = {}, headers: Record<string, string> = {}): Response {
    const { status, meaning } = problemCodes[code];
    const body = { type: 'about:blank', title: meaning, status, code, ...more };
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json', ...headers } });
  }

  private async answerBuyer(call: string, request: Request): Promise<Response> {
    switch (call) {
      case 'PUT /draft':
        this.session = { ...this.session, draft: await this.body(request, draftSchema) };
        return new Response(null, { status: 204 });
      case 'POST /submit':
        return this.submit(await this.body(request, submitSchema));
      case 'GET /events':
        return this.openStream();
      case 'POST /select': {
        const { offerId } = await this.body(request, selectSchema);
        if (!this.session.offers.some((offer) => offer.id === offerId)) return this.problem('offer_gone');
        this.session = { ...this.session, signing: { ...noSigning, state: 'preparing' } };
        return this.json(sessionSchema, this.session, 202);
      }
      case 'POST /signing':
        return this.startSigning(await this.body(request, startSigningSchema));
      case 'DELETE /signing':
        return this.answerSigning({ ...noSigning, state: 'ready' });
      case 'POST /signing/code': {
        const { code } = await this.body(request, signingCodeSchema);
        if (code !== this.code) return this.wrongCode();
        return this.answerSigning({ ...(this.session.signing ?? noSigning), state: 'sent-to-bank' });
      }
      case 'POST /signing/self-id':
        await request.formData();
        return this.answerSigning({ ...noSigning, method: 'self-id', state: 'verifying' });
      case 'GET /signing/slots':
        return this.json(slotListSchema, { data: slots });
      case 'GET /agreement':
        return this.session.agreement ? this.json(agreementSchema, agreement) : this.problem('not_found');
      case 'POST /agreement/link':
        return this.json(agreementLinkSchema, { url: '/agreements/one-use.pdf', expiresAt: this.in(60) });
      case 'POST /restart': {
        await this.body(request, restartOrderSchema);
        return this.json(restartedSchema, { orderId: order.id, session: sessionToken, token: buyerToken });
      }
      case 'POST /cancel':
        this.move('canceled');
        return this.json(sessionSchema, this.session, 202);
      case 'POST /finish':
        return new Response(null, { status: 204 });
      default:
        return this.problem('not_found');
    }
  }

  private submit({ banks, term }: z.infer<typeof submitSchema>): Response {
    const decisions = this.session.banks
      .filter((bank) => banks.includes(bank.id))
      .map((bank) => ({ bank: { id: bank.id, name: bank.name }, decision: 'pending' as const }));
    this.move('submitted', { decisions, draft: null, deadline: this.in(120), order: { ...this.session.order, term } });
    return this.json(sessionSchema, this.session, 202);
  }

  private startSigning(choice: z.infer<typeof startSigningSchema>): Response {
    switch (choice.method) {
      case 'redirect':
        return this.answerSigning({ ...noSigning, method: 'redirect', state: 'redirected', url: 'https://lender.example/form' });
      case 'sms':
        this.attemptsLeft = 5;
        return this.answerSigning({
          ...noSigning,
          method: 'sms',
          state: 'code-sent',
          resendAt: this.in(60),
          attemptsLeft: 5,
          expiresAt: this.in(300),
        });
      case 'self-id':
        return this.answerSigning({ ...noSigning, method: 'self-id', state: 'ready' });
      case 'meeting': {
        const slot = slots.find((one) => one.id === choice.slotId);
        if (!slot) return this.problem('slot_taken');
        const { date, from, to } = slot;
        return this.answerSigning({
          ...noSigning,
          method: 'meeting',
          state: 'appointed',
          appointment: { date, from, to, address: choice.address },
        });
      }
    }
  }

  private answerSigning(signing: Signing): Response {
    this.session = { ...this.session, signing };
    return this.json(signingSchema, signing, 202);
  }

  private sendCode({ phone }: z.infer<typeof askPhoneCodeSchema>): Response {
    if (!normalizePhone(phone)) return this.problem('phone_unsupported');
    this.attemptsLeft = 5;
    return this.json(sentCodeSchema, { resendAt: this.in(60), attemptsLeft: 5, expiresAt: this.in(300) });
  }

  private prove({ code }: z.infer<typeof provePhoneSchema>): Response {
    return code === this.code ? this.json(provenPhoneSchema, { token: buyerToken }) : this.wrongCode();
  }

  private wrongCode(): Response {
    this.attemptsLeft = Math.max(0, this.attemptsLeft - 1);
    return this.problem('code_wrong', { attemptsLeft: this.attemptsLeft });
  }

  private openStream(): Response {
    let own: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller;
        this.streams.add(controller);
        controller.enqueue(new TextEncoder().encode('retry: 500\n: open\n\n'));
      },
      cancel: () => void this.streams.delete(own),
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  private summary(): unknown {
    return { order: this.session.order, plans: this.session.plans, phoneConfirmed: false };
  }

  private async body<Value>(request: Request, schema: z.ZodMiniType<Value>): Promise<Value> {
    const body: unknown = await request.json();
    this.bodies.push(body);
    return schema.parse(body);
  }

  private json<Value>(schema: z.ZodMiniType<Value>, value: unknown, status = 200): Response {
    return Response.json(schema.parse(value), { status });
  }

  private in(seconds: number): string {
    return new Date(this.now().getTime() + seconds * 1000).toISOString();
  }
}

export const noSigning: Signing = {
  method: null,
  state: 'ready',
  resendAt: null,
  attemptsLeft: null,
  expiresAt: null,
  appointment: null,
  error: null,
};

const days = ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-30'];
const hours = ['09:00', '11:00', '15:00', '17:00', '19:00'];
/** Free meeting times of the bank's representative. */
export const slots = days.flatMap((date, day) =>
  hours
    .filter((_, hour) => (day + hour) % 4 !== 3)
    .map((from) => ({ id: `${date}-${from}`, date, from, to: `${String(Number(from.slice(0, 2)) + 2).padStart(2, '0')}:00` })),
);
