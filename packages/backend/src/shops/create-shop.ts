import type { Context } from '../context.ts';
import { fieldProblem } from '../platform/http/problems.ts';
import { hashToken } from '../platform/security/encryption.ts';
import { refuseShopName } from './name.ts';
import { normalizeOrigin } from './origins.ts';
import { insertKey, insertShop } from './store.ts';
import type { Tx } from '../platform/database/transaction.ts';

export interface NewShop {
  name: string;
  /** Origins of the pages that may show the button. */
  origins: string[];
  /** Test keys in place of live ones. */
  test?: boolean;
  autoConfirm?: boolean;
}

/** The secret key can be read here only: the database holds its hash. */
export interface CreatedShop {
  shopId: string;
  secretKey: string;
  publishableKey: string;
}

export function createShop(context: Context, { name, origins, test = false, autoConfirm = false }: NewShop): Promise<CreatedShop> {
  refuseShopName(name);
  const registered = new Set(
    origins.map((text, index) => {
      const origin = normalizeOrigin(text);
      if (origin !== null) return origin;
      throw fieldProblem(
        `/origins/${index}`,
        'invalid_value',
        'An origin must look like https://shop.example. http is accepted on localhost only.',
      );
    }),
  );
  if (registered.size === 0) throw fieldProblem('/origins', 'required', 'At least one origin is required.');
  return context.transaction(async (tx) => {
    const shopId = context.ids.next('shp');
    await insertShop(tx.sql, { id: shopId, name: name.trim(), origins: [...registered], autoConfirm, createdAt: context.clock.now() });
    const secretKey = await createKey(context, tx, shopId, 'secret', test);
    const publishableKey = await createKey(context, tx, shopId, 'publishable', test);
    return { shopId, secretKey, publishableKey };
  });
}

/** Makes a key of the shop. Only its hash is stored. */
export async function createKey(context: Context, tx: Tx, shopId: string, kind: 'secret' | 'publishable', test: boolean): Promise<string> {
  const key = `${kind === 'secret' ? 'sk' : 'pk'}_${test ? 'test' : 'live'}_${letters(context.ids.secret(24))}`;
  await insertKey(tx.sql, {
    id: context.ids.next('key'),
    shopId,
    kind,
    test,
    hash: hashToken(key),
    hint: kind === 'publishable' ? key : key.slice(-4),
    createdAt: context.clock.now(),
  });
  return key;
}

/** A key consists of letters and digits only, so that a double click selects all of it. */
const letters = (secret: string) => Buffer.from(secret, 'base64url').toString('hex');
