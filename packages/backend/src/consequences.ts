import type { Consequences } from './platform/context.ts';

/**
 * The business on one page: what follows an event, and what a bank's answer moves. Rooms do not import what comes after
 * them; they are told here.
 */
export const consequences: Consequences = {
  ofEvent: () => Promise.resolve([]),
  ofCommand: () => Promise.resolve(),
};
