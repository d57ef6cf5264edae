/** Where the cabinet keeps which page is open. */
export interface Address {
  read(): URL;
  write(path: string, replace: boolean): void;
  /** `heard` is called when the person goes back or forward. */
  listen(heard: () => void): void;
}

export const browserAddress: Address = {
  read: () => new URL(location.href),
  write: (path, replace) => history[replace ? 'replaceState' : 'pushState'](null, '', path),
  listen: (heard) => addEventListener('popstate', heard),
};

/** An address in memory, for tests and stories. */
export function memoryAddress(path: string): Address {
  let url = new URL(path, 'https://cabinet.example');
  return {
    read: () => url,
    write: (next) => (url = new URL(next, url)),
    listen: () => undefined,
  };
}
