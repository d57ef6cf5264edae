import type { Problem } from '@installment-button/protocol/problem';

/**
 * Does the work that the service asks for before a code while a shop is flooded. Loaded only then: nearly no buyer needs the solver.
 * The work runs beside the page, which stays as it is: its button is busy a little longer. Null: it took more than a minute and a half.
 */
export async function solveProof(challenge: NonNullable<Problem['challenge']>): Promise<string | null> {
  const [{ solveChallenge }, { deriveKey }] = await Promise.all([import('altcha-lib'), import('altcha-lib/algorithms/web/pbkdf2')]);
  const solution = await solveChallenge({ challenge, deriveKey });
  return solution && btoa(JSON.stringify({ challenge, solution }));
}
