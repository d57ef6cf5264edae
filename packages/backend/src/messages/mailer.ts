import { createTransport } from 'nodemailer';
import type { Mailer } from '../context.ts';

/**
 * SMTP. `?from=` of the address says who writes, else `no-reply@` the service's own host. The message id is ours, so that a repeat
 * after a lost answer can be told by the receiving server.
 */
export function createMailer(smtpUrl: string, publicUrl: string): Mailer {
  const host = new URL(publicUrl).hostname;
  const url = new URL(smtpUrl);
  const from = url.searchParams.get('from') ?? `no-reply@${host}`;
  url.searchParams.delete('from');
  const transport = createTransport({ url: url.href, pool: true }, { from });
  return {
    async send({ id, to, subject, text, html }) {
      await transport.sendMail({ messageId: `<${id}@${host}>`, to, subject, text, html });
    },
  };
}
