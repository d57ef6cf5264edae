import type { MethodCall, Methods } from './method.ts';
import { RestError } from './rest-error.ts';
import { isMap, list, requiredInteger, requiredText, text } from './rest-call.ts';

/** What a caller reads before it maps anything: funnels, stages, contacts by phone, itself. */
export const directoryMethods: Methods = {
  'crm.category.list': {
    scope: 'crm',
    run: ({ portal, params }) => {
      const entityTypeId = requiredInteger(params, 'entityTypeId');
      const categories = portal.categories.map(({ id, name }, place) => ({
        id,
        name,
        sort: (place + 1) * 10,
        entityTypeId,
        isDefault: id === 0 ? 'Y' : 'N',
      }));
      return { result: { categories }, total: categories.length };
    },
  },
  'crm.status.list': { scope: 'crm', run: (call) => ({ result: statuses(call), total: statuses(call).length }) },
  'crm.duplicate.findbycomm': { scope: 'crm', run: (call) => ({ result: duplicates(call) }) },
  profile: {
    run: () => ({ result: { ID: '1', ADMIN: true, NAME: 'Анна', LAST_NAME: 'Иванова', PERSONAL_GENDER: 'F', TIME_ZONE: 'Europe/Moscow' } }),
  },
  scope: { run: ({ caller }) => ({ result: [...caller.scopes] }) },
  'server.time': { run: ({ portal }) => ({ result: portal.now().toISOString() }) },
};

/** Stages of the first funnel are DEAL_STAGE, those of funnel 9 DEAL_STAGE_9. */
function statuses({ portal, params }: MethodCall): Record<string, unknown>[] {
  const filter = isMap(params['filter']) ? params['filter'] : {};
  const wanted = text(filter['ENTITY_ID']);
  return portal.categories.flatMap(({ id, stages }) => {
    const entityId = id === 0 ? 'DEAL_STAGE' : `DEAL_STAGE_${id}`;
    if (wanted !== undefined && wanted !== entityId) return [];
    return stages.map((stage, place) => ({
      ID: String(100 + id * 10 + place),
      ENTITY_ID: entityId,
      STATUS_ID: stage.id,
      NAME: stage.name,
      SORT: String((place + 1) * 10),
      CATEGORY_ID: String(id),
      SEMANTICS: stage.semantics === 'P' ? null : stage.semantics,
    }));
  });
}

/** Its errors are sentences without a code, and an empty map is `[]`. Unproven: that phones are compared by their digits alone. */
function duplicates({ portal, params }: MethodCall): unknown {
  const type = requiredText(params, 'type');
  const values = (list(params['values']) ?? []).map(String);
  if (type !== 'PHONE' && type !== 'EMAIL') throw new RestError(400, '', 'Communication type is not defined');
  if (values.length === 0) throw new RestError(400, '', 'Communication values is not defined');
  if (values.length > 20) throw new RestError(400, '', 'Communication values limit is exceeded');
  const kind = text(params['entity_type']);
  if (kind !== undefined && kind !== 'CONTACT') return [];
  const key = (value: string) => (type === 'PHONE' ? value.replaceAll(/\D/g, '') : value.trim().toLowerCase());
  const wanted = values.map(key);
  const found = portal.contacts.filter(({ fm }) => fm.some(({ typeId, value }) => typeId === type && wanted.includes(key(value))));
  return found.length > 0 ? { CONTACT: found.map(({ id }) => id) } : [];
}
