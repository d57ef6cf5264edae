import type { CreateBody } from './bodies.ts';

export type FormaStatus = 'new' | 'inprogress' | 'approved' | 'signed' | 'canceled' | 'rejected';

export interface FormaOrder {
  /** The shop's order number. */
  id: string;
  link: string;
  status: FormaStatus;
  demo: boolean;
  committed: boolean;
  createdAt: Date;
  body: CreateBody;
  /** Signed for more than 50 000 ₽: a commit before this is refused. */
  cooldownUntil?: Date;
}

const dayMs = 86_400_000;
export const hourMs = 3_600_000;
/** Limits of a product, learnt from a failed create only. */
export const least = 3_108;
export const most = 517_598;

export const goodsOf = ({ sum, items }: CreateBody) =>
  JSON.stringify([sum, items.map(({ name, quantity, price }) => [name, quantity, price])]);

/** Between 50 000 and 200 000 ₽ 4 hours, above 48 hours, below none. */
export function cooldownMs(sum: number): number {
  if (sum < 50_000) return 0;
  return sum <= 200_000 ? 4 * hourMs : 48 * hourMs;
}

export function view(order: FormaOrder, hasHappened?: boolean): Record<string, unknown> {
  const { body, status, createdAt } = order;
  const { contact } = body.values ?? {};
  const chosen = status === 'approved' || status === 'signed';
  return {
    id: order.id,
    status,
    created_at: createdAt.toISOString(),
    demo: order.demo,
    committed: order.committed,
    order_amount: body.sum,
    appropriate_signing_types: chosen ? ['sms', 'bank'] : [],
    expected_overdue_at: new Date(createdAt.getTime() + 14 * dayMs).toISOString(),
    items: body.items,
    ...(chosen
      ? {
          product: 'credit',
          term: 12,
          first_payment: 0,
          credit_amount: body.sum,
          transfer_amount: body.sum,
          monthly_payment: Math.round((body.sum / 12) * 100) / 100,
          chosen_bank: 'Т-Банк',
        }
      : {}),
    ...(status === 'signed' ? { signing_type: 'sms', loan_number: `5${order.id}` } : {}),
    ...(contact?.fio
      ? { first_name: masked(contact.fio.firstName), last_name: masked(contact.fio.lastName), middle_name: masked(contact.fio.middleName) }
      : {}),
    ...(contact?.mobilePhone ? { phone: contact.mobilePhone.replace(/^(.{5}).*(.{2})$/, '$1*****$2') } : {}),
    ...(contact?.email ? { email: contact.email.replace(/^(.).*(.@.*)$/, '$1****$2') } : {}),
    // Whether it has passed is told by webhooks alone.
    ...(order.cooldownUntil
      ? {
          commit_cooldown: {
            until: order.cooldownUntil.toISOString(),
            ...(hasHappened === undefined ? {} : { has_happened: hasHappened }),
          },
        }
      : {}),
  };
}

const masked = (text = '') => (text === '' ? '' : `${text.slice(0, 1)}*****`);
