// Sign-ins to a CAS service: a ticket and its validation, two requests, beside the statements that they send, sent bare by the
// driver to another copy of the same database in the same run.
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { createApp } from '../src/app.js';
import { inTransaction } from '../src/audit/actions.js';
import { type OpenDb, openPostgres } from '../src/db/open.js';
import { openSession } from '../src/signin/sessions.js';
import { addClient } from '../test/clients.js';
import { addressOf, ask, cloneDatabase, makeTemplate } from '../test/databases.js';
import { makeDeps } from '../test/harness.js';
import { freePort, startPostgres } from '../test/postgres.js';
import { addParent, jeanMoulin } from '../test/world.js';
import { median, openClient, perSecond } from './load.js';
import { recordStatements, replay, type Statement } from './statements.js';

export type CasFigures = {
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
  readonly clients: number;
  readonly statements: number;
};

const clients = 8;
const perRound = 400;
const service = 'https://banc.example/parents/';
const login = `/cas/login?service=${encodeURIComponent(service)}`;
const validation = (location: string) =>
  `/cas/p3/serviceValidate?service=${encodeURIComponent(service)}&ticket=${new URL(location).searchParams.get('ticket')}`;

async function serverOn(open: OpenDb, port: number): Promise<FastifyInstance> {
  const settings = { PORT: String(port) };
  const deps = await makeDeps({
    on: { open, jobs: undefined as never },
    now: new Date().toISOString(),
    seed: 'real',
    settings,
  });
  return await createApp(deps);
}

/** What the sign-ins of these parents send to the database, one after the other. */
async function recordAll(url: string, cookies: readonly string[], count: number): Promise<(readonly Statement[])[]> {
  const open = await openPostgres(url, () => undefined, 1);
  if (open.driver.kind !== 'postgres') throw new Error('the bench needs PostgreSQL');
  const recorder = recordStatements(open.driver.pool);
  const app = await serverOn(open, 3000);
  const once = async (cookie: string) => {
    const asked = await app.inject({ url: login, headers: { cookie } });
    const answer = await app.inject({ url: validation(String(asked.headers.location)) });
    if (!answer.body.includes('authenticationSuccess')) throw new Error(answer.body);
  };
  try {
    // The first sign-in of a session notes that it is in use, and the service's name for its parent: what is measured is the next.
    for (const cookie of cookies) await once(cookie);
    const recorded: (readonly Statement[])[] = [];
    for (let index = 0; index < count; index += 1)
      recorded.push(await recorder.record(() => once(cookies[index % cookies.length] ?? '')));
    return recorded;
  } finally {
    await app.close();
    await open.close();
  }
}

export async function benchCas(rounds = 5): Promise<CasFigures> {
  const server = await startPostgres({ durable: true });
  try {
    await makeTemplate(server.url);
    process.env.FRATRIE_TEST_POSTGRES = server.url;
    const prepared = await cloneDatabase();
    const deps = await makeDeps({ on: prepared, seed: 'real', now: new Date().toISOString() });
    await addClient(
      deps,
      'cas',
      { service: 'https://banc.example/parents/*', logout: true },
      { claims: ['family_name', 'children'] },
    );
    const cookies = await Promise.all(
      Array.from({ length: clients }, async (_, index) => {
        const { id: accountId } = await addParent(deps, jeanMoulin, `Enfant ${index}`);
        const { token } = await inTransaction(deps, (tx) =>
          openSession(deps, tx, { accountId }, { address: '127.0.0.1', agent: 'bench' }),
        );
        return `fratrie=${token}`;
      }),
    );
    await prepared.jobs.close();
    await prepared.open.close();
    const name = new URL(prepared.url).pathname.slice(1);
    for (const copy of ['recorded', 'bare', 'http']) await ask(server.url, `create database ${copy} template ${name}`);
    const recorded = await recordAll(addressOf(server.url, 'recorded'), cookies, rounds * perRound);

    const port = await freePort();
    const open = await openPostgres(addressOf(server.url, 'http'), () => undefined);
    const app = await serverOn(open, port);
    await app.listen({ host: '127.0.0.1', port });
    const client = openClient(port, clients);
    const pool = new pg.Pool({ connectionString: addressOf(server.url, 'bare'), max: clients });
    const once = async (index: number) => {
      const asked = await client.get(login, cookies[index % cookies.length] ?? '');
      const answer = await client.get(validation(asked.location), '');
      if (!answer.body.includes('authenticationSuccess')) throw new Error(answer.body);
    };
    const turns = Array.from({ length: perRound }, (_, index) => index);
    await perSecond(turns.slice(0, 50), clients, once);
    const speeds: { ours: number; bare: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const slice = recorded.slice(round * perRound, (round + 1) * perRound);
      speeds.push({
        ours: await perSecond(turns, clients, once),
        bare: await perSecond(slice, clients, (sent) => replay(pool, sent)),
      });
    }
    client.close();
    await pool.end();
    await app.close();
    await open.close();
    return {
      ours: median(speeds.map((one) => one.ours)),
      bare: median(speeds.map((one) => one.bare)),
      ratio: median(speeds.map((one) => one.ours / one.bare)),
      clients,
      statements: median(recorded.map((sent) => sent.length)),
    };
  } finally {
    await server.stop();
  }
}
