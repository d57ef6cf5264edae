import type { Draft, RestartOrder, Restarted } from '@installment-button/protocol';
import { appendEvent } from '../orders/events.ts';
import { sessionTokenOf } from '../orders/link.ts';
import { findOrder } from '../orders/store.ts';
import { amend, illegalTransition } from '../orders/transition.ts';
import { after, HOUR } from '../platform/clock.ts';
import { expiryOf } from '../config.ts';
import type { Context } from '../context.ts';
import { fieldProblem, Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { grantToken, holdOrder, type Buyer } from './access.ts';
import { applicantOf } from './applicant.ts';
import { writeDraft } from './draft.ts';
import { encryptPhone } from './submit.ts';

const MOST_RESTARTS = 2;

/**
 * A refused buyer begins anew with other terms: a successor order with the same goods, phone and trust. Asked again, the same
 * successor is named with a token of its own.
 */
export async function restart(
  context: Context,
  tx: Tx,
  buyer: Buyer & { orderId: string },
  { term, firstPayment = 0 }: RestartOrder,
): Promise<Restarted> {
  const order = await holdOrder(context, tx, buyer);
  if (order.status !== 'rejected') throw illegalTransition(order.status, 'begun anew');
  if (firstPayment >= order.amount) throw fieldProblem('/firstPayment', 'too_big', 'The first payment must be less than the amount.');
  if (order.successorId !== null) return handOver(context, tx, await findOrder(tx.sql, order.successorId), buyer);
  if (order.restarts >= MOST_RESTARTS) throw new Problem(409, 'restart_limit', 'An application can begin anew at most twice.');
  const successor = await insertSuccessor(context, tx, order, buyer.phone, { term: term ?? order.term, firstPayment });
  await moveDraft(context, tx, order, successor, buyer.phoneIndex);
  await amend(context, tx, order, { successorId: successor.id }, 'order.updated');
  return handOver(context, tx, successor, buyer);
}

async function handOver(context: Context, tx: Tx, successor: Row<'orders'>, { phone, phoneIndex }: Buyer): Promise<Restarted> {
  return {
    orderId: successor.id,
    session: sessionTokenOf(context, successor),
    token: await grantToken(context, tx, successor.id, phone, phoneIndex),
  };
}

async function insertSuccessor(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  phone: string,
  wished: { term: number | null; firstPayment: number },
): Promise<Row<'orders'>> {
  const id = context.ids.next('ord');
  const now = context.clock.now();
  const hours = expiryOf(context.config, 'created');
  const { shopId, externalId, test, trusted, product, amount, currency, items, goods, createdBy, metadata, returnUrls, phoneIndex } = order;
  const successor = await tx.sql
    .insertInto('orders')
    .values({
      ...{ id, shopId, externalId, test, trusted, product, amount, currency, goods, createdBy, phoneIndex, ...wished },
      status: 'created',
      statusAt: now,
      items: JSON.stringify(items),
      metadata: JSON.stringify(metadata),
      returnUrls: returnUrls === null ? null : JSON.stringify(returnUrls),
      tBank: order.tBank === null ? null : JSON.stringify(order.tBank),
      phone: encryptPhone(context, id, phone),
      maskedName: order.maskedName,
      maskedPhone: order.maskedPhone,
      replaces: order.id,
      restarts: order.restarts + 1,
      createdAt: now,
      expiresAt: hours === null ? null : after(now, hours * HOUR),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  context.metrics.transitions.inc({ status: 'created' });
  return appendEvent(context, tx, successor, { type: 'order.created', public: true });
}

/** What was sent becomes the successor's draft: the only way in which a passport is shown again. */
async function moveDraft(context: Context, tx: Tx, order: Row<'orders'>, successor: Row<'orders'>, phoneIndex: string): Promise<void> {
  const proven = await applicantOf(context, tx.sql, order.id);
  if (!proven) return;
  const { phone: _phone, ...applicant } = proven;
  const draft: Draft = { applicant, firstPayment: successor.firstPayment, ...(successor.term === null ? {} : { term: successor.term }) };
  await writeDraft(context, tx, successor.id, phoneIndex, draft);
}
