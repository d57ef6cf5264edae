import {
  changeConnectionSchema,
  connectionAddressSchema,
  connectionJournalSchema,
  connectionSchema,
  providerListSchema,
} from '@installment-button/protocol/cabinet/connections';
import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { Problem } from '../../platform/http/problems.ts';
import { signedInOf } from '../access/guard.ts';
import { changeConnection, checkAgain, connectionJournal, listConnections, removeAccount } from './connections.ts';

const config = { access: 'head' } as const;
const hide = true;
const address = '/connections/:provider/:mode';
const params = connectionAddressSchema;

/** The shop's accounts at lenders, cash registers and other systems: the page «Подключения». For heads only. */
export function connectionRoutes(app: App, context: Context): void {
  const providerOf = (name: string) => {
    const provider = context.providers.find((each) => each.name === name);
    if (!provider) throw new Problem(404, 'not_found', 'There is no such provider.');
    return provider;
  };

  app.get('/connections', { config, schema: { hide, response: { 200: providerListSchema } } }, async (request) => ({
    data: await listConnections(context, signedInOf(request).user.shopId),
  }));

  app.put(address, { config, schema: { hide, params, body: changeConnectionSchema, response: { 200: connectionSchema } } }, (request) =>
    changeConnection(context, providerOf(request.params.provider), signedInOf(request).user, request.params, request.body.values),
  );

  app.post(`${address}/check`, { config, schema: { hide, params, response: { 200: connectionSchema } } }, (request) =>
    checkAgain(context, providerOf(request.params.provider), signedInOf(request).user, request.params),
  );

  app.delete(address, { config, schema: { hide, params, response: { 204: z.undefined() } } }, async (request, reply) => {
    await removeAccount(context, signedInOf(request).user, request.params);
    return reply.code(204).send();
  });

  app.get(`${address}/journal`, { config, schema: { hide, params, response: { 200: connectionJournalSchema } } }, (request) =>
    connectionJournal(context, signedInOf(request).user, request.params),
  );
}
