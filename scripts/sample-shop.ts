import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface SampleShop {
  origin: string;
  secretKey: string;
  publishableKey: string;
}

interface SampleShopOptions {
  file: string;
  backendUrl: string;
  origin: string;
  /** `node` and these arguments run the operator's commands. */
  cli: string[];
  environment: Record<string, string>;
}

/** The shop behind the sample storefront: kept in a file, made anew when the database does not know it or the storefront moved. */
export async function sampleShop({ file, backendUrl, origin, cli, environment }: SampleShopOptions): Promise<SampleShop> {
  if (existsSync(file)) {
    const shop = JSON.parse(readFileSync(file, 'utf8')) as SampleShop;
    if (shop.origin === origin && (await isKnown(backendUrl, shop.secretKey))) return shop;
  }
  const run = (...words: string[]): unknown => {
    const env = { ...process.env, ...environment };
    return JSON.parse(
      execFileSync(process.execPath, [...cli, ...words, '--json'], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'inherit'] }),
    );
  };
  const made = run('shop', 'create', '--name', 'Тёплый дом', '--origin', origin, '--test', '--auto-confirm') as SampleShop & {
    shopId: string;
  };
  // The invitation goes to the inbox.
  run('user', 'create', '--shop', made.shopId, '--email', 'head@shop.example', '--role', 'head');
  const shop = { origin, secretKey: made.secretKey, publishableKey: made.publishableKey };
  writeFileSync(file, JSON.stringify(shop, null, 2), { mode: 0o600 });
  return shop;
}

async function isKnown(backendUrl: string, secretKey: string): Promise<boolean> {
  const { status } = await fetch(`${backendUrl}/v1/orders?limit=1`, { headers: { authorization: `Bearer ${secretKey}` } });
  return status === 200;
}
