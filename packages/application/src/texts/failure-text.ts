import { ApiError, type ApiErrorCode } from '../session/api-error.ts';
import type { Formats } from '../format/formats.ts';
import type { FirstTexts } from './texts.ts';

/** Tells the buyer why an act failed, and always what to do next. */
export function failureText(error: unknown, texts: FirstTexts, formats: Formats, now: Date): string {
  if (!(error instanceof ApiError)) return texts.failures.service;
  const wait = error.retryAt && formats.in(error.retryAt, now);
  const words: Partial<Record<ApiErrorCode, string>> = {
    offline: texts.failures.offline,
    rate_limited: texts.failures.rateLimited(wait),
    codes_exhausted: texts.failures.rateLimited(wait),
    phone_unsupported: texts.terms.phoneWrong,
    phone_fixed: texts.failures.phoneFixed,
    code_wrong: texts.code.wrong(error.attemptsLeft ?? 0),
    code_expired: texts.code.expired,
    bank_call_in_progress: texts.failures.busy,
    conflict: texts.failures.moved,
    illegal_transition: texts.failures.moved,
    offer_gone: texts.failures.offerGone,
    slot_taken: texts.failures.slotTaken,
    restart_limit: texts.failures.noMoreRestarts,
  };
  return Object.entries(words).find(([code]) => code === error.code)?.[1] ?? texts.failures.service;
}
