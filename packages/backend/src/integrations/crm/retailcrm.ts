import * as z from 'zod/mini';
import type { MappingRow, Provider, Values } from '../../connections/provider.ts';
import { findConnectionById, valuesOf } from '../../connections/store.ts';
import { refused } from '../../connections/why-no-answer.ts';
import type { Context } from '../../context.ts';
import { callNeighbour } from '../../platform/outbound/call-neighbour.ts';
import { CrmFailure, inSteps, mappedStatuses, progress, roubles, type CrmSync, type Deal } from './crm-sync.ts';

const usualStatus = { open: 'new', won: 'complete', lost: 'cancel-other' } as const;
const usualPayment = { open: 'not-paid', won: 'paid', lost: 'canceled' } as const;

const answerSchema = z.looseObject({
  success: z.boolean(),
  id: z.optional(z.number()),
  errorMsg: z.optional(z.string()),
  errors: z.optional(z.union([z.record(z.string(), z.string()), z.array(z.string())])),
});
type Answer = z.infer<typeof answerSchema>;
const namedSchema = z.record(z.string(), z.object({ code: z.string(), name: z.string() }));

/** Objects travel as JSON texts in a form. A refusal is an answer: what it means is for the caller. */
async function call(context: Context, { address = '', key = '' }: Values, path: string, form?: Record<string, unknown>): Promise<Answer> {
  const body = form && new URLSearchParams();
  for (const [name, value] of Object.entries(form ?? {})) body?.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  const answer = await callNeighbour({
    url: `${address.replace(/\/+$/, '')}/api/v5/${path}`,
    headers: { 'x-api-key': key, ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
    ...(body ? { method: 'POST', body: body.toString() } : {}),
    allowLoopback: !context.config.production,
  });
  const read = answerSchema.safeParse(answer.json);
  if (answer.status === 429 || answer.status >= 500 || !read.success || 'result' in read.data)
    throw new CrmFailure('again', `RetailCRM ответила ${answer.status} (${path}).`);
  return read.data;
}

const saying = ({ errorMsg = 'отказ', errors }: Answer) =>
  `RetailCRM: ${errorMsg}${
    errors
      ? ` ${
          Array.isArray(errors)
            ? errors.join('; ')
            : Object.entries(errors)
                .map(([name, text]) => `${name}: ${text}`)
                .join('; ')
        }`
      : ''
  }`;

const exists = ({ errorMsg = '' }: Answer) => /already exists/i.test(errorMsg);

export const retailcrmSync: CrmSync = {
  sync(context, { connection, values }, deal, known) {
    const site = (values['site'] ?? '') === '' ? {} : { site: values['site'] ?? '' };
    return inSteps(known, async (found) => {
      const order = { ...orderOf(deal), status: connection.mapping[deal.status] ?? usualStatus[progress[deal.status]] };
      const created =
        known === null ? await call(context, values, 'orders/create', { ...site, order: { externalId: deal.key, ...order } }) : null;
      if (created && !created.success && !exists(created)) throw new CrmFailure('refused', saying(created));
      found(deal.key);
      if (!created?.success) {
        const edited = await call(context, values, `orders/${encodeURIComponent(deal.key)}/edit`, { ...site, by: 'externalId', order });
        if (!edited.success) throw new CrmFailure('refused', saying(edited));
      }
      await syncPayment(context, values, deal, connection.mapping);
      return deal.key;
    });
  },
};

/** Status of the order and of its payment are two things there; types are the shop's own directory. */
async function syncPayment(context: Context, values: Values, deal: Deal, mapping: Readonly<Record<string, string>>): Promise<void> {
  const { type, ...paid } = {
    type: mapping['payment-type'] ?? '',
    status: mapping[`payment-${progress[deal.status]}`] ?? usualPayment[progress[deal.status]],
  };
  if (type === '') return;
  const payment = {
    type,
    amount: roubles(deal.amount),
    ...paid,
    ...(deal.confirmedAt === null || progress[deal.status] !== 'won' ? {} : { paidAt: moscowTime(deal.confirmedAt) }),
  };
  const externalId = `${deal.key}-1`;
  const edited = await call(context, values, `orders/payments/${encodeURIComponent(externalId)}/edit`, { by: 'externalId', payment });
  if (edited.success) return;
  const created = await call(context, values, 'orders/payments/create', {
    payment: { externalId, ...payment, order: { externalId: deal.key } },
  });
  if (!created.success && !/exists/.test(saying(created))) throw new CrmFailure('refused', saying(created));
}

/** `Y-m-d H:i:s`, Moscow time. */
const moscowTime = (at: Date) => new Date(at.getTime() + 3 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

function orderOf({ number, buyer, lines, link }: Deal): object {
  const { firstName, lastName, phone, email } = buyer;
  const items = lines.map(({ name, price, quantity, sum, vat, vendorCode }) => {
    // The discount is of one unit there: a line that does not divide goes as one piece at its sum.
    const divides = Math.round(price * quantity) === sum;
    return {
      productName: divides ? name : `${name}, ${String(quantity).replace('.', ',')}`,
      initialPrice: roubles(divides ? price : sum),
      quantity: divides ? quantity : 1,
      ...(vat === null ? {} : { vatRate: vat.split('/')[0] ?? vat }),
      ...(vendorCode === null ? {} : { offer: { externalId: vendorCode } }),
    };
  });
  return { number, firstName, lastName, phone, ...(email === null ? {} : { email }), managerComment: link, items };
}

export const retailcrmProvider: Provider<Context> = {
  name: 'retailcrm',
  kind: 'crm',
  title: 'RetailCRM',
  note: {
    ru: 'В RetailCRM: «Настройки» → «Интеграция» → «Ключи доступа к API», права на заказы, платежи и справочники.',
    en: 'In RetailCRM: Settings → Integration → API keys, with rights on orders, payments and directories.',
  },
  fields: [
    {
      name: 'address',
      label: { ru: 'Адрес системы', en: 'Address' },
      hint: { ru: 'https://магазин.retailcrm.ru', en: 'https://shop.retailcrm.ru' },
      kind: 'address',
    },
    { name: 'key', label: { ru: 'Ключ API', en: 'API key' }, kind: 'secret' },
    {
      name: 'site',
      label: { ru: 'Код магазина', en: 'Code of the site' },
      hint: { ru: 'Нужен, если магазинов несколько.', en: 'Where there are several sites.' },
      kind: 'text',
      required: false,
    },
  ],
  async check(context, { values }) {
    try {
      const read = await call(context, values, 'reference/statuses');
      return read.success ? { ok: true } : refused(saying(read), 'RetailCRM refuses the key.');
    } catch (error) {
      if (!(error instanceof CrmFailure)) throw error;
      return refused(error.message, 'RetailCRM does not answer as it should.');
    }
  },
  async readMapping(context, connectionId) {
    const connection = await findConnectionById(context.sql, connectionId);
    const values = valuesOf(context, connection);
    const read = async (path: string, name: string): Promise<MappingRow['choices']> => {
      const named = namedSchema.safeParse((await call(context, values, `reference/${path}`))[name]);
      return named.success ? Object.values(named.data).map((one) => ({ value: one.code, label: one.name })) : [];
    };
    const [statuses, types] = [await read('statuses', 'statuses'), await read('payment-types', 'paymentTypes')];
    const rows: MappingRow[] = mappedStatuses.map(({ status, ru, en }) => {
      const usual = statuses.find(({ value }) => value === usualStatus[progress[status]]);
      return { name: status, label: { ru, en }, choices: statuses, value: connection.mapping[status] ?? usual?.value ?? '' };
    });
    const fitting = types.find(({ value }) => /credit|installment/.test(value));
    const hint = { ru: 'Пусто — платёж не создаём.', en: 'Empty: no payment is made.' };
    const type = { name: 'payment-type', label: { ru: 'Тип оплаты', en: 'Payment type' }, hint, choices: types };
    return [{ ...type, value: connection.mapping['payment-type'] ?? fitting?.value ?? '' }, ...rows];
  },
};
