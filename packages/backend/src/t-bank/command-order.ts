import type { FastifyRequest } from 'fastify';
import type { OrderStatus } from '@installment-button/protocol';
import { cancelOrder } from '../after-sale/cancel.ts';
import { confirmOrder } from '../after-sale/confirm.ts';
import { commandsUnderWay } from '../banks/commands.ts';
import type { Context } from '../context.ts';
import { findOrder, lockOrder } from '../orders/store.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { SECOND } from '../platform/clock.ts';
import { waitForAnswer } from '../signing/wait-for-answer.ts';
import type { Row } from '../tables/schema.ts';
import { findOwnOrder } from './own-order.ts';
import { Refusal } from './refusal.ts';
import { viewInfo } from './view.ts';

export type CommandName = 'commit' | 'cancel';

/** A bank has 10 s to answer a command, and a job takes a moment to start. */
const WAIT_MS = 12 * SECOND;

const kinds = { commit: 'confirm', cancel: 'cancel' } as const;

/**
 * `commit` and `cancel`. Clients take a 2xx for done and read no body, so it is sent only once the bank has answered:
 * 1. The command is written, or the one that is under way already is waited for.
 * 2. The bank's yes: 200 with the order as it is then. Its no: 422.
 * 3. No answer in time: 422, which says that the command is under way and that `info` tells how it ends. A repeat waits again.
 */
export async function commandOrder(context: Context, request: FastifyRequest, name: CommandName) {
  const { id } = await findOwnOrder(context, request);
  const kind = kinds[name];
  await context.transaction(async (tx) => acts[name](context, tx, await lockOrder(tx.sql, id)));
  const command = (await commandsUnderWay(context.sql, id)).find((under) => under.kind === kind && under.subject.purpose !== 'clean-up');
  const state = command ? (await waitForAnswer(context, id, command.id, WAIT_MS)).state : 'done';
  if (state === 'refused')
    throw new Refusal(422, name === 'commit' ? 'Банк отказал в подтверждении заявки' : 'Банк отказал в отмене заявки');
  if (state === 'pending')
    throw new Refusal(
      422,
      `${name === 'commit' ? 'Подтверждение' : 'Отмена'} выполняется: банк ещё не ответил. Чем она закончится, покажет info`,
    );
  return viewInfo(context, context.sql, await findOrder(context.sql, id));
}

type Act = (context: Context, tx: Tx, order: Row<'orders'>) => Promise<unknown>;

const acts: Record<CommandName, Act> = {
  async commit(context, tx, order) {
    if (order.status === 'confirmed' || order.status === 'settled' || order.confirmation?.state === 'pending') return;
    if (order.status !== 'signed') throw new Refusal(422, notCommittable[order.status]);
    await confirmOrder(context, tx, order);
  },

  async cancel(context, tx, order) {
    // Both read as `canceled`.
    if (order.status === 'canceled' || order.status === 'expired' || order.cancellation?.state === 'pending') return;
    if (order.status === 'rejected') throw new Refusal(422, 'Банки отказали по этой заявке: отменять нечего');
    if (order.status === 'settled') throw new Refusal(422, 'Деньги уже перечислены магазину: вместо отмены оформите возврат');
    if (order.refundedAmount > 0) throw new Refusal(422, 'По заявке уже был возврат: вместо отмены верните остаток');
    await cancelOrder(context, tx, order, 'shop', null);
  },
};

const notCommittable: Record<Exclude<OrderStatus, 'signed' | 'confirmed' | 'settled'>, string> = {
  created: 'Заявка ещё не подписана: подтвердить можно только подписанную',
  submitted: 'Заявка ещё не подписана: подтвердить можно только подписанную',
  approved: 'Заявка ещё не подписана: подтвердить можно только подписанную',
  rejected: 'Банки отказали по этой заявке: подтверждать нечего',
  canceled: 'Заявка отменена: подтвердить её нельзя',
  expired: 'Срок заявки истёк: подтвердить её нельзя',
};
