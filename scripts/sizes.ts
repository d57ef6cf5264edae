import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { loadedBytes, pageSizes } from './page-sizes.ts';
import { inRoot, root } from './workspace.ts';

interface Size {
  name: string;
  passed?: boolean;
  size?: number;
  sizeLimit?: number;
}

/** Prints what pages load, in bytes after brotli; false when a limit of .size-limit.json or of page-sizes.ts is passed. */
export function printSizes(): boolean {
  const { stdout, stderr } = spawnSync('size-limit', ['--json'], { cwd: root, encoding: 'utf8' });
  if (!stdout.trim().startsWith('[')) throw new Error(stderr || stdout);
  const sizes = [...(JSON.parse(stdout) as Size[]), ...pages()];
  const width = Math.max(...sizes.map(({ name }) => name.length));
  console.log('bytes after brotli'.padEnd(width), '    size    limit');
  for (const { name, size = 0, sizeLimit, passed } of sizes) {
    console.log(name.padEnd(width), number(size), number(sizeLimit), passed === false ? 'too large' : '');
  }
  return sizes.every(({ passed }) => passed !== false);
}

/** Of the pages that are built. */
function pages(): Size[] {
  return pageSizes
    .filter(({ page }) => existsSync(inRoot(`packages/${page}/dist/index.html`)))
    .map((page) => {
      const size = loadedBytes(page);
      return { name: page.name, size, sizeLimit: page.limit, passed: size <= page.limit };
    });
}

const number = (value: number | undefined) => (value === undefined ? '–' : value.toLocaleString('en')).padStart(8);
