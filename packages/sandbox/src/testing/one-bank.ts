import { after } from 'node:test';
import { bankAnswerSchema, type BankApplication } from '@installment-button/protocol/bank-gateway';
import type { BankOffer } from '@installment-button/protocol/offer';
import { startSandbox, type SandboxOptions } from '../start-sandbox.ts';
import { callbackReceiver } from './callback-receiver.ts';
import { anApplication, gatewayClient } from './gateway-client.ts';

/** A sandbox with one bank, a client that speaks to it and a backend that it calls; all of it closed after the test. */
export async function oneBank(id: string, options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ banks: [id], ...options });
  const [entry] = sandbox.banksFile;
  const [inSecret] = entry?.inSecrets ?? [];
  if (!entry || !inSecret) throw new Error('The sandbox started no bank.');
  const backend = await callbackReceiver(inSecret);
  after(async () => {
    await sandbox.close();
    await backend.close();
  });
  const bank = gatewayClient(entry, options.timer);
  const application = (change: Parameters<typeof anApplication>[0] = {}) =>
    anApplication({ callbackUrl: backend.decisionsUrl(id), ...change });

  /** An application that the bank approved, and its first offer. */
  async function approved(
    change: Parameters<typeof anApplication>[0] = {},
  ): Promise<{ id: string; sent: BankApplication; offer: BankOffer }> {
    const sent = application(change);
    const answer = bankAnswerSchema.parse((await bank.apply(sent)).body);
    const [offer] = answer.decision === 'approved' ? answer.offers : [];
    if (!offer) throw new Error(`The bank did not approve: ${JSON.stringify(answer)}`);
    return { id: sent.applicationId, sent, offer };
  }

  return { sandbox, entry, bank, backend, application, approved };
}

/** Resolves as soon as the condition holds. */
export async function turned(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
