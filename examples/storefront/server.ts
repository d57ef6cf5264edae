import { readConfiguration } from './configuration.ts';
import { startStorefront } from './storefront.ts';

const storefront = await startStorefront(readConfiguration(process.env));
console.log(`Storefront: ${storefront.url}/`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void storefront.close().then(() => process.exit(0)));
}
