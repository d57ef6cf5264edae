// npm runs this after an installation, with whatever Node the machine has. It turns on .githooks in a clone where somebody works: not in CI,
// not in an archive without .git, and not where hooks were set otherwise.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const git = (...words) => spawnSync('git', words, { cwd: root, encoding: 'utf8' });

if (!process.env.CI && existsSync(join(root, '.git')) && git('config', 'core.hooksPath').status === 1) {
  git('config', 'core.hooksPath', '.githooks');
}
