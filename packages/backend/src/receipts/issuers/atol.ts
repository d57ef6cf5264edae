import * as z from 'zod/mini';
import type { Provider, Values } from '../../connections/provider.ts';
import { readTokens, saveTokens } from '../../connections/store.ts';
import { refused } from '../../connections/why-no-answer.ts';
import type { Context } from '../../context.ts';
import { callNeighbour, type NeighbourAnswer } from '../../platform/outbound/call-neighbour.ts';
import { callbackAddress } from '../callback-address.ts';
import type { ReceiptAnswer } from '../receipt-request.ts';
import { atolBody, type AtolVersion } from './atol-body.ts';
import { again, isPassing, refusedWith, type Asked, type ReceiptIssuer } from './issuer.ts';

const errorSchema = z.object({ code: z.number(), text: z.string() });
const answerSchema = z.object({
  uuid: z.optional(z.string()),
  status: z.optional(z.string()),
  token: z.optional(z.string()),
  error: z.nullish(errorSchema),
  payload: z.nullish(
    z.object({
      fn_number: z.string(),
      fiscal_document_number: z.number(),
      fiscal_document_attribute: z.number(),
      ofd_receipt_url: z.nullish(z.string()),
    }),
  ),
});
type AtolAnswer = z.infer<typeof answerSchema>;

/** 11: the token's time is over · 10: it is not known. */
const tokenIsGone = (code: number | undefined) => code === 10 || code === 11;
/** The report: nothing printed it in time (−1 in v4's document, 1 elsewhere). */
const tooLong = (code: number) => code === -1 || code === 1;

/** ATOL Online of either protocol; Evotor speaks v5 at an address of its own. */
export function atolIssuer(version: AtolVersion): ReceiptIssuer {
  return {
    async issue(context, { connection, values }, asked) {
      const ask = (token: string) =>
        asked.handle === null ? register(context, version, values, asked, token) : report(context, version, values, asked.handle, token);
      const known = await readTokens(context, context.sql, connection.id);
      const token = known?.['token'] ?? (await newToken(context, version, values, connection.id));
      if (typeof token !== 'string') return token;
      const first = await ask(token);
      const read = readAnswer(first);
      if (!read || !tokenIsGone(read.error?.code)) return judge(first, read, asked);
      const renewed = await newToken(context, version, values, connection.id);
      if (typeof renewed !== 'string') return renewed;
      const second = await ask(renewed);
      return judge(second, readAnswer(second), asked);
    },
  };
}

function judge(answer: NeighbourAnswer, read: AtolAnswer | null, asked: Asked): ReceiptAnswer {
  if (!read || isPassing(answer)) return again(read?.error?.text ?? `АТОЛ ответил ${answer.status}.`);
  const { error, uuid, status, payload } = read;
  // A repeat of the same id: the first document is there.
  if (error?.code === 33 && uuid !== undefined) return { state: 'taken', handle: uuid };
  if (error?.code === 34) return { state: 'taken', handle: asked.handle ?? '' };
  if (asked.handle === null && !error && uuid !== undefined) return { state: 'taken', handle: uuid };
  if (asked.handle !== null && status === 'done' && payload) {
    const { fn_number: drive, fiscal_document_number: document, fiscal_document_attribute: sign, ofd_receipt_url: url = null } = payload;
    return { state: 'issued', url, fiscal: { drive, document: String(document), sign: String(sign) } };
  }
  if (!error) return again('АТОЛ ответил не так, как описано.');
  if (asked.handle !== null && status === 'fail' && tooLong(error.code)) return { state: 'expired', reason: error.text };
  return status === 'fail' || answer.status < 500 ? refusedWith(`${error.text} (код ${error.code})`) : again(error.text);
}

function readAnswer({ json }: NeighbourAnswer): AtolAnswer | null {
  const parsed = answerSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

const addressOf = (version: AtolVersion, { address }: Values) => `${(address ?? '').replace(/\/+$/, '')}/${version}`;
const asJson = { 'content-type': 'application/json; charset=utf-8' };

function register(context: Context, version: AtolVersion, values: Values, { request }: Asked, token: string): Promise<NeighbourAnswer> {
  const operation = request.isReturn ? 'sell_refund' : 'sell';
  return callNeighbour({
    url: `${addressOf(version, values)}/${encodeURIComponent(values['group'] ?? '')}/${operation}`,
    method: 'POST',
    headers: { ...asJson, token },
    body: JSON.stringify(atolBody(version, request, callbackAddress(context, request.id))),
    allowLoopback: !context.config.production,
  });
}

function report(context: Context, version: AtolVersion, values: Values, handle: string, token: string): Promise<NeighbourAnswer> {
  const url = `${addressOf(version, values)}/${encodeURIComponent(values['group'] ?? '')}/report/${encodeURIComponent(handle)}`;
  return callNeighbour({ url, headers: { token }, allowLoopback: !context.config.production });
}

/** Asks for a token and keeps it; a refusal instead. */
async function newToken(context: Context, version: AtolVersion, values: Values, connectionId: string): Promise<string | ReceiptAnswer> {
  const answer = await getToken(context, version, values);
  const read = readAnswer(answer);
  if (read?.token !== undefined && !read.error) {
    await saveTokens(context, context.sql, connectionId, { token: read.token });
    return read.token;
  }
  if (!read || isPassing(answer)) return again(`АТОЛ не дал ключ: ответ ${answer.status}.`);
  return refusedWith(read.error?.text ?? 'АТОЛ не дал ключ.');
}

function getToken(context: Context, version: AtolVersion, { login, password, ...values }: Values): Promise<NeighbourAnswer> {
  return callNeighbour({
    url: `${addressOf(version, values)}/getToken`,
    method: 'POST',
    headers: asJson,
    body: JSON.stringify({ login, pass: password }),
    allowLoopback: !context.config.production,
  });
}

const same = (text: string) => ({ ru: text, en: text });
const bases = {
  v4: [{ value: 'https://online.atol.ru/possystem', label: { ru: 'АТОЛ Онлайн', en: 'ATOL Online' } }],
  v5: [
    { value: 'https://online.atol.ru/possystem', label: { ru: 'АТОЛ Онлайн', en: 'ATOL Online' } },
    { value: 'https://fiscalization.evotor.ru/possystem', label: { ru: 'Эвотор', en: 'Evotor' } },
  ],
};

/** Two neighbours: a group of registers speaks one version only. */
export function atolProvider(version: AtolVersion): Provider<Context> {
  return {
    name: `atol-${version}`,
    kind: 'receipts',
    title: version === 'v4' ? 'АТОЛ Онлайн, ФФД 1.05' : 'АТОЛ Онлайн и Эвотор, ФФД 1.2',
    note: {
      ru: 'Логин, пароль и код группы — в личном кабинете АТОЛ Онлайн, «Настройки интегратора».',
      en: 'Login, password and group code stand in ATOL Online’s cabinet under the integrator’s settings.',
    },
    fields: [
      { name: 'login', label: { ru: 'Логин', en: 'Login' }, kind: 'text' },
      { name: 'password', label: { ru: 'Пароль', en: 'Password' }, kind: 'secret' },
      { name: 'group', label: { ru: 'Код группы', en: 'Group code' }, kind: 'text' },
      {
        name: 'address',
        label: { ru: 'Адрес сервиса', en: 'Address of the service' },
        hint: same(bases[version].map(({ value }) => value).join(' · ')),
        kind: 'address',
        default: bases[version][0]?.value ?? '',
      },
    ],
    async check(context, { values }) {
      const token = readAnswer(await getToken(context, version, values));
      if (token?.token === undefined || token.error) {
        const said = token?.error?.text ?? 'Сервис ответил не так, как описано.';
        return { ok: false, code: 'credentials_wrong', detail: same(said) };
      }
      // A report of a document that nobody has: 30 means that the group is ours.
      const read = readAnswer(await report(context, version, values, '00000000-0000-4000-8000-000000000000', token.token));
      const code = read?.error?.code;
      return code === 30 || code === 34
        ? { ok: true }
        : refused(read?.error?.text ?? 'Сервис ответил не так, как описано.', 'The group code is refused.');
    },
  };
}
