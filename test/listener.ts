// An application that is posted to: a real server on this machine, which keeps what came and answers what it is told to.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Posted = { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string };

export type Listener = {
  readonly origin: string;
  readonly posted: Posted[];
  /** What the next posts are answered. */
  answer: (posted: Posted) => { readonly status: number; readonly body?: string };
  readonly close: () => Promise<void>;
};

export async function openListener(): Promise<Listener> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const posted = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(pieces).toString('utf8'),
      };
      listener.posted.push(posted);
      const { status, body = '' } = listener.answer(posted);
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listener: Listener = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted: [],
    answer: () => ({ status: 200 }),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return listener;
}
