import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';

/** Where a ciphertext is stored. It cannot be decrypted under another place. */
export interface Place {
  table: string;
  column: string;
  row: string;
}

export interface EncryptionKeys {
  /** 32 bytes each. The first key encrypts, all keys decrypt. */
  encryption: Buffer[];
  /** Keys the blind indexes. */
  index: Buffer;
  /** Derives session tokens. */
  link: Buffer;
}

/** Personal data at rest, blind indexes, and the hashes of tokens and codes. */
export interface Encryption {
  encrypt(plain: string, place: Place): string;
  decrypt(encrypted: string, place: Place): string;
  encryptBytes(plain: Uint8Array, place: Place): string;
  decryptBytes(encrypted: string, place: Place): Buffer;
  /** True when a key other than the first encrypted the value. */
  isStale(encrypted: string): boolean;
  /** HMAC by which a value can be found but not read; another one for each scope (shop, order) and field. */
  blindIndex(scope: string, field: string, value: string): string;
  /** MAC of an order's link at this version. */
  linkMac(orderId: string, version: number): string;
}

const keyId = (key: Buffer) => createHash('sha256').update(key).digest().subarray(0, 4);
const aad = ({ table, column, row }: Place) => Buffer.from(JSON.stringify([table, column, row]));

function encryptGcm(key: Buffer | KeyObject, plain: Uint8Array, associated: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decryptGcm(key: Buffer | KeyObject, encrypted: Buffer, associated: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(0, 12)).setAAD(associated);
  decipher.setAuthTag(encrypted.subarray(encrypted.length - 16));
  return Buffer.concat([decipher.update(encrypted.subarray(12, encrypted.length - 16)), decipher.final()]);
}

/**
 * Envelope encryption of personal data at rest:
 * 1. Each value is encrypted with AES-256-GCM under a random data key of its own.
 * 2. The data key is encrypted with the first of ENCRYPTION_KEYS.
 * 3. Both ciphertexts are bound to their place (table, column, row) as associated data: moved to another place, they do not decrypt.
 * 4. The stored text is base64 of: key id (4 bytes) · encrypted data key (60) · encrypted value.
 * 5. The key id names the key that decrypts the value, so old values stay readable while their key is in ENCRYPTION_KEYS. The rotation
 *    (`operator/rotate-keys.ts`) encrypts them with the first key.
 */
export function createEncryption(keys: EncryptionKeys): Encryption {
  const byId = new Map(keys.encryption.map((key) => [keyId(key).toString('hex'), createSecretKey(key)]));
  const first = keys.encryption[0];
  if (!first) throw new Error('ENCRYPTION_KEYS is empty');
  const firstId = keyId(first);
  // Imported once: an import costs more than encrypting a short text.
  const firstKey = createSecretKey(first);
  const [indexKey, linkKey] = [createSecretKey(keys.index), createSecretKey(keys.link)];

  const encryptBytes = (plain: Uint8Array, place: Place) => {
    const dataKey = randomBytes(32);
    return Buffer.concat([firstId, encryptGcm(firstKey, dataKey, aad(place)), encryptGcm(dataKey, plain, aad(place))]).toString('base64');
  };
  const decryptBytes = (encrypted: string, place: Place) => {
    const bytes = Buffer.from(encrypted, 'base64');
    const key = byId.get(bytes.subarray(0, 4).toString('hex'));
    if (!key) throw new Error(`no key for ${place.table}.${place.column}`);
    const dataKey = decryptGcm(key, bytes.subarray(4, 64), aad(place));
    return decryptGcm(dataKey, bytes.subarray(64), aad(place));
  };
  return {
    encryptBytes,
    decryptBytes,
    encrypt: (plain, place) => encryptBytes(Buffer.from(plain), place),
    decrypt: (encrypted, place) => decryptBytes(encrypted, place).toString(),
    isStale: (encrypted) => !Buffer.from(encrypted.slice(0, 8), 'base64').subarray(0, 4).equals(firstId),
    blindIndex: (scope, field, value) =>
      createHmac('sha256', indexKey)
        .update(JSON.stringify([scope, field, value]))
        .digest('base64url'),
    linkMac: (orderId, version) => createHmac('sha256', linkKey).update(`${orderId}.${version}`).digest('base64url'),
  };
}

/** The stored form of tokens and keys. They are long and random, so one round of SHA-256 is enough. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Compares in a time that does not depend on where two texts differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());
}
