import { NoAnswer } from '../platform/outbound/call-neighbour.ts';
import type { CheckOutcome, Words } from './provider.ts';

const causes: Record<string, Words> = {
  limit: { ru: 'Сервис не ответил вовремя.', en: 'The service did not answer in time.' },
  address: { ru: 'На такой адрес мы не обращаемся: нужен https и публичный адрес.', en: 'We call public https addresses only.' },
  ENOTFOUND: { ru: 'Такого адреса нет: проверьте, как он написан.', en: 'There is no such address: check its spelling.' },
  ECONNREFUSED: { ru: 'По этому адресу никто не отвечает.', en: 'Nobody answers at this address.' },
  ECONNRESET: { ru: 'Соединение оборвалось.', en: 'The connection broke.' },
  CERT_HAS_EXPIRED: { ru: 'Сертификат сервиса просрочен.', en: 'The certificate of the service has expired.' },
  ERR_TLS_CERT_ALTNAME_INVALID: { ru: 'Сертификат сервиса выдан на другой адрес.', en: 'The certificate is of another address.' },
};
const distrusted: Words = { ru: 'Сертификату сервиса нельзя доверять.', en: 'The certificate of the service cannot be trusted.' };

/** The other system said no, or not now, in words for the head of the shop. */
export class Said extends Error {
  readonly words: Words;
  constructor(ru: string, en = ru) {
    super(ru);
    this.words = { ru, en };
  }
}

/** Why there was no answer, in words for the head of the shop; null for an error of our own. */
export function whyNoAnswer(error: unknown): Words | null {
  if (error instanceof Said) return error.words;
  if (!(error instanceof NoAnswer)) return null;
  const { code } = error;
  if (/SELF_SIGNED|UNABLE_TO/.test(code)) return distrusted;
  return causes[code] ?? { ru: `Соединение не удалось (${code}).`, en: `The connection failed (${code}).` };
}

/** The same as what a check found. An error of our own goes on. */
export function unreachable(error: unknown): CheckOutcome {
  const detail = whyNoAnswer(error);
  if (detail === null) throw error;
  return { ok: false, code: 'unreachable', detail };
}

/** What a check found: refused, in the words of both languages. */
export const refused = (ru: string, en: string): CheckOutcome => ({ ok: false, code: 'refused', detail: { ru, en } });
