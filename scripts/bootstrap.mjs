// What `npm start` and `npm test` begin with: plain JavaScript for whatever Node the machine has. It installs the dependencies where
// they are missing or older than the lock file, then runs the TypeScript program with the Node that they bring.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const lock = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');
const stamp = join(root, 'node_modules', '.cache', 'installed');
const fingerprint = createHash('sha256').update(readFileSync(lock)).digest('hex');

if (!isInstalled()) {
  console.log('Installing the dependencies …');
  const command = existsSync(installed) ? 'install' : 'ci';
  const { status } = spawnSync('npm', [command, '--no-fund', '--no-audit'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
}

const [program, ...args] = process.argv.slice(2);
const child = spawn(join(root, 'node_modules', '.bin', 'node'), ['--conditions=workspace', join(root, 'scripts', program), ...args], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

function isInstalled() {
  if (!existsSync(installed)) return false;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return true;
  // Installed by hand.
  return statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}
