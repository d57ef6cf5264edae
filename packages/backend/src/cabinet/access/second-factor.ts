import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import type { NewSecondFactor } from '@installment-button/protocol/cabinet/access';
import type { Context } from '../../context.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import { emailOf } from '../../shops/users.ts';

const PERIOD_SECONDS = 30;
/** Clocks differ: the codes before and after count too. */
const WINDOW = 1;

const place = (userId: string) => ({ table: 'users', column: 'totp_secret', row: userId });

/** A fresh secret for the authenticator app; asked for only once a code of it came back. */
export async function beginSecondFactor(context: Context, user: Row<'users'>, shopName: string): Promise<NewSecondFactor> {
  const secret = new Secret({ size: 20 });
  await context.sql
    .updateTable('users')
    .set({ totpSecret: context.encryption.encrypt(secret.base32, place(user.id)), totpSince: null, totpStep: null })
    .where('id', '=', user.id)
    .where('totpSince', 'is', null)
    .execute();
  const uri = new TOTP({ issuer: shopName, label: emailOf(context, user), secret, period: PERIOD_SECONDS }).toString();
  return { secret: secret.base32, uri, qr: renderSVG(uri, { border: 2 }) };
}

/** Each code opens once: a time step at or before the last one taken is refused. */
export async function takeCode(context: Context, sql: Sql, user: Row<'users'>, code: string): Promise<boolean> {
  if (user.totpSecret === null) return false;
  const secret = Secret.fromBase32(context.encryption.decrypt(user.totpSecret, place(user.id)));
  const now = context.clock.now().getTime();
  const delta = new TOTP({ secret, period: PERIOD_SECONDS }).validate({ token: code, timestamp: now, window: WINDOW });
  if (delta === null) return false;
  const totpStep = Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
  const { numUpdatedRows } = await sql
    .updateTable('users')
    .set({ totpStep })
    .where('id', '=', user.id)
    .where(({ or, eb }) => or([eb('totpStep', 'is', null), eb('totpStep', '<', totpStep)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function dropSecondFactor(sql: Sql, userId: string): Promise<void> {
  await sql.updateTable('users').set({ totpSecret: null, totpSince: null, totpStep: null }).where('id', '=', userId).execute();
}
