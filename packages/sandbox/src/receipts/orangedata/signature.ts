import { verify } from 'node:crypto';
import { header, type WireRequest } from '../../neighbours/wire.ts';

export interface SignatureKey {
  /** The name that `key` in the body refers to; a body without one means the key named like the INN. */
  name: string;
  inn: string;
  /** PEM, RSA of 2048 bits: not the key of the TLS certificate. */
  publicKey: string;
}

/** `X-Signature` is base64 of RSA PKCS#1 v1.5 with SHA-256 over the exact bytes of the body. */
export function signatureHolds(
  request: WireRequest,
  { inn, key = inn }: { inn: string; key?: string | undefined },
  keys: readonly SignatureKey[],
) {
  const known = keys.find((candidate) => candidate.name === key && candidate.inn === inn);
  const given = header(request, 'x-signature');
  return known !== undefined && given !== undefined && verify('RSA-SHA256', request.body, known.publicKey, Buffer.from(given, 'base64'));
}
