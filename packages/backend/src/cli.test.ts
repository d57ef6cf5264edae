import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { waitFor } from './testing/wait-for.ts';
import { aBank } from './testing/shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'installment-cli-'));
const dataDir = join(folder, 'data');
const banksFile = join(folder, 'banks.json');
writeFileSync(banksFile, JSON.stringify([aBank()]));
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const environment = { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'info' };

function start(file: string, args: string[] = [], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--conditions=workspace', join(import.meta.dirname, file), ...args], {
    env: { ...environment, ...more },
  });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  running.add(child);
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, ...output });
    }),
  );
  return { child, output, ended };
}

const shell = (...args: string[]) => start('cli.ts', args).ended;

async function startServer() {
  const server = start('main.ts', [], { BANKS_FILE: banksFile });
  await waitFor('the server', () => server.output.out.includes('the server is ready'), 30_000);
  return server;
}

const createShop = ['shop', 'create', '--name', 'Северный дом', '--origin', 'https://shop.example/', '--json'];

test('the shell works without a server, beside one, and the folder has one owner at a time', async () => {
  const alone = await shell(...createShop, '--test');
  assert.equal(alone.code, 0, alone.err);
  const first = JSON.parse(alone.out) as { shopId: string; secretKey: string; publishableKey: string };
  assert.match(first.shopId, /^shp_/);
  assert.match(first.secretKey, /^sk_test_[0-9a-f]{48}$/);
  assert.match(first.publishableKey, /^pk_test_/);

  const server = await startServer();
  assert.equal(statSync(join(dataDir, 'server.sock')).mode & 0o777, 0o600);

  const beside = await shell(...createShop);
  assert.equal(beside.code, 0, beside.err);
  const second = JSON.parse(beside.out) as { shopId: string; secretKey: string };
  assert.match(second.secretKey, /^sk_live_/);
  const port = /"port":(\d+)/.exec(server.output.out)?.[1];
  const orders = await fetch(`http://localhost:${port}/v1/orders`, { headers: { authorization: `Bearer ${second.secretKey}` } });
  assert.equal(orders.status, 200, 'the running server knows the new key');

  const another = await start('main.ts', [], { BANKS_FILE: banksFile }).ended;
  assert.equal(another.code, 1);
  const lines = another.err.trim().split('\n');
  assert.equal(lines.length, 1, another.err);
  assert.match(lines[0] ?? '', /^DATA_DIR .* is used by a running server/);
  assert.equal(another.out.trim(), '');

  const list = await shell('shop', 'list');
  assert.equal(list.code, 0);
  for (const { shopId } of [first, second]) assert.ok(list.out.includes(shopId));
  assert.ok(list.out.includes('https://shop.example\t'));
  assert.ok(!list.out.includes(second.secretKey), 'a secret key is shown once');

  const banks = await shell('banks', 'check');
  assert.equal(banks.code, 1);
  assert.match(banks.err, /first\tПервый\tlive\tinstallment\+credit\tdoes not answer \(unreachable\)/);

  server.child.kill('SIGKILL');
  await server.ended;
  const taken = await shell('shop', 'list', '--json');
  assert.equal(taken.code, 0, taken.err);
  assert.equal((JSON.parse(taken.out) as unknown[]).length, 2, 'what was acknowledged survives the kill; the dead lock is taken over');
});

test('a wrong call says what is wrong and lists the commands', async () => {
  const unknown = await shell('shop', 'destroy');
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /no command "shop destroy"[\s\S]*shop create --name/);
  const option = await shell('shop', 'create', '--colour', 'red');
  assert.equal(option.code, 2);
  assert.match(option.err, /--colour/);
  const missing = await shell('shop', 'create', '--origin', 'https://shop.example');
  assert.equal(missing.code, 2);
  assert.match(missing.err, /--name is missing/);
  const origin = await shell('shop', 'create', '--name', 'x', '--origin', 'http://shop.example');
  assert.equal(origin.code, 1);
  assert.match(origin.err, /An origin must look like https/);
});
