import { fieldProblem } from '../platform/http/problems.ts';

/** A shop's name goes out in SMS and e-mails from the operator's number, so it is one line of letters, digits and common signs. */
const namePattern = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} .,&'’"«»()+№!–—-]{0,99}$/u;

export function refuseShopName(name: string): void {
  if (namePattern.test(name.trim())) return;
  throw fieldProblem('/name', 'invalid_value', 'A name must be one line of 1 to 100 letters, digits, spaces and common punctuation marks.');
}
