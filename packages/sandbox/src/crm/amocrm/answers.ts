import type { ZodError } from 'zod';
import { json, type WireAnswer } from '../../neighbours/wire.ts';

const problem = (status: number, title: string, detail: string, type = 'https://httpstatus.es/') => ({
  title,
  type: `${type}${type.endsWith('/') ? status : ''}`,
  status,
  detail,
});
const problemHeaders = { 'content-type': 'application/problem+json' };

export const answers = {
  unauthorized: (): WireAnswer => json(401, problem(401, 'Unauthorized', 'Token has expired'), problemHeaders),
  notFound: (): WireAnswer => json(404, problem(404, 'Not Found', 'Not Found'), problemHeaders),
  forbidden: (): WireAnswer => json(403, problem(403, 'Forbidden', 'Access denied'), problemHeaders),
  /** Not JSON: the front end answers it. */
  tooMany: (): WireAnswer => ({
    status: 429,
    headers: { 'content-type': 'text/html' },
    body: '<html><head><title>429 Too Many Requests</title></head></html>',
  }),
  /** After further abuse, until support lifts it. */
  blocked: (): WireAnswer => ({
    status: 403,
    headers: { 'content-type': 'text/html' },
    body: '<html><head><title>403 Forbidden</title></head></html>',
  }),
  gatewayTimeout: (): WireAnswer => ({
    status: 504,
    headers: { 'content-type': 'text/html' },
    body: '<html><head><title>504 Gateway Time-out</title></head></html>',
  }),
  empty: (): WireAnswer => ({ status: 204 }),
};

/** A used or unknown refresh token: mostly 400, 401 seen too. */
export const oauthProblem = (status: number, hint: string): WireAnswer =>
  json(
    status,
    {
      ...problem(
        status,
        'Ошибка',
        'В запросе отсутствует ряд параметров или параметры невалидны',
        'https://developers.amocrm.ru/v3/errors/OAuthProblemJson',
      ),
      hint,
    },
    problemHeaders,
  );

/** Errors by item: the path begins behind the place in the list. */
export function validationErrors(error: ZodError, requestIds: readonly string[]): WireAnswer {
  const byItem = new Map<string, unknown[]>();
  for (const issue of error.issues) {
    const [place = 0, ...path] = issue.path;
    const requestId = requestIds[Number(place)] ?? String(place);
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [''];
    const found = names.map((name) => ({
      code: issue.code === 'unrecognized_keys' ? 'NotSupportedField' : 'InvalidType',
      path: [...path, name].filter((part) => part !== '').join('.'),
      detail: issue.message,
    }));
    byItem.set(requestId, [...(byItem.get(requestId) ?? []), ...found]);
  }
  const listed = [...byItem].map(([request_id, errors]) => ({ request_id, errors }));
  return json(400, { 'validation-errors': listed, ...problem(400, 'Bad Request', 'Request validation failed') }, problemHeaders);
}
