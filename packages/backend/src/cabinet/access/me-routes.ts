import { changeMeSchema, meSchema, sessionIdSchema, userSessionListSchema } from '@installment-button/protocol/cabinet/access';
import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { Problem } from '../../platform/http/problems.ts';
import { signedInOf } from './guard.ts';
import { changeMe, viewMe } from './me.ts';
import { endSession, listSessions } from './sessions.ts';

const hide = true;
const config = { access: 'signed-in' } as const;
const sessionParams = z.strictObject({ id: sessionIdSchema });

export function meRoutes(app: App, context: Context): void {
  app.get('/me', { config, schema: { hide, response: { 200: meSchema } } }, (request) => viewMe(context, signedInOf(request).user.id));

  app.patch('/me', { config, schema: { hide, body: changeMeSchema, response: { 200: meSchema } } }, async (request) => {
    const { user } = signedInOf(request);
    await changeMe(context, user, request.body);
    return viewMe(context, user.id);
  });

  app.get('/me/sessions', { config, schema: { hide, response: { 200: userSessionListSchema } } }, async (request) => ({
    data: await listSessions(context, signedInOf(request)),
  }));

  app.delete(
    '/me/sessions/:id',
    { config, schema: { hide, params: sessionParams, response: { 204: z.undefined() } } },
    async (request, reply) => {
      const ended = await endSession(context, context.sql, signedInOf(request).user.id, request.params.id);
      if (!ended) throw new Problem(404, 'not_found', 'There is no such session.');
      return reply.code(204).send(undefined);
    },
  );
}
