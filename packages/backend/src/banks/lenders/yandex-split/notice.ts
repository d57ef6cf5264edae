import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import * as z from 'zod/mini';
import { callNeighbour } from '../../../platform/outbound/call-neighbour.ts';
import type { LenderAccount } from '../lender.ts';

const headerSchema = z.object({ alg: z.literal('ES256'), kid: z.string() });
const claimsSchema = z.object({
  merchantId: z.string(),
  order: z.optional(z.object({ orderId: z.string() })),
  operation: z.optional(z.object({ orderId: z.string() })),
});
const keySchema = z.looseObject({ kid: z.string(), kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });
const keysSchema = z.object({ keys: z.array(z.unknown()) });

const keysOf = new Map<string, JsonWebKey[]>();

/**
 * A raw JWT. Its key is found in the lender's set, which is asked for again when the key is unknown. `iat` and `exp` stand in the header
 * and may be missing, and a notice only triggers a look: an old one does no harm.
 */
export async function readNotice(account: LenderAccount, raw: string): Promise<string | null> {
  const [head = '', body = '', signature = ''] = raw.trim().split('.');
  const header = headerSchema.safeParse(decode(head)).data;
  if (!header) return null;
  const key = find(keysOf.get(account.url), header.kid) ?? find(await fetchKeys(account), header.kid);
  if (!key) return null;
  const publicKey = createPublicKey({ key, format: 'jwk' });
  const genuine = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const claims = genuine ? claimsSchema.safeParse(decode(body)).data : undefined;
  if (!claims || claims.merchantId !== account.values['merchantId']) return null;
  return claims.order?.orderId ?? claims.operation?.orderId ?? null;
}

const find = (keys: JsonWebKey[] | undefined, kid: string) => keys?.find((key) => key['kid'] === kid);

async function fetchKeys({ url, allowLoopback }: LenderAccount): Promise<JsonWebKey[]> {
  const answer = await callNeighbour({ url: `${url.replace(/\/+$/, '')}/api/jwks`, allowLoopback }).catch(() => null);
  const keys = (keysSchema.safeParse(answer?.json).data?.keys ?? []).flatMap((key) => keySchema.safeParse(key).data ?? []);
  if (keys.length > 0) keysOf.set(url, keys);
  return keys;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
