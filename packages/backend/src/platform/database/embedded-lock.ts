import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { join, relative, resolve } from 'node:path';

/**
 * The operator's socket of a running server. While it answers, the owner of the lock is alive. A socket's path may have about
 * 100 bytes, so the path relative to the working folder is used when it is shorter.
 */
export function socketPath(dataDir: string): string {
  const whole = resolve(dataDir, 'server.sock');
  const near = relative(process.cwd(), whole);
  return near.length < whole.length ? near : whole;
}

const lockPath = (dataDir: string) => join(dataDir, 'server.lock');

function bootId(): string {
  const path = '/proc/sys/kernel/random/boot_id';
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : 'unknown';
}

/** When a process started, in ticks since the boot. Tells a process from a later one with the same id. */
function startedAt(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

export function socketAnswers(dataDir: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath(dataDir));
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .setTimeout(1000, () => end(false))
      .once('connect', () => end(true))
      .once('error', () => end(false));
  });
}

export class FolderInUse extends Error {}

/**
 * Locks the folder of the embedded database for this process. PGlite has no lock of its own, and two processes on one folder
 * destroy it. A lock whose owner is gone is taken over. The owner is alive if its socket answers, or if its process id, start
 * time and boot are those of a running process. In a container restarted with the same volume only the socket can tell.
 */
export async function takeFolder(dataDir: string): Promise<() => void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = lockPath(dataDir);
  const mine = JSON.stringify({ pid: process.pid, startedAt: startedAt(process.pid), bootId: bootId() });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, mine);
      closeSync(file);
      return () => {
        if (existsSync(path) && readFileSync(path, 'utf8') === mine) rmSync(path);
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (await ownerLives(dataDir))
      throw new FolderInUse(`DATA_DIR ${dataDir} is used by a running server. Stop that server, or use another DATA_DIR`);
    rmSync(path, { force: true });
  }
  throw new FolderInUse(`DATA_DIR ${dataDir}: another process locked it at the same moment`);
}

async function ownerLives(dataDir: string): Promise<boolean> {
  if (await socketAnswers(dataDir)) return true;
  try {
    const owner: unknown = JSON.parse(readFileSync(lockPath(dataDir), 'utf8'));
    if (typeof owner !== 'object' || owner === null) return false;
    const { pid, startedAt: started, bootId: boot } = { pid: 0, startedAt: null, bootId: '', ...owner };
    return boot === bootId() && typeof pid === 'number' && started !== null && startedAt(pid) === started;
  } catch {
    return false;
  }
}
