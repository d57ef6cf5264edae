import { generateKeyPairSync, sign } from 'node:crypto';

/** What is wrong in the next id_tokens: the client must refuse each. */
export type IdTokenFault = 'nonce' | 'aud' | 'iss' | 'exp' | 'alg' | undefined;

/** An RS256 id_token. `alg: none` is the fault of the algorithm. */
export function idTokens(issuer: string, clientId: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return {
    jwks: () => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'sandbox', alg: 'RS256', use: 'sig' }] }),
    make(sub: string, nonce: string, now: Date, fault: IdTokenFault): string {
      const seconds = Math.floor(now.getTime() / 1000);
      const claims = {
        iss: fault === 'iss' ? 'https://other.example' : issuer,
        aud: fault === 'aud' ? 'other' : clientId,
        nonce: fault === 'nonce' ? 'other' : nonce,
        exp: fault === 'exp' ? seconds - 3600 : seconds + 300,
        iat: seconds,
        auth_time: seconds,
        sub,
      };
      const text = `${encode({ alg: fault === 'alg' ? 'none' : 'RS256', typ: 'JWT', kid: 'sandbox' })}.${encode(claims)}`;
      return fault === 'alg' ? `${text}.` : `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
    },
  };
}
