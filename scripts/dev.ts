// npm run dev: everything runs from its sources; a save rebuilds the page and reloads it, or restarts the server.
export {};
process.env['NODE_ENV'] = 'development'; // before rollup's configuration reads it
const { watch } = await import('rollup');
const { builds } = await import('../rollup.config.mjs');
const { markUnbuilt } = await import('./build-state.ts');
const { stop } = await import('./processes.ts');
const { startServices } = await import('./services.ts');

const pages = ['button', 'application', 'cabinet'] as const;

for (const name of pages) markUnbuilt(name);

// The button's third build is for bundlers, and no page here has one.
const watcher = watch(pages.flatMap((name) => builds[name].slice(0, 2)));
const built = new Promise<void>((resolve) => {
  watcher.on('event', (event) => {
    if (event.code === 'ERROR') console.error(event.error.message);
    if (event.code === 'BUNDLE_END') void event.result.close();
    if (event.code === 'END') resolve();
  });
});
process.on('exit', () => void watcher.close());
await built;

const fromSource = ['--conditions=workspace', '--disable-warning=ExperimentalWarning'];
const watched = ['--watch', '--watch-preserve-output', ...fromSource];
await startServices(
  {
    backend: [...watched, 'packages/backend/src/main.ts'],
    cli: [...fromSource, 'packages/backend/src/cli.ts'],
    sandbox: [...watched, 'packages/sandbox/src/main.ts'],
    storefront: [...watched, 'examples/storefront/server.ts'],
  },
  { LOG_LEVEL: 'info' },
).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  stop(1);
});
