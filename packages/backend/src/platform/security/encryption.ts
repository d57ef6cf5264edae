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

/** Where a ciphertext is stored. It is bound to this place: moved to another row it cannot be decrypted. */
export interface Place {
  table: string;
  column: string;
  row: string;
}

export interface EncryptionKeys {
  /** The first encrypts, all decrypt; 32 bytes each. */
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
  /** True when another than the first key encrypted it. */
  isStale(encrypted: string): boolean;
  /** HMAC of a value, for equality search without decryption. Each scope (shop, order) and field has its own. */
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
 * Envelope encryption: each value has its own data key, encrypted by a key of the operator.
 * Layout: key id (4) · encrypted data key (60) · encrypted value.
 */
export function createEncryption(keys: EncryptionKeys): Encryption {
  const byId = new Map(keys.encryption.map((key) => [keyId(key).toString('hex'), createSecretKey(key)]));
  const first = keys.encryption[0];
  if (!first) throw new Error('ENCRYPTION_KEYS is empty');
  const firstId = keyId(first);
  // Imported once, because the import costs more than encrypting a short text.
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

/** The form in which tokens and keys are stored. They are long and random, so one round of SHA-256 is enough. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The time of the comparison does not depend on where the texts differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());
}
