import type { Context } from '../context.ts';
import { escapeHtml } from '../platform/http/escape-html.ts';
import { queueEmail } from '../messages/outbox.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { emailOf, headsOf } from '../shops/users.ts';

/** `failing`: for an hour now, and it is still tried; `disabled`: for three days, and no more. */
type Trouble = 'failing' | 'disabled';

interface Mail {
  subject: string;
  paragraphs: string[];
}

/** Tells whoever runs the shop that its server does not hear of orders. */
export async function tellHeads(context: Context, tx: Tx, endpoint: Row<'webhookEndpoints'>, trouble: Trouble): Promise<void> {
  for (const head of await headsOf(tx.sql, endpoint.shopId)) {
    if (!head.notices.failing) continue;
    const { subject, paragraphs } = words[head.language][trouble](endpoint, `${context.config.cabinetUrl}/integration`);
    await queueEmail(context, tx, {
      orderId: null,
      purpose: `webhook-endpoint-${trouble}`,
      to: emailOf(context, head),
      subject,
      text: paragraphs.join('\n\n'),
      html: paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join(''),
    });
  }
}

const words: Record<Row<'users'>['language'], Record<Trouble, (endpoint: Row<'webhookEndpoints'>, cabinet: string) => Mail>> = {
  ru: {
    failing: ({ url, test }, cabinet) => ({
      subject: 'Уведомления о заказах не доходят до сервера магазина',
      paragraphs: [
        `Уже час ни одно уведомление не доходит до адреса ${url}${test ? ' (тестовые ключи)' : ''}. Заказы идут своим чередом, а уведомления мы повторяем сами, до трёх суток.`,
        `Что ответил сервер, видно в кабинете, в разделе «Интеграция»: ${cabinet}`,
      ],
    }),
    disabled: ({ url, id, test }, cabinet) => ({
      subject: 'Сервер магазина не принимает уведомления о заказах',
      paragraphs: [
        `Три дня ни одно уведомление не дошло до адреса ${url}${test ? ' (тестовые ключи)' : ''}, и мы перестали их слать.`,
        `Когда сервер будет в порядке, нажмите «Проверить» в кабинете, в разделе «Интеграция» (${cabinet}), или вызовите POST /v1/webhook-endpoints/${id}/test. Если сервер ответит кодом 2xx, уведомления пойдут снова.`,
        'Пропущенные события можно прочитать по адресу GET /v1/events и запросить повторно.',
      ],
    }),
  },
  en: {
    failing: ({ url, test }, cabinet) => ({
      subject: 'Webhooks do not reach your shop’s server',
      paragraphs: [
        `No webhook has reached ${url}${test ? ' (test keys)' : ''} for an hour. Orders go on. We keep trying for up to three days.`,
        `The server’s answers are in the cabinet, under “Integration”: ${cabinet}`,
      ],
    }),
    disabled: ({ url, id, test }, cabinet) => ({
      subject: 'Webhooks to your shop’s server are switched off',
      paragraphs: [
        `No webhook has reached ${url}${test ? ' (test keys)' : ''} for three days, so we stopped sending them.`,
        `When the server works again, press “Check” in the cabinet, under “Integration” (${cabinet}), or call POST /v1/webhook-endpoints/${id}/test. If the server answers 2xx, we send webhooks again.`,
        'You can read the missed events with GET /v1/events and have them delivered again.',
      ],
    }),
  },
};
