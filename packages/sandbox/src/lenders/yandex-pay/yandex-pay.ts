import { kopecks } from '../../neighbours/decimal.ts';
import { notices as createNotices, type SentNotice } from '../../neighbours/notices.ts';
import { standIn, type StandIn, type StandInListening } from '../../neighbours/stand-in.ts';
import { header, json, type Operation, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import { systemTimer, type Timer } from '../../timer.ts';
import { done, fail, orderView, read } from './answers.ts';
import { cancelBody, captureBody, createBody } from './bodies.ts';
import { noticePlan, noticeSigner } from './notices.ts';
import { cartFault, newOrder, type YandexOperation, type YandexOrder, type YandexStatus } from './orders.ts';
import { refundDesk } from './refunds.ts';

export interface YandexPayOptions extends StandInListening {
  merchantId?: string;
  apiKey?: string;
  /** The shop's callback address; Yandex adds `/v1/webhook`. Default: nowhere. */
  callbackUrl?: string;
  timer?: Timer;
}

export interface YandexPayStandIn extends StandIn {
  readonly orders: readonly YandexOrder[];
  readonly operations: readonly YandexOperation[];
  readonly notices: readonly SentNotice[];
  /** The buyer pays, is refused, or the money is held: told by a notice. */
  move(orderId: string, status: YandexStatus): void;
  /** A refund comes to its end. */
  finish(externalOperationId: string, status: 'SUCCESS' | 'FAIL'): void;
  /** What the next notices carry in their header beside or instead of the usual: `exp` as a text, none at all. */
  setNoticeHeader(header: Readonly<Record<string, unknown>>): void;
  rotateKey(): void;
  settled(): Promise<void>;
}

/**
 * Yandex Pay and Split, merchant API v1 with refunds of v2.
 * Written from pay.yandex.ru's documentation and official SDKs.
 *
 * Unproven: one-stage or two-stage is Yandex's setting (here the test moves the order); reason codes outside the ones in the facts; the
 * distance of repeated notices; the limit of requests.
 */
export async function startYandexPay({
  merchantId = '28fd5c5d-0000-4000-8000-000000000001',
  apiKey = 'sandbox-key',
  callbackUrl,
  timer = systemTimer,
  host,
  port,
}: YandexPayOptions = {}): Promise<YandexPayStandIn> {
  const orders: YandexOrder[] = [];
  const operations: YandexOperation[] = [];
  const signer = noticeSigner();
  let noticeHeader: Readonly<Record<string, unknown>> = {};
  const notices = createNotices(timer, () => prepared.faults, noticePlan);

  function tell(claims: object): void {
    if (callbackUrl === undefined) return;
    const body = signer.jwt({ merchantId, eventTime: timer.now().toISOString(), ...claims }, timer.now(), noticeHeader);
    void notices.send({
      name: 'notice',
      url: `${callbackUrl.replace(/\/$/, '')}/v1/webhook`,
      headers: { 'content-type': 'application/octet-stream' },
      body,
    });
  }
  // No amount comes along: the receiver reads the order.
  const tellOrder = ({ orderId, status }: YandexOrder) =>
    tell({ event: 'ORDER_STATUS_UPDATED', order: { orderId, paymentStatus: status } });

  function guarded(work: (request: WireRequest) => WireAnswer) {
    return (request: WireRequest): WireAnswer => {
      if (header(request, 'authorization') !== `Api-Key ${apiKey}`) return fail(401, 'AUTHENTICATION_ERROR');
      if (!header(request, 'x-request-id')) return fail(400, 'BAD_FORMAT', 'X-Request-Id is missing');
      const limit = header(request, 'x-request-timeout');
      if (limit !== undefined && !(Number(limit) >= 1_000)) return fail(400, 'BAD_FORMAT', 'X-Request-Timeout');
      return work(request);
    };
  }
  const withOrder = (work: (order: YandexOrder, request: WireRequest) => WireAnswer) =>
    guarded((request) => {
      const order = orders.find(({ orderId }) => orderId === request.params['id']);
      return order ? work(order, request) : fail(404, 'ORDER_NOT_FOUND');
    });

  function create(request: WireRequest): WireAnswer {
    const body = read(request, createBody);
    if ('answer' in body) return body.answer;
    const wrong = cartFault(body.value);
    if (wrong) return fail(400, wrong);
    const known = orders.find(({ orderId }) => orderId === body.value.orderId);
    if (known && known.status !== 'PENDING') return fail(409, 'ORDER_ALREADY_EXISTS');
    if (!known) orders.push(newOrder(body.value));
    return done({ paymentUrl: `https://sandbox.pay.ya.ru/l/${encodeURIComponent(body.value.orderId)}` });
  }

  function change(order: YandexOrder, status: YandexStatus): WireAnswer {
    order.status = status;
    tellOrder(order);
    return done({ operation: { orderId: order.orderId, status: 'SUCCESS' } });
  }

  function capture(order: YandexOrder, request: WireRequest): WireAnswer {
    const body = read(request, captureBody);
    if ('answer' in body) return body.answer;
    if (order.status !== 'AUTHORIZED') return fail(409, 'INVALID_PAYMENT_STATUS');
    const asked = body.value.orderAmount === undefined ? order.amountKopecks : kopecks(Number(body.value.orderAmount));
    if (asked > order.amountKopecks) return fail(400, 'CAPTURE_AMOUNT_TOO_LARGE');
    order.amountKopecks = asked;
    return change(order, 'CAPTURED');
  }

  function cancel(order: YandexOrder, request: WireRequest): WireAnswer {
    const body = read(request, cancelBody);
    if ('answer' in body) return body.answer;
    return order.status === 'AUTHORIZED' ? change(order, 'VOIDED') : fail(409, 'INVALID_PAYMENT_STATUS');
  }

  const refunds = refundDesk(operations);
  const operation = (name: string, method: Operation['method'], url: string, answer: Operation['answer']): Operation => ({
    name,
    method,
    url: `/api/merchant/${url}`,
    answer,
  });
  const prepared = standIn({
    name: 'Yandex Pay',
    operations: [
      operation('create', 'POST', 'v1/orders', guarded(create)),
      operation(
        'order',
        'GET',
        'v1/orders/:id',
        withOrder((order) => done({ order: orderView(order) })),
      ),
      operation('capture', 'POST', 'v1/orders/:id/capture', withOrder(capture)),
      operation('cancel', 'POST', 'v1/orders/:id/cancel', withOrder(cancel)),
      operation(
        'rollback',
        'POST',
        'v1/orders/:id/rollback',
        withOrder((order) => (order.status === 'PENDING' ? change(order, 'FAILED') : fail(409, 'INVALID_PAYMENT_STATUS'))),
      ),
      operation('refund', 'POST', 'v2/orders/:id/refund', withOrder(refunds.refund)),
      operation('operation', 'GET', 'v1/operations/:id', guarded(refunds.operation)),
      { name: 'jwks', method: 'GET', url: '/api/jwks', answer: () => json(200, signer.jwks()) },
    ],
    unknownAddress: () => fail(404, 'ORDER_NOT_FOUND'),
    forms: {
      'too-many-requests': () => fail(429, 'TOO_MANY_REQUESTS'),
      unavailable: () => fail(503, 'INTERNAL_ERROR'),
      'server-error': () => fail(500, 'INTERNAL_ERROR'),
    },
    sendsNotices: true,
    timer,
  });
  const listening = await prepared.listen({ host, port });

  return {
    ...listening,
    orders,
    operations,
    notices: notices.sent,
    move(orderId, status) {
      const order = orders.find((candidate) => candidate.orderId === orderId);
      if (!order) throw new Error(`Yandex has no order ${orderId}.`);
      change(order, status);
    },
    finish(externalOperationId, status) {
      const { operation: found, order } = refunds.finish(externalOperationId, status, orders);
      tell({
        event: 'OPERATION_STATUS_UPDATED',
        operation: { externalOperationId, orderId: order.orderId, operationType: found.type, status },
      });
      if (status === 'SUCCESS') tellOrder(order);
    },
    setNoticeHeader: (changed) => (noticeHeader = changed),
    rotateKey: () => signer.rotate(),
    settled: () => notices.settled(),
    async close() {
      notices.close();
      await listening.close();
    },
  };
}
