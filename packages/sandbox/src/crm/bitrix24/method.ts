import type { Application } from './oauth.ts';
import type { EventHandlers } from './event-handlers.ts';
import type { Portal } from './portal.ts';
import type { Params } from './rest-call.ts';

/** Who calls: an inbound webhook of a user, or an application with a token. */
export interface Caller {
  kind: 'webhook' | 'application';
  /** By which limits of work are counted. */
  id: string;
  scopes: readonly string[];
  application?: Application;
}

export interface MethodCall {
  portal: Portal;
  handlers: EventHandlers;
  params: Params;
  caller: Caller;
}

export interface MethodResult {
  result: unknown;
  total?: number;
  next?: number;
}

export interface RestMethod {
  /** Undefined: every caller may. */
  scope?: string;
  run(call: MethodCall): MethodResult;
}

export type Methods = Readonly<Record<string, RestMethod>>;

const pageSize = 50;

/** One page of 50, from `start`. */
export function page<Row>(rows: readonly Row[], start: number, wrap: (rows: readonly Row[]) => unknown): MethodResult {
  const until = start + pageSize;
  return { result: wrap(rows.slice(start, until)), total: rows.length, ...(until < rows.length ? { next: until } : {}) };
}
