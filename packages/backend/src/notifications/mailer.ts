import { createTransport } from 'nodemailer';
import type { Mailer } from '../platform/context.ts';

const FROM = 'no-reply@installment.example';

/** SMTP. The message id is ours, so that a repeat after a lost answer can be told by the receiving server. */
export function createMailer(smtpUrl: string): Mailer {
  const transport = createTransport({ url: smtpUrl, pool: true }, { from: FROM });
  return {
    async send({ id, to, subject, text, html }) {
      await transport.sendMail({ messageId: `<${id}@installment.example>`, to, subject, text, html });
    },
  };
}
