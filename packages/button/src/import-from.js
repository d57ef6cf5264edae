// Not TypeScript, whose compiler would take the address for a path that it has to rewrite.
export const importFrom = (address) => import(/* webpackIgnore: true */ /* @vite-ignore */ address);
