import { DAY, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';

/** Pictures are judged in seconds; what lies longer was forgotten by a provider that never answered. */
const PHOTOGRAPHS_KEPT_MS = DAY;
const LINKS_KEPT_MS = DAY;

/** Maintenance: addresses of PDFs that nobody can use, pictures that nobody will judge. */
export async function purgeSigning({ sql, clock }: Context): Promise<void> {
  const now = clock.now();
  await sql.deleteFrom('agreementLinks').where('expiresAt', '<', after(now, -LINKS_KEPT_MS)).execute();
  await sql.deleteFrom('photographs').where('createdAt', '<', after(now, -PHOTOGRAPHS_KEPT_MS)).execute();
}
