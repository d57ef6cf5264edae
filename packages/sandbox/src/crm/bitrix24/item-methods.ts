import { contactType, contactView, dealType, dealView, newDeal, writeContact, writeDeal } from './items.ts';
import { page, type MethodCall, type Methods } from './method.ts';
import type { Contact } from './portal.ts';
import { errors } from './rest-error.ts';
import { integer, isMap, list, requiredInteger, requiredMap, text, type Params } from './rest-call.ts';

/** crm.item.* for deals (2) and contacts (3), with camelCase fields. */
export const itemMethods: Methods = {
  'crm.item.add': { scope: 'crm', run: (call) => ({ result: { item: add(call) } }) },
  'crm.item.update': { scope: 'crm', run: (call) => ({ result: { item: update(call) } }) },
  'crm.item.get': { scope: 'crm', run: (call) => ({ result: { item: view(call, requiredInteger(call.params, 'id')) } }) },
  'crm.item.list': { scope: 'crm', run: (call) => page(listed(call), integer(call.params['start']) ?? 0, (items) => ({ items })) },
  'crm.item.fields': {
    scope: 'crm',
    run: (call) => {
      const names = Object.keys(dealView(call.portal, newDeal({ ...call.portal, nextId: () => 0 }), originalNames(call.params)));
      return { result: { fields: Object.fromEntries(names.map((name) => [name, { type: 'string', isRequired: false, title: name }])) } };
    },
  },
};

const originalNames = ({ useOriginalUfNames }: Params) => useOriginalUfNames === 'Y';
const connectorOf = ({ auth_connector: connector }: Params) => text(connector);

function add({ portal, params }: MethodCall): Record<string, unknown> {
  const type = entityType(params);
  const fields = requiredMap(params, 'fields');
  if (type === contactType) {
    const contact: Contact = { id: portal.nextId(), name: '', lastName: '', secondName: '', fm: [] };
    writeContact(portal, contact, fields);
    portal.contacts.push(contact);
    portal.changed({ event: 'ONCRMCONTACTADD', id: contact.id, connector: connectorOf(params), by: 'rest' });
    return contactView(contact);
  }
  const deal = newDeal(portal);
  writeDeal(portal, deal, fields, originalNames(params));
  portal.deals.push(deal);
  portal.changed({ event: 'ONCRMDEALADD', id: deal.id, connector: connectorOf(params), by: 'rest' });
  return dealView(portal, deal, originalNames(params));
}

function update(call: MethodCall): Record<string, unknown> {
  const { portal, params } = call;
  const id = requiredInteger(params, 'id');
  const fields = requiredMap(params, 'fields');
  if (entityType(params) === contactType) {
    const contact = portal.contacts.find((candidate) => candidate.id === id);
    if (!contact) throw errors.notFound();
    writeContact(portal, contact, fields);
    return contactView(contact);
  }
  const deal = portal.deals.find((candidate) => candidate.id === id);
  if (!deal) throw errors.notFound();
  const { categoryId } = deal;
  writeDeal(portal, deal, fields, originalNames(params));
  const event = deal.categoryId === categoryId ? 'ONCRMDEALUPDATE' : 'ONCRMDEALMOVETOCATEGORY';
  portal.changed({ event, id, connector: connectorOf(params), by: 'rest' });
  return dealView(portal, deal, originalNames(params));
}

function view(call: MethodCall, id: number): Record<string, unknown> {
  const found = all(call).find((item) => item['id'] === id);
  if (!found) throw errors.notFound();
  return found;
}

function all({ portal, params }: MethodCall): Record<string, unknown>[] {
  return entityType(params) === contactType
    ? portal.contacts.map(contactView)
    : portal.deals.map((deal) => dealView(portal, deal, originalNames(params)));
}

function entityType(params: Params): number {
  const type = requiredInteger(params, 'entityTypeId');
  if (type !== dealType && type !== contactType) throw errors.notFound();
  return type;
}

function listed(call: MethodCall): Record<string, unknown>[] {
  const { filter, order, select } = call.params;
  const known = all(call);
  const names = Object.keys(
    entityType(call.params) === contactType
      ? emptyContact
      : dealView(call.portal, newDeal({ ...call.portal, nextId: () => 0 }), originalNames(call.params)),
  );
  const conditions = Object.entries(isMap(filter) ? filter : {}).map(([key, wanted]) => condition(key, wanted, names));
  const found = known.filter((item) => conditions.every((holds) => holds(item)));
  const [[field, direction] = ['id', 'ASC']] = Object.entries(isMap(order) ? order : {});
  const sign = text(direction)?.toUpperCase() === 'DESC' ? -1 : 1;
  found.sort((left, right) => sign * compare(left[field], right[field]));
  const chosen = (list(select) ?? ['*']).map(String);
  if (chosen.includes('*')) return found;
  return found.map((item) => Object.fromEntries(Object.entries(item).filter(([name]) => name === 'id' || chosen.includes(name))));
}

const emptyContact = contactView({ id: 0, name: '', lastName: '', secondName: '', fm: [] });

/** `=stageId`, `@id`, `!stageId`, `>=opportunity`, `%title`. A field that cannot be filtered by is an error, not an empty list. */
function condition(key: string, wanted: unknown, names: readonly string[]): (item: Record<string, unknown>) => boolean {
  const [, operator = '', name = ''] = /^(!=|!@|>=|<=|[=@!><%])?(.+)$/.exec(key) ?? [];
  if (!names.includes(name)) throw errors.wrongFilter(name);
  const values = (list(wanted) ?? [wanted]).map((value) => text(value) ?? '');
  const [first = ''] = values;
  return (item) => {
    const value = text(item[name]) ?? '';
    switch (operator) {
      case '>=':
        return compare(value, first) >= 0;
      case '<=':
        return compare(value, first) <= 0;
      case '>':
        return compare(value, first) > 0;
      case '<':
        return compare(value, first) < 0;
      case '%':
        return value.toLowerCase().includes(first.toLowerCase());
      case '!':
      case '!=':
      case '!@':
        return !values.includes(value);
      default:
        return values.includes(value);
    }
  };
}

function compare(left: unknown, right: unknown): number {
  const [a, b] = [Number(left), Number(right)];
  if (Number.isFinite(a) && Number.isFinite(b)) return a - b;
  return String(left).localeCompare(String(right));
}
