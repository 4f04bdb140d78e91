// A real SMTP server on loopback that can be made to refuse, for tests of what leaves.
import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { freePort } from './postgres.js';

export type Received = { readonly from: string; readonly to: readonly string[]; readonly message: string };

export type ServerAnswer =
  | 'take'
  | 'temporary failure'
  | 'no such person'
  /** Takes the mail, then refuses to go on. */
  | 'hang up after data'
  /** Takes the mail, and the connection is gone before any answer. */
  | 'cut after data'
  /** Takes the mail, and answers when the test says so. */
  | 'wait';

export type MailServer = {
  readonly url: string;
  readonly received: Received[];
  /** How the next answers go: one entry for each mail, then all are taken. */
  readonly answers: ServerAnswer[];
  /** Mails whose data came, and whose answer a « wait » holds back: call each to take it. */
  readonly waiting: (() => void)[];
  readonly stop: () => Promise<void>;
};

function refusal(status: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: status });
}

export async function startMailServer(): Promise<MailServer> {
  const received: Received[] = [];
  const answers: ServerAnswer[] = [];
  const waiting: (() => void)[] = [];
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo(_, __, callback) {
      if (answers[0] !== 'no such person') return callback();
      answers.shift();
      callback(refusal(550, 'no such person here'));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (bytes: Buffer) => chunks.push(bytes));
      stream.on('end', () => {
        const answer = answers.shift() ?? 'take';
        if (answer === 'temporary failure') return callback(refusal(451, 'try again later'));
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          message: Buffer.concat(chunks).toString('utf8'),
        });
        if (answer === 'hang up after data') return callback(refusal(421, 'closing'));
        if (answer === 'cut after data') {
          for (const socket of sockets) socket.destroy();
          return;
        }
        if (answer === 'wait') {
          waiting.push(() => callback());
          return;
        }
        callback();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    answers,
    waiting,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
