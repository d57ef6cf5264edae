import { ApiError } from './api-error.ts';
import type { Formats } from './formats.ts';
import type { Texts } from './texts/index.ts';

/** What to tell a buyer whose act did not go through: always what to do next. */
export function failureText(error: unknown, texts: Texts, formats: Formats, now: Date): string {
  if (!(error instanceof ApiError)) return texts.failures.service;
  switch (error.code) {
    case 'offline':
      return texts.failures.offline;
    case 'rate_limited':
    case 'codes_exhausted':
      return texts.failures.rateLimited(error.retryAt && formats.moment(error.retryAt, now));
    case 'phone_unsupported':
      return texts.terms.phoneWrong;
    case 'phone_fixed':
      return texts.failures.phoneFixed;
    case 'code_wrong':
      return texts.code.wrong(error.attemptsLeft ?? 0);
    case 'code_expired':
      return texts.code.expired;
    case 'bank_call_in_progress':
      return texts.failures.busy;
    case 'conflict':
    case 'illegal_transition':
      return texts.failures.moved;
    case 'offer_gone':
      return texts.offers.gone;
    case 'slot_taken':
      return texts.meeting.taken;
    case 'restart_limit':
      return texts.rejected.noMoreRestarts;
    default:
      return texts.failures.service;
  }
}
