import { z } from 'zod';
import { json, type WireAnswer } from '../../neighbours/wire.ts';
import { moduleSchema, totalOf, type Invoice, type RetailAccount } from './account.ts';
import { answers, fieldErrors } from './answers.ts';
import type { FormCall } from './form-call.ts';

const refund = z.strictObject({
  id: z.string(),
  status: z.enum(['succeeded', 'canceled']),
  amount: z.number(),
  comment: z.string().optional(),
});

const updateSchema = z.strictObject({
  invoiceUuid: z.string(),
  paymentId: z.string(),
  status: z.enum(['pending', 'waitingForCapture', 'succeeded', 'canceled', 'refundSucceeded']),
  amount: z.number(),
  paidAt: z.string().optional(),
  expiredAt: z.string().optional(),
  invoiceUrl: z.url().optional(),
  cancellationDetails: z.string().optional(),
  refund: refund.optional(),
});
const checkSchema = z.strictObject({ invoiceUuid: z.string(), amount: z.number(), currency: z.string() });
const createSchema = z.strictObject({ paymentId: z.union([z.string(), z.number()]), returnUrl: z.url().optional() });

export interface InvoiceApi {
  editModule(call: FormCall): WireAnswer;
  update(call: FormCall): WireAnswer;
  check(call: FormCall): WireAnswer;
  create(call: FormCall): WireAnswer;
  invoice(call: FormCall): WireAnswer;
}

/** What a payment module sends to the CRM: one form field that holds JSON. */
export function invoiceApi(account: RetailAccount): InvoiceApi {
  const find = (uuid: string) => account.invoices.find((invoice) => invoice.uuid === uuid);

  return {
    editModule(call) {
      const parsed = moduleSchema.safeParse(call.object('integrationModule'));
      if (!parsed.success) return answers.wrongFormat(fieldErrors(parsed.error));
      if (parsed.data.code !== call.params['code']) return answers.wrongFormat({ code: 'The code differs from that of the address.' });
      account.modules.set(parsed.data.code, parsed.data);
      return json(200, { success: true, info: {} });
    },
    update(call) {
      const parsed = updateSchema.safeParse(call.object('updateInvoice'));
      if (!parsed.success) return answers.wrongFormat(fieldErrors(parsed.error));
      const { invoiceUuid, paymentId, status, refund: given } = parsed.data;
      const invoice = find(invoiceUuid);
      if (!invoice) return answers.notFound();
      if (invoice.paymentId !== '' && invoice.paymentId !== paymentId)
        return answers.wrongFormat({ paymentId: 'The payment belongs to another invoice.' });
      Object.assign(invoice, { paymentId, status });
      if (given) {
        invoice.refunds = invoice.refunds.filter(({ id }) => id !== given.id);
        invoice.refunds.push({ id: given.id, status: given.status, amount: given.amount });
      }
      return json(200, { success: true });
    },
    /** Asked before money is taken. A failure hides inside a success. */
    check(call) {
      const parsed = checkSchema.safeParse(call.object('check'));
      if (!parsed.success) return answers.wrongFormat(fieldErrors(parsed.error));
      const { invoiceUuid, amount, currency } = parsed.data;
      const invoice = find(invoiceUuid);
      const holds = invoice?.amount === amount && invoice.currency === currency && invoice.status !== 'canceled';
      return json(200, {
        success: true,
        result: holds ? { success: true } : { success: false, errorMsg: 'Invoice amount or status has changed' },
      });
    },
    create(call) {
      const parsed = createSchema.safeParse(call.object('createInvoice'));
      if (!parsed.success) return answers.wrongFormat(fieldErrors(parsed.error));
      const order = account.orders.find(({ payments }) => payments.some(({ id }) => String(id) === String(parsed.data.paymentId)));
      if (!order) return answers.notFound();
      const invoice: Invoice = {
        uuid: crypto.randomUUID(),
        orderId: order.id,
        amount: totalOf(order),
        currency: 'RUB',
        paymentId: '',
        status: 'pending',
        link: `https://sandbox.retailcrm.ru/pay/${order.id}`,
        refunds: [],
      };
      account.invoices.push(invoice);
      return json(201, { success: true, result: { link: invoice.link } });
    },
    invoice({ params }) {
      const invoice = find(params['id'] ?? '');
      if (!invoice) return answers.notFound();
      // Sums are texts here, and only here.
      return json(200, {
        success: true,
        result: {
          id: invoice.uuid,
          paymentId: invoice.paymentId,
          status: invoice.status,
          amount: invoice.amount.toFixed(2),
          currency: invoice.currency,
        },
      });
    },
  };
}
