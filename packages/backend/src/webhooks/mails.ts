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
      subject: 'Notices of orders do not reach your shop’s server',
      paragraphs: [
        `For an hour no notice has reached ${url}${test ? ' (test keys)' : ''}. Orders go on, and the notices are sent again by themselves, for up to three days.`,
        `What the server answered stands in the cabinet, under “Integration”: ${cabinet}`,
      ],
    }),
    disabled: ({ url, id, test }, cabinet) => ({
      subject: 'Your shop’s server does not take notices of orders',
      paragraphs: [
        `For three days no notice has reached ${url}${test ? ' (test keys)' : ''}, so we no longer send them.`,
        `Once the server is well again, press “Check” in the cabinet, under “Integration” (${cabinet}), or call POST /v1/webhook-endpoints/${id}/test. When the server answers 2xx, notices go out again.`,
        'What was missed can be read by GET /v1/events and delivered again.',
      ],
    }),
  },
};
