import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { cancelOrder } from '../../after-sale/cancel.ts';
import { handOver } from '../../after-sale/handover.ts';
import { writeJournal } from '../../connections/journal.ts';
import { enabledConnection, valuesOf, type Connection } from '../../connections/store.ts';
import type { Context } from '../../context.ts';
import { lockOrder } from '../../orders/store.ts';
import type { App } from '../../platform/http/http.ts';
import { Problem } from '../../platform/http/problems.ts';
import { equalInConstantTime } from '../../platform/security/encryption.ts';
import { commerceMl, type ExchangeProfile } from './commerce-ml.ts';
import { noteExported, orderOfNumber, takeOrders } from './exchange-store.ts';
import { ONE_C } from './one-c-provider.ts';
import { readUpload, type UploadedOrder } from './read-upload.ts';
import { toWindows1251 } from './windows-1251.ts';

const LARGEST_FILE = 16 * 1024 * 1024;
const COOKIE = 'exchange_session';
const params = z.strictObject({ id: z.string().check(z.regex(/^con_[0-9A-Za-z]{8,64}$/)) });
const query = z.object({ type: z.optional(z.string()), mode: z.optional(z.string()), filename: z.optional(z.string()) });

interface Call {
  connection: Connection;
  session: string;
  filename: string;
  body: Buffer;
}

/** Parts of files that 1C is still sending, by session and name. A restart loses them: 1C then sends the file again. */
type Parts = Map<string, Buffer[]>;

/**
 * The exchange with 1C (CommerceML, `type=sale`) as 1C really calls it: checkauth, init, query, success, file, import, one session by
 * cookie. Every answer is text with status 200, a refusal too: 1C reads the first word, not the status. Orders are exported at `success`;
 * Bitrix's module sends none, and there the repeated query ends the exchange.
 */
export async function exchangeRoutes(app: App, context: Context): Promise<void> {
  const parts: Parts = new Map();
  await app.register(async (plain) => {
    plain.removeAllContentTypeParsers();
    plain.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_FILE }, (_request, body, done) => done(null, body));
    plain.route({
      method: ['GET', 'POST'],
      url: '/exchange/1c/:id',
      bodyLimit: LARGEST_FILE,
      schema: { hide: true },
      handler: async (request, reply) => answer(context, parts, request, reply),
    });
  });
}

async function answer(context: Context, parts: Parts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const say = (text: string) => reply.type('text/plain; charset=utf-8').send(text);
  const address = params.safeParse(request.params);
  const asked = query.safeParse(request.query);
  const connection = address.success ? await enabledConnection(context.sql, address.data.id) : undefined;
  if (connection?.provider !== ONE_C || !asked.success) return say('failure\nТакого обмена нет: проверьте адрес.');
  const { mode = '', filename = '' } = asked.data;
  if (mode === 'checkauth') {
    if (!isPassword(context, connection, request)) return say('failure\nИмя или пароль неверны.');
    const id = context.ids.secret(18);
    return say(`success\n${COOKIE}\n${id}.${macOf(context, connection, id)}\n`);
  }
  const session = sessionOf(context, connection, request);
  if (session === null) return say('failure\nСеанс не открыт: начните обмен заново.');
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const call = { connection, session, filename, body };
  switch (mode) {
    case 'init':
      return say(`zip=no\nfile_limit=${LARGEST_FILE}`);
    case 'query':
      return sendOrders(context, call, reply);
    case 'success':
      await finish(context, call);
      return say('success\n');
    case 'file':
      return say(await takeFile(context, parts, call));
    case 'import':
      return say('success\n');
    default:
      return say('failure\nТакого шага нет.');
  }
}

async function sendOrders(context: Context, { connection, session }: Call, reply: FastifyReply): Promise<FastifyReply> {
  const { profile, encoding = 'utf-8' } = valuesOf(context, connection);
  const shape: ExchangeProfile = profile === 'bitrix-module' ? 'bitrix-module' : 'standard';
  // Bitrix's module asks until nothing comes, and says no more than that.
  if (shape === 'bitrix-module') await finish(context, { connection, session });
  const orders = await takeOrders(context, connection, session);
  const cyrillic = encoding === 'windows-1251';
  const xml = commerceMl(orders, shape, context.clock.now(), cyrillic ? 'windows-1251' : 'UTF-8');
  const bytes = cyrillic ? toWindows1251(xml) : Buffer.from(encoding === 'utf-8-bom' ? `\uFEFF${xml}` : xml);
  return reply.header('content-type', `application/xml; charset=${cyrillic ? 'windows-1251' : 'utf-8'}`).send(bytes);
}

async function finish(context: Context, { connection, session }: Pick<Call, 'connection' | 'session'>): Promise<void> {
  const exported = await noteExported(context, connection.id, session);
  await writeJournal(context, context.sql, connection.id, { act: 'exchange', outcome: 'done', detail: `заказов: ${exported.length}` });
}

/** A file may come in several parts under one name. It is read as soon as it is complete: `import` may never come. */
async function takeFile(context: Context, parts: Parts, { connection, session, filename, body }: Call): Promise<string> {
  const key = `${session} ${filename}`;
  const known = [...(parts.get(key) ?? []), body];
  parts.set(key, known);
  const orders = readUpload(
    Buffer.concat(known)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  );
  if (orders === null) return 'success\n';
  parts.delete(key);
  const troubles: string[] = [];
  for (const order of orders) troubles.push(...(await takeOrder(context, connection, order)));
  return ['success', ...troubles].join('\n');
}

/** The handover and the cancel of 1C are acts like the shop's own, and are refused like them. */
async function takeOrder(context: Context, connection: Connection, { number, canceled, handedOver }: UploadedOrder): Promise<string[]> {
  const orderId = await orderOfNumber(context, connection.id, number);
  if (orderId === null || (!canceled && !handedOver)) return [];
  const note = (outcome: 'done' | 'refused', detail: string | null) =>
    writeJournal(context, context.sql, connection.id, { act: 'order', outcome, orderId, subject: orderId, detail });
  try {
    await context.transaction(async (tx) => {
      const order = await lockOrder(tx.sql, orderId);
      if (order.shopId !== connection.shopId) return;
      if (canceled && order.status !== 'canceled') await cancelOrder(context, tx, order, 'shop', 'Отменён в 1С');
      else if (handedOver && !canceled) await handOver(context, tx, order);
    });
    await note('done', null);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await note('refused', error.message);
    return [`Заказ ${number}: ${error.message}`];
  }
}

function isPassword(context: Context, connection: Connection, { headers }: FastifyRequest): boolean {
  const given = /^Basic ([A-Za-z0-9+/=]+)$/.exec(headers.authorization ?? '')?.[1];
  if (given === undefined) return false;
  const { user = '', password = '' } = valuesOf(context, connection);
  return equalInConstantTime(Buffer.from(given, 'base64').toString('utf8'), `${user}:${password}`);
}

/** The cookie is enough: proxies lose the Authorization header in the middle of an exchange. */
function sessionOf(context: Context, connection: Connection, { headers }: FastifyRequest): string | null {
  const [, id, mac] = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)\\.([\\w-]+)`).exec(headers.cookie ?? '') ?? [];
  return id !== undefined && mac !== undefined && equalInConstantTime(mac, macOf(context, connection, id)) ? id : null;
}

const macOf = (context: Context, { id, changedAt }: Connection, session: string) =>
  context.encryption.blindIndex(id, 'exchange-session', `${session} ${changedAt.getTime()}`);
