import type { z } from 'zod';
import { json, jsonBody, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import type { ReasonCode, YandexOperation, YandexOrder } from './orders.ts';

export const done = (data: object): WireAnswer => json(200, { code: 200, status: 'success', data });
export const fail = (status: number, reasonCode: ReasonCode, reason: string = reasonCode): WireAnswer =>
  json(status, { code: status, status: 'fail', reasonCode, reason });
export const orderView = ({ orderId, status, amountKopecks, refundedKopecks }: YandexOrder) => ({
  orderId,
  paymentStatus: status,
  orderAmount: ((amountKopecks - refundedKopecks) / 100).toFixed(2),
  currencyCode: 'RUB',
});
export const operationView = ({ externalOperationId, orderId, type, amountKopecks, status }: YandexOperation) => ({
  externalOperationId,
  orderId,
  operationType: type,
  amount: (amountKopecks / 100).toFixed(2),
  status,
});

export function read<Schema extends z.ZodType>(request: WireRequest, schema: Schema): { value: z.output<Schema> } | { answer: WireAnswer } {
  const parsed = schema.safeParse(jsonBody(request));
  if (parsed.success) return { value: parsed.data };
  return { answer: fail(400, 'BAD_FORMAT', parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')) };
}
