import type { Context } from '../platform/context.ts';
import { escapeHtml } from '../platform/escape-html.ts';
import { queueEmail } from '../platform/outbox.ts';
import type { Row } from '../platform/schema.ts';
import type { Tx } from '../platform/transaction.ts';
import { emailOf, headsOf } from '../shops/users.ts';

interface DisabledMail {
  subject: string;
  paragraphs: string[];
}

/** Tells whoever runs the shop that its server has not been hearing of orders for three days. */
export async function tellHeads(context: Context, tx: Tx, endpoint: Row<'webhookEndpoints'>): Promise<void> {
  for (const head of await headsOf(tx.sql, endpoint.shopId)) {
    if (!head.notices.failing) continue;
    const { subject, paragraphs } = words[head.language](endpoint);
    await queueEmail(context, tx, {
      orderId: null,
      purpose: 'webhook-endpoint-disabled',
      to: emailOf(context, head),
      subject,
      text: paragraphs.join('\n\n'),
      html: paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join(''),
    });
  }
}

const words: Record<Row<'users'>['language'], (endpoint: Row<'webhookEndpoints'>) => DisabledMail> = {
  ru: ({ url, id, test }) => ({
    subject: 'Сервер магазина не принимает уведомления о заказах',
    paragraphs: [
      `Три дня ни одно уведомление не дошло до адреса ${url}${test ? ' (тестовые ключи)' : ''}, и мы перестали их слать.`,
      `Когда сервер будет в порядке, отправьте на него пробное уведомление: POST /v1/webhook-endpoints/${id}/test. Если он ответит кодом 2xx, уведомления пойдут снова.`,
      'Пропущенные события можно прочитать по адресу GET /v1/events и запросить повторно.',
    ],
  }),
  en: ({ url, id, test }) => ({
    subject: 'Your shop’s server does not take notices of orders',
    paragraphs: [
      `For three days no notice has reached ${url}${test ? ' (test keys)' : ''}, so we no longer send them.`,
      `Once the server is well again, send it a sample: POST /v1/webhook-endpoints/${id}/test. When it answers 2xx, notices go out again.`,
      'What was missed can be read by GET /v1/events and delivered again.',
    ],
  }),
};
