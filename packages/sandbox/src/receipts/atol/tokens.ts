import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { json, mediaType, parseJson, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import type { Timer } from '../../timer.ts';
import { atolTime, refuse } from './answers.ts';
import { wrongFields } from './wrong-fields.ts';

export type AtolVersion = 'v4' | 'v5';

export interface AtolAccount {
  login: string;
  pass: string;
  /** The group of registers, `group_code` in the addresses. */
  group: string;
  /** What the registers of the group are registered for: a receipt with another INN fails with 2009. */
  inn: string;
  /** FFD 1.05 groups speak v4 only, FFD 1.2 groups v5 only. */
  version: AtolVersion;
  blocked?: boolean;
}

const credentials = z.strictObject({
  login: z.string().min(1).max(100),
  pass: z.string().min(1).max(100),
  source: z
    .string()
    .max(100)
    .regex(/^[a-zA-Z0-9_\-@.]+$/)
    .optional(),
});

const lifeMs = 24 * 60 * 60_000;

export interface AtolTokens {
  give(request: WireRequest, version: AtolVersion): WireAnswer;
  /** The account of the request's token, or the refusal. */
  accountOf(request: WireRequest, version: AtolVersion, group: string): { account: AtolAccount } | { refusal: WireAnswer };
  expireAll(): void;
}

/** Tokens live 24 hours from the first request; until then a repeat gives the same one, which the document allows. */
export function atolTokens(accounts: readonly AtolAccount[], timer: Timer): AtolTokens {
  const given = new Map<string, { account: AtolAccount; until: number }>();

  const lives = ({ until }: { until: number }) => until > timer.now().getTime();

  function tokenFor(account: AtolAccount): string {
    for (const [token, entry] of given) if (entry.account === account && lives(entry)) return token;
    const token = randomBytes(24).toString('hex');
    given.set(token, { account, until: timer.now().getTime() + lifeMs });
    return token;
  }

  return {
    give(request, version) {
      const now = timer.now();
      if (mediaType(request) !== 'application/json') return refuse(41, now, mediaType(request));
      const body = parseJson(request.body.toString('utf8'));
      if (!body.ok) return refuse(40, now);
      const parsed = credentials.safeParse(body.value);
      if (!parsed.success) return refuse(13, now, wrongFields(parsed.error));
      const account = accounts.find(({ login, pass }) => login === parsed.data.login && pass === parsed.data.pass);
      if (!account) return refuse(12, now);
      if (account.blocked) return refuse(14, now);
      if (account.version !== version) return refuse(21, now);
      return json(200, { error: null, token: tokenFor(account), timestamp: atolTime(now) });
    },
    accountOf(request, version, group) {
      const now = timer.now();
      const token = request.headers['token'] ?? request.query.get('token');
      const entry = typeof token === 'string' ? given.get(token) : undefined;
      if (!entry) return { refusal: refuse(10, now) };
      if (!lives(entry)) return { refusal: refuse(11, now) };
      if (entry.account.version !== version) return { refusal: refuse(21, now) };
      if (entry.account.group !== group) return { refusal: refuse(20, now) };
      return { account: entry.account };
    },
    expireAll() {
      for (const entry of given.values()) entry.until = 0;
    },
  };
}
