import type { Timer } from '../timer.ts';
import { isFinal, refusal, type Answer } from './answer.ts';

const memoryMs = 10 * 60_000;

/** Final answers by `webhook-id`, for ten minutes: a repeat gets the same bytes, the same id under another request is refused. */
export interface ReplayMemory {
  recall(webhookId: string, requestDigest: string): Answer | undefined;
  remember(webhookId: string, requestDigest: string, answer: Answer): void;
}

export function replayMemory(timer: Timer): ReplayMemory {
  const remembered = new Map<string, { requestDigest: string; answer: Answer; at: number }>();

  function forgetOld(): void {
    const oldest = timer.now().getTime() - memoryMs;
    for (const [id, { at }] of remembered) {
      if (at >= oldest) return; // a Map keeps the order of insertion
      remembered.delete(id);
    }
  }

  return {
    recall(webhookId, requestDigest) {
      forgetOld();
      const known = remembered.get(webhookId);
      if (!known) return undefined;
      return known.requestDigest === requestDigest
        ? known.answer
        : refusal(422, 'webhook_id_reused', 'This webhook-id belongs to another request.');
    },
    remember(webhookId, requestDigest, answer) {
      if (isFinal(answer) && !remembered.has(webhookId)) remembered.set(webhookId, { requestDigest, answer, at: timer.now().getTime() });
    },
  };
}
