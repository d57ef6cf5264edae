import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import * as z from 'zod/mini';
import type { ApiError } from './api-error.ts';

const challengeSchema = z.object({
  parameters: z.looseObject({
    ...{ algorithm: z.string(), nonce: z.string(), salt: z.string(), keyPrefix: z.string() },
    ...{ cost: z.int(), keyLength: z.int() },
  }),
  signature: z.string(),
}) satisfies z.ZodMiniType<Challenge>;

/**
 * Does the work that the service asked for. This file is loaded only then: nearly no buyer needs the solver. The work runs beside the
 * page, which stays as it is: its button is busy a little longer. Throws the refusal where the work takes over a minute and a half.
 */
export async function solveProof(refusal: ApiError): Promise<string> {
  const known = challengeSchema.safeParse(refusal.challenge);
  const challenge = known.success ? known.data : null;
  const solution = challenge && (await solveChallenge({ challenge, deriveKey }));
  if (!solution) throw refusal;
  return btoa(JSON.stringify({ challenge, solution }));
}
