import { createHash } from 'node:crypto';
import { SECOND } from '../clock.ts';

/**
 * Milliseconds before the next attempt: 1 s, 2 s, 4 s … at most `mostMs`, each a quarter more or less, so that what failed together does
 * not come back together. The spread is drawn from the id: no randomness, the same in every test.
 */
export function retryDelay(id: string, number: number, mostMs: number): number {
  const middle = Math.min(mostMs, SECOND * 2 ** Math.min(Math.max(number - 1, 0), 16));
  const drawn = createHash('sha256').update(`${id} ${number}`).digest().readUInt16BE() / 65_535;
  return Math.min(mostMs, Math.round(middle * (0.75 + drawn / 2)));
}
