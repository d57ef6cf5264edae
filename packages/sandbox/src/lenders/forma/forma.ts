import { randomUUID } from 'node:crypto';
import { kopecks, sumOf } from '../../neighbours/decimal.ts';
import { notices as createNotices, type SentNotice } from '../../neighbours/notices.ts';
import { standIn, type StandIn, type StandInListening } from '../../neighbours/stand-in.ts';
import { basicCredentials, json, jsonBody, type Operation, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import { systemTimer, type Timer } from '../../timer.ts';
import { createBody } from './bodies.ts';
import { cooldownMs, goodsOf, least, most, view, type FormaOrder, type FormaStatus } from './orders.ts';

export interface FormaOptions extends StandInListening {
  shopId?: string;
  showcaseId?: string;
  apiPassword?: string;
  /** What failed webhooks are tried again after. The plan of this product is not public. Default 60 s, five times. */
  retryMs?: number;
  timer?: Timer;
}

export interface FormaStandIn extends StandIn {
  readonly orders: readonly FormaOrder[];
  readonly webhooks: readonly SentNotice[];
  /** The buyer and the banks move the order on. `signed` starts the cooling-off, and its end is told by a second `signed`. */
  move(orderNumber: string, status: FormaStatus): void;
  settled(): Promise<void>;
}

/**
 * T-Bank's forma partner API, the server's side: create, commit, cancel, info, webhooks, all unsigned.
 * Written from forma.tbank.ru/docs/online and public clients.
 *
 * Unproven: the plan of repeated webhooks; that a cancel of a fresh order is refused with 403 (seen once, so `new` is refused here).
 */
export async function startForma({
  shopId = 'sandbox-shop',
  showcaseId = '6d3a1b52-0000-4000-8000-000000000001',
  apiPassword = 'secret',
  retryMs = 60_000,
  timer = systemTimer,
  host,
  port,
}: FormaOptions = {}): Promise<FormaStandIn> {
  const orders: FormaOrder[] = [];
  let recent: number[] = [];
  const webhooks = createNotices(timer, () => prepared.faults, {
    timeoutMs: 10_000,
    retryDelayMs: (status, tries) => ((status >= 200 && status < 300) || tries >= 5 ? undefined : retryMs),
  });

  function tell(order: FormaOrder, hasHappened?: boolean): void {
    const { webhookURL: url } = order.body;
    if (!url || !['approved', 'rejected', 'signed', 'canceled'].includes(order.status)) return;
    void webhooks.send({
      name: 'webhook',
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(view(order, hasHappened)),
    });
  }

  const limited = (work: (request: WireRequest) => WireAnswer) => (request: WireRequest) => {
    const now = timer.now().getTime();
    recent = recent.filter((at) => now - at < 1_000);
    if (recent.length >= 25) return tooMany();
    recent.push(now);
    return work(request);
  };

  /** Repeats with the same goods and number get the same link, whatever else has changed. */
  function create(request: WireRequest, demo: boolean): WireAnswer {
    const parsed = createBody.safeParse(jsonBody(request));
    if (!parsed.success) {
      const fields = Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
      return refused(400, `Неверные данные: ${Object.keys(fields).join(', ')}`, fields);
    }
    const body = parsed.data;
    if (body.shopId !== shopId || body.showcaseId !== showcaseId) return refused(400, 'Не найдено настроек магазина');
    if (sumOf(body.items.map(({ price, quantity }) => kopecks(price) * quantity)) !== kopecks(body.sum))
      return refused(422, 'Сумма заказа не равна сумме позиций');
    if (body.sum < least || body.sum > most)
      return refused(422, `Сумма заказа должна быть не менее ${least} и не более ${most} руб. включительно`);
    const known = orders.find(({ id }) => id === body.orderNumber);
    if (known && known.status !== 'canceled' && known.status !== 'rejected') {
      return goodsOf(known.body) === goodsOf(body)
        ? json(200, { id: known.id, link: known.link })
        : refused(422, 'Заказ с таким номером уже существует');
    }
    const id = body.orderNumber ?? String(100_000 + orders.length);
    const order: FormaOrder = {
      id,
      link: `https://forma.tbank.ru/${randomUUID()}`,
      status: 'new',
      demo,
      committed: false,
      createdAt: timer.now(),
      body,
    };
    orders.splice(known ? orders.indexOf(known) : orders.length, known ? 1 : 0, order);
    return json(200, { id, link: order.link });
  }

  const withOrder = (work: (order: FormaOrder) => WireAnswer) =>
    limited((request) => {
      const given = basicCredentials(request);
      const demo = given?.user === `demo-${showcaseId}`;
      if ((given?.user !== showcaseId && !demo) || given?.password !== apiPassword) return refused(401, 'Неверный логин или пароль');
      const order = orders.find(({ id }) => id === request.params['number']);
      if (!order) return refused(404, 'Заказ не найден');
      return order.demo === demo ? work(order) : refused(403, 'Нет доступа к заказу');
    });

  function commit(order: FormaOrder): WireAnswer {
    if (order.status !== 'signed') return refused(422, 'Заказ ещё не подписан');
    if (order.cooldownUntil && order.cooldownUntil > timer.now()) return refused(422, 'Период охлаждения ещё не закончился');
    order.committed = true;
    return json(200, view(order));
  }

  function cancel(order: FormaOrder): WireAnswer {
    if (order.status === 'new') return refused(403, 'Запрещено отменять эту заявку');
    if (order.committed || order.status === 'canceled' || order.status === 'rejected') return refused(422, 'Заявку уже нельзя отменить');
    order.status = 'canceled';
    tell(order);
    return json(200, view(order));
  }

  const base = '/api/partners/v2/orders';
  const operation = (name: string, method: Operation['method'], url: string, answer: Operation['answer']): Operation => ({
    name,
    method,
    url: `${base}/${url}`,
    answer,
  });
  const prepared = standIn({
    name: 'T-Bank forma',
    operations: [
      operation(
        'create',
        'POST',
        'create',
        limited((request) => create(request, false)),
      ),
      operation(
        'create',
        'POST',
        'create-demo',
        limited((request) => create(request, true)),
      ),
      operation('commit', 'POST', ':number/commit', withOrder(commit)),
      operation('cancel', 'POST', ':number/cancel', withOrder(cancel)),
      operation(
        'info',
        'GET',
        ':number/info',
        withOrder((order) => json(200, view(order))),
      ),
    ],
    unknownAddress: () => refused(404, 'Не найдено'),
    forms: {
      'too-many-requests': () => tooMany(),
      unavailable: () => refused(503, 'Сервис временно недоступен'),
      'server-error': () => refused(500, 'Внутренняя ошибка'),
    },
    sendsNotices: true,
    timer,
  });
  const listening = await prepared.listen({ host, port });

  return {
    ...listening,
    orders,
    webhooks: webhooks.sent,
    move(orderNumber, status) {
      const order = orders.find(({ id }) => id === orderNumber);
      if (!order) throw new Error(`T-Bank has no order ${orderNumber}.`);
      order.status = status;
      const waitMs = status === 'signed' ? cooldownMs(order.body.sum) : 0;
      if (waitMs === 0) return tell(order);
      order.cooldownUntil = new Date(timer.now().getTime() + waitMs);
      tell(order, false);
      timer.after(waitMs, () => order.status === 'signed' && tell(order, true));
    },
    settled: () => webhooks.settled(),
    async close() {
      webhooks.close();
      await listening.close();
    },
  };
}

/** The reason stands first in `errors`, in Russian: clients show it and nothing else. */
const refused = (status: number, reason: string, validations: Readonly<Record<string, string>> = {}): WireAnswer =>
  json(status, { errors: [reason], validations });
const tooMany = (): WireAnswer => json(429, { errors: ['Слишком много запросов'], validations: {} }, { 'retry-after': '1' });
