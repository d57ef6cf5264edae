import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BanksFileEntry } from '@installment-button/sandbox';
import { choosePort } from './ports.ts';
import { ready, run } from './processes.ts';
import { sampleShop } from './sample-shop.ts';
import { root } from './workspace.ts';

/** How `node` is to run each part: from what was built, or from the sources and anew at every save. */
export interface Programs {
  backend: string[];
  cli: string[];
  sandbox: string[];
  storefront: string[];
}

/** Starts backend, sandbox and storefront on one machine, with a sample shop, and prints where they are. */
export async function startServices(programs: Programs, environment: Record<string, string> = {}): Promise<void> {
  const dataDir = resolve(root, process.env['DATA_DIR'] ?? 'data');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const taken = new Set<number>();
  const [backendPort, sandboxPort] = [await choosePort('PORT', 4000, taken), await choosePort('SANDBOX_PORT', 4010, taken)];
  const banksFile = join(dataDir, 'banks.json');
  await writeBanks(banksFile, taken);
  const [storefrontPort, smtpPort] = [await choosePort('STOREFRONT_PORT', 4020, taken), await choosePort('SMTP_PORT', 4025, taken)];

  const [backend, sandbox, storefront] = [backendPort, sandboxPort, storefrontPort].map((port) => `http://localhost:${port}`) as [
    string,
    string,
    string,
  ];
  const ofBackend = {
    NODE_ENV: 'development',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    DATA_DIR: dataDir,
    BANKS_FILE: banksFile,
    PORT: String(backendPort),
    PUBLIC_URL: process.env['PUBLIC_URL'] ?? backend,
    SMTP_URL: `smtp://localhost:${smtpPort}`,
    SMS_URL: `${sandbox}/sms`,
    ...environment,
  };
  run('sandbox', programs.sandbox, {
    BANKS_FILE: banksFile,
    SANDBOX_PORT: String(sandboxPort),
    SMTP_PORT: String(smtpPort),
    BACKEND_URL: backend,
  });
  run('backend', programs.backend, ofBackend);
  await Promise.all([ready('The sandbox', `${sandbox}/`), ready('The backend', `${backend}/readyz`)]);

  const shop = await sampleShop({
    file: join(dataDir, 'sample-shop.json'),
    backendUrl: backend,
    origin: storefront,
    cli: programs.cli,
    environment: ofBackend,
  });
  run('storefront', programs.storefront, {
    PORT: String(storefrontPort),
    INSTALLMENT_URL: backend,
    SECRET_KEY: shop.secretKey,
    PUBLISHABLE_KEY: shop.publishableKey,
    DATA_DIR: join(dataDir, 'storefront'),
  });
  await ready('The storefront', `${storefront}/`);
  print([
    ['Sample shop', `${storefront}/`],
    ['Messages that would be sent', `${sandbox}/inbox`],
    ['Banks and how they behave', `${sandbox}/`],
    ["Shop's cabinet, invitation in the inbox", `${backend}/cabinet`],
    ['API, readable', `${backend}/docs`],
  ]);
}

/** The sandbox banks, with their secrets, made once; their addresses follow the ports that are free today. */
async function writeBanks(file: string, taken: Set<number>): Promise<void> {
  const { createBanksFile } = await import('@installment-button/sandbox');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BanksFileEntry[]) : createBanksFile();
  const banks: BanksFileEntry[] = [];
  for (const [index, bank] of kept.entries()) {
    const port = await choosePort(`BANK_${index + 1}_PORT`, 4011 + index, taken);
    banks.push({ ...bank, url: `http://localhost:${port}` });
  }
  writeFileSync(file, JSON.stringify(banks, null, 2), { mode: 0o600 });
}

function print(addresses: [string, string][]): void {
  const width = Math.max(...addresses.map(([name]) => name.length));
  console.log(
    `\n${addresses.map(([name, url]) => `  ${name.padEnd(width)}   ${url}`).join('\n')}\n\n  Ctrl+C stops it all. Embedded database: it survives a kill, not a power cut.\n`,
  );
}
