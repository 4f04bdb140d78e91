// The demo has no mailbox of its own: each mail that leaves is told where the demo was started, links and all, kept as a file,
// and listed on a page beside the applications (/messages), for whoever has no terminal before him.
import type { Mail, MailTransport } from '../mail/transport.js';

const indented = (text: string) =>
  text
    .trim()
    .replace(/\n{3,}/g, '\n\n')
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');

const told = ({ to, subject, text }: Mail) => `\n  Mail à ${to}\n  ${subject}\n\n${indented(text)}\n\n`;

const mostKept = 50;

/** Told once it has left, and put before the others. */
export function tellMails(mail: MailTransport, say: (text: string) => void, kept: Mail[]): MailTransport {
  return {
    send: async (one) => {
      await mail.send(one);
      say(told(one));
      kept.unshift(one);
      kept.splice(mostKept);
    },
    close: mail.close,
  };
}
