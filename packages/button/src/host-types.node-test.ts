import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const folder = fileURLToPath(new URL('../testing/host-types/', import.meta.url));
let errors: { file: string; line: number; message: string }[] = [];

before(() => {
  const { config } = ts.readConfigFile(`${folder}tsconfig.json`, (path) => ts.sys.readFile(path)) as { config: object };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  errors = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options)).map(({ file, start = 0, messageText }) => ({
    file: file?.fileName ?? '',
    line: file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
});

describe('the types of the tag', () => {
  it('let right use compile, in React, Vue and Svelte', () => {
    assert.deepEqual(
      errors.filter(({ file }) => basename(file) !== 'wrong.tsx'),
      [],
    );
  });

  it('refuse each wrong use, and nothing else', () => {
    const lines = readFileSync(`${folder}wrong.tsx`, 'utf8').split('\n');
    const marked = lines.flatMap((line, index) => (line.endsWith('// wrong') ? [index + 1] : []));
    const refused = new Set(errors.filter(({ file }) => basename(file) === 'wrong.tsx').map(({ line }) => line));
    assert.ok(marked.length > 8);
    assert.deepEqual(
      [...refused].sort((a, b) => a - b),
      marked,
    );
  });
});
