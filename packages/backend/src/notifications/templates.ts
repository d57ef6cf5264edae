import { escapeHtml } from '../platform/http/escape-html.ts';

export type Notice = 'offers' | 'signed' | 'rejected';
export type Language = 'ru' | 'en';

export interface NoticeFacts {
  shop: string;
  /** The order's link. */
  link: string;
  /** The chosen bank. Empty before the choice. */
  bank: string;
}

interface Words {
  sms(facts: NoticeFacts): string;
  subject(facts: NoticeFacts): string;
  lines(facts: NoticeFacts): string[];
  /** The text of the link. */
  action: string;
}

/** Messages to the buyer. They contain no sums and no names, because others may see the phone or read the mailbox. */
const words: Record<Notice, Record<Language, Words>> = {
  offers: {
    ru: {
      sms: ({ shop, link }) => `${shop}: банк одобрил вашу заявку. Выберите предложение: ${link}`,
      subject: ({ shop }) => `${shop}: банк одобрил вашу заявку`,
      lines: ({ shop }) => [
        `По вашей заявке на покупку в магазине «${shop}» есть первое одобрение.`,
        'Откройте заявку, сравните предложения и выберите одно из них. Вход — по коду из SMS.',
      ],
      action: 'Посмотреть предложения',
    },
    en: {
      sms: ({ shop, link }) => `${shop}: a bank approved your application. Choose an offer: ${link}`,
      subject: ({ shop }) => `${shop}: a bank approved your application`,
      lines: ({ shop }) => [
        `Your application at ${shop} has its first approval.`,
        'Open it, compare the offers and choose one. You sign in with a code from an SMS.',
      ],
      action: 'See the offers',
    },
  },
  signed: {
    ru: {
      sms: ({ shop, bank }) => `${shop}: договор с банком ${bank} подписан. Магазин готовит ваш заказ.`,
      subject: ({ shop }) => `${shop}: договор подписан`,
      lines: ({ shop, bank }) => [
        `Договор с банком «${bank}» подписан. Магазин «${shop}» подтвердит заказ и займётся доставкой.`,
        'Договор и график платежей остаются в заявке — их можно открыть и скачать.',
      ],
      action: 'Открыть заявку',
    },
    en: {
      sms: ({ shop, bank }) => `${shop}: your agreement with ${bank} is signed. The shop prepares your order.`,
      subject: ({ shop }) => `${shop}: the agreement is signed`,
      lines: ({ shop, bank }) => [
        `Your agreement with ${bank} is signed. ${shop} will confirm the order and take care of the delivery.`,
        'The agreement and the payment schedule stay in the application, to read and to download.',
      ],
      action: 'Open the application',
    },
  },
  rejected: {
    ru: {
      sms: ({ shop, link }) => `${shop}: банки не одобрили заявку. Можно изменить условия: ${link}`,
      subject: ({ shop }) => `${shop}: ответ по вашей заявке`,
      lines: ({ shop }) => [
        `Банки не одобрили заявку на покупку в магазине «${shop}» на этих условиях.`,
        'Можно попробовать другой срок или первый взнос — или выбрать в магазине другой способ оплаты.',
      ],
      action: 'Изменить условия',
    },
    en: {
      sms: ({ shop, link }) => `${shop}: the banks did not approve the application. You can change the terms: ${link}`,
      subject: ({ shop }) => `${shop}: the answer to your application`,
      lines: ({ shop }) => [
        `The banks did not approve the application at ${shop} on these terms.`,
        'You can try another term or a first payment, or pay the shop in another way.',
      ],
      action: 'Change the terms',
    },
  },
};

export function smsText(notice: Notice, language: Language, facts: NoticeFacts): string {
  return words[notice][language].sms(facts);
}

/** The plain text and the HTML say the same. */
export function emailText(notice: Notice, language: Language, facts: NoticeFacts): { subject: string; text: string; html: string } {
  const { subject, lines, action } = words[notice][language];
  const paragraphs = lines(facts);
  return {
    subject: subject(facts),
    text: [...paragraphs, `${action}: ${facts.link}`].join('\n\n'),
    html: page(language, subject(facts), paragraphs, action, facts.link),
  };
}

const styles = {
  body: 'margin:0;padding:32px 16px;background:#f5f4f1;color:#1c1b19;font:16px/24px system-ui,sans-serif',
  sheet: 'max-width:480px;margin:0 auto;padding:32px;background:#fff;border-radius:16px',
  action: 'display:inline-block;padding:14px 24px;border-radius:10px;background:#1c1b19;color:#fff;text-decoration:none',
};

function page(language: Language, title: string, paragraphs: string[], action: string, link: string): string {
  const text = paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`).join('');
  const button = `<a style="${styles.action}" href="${escapeHtml(link)}">${escapeHtml(action)}</a>`;
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>` +
    `<body style="${styles.body}"><div style="${styles.sheet}">${text}<p style="margin:24px 0 0">${button}</p></div></body></html>`
  );
}
