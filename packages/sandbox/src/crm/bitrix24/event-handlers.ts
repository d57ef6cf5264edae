import type { Notices } from '../../neighbours/notices.ts';
import { phpForm } from '../php-form.ts';
import type { Application } from './oauth.ts';
import type { Change } from './portal.ts';

/** Who is told of events: an application that bound itself, or an outgoing webhook that a person made by hand. */
export interface EventHandler {
  id: number;
  event: string;
  url: string;
  applicationToken: string;
  /** Undefined for an outgoing webhook: it learns of no move to another funnel, and gets no tokens. */
  application?: Application;
}

interface OfflineHandler {
  event: string;
  connector: string;
}

export interface OfflineEvent {
  messageId: string;
  event: string;
  data: { FIELDS: { ID: number } };
  timestamp: string;
  connector: string;
  processId: string;
}

export interface EventHandlers {
  online: EventHandler[];
  offline: OfflineHandler[];
  /** The queue of offline events, each kept once for every connector that waits for it. */
  queue: OfflineEvent[];
  tell(change: Change): void;
}

export interface EventSender {
  notices: Notices;
  now(): Date;
  origin(): string;
  accessToken(application: Application): string;
  nextId(): number;
}

/**
 * 1. Only the id comes, as a form. A failed delivery is never repeated.
 * 2. An event of a person brings that person's tokens to an application; one of a robot or of REST brings none.
 * 3. The offline queue is split by connector, and a change that came with the same connector does not enter it: the guard against loops.
 *    ONOFFLINEEVENT only says that the queue is not empty.
 */
export function eventHandlers(sender: EventSender): EventHandlers {
  function send(handler: EventHandler, event: string, data: unknown, change: Change): void {
    const origin = sender.origin();
    const auth = {
      domain: new URL(origin).host,
      client_endpoint: `${origin}/rest/`,
      server_endpoint: `${origin}/rest/`,
      member_id: 'a223c6b3710f85df22e9377d6c4f7553',
      application_token: handler.applicationToken,
      ...(handler.application && change.by === 'person' ? { access_token: sender.accessToken(handler.application), user_id: 1 } : {}),
    };
    const ts = Math.floor(sender.now().getTime() / 1000);
    void sender.notices.send({
      name: event,
      url: handler.url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Bitrix24 Webhook Engine' },
      body: phpForm({ event, event_handler_id: handler.id, data, ts, auth }).toString(),
    });
  }

  function enqueue(change: Change): boolean {
    const waiting = handlers.offline.filter(
      ({ event, connector }) => event === change.event && (connector === '' || connector !== change.connector),
    );
    for (const { connector } of waiting) {
      const messageId = `m${sender.nextId()}`;
      handlers.queue.push({
        messageId,
        event: change.event,
        data: { FIELDS: { ID: change.id } },
        timestamp: sender.now().toISOString(),
        connector,
        processId: '',
      });
    }
    return waiting.length > 0;
  }

  const handlers: EventHandlers = {
    online: [],
    offline: [],
    queue: [],
    tell(change) {
      for (const handler of handlers.online) {
        const moved = change.event === 'ONCRMDEALMOVETOCATEGORY';
        if (handler.event === change.event && !(moved && !handler.application))
          send(handler, change.event, { FIELDS: { ID: change.id } }, change);
      }
      if (!enqueue(change)) return;
      for (const handler of handlers.online) if (handler.event === 'ONOFFLINEEVENT') send(handler, 'ONOFFLINEEVENT', {}, change);
    },
  };
  return handlers;
}
