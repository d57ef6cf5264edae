export interface Configuration {
  port: number;
  host: string;
  /** Where buyers see this shop; its origin must be registered with the service. */
  publicUrl: string;
  /** The installment service. */
  installmentUrl: string;
  /** `sk_…`: creates orders. Stays on this server. */
  secretKey: string;
  /** `pk_…`: may stand in a page. */
  publishableKey: string;
  /** `whsec_…`. Absent: the shop registers its webhook address at the start and keeps the secret in `dataDir`. */
  webhookSecret: string | undefined;
  /** Orders and the webhook secret. */
  dataDir: string;
}

/** A wrong or missing variable stops the start with one line that names it. */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const port = Number(environment['PORT'] ?? 4020);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT: not a port');
  return {
    port,
    host: environment['HOST'] ?? '127.0.0.1',
    publicUrl: environment['PUBLIC_URL'] ?? `http://localhost:${port}`,
    installmentUrl: origin('INSTALLMENT_URL', environment['INSTALLMENT_URL'] ?? 'http://localhost:4000'),
    secretKey: key('SECRET_KEY', environment['SECRET_KEY'], 'sk_'),
    publishableKey: key('PUBLISHABLE_KEY', environment['PUBLISHABLE_KEY'], 'pk_'),
    webhookSecret: environment['WEBHOOK_SECRET'] || undefined,
    dataDir: environment['DATA_DIR'] ?? './data/storefront',
  };
}

function key(name: string, value: string | undefined, prefix: string): string {
  if (!value?.startsWith(prefix)) throw new Error(`${name}: needs a key that begins with ${prefix}`);
  return value;
}

function origin(name: string, value: string): string {
  if (!URL.canParse(value)) throw new Error(`${name}: not an address`);
  return new URL(value).origin;
}
