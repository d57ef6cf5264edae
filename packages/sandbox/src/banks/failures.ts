import type { FastifyReply } from 'fastify';
import type { Answer } from './answer.ts';
import { behaviourFor, type Bank, type JournalEntry } from './bank.ts';
import { lastNameIn } from './messages.ts';
import { behaviourBySurname } from './surnames.ts';
import { alter, type Failure, type Behaviour } from './behaviour.ts';

/** The failure that strikes this request, counted for each application apart. */
export function nextFailure(bank: Bank, { action, applicationId }: JournalEntry, rawBody: string): Failure | undefined {
  const { failures } = behaviourOf(bank, applicationId, rawBody);
  for (const [place, failure] of failures.entries()) {
    if (failure.on !== 'any' && failure.on !== action) continue;
    if (failure.times === null) return failure;
    const key = `${applicationId} ${place}`;
    const strikes = bank.strikes.get(key) ?? 0;
    if (strikes >= failure.times) continue;
    bank.strikes.set(key, strikes + 1);
    return failure;
  }
  return undefined;
}

/** The first request of an application may fail before the bank has taken it: then the surname in its body tells. */
function behaviourOf(bank: Bank, applicationId: string, rawBody: string): Behaviour {
  const application = bank.applications.get(applicationId);
  if (application) return behaviourFor(bank, application);
  return alter(bank.behaviour, behaviourBySurname(lastNameIn(rawBody), bank.profile.id) ?? {});
}

/** Sends the failure in place of the answer, which only a `late` one still gives. */
export function sendFailure(bank: Bank, reply: FastifyReply, failure: Failure, answer: Answer | 'no-answer' | undefined): void {
  const { raw } = reply;
  switch (failure.kind) {
    case 'status-500':
      void reply.code(500).send({ type: 'about:blank', title: 'The bank is out of order.', status: 500, code: 'internal' });
      return;
    case 'status-429':
      void reply
        .code(429)
        .header('retry-after', '1')
        .send({ type: 'about:blank', title: 'Too many requests.', status: 429, code: 'too_many' });
      return;
    case 'reset':
      reply.hijack();
      raw.socket?.resetAndDestroy();
      return;
    case 'malformed':
      reply.hijack();
      raw.writeHead(200, { 'content-type': 'application/json' }).end('{"applicationId":"app_');
      return;
    case 'wrong-answer':
      void reply.code(200).send({ ok: true });
      return;
    case 'oversized':
      void reply.code(200).send({ padding: 'x'.repeat(300 * 1024) });
      return;
    case 'slow-body':
      reply.hijack();
      raw.writeHead(200, { 'content-type': 'application/json' });
      dribble(bank, raw, 60);
      return;
    case 'late':
      reply.hijack();
      bank.later(failure.delayMs, () => {
        if (answer === undefined || answer === 'no-answer') return;
        raw.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
      });
      return;
    case 'hang':
      reply.hijack();
  }
}

/** One blank a second for a minute: JSON allows it, and no caller should wait for the end. */
function dribble(bank: Bank, raw: FastifyReply['raw'], left: number): void {
  if (raw.destroyed) return;
  if (left === 0) {
    raw.end('{}');
    return;
  }
  raw.write(' ');
  bank.timer.after(1_000, () => dribble(bank, raw, left - 1));
}
