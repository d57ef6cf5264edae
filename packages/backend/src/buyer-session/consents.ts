import type { AskedBank, BankConfig, Consent, FieldError, SessionDetail } from '@installment-button/protocol';
import { lenderOf } from '../banks/lenders/lenders.ts';
import { Problem } from '../platform/http/problems.ts';
import { sha256Hex } from '../platform/security/encryption.ts';
import { consentVersion, creditHistoryText, personalDataConsent, sharedData, voluntaryWords } from './consent-texts.ts';
import type { Language } from './language.ts';

/** The version names the language, because it tells which text was read. */
const versionIn = (language: Language) => `${consentVersion}.${language}`;
const languages = ['ru', 'en'] as const;

/** A bank as the buyer sees it before the consent, with the consent's text and the data that the bank gets. */
export function askedBank(bank: BankConfig, language: Language): AskedBank {
  const { id, name, minAge, maxAgeAtEnd } = bank;
  const data = sharedData(language, bank);
  return {
    id,
    name,
    data,
    voluntary: voluntaryWords(language, bank),
    consent: { version: versionIn(language), text: personalDataConsent[language](name, data) },
    ...(bank.legalKind === undefined ? {} : { legalKind: bank.legalKind }),
    ...(lenderOf(bank) ? { redirects: true } : {}),
    ...(minAge === undefined ? {} : { minAge }),
    ...(maxAgeAtEnd === undefined ? {} : { maxAgeAtEnd }),
  };
}

export function creditHistoryConsent(language: Language): SessionDetail['creditHistoryConsent'] {
  return { version: versionIn(language), text: creditHistoryText[language] };
}

/** The text of a version, or null where this is not the present version. */
function textOf(consent: Consent, banks: ReadonlyMap<string, BankConfig>): string | null {
  const language = languages.find((known) => versionIn(known) === consent.version);
  if (language === undefined) return null;
  if (consent.kind === 'credit-history') return creditHistoryText[language];
  const bank = banks.get(consent.bankId);
  return bank ? personalDataConsent[language](bank.name, sharedData(language, bank)) : null;
}

/**
 * Requires one consent a bank and one for the credit history, each of the present version, and none for other banks. Returns the hash
 * of each text, which proves what the buyer agreed to although only versions are stored.
 */
export function checkConsents(consents: Consent[], bankIds: string[], banks: ReadonlyMap<string, BankConfig>): string[] {
  const fields: FieldError[] = [];
  const hashes = consents.map((consent, index) => {
    const text = textOf(consent, banks);
    if (text === null)
      fields.push(problem(`/consents/${index}/version`, 'This version of the text is out of date: read the session again.'));
    if (consent.kind === 'personal-data' && !bankIds.includes(consent.bankId)) {
      fields.push(problem(`/consents/${index}/bankId`, 'This bank is not among `banks`.'));
    }
    return sha256Hex(text ?? '');
  });
  bankIds.forEach((bankId, index) => {
    if (!consents.some((consent) => consent.kind === 'personal-data' && consent.bankId === bankId)) {
      fields.push(problem(`/banks/${index}`, 'The consent for this bank is missing.'));
    }
  });
  if (!consents.some(({ kind }) => kind === 'credit-history')) {
    fields.push(problem('/consents', 'The consent for the credit history is missing.'));
  }
  if (fields.length > 0) throw new Problem(422, 'consent_missing', fields.map(({ message }) => message).join(' '), { fields });
  return hashes;
}

const problem = (path: string, message: string): FieldError => ({ path, code: 'consent_missing', message });
