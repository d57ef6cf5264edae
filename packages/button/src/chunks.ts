import { log } from './debug.ts';

/** Loads a part of the script once; a failed fetch is tried a second time, and anew when it is asked for again. */
function chunk<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let loading: Promise<Part> | undefined;
  return () =>
    (loading ??= load()
      .catch(load)
      .catch((error: unknown) => {
        loading = undefined;
        log('a part of the script did not load', error);
        throw error;
      }));
}

/** What the click needs: the order, its memory, its status. */
export const loadCheckout = chunk(() => import('./checkout/index.ts'));

/** The dialog with the frame; without it there is still a tab. */
export const loadDialog = chunk(() => import('./dialog/index.ts'));
