import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

interface Named {
  name: string;
  description?: string;
}
interface Declaration {
  tagName?: string;
  summary?: string;
  members?: (Named & { kind: string; privacy?: string; static?: boolean; inheritedFrom?: object })[];
  attributes?: Named[];
  events?: Named[];
  slots?: Named[];
  cssParts?: Named[];
  cssProperties?: Named[];
}

const folder = fileURLToPath(new URL('..', import.meta.url));
const declarations = new Map<string, Declaration>();

before(() => {
  const outdir = mkdtempSync(join(tmpdir(), 'installment-manifest-'));
  const cem = fileURLToPath(import.meta.resolve('@custom-elements-manifest/analyzer/cem.js'));
  execFileSync(
    process.execPath,
    [cem, 'analyze', '--config', 'custom-elements-manifest.config.mjs', '--outdir', relative(folder, outdir), '--quiet'],
    {
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const { modules } = JSON.parse(readFileSync(join(outdir, 'custom-elements.json'), 'utf8')) as {
    modules: { declarations?: Declaration[] }[];
  };
  for (const declaration of modules.flatMap((module) => module.declarations ?? [])) {
    if (declaration.tagName) declarations.set(declaration.tagName, declaration);
  }
  rmSync(outdir, { recursive: true });
});

const expected = {
  attributes:
    'shop items discount session session-url amount currency external-id product mode term locale theme variant size preview unavailable disabled name required service-url',
  events: 'installment-ready installment-open installment-status installment-close installment-error',
  slots: 'label icon price',
  cssParts: 'button label price icon spinner reason legal',
  cssProperties:
    '--installment-accent --installment-on-accent --installment-text --installment-radius --installment-font --installment-weight --installment-tracking --installment-height --installment-gap',
} as const;

describe('the manifest', () => {
  for (const [kind, names] of Object.entries(expected) as [keyof typeof expected, string][]) {
    it(`knows all ${kind} of the button, each described`, () => {
      const found = declarations.get('installment-button')?.[kind] ?? [];
      assert.deepEqual(found.map(({ name }) => name).sort(), names.split(' ').sort());
      assert.deepEqual(
        found.filter(({ description }) => !description),
        [],
      );
    });
  }

  it('knows its properties and methods, and shows nothing that is inside', () => {
    const members = declarations.get('installment-button')?.members ?? [];
    const outer = members.filter(({ privacy, static: own }) => privacy !== 'private' && privacy !== 'protected' && !own);
    assert.deepEqual(
      outer.map(({ name }) => name).sort(),
      'amount available buyer close createSession currency disabled discount externalId items locale mode name open order preview product required session sessionUrl serviceUrl shop size term theme unavailable variant'
        .split(' ')
        .sort(),
    );
  });

  it('knows the dialog and its parts', () => {
    const dialog = declarations.get('installment-dialog');
    assert.deepEqual(dialog?.cssParts?.map(({ name }) => name).sort(), ['dialog', 'frame']);
    assert.ok(dialog?.summary);
  });
});
