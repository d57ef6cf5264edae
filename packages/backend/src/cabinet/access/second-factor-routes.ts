import {
  confirmSecondFactorSchema,
  meSchema,
  newSecondFactorSchema,
  secondFactorPasswordSchema,
} from '@installment-button/protocol/cabinet/access';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { signedInOf } from './guard.ts';
import { viewMe } from './me.ts';
import { beginSecondFactor, turnSecondFactorOff, turnSecondFactorOn } from './second-factor.ts';

const hide = true;
const config = { access: 'signed-in' } as const;

export function secondFactorRoutes(app: App, context: Context): void {
  app.post(
    '/me/second-factor',
    { config, schema: { hide, body: secondFactorPasswordSchema, response: { 200: newSecondFactorSchema } } },
    (request) => beginSecondFactor(context, signedInOf(request).user, request.body.password, request.ip),
  );

  app.post(
    '/me/second-factor/confirm',
    { config, schema: { hide, body: confirmSecondFactorSchema, response: { 200: meSchema } } },
    async (request) => {
      const signedIn = signedInOf(request);
      await turnSecondFactorOn(context, signedIn, request.body.code, request.ip);
      return viewMe(context, signedIn.user.id);
    },
  );

  app.post(
    '/me/second-factor/off',
    { config, schema: { hide, body: secondFactorPasswordSchema, response: { 200: meSchema } } },
    async (request) => {
      const { user } = signedInOf(request);
      await turnSecondFactorOff(context, user, request.body.password, request.ip);
      return viewMe(context, user.id);
    },
  );
}
