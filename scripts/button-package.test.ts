import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inRoot } from './workspace.ts';

const folder = inRoot('packages/button');
const json = (file: string) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Record<string, unknown>;

function run(tool: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(tool, args, { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
}

describe('the npm package of the button', () => {
  it('is accepted by publint', () => run('publint', 'run', '.', '--strict'));

  it('has types that resolve, says attw', () => run('attw', '--pack', '.', '--profile', 'esm-only'));

  it('brings a source map for each script', () => {
    for (const file of ['installment-button.js', 'installment-button.classic.js', 'esm/index.js']) {
      const map = json(`dist/${file}.map`) as { sources: string[]; sourcesContent?: string[] };
      assert.ok(map.sources.length > 0 && map.sourcesContent?.length === map.sources.length, file);
      assert.match(readFileSync(`${folder}/dist/${file}`, 'utf8'), /\/\/# sourceMappingURL=/);
    }
  });

  it('brings what editors know of the tag', () => {
    const manifest = json('package.json');
    const tag = 'installment-button';
    for (const file of [manifest['customElements'], manifest['web-types'], './dist/vscode.html-data.json']) {
      assert.ok(existsSync(`${folder}/${String(file)}`), String(file));
      assert.match(readFileSync(`${folder}/${String(file)}`, 'utf8'), new RegExp(`"${tag}"`));
    }
    const { tags } = json('dist/vscode.html-data.json') as { tags: { name: string; attributes: { name: string }[] }[] };
    const names = tags.find(({ name }) => name === tag)?.attributes.map(({ name }) => name) ?? [];
    for (const name of ['shop', 'items', 'session-url', 'variant', 'preview', 'service-url']) assert.ok(names.includes(name), name);
  });
});
