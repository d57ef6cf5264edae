import { escapeHtml } from '../platform/http/escape-html.ts';
import { type Language, type Message, type NoticeFacts, words } from './message-words.ts';

export function smsText(message: Message, language: Language, facts: NoticeFacts): string {
  return words[message][language].sms(facts);
}

/** Plain and HTML say the same. */
export function emailText(message: Message, language: Language, facts: NoticeFacts): { subject: string; text: string; html: string } {
  const { subject, lines, action } = words[message][language];
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
