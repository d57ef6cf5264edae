import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot } from './workspace.ts';

const lines = readFileSync(inRoot('docs/security.md'), 'utf8').split('\n');
const from = lines.findIndex((line) => line.startsWith('## Asset'));
const to = lines.findIndex((line) => line.startsWith('## OWASP'));
const cellsOf = (line: string) => line.split('|').map((cell) => cell.trim());
const rows = lines
  .slice(from, to)
  .filter((line) => line.startsWith('|') && !/^\| (threat|-)/.test(line))
  .map(cellsOf);

/** A name of the document is a test file without its ending, or a folder with tests. */
function isTest(name: string): boolean {
  const path = inRoot(name.replace(/^backend\//, 'packages/backend/src/').replace(/^(application|button|sandbox)\//, 'packages/$1/'));
  if (['.test.ts', '.node-test.ts'].some((ending) => existsSync(path + ending))) return true;
  return existsSync(path) && statSync(path).isDirectory() && globSync('**/*.test.ts', { cwd: path }).length > 0;
}

test('each threat of docs/security.md names tests that exist', () => {
  assert.ok(rows.length > 45, `${rows.length} rows`);
  for (const [, threat = '', defence = '', tests = ''] of rows) {
    assert.ok(defence.length > 10, threat);
    const named = [...tests.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name).filter((name) => name.includes('/'));
    if (tests.startsWith('by reading')) continue;
    assert.ok(named.length > 0, `${threat}: names no test`);
    for (const name of named) assert.ok(isTest(name), `${threat}: there is no test ${name}`);
  }
});

test('hardly a threat is held off by reading alone', () => {
  const read = rows.filter(([, , , tests = '']) => tests.startsWith('by reading')).map(([, threat]) => threat);
  assert.deepEqual(read, ['comparisons tell where texts differ', 'a dependency turns bad']);
});

test('every chapter of ASVS 5 stands in the table, with how it holds or why not', () => {
  const chapters = lines.slice(to).filter((line) => /^\| V\d+ /.test(line));
  assert.deepEqual(
    chapters.map((line) => /V(\d+)/.exec(line)?.[1]),
    Array.from({ length: 17 }, (_, index) => String(index + 1)),
  );
  for (const line of chapters) assert.match(line, /\| (yes|partly|–) +\| \S/);
});
