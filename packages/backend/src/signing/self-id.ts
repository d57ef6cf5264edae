import type { Signing } from '@installment-button/protocol';
import * as z from 'zod/mini';
import type { Buyer } from '../buyer-session/access.ts';
import { applicantOf } from '../buyer-session/applicant.ts';
import { findSigning } from '../buyer-session/store.ts';
import { findOffer } from '../fan-out/store.ts';
import { lockOrder } from '../orders/store.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import { changeSigning } from '../buyer-session/change-signing.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { defineJob } from '../platform/queue/job.ts';
import { readyToSign } from './ready-to-sign.ts';
import { selfIdProviderOf, type SelfIdVerdict } from './self-id-provider.ts';
import { sendSignature } from './send-signature.ts';
import { signingNow } from './signing-now.ts';
import { deletePhotographs, photographsOf, putPhotograph } from './store.ts';

export const selfIdJob = defineJob({
  name: 'self-id',
  payload: z.object({ orderId: z.string(), verificationId: z.string() }),
  concurrency: 4,
  handle: (context: Context, { orderId, verificationId }) => verifySelfId(context, orderId, verificationId),
});

export interface Photographs {
  passport: Buffer;
  selfie: Buffer;
}

/** The buyer chose to sign by photographs. */
export async function beginSelfId(context: Context, tx: Tx, buyer: Buyer & { orderId: string }): Promise<Signing> {
  const { order, offer } = await readyToSign(context, tx, buyer, 'self-id');
  if (selfIdProviderOf(context) === null)
    throw new Problem(422, 'signing_method_unavailable', 'Signing by photographs is not offered here.');
  await changeSigning(context, tx, order.id, offer.id, { state: 'ready', method: 'self-id', offerId: offer.id, errorCode: null });
  return signingNow(context, tx.sql, order);
}

/** 409 unless the order waits for photographs. */
export function refuseUnlessAwaited(signing: Row<'signings'> | undefined): void {
  const awaited = signing?.method === 'self-id' && ['ready', 'retake', 'failed'].includes(signing.state);
  if (!awaited) throw new Problem(409, 'illegal_transition', 'This order does not wait for photographs.');
}

/** Stores the pictures encrypted and has them judged. */
export async function sendPhotographs(context: Context, buyer: Buyer & { orderId: string }, pictures: Photographs): Promise<Signing> {
  return context.transaction(async (tx) => {
    const { order, offer } = await readyToSign(context, tx, buyer, 'self-id');
    refuseUnlessAwaited(await findSigning(tx.sql, order.id));
    const createdAt = context.clock.now();
    await deletePhotographs(tx.sql, order.id);
    const verificationId = context.ids.next('pht');
    for (const kind of ['passport', 'selfie'] as const) {
      const id = kind === 'passport' ? verificationId : context.ids.next('pht');
      const content = context.encryption.encryptBytes(pictures[kind], { table: 'photographs', column: 'content', row: id });
      await putPhotograph(tx.sql, { id, orderId: order.id, kind, content, createdAt });
    }
    await changeSigning(context, tx, order.id, offer.id, { state: 'verifying', errorCode: null });
    await tx.enqueue(selfIdJob.with({ orderId: order.id, verificationId }));
    return signingNow(context, tx.sql, order);
  });
}

/** Has the provider verify the photographs. They are deleted with the verdict, whatever it is. */
async function verifySelfId(context: Context, orderId: string, verificationId: string): Promise<void> {
  const rows = await photographsOf(context.sql, orderId);
  const provider = selfIdProviderOf(context);
  const passport = rows.find(({ id }) => id === verificationId);
  const selfie = rows.find(({ kind }) => kind === 'selfie');
  if (!passport || !selfie || !provider) return;
  const applicant = await applicantOf(context, context.sql, orderId);
  const open = ({ id, content }: Row<'photographs'>) =>
    context.encryption.decryptBytes(content, { table: 'photographs', column: 'content', row: id });
  const verdict = await provider.verify({
    id: verificationId,
    passport: open(passport),
    selfie: open(selfie),
    lastName: applicant?.lastName ?? '',
  });
  await context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    const present = await photographsOf(tx.sql, orderId);
    // The job ran twice, or the buyer sent other photographs meanwhile.
    if (!present.some(({ id }) => id === verificationId)) return;
    await deletePhotographs(tx.sql, orderId);
    await recordVerdict(context, tx, order, provider.name, verdict);
  });
}

async function recordVerdict(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  provider: string,
  { verificationId, result }: SelfIdVerdict,
): Promise<void> {
  const signing = await findSigning(tx.sql, order.id);
  const { chosenOfferId, agreementSha256: sha256 } = order;
  // The buyer chose another offer meanwhile, or the order ended.
  if (order.status !== 'approved' || chosenOfferId === null || sha256 === null || signing?.state !== 'verifying') return;
  if (result === 'approved') {
    const offer = await findOffer(tx.sql, order.id, chosenOfferId);
    if (!offer) return;
    const selfId = { provider, verificationId, result };
    return sendSignature(context, tx, { order, offer, sha256 }, 'self-id', {
      agreementSha256: sha256,
      at: context.clock.now().toISOString(),
      selfId,
    });
  }
  const change =
    result === 'retake'
      ? ({ state: 'retake', errorCode: 'self_id_retake' } as const)
      : ({ state: 'failed', errorCode: 'self_id_declined' } as const);
  await changeSigning(context, tx, order.id, chosenOfferId, change);
}
