import {
  banksNowSchema,
  changeMeSchema,
  changePasswordSchema,
  confirmSecondFactorSchema,
  dropSecondFactorSchema,
  forgottenPasswordSchema,
  meSchema,
  newSecondFactorSchema,
  openPasswordLinkSchema,
  passwordLinkSchema,
  sessionIdSchema,
  setPasswordSchema,
  signInSchema,
  userSessionListSchema,
} from '@installment-button/protocol/cabinet/access';
import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { fieldProblem, Problem } from '../../platform/http/problems.ts';
import { emailOf, encryptName } from '../../shops/users.ts';
import { record } from '../audit.ts';
import { banksNow } from './banks-now.ts';
import { signedInOf } from './guard.ts';
import { viewMe } from './me.ts';
import { hashPassword, isPassword, refuseSimplePassword } from './password.ts';
import { readPasswordLink, takePasswordLink } from './password-links.ts';
import { sendPasswordReset } from './password-reset.ts';
import { beginSecondFactor, dropSecondFactor, takeCode } from './second-factor.ts';
import { endSession, endSessions, findSession, forgetCookie, listSessions, openSession } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { countTry } from './sign-in-limits.ts';

const hide = true;
const anyone = { access: 'anyone' } as const;
const signedIn = { access: 'signed-in' } as const;
const nothing = z.undefined();

export function accessRoutes(app: App, context: Context): void {
  app.post('/sign-in', { config: anyone, schema: { hide, body: signInSchema, response: { 200: meSchema } } }, async (request, reply) => {
    const user = await signIn(context, reply, request.body);
    return viewMe(context, user.id);
  });

  app.post('/sign-out', { config: anyone, schema: { hide, response: { 204: nothing } } }, async (request, reply) => {
    const found = await findSession(context, request);
    if (found) await endSession(context, context.sql, found.user.id, found.session.id);
    forgetCookie(context, reply);
    return reply.code(204).send(undefined);
  });

  app.get('/banks-now', { config: anyone, schema: { hide, response: { 200: banksNowSchema } } }, () => banksNow(context));

  app.post(
    '/password/forgotten',
    { config: anyone, schema: { hide, body: forgottenPasswordSchema, response: { 202: nothing } } },
    async (request, reply) => {
      await countTry(context, request.body.email, request.ip);
      // Found and written to after the answer: neither its words nor its time tell whether the e-mail is known.
      reply.raw.once('finish', () => void sendPasswordReset(context, request.body.email));
      return reply.code(202).send(undefined);
    },
  );

  app.post(
    '/password/link',
    { config: anyone, schema: { hide, body: openPasswordLinkSchema, response: { 200: passwordLinkSchema } } },
    (request) => readPasswordLink(context, request.body.token),
  );

  app.post(
    '/password',
    { config: anyone, schema: { hide, body: setPasswordSchema, response: { 200: meSchema, 204: nothing } } },
    async (request, reply) => {
      const { token, password, name } = request.body;
      const { email } = await readPasswordLink(context, token);
      refuseSimplePassword(password, email, '/password');
      const passwordHash = await hashPassword(password);
      const user = await context.transaction(async (tx) => {
        const found = await takePasswordLink(context, tx, token);
        const named = name === undefined ? {} : { name: encryptName(context, found.id, name) };
        await tx.sql
          .updateTable('users')
          .set({ passwordHash, ...named })
          .where('id', '=', found.id)
          .execute();
        await endSessions(context, tx.sql, found.id);
        await record(context, tx, { shopId: found.shopId, actor: found.id, act: 'user.password', subject: found.id });
        // An e-mail is not the second factor: whoever has one signs in with it.
        if (found.totpSince === null) await openSession(context, tx.sql, reply, found);
        return found;
      });
      if (user.totpSince !== null) return reply.code(204).send(undefined);
      return viewMe(context, user.id);
    },
  );

  // What a page asks first: nobody being signed in is an answer, not a refusal.
  app.get('/session', { config: anyone, schema: { hide, response: { 200: meSchema, 204: nothing } } }, async (request, reply) => {
    const found = await findSession(context, request);
    if (!found) return reply.code(204).send(undefined);
    return viewMe(context, found.user.id);
  });

  app.get('/me', { config: signedIn, schema: { hide, response: { 200: meSchema } } }, (request) =>
    viewMe(context, signedInOf(request).user.id),
  );

  app.patch('/me', { config: signedIn, schema: { hide, body: changeMeSchema, response: { 200: meSchema } } }, async (request) => {
    const { user } = signedInOf(request);
    const { name, language, notices } = request.body;
    const change = {
      ...(name === undefined ? {} : { name: encryptName(context, user.id, name) }),
      ...(language === undefined ? {} : { language }),
      ...(notices === undefined ? {} : { notices: JSON.stringify(notices) }),
    };
    if (Object.keys(change).length > 0) await context.sql.updateTable('users').set(change).where('id', '=', user.id).execute();
    return viewMe(context, user.id);
  });

  app.post(
    '/me/password',
    { config: signedIn, schema: { hide, body: changePasswordSchema, response: { 204: nothing } } },
    async (request, reply) => {
      const { user, session } = signedInOf(request);
      await refuseWrongPassword(context, user, request.body.current, request.ip, '/current');
      refuseSimplePassword(request.body.next, emailOf(context, user), '/next');
      const passwordHash = await hashPassword(request.body.next);
      await context.transaction(async (tx) => {
        await tx.sql.updateTable('users').set({ passwordHash }).where('id', '=', user.id).execute();
        await endSessions(context, tx.sql, user.id, session.id);
        await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'user.password', subject: user.id });
      });
      return reply.code(204).send(undefined);
    },
  );

  app.post('/me/second-factor', { config: signedIn, schema: { hide, response: { 200: newSecondFactorSchema } } }, async (request) => {
    const { user } = signedInOf(request);
    if (user.totpSince !== null) throw new Problem(409, 'conflict', 'The second factor is on already; turn it off first.');
    const { shop } = await viewMe(context, user.id);
    return beginSecondFactor(context, user, shop.name);
  });

  app.post(
    '/me/second-factor/confirm',
    { config: signedIn, schema: { hide, body: confirmSecondFactorSchema, response: { 200: meSchema } } },
    async (request) => {
      const { user, session } = signedInOf(request);
      const takeBack = await countTry(context, emailOf(context, user), request.ip);
      if (!(await takeCode(context, context.sql, user, request.body.code))) throw fieldProblem('/code', 'code_wrong', 'Wrong code');
      await takeBack();
      await context.transaction(async (tx) => {
        await tx.sql.updateTable('users').set({ totpSince: context.clock.now() }).where('id', '=', user.id).execute();
        await endSessions(context, tx.sql, user.id, session.id);
        await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'user.second-factor-on', subject: user.id });
      });
      return viewMe(context, user.id);
    },
  );

  app.post(
    '/me/second-factor/off',
    { config: signedIn, schema: { hide, body: dropSecondFactorSchema, response: { 200: meSchema } } },
    async (request) => {
      const { user } = signedInOf(request);
      await refuseWrongPassword(context, user, request.body.password, request.ip, '/password');
      await context.transaction(async (tx) => {
        await dropSecondFactor(tx.sql, user.id);
        await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'user.second-factor-off', subject: user.id });
      });
      return viewMe(context, user.id);
    },
  );

  app.get('/me/sessions', { config: signedIn, schema: { hide, response: { 200: userSessionListSchema } } }, async (request) => ({
    data: await listSessions(context, signedInOf(request)),
  }));

  app.delete(
    '/me/sessions/:id',
    { config: signedIn, schema: { hide, params: z.strictObject({ id: sessionIdSchema }), response: { 204: nothing } } },
    async (request, reply) => {
      const { user } = signedInOf(request);
      if (!(await endSession(context, context.sql, user.id, request.params.id)))
        throw new Problem(404, 'not_found', 'There is no such session.');
      return reply.code(204).send(undefined);
    },
  );
}

async function refuseWrongPassword(
  context: Context,
  user: Parameters<typeof emailOf>[1] & { passwordHash: string | null },
  password: string,
  address: string,
  path: string,
): Promise<void> {
  const takeBack = await countTry(context, emailOf(context, user), address);
  if (!(await isPassword(user.passwordHash, password))) throw fieldProblem(path, 'password_wrong', 'Wrong password');
  await takeBack();
}
