import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createBanksFile } from '@installment-button/sandbox';
import { choosePort } from './ports.ts';
import { ready } from './processes.ts';
import { inRoot } from './workspace.ts';

// Far from this repository, so that nothing is found in its node_modules.
const folder = mkdtempSync(join(tmpdir(), 'installment-standalone-'));
const port = await choosePort('STANDALONE_PORT', 42_000, new Set());
const url = `http://localhost:${port}`;
const key = () => Buffer.alloc(32, 7).toString('base64');
const environment = {
  DATABASE_EMBEDDED: 'yes',
  PORT: String(port),
  PUBLIC_URL: 'https://credit.example',
  DATA_DIR: join(folder, 'data'),
  BANKS_FILE: join(folder, 'banks.json'),
  SMTP_URL: 'smtp://localhost:1',
  SMS_URL: 'http://localhost:1/sms',
  ENCRYPTION_KEYS: key(),
  INDEX_KEY: key(),
  LINK_KEY: key(),
  LOG_LEVEL: 'warn',
};

describe('packages/backend/dist, alone', () => {
  before(async () => {
    cpSync(inRoot('packages/backend/dist'), join(folder, 'dist'), { recursive: true });
    writeFileSync(environment.BANKS_FILE, JSON.stringify(createBanksFile()));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a shop, serves, and ends in peace', async () => {
    const shop = execFileSync(
      process.execPath,
      [join(folder, 'dist/cli.js'), 'shop', 'create', '--name', 'A', '--origin', 'https://a.example', '--json'],
      { cwd: folder, env: environment, encoding: 'utf8' },
    );
    const { publishableKey } = JSON.parse(shop) as { publishableKey: string };
    assert.match(publishableKey, /^pk_live_/);

    const server = spawn(process.execPath, [join(folder, 'dist/server.js')], { cwd: folder, env: environment, stdio: 'inherit' });
    const exit = once(server, 'exit');
    await ready('The backend', `${url}/readyz`);
    for (const path of [
      '/installment-button.js',
      '/installment-button.classic.js',
      '/openapi.json',
      '/docs',
      `/v1/plans?shop=${publishableKey}`,
    ]) {
      assert.equal((await fetch(url + path)).status, 200, path);
    }
    server.kill('SIGTERM');
    assert.deepEqual(await exit, [0, null]);
  });
});
