import type { Draft, RestartOrder, Restarted } from '@installment-button/protocol';
import { insertOrder } from '../orders/create.ts';
import { sessionTokenOf } from '../orders/session-token.ts';
import { bankApplicationsOf } from '../fan-out/store.ts';
import { findOrder } from '../orders/store.ts';
import { amend, illegalTransition, isDeciding, transition } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import { fieldProblem, Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { grantToken, lockBuyersOrder, type Buyer } from './access.ts';
import { applicantOf } from './applicant.ts';
import { writeDraft } from './draft.ts';
import { encryptPhone } from '../orders/buyer-phone.ts';

const MOST_RESTARTS = 2;

/**
 * After a rejection the buyer begins anew with other terms: a successor order with the same goods, phone and trust. A repeat returns
 * the same successor with another token.
 */
export async function restart(
  context: Context,
  tx: Tx,
  buyer: Buyer & { orderId: string },
  { term, firstPayment = 0 }: RestartOrder,
): Promise<Restarted> {
  const order = await endSilence(context, tx, await lockBuyersOrder(context, tx, buyer));
  if (order.status !== 'rejected') throw illegalTransition(order.status, 'restarted');
  if (firstPayment >= order.amount) throw fieldProblem('/firstPayment', 'too_big', 'The first payment must be less than the amount.');
  if (order.successorId !== null) return handOver(context, tx, await findOrder(tx.sql, order.successorId), buyer);
  if (order.restarts >= MOST_RESTARTS) throw new Problem(409, 'restart_limit', 'An order can be restarted at most twice.');
  const successor = await insertSuccessor(context, tx, order, buyer.phone, { term: term ?? order.term, firstPayment });
  await moveDraft(context, tx, order, successor, buyer.phoneIndex);
  await amend(context, tx, order, { successorId: successor.id }, 'order.updated');
  return handOver(context, tx, successor, buyer);
}

/**
 * The banks were silent for their two minutes and nobody approved. The buyer need not wait for the late answers: the order is rejected
 * now, which tells every asked bank to stop.
 */
async function endSilence(context: Context, tx: Tx, order: Row<'orders'>): Promise<Row<'orders'>> {
  if (!isDeciding(order) || order.lateDeadline === null) return order;
  const decisions = (await bankApplicationsOf(tx.sql, order.id)).map(({ decision }) => decision);
  if (decisions.some((decision) => decision === 'pending' || decision === 'offered' || decision === 'approved')) return order;
  return transition(context, tx, order, 'rejected');
}

async function handOver(context: Context, tx: Tx, successor: Row<'orders'>, { phone, phoneIndex }: Buyer): Promise<Restarted> {
  return {
    orderId: successor.id,
    session: sessionTokenOf(context, successor),
    token: await grantToken(context, tx, successor.id, phone, phoneIndex),
  };
}

function insertSuccessor(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  phone: string,
  wished: { term: number | null; firstPayment: number },
): Promise<Row<'orders'>> {
  const id = context.ids.next('ord');
  const { shopId, externalId, test, trusted, product, amount, discount, currency, goods, createdBy, phoneIndex, maskedName, maskedPhone } =
    order;
  return insertOrder(context, tx, {
    ...{
      id,
      shopId,
      externalId,
      test,
      trusted,
      product,
      amount,
      discount,
      currency,
      goods,
      createdBy,
      phoneIndex,
      maskedName,
      maskedPhone,
      ...wished,
    },
    items: JSON.stringify(order.items),
    metadata: JSON.stringify(order.metadata),
    tBank: order.tBank === null ? null : JSON.stringify(order.tBank),
    returnUrls: order.returnUrls === null ? null : JSON.stringify(order.returnUrls),
    phone: encryptPhone(context, id, phone),
    replaces: order.id,
    restarts: order.restarts + 1,
  });
}

/** The submitted form becomes the successor's draft. In no other way is a passport shown again. */
async function moveDraft(context: Context, tx: Tx, order: Row<'orders'>, successor: Row<'orders'>, phoneIndex: string): Promise<void> {
  const proven = await applicantOf(context, tx.sql, order.id);
  if (!proven) return;
  const { phone: _phone, ...applicant } = proven;
  const draft: Draft = { applicant, firstPayment: successor.firstPayment, ...(successor.term === null ? {} : { term: successor.term }) };
  await writeDraft(context, tx, successor.id, phoneIndex, draft);
}
