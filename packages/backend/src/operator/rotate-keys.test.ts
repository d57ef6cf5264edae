import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createEncryption } from '../platform/security/encryption.ts';
import { aBank, openTestShop } from '../testing/shop.ts';
import { startTestBackend } from '../testing/start-backend.ts';
import { runCommand } from './run-command.ts';
import { encryptedColumns } from './encrypted-columns.ts';

test('after a rotation the old key is no longer needed', async () => {
  const backend = await startTestBackend({ banks: [aBank()] });
  try {
    const { context } = backend;
    const [oldKey = Buffer.alloc(0)] = context.config.keys.encryption;
    const newKey = randomBytes(32);
    const shop = await openTestShop(backend);
    const { id } = await shop.createOrder({ buyer: { firstName: 'Иван' } });
    await shop.call('/v1/webhook-endpoints', { body: { url: 'https://shop.example/hook' } });
    await shop.call('/v1/webhook-endpoints', { body: { url: 'https://shop.example/hook' }, headers: { 'idempotency-key': 'once' } });
    const prefill = async () =>
      (await context.sql.selectFrom('orders').select('prefill').where('id', '=', id).executeTakeFirstOrThrow()).prefill ?? '';
    const place = { table: 'orders', column: 'prefill', row: id };

    const without = { ...context, encryption: createEncryption({ ...context.config.keys, encryption: [newKey] }) };
    assert.throws(() => without.encryption.decrypt('', place));
    const refused = await runCommand(without, ['keys', 'rotate']);
    assert.equal(refused.exitCode, 1);
    assert.match(refused.text, /none of ENCRYPTION_KEYS decrypts/);

    const both = { ...context, encryption: createEncryption({ ...context.config.keys, encryption: [newKey, oldKey] }) };
    const rotated = await runCommand(both, ['keys', 'rotate']);
    assert.deepEqual([rotated.exitCode, rotated.text.split(' ')[0]], [0, '4'], 'a prefill, two secrets, an answer');
    assert.equal(without.encryption.decrypt(await prefill(), place), '{"firstName":"Иван"}');
    assert.equal((await runCommand(both, ['keys', 'rotate'])).text.split(' ')[0], '0');
  } finally {
    await backend.close();
  }
});

test('every column that a module encrypts is rotated', () => {
  const source = join(import.meta.dirname, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.includes('test'));
  const known = new Set(encryptedColumns.map(({ table, column }) => `${table}.${column}`));
  let found = 0;
  for (const file of files) {
    for (const [, table, column] of readFileSync(join(source, file), 'utf8').matchAll(/table: '(\w+)', column: '(\w+)', row/g)) {
      if (file.endsWith('encrypted-columns.ts')) continue;
      found += 1;
      assert.ok(known.has(`${table}.${column}`), `${file} encrypts ${table}.${column}`);
    }
  }
  assert.ok(found > 15);
});
