import swagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import { pack, sendBuilt, type BuiltFile } from '../platform/http/built-files.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';

const VERSION = '1.0.0';

const description = `
The merchant API, the buyer's API and the banks' callbacks. JSON in camelCase; money is an integer in minor units (kopecks) beside a
currency; times are ISO 8601 in UTC. Errors are problem+json (RFC 9457) with a stable \`code\`; unknown fields are refused by name. Lists
page by cursor: give \`nextCursor\` as \`after\`. Every POST takes an \`Idempotency-Key\`, kept for 24 hours, but those of codes and
photographs.`
  .replaceAll('\n', ' ')
  .trim();

const bearer = (text: string) => ({ type: 'http' as const, scheme: 'bearer', description: text });

const securitySchemes = {
  secretKey: bearer('`sk_live_…` or `sk_test_…`: the shop’s server. Refused from a browser.'),
  publishableKey: bearer('`pk_live_…` or `pk_test_…`: a page of the shop, from a registered origin. May only create orders.'),
  session: bearer('`ses_…`: the session token of an order.'),
  buyer: bearer('`buy_…`: a buyer who proved the phone.'),
  bankSignature: {
    type: 'apiKey' as const,
    in: 'header' as const,
    name: 'webhook-signature',
    description: 'Standard Webhooks over the raw body, with `webhook-id` and `webhook-timestamp`.',
  },
};

/** Describes all routes that are added after it. */
export async function describeRoutes(app: App, context: Context): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: { title: 'Installment Button', version: VERSION, description },
      servers: [{ url: context.config.publicUrl }],
      tags: ['Orders', 'Refunds', 'Plans', 'Webhooks', 'Buyer', 'Signing', 'Bank gateway', 'Operation'].map((name) => ({ name })),
      security: [{ secretKey: [] }],
      components: { securitySchemes },
    },
    transform: (route) => {
      const transformed = jsonSchemaTransform(route);
      if (route.url.startsWith('/v1/banks/'))
        return { ...transformed, schema: { ...transformed.schema, security: [{ bankSignature: [] }] } };
      return transformed;
    },
    transformObject: jsonSchemaTransformObject,
  });
}

/** Adds what every call has: the Idempotency-Key, answers without a body, and the problem as the default answer. */
function completed(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const problem = {
    description: 'A refusal',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of methods) {
      const operation = item?.[method];
      const responses = operation?.responses;
      if (!responses) continue;
      if (method === 'post' && !oncePaths.test(path)) operation.parameters = [...(operation.parameters ?? []), idempotencyKey];
      for (const [status, response] of bodiless) if (responses[status]) responses[status] = response;
      responses.default = problem;
    }
  }
  return document;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** These calls take no Idempotency-Key: codes, photographs, and messages of banks, which have their own id. */
const oncePaths = /^\/v1\/(session\/(phone|phone\/code|signing\/code|signing\/self-id)|banks\/.*)$/;
const idempotencyKey: OpenAPIV3_1.ParameterObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and body get the first answer again, for 24 hours. With a publishable key at least 22 characters.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};
const bodiless = [
  ['204', { description: 'Done' }],
  ['304', { description: 'Not modified' }],
] as const;

function is31(document: object): document is OpenAPIV3_1.Document {
  return 'openapi' in document && typeof document.openapi === 'string' && document.openapi.startsWith('3.1');
}

/** `/openapi.json`. Add it after all other routes. */
export function openApiRoutes(app: App): void {
  let made: Promise<BuiltFile> | null = null;
  app.get('/openapi.json', { schema: { hide: true } }, async (request, reply) =>
    sendBuilt(request, reply.header('access-control-allow-origin', '*'), await (made ??= makeDocument(app)), CACHE),
  );
}

const CACHE = 'public, max-age=300';

async function makeDocument(app: App): Promise<BuiltFile> {
  const generated = app.swagger();
  if (!is31(generated)) throw new Error('the description is not OpenAPI 3.1');
  return pack(Buffer.from(JSON.stringify(completed(generated))), 'application/json; charset=utf-8');
}
