/** Where the page keeps its place. */
export interface Address {
  read(): URL;
  write(path: string, replace: boolean): void;
  /** Told when the person goes back or forward. */
  listen(heard: () => void): void;
}

export const browserAddress: Address = {
  read: () => new URL(location.href),
  write: (path, replace) => history[replace ? 'replaceState' : 'pushState'](null, '', path),
  listen: (heard) => addEventListener('popstate', heard),
};

/** Of its own, for a cabinet that shares its page with others: tests, stories. */
export function memoryAddress(path: string): Address {
  let url = new URL(path, 'https://cabinet.example');
  return {
    read: () => url,
    write: (next) => (url = new URL(next, url)),
    listen: () => undefined,
  };
}
