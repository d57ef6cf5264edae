// This file is not TypeScript, because its compiler would try to rewrite the address as a path.
export const importFrom = (address) => import(/* webpackIgnore: true */ /* @vite-ignore */ address);
