import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';

export interface KeyAndCertificate {
  /** PEM */
  key: string;
  /** PEM */
  cert: string;
}

export interface Certificates {
  /** The authority that issued `server` and `client`, PEM. */
  ca: string;
  server: KeyAndCertificate;
  client: KeyAndCertificate;
  /** A client certificate of an authority that the stand-in does not trust. */
  stranger: KeyAndCertificate;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 24 * 60 * 60_000;

/** Keys and certificates for mutual TLS on this machine. Made anew at each start, so none is ever kept in a file. */
export async function makeCertificates(): Promise<Certificates> {
  const [authority, foreign] = await Promise.all([makeAuthority('Sandbox authority'), makeAuthority('Another authority')]);
  const [server, client, stranger] = await Promise.all([
    issue(authority, 'localhost', '02'),
    issue(authority, 'shop', '03'),
    issue(foreign, 'shop', '02'),
  ]);
  return { ca: authority.certificate.toString('pem'), server, client, stranger };
}

interface Authority {
  name: string;
  keys: webcrypto.CryptoKeyPair;
  certificate: x509.X509Certificate;
}

async function makeAuthority(name: string): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: '01',
      name: `CN=${name}`,
      ...validity(),
      signingAlgorithm: algorithm,
      keys,
      extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
    },
    webcrypto,
  );
  return { name, keys, certificate };
}

async function issue({ name, keys: authorityKeys }: Authority, commonName: string, serialNumber: string): Promise<KeyAndCertificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber,
      subject: `CN=${commonName}`,
      issuer: `CN=${name}`,
      ...validity(),
      signingAlgorithm: algorithm,
      publicKey: keys.publicKey,
      signingKey: authorityKeys.privateKey,
      extensions: [
        new x509.SubjectAlternativeNameExtension([
          { type: 'dns', value: 'localhost' },
          { type: 'ip', value: '127.0.0.1' },
        ]),
      ],
    },
    webcrypto,
  );
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`, cert: certificate.toString('pem') };
}

const validity = () => ({ notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + 365 * dayMs) });
