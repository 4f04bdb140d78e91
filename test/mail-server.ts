// A real SMTP server on loopback that can be made to refuse, for tests of what leaves.
import { SMTPServer } from 'smtp-server';
import { freePort } from './postgres.js';

export type Received = { readonly from: string; readonly to: readonly string[]; readonly message: string };

export type MailServer = {
  readonly url: string;
  readonly received: Received[];
  /** How the next answers go: one entry for each mail, then all are taken. */
  readonly answers: ('take' | 'temporary failure' | 'no such person' | 'hang up after data')[];
  readonly stop: () => Promise<void>;
};

function refusal(status: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: status });
}

export async function startMailServer(): Promise<MailServer> {
  const received: Received[] = [];
  const answers: MailServer['answers'] = [];
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
        callback();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  server.on('error', () => undefined);
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    answers,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
