import { aBank, openTestShop } from '../testing/shop.ts';
import { startTestBackend } from '../testing/start-backend.ts';
console.log('imported');
const backend = await startTestBackend({ banks: [aBank()] });
console.log('started', backend.url);
const shop = await openTestShop(backend);
console.log('shop');
console.log(await shop.createOrder());
await backend.close();
