import { receiptSchema } from '@installment-button/protocol';
import * as z from 'zod/mini';
import type { IssuedReceipt, ReceiptIssuer } from '../context.ts';

const TIMEOUT_MS = 10_000;

const issuedSchema = z.object({ url: z.optional(receiptSchema.shape.url) });

/**
 * The generic wire to a cash register, or to a small adapter in front of it (RECEIPTS_URL): `POST ReceiptRequest` as JSON. 200 `{url?}`:
 * issued. 202: under way, and the same request is sent again. Anything else: the request is sent again later. The id makes a repeat
 * harmless. A name and a password in the address are sent as Basic authorization.
 */
export function createReceiptIssuer(address: string): ReceiptIssuer {
  const url = new URL(address);
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const authorization = user === ':' ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` };
  url.username = '';
  url.password = '';
  return {
    async issue(request): Promise<IssuedReceipt | null> {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization },
        body: JSON.stringify(request),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      const body = await response.text();
      if (!response.ok) throw new Error(`the cash register answered ${response.status}`);
      if (response.status === 202) return null;
      const { url: receiptUrl = null } = issuedSchema.parse(body === '' ? {} : JSON.parse(body));
      return { url: receiptUrl };
    },
  };
}
