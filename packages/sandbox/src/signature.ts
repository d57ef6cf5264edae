import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** Requests older (or newer) than this are refused. */
const toleranceMs = 5 * 60_000;

export type SignatureHeaders = Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>;

export type Verdict =
  { valid: true; id: string } | { valid: false; code: 'signature_missing' | 'timestamp_out_of_range' | 'signature_wrong' };

/** What is signed: the raw body of a POST, `{METHOD} {path}` of a request without one. */
export function signedContent(method: string, path: string, rawBody: string): string {
  return method === 'POST' ? rawBody : `${method} ${path}`;
}

/** Signs with the first of `secrets`: it is the current one, the rest are on their way out. */
export function sign(secrets: readonly string[], id: string, at: Date, content: string): SignatureHeaders {
  const [current] = secrets;
  if (current === undefined) throw new Error('There is no secret to sign with.');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(current).sign(id, at, content),
  };
}

/** Any of `secrets` will do. `Webhook.verify()` itself reads the machine's clock, so time is judged here, by the injected one. */
export function verify(
  secrets: readonly string[],
  headers: Partial<Record<string, string | string[]>>,
  content: string,
  now: Date,
): Verdict {
  const id = single(headers['webhook-id']);
  const timestamp = single(headers['webhook-timestamp']);
  const signatures = single(headers['webhook-signature']);
  if (!id || !timestamp || !signatures) return { valid: false, code: 'signature_missing' };
  if (!/^\d{1,12}$/.test(timestamp)) return { valid: false, code: 'timestamp_out_of_range' };

  const at = new Date(Number(timestamp) * 1000);
  if (Math.abs(now.getTime() - at.getTime()) > toleranceMs) return { valid: false, code: 'timestamp_out_of_range' };

  const expected = secrets.map((secret) => new Webhook(secret).sign(id, at, content));
  const given = signatures.split(' ');
  return given.some((signature) => expected.some((right) => same(signature, right)))
    ? { valid: true, id }
    : { valid: false, code: 'signature_wrong' };
}

const single = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined);

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
