// What a telephone fetches for a page, as the program serves it: the page, and what the page links to, compressed as a
// browser of today asks.
import type { FastifyInstance } from 'fastify';

export type Weight = {
  readonly path: string;
  /** The page alone: what a second page costs. */
  readonly page: number;
  /** With its style, its scripts and its icon: what a first page costs. */
  readonly first: number;
};

export async function weigh(app: FastifyInstance, path: string, cookie: string, accept = 'br, gzip'): Promise<Weight> {
  const headers = { host: '127.0.0.1:3000', cookie, 'accept-encoding': accept };
  const answer = await app.inject({ url: path, headers });
  if (answer.statusCode !== 200)
    throw new Error(`${path} answered ${answer.statusCode} ${answer.headers.location ?? ''}`);
  const html = (await app.inject({ url: path, headers: { ...headers, 'accept-encoding': 'identity' } })).body;
  const linked = [...new Set([...html.matchAll(/(?:src|href)="(\/a\/[^"]+)"/g)].map(([, address]) => String(address)))];
  const page = answer.rawPayload.length;
  let first = page;
  for (const url of linked) {
    const asset = await app.inject({ url, headers });
    if (asset.statusCode !== 200) throw new Error(`${url} answered ${asset.statusCode}`);
    first += asset.rawPayload.length;
  }
  return { path, page, first };
}

/** A parents' page: on a first visit, and after. */
export const budget = { first: 15 * 1024, page: 4 * 1024 } as const;
