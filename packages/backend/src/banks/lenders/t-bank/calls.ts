import * as z from 'zod/mini';
import { askLender, basic, isDone, mapReply } from '../ask-lender.ts';
import type { LenderAccount, LenderDone, LenderOrder, LenderReply, LenderState } from '../lender.ts';

const infoSchema = z.object({ status: z.string(), committed: z.optional(z.boolean()) });
const noticeSchema = z.object({ id: z.string() });

const states: Record<string, LenderState['at']> = {
  new: 'open',
  inprogress: 'open',
  approved: 'approved',
  signed: 'signed',
  rejected: 'declined',
  canceled: 'canceled',
};

export const addressOf = ({ url }: LenderAccount, path: string) => `${url.replace(/\/+$/, '')}/api/partners/v2/orders/${path}`;

/** Demo orders have a login of their own. */
const loginOf = ({ values, test }: LenderAccount) =>
  basic(`${test ? 'demo-' : ''}${values['showcaseId'] ?? ''}`, values['apiPassword'] ?? '');

export async function read(account: LenderAccount, id: string): Promise<LenderReply<LenderState>> {
  const { allowLoopback } = account;
  const url = addressOf(account, `${encodeURIComponent(id)}/info`);
  const reply = await askLender({ url, headers: { authorization: loginOf(account) }, allowLoopback }, infoSchema);
  return mapReply(reply, ({ status, committed }) => ({ at: committed ? 'committed' : (states[status] ?? 'open') }));
}

/** A commit that was lost on its way back is seen in `info`. */
export async function commit(account: LenderAccount, { id }: Omit<LenderOrder, 'buyer'>): Promise<LenderDone> {
  const before = await read(account, id);
  if (before.outcome === 'done' && before.body.at === 'committed') return isDone;
  return act(account, id, 'commit');
}

export async function cancel(account: LenderAccount, id: string): Promise<LenderDone> {
  const before = await read(account, id);
  if (before.outcome === 'done' && (before.body.at === 'canceled' || before.body.at === 'declined')) return isDone;
  return act(account, id, 'cancel');
}

async function act(account: LenderAccount, id: string, name: 'commit' | 'cancel'): Promise<LenderDone> {
  const { allowLoopback } = account;
  const url = addressOf(account, `${encodeURIComponent(id)}/${name}`);
  return askLender({ url, method: 'POST', headers: { authorization: loginOf(account) }, allowLoopback }, z.record(z.string(), z.unknown()));
}

/** Unsigned. */
export async function readNotice(_account: LenderAccount, raw: string): Promise<string | null> {
  return noticeSchema.safeParse(parseJson(raw)).data?.id ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
