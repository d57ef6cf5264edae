import { json, type WireAnswer } from '../../neighbours/wire.ts';
import {
  orderSchema,
  paymentEditSchema,
  paymentSchema,
  totalOf,
  type OrderInput,
  type PaymentInput,
  type RetailAccount,
  type RetailOrder,
  type RetailPayment,
} from './account.ts';
import { answers, fieldErrors } from './answers.ts';
import type { FormCall } from './form-call.ts';

export interface OrderApi {
  createOrder(call: FormCall): WireAnswer;
  editOrder(call: FormCall): WireAnswer;
  order(call: FormCall): WireAnswer;
  orders(call: FormCall): WireAnswer;
  createPayment(call: FormCall): WireAnswer;
  editPayment(call: FormCall): WireAnswer;
  deletePayment(call: FormCall): WireAnswer;
}

/** Orders and their payments. Without `by` an id in the address is the externalId, so a caller should always send it. */
export function orderApi(account: RetailAccount): OrderApi {
  function findOrder({ id = '', by = 'externalId' }: { id?: string | undefined; by?: string | undefined }): RetailOrder | undefined {
    return account.orders.find((order) => (by === 'id' ? String(order.id) : order.externalId) === id);
  }

  function findPayment({ params, form }: FormCall): { order: RetailOrder; payment: RetailPayment } | undefined {
    const by = form.get('by') ?? 'externalId';
    for (const order of account.orders) {
      const payment = order.payments.find((candidate) => (by === 'id' ? String(candidate.id) : candidate.externalId) === params['id']);
      if (payment) return { order, payment };
    }
    return undefined;
  }

  function wrongCodes({ status }: OrderInput, payments: readonly PaymentInput[]): Record<string, string> | undefined {
    if (status !== undefined && !account.statuses.includes(status)) return { status: `"${status}" does not exist.` };
    for (const payment of payments) {
      if (payment.type !== undefined && !account.paymentTypes.includes(payment.type))
        return { type: `"PaymentType" with "code"="${payment.type}" does not exist.` };
      if (payment.status !== undefined && !account.paymentStatuses.includes(payment.status))
        return { status: `"PaymentStatus" with "code"="${payment.status}" does not exist.` };
    }
    return undefined;
  }

  function newPayment(input: PaymentInput): RetailPayment {
    const payment: RetailPayment = {
      id: account.nextId(),
      externalId: null,
      type: '',
      status: 'not-paid',
      amount: 0,
      paidAt: null,
      comment: '',
    };
    return Object.assign(payment, defined(input));
  }

  return {
    createOrder(call) {
      const site = siteOf(account, call);
      if (site === undefined) return answers.wrongFormat({ site: 'The site does not exist.' });
      const parsed = orderSchema.safeParse(call.object('order'));
      if (!parsed.success) return answers.wrongFormat(fieldErrors(parsed.error));
      const { payments = [], ...input } = parsed.data;
      const wrong = wrongCodes(input, payments);
      if (wrong) return answers.wrongFormat(wrong);
      if (input.externalId !== undefined && account.orders.some((order) => order.externalId === input.externalId && order.site === site))
        return answers.orderExists();
      const id = account.nextId();
      account.orders.push({
        id,
        site,
        externalId: input.externalId ?? null,
        number: input.number ?? `${id}A`,
        status: input.status ?? 'new',
        input,
        payments: payments.map(newPayment),
      });
      return json(201, { success: true, id });
    },
    editOrder(call) {
      const order = findOrder({ id: call.params['id'], by: call.form.get('by') ?? undefined });
      if (!order) return answers.notFound();
      const parsed = orderSchema.omit({ payments: true }).partial().safeParse(call.object('order'));
      if (!parsed.success) return answers.wrongFormat(fieldErrors(parsed.error));
      const wrong = wrongCodes(parsed.data, []);
      if (wrong) return answers.wrongFormat(wrong);
      order.input = { ...order.input, ...parsed.data };
      order.status = parsed.data.status ?? order.status;
      return json(200, { success: true, id: order.id, order: orderView(order) });
    },
    order(call) {
      const order = findOrder({ id: call.params['id'], by: call.query.get('by') ?? undefined });
      return order ? json(200, { success: true, order: orderView(order) }) : answers.notFound();
    },
    orders({ query }) {
      const limit = Number(query.get('limit') ?? 20);
      if (![20, 50, 100].includes(limit)) return answers.wrongFormat(['Parameter "limit" must be 20, 50 or 100.']);
      const page = Number(query.get('page') ?? 1);
      const wanted = query.getAll('filter[externalIds][]');
      const found =
        wanted.length === 0
          ? account.orders
          : account.orders.filter(({ externalId }) => externalId !== null && wanted.includes(externalId));
      return json(200, {
        success: true,
        pagination: { limit, totalCount: found.length, currentPage: page, totalPageCount: Math.max(1, Math.ceil(found.length / limit)) },
        orders: found.slice((page - 1) * limit, page * limit).map(orderView),
      });
    },
    createPayment(call) {
      const parsed = paymentSchema.safeParse(call.object('payment'));
      if (!parsed.success) return answers.wrongFormat(fieldErrors(parsed.error));
      const { order: reference, ...input } = parsed.data;
      const wrong = wrongCodes({}, [input]);
      if (wrong) return answers.wrongFormat(wrong);
      const order =
        reference?.id === undefined ? findOrder({ id: reference?.externalId }) : findOrder({ id: String(reference.id), by: 'id' });
      if (!order) return answers.wrongFormat({ order: 'The order does not exist.' });
      if (input.externalId !== undefined && order.payments.some(({ externalId }) => externalId === input.externalId)) {
        return answers.wrongFormat({ externalId: 'Payment with this externalId already exists.' });
      }
      const payment = newPayment(input);
      order.payments.push(payment);
      return json(201, { success: true, id: payment.id });
    },
    editPayment(call) {
      const found = findPayment(call);
      if (!found) return answers.notFound();
      const parsed = paymentEditSchema.safeParse(call.object('payment'));
      if (!parsed.success) return answers.wrongFormat(fieldErrors(parsed.error));
      const wrong = wrongCodes({}, [parsed.data]);
      if (wrong) return answers.wrongFormat(wrong);
      Object.assign(found.payment, defined(parsed.data));
      return json(200, { success: true, id: found.payment.id });
    },
    deletePayment(call) {
      const found = findPayment(call);
      if (!found) return answers.notFound();
      found.order.payments = found.order.payments.filter((payment) => payment !== found.payment);
      return json(200, { success: true });
    },
  };
}

function siteOf({ sites }: RetailAccount, { form }: FormCall): string | undefined {
  const site = form.get('site') ?? (sites.length === 1 ? sites[0] : undefined);
  return site !== undefined && sites.includes(site) ? site : undefined;
}

function orderView(order: RetailOrder): Record<string, unknown> {
  const { id, site, externalId, number, status, input, payments } = order;
  return {
    ...input,
    id,
    site,
    externalId,
    number,
    status,
    totalSumm: totalOf(order),
    payments: Object.fromEntries(payments.map((payment) => [String(payment.id), payment])),
  };
}

const defined = (input: PaymentInput) => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
