import { createHash } from 'node:crypto';
import { signedContent, verify } from '../signature.ts';
import { done, refusal, type Answer } from './answer.ts';
import { behaviourFor, type Bank, type JournalEntry } from './bank.ts';
import type { Action } from './behaviour.ts';
import { accept, cancel, confirm, refund, release, signature } from './commands.ts';
import { apply, decisionOf } from './deciding.ts';
import { appoint, callOff, slots } from './meetings.ts';
import { parseMessage } from './messages.ts';

/** A request to a bank, read to its end. */
export interface GatewayRequest {
  method: string;
  path: string;
  headers: Partial<Record<string, string | string[]>>;
  rawBody: string;
  action: Action;
  /** From the path; of `apply`: from the body. */
  applicationId: string | undefined;
}

export type Verified = { verified: true; webhookId: string; entry: JournalEntry } | { verified: false; answer: Answer };

/** The signature is judged before anything else is looked at; only what passes is put down in the journal. */
export function verifyRequest(bank: Bank, request: GatewayRequest): Verified {
  const content = signedContent(request.method, request.path, request.rawBody);
  const verdict = verify(bank.outSecrets, request.headers, content, bank.timer.now());
  if (!verdict.valid) return { verified: false, answer: refusal(401, verdict.code, 'The signature does not hold.') };
  const key = request.headers['idempotency-key'];
  const entry: JournalEntry = {
    at: bank.timer.now(),
    action: request.action,
    applicationId: request.applicationId ?? applicationIdIn(request.rawBody),
    webhookId: verdict.id,
    idempotencyKey: typeof key === 'string' ? key : undefined,
    bodySha256: sha256(request.rawBody),
    failure: undefined,
    status: undefined,
  };
  bank.journal.push(entry);
  return { verified: true, webhookId: verdict.id, entry };
}

/** The bank's answer to a verified request. Equal requests get equal answers, by `webhook-id` and by Idempotency-Key. */
export function answerTo(bank: Bank, request: GatewayRequest, { webhookId, idempotencyKey }: JournalEntry): Answer | 'no-answer' {
  const requestDigest = sha256(`${request.method} ${request.path}\n${request.rawBody}`);
  const replayed = bank.replays.recall(webhookId, requestDigest);
  if (replayed) return replayed;
  const answer = request.method === 'POST' ? answerOnce(bank, request, requestDigest, idempotencyKey) : perform(bank, request, undefined);
  if (answer !== 'no-answer') bank.replays.remember(webhookId, requestDigest, answer);
  return answer;
}

function answerOnce(bank: Bank, request: GatewayRequest, requestDigest: string, key: string | undefined): Answer | 'no-answer' {
  if (!key) return refusal(422, 'idempotency_key_missing', 'Every POST needs an Idempotency-Key.');
  const known = bank.answersByKey.get(key);
  if (known && known.requestDigest !== requestDigest) {
    return refusal(422, 'idempotency_key_reused', 'This key belongs to another request.');
  }
  if (known && known.answer !== 'no-answer') return known.answer;
  const answer = perform(bank, request, key);
  bank.answersByKey.set(key, { requestDigest, answer });
  return answer;
}

function perform(bank: Bank, request: GatewayRequest, key: string | undefined): Answer | 'no-answer' {
  const parsed = parseMessage(request.action, request.rawBody);
  if (!parsed.ok) return parsed.refusal;
  const { message } = parsed;

  if (message.action === 'apply') {
    if (key !== message.applicationId) return refusal(422, 'idempotency_key_wrong', 'The key of an application is its applicationId.');
    return apply(bank, message);
  }
  if ('applicationId' in message && message.applicationId !== request.applicationId) {
    return refusal(422, 'application_mismatch', 'The body names another application than the path.');
  }
  const application = bank.applications.get(request.applicationId ?? '');
  if (!application) return refusal(404, 'application_unknown', 'This application never came.');

  switch (message.action) {
    case 'decision':
      // Who hangs up on the application hangs up on the question about it, too.
      return application.state === 'pending' && behaviourFor(bank, application).answer === 'hang'
        ? 'no-answer'
        : done(decisionOf(application));
    case 'accept':
      return accept(bank, application, message);
    case 'release':
      return release(application);
    case 'slots':
      return slots(bank, application);
    case 'appointment':
      return appoint(bank, application, message);
    case 'appointment-off':
      return callOff(application);
    case 'signature':
      return signature(bank, application, message);
    case 'confirm':
      return confirm(bank, application);
    case 'cancel':
      return cancel(bank, application);
    case 'refunds':
      return refund(bank, application, message);
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** For the journal alone: a failure may strike before anything is parsed. */
function applicationIdIn(rawBody: string): string {
  return /"applicationId":"(app_[0-9A-Za-z]{1,64})"/.exec(rawBody)?.[1] ?? '';
}
