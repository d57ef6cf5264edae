import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { root } from './workspace.ts';

const children = new Map<string, ChildProcess>();
const restarting = new Set<string>();
let stopping = false;

/** Starts `node …args` as a part of the whole: what it prints comes with its name, and when it ends, everything ends. */
export function run(name: string, args: string[], environment: Record<string, string>): void {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.set(name, child);
  for (const stream of [child.stdout, child.stderr]) printLines(name, stream);
  child.on('exit', (code, signal) => {
    children.delete(name);
    if (stopping && children.size === 0) process.exit();
    if (stopping) return;
    if (restarting.delete(name)) return run(name, args, environment);
    console.error(`${name} ended (${signal ?? `code ${code}`}); stopping the others.`);
    stop(1);
  });
}

/** Ends a part and starts it anew. Killed, not asked: nothing may be lost by that, and it saves the time of a drain. */
export function restart(name: string): void {
  if (stopping || !children.has(name)) return;
  restarting.add(name);
  children.get(name)?.kill('SIGKILL');
}

/** Waits until the address answers with success. */
export async function ready(name: string, url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) }).catch(() => null);
    if (answer && answer.status < 400) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} does not answer at ${url}`);
}

/** Asks every part to end, and ends. A part that does not within 12 s is killed. */
export function stop(code: number): void {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  if (children.size === 0) process.exit();
  for (const child of children.values()) child.kill('SIGTERM');
  setTimeout(() => {
    for (const child of children.values()) child.kill('SIGKILL');
    process.exit(code);
  }, 12_000).unref();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));

function printLines(name: string, stream: Readable): void {
  createInterface({ input: stream }).on('line', (line) => console.log(`${name.padEnd(10)} │ ${line}`));
}
