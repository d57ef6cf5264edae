// What the backend is measured against, in a process of its own: a server that answers the requests of a whole application with the same
// number of commits, one row each, and the same calls to the SMS gateway and the banks, and does nothing else: no checks, no keys, no
// encrypting, no queue, no retries, no second node.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

interface Setting {
  databaseUrl: string;
  smsUrl: string;
  banks: { id: string; url: string }[];
  /** Of a whole application. */
  commits: number;
}

const setting = JSON.parse(process.argv[2] ?? '') as Setting;
const pool = new pg.Pool({ connectionString: setting.databaseUrl, max: 16 });
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
/** Before the banks are asked. */
const commitsOf = { order: 2, phone: 2, code: 2, draft: 1, submit: 1 };
const commitsOfAnswers = Math.max(1, setting.commits - Object.values(commitsOf).reduce((sum, commits) => sum + commits, 0));
const streams = new Map<string, ServerResponse>();
const answered = new Set<string>();
const consent = { version: '1' };

const server = createServer((incoming, response) => void answer(incoming, response));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
process.on('disconnect', () => process.exit());

async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of incoming as AsyncIterable<Buffer>) text += chunk.toString();
  const body = (text === '' ? {} : JSON.parse(text)) as { phone?: string };
  const id = (incoming.headers.authorization ?? '').slice('Bearer '.length);
  const send = (status: number, content: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  switch (`${incoming.method} ${incoming.url}`) {
    case 'POST /v1/orders': {
      const order = randomUUID();
      await commit(commitsOf.order);
      return void send(201, { id: order, session: order });
    }
    case 'POST /v1/session/phone':
      await commit(commitsOf.phone);
      void call(setting.smsUrl, { to: body.phone, text: '#123456' });
      return void send(200, {});
    case 'POST /v1/session/phone/code':
      await commit(commitsOf.code);
      return void send(200, { token: id });
    case 'PUT /v1/session/draft':
      await commit(commitsOf.draft);
      return void response.writeHead(204).end();
    case 'POST /v1/session/submit':
      await commit(commitsOf.submit);
      void askBanks(id);
      return void send(202, {});
    case 'GET /v1/session/events':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      streams.set(id, response);
      return tell(id);
    default:
      return void send(200, { banks: setting.banks.map((bank) => ({ id: bank.id, consent })), creditHistoryConsent: consent });
  }
}

async function askBanks(id: string): Promise<void> {
  const asked = { applicationId: id, product: 'installment', amount: 4_999_000, firstPayment: 0, term: 12 };
  await Promise.all(setting.banks.map(({ url }) => call(`${url}/applications`, asked)));
  await commit(commitsOfAnswers);
  answered.add(id);
  tell(id);
}

function tell(id: string): void {
  const stream = streams.get(id);
  if (!stream || !answered.has(id)) return;
  streams.delete(id);
  answered.delete(id);
  stream.write(setting.banks.map((bank) => `event: decision\ndata: ${JSON.stringify(bank)}\n\n`).join(''));
}

async function commit(times: number): Promise<void> {
  const client = await pool.connect();
  for (let time = 0; time < times; time += 1) {
    await client.query('begin');
    await client.query({ name: 'row', text: 'insert into plain (content) values ($1)', values: ['x'.repeat(500)] });
    await client.query('commit');
  }
  client.release();
}

function call(url: string, body: object): Promise<void> {
  const bytes = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => response.resume().on('end', resolve));
    sent.on('error', reject).end(bytes);
  });
}
