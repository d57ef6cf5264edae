import { after } from 'node:test';
import { startScriptedBank, type ScriptedBank } from './scripted-bank.ts';
import { openTestShop, type TestShop } from './shop.ts';
import { startTestBackend, type TestBackend, type TestOptions } from './start-backend.ts';

/** A backend with scripted banks and a shop, for all tests of a file. */
export interface ShopWithBanks<Names extends readonly string[]> {
  backend: TestBackend;
  shop: TestShop;
  /** In the order of their names. */
  banks: { [Index in keyof Names]: ScriptedBank };
}

/** To be awaited at the top of a test file; closes everything after the file's last test. */
export async function shopWithBanks<const Names extends readonly string[]>(
  names: Names,
  options: Pick<TestOptions, 'clock' | 'config'> = {},
): Promise<ShopWithBanks<Names>> {
  const banks = await Promise.all(names.map((name) => startScriptedBank(name, {}, options.clock)));
  const backend = await startTestBackend({ ...options, banks: banks.map(({ config }) => config) });
  after(async () => {
    await backend.close();
    await Promise.all(banks.map((bank) => bank.close()));
  });
  return { backend, shop: await openTestShop(backend), banks: banks as { [Index in keyof Names]: ScriptedBank } };
}
