import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { banksFileSchema, type BankConfig, type OrderStatus } from '@installment-button/protocol';
import type { EncryptionKeys } from './platform/security/encryption.ts';
import { isProxyAddress } from './platform/security/network.ts';
import { isLoopback } from './shops/origins.ts';

/** Everything the environment may set, checked once at the start. */
export interface Config {
  production: boolean;
  /** The interface to listen on. */
  host: string;
  port: number;
  /** Without a trailing slash. */
  publicUrl: string;
  cabinetUrl: string;
  databaseUrl: string | null;
  dataDir: string;
  banks: BankConfig[];
  keys: EncryptionKeys;
  smtpUrl: string;
  smsUrl: string;
  /** The address of a cash register's adapter. */
  receiptsUrl: string | null;
  role: 'all' | 'web' | 'worker';
  decisionSeconds: number;
  lateMinutes: number;
  expiryHours: Record<'created' | 'submitted' | 'approved' | 'signed', number>;
  retentionDays: number;
  calendarFile: string | null;
  releasesDir: string | null;
  trustedProxies: string[];
  metricsToken: string | null;
  logLevel: string;
}

/** A wrong or missing variable. The start prints the message and ends. */
export class ConfigError extends Error {
  constructor(variable: string, fault: string) {
    super(`${variable}: ${fault}`);
  }
}

type Environment = Record<string, string | undefined>;

/** Which variables a program needs. A command of the operator's shell needs fewer than the server. */
export interface ConfigNeeds {
  banks: boolean;
  /** Mail server and SMS gateway. */
  delivery: boolean;
}

/** True in `dist`. Sources run as TypeScript. */
const isBuilt = !import.meta.filename.endsWith('.ts');

/**
 * @param built what was built is a production server unless NODE_ENV is `development`, so that a forgotten variable never makes an
 * insecure server; sources are a development server unless NODE_ENV is `production`
 */
export function readConfig(
  environment: Environment,
  needs: ConfigNeeds = { banks: true, delivery: true },
  built: boolean = isBuilt,
): Config {
  const production = built ? environment.NODE_ENV !== 'development' : environment.NODE_ENV === 'production';
  const dataDir = resolve(environment.DATA_DIR ?? './data');
  const port = integer(environment, 'PORT', 4000, 0, 65_535);
  const publicUrl = readPublicUrl(environment, production, port);
  const databaseUrl = environment.DATABASE_URL ? url(environment, 'DATABASE_URL', '', ['postgres:', 'postgresql:']) : null;
  if (production && databaseUrl === null && environment.DATABASE_EMBEDDED !== 'yes') {
    throw new ConfigError(
      'DATABASE_URL',
      'missing; in production the embedded database needs DATABASE_EMBEDDED=yes, because it survives a kill but not a power cut',
    );
  }
  return {
    production,
    host: environment.HOST || (production ? '::' : '127.0.0.1'),
    port,
    publicUrl,
    cabinetUrl: url(environment, 'CABINET_URL', `${publicUrl}/cabinet`, ['http:', 'https:']),
    databaseUrl,
    dataDir,
    banks: needs.banks || environment.BANKS_FILE ? readBanks(environment) : [],
    keys: readKeys(environment, production, dataDir),
    smtpUrl: delivery(environment, 'SMTP_URL', production && needs.delivery, 'smtp://localhost:4025', ['smtp:', 'smtps:']),
    smsUrl: delivery(environment, 'SMS_URL', production && needs.delivery, 'http://localhost:4010/sms', ['http:', 'https:']),
    receiptsUrl: environment.RECEIPTS_URL ? url(environment, 'RECEIPTS_URL', '', production ? ['https:'] : ['http:', 'https:']) : null,
    role: oneOf(environment, 'ROLE', ['all', 'web', 'worker'], 'all'),
    decisionSeconds: integer(environment, 'DECISION_SECONDS', 120, 1, 86_400),
    lateMinutes: number(environment, 'LATE_MINUTES', 15, 0, 1440),
    expiryHours: readExpiry(environment),
    retentionDays: integer(environment, 'RETENTION_DAYS', 180, 1, 36_500),
    calendarFile: existing(environment, 'CALENDAR_FILE'),
    releasesDir: existing(environment, 'RELEASES_DIR'),
    trustedProxies: readTrustedProxies(environment),
    metricsToken: environment.METRICS_TOKEN || null,
    logLevel: oneOf(environment, 'LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info'),
  };
}

/** A development server has an insecure cookie, keys made by itself, and takes loopback webhooks: it must not be reachable. */
function readPublicUrl(environment: Environment, production: boolean, port: number): string {
  if (production && !environment.PUBLIC_URL)
    throw new ConfigError(
      'PUBLIC_URL',
      'missing; must be the https address of this service. On a developer’s machine set NODE_ENV=development',
    );
  const publicUrl = url(environment, 'PUBLIC_URL', `http://localhost:${port}`, production ? ['https:'] : ['http:', 'https:']);
  if (!production && !isLoopback(new URL(publicUrl)))
    throw new ConfigError('PUBLIC_URL', 'must be on localhost while NODE_ENV is development; a public server needs NODE_ENV=production');
  return publicUrl;
}

function readTrustedProxies(environment: Environment): string[] {
  const proxies = (environment.TRUSTED_PROXIES ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const wrong = proxies.find((proxy) => !isProxyAddress(proxy));
  if (wrong === undefined) return proxies;
  throw new ConfigError('TRUSTED_PROXIES', `${wrong} is not an address or a network such as 10.0.0.0/8`);
}

function number(environment: Environment, name: string, fallback: number, least: number, most: number): number {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isFinite(value) || value < least || value > most) throw new ConfigError(name, `must be a number from ${least} to ${most}`);
  return value;
}

function integer(environment: Environment, name: string, fallback: number, least: number, most: number): number {
  const value = number(environment, name, fallback, least, most);
  if (!Number.isInteger(value)) throw new ConfigError(name, 'must be a whole number');
  return value;
}

function oneOf<const Choice extends string>(environment: Environment, name: string, choices: Choice[], fallback: Choice): Choice {
  const text = environment[name] ?? fallback;
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new ConfigError(name, `must be one of ${choices.join(', ')}`);
  return found;
}

function url(environment: Environment, name: string, fallback: string, protocols: string[]): string {
  const text = environment[name] ?? fallback;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new ConfigError(name, `must be an address that starts with ${protocols.join(' or ')}//`);
  }
  return text.replace(/\/+$/, '');
}

function delivery(environment: Environment, name: string, production: boolean, sandbox: string, protocols: string[]): string {
  if (production && !environment[name]) throw new ConfigError(name, 'missing; in production there is no sandbox inbox');
  return url(environment, name, sandbox, protocols);
}

function existing(environment: Environment, name: string): string | null {
  const path = environment[name];
  if (!path) return null;
  if (!existsSync(path)) throw new ConfigError(name, 'no such file or folder');
  return resolve(path);
}

function readExpiry(environment: Environment): Config['expiryHours'] {
  const hours = { created: 168, submitted: 24, approved: 72, signed: 336 };
  for (const part of (environment.EXPIRY_HOURS ?? '').split(',').filter((text) => text.trim() !== '')) {
    const [status = '', value = ''] = part.trim().split('=');
    if (!isExpiring(status, hours) || !(Number(value) > 0))
      throw new ConfigError('EXPIRY_HOURS', 'must look like created=168,submitted=24,approved=72,signed=336');
    hours[status] = Number(value);
  }
  return hours;
}

function isExpiring(status: string, hours: Config['expiryHours']): status is keyof Config['expiryHours'] {
  return Object.hasOwn(hours, status);
}

/** Hours until an order in this status expires; null: it does not expire. */
export function expiryOf(config: Config, status: OrderStatus): number | null {
  return isExpiring(status, config.expiryHours) ? config.expiryHours[status] : null;
}

function readBanks(environment: Environment): BankConfig[] {
  const path = environment.BANKS_FILE;
  if (!path) throw new ConfigError('BANKS_FILE', 'missing; give the path of the JSON file that lists the banks');
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new ConfigError('BANKS_FILE', `${path} cannot be read as JSON`);
  }
  const parsed = banksFileSchema.safeParse(content);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError('BANKS_FILE', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a list of banks'}`);
  }
  return parsed.data;
}

const keyNames = { encryption: 'ENCRYPTION_KEYS', index: 'INDEX_KEY', link: 'LINK_KEY' } as const;

function readKeys(environment: Environment, production: boolean, dataDir: string): EncryptionKeys {
  const made = production ? null : developmentKeys(dataDir);
  const read = (name: (typeof keyNames)[keyof typeof keyNames]): Buffer[] => {
    const text = environment[name] || made?.[name];
    if (!text) throw new ConfigError(name, 'missing; must be 32 random bytes in base64');
    return text.split(',').map((part) => {
      const key = Buffer.from(part.trim(), 'base64');
      if (key.length !== 32) throw new ConfigError(name, 'each key must be 32 bytes in base64');
      return key;
    });
  };
  const only = (name: (typeof keyNames)[keyof typeof keyNames]): Buffer => {
    const [key, ...more] = read(name);
    if (!key || more.length > 0) throw new ConfigError(name, 'must be one key');
    return key;
  };
  return { encryption: read(keyNames.encryption), index: only(keyNames.index), link: only(keyNames.link) };
}

/** Made once, so that a developer's data can be read after a restart. */
function developmentKeys(dataDir: string): Record<string, string> {
  const path = join(dataDir, 'development-keys.json');
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const keys = Object.fromEntries(Object.values(keyNames).map((name) => [name, randomBytes(32).toString('base64')]));
    try {
      writeFileSync(path, JSON.stringify(keys), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Two commands may start at once. The keys of the first are used.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  const keys: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return Object.fromEntries(Object.entries(keys ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
