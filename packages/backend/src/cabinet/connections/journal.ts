import type { ConnectionJournal, ConnectionMapping } from '@installment-button/protocol/cabinet/connections';
import { readJournal } from '../../connections/journal.ts';
import type { Provider, Values } from '../../connections/provider.ts';
import { switchOffOthers } from '../../connections/store.ts';
import { whyNoAnswer } from '../../connections/why-no-answer.ts';
import type { Context } from '../../context.ts';
import { numberOf } from '../../orders/number.ts';
import { Problem } from '../../platform/http/problems.ts';
import type { Row } from '../../tables/schema.ts';
import { record } from '../audit.ts';
import { getConnection, type AccountAddress } from './connections.ts';

type User = Row<'users'>;

/** What passed between us and the other system, each failure with its reason. */
export async function connectionJournal(
  context: Context,
  { repeat }: Provider<Context>,
  { shopId }: User,
  address: AccountAddress,
): Promise<ConnectionJournal> {
  const { id } = await getConnection(context, shopId, address);
  const lines = await readJournal(context.sql, id);
  const orderIds = lines.flatMap(({ orderId }) => orderId ?? []);
  const orders =
    orderIds.length === 0
      ? []
      : await context.sql
          .selectFrom('orders')
          .select(['id', 'externalId'])
          .where('shopId', '=', shopId)
          .where('id', 'in', orderIds)
          .execute();
  return {
    data: lines.map((line) => {
      const order = orders.find((each) => each.id === line.orderId);
      const { id: lineId, at, act, outcome, orderId, attempts, detail, subject } = line;
      const repeatable = repeat !== undefined && subject !== null && outcome !== 'done';
      return {
        id: lineId,
        at: at.toISOString(),
        act,
        outcome,
        orderId,
        number: order ? numberOf(order) : null,
        attempts,
        repeatable,
        detail,
      };
    }),
  };
}

/** «Повторить»: a call that was refused, or waits for its next attempt, is made now. */
export async function repeatCall(
  context: Context,
  provider: Provider<Context>,
  { id: actor, shopId }: User,
  address: AccountAddress,
  lineId: string,
): Promise<void> {
  const { id } = await getConnection(context, shopId, address);
  await context.transaction(async (tx) => {
    const lines = tx.sql.selectFrom('connectionJournal').selectAll().where('id', '=', lineId).where('connectionId', '=', id);
    const line = await lines.forUpdate().executeTakeFirst();
    if (!line) throw new Problem(404, 'not_found', 'There is no such line.');
    if (!provider.repeat || line.subject === null || line.outcome === 'done') throw new Problem(409, 'conflict', 'It needs no repeat.');
    await provider.repeat(context, tx, line);
    await tx.sql.updateTable('connectionJournal').set({ outcome: 'again' }).where('id', '=', lineId).execute();
    await record(context, tx, { shopId, actor, act: 'connection.repeat', subject: provider.name, detail: { act: line.act } });
  });
}

/** Switches a connection on or off, or maps statuses and fields. */
export async function switchConnection(
  context: Context,
  provider: Provider<Context>,
  { id: actor, shopId }: User,
  address: AccountAddress,
  { enabled, mapping }: { enabled?: boolean | undefined; mapping?: Values | undefined },
): Promise<void> {
  const { id } = await getConnection(context, shopId, address);
  const change = { ...(enabled === undefined ? {} : { enabled }), ...(mapping ? { mapping: JSON.stringify(mapping) } : {}) };
  if (Object.keys(change).length === 0) return;
  await context.transaction(async (tx) => {
    const account = { shopId, provider: provider.name, test: address.mode === 'test' };
    if (enabled && provider.kind === 'receipts') await switchOffOthers(context, tx, account);
    await tx.sql.updateTable('connections').set(change).where('id', '=', id).execute();
    await record(context, tx, { shopId, actor, act: 'connection.change', subject: provider.name, detail: { mode: address.mode } });
  });
}

/** What can be mapped; where the other system does not answer, the reason instead. */
export async function readMapping(
  context: Context,
  provider: Provider<Context>,
  { shopId }: User,
  address: AccountAddress,
): Promise<ConnectionMapping> {
  const { id } = await getConnection(context, shopId, address);
  try {
    const rows = (await provider.readMapping?.(context, id)) ?? [];
    return { failure: null, data: rows.map((row) => ({ hint: null, ...row })) };
  } catch (error) {
    const failure = whyNoAnswer(error);
    if (failure === null) throw error;
    return { failure, data: [] };
  }
}
