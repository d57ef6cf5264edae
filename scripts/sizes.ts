import { spawnSync } from 'node:child_process';
import { root } from './workspace.ts';

interface Size {
  name: string;
  passed?: boolean;
  size?: number;
  sizeLimit?: number;
}

/** Prints what pages load, in bytes after brotli; false when a limit of .size-limit.json is passed. */
export function printSizes(): boolean {
  const { stdout, stderr } = spawnSync('size-limit', ['--json'], { cwd: root, encoding: 'utf8' });
  if (!stdout.trim().startsWith('[')) throw new Error(stderr || stdout);
  const sizes = JSON.parse(stdout) as Size[];
  const width = Math.max(...sizes.map(({ name }) => name.length));
  console.log('bytes after brotli'.padEnd(width), '    size    limit');
  for (const { name, size = 0, sizeLimit, passed } of sizes) {
    console.log(name.padEnd(width), number(size), number(sizeLimit), passed === false ? 'too large' : '');
  }
  return sizes.every(({ passed }) => passed !== false);
}

const number = (value: number | undefined) => (value === undefined ? '–' : value.toLocaleString('en')).padStart(8);
