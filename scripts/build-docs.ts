import scalar from '@scalar/fastify-api-reference';
import fastify from 'fastify';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vitepress';
import { inRoot } from './workspace.ts';

/** The documentation's site, and the page of the API reference beside it. */
export async function buildDocs(): Promise<void> {
  await build(inRoot('docs'));
  const dist = inRoot('docs/.vitepress/dist');
  mkdirSync(join(dist, 'assets'), { recursive: true });
  writeFileSync(join(dist, 'assets/api-reference.js'), await rendererOfApi());
  writeFileSync(join(dist, 'api.html'), apiPage);
}

/** Scalar's package carries its script inside; its plugin hands it out. */
async function rendererOfApi(): Promise<string> {
  const app = fastify();
  await app.register(scalar, { routePrefix: '/reference', configuration: { content: { openapi: '3.1.1' } } });
  const { statusCode, body } = await app.inject('/reference/js/scalar.js');
  await app.close();
  if (statusCode !== 200) throw new Error(`Scalar's script is not where it was: ${statusCode}`);
  return body;
}

/** Nothing is asked of other servers: no fonts, no proxy, no telemetry. The policy of `/docs` would refuse it too. */
const settings = {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
};

const apiPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API reference · Installment Button</title>
    <link rel="icon" href="/favicon.ico" />
  </head>
  <body>
    <script id="api-reference" type="application/json" data-configuration='${JSON.stringify(settings)}'></script>
    <script src="/docs/assets/api-reference.js"></script>
  </body>
</html>
`;
