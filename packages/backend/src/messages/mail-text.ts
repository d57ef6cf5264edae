import { escapeHtml } from '../platform/http/escape-html.ts';

/** The words of an e-mail, the same in both forms. */
export interface MailText {
  subject: string;
  text: string;
  html: string;
}

/** Paragraphs as text and as HTML; the paragraph that is the address becomes a link. */
export function mailOf(subject: string, paragraphs: string[], link: string): MailText {
  const html = paragraphs
    .map((paragraph) =>
      paragraph === link ? `<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>` : `<p>${escapeHtml(paragraph)}</p>`,
    )
    .join('');
  return { subject, text: paragraphs.join('\n\n'), html };
}
