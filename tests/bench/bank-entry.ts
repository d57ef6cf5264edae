import { randomBytes } from 'node:crypto';
import type { BankConfig } from '@installment-button/protocol';

/** A test bank on this machine. */
export function bankEntry(id: string, port: number): BankConfig {
  const secret = () => `whsec_${randomBytes(32).toString('base64')}`;
  return {
    id,
    name: id,
    url: `http://127.0.0.1:${port}`,
    outSecrets: [secret()],
    inSecrets: [secret()],
    test: true,
    products: ['installment', 'credit'],
    minAmount: 100_000,
    maxAmount: 100_000_000,
  };
}
