import * as z from 'zod/mini';
import type { Provider, Values } from '../../connections/provider.ts';
import { findConnectionById, valuesOf } from '../../connections/store.ts';
import { refused } from '../../connections/why-no-answer.ts';
import type { Context } from '../../context.ts';
import { callNeighbour } from '../../platform/outbound/call-neighbour.ts';
import { CrmFailure, inSteps, mappedStatuses, progress, roubles, type CrmSync, type Deal } from './crm-sync.ts';

/** 142 is won and 143 lost in every pipeline. */
const usualStatus = { open: null, won: 142, lost: 143 } as const;

const problemSchema = z.object({
  title: z.optional(z.string()),
  detail: z.optional(z.string()),
  'validation-errors': z.optional(z.unknown()),
});
const leadSchema = z.object({ id: z.number(), name: z.string() });
const createdSchema = z.array(z.object({ id: z.number() }));
const contactsSchema = z.object({
  _embedded: z.object({
    contacts: z.array(
      z.object({ id: z.number(), _embedded: z.optional(z.object({ leads: z.optional(z.array(z.object({ id: z.number() }))) })) }),
    ),
  }),
});
const pipelinesSchema = z.object({
  _embedded: z.object({
    pipelines: z.array(
      z.object({
        id: z.number(),
        name: z.string(),
        _embedded: z.object({ statuses: z.array(z.object({ id: z.number(), name: z.string() })) }),
      }),
    ),
  }),
});

/** 204 is an empty list, without JSON. */
async function call<Schema extends z.ZodMiniType>(
  context: Context,
  { address = '', token = '' }: Values,
  path: string,
  schema: Schema,
  send?: { method: 'POST' | 'PATCH'; body: unknown },
): Promise<z.infer<Schema> | null> {
  const answer = await callNeighbour({
    url: `${address.replace(/\/+$/, '')}/api/v4/${path}`,
    headers: { authorization: `Bearer ${token}`, ...(send ? { 'content-type': 'application/json' } : {}) },
    ...(send ? { method: send.method, body: JSON.stringify(send.body) } : {}),
    allowLoopback: !context.config.production,
  });
  if (answer.status === 204) return null;
  const parsed = answer.status < 300 ? schema.safeParse(answer.json) : null;
  if (parsed?.success) return parsed.data;
  const problem = problemSchema.safeParse(answer.json);
  // A page instead of JSON: the limits of the service, or a block of our address that its support lifts.
  if (answer.status === 429 || answer.status >= 500 || answer.status < 300 || !problem.success)
    throw new CrmFailure('again', `amoCRM ответила ${answer.status} (${path}).`);
  if (answer.status === 401) throw new CrmFailure('refused', 'amoCRM не принимает токен: выпустите новый.');
  const { detail, title } = problem.data;
  throw new CrmFailure('refused', `amoCRM: ${detail ?? title ?? answer.status} (${path})`);
}

/** Stands in the lead's name: by it the lead of an attempt whose answer was lost is found again. */
const mark = ({ key }: Deal) => `[${key.slice(-8)}]`;

export const amocrmSync: CrmSync = {
  sync(context, { connection, values }, deal, known) {
    return inSteps(known, async (found) => {
      const { contactId, leadIds } = await findContact(context, values, deal.buyer.phone);
      const id = known ?? (await findLead(context, values, deal, leadIds));
      if (id !== null) found(id);
      const fields = { name: `${deal.title} ${mark(deal)}`, price: roubles(deal.amount), ...statusOf(deal, connection.mapping) };
      if (id !== null) {
        await call(context, values, `leads/${id}`, z.object({ id: z.number() }), { method: 'PATCH', body: fields });
        return id;
      }
      const body = [
        { ...fields, request_id: deal.key, _embedded: { contacts: [contactId === null ? newContact(deal.buyer) : { id: contactId }] } },
      ];
      const created = await call(context, values, 'leads/complex', createdSchema, { method: 'POST', body });
      const leadId = String(created?.[0]?.id ?? '');
      found(leadId);
      const text = [deal.link, ...deal.lines.map(({ name, quantity, sum }) => `${name} × ${quantity}: ${roubles(sum)} ₽`)].join('\n');
      await call(context, values, `leads/${leadId}/notes`, z.unknown(), {
        method: 'POST',
        body: [{ note_type: 'common', params: { text } }],
      });
      return leadId;
    });
  },
};

function statusOf({ status }: Deal, mapping: Readonly<Record<string, string>>): object {
  const [pipeline, stage] = (mapping[status] ?? '').split('|').map(Number);
  if (pipeline && stage) return { pipeline_id: pipeline, status_id: stage };
  const usual = usualStatus[progress[status]];
  return usual === null ? {} : { status_id: usual };
}

/** «+7…» and «8…» are different contacts there, so the last ten digits are looked for. */
async function findContact(context: Context, values: Values, phone: string): Promise<{ contactId: number | null; leadIds: number[] }> {
  const found = await call(context, values, `contacts?query=${phone.slice(-10)}&with=leads`, contactsSchema);
  const contacts = found?._embedded.contacts ?? [];
  return { contactId: contacts[0]?.id ?? null, leadIds: contacts.flatMap(({ _embedded }) => (_embedded?.leads ?? []).map(({ id }) => id)) };
}

async function findLead(context: Context, values: Values, deal: Deal, leadIds: readonly number[]): Promise<string | null> {
  for (const id of leadIds) {
    const lead = await call(context, values, `leads/${id}`, leadSchema);
    if (lead?.name.endsWith(mark(deal))) return String(id);
  }
  return null;
}

function newContact({ firstName, lastName, phone, email }: Deal['buyer']): object {
  const field = (code: 'PHONE' | 'EMAIL', value: string, enumCode: string) => ({
    field_code: code,
    values: [{ value, enum_code: enumCode }],
  });
  const custom = [field('PHONE', phone, 'MOB'), ...(email === null ? [] : [field('EMAIL', email, 'PRIV')])];
  return { first_name: firstName, last_name: lastName, custom_fields_values: custom };
}

export const amocrmProvider: Provider<Context> = {
  name: 'amocrm',
  kind: 'crm',
  title: 'amoCRM',
  note: {
    ru: 'В amoCRM: «Настройки» → «Интеграции» → своя интеграция → «Ключи и доступы» → долгосрочный токен.',
    en: 'In amoCRM: Settings → Integrations → your own integration → Keys → long-lived token.',
  },
  fields: [
    {
      name: 'address',
      label: { ru: 'Адрес аккаунта', en: 'Address of the account' },
      hint: { ru: 'https://магазин.amocrm.ru', en: 'https://shop.amocrm.ru' },
      kind: 'address',
    },
    { name: 'token', label: { ru: 'Долгосрочный токен', en: 'Long-lived token' }, kind: 'secret' },
  ],
  async check(context, { values }) {
    try {
      const read = await call(context, values, 'leads/pipelines', pipelinesSchema);
      return read ? { ok: true } : refused('В аккаунте нет воронок.', 'The account has no pipeline.');
    } catch (error) {
      if (!(error instanceof CrmFailure)) throw error;
      return refused(error.message, 'The account refuses the token.');
    }
  },
  async readMapping(context, connectionId) {
    const connection = await findConnectionById(context.sql, connectionId);
    const read = await call(context, valuesOf(context, connection), 'leads/pipelines', pipelinesSchema);
    const choices = (read?._embedded.pipelines ?? []).flatMap(({ id, name, _embedded: { statuses } }) =>
      statuses.map((status) => ({ value: `${id}|${status.id}`, label: `${name} · ${status.name}` })),
    );
    return mappedStatuses.map(({ status, ru, en }) => {
      const usual = usualStatus[progress[status]];
      const fits = usual === null ? undefined : choices.find(({ value }) => value.endsWith(`|${usual}`));
      return { name: status, label: { ru, en }, choices, value: connection.mapping[status] ?? fits?.value ?? '' };
    });
  },
};
