import { randomBytes } from 'node:crypto';
import { banksFileSchema, type BankConfig } from '@installment-button/protocol/bank-config';
import { bankProfiles, type BankProfile } from './profiles.ts';

/** One bank in `BANKS_FILE`. `outSecrets` sign what goes to the bank, `inSecrets` what comes from it. */
export type BanksFileEntry = BankConfig;

export interface BanksFileOptions {
  /** Where the banks listen. Default `localhost`. */
  host?: string;
  /** The first bank's port, the others follow. `0`: to be filled in once they listen. Default 4011. */
  firstPort?: number;
  /** Which banks. Default: all six. */
  profiles?: readonly BankProfile[];
}

/** The entries of `BANKS_FILE` for the sandbox banks, with fresh secrets. */
export function createBanksFile({
  host = 'localhost',
  firstPort = 4011,
  profiles = bankProfiles,
}: BanksFileOptions = {}): BanksFileEntry[] {
  return profiles.map((profile, index) => ({
    id: profile.id,
    name: profile.name,
    bic: profile.bic,
    url: `http://${host}:${firstPort === 0 ? 0 : firstPort + index}`,
    outSecrets: [secret()],
    inSecrets: [secret()],
    test: true,
    products: ['installment', 'credit'],
    minAmount: profile.minAmount,
    maxAmount: profile.maxAmount,
    plans: profile.plans.map((plan) => ({ ...plan })),
    reportsSettlement: profile.reportsSettlement,
    wants: [...profile.wants],
    ...profile.ages,
  }));
}

export function parseBanksFile(text: string): BanksFileEntry[] {
  return banksFileSchema.parse(JSON.parse(text));
}

const secret = () => `whsec_${randomBytes(32).toString('base64')}`;
