import {
  changePasswordSchema,
  forgottenPasswordSchema,
  meSchema,
  openPasswordLinkSchema,
  passwordLinkSchema,
  setPasswordSchema,
} from '@installment-button/protocol/cabinet/access';
import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { signedInOf } from './guard.ts';
import { viewMe } from './me.ts';
import { changePassword, setPasswordByLink } from './password-changes.ts';
import { readPasswordLink } from './password-links.ts';
import { sendPasswordReset } from './password-reset.ts';
import { countTry } from './sign-in-limits.ts';

const hide = true;
const anyone = { access: 'anyone' } as const;
const signedIn = { access: 'signed-in' } as const;
const nothing = z.undefined();

export function passwordRoutes(app: App, context: Context): void {
  app.post(
    '/password/forgotten',
    { config: anyone, schema: { hide, body: forgottenPasswordSchema, response: { 202: nothing } } },
    async (request, reply) => {
      await countTry(context, request.body.email, request.ip);
      // The account is looked up after the answer, so neither the answer nor its time tells whether the e-mail is known.
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
      const { userId, signedIn: isSignedIn } = await setPasswordByLink(context, reply, request.body);
      return isSignedIn ? viewMe(context, userId) : reply.code(204).send(undefined);
    },
  );

  app.post(
    '/me/password',
    { config: signedIn, schema: { hide, body: changePasswordSchema, response: { 204: nothing } } },
    async (request, reply) => {
      await changePassword(context, signedInOf(request), request.body, request.ip);
      return reply.code(204).send(undefined);
    },
  );
}
