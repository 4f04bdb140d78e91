// The demo has no mailbox: each mail that leaves is told where the demo was started, links and all, and kept as a file too.
import type { Mail, MailTransport } from '../mail/transport.js';

const indented = (text: string) =>
  text
    .trim()
    .replace(/\n{3,}/g, '\n\n')
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');

const told = ({ to, subject, text }: Mail) => `\n  Mail à ${to}\n  ${subject}\n\n${indented(text)}\n\n`;

/** Told once it has left. */
export function tellMails(mail: MailTransport, say: (text: string) => void): MailTransport {
  return {
    send: async (one) => {
      await mail.send(one);
      say(told(one));
    },
    close: mail.close,
  };
}
