import type { z } from 'zod';
import { json, type WireAnswer } from '../../neighbours/wire.ts';

export const refused = (status: number, errorMsg: string, errors?: Readonly<Record<string, string>> | readonly string[]): WireAnswer =>
  json(status, { success: false, errorMsg, ...(errors ? { errors } : {}) });

export const answers = {
  keyMissing: () => refused(403, '"apiKey" is missing.'),
  keyWrong: () => refused(403, 'Wrong "apiKey" value.'),
  accessDenied: () => refused(403, 'Access denied.'),
  notFound: () => refused(404, 'Not found'),
  orderExists: () => refused(400, 'Order already exists.'),
  /** `errors` is an object, or a list: both were seen. */
  wrongFormat: (errors: Readonly<Record<string, string>> | readonly string[]) => refused(400, 'Errors in the entity format', errors),
  /** Unproven: the body of 503. */
  tooMany: (status: 429 | 503): WireAnswer => ({
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html><body>${status}</body></html>`,
  }),
};

/** The fields of a failed check, each with what is wrong with it. */
export function fieldErrors({ issues }: z.ZodError): Record<string, string> {
  return Object.fromEntries(
    issues.flatMap((issue): [string, string][] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [[...issue.path, key].join('.'), 'This field was not expected.'])
        : [[issue.path.join('.'), issue.message]],
    ),
  );
}
