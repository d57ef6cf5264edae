import type { SmsSender } from '../platform/context.ts';

const TIMEOUT_MS = 10_000;

/** The generic wire: `POST {id, to, text}`; any 2xx is success, the id makes a repeat harmless. */
export function createSmsSender(smsUrl: string): SmsSender {
  return {
    async send(message) {
      const response = await fetch(smsUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`);
    },
  };
}
