import { invite } from '../cabinet/access/invite.ts';
import type { Role } from '../tables/schema.ts';
import type { TestBackend } from './start-backend.ts';

export interface Member {
  userId: string;
  email: string;
  password: string;
  /** As browsers send it. */
  cookie: string;
  /** Calls the cabinet's API as its pages do; `body` makes it a POST. */
  call(path: string, options?: CabinetCall): Promise<Response>;
  /** The same, and the body of an answer that must have this status. */
  gets<Body = unknown>(path: string, options?: CabinetCall & { status?: number }): Promise<Body>;
}

export interface CabinetCall {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

let count = 0;

/** A person of the shop with a password, signed in to the cabinet. */
export async function openMember(backend: TestBackend, shopId: string, role: Role, wish: { email?: string } = {}): Promise<Member> {
  count += 1;
  const email = wish.email ?? `${role}-${count}@shop.example`;
  const password = `correct horse ${count}`;
  const { userId, link } = await invite(backend.context, { shopId, email, role, by: 'operator' });
  const token = link?.split('#')[1];
  const response = await cabinetFetch(backend, '/password', {
    body: { token, password, name: role === 'head' ? 'Анна Пробная' : 'Олег Пробный' },
  });
  if (response.status !== 200) throw new Error(`the password was refused: ${response.status} ${await response.text()}`);
  return signedIn(backend, { userId, email, password, cookie: cookieOf(response) });
}

export function signedIn(backend: TestBackend, who: Pick<Member, 'userId' | 'email' | 'password' | 'cookie'>): Member {
  const member: Member = {
    ...who,
    call: (path, options = {}) => cabinetFetch(backend, path, { ...options, headers: { cookie: member.cookie, ...options.headers } }),
    async gets<Body>(path: string, { status = 200, ...options }: CabinetCall & { status?: number } = {}) {
      const response = await member.call(path, options);
      const text = await response.text();
      if (response.status !== status) throw new Error(`${path} answered ${response.status}: ${text}`);
      return (text === '' ? null : JSON.parse(text)) as Body;
    },
  };
  return member;
}

/** A request as a page of the cabinet sends it. */
export function cabinetFetch(backend: TestBackend, path: string, { method, body, headers }: CabinetCall = {}): Promise<Response> {
  const { origin } = new URL(backend.context.config.cabinetUrl);
  return fetch(`${backend.url}/cabinet/api${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { origin, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'manual',
  });
}

/** What a browser would send back of the cookies in an answer. */
export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
}
