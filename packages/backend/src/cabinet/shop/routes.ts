import { bankIdSchema, userIdSchema, webhookEndpointIdSchema } from '@installment-button/protocol';
import {
  auditListSchema,
  bankHealthListSchema,
  changeBankSchema,
  changeMemberSchema,
  changeShopSchema,
  memberListSchema,
  createdKeySchema,
  endpointDeliveryListSchema,
  endpointListSchema,
  endpointSecretSchema,
  endpointTestSchema,
  integrationSchema,
  inviteSchema,
  keyIdSchema,
  keyListSchema,
  newEndpointSchema,
  newKeySchema,
  originBodySchema,
  replaceTBankIdSchema,
  shopSettingsSchema,
  switchTBankSchema,
  tBankSettingsSchema,
  testPurchaseSchema,
} from '@installment-button/protocol/cabinet/shop';
import { pageQuery } from '@installment-button/protocol/values';
import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { signedInOf } from '../access/guard.ts';
import { invite } from '../access/invite.ts';
import { readAudit } from './audit-log.ts';
import { changeBank, listBanks } from './banks.ts';
import { addEndpoint, listDeliveries, listEndpoints, removeEndpoint, replaceSecret, testEndpoint } from './endpoints.ts';
import { findPreview, makeTestPurchase, readIntegration } from './integration.ts';
import { listKeys, makeKey, replaceKey, revokeKeyNow } from './keys.ts';
import { changeMember, dropMembersSecondFactor, inviteAgain, listMembers } from './members.ts';
import { readTBankSettings, replaceTBankId, switchTBank } from './t-bank-ids.ts';
import { addOrigin, changeSettings, readSettings, removeOrigin } from './settings.ts';

const config = { access: 'head' } as const;
const hide = true;
const nothing = z.undefined();
const keyParams = z.strictObject({ id: keyIdSchema });
const endpointParams = z.strictObject({ id: webhookEndpointIdSchema });
const userParams = z.strictObject({ id: userIdSchema });

/** Routes for heads only. */
export function shopRoutes(app: App, context: Context): void {
  settingsRoutes(app, context);
  tBankIdRoutes(app, context);
  keyRoutes(app, context);
  endpointRoutes(app, context);
  peopleRoutes(app, context);
}

function settingsRoutes(app: App, context: Context): void {
  app.get('/shop', { config, schema: { hide, response: { 200: shopSettingsSchema } } }, (request) =>
    readSettings(context, signedInOf(request).user.shopId),
  );

  app.patch('/shop', { config, schema: { hide, body: changeShopSchema, response: { 200: shopSettingsSchema } } }, async (request) => {
    const { user } = signedInOf(request);
    await changeSettings(context, user, request.body);
    return readSettings(context, user.shopId);
  });

  app.post(
    '/shop/origins',
    { config, schema: { hide, body: originBodySchema, response: { 200: shopSettingsSchema } } },
    async (request) => {
      const { user } = signedInOf(request);
      await addOrigin(context, user, request.body.origin);
      return readSettings(context, user.shopId);
    },
  );

  app.post(
    '/shop/origins/remove',
    { config, schema: { hide, body: originBodySchema, response: { 200: shopSettingsSchema } } },
    async (request) => {
      const { user } = signedInOf(request);
      await removeOrigin(context, user, request.body.origin);
      return readSettings(context, user.shopId);
    },
  );

  app.get('/integration', { config, schema: { hide, response: { 200: integrationSchema } } }, (request) =>
    readIntegration(context, signedInOf(request).user.shopId),
  );

  app.post('/integration/test-purchase', { config, schema: { hide, response: { 201: testPurchaseSchema } } }, async (request, reply) =>
    reply.code(201).send(await makeTestPurchase(context, signedInOf(request).user)),
  );

  app.post('/integration/preview', { config, schema: { hide, response: { 200: testPurchaseSchema } } }, (request) =>
    findPreview(context, signedInOf(request).user),
  );

  app.get('/banks', { config, schema: { hide, response: { 200: bankHealthListSchema } } }, async (request) => ({
    data: await listBanks(context, signedInOf(request).user.shopId),
  }));

  app.put(
    '/banks/:id',
    { config, schema: { hide, params: z.strictObject({ id: bankIdSchema }), body: changeBankSchema, response: { 204: nothing } } },
    async (request, reply) => {
      await changeBank(context, signedInOf(request).user, request.params.id, request.body);
      return reply.code(204).send(undefined);
    },
  );

  app.get('/audit', { config, schema: { hide, querystring: z.strictObject(pageQuery), response: { 200: auditListSchema } } }, (request) =>
    readAudit(context, signedInOf(request).user.shopId, request.query),
  );
}

function tBankIdRoutes(app: App, context: Context): void {
  const response = { 200: tBankSettingsSchema };

  app.get('/integration/t-bank', { config, schema: { hide, response } }, (request) =>
    readTBankSettings(context, signedInOf(request).user.shopId),
  );

  app.post('/integration/t-bank', { config, schema: { hide, body: switchTBankSchema, response } }, async (request) => {
    const { user } = signedInOf(request);
    await switchTBank(context, user, request.body.on);
    return readTBankSettings(context, user.shopId);
  });

  app.post('/integration/t-bank/replace', { config, schema: { hide, body: replaceTBankIdSchema, response } }, async (request) => {
    const { user } = signedInOf(request);
    await replaceTBankId(context, user, request.body.kind);
    return readTBankSettings(context, user.shopId);
  });
}

function keyRoutes(app: App, context: Context): void {
  app.get('/keys', { config, schema: { hide, response: { 200: keyListSchema } } }, async (request) => ({
    data: await listKeys(context, signedInOf(request).user.shopId),
  }));

  app.post('/keys', { config, schema: { hide, body: newKeySchema, response: { 201: createdKeySchema } } }, async (request, reply) => {
    const { kind, test } = request.body;
    return reply.code(201).send(await makeKey(context, signedInOf(request).user, kind, test));
  });

  app.post(
    '/keys/:id/replace',
    { config, schema: { hide, params: keyParams, response: { 201: createdKeySchema } } },
    async (request, reply) => reply.code(201).send(await replaceKey(context, signedInOf(request).user, request.params.id)),
  );

  app.delete('/keys/:id', { config, schema: { hide, params: keyParams, response: { 204: nothing } } }, async (request, reply) => {
    await revokeKeyNow(context, signedInOf(request).user, request.params.id);
    return reply.code(204).send(undefined);
  });
}

function endpointRoutes(app: App, context: Context): void {
  app.get('/endpoints', { config, schema: { hide, response: { 200: endpointListSchema } } }, async (request) => ({
    data: await listEndpoints(context, signedInOf(request).user.shopId),
  }));

  app.post(
    '/endpoints',
    { config, schema: { hide, body: newEndpointSchema, response: { 201: endpointSecretSchema } } },
    async (request, reply) => reply.code(201).send(await addEndpoint(context, signedInOf(request).user, request.body)),
  );

  app.delete('/endpoints/:id', { config, schema: { hide, params: endpointParams, response: { 204: nothing } } }, async (request, reply) => {
    await removeEndpoint(context, signedInOf(request).user, request.params.id);
    return reply.code(204).send(undefined);
  });

  app.get(
    '/endpoints/:id/deliveries',
    { config, schema: { hide, params: endpointParams, response: { 200: endpointDeliveryListSchema } } },
    async (request) => ({ data: await listDeliveries(context, signedInOf(request).user.shopId, request.params.id) }),
  );

  app.post('/endpoints/:id/test', { config, schema: { hide, params: endpointParams, response: { 200: endpointTestSchema } } }, (request) =>
    testEndpoint(context, signedInOf(request).user.shopId, request.params.id),
  );

  app.post(
    '/endpoints/:id/rotate',
    { config, schema: { hide, params: endpointParams, response: { 200: endpointSecretSchema } } },
    (request) => replaceSecret(context, signedInOf(request).user, request.params.id),
  );
}

function peopleRoutes(app: App, context: Context): void {
  app.get('/members', { config, schema: { hide, response: { 200: memberListSchema } } }, async (request) => ({
    data: await listMembers(context, signedInOf(request).user.shopId),
  }));

  app.post('/members', { config, schema: { hide, body: inviteSchema, response: { 201: memberListSchema } } }, async (request, reply) => {
    const { user } = signedInOf(request);
    await invite(context, { ...request.body, shopId: user.shopId, by: user.id });
    return reply.code(201).send({ data: await listMembers(context, user.shopId) });
  });

  app.patch(
    '/members/:id',
    { config, schema: { hide, params: userParams, body: changeMemberSchema, response: { 200: memberListSchema } } },
    async (request) => {
      const { user } = signedInOf(request);
      await changeMember(context, user, request.params.id, request.body);
      return { data: await listMembers(context, user.shopId) };
    },
  );

  app.post(
    '/members/:id/invitation',
    { config, schema: { hide, params: userParams, response: { 202: nothing } } },
    async (request, reply) => {
      await inviteAgain(context, signedInOf(request).user, request.params.id);
      return reply.code(202).send(undefined);
    },
  );

  app.post(
    '/members/:id/second-factor/off',
    { config, schema: { hide, params: userParams, response: { 204: nothing } } },
    async (request, reply) => {
      await dropMembersSecondFactor(context, signedInOf(request).user, request.params.id);
      return reply.code(204).send(undefined);
    },
  );
}
