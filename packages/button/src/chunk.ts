import { log } from './debug.ts';

type Chunk = typeof import('./dialog/index.ts');

let loading: Promise<Chunk> | undefined;

/** All that is needed from the click on. Loaded at the first sign of intent, tried twice, and anew at the next click. */
export function loadChunk(): Promise<Chunk> {
  loading ??= fetchChunk()
    .catch(fetchChunk)
    .catch((error: unknown) => {
      loading = undefined;
      log('the dialog did not load', error);
      throw error;
    });
  return loading;
}

const fetchChunk = (): Promise<Chunk> => import('./dialog/index.ts');

const warmed = new Set<string>();

/** The buyer comes near: fetch the dialog and open a connection to the service, so that the click finds both. */
export function prepare(service: string): void {
  loadChunk().catch(() => {});
  if (!service || warmed.has(service)) return;
  warmed.add(service);
  const link = document.createElement('link');
  link.rel = 'preconnect';
  link.href = service;
  document.head.append(link);
}
