import swagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { Context } from './context.ts';
import { docsStyles, renderDocs } from './docs-page.ts';
import type { App } from './http.ts';

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
  publishableKey: bearer('`pk_live_…` or `pk_test_…`: a page of the shop, from a registered origin. May create orders alone.'),
  session: bearer('`ses_…`: the session token of an order.'),
  buyer: bearer('`buy_…`: who proved the phone.'),
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

/** What every call has: an answer without a body says so, and a refusal is a problem. */
function completed(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const problem = {
    description: 'A refusal',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  for (const path of Object.values(document.paths ?? {})) {
    for (const method of methods) {
      const operation = path?.[method];
      if (!operation) continue;
      const responses = Object.entries(operation.responses ?? {}).map(([status, response]) => [status, bodiless[status] ?? response]);
      operation.responses = { ...Object.fromEntries(responses), default: problem };
    }
  }
  return document;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const bodiless: Record<string, OpenAPIV3_1.ResponseObject> = { 204: { description: 'Done' }, 304: { description: 'Not modified' } };

function is31(document: object): document is OpenAPIV3_1.Document {
  return 'openapi' in document && typeof document.openapi === 'string' && document.openapi.startsWith('3.1');
}

/** `/openapi.json` and the page that shows it; add it last. */
export function openApiRoutes(app: App): void {
  let document: { json: string; html: string } | null = null;
  const made = () => {
    if (document) return document;
    const generated = app.swagger();
    if (!is31(generated)) throw new Error('the description is not OpenAPI 3.1');
    const described = completed(generated);
    document = { json: JSON.stringify(described), html: renderDocs(described) };
    return document;
  };
  const cache = 'public, max-age=300';
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.headers({ 'cache-control': cache, 'access-control-allow-origin': '*' }).type('application/json; charset=utf-8').send(made().json),
  );
  app.get('/docs', { schema: { hide: true } }, (_request, reply) =>
    reply
      .headers({
        'cache-control': cache,
        'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      })
      .type('text/html; charset=utf-8')
      .send(made().html),
  );
  app.get('/docs/page.css', { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', cache).type('text/css; charset=utf-8').send(docsStyles),
  );
}
