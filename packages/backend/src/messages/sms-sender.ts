import * as z from 'zod/mini';
import type { SmsSender } from '../context.ts';

const TIMEOUT_MS = 10_000;

/** The generic wire, or that of a provider which the address names. */
export function createSmsSender(smsUrl: string): SmsSender {
  const url = new URL(smsUrl);
  return url.hostname === 'sms.ru' ? smsRu(url, 'https://sms.ru/sms/send') : generic(smsUrl);
}

/** `POST {id, to, text}`; any 2xx is success, the id makes a repeat harmless. */
function generic(smsUrl: string): SmsSender {
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

const acceptedCode = 100;
const smsRuSchema = z.object({ status_code: z.int(), sms: z.optional(z.record(z.string(), z.object({ status_code: z.int() }))) });

/**
 * SMS.RU: `https://{api_id}@sms.ru/?from={sender}`. Its answer is 200 with a code for the request and one for the phone. It knows no id
 * of ours: a message whose answer is lost may come twice.
 */
export function smsRu(url: URL, endpoint: string): SmsSender {
  const from = url.searchParams.get('from');
  return {
    async send({ to, text }) {
      const form = new URLSearchParams({ api_id: decodeURIComponent(url.username), to: to.replace('+', ''), msg: text, json: '1' });
      if (from !== null) form.set('from', from);
      const response = await fetch(endpoint, { method: 'POST', body: form, signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) throw new Error(`SMS.RU answered ${response.status}`);
      const { status_code: request, sms = {} } = smsRuSchema.parse(await response.json());
      const refused = [request, ...Object.values(sms).map((message) => message.status_code)].find((code) => code !== acceptedCode);
      if (refused !== undefined) throw new Error(`SMS.RU refused with code ${refused}`);
    },
  };
}
