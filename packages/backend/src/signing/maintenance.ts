import { DAY, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';

/** A provider answers in seconds. Photographs that are older than this will get no verdict. */
const PHOTOGRAPHS_KEPT_MS = DAY;
const LINKS_KEPT_MS = DAY;

/** Maintenance: deletes addresses of PDFs that have expired, and photographs without a verdict. */
export async function purgeSigning({ sql, clock }: Context): Promise<void> {
  const now = clock.now();
  await sql.deleteFrom('agreementLinks').where('expiresAt', '<', after(now, -LINKS_KEPT_MS)).execute();
  await sql.deleteFrom('photographs').where('createdAt', '<', after(now, -PHOTOGRAPHS_KEPT_MS)).execute();
}
