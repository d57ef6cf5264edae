import { ApiError } from './api-error.ts';
import type { Formats } from '../format/formats.ts';
import type { SharedTexts } from '../texts/shared.ts';

/** Says why an act failed and what to do next. */
export function failureText(error: unknown, { failures }: SharedTexts, formats: Formats): string {
  if (!(error instanceof ApiError)) return failures.unexpected;
  switch (error.code) {
    case 'offline':
      return failures.offline;
    case 'rate_limited':
      return error.retryAfterSeconds === null
        ? failures.rateLimitedSoon
        : failures.rateLimited(
            formats.seconds(error.retryAfterSeconds > 60 ? Math.ceil(error.retryAfterSeconds / 60) * 60 : error.retryAfterSeconds),
          );
    case 'forbidden':
      return failures.forbidden;
    case 'not_found':
      return failures.notFound;
    case 'illegal_transition':
    case 'conflict':
      return failures.moved;
    case 'bank_call_in_progress':
      return failures.busy;
    case 'use_cancel':
      return failures.useCancel;
    case 'refund_exceeds':
      return failures.refundExceeds;
    case 'no_bank_for_amount':
      return failures.noBank;
    case 'validation_failed':
      return failures.invalid;
    case 'link_expired':
      return failures.linkGone;
    case 'unexpected':
      return failures.unexpected;
    default:
      return failures.unavailable;
  }
}
