import { newSavedViewSchema, savedViewListSchema, savedViewSchema, type SavedView } from '@installment-button/protocol/cabinet/orders';
import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { Problem } from '../../platform/http/problems.ts';
import type { Row } from '../../tables/schema.ts';
import { signedInOf } from '../access/guard.ts';

const config = { access: 'signed-in' } as const;
const hide = true;
const params = z.strictObject({ id: z.string().check(z.regex(/^vew_[0-9A-Za-z]{8,64}$/)) });
const MOST = 20;

/** Filters of the list that a user saved under a name. */
export function savedViewRoutes(app: App, context: Context): void {
  app.get('/me/views', { config, schema: { hide, response: { 200: savedViewListSchema } } }, async (request) => ({
    data: (await viewsOf(context, signedInOf(request).user.id)).map(view),
  }));

  app.post(
    '/me/views',
    { config, schema: { hide, body: newSavedViewSchema, response: { 201: savedViewSchema } } },
    async (request, reply) => {
      const { user } = signedInOf(request);
      const { name, filter } = request.body;
      const known = await viewsOf(context, user.id);
      if (known.length >= MOST) throw new Problem(409, 'conflict', `You can save at most ${MOST} views. Delete one first.`);
      const row = await context.sql
        .insertInto('savedViews')
        .values({
          id: context.ids.next('vew'),
          userId: user.id,
          name: name.trim(),
          filter: JSON.stringify(filter),
          position: (known.at(-1)?.position ?? 0) + 1,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return reply.code(201).send(view(row));
    },
  );

  app.delete('/me/views/:id', { config, schema: { hide, params, response: { 204: z.undefined() } } }, async (request, reply) => {
    const { numDeletedRows } = await context.sql
      .deleteFrom('savedViews')
      .where('id', '=', request.params.id)
      .where('userId', '=', signedInOf(request).user.id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new Problem(404, 'not_found', 'There is no such view.');
    return reply.code(204).send(undefined);
  });
}

function viewsOf(context: Context, userId: string): Promise<Row<'savedViews'>[]> {
  return context.sql.selectFrom('savedViews').selectAll().where('userId', '=', userId).orderBy('position').execute();
}

const view = ({ id, name, filter }: Row<'savedViews'>): SavedView => ({ id, name, filter });
