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
  const words = ['shop', 'create', '--name', 'Тёплый дом', '--origin', origin, '--test', '--auto-confirm', '--json'];
  const made = execFileSync(process.execPath, [...cli, ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { secretKey, publishableKey } = JSON.parse(made) as { secretKey: string; publishableKey: string };
  const shop = { origin, secretKey, publishableKey };
  writeFileSync(file, JSON.stringify(shop, null, 2), { mode: 0o600 });
  return shop;
}

async function isKnown(backendUrl: string, secretKey: string): Promise<boolean> {
  const { status } = await fetch(`${backendUrl}/v1/orders?limit=1`, { headers: { authorization: `Bearer ${secretKey}` } });
  return status === 200;
}
