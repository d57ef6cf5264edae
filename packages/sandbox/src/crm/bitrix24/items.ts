import { errors } from './rest-error.ts';
import { rowTotalKopecks, type Contact, type Deal, type Portal } from './portal.ts';
import { decimal, integer, isMap, list, text } from './rest-call.ts';

export const dealType = 2;
export const contactType = 3;

/** The fields of a deal as crm.item.* names them. Unknown fields are ignored in silence, so a caller must read back. */
export function writeDeal(portal: Portal, deal: Deal, fields: Readonly<Record<string, unknown>>, originalNames: boolean): void {
  const has = (name: string) => Object.hasOwn(fields, name);
  if (has('title')) deal.title = text(fields['title']) ?? '';
  if (has('categoryId')) writeCategory(portal, deal, fields['categoryId']);
  if (has('stageId')) writeStage(portal, deal, fields['stageId']);
  if (has('isManualOpportunity'))
    deal.isManualOpportunity = fields['isManualOpportunity'] === 'Y' || fields['isManualOpportunity'] === true ? 'Y' : 'N';
  if (has('opportunity')) deal.opportunity = number('opportunity', fields['opportunity']);
  if (has('currencyId')) deal.currencyId = text(fields['currencyId']) ?? '';
  if (has('contactId')) deal.contactIds = [contact(portal, fields['contactId'])];
  if (has('contactIds')) deal.contactIds = (list(fields['contactIds']) ?? []).map((id) => contact(portal, id));
  if (has('companyId')) deal.companyId = integer(fields['companyId']) ?? 0;
  if (has('assignedById')) deal.assignedById = integer(fields['assignedById']) ?? 1;
  if (has('sourceId')) deal.sourceId = text(fields['sourceId']) ?? '';
  if (has('comments')) deal.comments = text(fields['comments']) ?? '';
  if (has('originatorId')) deal.originatorId = text(fields['originatorId']) ?? null;
  if (has('originId')) deal.originId = text(fields['originId']) ?? null;
  for (const name of portal.userFields) {
    const key = originalNames ? name : camelUserField(name);
    if (has(key)) deal.userFields[name] = fields[key];
  }
  deal.updatedTime = portal.now().toISOString();
  recount(deal);
}

/** The sum follows the product rows unless it is manual. */
export function recount(deal: Deal): void {
  if (deal.isManualOpportunity === 'Y') return;
  deal.opportunity = deal.productRows.reduce((sum, row) => sum + rowTotalKopecks(row), 0) / 100;
}

export function newDeal(portal: Portal): Deal {
  const now = portal.now().toISOString();
  const id = portal.nextId();
  return {
    id,
    title: `Сделка #${id}`,
    categoryId: 0,
    stageId: 'NEW',
    opportunity: 0,
    isManualOpportunity: 'N',
    currencyId: 'RUB',
    contactIds: [],
    companyId: 0,
    assignedById: 1,
    sourceId: '',
    comments: '',
    originatorId: null,
    originId: null,
    createdTime: now,
    updatedTime: now,
    userFields: {},
    productRows: [],
  };
}

export function dealView(portal: Portal, deal: Deal, originalNames: boolean): Record<string, unknown> {
  const { userFields, productRows: _rows, ...plain } = deal;
  const own = portal.userFields.map((name): [string, unknown] => [originalNames ? name : camelUserField(name), userFields[name] ?? null]);
  return {
    ...plain,
    contactId: deal.contactIds[0] ?? 0,
    stageSemanticId: stageOf(portal, deal.stageId)?.semantics ?? 'P',
    ...Object.fromEntries(own),
    entityTypeId: dealType,
  };
}

export function writeContact(portal: Portal, target: Contact, fields: Readonly<Record<string, unknown>>): void {
  if (Object.hasOwn(fields, 'name')) target.name = text(fields['name']) ?? '';
  if (Object.hasOwn(fields, 'lastName')) target.lastName = text(fields['lastName']) ?? '';
  if (Object.hasOwn(fields, 'secondName')) target.secondName = text(fields['secondName']) ?? '';
  for (const entry of list(fields['fm']) ?? []) {
    if (!isMap(entry)) throw errors.wrongValue('fm');
    const [typeId, value] = [text(entry['typeId']), text(entry['value'])];
    if (!typeId || !value || !['PHONE', 'EMAIL', 'WEB', 'IM'].includes(typeId)) throw errors.wrongValue('fm');
    target.fm.push({ id: portal.nextId(), typeId, valueType: text(entry['valueType']) ?? 'WORK', value });
  }
}

export const contactView = (target: Contact): Record<string, unknown> => ({ ...target, entityTypeId: contactType });

export function stageOf(portal: Portal, stageId: string) {
  return portal.categories.flatMap(({ stages }) => stages).find(({ id }) => id === stageId);
}

function writeCategory(portal: Portal, deal: Deal, value: unknown): void {
  const category = portal.categories.find(({ id }) => id === integer(value));
  if (!category) throw errors.wrongValue('categoryId');
  if (deal.categoryId === category.id) return;
  deal.categoryId = category.id;
  deal.stageId = category.stages[0]?.id ?? '';
}

function writeStage(portal: Portal, deal: Deal, value: unknown): void {
  const stages = portal.categories.find(({ id }) => id === deal.categoryId)?.stages ?? [];
  const stage = stages.find(({ id }) => id === text(value));
  if (!stage) throw errors.wrongValue('stageId');
  deal.stageId = stage.id;
}

function contact(portal: Portal, value: unknown): number {
  const found = portal.contacts.find(({ id }) => id === integer(value));
  if (!found) throw errors.wrongValue('contactIds');
  return found.id;
}

function number(name: string, value: unknown): number {
  const read = decimal(value);
  if (read === undefined) throw errors.wrongValue(name);
  return read;
}

/** UF_CRM_1721244707107 → ufCrm_1721244707107, UF_CRM_BANK → ufCrmBank. */
export function camelUserField(name: string): string {
  return name
    .toLowerCase()
    .replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
    .replace(/^ufCrm_?(\d)/, 'ufCrm_$1');
}
