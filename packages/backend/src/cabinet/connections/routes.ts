import {
  changeConnectionSchema,
  connectionAddressSchema,
  connectionJournalSchema,
  connectionMappingSchema,
  connectionSchema,
  journalLineIdSchema,
  providerListSchema,
  switchConnectionSchema,
} from '@installment-button/protocol/cabinet/connections';
import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { Problem } from '../../platform/http/problems.ts';
import { signedInOf } from '../access/guard.ts';
import { changeConnection, checkAgain, listConnections, removeAccount } from './connections.ts';
import { connectionJournal, readMapping, repeatCall, switchConnection } from './journal.ts';

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
    connectionJournal(context, providerOf(request.params.provider), signedInOf(request).user, request.params),
  );

  app.post(
    `${address}/journal/:id/repeat`,
    { config, schema: { hide, params: z.extend(params, { id: journalLineIdSchema }), response: { 202: z.undefined() } } },
    async (request, reply) => {
      const { id, ...account } = request.params;
      await repeatCall(context, providerOf(account.provider), signedInOf(request).user, account, id);
      return reply.code(202).send();
    },
  );

  app.patch(
    address,
    { config, schema: { hide, params, body: switchConnectionSchema, response: { 204: z.undefined() } } },
    async (request, reply) => {
      await switchConnection(context, providerOf(request.params.provider), signedInOf(request).user, request.params, request.body);
      return reply.code(204).send();
    },
  );

  app.get(`${address}/mapping`, { config, schema: { hide, params, response: { 200: connectionMappingSchema } } }, (request) =>
    readMapping(context, providerOf(request.params.provider), signedInOf(request).user, request.params),
  );
}
