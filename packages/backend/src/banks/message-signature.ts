import { Webhook } from 'standardwebhooks';
import { MINUTE } from '../platform/clock.ts';
import { equalInConstantTime } from '../platform/security/encryption.ts';

/** Messages that are older or newer than this are refused. */
const TOLERANCE_MS = 5 * MINUTE;

export interface SignatureHeaders {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/** What is signed: the raw body of a POST, `{METHOD} {path}` of a request without one. */
export function signedContent(method: string, path: string, body: string): string {
  return method === 'POST' ? body : `${method} ${path}`;
}

export function sign(secret: string, id: string, at: Date, content: string): SignatureHeaders {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, content),
  };
}

/** The verified message's id, or null. `Webhook.verify()` reads the machine's clock; here the injected clock judges the time. */
export function verifiedId(secrets: string[], headers: Record<string, unknown>, content: string, now: Date): string | null {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return null;
  if (id === '' || id.length > 256 || !/^\d{1,12}$/.test(timestamp)) return null;
  const at = new Date(Number(timestamp) * 1000);
  if (Math.abs(now.getTime() - at.getTime()) > TOLERANCE_MS) return null;
  const given = signatures.split(' ').slice(0, 10);
  const holds = secrets.some((secret) => {
    const expected = new Webhook(secret).sign(id, at, content);
    return given.some((signature) => equalInConstantTime(signature, expected));
  });
  return holds ? id : null;
}
