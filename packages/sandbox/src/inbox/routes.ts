import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Inbox, Message } from './inbox.ts';

const smsSchema = z.strictObject({ id: z.string().min(1).max(200), to: z.string().min(1).max(40), text: z.string().min(1).max(2_000) });
const querySchema = z.object({ to: z.string().optional(), kind: z.enum(['sms', 'mail']).optional() });

/** `POST /sms` is what `SMS_URL` points at; the rest is for the inbox page and for tests. */
export function inboxRoutes(server: FastifyInstance, inbox: Inbox): void {
  server.post('/sms', (request, reply) => {
    const { id, to, text } = smsSchema.parse(request.body);
    const taken = inbox.add({ id, kind: 'sms', to, subject: null, text });
    return taken
      ? reply.code(200).send({ id })
      : reply.code(409).send({ title: 'This id already belongs to another SMS.', status: 409, code: 'id_reused' });
  });

  server.get('/inbox/messages', (request) => ({ data: inbox.messages(querySchema.parse(request.query)) }));

  // Server-sent events: what is already there first, then each message as it comes.
  server.get('/inbox/stream', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const send = (message: Message) =>
      raw.write(`event: message\nid: ${encodeURIComponent(message.id)}\ndata: ${JSON.stringify(message)}\n\n`);
    raw.write('retry: 1000\n\n');
    inbox.messages().forEach(send);
    const stop = inbox.listen(send);
    const beat = setInterval(() => raw.write(': \n\n'), 20_000);
    request.raw.on('close', () => {
      clearInterval(beat);
      stop();
    });
  });
}
