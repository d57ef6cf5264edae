import { ExchangeFailure, type Step } from './configuration.ts';

/**
 * How 1C itself can go wrong at a step: it ends before the step, sends the step twice, or loses the Authorization header or the cookie on
 * the way (proxies and FastCGI do that).
 */
export interface ClientFault {
  at: Step;
  kind: 'stop' | 'twice' | 'no-authorization' | 'no-cookie';
}

export interface SiteAnswer {
  status: number;
  contentType: string;
  bytes: Buffer;
}

export interface ExchangeCall {
  step: Step;
  method: 'GET' | 'POST';
  url: string;
  status: number;
  answer: string;
}

export interface SessionOptions {
  /** The site's address, or the whole address of the exchange where it is not Bitrix's. */
  url: string;
  user: string;
  password: string;
  faults: ClientFault[];
  calls: ExchangeCall[];
  /** `query` of UNF may take 1800 s, everything else 180 s. */
  queryTimeoutMs: number;
}

const defaultPath = '/bitrix/admin/1c_exchange.php';
const timeoutMs = 180_000;

export interface Session {
  /** The cookie and the sessid of checkauth, sent with every later call. */
  cookie?: { name: string; value: string };
  sessid?: string;
  call(step: Step, query: Readonly<Record<string, string>>, body?: Buffer): Promise<SiteAnswer>;
}

/** The calls of one exchange: Basic authorisation with each of them, one cookie for all. */
export function openSession({ url, user, password, faults, calls, queryTimeoutMs }: SessionOptions): Session {
  const address = new URL(url);
  if (address.pathname === '/') address.pathname = defaultPath;

  function takeFault(step: Step): ClientFault['kind'] | undefined {
    const place = faults.findIndex(({ at }) => at === step);
    return place < 0 ? undefined : faults.splice(place, 1)[0]?.kind;
  }

  async function send(step: Step, target: URL, body: Buffer | undefined, fault: ClientFault['kind'] | undefined): Promise<SiteAnswer> {
    const { cookie } = session;
    const method = body ? 'POST' : 'GET';
    const response = await fetch(target, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(step === 'query' ? queryTimeoutMs : timeoutMs),
      headers: {
        'user-agent': '1C+Enterprise/8.3',
        ...(fault === 'no-authorization' ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }),
        ...(cookie && fault !== 'no-cookie' ? { cookie: `${cookie.name}=${cookie.value}` } : {}),
      },
      ...(body ? { body: new Uint8Array(body) } : {}),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    calls.push({ step, method, url: target.toString(), status: response.status, answer: bytes.toString('utf8').slice(0, 2_000) });
    return { status: response.status, contentType: response.headers.get('content-type') ?? '', bytes };
  }

  const session: Session = {
    async call(step, query, body) {
      const fault = takeFault(step);
      if (fault === 'stop') throw new ExchangeFailure(step, 'Обмен прерван пользователем');
      const target = new URL(address);
      for (const [name, value] of Object.entries({ type: 'sale', ...query })) target.searchParams.set(name, value);
      if (fault === 'twice') await send(step, target, body, undefined);
      const answer = await send(step, target, body, fault);
      // The status is only logged: the body is read whatever it says.
      if (answer.bytes.length === 0) throw new ExchangeFailure(step, 'Получен пустой ответ сервера');
      return answer;
    },
  };
  return session;
}
