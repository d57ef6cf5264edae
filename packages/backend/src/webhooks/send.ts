import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { Webhook } from 'standardwebhooks';
import { isLoopback } from '../shops/origins.ts';

const LIMIT_MS = 15_000;

/** They look at the address a connection really goes to, so a name that resolves to a private one (or later does) is refused. */
const publicHttps = new RequestFilteringHttpsAgent();
const loopbackHttp = new RequestFilteringHttpAgent({ allowIPAddressList: ['127.0.0.0/8', '::1'] });
const loopbackHttps = new RequestFilteringHttpsAgent({ allowIPAddressList: ['127.0.0.0/8', '::1'] });

export interface OutgoingWebhook {
  url: string;
  /** The event's id: the same on every attempt. */
  id: string;
  body: string;
  /** The first signs, and so does the one before it while it is valid. */
  secrets: string[];
  at: Date;
  /** In development a target on this machine is allowed. */
  allowLoopback: boolean;
  limitMs?: number;
}

/** Sends one webhook as Standard Webhooks; the status of the answer, or null where there was none in time. Follows no redirect. */
export function sendWebhook({
  url: address,
  id,
  body,
  secrets,
  at,
  allowLoopback,
  limitMs = LIMIT_MS,
}: OutgoingWebhook): Promise<number | null> {
  const url = new URL(address);
  const secure = url.protocol === 'https:';
  const local = allowLoopback && isLoopback(url);
  if (!secure && !local) return Promise.resolve(null);
  const agent = secure ? (local ? loopbackHttps : publicHttps) : loopbackHttp;
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'installment-button-webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    // A shop of T-Bank's API may have no secret: an empty header would be a signature that is wrong.
    ...(secrets.length > 0 ? { 'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' ') } : {}),
  };
  return new Promise((resolve) => {
    const outgoing = (secure ? requestHttps : requestHttp)(url, {
      method: 'POST',
      agent,
      headers,
      signal: AbortSignal.timeout(limitMs),
    });
    outgoing.once('error', () => resolve(null));
    outgoing.once('response', (answer) => {
      resolve(answer.statusCode ?? null);
      // The body says nothing that we need, and a hostile one may never end.
      answer.on('error', () => undefined).destroy();
    });
    outgoing.end(body);
  });
}
