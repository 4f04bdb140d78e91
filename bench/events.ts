// Events told to applications: from the outbox to their answers, beside bare posts of the same signed bytes by as many hands to the
// same receiver in the same run.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inTransaction } from '../src/audit/actions.js';
import { findClientById } from '../src/db/clients.js';
import { tellChanged } from '../src/db/outbox.js';
import { deliverEvents } from '../src/events/sending.js';
import { composeUuid } from '../src/kernel/reference.js';
import { registerClient } from '../src/sso/registering-actions.js';
import { giveSubject } from '../src/sso/subjects.js';
import { cloneDatabase, makeTemplate } from '../test/databases.js';
import { makeDeps, type TestDeps } from '../test/harness.js';
import { startPostgres } from '../test/postgres.js';
import { addParent, jeanMoulin } from '../test/world.js';
import { median } from './load.js';

export type EventsFigures = {
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
  readonly applications: number;
};

const applications = 4;
const parents = 25;
const changes = 4;
const atOnce = 16;

type Post = { readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

async function openReceiver() {
  const posts: Post[] = [];
  const server = createServer(async (asked, answer) => {
    const pieces: Buffer[] = [];
    for await (const piece of asked) pieces.push(piece as Buffer);
    posts.push({ url: asked.url ?? '', headers: asked.headers, body: Buffer.concat(pieces) });
    answer.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, posts, server };
}

/** Applications that know every parent. */
async function fill(deps: TestDeps, origin: string): Promise<readonly number[]> {
  const accounts: number[] = [];
  for (let at = 0; at < parents; at += 1) accounts.push((await addParent(deps, jeanMoulin, `Enfant${at}`)).id);
  for (let at = 0; at < applications; at += 1) {
    const url = `${origin}/${at}`;
    const made = await registerClient(deps, {
      protocol: 'cas',
      name: `Application ${at}`,
      settings: { service: url, logout: false },
      claims: ['children'],
      schools: null,
      tile: null,
      subjectType: 'pairwise',
      eventsUrl: url,
      eventsPull: false,
    });
    const client = made.ok ? await findClientById(deps.db, made.value.id) : undefined;
    if (client === undefined) throw new Error(JSON.stringify(made));
    for (const account of accounts) await inTransaction(deps, (tx) => giveSubject(deps, tx, client, account));
  }
  return accounts;
}

async function bare(origin: string, posts: readonly Post[]): Promise<number> {
  const from = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let post = posts[next++]; post !== undefined; post = posts[next++]) {
        const sending = request(`${origin}${post.url}`, { method: 'POST', headers: post.headers, agent: false });
        sending.end(post.body);
        const [answer] = await once(sending, 'response');
        answer.resume();
        await once(answer, 'end');
      }
    }),
  );
  return (posts.length * 1000) / (performance.now() - from);
}

export async function benchEvents(rounds = 5): Promise<EventsFigures> {
  const server = await startPostgres();
  try {
    await makeTemplate(server.url);
    process.env.FRATRIE_TEST_POSTGRES = server.url;
    const database = await cloneDatabase();
    const deps = await makeDeps({ on: database, seed: 'real', now: new Date().toISOString() });
    const receiver = await openReceiver();
    const accounts = await fill(deps, receiver.origin);
    const speeds: { ours: number; bare: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      for (let change = 0; change < changes; change += 1)
        for (const account of accounts)
          await inTransaction(deps, (tx) => tellChanged(tx, composeUuid(deps.random(16)), account, deps.now()));
      receiver.posts.length = 0;
      const from = performance.now();
      const sent = await deliverEvents(deps);
      const ours = (sent * 1000) / (performance.now() - from);
      if (sent !== applications * parents * changes) throw new Error(`${sent} were sent`);
      const same = [...receiver.posts];
      const alone = await bare(receiver.origin, same);
      // The first round only warms.
      if (round > 0) speeds.push({ ours, bare: alone });
    }
    receiver.server.close();
    await database.remove();
    return {
      ours: median(speeds.map((one) => one.ours)),
      bare: median(speeds.map((one) => one.bare)),
      ratio: median(speeds.map((one) => one.ours / one.bare)),
      applications,
    };
  } finally {
    await server.stop();
  }
}
