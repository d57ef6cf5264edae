/** BANKS_FILE: the banks that the operator works with. */
import * as z from 'zod/mini';
import { bankIdSchema } from './ids.ts';
import { legalKinds } from './legal-kind.ts';
import { amountSchema, filledText, productSchema, rateSchema, termSchema, webAddressSchema } from './values.ts';
import { voluntaryData } from './voluntary-data.ts';

/** `whsec_` and base64, or base64 alone, as Standard Webhooks writes secrets: at least 24 bytes. */
const secretSchema = z.string().check(z.regex(/^(whsec_)?[A-Za-z0-9+/]{32,}={0,2}$/));
const secretsSchema = z.array(secretSchema).check(z.minLength(1), z.maxLength(10));

/** `gateway`: the bank gateway. The others are lenders with an interface and a page of their own. */
export const connectors = ['gateway', 't-bank', 'dolyame', 'yandex-split'] as const;

/** The longest term of an instalment service, months (283-ФЗ): four from 1.04.2028. */
const longestInstalment = 6;

export const bankConfigSchema = z.strictObject({
  id: bankIdSchema,
  name: filledText(100),
  /** A shop with its account at this bank is settled on the same day. */
  bic: z.optional(z.string().check(z.regex(/^\d{9}$/))),
  url: webAddressSchema,
  /** What we sign with: the first; the bank verifies with all. None for a redirect lender. */
  outSecrets: z._default(secretsSchema, []),
  /** What the bank signs with: any of these. None for a redirect lender. */
  inSecrets: z._default(secretsSchema, []),
  /** A test bank: gets test orders and no other. Default: false. */
  test: z.optional(z.boolean()),
  products: z.array(productSchema).check(z.minLength(1)),
  minAmount: amountSchema,
  maxAmount: amountSchema,
  /** Default: nothing in the tariff table comes from this bank. */
  plans: z.optional(
    z.array(
      z.strictObject({ product: productSchema, term: termSchema, rate: rateSchema, minAmount: amountSchema, maxAmount: amountSchema }),
    ),
  ),
  /** Calls at once. Default: 16. */
  concurrency: z.optional(z.int().check(z.gte(1), z.lte(256))),
  /** Whether the bank sends `settled`; false: by date. Default: true. */
  reportsSettlement: z.optional(z.boolean()),
  /** Which of the voluntary data it wants: the others are neither sent to it nor named in its consent. Default: all. */
  wants: z.optional(z.array(z.enum(voluntaryData))),
  /** Borrowers have at least so many full years. Default: 18, as the law has it. */
  minAge: z.optional(z.int().check(z.gte(18), z.lte(100))),
  /** And at the end of the term at most so many. Default: no limit. */
  maxAgeAtEnd: z.optional(z.int().check(z.gte(18), z.lte(120))),
  /** Which law its contracts fall under. An `instalment-service` (283-ФЗ) has no full cost, no fee and short terms. Default: `credit`. */
  legalKind: z.optional(z.enum(legalKinds)),
  /** Of an instalment service: its number in the Bank of Russia's register. */
  registerNumber: z.optional(filledText(40)),
  /** How it is spoken to. All but `gateway` (the default) are redirect lenders, whose accounts are the shops'. */
  connector: z.optional(z.enum(connectors)),
});
export type BankConfig = z.infer<typeof bankConfigSchema>;

export const banksFileSchema = z.array(bankConfigSchema).check(
  z.refine((banks) => new Set(banks.map(({ id }) => id)).size === banks.length, { error: 'Two banks have the same id' }),
  z.superRefine((banks, context) => {
    banks.forEach((bank, index) => {
      for (const [field, message] of faultsOf(bank)) context.addIssue({ code: 'custom', path: [index, field], message });
    });
  }),
);

/** What one field alone cannot tell. */
function faultsOf({ connector = 'gateway', outSecrets, inSecrets, legalKind, registerNumber, plans = [] }: BankConfig): [string, string][] {
  const faults: [string, string][] = [];
  if (connector === 'gateway' && outSecrets.length === 0) faults.push(['outSecrets', 'A bank of the gateway needs a secret']);
  if (connector === 'gateway' && inSecrets.length === 0) faults.push(['inSecrets', 'A bank of the gateway needs a secret']);
  if (legalKind !== 'instalment-service') return faults;
  if (registerNumber === undefined) faults.push(['registerNumber', 'An instalment service needs its number in the register']);
  if (plans.some(({ term }) => term > longestInstalment))
    faults.push(['plans', `An instalment service has at most ${longestInstalment} months`]);
  if (plans.some(({ rate }) => rate > 0)) faults.push(['plans', 'An instalment service takes no interest']);
  return faults;
}
