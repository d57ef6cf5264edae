import { kopecks } from '../../neighbours/decimal.ts';
import type { WireAnswer, WireRequest } from '../../neighbours/wire.ts';
import { done, fail, operationView, read } from './answers.ts';
import { refundBody } from './bodies.ts';
import { refundFault, remainsOf, type YandexOperation, type YandexOrder } from './orders.ts';

/** Refunds are asynchronous and run one at a time. The same id repeats the operation only while it is unfinished. */
export function refundDesk(operations: YandexOperation[]) {
  function refund(order: YandexOrder, request: WireRequest): WireAnswer {
    const body = read(request, refundBody);
    if ('answer' in body) return body.answer;
    const { externalOperationId, refundAmount, targetCart } = body.value;
    const text = JSON.stringify(body.value);
    const known = operations.find((operation) => operation.externalOperationId === externalOperationId);
    if (known)
      return known.status === 'PENDING' && known.body === text
        ? done({ operation: operationView(known) })
        : fail(409, 'DUPLICATE_EXTERNAL_OPERATION_ID');
    if (operations.some(({ orderId, status }) => orderId === order.orderId && status === 'PENDING'))
      return fail(409, 'ANOTHER_OPERATION_IN_PROGRESS');
    const wrong = refundFault(order, body.value);
    if (wrong) return fail(wrong === 'INVALID_PAYMENT_STATUS' ? 409 : 400, wrong);
    const made: YandexOperation = {
      externalOperationId,
      orderId: order.orderId,
      type: 'REFUND',
      amountKopecks: kopecks(Number(refundAmount)),
      status: 'PENDING',
      body: text,
      remains: remainsOf(order, targetCart) ?? new Map<string, number>(),
    };
    operations.push(made);
    return done({ operation: operationView(made) });
  }

  return {
    refund,
    operation({ params }: WireRequest): WireAnswer {
      const found = operations.find(({ externalOperationId }) => externalOperationId === params['id']);
      return found ? done({ operation: operationView(found) }) : fail(404, 'OPERATION_NOT_FOUND');
    },
    finish(id: string, status: 'SUCCESS' | 'FAIL', orders: readonly YandexOrder[]): { operation: YandexOperation; order: YandexOrder } {
      const operation = operations.find(({ externalOperationId }) => externalOperationId === id);
      const order = orders.find(({ orderId }) => orderId === operation?.orderId);
      if (!operation || !order) throw new Error(`Yandex has no operation ${id}.`);
      operation.status = status;
      if (status === 'SUCCESS') {
        order.refundedKopecks += operation.amountKopecks;
        order.left = operation.remains ?? new Map<string, number>();
        order.status = order.refundedKopecks === order.amountKopecks ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
      }
      return { operation, order };
    },
  };
}
