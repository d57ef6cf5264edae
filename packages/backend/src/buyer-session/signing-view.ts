import { appointmentSchema, type Signing } from '@installment-button/protocol';
import { isDeciding } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { findCode } from './code-store.ts';
import { sentCode } from './codes.ts';
import { findSigning } from './store.ts';

type Choosing = Pick<Row<'orders'>, 'status' | 'chosenOfferId'>;

/** How the signing of an order stands. */
export async function signingOf(context: Context, sql: Sql, order: Row<'orders'>): Promise<Signing | null> {
  const signing = await findSigning(sql, order.id);
  const code = signing?.codeId ? await findCode(sql, signing.codeId) : undefined;
  return viewSigning(context, order, signing, code ? [code] : []);
}

/** Null before the first choice and after the signature. `codes` must hold the code that was sent. */
export function viewSigning(
  context: Context,
  order: Choosing,
  signing: Row<'signings'> | undefined,
  codes: Row<'phoneCodes'>[],
): Signing | null {
  if (!signing || !isDeciding(order)) return null;
  const bare = { method: null, resendAt: null, attemptsLeft: null, expiresAt: null, appointment: null };
  if (signing.state === 'preparing') return { ...bare, state: 'preparing', error: null };
  // The offer that is being signed is chosen no more.
  if (signing.state !== 'failed' && signing.offerId !== order.chosenOfferId)
    return { ...bare, state: 'failed', error: { code: 'offer_gone' } };
  const code = signing.state === 'code-sent' ? codes.find(({ id }) => id === signing.codeId) : undefined;
  return {
    method: signing.method,
    state: signing.state,
    resendAt: null,
    attemptsLeft: null,
    expiresAt: null,
    ...(code ? sentCode(code) : {}),
    appointment: decryptAppointment(context, signing),
    ...(signing.url === null ? {} : { url: context.encryption.decrypt(signing.url, urlPlace(signing.orderId)) }),
    error: signing.errorCode === null ? null : { code: signing.errorCode },
  };
}

const urlPlace = (row: string) => ({ table: 'signings', column: 'url', row });

export const encryptSigningUrl = (context: Context, orderId: string, url: string): string =>
  context.encryption.encrypt(url, urlPlace(orderId));

const appointmentPlace = (orderId: string) => ({ table: 'signings', column: 'appointment', row: orderId });

export function decryptAppointment(
  context: Context,
  { orderId, appointment }: Pick<Row<'signings'>, 'orderId' | 'appointment'>,
): Signing['appointment'] {
  return appointment === null
    ? null
    : appointmentSchema.parse(JSON.parse(context.encryption.decrypt(appointment, appointmentPlace(orderId))));
}

export function encryptAppointment(context: Context, orderId: string, appointment: NonNullable<Signing['appointment']>): string {
  return context.encryption.encrypt(JSON.stringify(appointment), appointmentPlace(orderId));
}
