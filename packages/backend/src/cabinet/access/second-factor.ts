import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import type { NewSecondFactor } from '@installment-button/protocol/cabinet/access';
import type { Context } from '../../context.ts';
import { fieldProblem, Problem } from '../../platform/http/problems.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import { findShop } from '../../shops/store.ts';
import { emailOf } from '../../shops/users.ts';
import { record } from '../audit.ts';
import { refuseWrongPassword } from './password-changes.ts';
import { endSessions, type SignedIn } from './sessions.ts';
import { countTry } from './sign-in-limits.ts';

const PERIOD_SECONDS = 30;
/** Clocks differ, so the code before and the code after are accepted too. */
const WINDOW = 1;

const place = (userId: string) => ({ table: 'users', column: 'totp_secret', row: userId });

/** Makes a secret for the authenticator app. The second factor is off until `turnSecondFactorOn` gets a code from the app. */
export async function beginSecondFactor(context: Context, user: Row<'users'>, password: string, address: string): Promise<NewSecondFactor> {
  await refuseWrongPassword(context, user, password, address, '/password');
  if (user.totpSince !== null) throw new Problem(409, 'conflict', 'The second factor is on already. Turn it off first.');
  const shop = await findShop(context.sql, user.shopId);
  const secret = new Secret({ size: 20 });
  await context.sql
    .updateTable('users')
    .set({ totpSecret: context.encryption.encrypt(secret.base32, place(user.id)), totpSince: null, totpStep: null })
    .where('id', '=', user.id)
    .where('totpSince', 'is', null)
    .execute();
  const uri = new TOTP({ issuer: shop?.name ?? '', label: emailOf(context, user), secret, period: PERIOD_SECONDS }).toString();
  return { secret: secret.base32, uri, qr: renderSVG(uri, { border: 2 }) };
}

export async function turnSecondFactorOn(context: Context, { user, session }: SignedIn, code: string, address: string): Promise<void> {
  const takeBack = await countTry(context, emailOf(context, user), address);
  if (!(await takeCode(context, context.sql, user, code))) throw fieldProblem('/code', 'code_wrong', 'Wrong code');
  await takeBack();
  await context.transaction(async (tx) => {
    await tx.sql.updateTable('users').set({ totpSince: context.clock.now() }).where('id', '=', user.id).execute();
    await endSessions(context, tx.sql, user.id, session.id);
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'user.second-factor-on', subject: user.id });
  });
}

export async function turnSecondFactorOff(context: Context, user: Row<'users'>, password: string, address: string): Promise<void> {
  await refuseWrongPassword(context, user, password, address, '/password');
  await context.transaction(async (tx) => {
    await dropSecondFactor(tx.sql, user.id);
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'user.second-factor-off', subject: user.id });
  });
}

/** Each code works once: a code of the last accepted time step, or of an earlier one, is refused. */
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
