import { header, mediaType, parseJson, type WireRequest } from '../../neighbours/wire.ts';
import { parsePhpForm } from '../php-form.ts';
import { errors } from './rest-error.ts';

export type Params = Readonly<Record<string, unknown>>;

/** Parameters come in the query and in the body, as JSON or as a form; the body wins. */
export function paramsOf(request: WireRequest): Params {
  const query = parsePhpForm(request.query.toString());
  const text = request.body.toString('utf8');
  if (text === '') return query;
  if (mediaType(request) === 'application/json') {
    const body = parseJson(text);
    if (!body.ok || !isMap(body.value)) throw errors.invalidRequest();
    return { ...query, ...body.value };
  }
  return { ...query, ...parsePhpForm(text) };
}

/** The access token: in `auth`, or as a Bearer token. */
export function tokenOf(request: WireRequest, params: Params): string | undefined {
  const bearer = /^Bearer (\S+)$/.exec(header(request, 'authorization') ?? '')?.[1];
  return typeof params['auth'] === 'string' ? params['auth'] : bearer;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function requiredMap(params: Params, name: string): Record<string, unknown> {
  const value = params[name];
  if (Array.isArray(value) && value.length === 0) return {};
  if (!isMap(value)) throw errors.missingParameter(name);
  return value;
}

/** Forms bring numbers as texts. */
export function integer(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

export function decimal(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function requiredInteger(params: Params, name: string): number {
  const value = integer(params[name]);
  if (value === undefined) throw errors.missingParameter(name);
  return value;
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

export function requiredText(params: Params, name: string): string {
  const value = text(params[name]);
  if (value === undefined || value === '') throw errors.missingParameter(name);
  return value;
}

export function list(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return Array.from<unknown>(value);
  return isMap(value) ? Object.values(value) : undefined;
}
