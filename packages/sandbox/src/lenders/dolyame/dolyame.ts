import { z } from 'zod';
import { makeCertificates, type Certificates } from '../../neighbours/certificates.ts';
import { notices as createNotices, type SentNotice } from '../../neighbours/notices.ts';
import { standIn, type StandIn, type StandInListening } from '../../neighbours/stand-in.ts';
import { basicCredentials, header, json, type Operation, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import { systemTimer, type Timer } from '../../timer.ts';
import { gateway, read, refused, tooMany } from './answers.ts';
import { commitBody, createBody, refundBody } from './bodies.ts';
import { cancel, commit, newOrder, refund, residualKopecks, type DolyameOrder, type DolyameStatus, type Refusal } from './orders.ts';
import { info, view } from './views.ts';

export interface DolyameOptions extends StandInListening {
  login?: string;
  password?: string;
  /** A notification that was not answered with 2xx comes again after this. Its true plan is not public. Default 60 s, five times. */
  retryMs?: number;
  timer?: Timer;
}

export interface DolyameStandIn extends StandIn {
  readonly orders: readonly DolyameOrder[];
  readonly notifications: readonly SentNotice[];
  readonly certificates: Certificates;
  /** The buyer and the lender move the order on: approved, rejected, wait_for_commit, completed. Told by a notification. */
  move(orderId: string, status: DolyameStatus): void;
  /** The lender has returned the money of all refunds of the order. */
  processRefunds(orderId: string): void;
  settled(): Promise<void>;
}

/**
 * Dolyame (partner.dolyame.ru/v1/orders): mutual TLS, Basic, and an X-Correlation-ID that is new for every call.
 * Written from public clients (VKolegov/dolyame-api-php, ValGoldun/dolyame, skeeks-cms) and vendor modules.
 *
 * Unproven: the path of `create`, the plan of notifications, the rounding of partial commits, that a used correlation id is refused
 * (here it is), the number and distance of the payments.
 */
export async function startDolyame({
  login = 'shop',
  password = 'secret',
  retryMs = 60_000,
  timer = systemTimer,
  host,
  port,
}: DolyameOptions = {}): Promise<DolyameStandIn> {
  const certificates = await makeCertificates();
  const orders: DolyameOrder[] = [];
  const correlationIds = new Set<string>();
  let recent: number[] = [];
  const notifications = createNotices(timer, () => prepared.faults, {
    timeoutMs: 10_000,
    retryDelayMs: (status, tries) => ((status >= 200 && status < 300) || tries >= 5 ? undefined : retryMs),
  });

  function guarded(work: (request: WireRequest) => WireAnswer) {
    return (request: WireRequest): WireAnswer => {
      if (request.certificate !== 'trusted') return gateway(400, 'No required SSL certificate was sent');
      const given = basicCredentials(request);
      if (given?.user !== login || given.password !== password) return gateway(401, 'Unauthorized');
      const now = timer.now().getTime();
      recent = recent.filter((at) => now - at < 1_000);
      if (recent.length >= 10) return tooMany();
      recent.push(now);
      const correlationId = header(request, 'x-correlation-id') ?? '';
      if (!z.uuid().safeParse(correlationId).success) return refused(request, 400, 'Неверный X-Correlation-ID');
      if (correlationIds.has(correlationId)) return refused(request, 409, 'X-Correlation-ID уже использован');
      correlationIds.add(correlationId);
      return work(request);
    };
  }

  const withOrder = (work: (order: DolyameOrder, request: WireRequest) => WireAnswer) =>
    guarded((request) => {
      const order = orders.find(({ id }) => id === request.params['id']);
      return order ? work(order, request) : refused(request, 404, 'Заказ не найден');
    });

  function create(request: WireRequest): WireAnswer {
    const body = read(request, createBody);
    if ('answer' in body) return body.answer;
    if (orders.some(({ id }) => id === body.value.order.id)) return refused(request, 409, 'Заказ с таким id уже существует');
    const order = newOrder(body.value, timer);
    if ('refusal' in order) return refused(request, 422, order.refusal);
    orders.push(order);
    return json(200, view(order));
  }

  function act(order: DolyameOrder, request: WireRequest, refusal: Refusal | undefined): WireAnswer {
    if (refusal) return refused(request, 422, refusal.refusal);
    notify(order);
    return json(200, view(order));
  }

  function refundOf(order: DolyameOrder, request: WireRequest): WireAnswer {
    const body = read(request, refundBody);
    if ('answer' in body) return body.answer;
    const made = refund(order, body.value);
    return 'refusal' in made
      ? refused(request, 422, made.refusal)
      : json(200, { amount: residualKopecks(order) / 100, refund_id: made.id });
  }

  function notify(order: DolyameOrder): void {
    if (!order.notificationUrl) return;
    // Unsigned: whoever gets it asks `info`.
    const body = JSON.stringify({ id: order.id, ...view(order), link: undefined });
    void notifications.send({ name: 'notification', url: order.notificationUrl, headers: { 'content-type': 'application/json' }, body });
  }

  const operation = (name: string, method: Operation['method'], url: string, answer: Operation['answer']): Operation => ({
    name,
    method,
    url: `/v1/orders/${url}`,
    answer,
  });
  const prepared = standIn({
    name: 'Dolyame',
    operations: [
      operation('create', 'POST', 'create', guarded(create)),
      operation(
        'info',
        'GET',
        ':id/info',
        withOrder((order) => json(200, info(order))),
      ),
      operation(
        'commit',
        'POST',
        ':id/commit',
        withOrder((order, request) => {
          const body = read(request, commitBody);
          return 'answer' in body ? body.answer : act(order, request, commit(order, body.value));
        }),
      ),
      operation(
        'cancel',
        'POST',
        ':id/cancel',
        withOrder((order, request) =>
          request.body.length > 0 ? refused(request, 400, 'Тело не ожидается') : act(order, request, cancel(order)),
        ),
      ),
      operation('refund', 'POST', ':id/refund', withOrder(refundOf)),
      operation(
        'complete-delivery',
        'POST',
        ':id/complete_delivery',
        withOrder((order) => json(200, view(order))),
      ),
    ],
    unknownAddress: () => gateway(404, 'Not Found'),
    forms: {
      'too-many-requests': tooMany,
      unavailable: () => gateway(503, 'Service Unavailable'),
      'server-error': (request) => refused(request, 500, 'Внутренняя ошибка'),
    },
    sendsNotices: true,
    timer,
    tls: { ...certificates.server, ca: certificates.ca },
  });
  const listening = await prepared.listen({ host, port });

  function orderOf(id: string): DolyameOrder {
    const found = orders.find((order) => order.id === id);
    if (!found) throw new Error(`The lender has no order ${id}.`);
    return found;
  }

  return {
    ...listening,
    orders,
    notifications: notifications.sent,
    certificates,
    move(id, status) {
      const order = orderOf(id);
      order.status = status;
      notify(order);
    },
    processRefunds(id) {
      for (const part of orderOf(id).refunds) part.status = 'processed';
    },
    settled: () => notifications.settled(),
    async close() {
      notifications.close();
      await listening.close();
    },
  };
}
