import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { transform, type Loader } from 'esbuild';
import { inRoot } from './workspace.ts';

/*
 * Every sample of the documentation is at least what it says it is: code that its language reads, with attributes that the button has.
 */
const files = ['README.md', 'README.ru.md', 'CONTRIBUTING.md', ...globSync('docs/{*,ru/*}.md', { cwd: inRoot('.') })];
const loaders: Record<string, Loader> = { js: 'js', ts: 'ts', css: 'css', json: 'json' };

for (const file of files) {
  test(`the samples of ${file}`, async () => {
    const text = readFileSync(inRoot(file), 'utf8');
    for (const [, language = '', code = ''] of text.matchAll(/^ *```(\w+)\n([^]*?)^ *```$/gm)) {
      const at = `${file}: ${code.trim().split('\n')[0] ?? ''}`;
      const loader = loaders[language];
      if (loader) await transform(code, { loader, logLevel: 'silent' }).catch((error: unknown) => assert.fail(`${at}\n${String(error)}`));
      if (language === 'sh') {
        const { status, stderr } = spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' });
        assert.equal(status, 0, `${at}\n${stderr}`);
      }
      if (language === 'html') checkMarkup(code, at);
    }
  });
}

function checkMarkup(code: string, at: string): void {
  const source = readFileSync(inRoot('packages/button/src/installment-button.ts'), 'utf8');
  const known = new Set([...source.matchAll(/@attr ([\w-]+)/g)].map(([, name]) => name));
  for (const [, attributes = ''] of code.matchAll(/<installment-button((?:\s+[\w:-]+(?:=(?:"[^"]*"|'[^']*'))?)*)\s*>/g)) {
    for (const [, name = '', value = ''] of attributes.matchAll(/\s([\w-]+)(?:=(?:"([^"]*)"|'[^']*'))?/g)) {
      assert.ok(known.has(name) || /^(style|class|id)$/.test(name), `${at}: the button has no attribute ${name} ${value}`);
    }
    const [, items] = /\sitems='([^']*)'/.exec(attributes) ?? [];
    if (items !== undefined) assert.ok(Array.isArray(JSON.parse(items)), at);
  }
}
