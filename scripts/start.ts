// npm start: builds what is stale, then runs everything on this machine.
import { build } from './build.ts';
import { buildNames, isStale } from './build-state.ts';
import { stop } from './processes.ts';
import { startServices } from './services.ts';

async function start(): Promise<void> {
  const stale = buildNames.filter(isStale);
  if (stale.length > 0) {
    console.log(`Building ${stale.join(', ')} …`);
    await build(stale);
  }
  await startServices({
    backend: ['packages/backend/dist/server.js'],
    cli: ['packages/backend/dist/cli.js'],
    sandbox: ['packages/sandbox/dist/sandbox.js'],
    storefront: ['examples/storefront/server.ts'],
  });
}

await start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  stop(1);
});
