import { once } from 'node:events';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Inbox } from './inbox.ts';

export interface MailDrop {
  readonly port: number;
  close(): Promise<void>;
}

const largestMail = 5 * 1024 * 1024;

/** A mail server that takes every letter and sends none on. */
export async function startMailDrop(inbox: Inbox, { host, port }: { host: string; port: number }): Promise<MailDrop> {
  const server = new SMTPServer({
    // It lives on the machine's own loopback: no certificate, no password.
    disabledCommands: ['AUTH', 'STARTTLS'],
    hideSTARTTLS: true,
    logger: false,
    size: largestMail,
    onData(stream, session, callback) {
      simpleParser(stream, { skipImageLinks: true })
        .then((mail) => {
          for (const { address } of session.envelope.rcptTo) {
            inbox.add({
              id: `${mail.messageId ?? session.id} ${address}`,
              kind: 'mail',
              to: address,
              subject: mail.subject ?? '',
              text: mail.text ?? '',
            });
          }
          callback();
        })
        .catch((error: unknown) => callback(error instanceof Error ? error : new Error('The letter cannot be read.')));
    },
  });
  // A client that breaks off in the middle is its own business.
  server.on('error', () => undefined);
  server.listen(port, host);
  await once(server.server, 'listening');
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
