// npm run dev: everything runs from its sources; a save rebuilds the page and reloads it, or restarts the server.
export {};
process.env['NODE_ENV'] = 'development'; // before rollup's configuration reads it
const { watch } = await import('rollup');
const { builds } = await import('../rollup.config.mjs');
const { markUnbuilt } = await import('./build-state.ts');
const { watch: watchFolder } = await import('node:fs');
const { join } = await import('node:path');
const { restart, stop } = await import('./processes.ts');
const { root } = await import('./workspace.ts');
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
await startServices(
  {
    backend: [...fromSource, 'packages/backend/src/main.ts'],
    cli: [...fromSource, 'packages/backend/src/cli.ts'],
    sandbox: [...fromSource, 'packages/sandbox/src/main.ts'],
    storefront: [...fromSource, 'examples/storefront/server.ts'],
  },
  { LOG_LEVEL: 'info' },
).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  stop(1);
});
restartOnSave('backend', ['packages/backend/src', 'packages/protocol/src']);
restartOnSave('sandbox', ['packages/sandbox/src', 'packages/protocol/src']);
restartOnSave('storefront', ['examples/storefront']);

/** Folders are watched and not files, as `node --watch` does on Linux: an editor that saves by renaming leaves it watching nothing. */
function restartOnSave(name: string, folders: string[]): void {
  let waiting: NodeJS.Timeout | undefined;
  for (const folder of folders)
    watchFolder(join(root, folder), { recursive: true }, (_event, file) => {
      if (!file || /node_modules|\.test\.ts$|^public\b/.test(file)) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => restart(name), 50); // one save is several events
    });
}
