import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSandbox, type Sandbox, type SandboxOptions } from '@installment-button/sandbox';
import { backendProcess, freePort, type BackendProcess } from './backend-process.ts';
import { findsSites, shopAt } from './sites.ts';
import { waitFor } from './wait-for.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface System {
  sandbox: Sandbox;
  backend: BackendProcess;
  /** The sample shop's origin; the frame stands on another site. */
  storefront: string;
  secretKey: string;
  publishableKey: string;
  /** Webhooks that the shop's server has received and verified, in the order of their coming. */
  webhooks(): Promise<{ id: string; type: string; order: { id: string; sequence: number } }[]>;
  close(): Promise<void>;
}

export interface SystemOptions extends SandboxOptions {
  /** Default: true. */
  autoConfirm?: boolean;
  /** Of the backend. */
  environment?: Record<string, string>;
}

/** What `npm start` starts, on free ports: the built backend, the sandbox and the storefront, each a process or server of its own. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const sandbox = await startSandbox(options);
  const backend = await backendProcess({
    ...sandbox,
    built: true,
    environment: { LOG_LEVEL: 'warn', ...options.environment },
  });
  try {
    return await openShop(sandbox, backend, options.autoConfirm ?? true);
  } catch (error) {
    await backend.close();
    await sandbox.close();
    throw error;
  }
}

async function openShop(sandbox: Sandbox, backend: BackendProcess, autoConfirm: boolean): Promise<System> {
  await backend.start();
  const port = await freePort();
  const storefront = shopAt(port);
  const words = ['shop', 'create', '--name', 'Тёплый дом', '--origin', storefront, '--test', '--json'];
  const made = await backend.cli(...words, ...(autoConfirm ? ['--auto-confirm'] : []));
  if (made.code !== 0) throw new Error(made.stderr);
  const { secretKey, publishableKey } = JSON.parse(made.stdout) as { secretKey: string; publishableKey: string };
  const dataDir = mkdtempSync(join(tmpdir(), 'storefront-'));
  const shop = spawn(process.execPath, ['--no-warnings', join(root, 'examples/storefront/server.ts')], {
    env: {
      PATH: process.env.PATH,
      NODE_OPTIONS: findsSites,
      PORT: String(port),
      PUBLIC_URL: storefront,
      INSTALLMENT_URL: backend.url,
      SECRET_KEY: secretKey,
      PUBLISHABLE_KEY: publishableKey,
      DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await waitFor('the storefront', () =>
    fetch(storefront).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return {
    sandbox,
    backend,
    storefront,
    secretKey,
    publishableKey,
    webhooks: async () => {
      const answer = (await (await fetch(`${storefront}/webhooks/installment/received`)).json()) as {
        data: Awaited<ReturnType<System['webhooks']>>;
      };
      return answer.data;
    },
    async close() {
      const exit = once(shop, 'exit');
      shop.kill('SIGTERM');
      await exit;
      await backend.close();
      await sandbox.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
