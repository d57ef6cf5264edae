import { banksNowSchema, meSchema, signInSchema } from '@installment-button/protocol/cabinet/access';
import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { banksNow } from './banks-now.ts';
import { viewMe } from './me.ts';
import { endSession, findSession, forgetCookie } from './sessions.ts';
import { signIn } from './sign-in.ts';

const hide = true;
const config = { access: 'anyone' } as const;
const nothing = z.undefined();

/** What the page of the sign-in needs; nobody is signed in yet. */
export function signInRoutes(app: App, context: Context): void {
  app.post('/sign-in', { config, schema: { hide, body: signInSchema, response: { 200: meSchema } } }, async (request, reply) => {
    const user = await signIn(context, reply, request.body);
    return viewMe(context, user.id);
  });

  app.post('/sign-out', { config, schema: { hide, response: { 204: nothing } } }, async (request, reply) => {
    const found = await findSession(context, request);
    if (found) await endSession(context, context.sql, found.user.id, found.session.id);
    forgetCookie(context, reply);
    return reply.code(204).send(undefined);
  });

  // Every page asks this first. 204: nobody is signed in, which is an answer and not a refusal.
  app.get('/session', { config, schema: { hide, response: { 200: meSchema, 204: nothing } } }, async (request, reply) => {
    const found = await findSession(context, request);
    if (!found) return reply.code(204).send(undefined);
    return viewMe(context, found.user.id);
  });

  app.get('/banks-now', { config, schema: { hide, response: { 200: banksNowSchema } } }, () => banksNow(context));
}
