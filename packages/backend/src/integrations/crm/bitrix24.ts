import * as z from 'zod/mini';
import type { MappingRow, Provider } from '../../connections/provider.ts';
import { findConnectionById, valuesOf } from '../../connections/store.ts';
import { refused } from '../../connections/why-no-answer.ts';
import type { Context } from '../../context.ts';
import { callNeighbour } from '../../platform/outbound/call-neighbour.ts';
import { CrmFailure, inSteps, mappedStatuses, progress, roubles, type CrmSync, type Deal } from './crm-sync.ts';

const ORIGINATOR = 'installment-button';
/** Own changes carry it, so that they do not come back to us as events. */
const CONNECTOR = 'installment-button';
const DEAL = 2;
const CONTACT = 3;
const usualStages = { open: '0|NEW', won: '0|WON', lost: '0|LOSE' } as const;
/** Codes of OKEI; a unit without one is counted in pieces. */
const measures: Partial<Record<string, number>> = {
  piece: 796,
  g: 163,
  kg: 166,
  t: 168,
  cm: 4,
  m: 6,
  m2: 55,
  ml: 111,
  l: 112,
  m3: 113,
  hour: 356,
  day: 359,
};

const errorSchema = z.object({ error: z.union([z.string(), z.number()]), error_description: z.optional(z.string()) });
const resultSchema = z.object({ result: z.unknown() });
const idSchema = z.object({ id: z.number() });
const itemSchema = z.object({ item: idSchema });
const listSchema = z.object({ items: z.array(idSchema) });
const stageSchema = z.array(z.object({ STATUS_ID: z.string(), NAME: z.string(), ENTITY_ID: z.string() }));
const categorySchema = z.object({ categories: z.array(z.object({ id: z.number(), name: z.string() })) });

/** 503 and 429 are limits of two kinds; both pass, and the second only after minutes. */
const passing = new Set([
  'QUERY_LIMIT_EXCEEDED',
  'OPERATION_TIME_LIMIT',
  'OVERLOAD_LIMIT',
  'INTERNAL_SERVER_ERROR',
  'ERROR_UNEXPECTED_ANSWER',
]);

async function call<Schema extends z.ZodMiniType>(
  context: Context,
  webhook: string,
  method: string,
  schema: Schema,
  params: object,
): Promise<z.infer<Schema>> {
  const answer = await callNeighbour({
    url: `${webhook.replace(/\/+$/, '')}/${method}`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
    allowLoopback: !context.config.production,
  });
  // An error may come under any status, 200 included.
  const error = errorSchema.safeParse(answer.json);
  if (error.success) {
    const { error: code, error_description: said = '' } = error.data;
    const isPassing = answer.status >= 500 || answer.status === 429 || passing.has(String(code));
    throw new CrmFailure(isPassing ? 'again' : 'refused', `Битрикс24: ${said || code} (${method})`);
  }
  const read = resultSchema.safeParse(answer.json);
  const parsed = read.success ? schema.safeParse(read.data.result) : null;
  if (answer.status !== 200 || !parsed?.success)
    throw new CrmFailure('again', `Битрикс24 ответил ${answer.status} не так, как описано (${method}).`);
  return parsed.data;
}

export const bitrix24Sync: CrmSync = {
  sync(context, { connection, values }, deal, known) {
    const ask = <Schema extends z.ZodMiniType>(method: string, schema: Schema, params: object) =>
      call(context, values['webhook'] ?? '', method, schema, { ...params, auth_connector: CONNECTOR });
    return inSteps(known, async (found) => {
      const id = known ?? (await findDeal(ask, deal.key));
      if (id !== null) found(id);
      const fields = fieldsOf(deal, connection.mapping);
      if (id !== null) {
        await ask('crm.item.update', itemSchema, { entityTypeId: DEAL, id: Number(id), fields });
        await setRows(ask, id, deal);
        return id;
      }
      const contactId = await findOrAddContact(ask, deal.buyer);
      const own = { originatorId: ORIGINATOR, originId: deal.key, contactIds: [contactId], sourceId: 'WEB', comments: deal.link };
      const { item } = await ask('crm.item.add', itemSchema, { entityTypeId: DEAL, fields: { ...fields, ...own } });
      found(String(item.id));
      await setRows(ask, String(item.id), deal);
      return String(item.id);
    });
  },
};

type Ask = <Schema extends z.ZodMiniType>(method: string, schema: Schema, params: object) => Promise<z.infer<Schema>>;

/** A repeat after an answer that was lost finds the deal of the first attempt. */
async function findDeal(ask: Ask, key: string): Promise<string | null> {
  const filter = { '=originatorId': ORIGINATOR, '=originId': key };
  const { items } = await ask('crm.item.list', listSchema, { entityTypeId: DEAL, filter, select: ['id'] });
  return items[0] ? String(items[0].id) : null;
}

function fieldsOf({ title, status, amount, currency }: Deal, mapping: Readonly<Record<string, string>>): object {
  const [categoryId = '0', stageId = 'NEW'] = (mapping[status] ?? usualStages[progress[status]]).split('|');
  return { title, categoryId: Number(categoryId), stageId, opportunity: roubles(amount), isManualOpportunity: 'Y', currencyId: currency };
}

/** `set` overwrites: a repeat doubles nothing. The price is of one unit after the discount. */
function setRows(ask: Ask, id: string, { lines }: Deal): Promise<unknown> {
  const productRows = lines.map(({ name, quantity, sum, vat, unit }) => ({
    productName: name,
    price: Math.round(sum / quantity) / 100,
    quantity,
    ...(vat === null || vat === 'none' ? {} : { taxRate: Number(vat.split('/')[0]) }),
    taxIncluded: 'Y',
    measureCode: measures[unit] ?? 796,
  }));
  return ask('crm.item.productrow.set', z.unknown(), { ownerType: 'D', ownerId: Number(id), productRows });
}

/** People write a phone in two ways; both are looked for. */
async function findOrAddContact(ask: Ask, { phone, firstName, lastName, email }: Deal['buyer']): Promise<number> {
  const spellings = [phone, phone.replace(/^\+7/, '8')];
  const known = z.union([z.object({ CONTACT: z.array(z.number()) }), z.array(z.unknown())]);
  const found = await ask('crm.duplicate.findbycomm', known, { type: 'PHONE', values: spellings, entity_type: 'CONTACT' });
  if ('CONTACT' in found && found.CONTACT[0] !== undefined) return found.CONTACT[0];
  const fm = [
    { typeId: 'PHONE', valueType: 'MOBILE', value: phone },
    ...(email === null ? [] : [{ typeId: 'EMAIL', valueType: 'HOME', value: email }]),
  ];
  const { item } = await ask('crm.item.add', itemSchema, { entityTypeId: CONTACT, fields: { name: firstName, lastName, fm } });
  return item.id;
}

export const bitrix24Provider: Provider<Context> = {
  name: 'bitrix24',
  kind: 'crm',
  title: 'Битрикс24',
  note: {
    ru: 'В Битрикс24: «Разработчикам» → «Другое» → «Входящий вебхук», права «CRM». Скопируйте адрес вебхука целиком.',
    en: 'In Bitrix24: Developer resources → Other → Inbound webhook with the right «CRM». Copy its whole address.',
  },
  fields: [{ name: 'webhook', label: { ru: 'Адрес входящего вебхука', en: 'Address of the inbound webhook' }, kind: 'secret' }],
  async check(context, { values }) {
    try {
      await call(context, values['webhook'] ?? '', 'crm.item.list', listSchema, { entityTypeId: DEAL, select: ['id'] });
      return { ok: true };
    } catch (error) {
      if (!(error instanceof CrmFailure)) throw error;
      return refused(error.message, 'The portal refuses the webhook: check its address and its right «CRM».');
    }
  },
  async readMapping(context, connectionId) {
    const connection = await findConnectionById(context.sql, connectionId);
    const webhook = valuesOf(context, connection)['webhook'] ?? '';
    const { categories } = await call(context, webhook, 'crm.category.list', categorySchema, { entityTypeId: DEAL });
    const choices: MappingRow['choices'] = [];
    for (const { id, name } of categories) {
      const stages = await call(context, webhook, 'crm.status.list', stageSchema, {
        filter: { ENTITY_ID: id === 0 ? 'DEAL_STAGE' : `DEAL_STAGE_${id}` },
      });
      choices.push(...stages.map((stage) => ({ value: `${id}|${stage.STATUS_ID}`, label: `${name} · ${stage.NAME}` })));
    }
    return mappedStatuses.map(({ status, ru, en }) => ({
      name: status,
      label: { ru, en },
      choices,
      value: connection.mapping[status] ?? usualStages[progress[status]],
    }));
  },
};
