import { randomBytes } from 'node:crypto';
import { json, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import type { Timer } from '../../timer.ts';
import { errors, RestError, restErrorAnswer } from './rest-error.ts';
import { paramsOf } from './rest-call.ts';

export interface Application {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  /** What the portal signs its events with. */
  applicationToken: string;
  scopes: readonly string[];
}

export interface OAuth {
  /** GET /oauth/authorize/: a person of the portal consents at once. */
  authorize(request: WireRequest): WireAnswer;
  /** GET with a query as documented, or POST of a form. */
  token(request: WireRequest): WireAnswer;
  applicationOf(token: string): Application;
  /** A token for an event that a person caused. */
  accessToken(application: Application): string;
  expireAll(): void;
  /** The portal's subscription has ended. */
  paymentRequired: boolean;
}

const codeMs = 30_000;
const accessMs = 60 * 60_000;
const refreshMs = 180 * 24 * 60 * 60_000;

/** Access 1 h; refresh 180 days and new each time. Unproven: that a used refresh token is refused at once. */
export function oauth(applications: readonly Application[], timer: Timer, origin: () => string): OAuth {
  const codes = new Map<string, { application: Application; until: number }>();
  const access = new Map<string, { application: Application; until: number }>();
  const refresh = new Map<string, { application: Application; until: number }>();
  const now = () => timer.now().getTime();

  function give(store: Map<string, { application: Application; until: number }>, application: Application, lifeMs: number): string {
    const token = randomBytes(24).toString('hex');
    store.set(token, { application, until: now() + lifeMs });
    return token;
  }

  function take(store: typeof codes, token: unknown): Application | undefined {
    const entry = typeof token === 'string' ? store.get(token) : undefined;
    if (typeof token === 'string') store.delete(token);
    return entry && entry.until > now() ? entry.application : undefined;
  }

  function exchange(request: WireRequest): WireAnswer {
    const params = paramsOf(request);
    const application = applications.find(({ clientId }) => clientId === params['client_id']);
    if (!application || application.clientSecret !== params['client_secret']) throw new RestError(400, 'invalid_client', 'Invalid client');
    if (self.paymentRequired) throw new RestError(402, 'PAYMENT_REQUIRED', 'Payment required');
    const grant = params['grant_type'];
    if (grant !== 'authorization_code' && grant !== 'refresh_token') throw new RestError(400, 'invalid_request', 'Unsupported grant type');
    const granted = grant === 'refresh_token' ? take(refresh, params['refresh_token']) : take(codes, params['code']);
    if (granted !== application) throw new RestError(400, 'invalid_grant', 'Invalid grant');
    return json(200, {
      access_token: give(access, application, accessMs),
      expires: Math.floor((now() + accessMs) / 1000),
      expires_in: accessMs / 1000,
      scope: application.scopes.join(','),
      domain: new URL(origin()).host,
      server_endpoint: `${origin()}/rest/`,
      client_endpoint: `${origin()}/rest/`,
      status: 'L',
      member_id: 'a223c6b3710f85df22e9377d6c4f7553',
      user_id: 1,
      refresh_token: give(refresh, application, refreshMs),
    });
  }

  const self: OAuth = {
    paymentRequired: false,
    authorize({ query }) {
      const application = applications.find(({ clientId }) => clientId === query.get('client_id'));
      if (!application)
        return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html><body>Приложение не найдено</body></html>' };
      const target = new URL(application.redirectUri);
      target.searchParams.set('code', give(codes, application, codeMs));
      target.searchParams.set('state', query.get('state') ?? '');
      target.searchParams.set('domain', new URL(origin()).host);
      target.searchParams.set('member_id', 'a223c6b3710f85df22e9377d6c4f7553');
      target.searchParams.set('scope', application.scopes.join(','));
      target.searchParams.set('server_domain', new URL(origin()).host);
      return { status: 302, headers: { location: target.toString() } };
    },
    token(request) {
      try {
        return exchange(request);
      } catch (error) {
        if (error instanceof RestError) return restErrorAnswer(error);
        throw error;
      }
    },
    applicationOf(token) {
      const entry = access.get(token);
      if (!entry) throw errors.invalidToken();
      if (entry.until <= now()) throw errors.expiredToken();
      return entry.application;
    },
    accessToken: (application) => give(access, application, accessMs),
    expireAll() {
      for (const entry of access.values()) entry.until = 0;
    },
  };
  return self;
}
