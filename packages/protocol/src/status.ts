/** Order statuses and their legal moves, as data. Free of zod: the button loads this file. */

/** Every status an order can have, in the order in which they are usually reached. */
export const orderStatuses = [
  'created',
  'submitted',
  'approved',
  'signed',
  'confirmed',
  'settled',
  'rejected',
  'canceled',
  'expired',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

/** From each status, the statuses an order may move on to. A final status has none. */
export const legalMoves: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  created: ['submitted', 'canceled', 'expired'],
  submitted: ['approved', 'rejected', 'canceled', 'expired'],
  approved: ['signed', 'rejected', 'canceled', 'expired'],
  signed: ['confirmed', 'canceled', 'expired'],
  confirmed: ['settled', 'canceled'],
  settled: [],
  rejected: [],
  canceled: [],
  expired: [],
};

/** The statuses that nothing follows. Listed apart so that the button need not carry the moves. */
export const finalStatuses = ['settled', 'rejected', 'canceled', 'expired'] as const satisfies readonly OrderStatus[];

export function canMove(from: OrderStatus, to: OrderStatus): boolean {
  return legalMoves[from].includes(to);
}

/** How long a manager's confirm is held, so that it can be taken back. */
export const HOLD_SECONDS = 10;

export function isFinal(status: OrderStatus): boolean {
  return (finalStatuses as readonly OrderStatus[]).includes(status);
}

/**
 * What one asked bank stands at: `pending` until it answers; `offered`: a redirect lender that decides on its own page; `failed`: refused for good, or every try met an error by the deadline;
 * `timeout`: unanswered at the deadline for any other reason.
 */
export const decisions = ['pending', 'offered', 'approved', 'declined', 'failed', 'timeout'] as const;

export type Decision = (typeof decisions)[number];

/** What is sold: `installment` costs the buyer the price and no more, `credit` bears interest. */
export const products = ['installment', 'credit'] as const;

export type Product = (typeof products)[number];
