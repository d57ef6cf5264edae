import { randomUUID } from 'node:crypto';
import type { MethodCall, Methods } from './method.ts';
import { errors, RestError } from './rest-error.ts';
import { integer, list, requiredText, text } from './rest-call.ts';

/** Binding works with an application's token only: an inbound webhook gets 403 WRONG_AUTH_TYPE. */
export const eventMethods: Methods = {
  'event.bind': { run: (call) => ({ result: bind(call) }) },
  'event.unbind': { run: (call) => ({ result: { count: unbind(call) } }) },
  'event.get': { run: (call) => ({ result: bound(call) }) },
  'event.offline.get': { run: (call) => ({ result: offlineGet(call) }) },
  'event.offline.clear': { run: (call) => ({ result: offlineClear(call) }) },
};

const known = ['ONCRMDEALADD', 'ONCRMDEALUPDATE', 'ONCRMDEALMOVETOCATEGORY', 'ONCRMCONTACTADD', 'ONAPPUNINSTALL', 'ONOFFLINEEVENT'];

function application({ caller }: MethodCall) {
  if (!caller.application) throw errors.wrongAuthType();
  return caller.application;
}

function bind(call: MethodCall): true {
  const { params, handlers, portal } = call;
  const owner = application(call);
  const event = requiredText(params, 'event').toUpperCase();
  if (!known.includes(event)) throw new RestError(400, 'ERROR_EVENT_NOT_FOUND', 'Event not found');
  if (text(params['event_type']) === 'offline') {
    const connector = text(params['auth_connector']) ?? '';
    if (handlers.offline.some((other) => other.event === event && other.connector === connector)) throw alreadyBound();
    handlers.offline.push({ event, connector });
    return true;
  }
  const url = requiredText(params, 'handler');
  if (handlers.online.some((other) => other.event === event && other.url === url && other.application === owner)) throw alreadyBound();
  handlers.online.push({ id: portal.nextId(), event, url, applicationToken: owner.applicationToken, application: owner });
  return true;
}

const alreadyBound = () => new RestError(400, 'ERROR_EVENT_BINDING_EXISTS', 'Unable to set event handler: Handler already binded');

function unbind(call: MethodCall): number {
  const { params, handlers } = call;
  const owner = application(call);
  const [event, url] = [requiredText(params, 'event').toUpperCase(), text(params['handler'])];
  const before = handlers.online.length + handlers.offline.length;
  if (text(params['event_type']) === 'offline') handlers.offline = handlers.offline.filter((other) => other.event !== event);
  else
    handlers.online = handlers.online.filter(
      (other) => !(other.event === event && other.application === owner && (url === undefined || other.url === url)),
    );
  return before - handlers.online.length - handlers.offline.length;
}

function bound(call: MethodCall): unknown[] {
  const owner = application(call);
  const online = call.handlers.online.filter((handler) => handler.application === owner);
  return [
    ...online.map(({ event, url }) => ({ event, handler: url, auth_type: 0, offline: 0 })),
    ...call.handlers.offline.map(({ event, connector }) => ({ event, connector_id: connector, offline: 1 })),
  ];
}

/** By default what it returns is deleted; with `clear: 0` it is kept until event.offline.clear names it. */
function offlineGet(call: MethodCall): unknown {
  application(call);
  const { params, handlers } = call;
  const connector = text(params['auth_connector']) ?? '';
  const limit = integer(params['limit']) ?? 50;
  const taken = handlers.queue.filter((event) => event.connector === connector && event.processId === '').slice(0, limit);
  const processId = randomUUID().replaceAll('-', '');
  if (integer(params['clear']) === 0) for (const event of taken) event.processId = processId;
  else handlers.queue = handlers.queue.filter((event) => !taken.includes(event));
  return {
    process_id: integer(params['clear']) === 0 ? processId : null,
    events: taken.map(({ messageId, event, data, timestamp }, place) => ({
      ID: String(place + 1),
      TIMESTAMP_X: timestamp,
      EVENT_NAME: event,
      EVENT_DATA: data,
      EVENT_ADDITIONAL: [],
      MESSAGE_ID: messageId,
    })),
  };
}

function offlineClear(call: MethodCall): true {
  application(call);
  const { params, handlers } = call;
  const processId = requiredText(params, 'process_id');
  const ids = list(params['message_id'])?.map(String);
  handlers.queue = handlers.queue.filter((event) => event.processId !== processId || (ids !== undefined && !ids.includes(event.messageId)));
  return true;
}
