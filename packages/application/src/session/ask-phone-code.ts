import type { AskPhoneCode, SentCode } from '@installment-button/protocol/buyer-api';
import type { Api } from './api.ts';
import { ApiError } from './api-error.ts';

/** While a shop is flooded the service asks for work before a code. The buyer only waits a little longer. */
export async function askPhoneCode(api: Api, body: AskPhoneCode): Promise<SentCode> {
  try {
    return await api.askPhoneCode(body);
  } catch (error) {
    if (!(error instanceof ApiError) || !error.challenge) throw error;
    const { solveProof } = await import('./proof-of-work.ts');
    return api.askPhoneCode({ ...body, proof: await solveProof(error) });
  }
}
