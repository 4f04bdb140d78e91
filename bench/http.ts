// What the pages cost over what they cannot do without: the SQL statements of a grouping and of the children page sent
// bare to the same PostgreSQL, and the argon2id of a sign-in. Each pair is measured in turn, in one run.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { hash, verify } from '@node-rs/argon2';
import pg from 'pg';
import { createApp } from '../src/app.js';
import { inTransaction } from '../src/audit/actions.js';
import { openPostgres } from '../src/db/open.js';
import { beginGrouping, confirmGrouping, showGrouping } from '../src/grouping/actions.js';
import { currentCost } from '../src/hashing.js';
import { openSession } from '../src/signin/sessions.js';
import { addressOf, ask, cloneDatabase, makeTemplate } from '../test/databases.js';
import { keyFileOfTests, makeDeps, type TestDeps } from '../test/harness.js';
import { freePort, startPostgres } from '../test/postgres.js';
import { proved } from '../test/proposals.js';
import { addParent, jeanMoulin, louiseMichel } from '../test/world.js';
import { type Client, fieldOf, median, openClient, perSecond } from './load.js';
import { recordStatements, replay, type Statement } from './statements.js';

/** Answers a second through HTTP, beside the bare work, medians of the rounds. */
export type Pair = { readonly http: number; readonly bare: number; readonly ratio: number };
export type HttpFigures = {
  readonly groupings: Pair;
  readonly childrenPages: Pair;
  readonly signIns: Pair;
  readonly clients: number;
  readonly statementsOfGrouping: number;
  readonly statementsOfChildren: number;
  /** Answers a second of each kind of page, median of the rounds, with the size of one as the browser gets it. */
  readonly pages: readonly PageFigure[];
};

export type PageFigure = { readonly path: string; readonly perSecond: number; readonly bytes: number };

const clients = 16;
const perRound = 200;
const signInsPerRound = 100;

/** Kinds of pages: for anybody, then for a parent who is signed in. */
const anybodysPages = ['/connexion', '/connexion/mot-de-passe-oublie', '/activation', '/accessibilite'];
const parentsPages = [
  '/accueil',
  '/teleservices',
  '/mon-compte',
  '/mon-compte/enfants',
  '/mon-compte/historique',
  '/mon-compte/securite',
  '/mon-compte/demandes',
  '/mon-compte/regrouper',
];
const password = 'une phrase de passe du banc';

type Pupilled = {
  readonly parent: { readonly accountId: number; readonly sessionId: number; readonly address: string };
  readonly identifier: string;
  readonly cookie: string;
};

/** Parents of two accounts each, who have proved the second one and look at the check page. */
async function prepare(deps: TestDeps, count: number): Promise<Pupilled[]> {
  const passwordHash = await hash(password, currentCost);
  const made: Pupilled[] = [];
  await perSecond(
    Array.from({ length: count }, (_, index) => index),
    8,
    async (index) => {
      const kept = await addParent(deps, jeanMoulin, `Aîné ${index}`);
      const other = await addParent(deps, louiseMichel, `Cadet ${index}`);
      const session = await inTransaction(deps, (tx) =>
        openSession(deps, tx, { accountId: kept.id }, { address: '127.0.0.1', agent: 'bench' }),
      );
      const parent = { accountId: kept.id, sessionId: session.id, address: '127.0.0.1' };
      const begun = await beginGrouping(deps, parent, await proved(deps, other.id));
      if (!begun.ok) throw new Error(`no intent: ${begun.why}`);
      made.push({ parent, identifier: kept.identifier, cookie: `fratrie=${session.token}` });
    },
  );
  await deps.db.updateTable('account').set({ passwordHash }).where('state', '=', 'active').execute();
  return made;
}

/** The statements of each parent's grouping, and of his children page, sent once on a copy of the database. */
async function recordAll(url: string, parents: readonly Pupilled[]) {
  const open = await openPostgres(url, () => undefined, 1);
  if (open.driver.kind !== 'postgres') throw new Error('the bench needs PostgreSQL');
  const recorder = recordStatements(open.driver.pool);
  const jobs = undefined as never;
  const deps = await makeDeps({ on: { open, jobs }, now: new Date().toISOString(), seed: 'real' });
  const app = await createApp(deps);
  const groupings: (readonly Statement[])[] = [];
  const children: (readonly Statement[])[] = [];
  try {
    for (const { parent, cookie } of parents) {
      const look = async () => {
        const page = await app.inject({ url: '/mon-compte/enfants', headers: { cookie } });
        if (page.statusCode !== 200) throw new Error(`the children page answered ${page.statusCode}`);
      };
      // The first look of a minute notes that the session is in use: what is measured is the next one.
      await look();
      children.push(await recorder.record(look));
      const shown = await showGrouping(deps, parent);
      if (!shown.ok) throw new Error(`no check page: ${shown.why}`);
      groupings.push(
        await recorder.record(async () => {
          const confirmed = await confirmGrouping(deps, parent, shown.value.digest);
          if (!confirmed.ok || confirmed.value.kind !== 'done') throw new Error('a grouping was not done');
        }),
      );
    }
    return { groupings, children };
  } finally {
    await app.close();
    await open.close();
  }
}

/** The program itself, in a process of its own, as in production but for https. */
async function startServer(url: string, folder: string): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const keys = join(folder, 'keys.json');
  writeFileSync(keys, keyFileOfTests, { mode: 0o600 });
  const child = spawn(process.execPath, [fileURLToPath(new URL('../src/main.js', import.meta.url)), 'serve'], {
    env: { ...process.env, DATABASE_URL: url, FRATRIE_DATA: folder, FRATRIE_KEYS: keys, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.includes('"serving"')) continue;
    child.stdout.resume();
    return { child, port };
  }
  throw new Error('the server did not start');
}

async function groupByHttp(client: Client, parents: readonly Pupilled[]): Promise<number> {
  const ready = new Map<string, Record<string, string>>();
  await perSecond(parents, clients, async ({ cookie }) => {
    const page = await client.get('/mon-compte/regrouper/verifier', cookie);
    ready.set(cookie, { _csrf: fieldOf(page, '_csrf'), digest: fieldOf(page, 'digest'), answer: 'yes' });
  });
  return await perSecond(parents, clients, async ({ cookie }) => {
    const done = await client.post('/mon-compte/regrouper/verifier', cookie, ready.get(cookie) ?? {});
    if (!done.location.endsWith('/termine')) throw new Error(`a grouping answered ${done.status} ${done.location}`);
  });
}

async function signInByHttp(client: Client, parents: readonly Pupilled[]): Promise<number> {
  const page = await client.get('/connexion', '');
  const csrf = fieldOf(page, '_csrf');
  return await perSecond(parents, clients, async ({ identifier }) => {
    const done = await client.post('/connexion', page.cookies, { _csrf: csrf, identifier, password });
    if (done.status !== 303) throw new Error(`a sign-in answered ${done.status}`);
  });
}

/** One page again and again, by as many signed-in browsers as there are parents. */
async function readPages(client: Client, path: string, parents: readonly Pupilled[]): Promise<PageFigure> {
  let bytes = 0;
  const speed = await perSecond(parents, clients, async ({ cookie }) => {
    const page = await client.get(path, anybodysPages.includes(path) ? '' : cookie);
    if (page.status !== 200) throw new Error(`${path} answered ${page.status} ${page.location}`);
    bytes = Buffer.byteLength(page.body);
  });
  return { path, perSecond: speed, bytes };
}

function mediansOf(figures: readonly PageFigure[]): PageFigure[] {
  return [...anybodysPages, ...parentsPages].map((path) => {
    const own = figures.filter((figure) => figure.path === path);
    return { path, perSecond: median(own.map((one) => one.perSecond)), bytes: median(own.map((one) => one.bytes)) };
  });
}

const pairOf = (http: readonly number[], bare: readonly number[]): Pair => ({
  http: median(http),
  bare: median(bare),
  ratio: median(http.map((one, round) => one / (bare[round] ?? one))),
});

/** Groupings, sign-ins and children pages a second through HTTP, each beside its bare work; then each kind of page. */
export async function benchHttp(rounds = 5): Promise<HttpFigures> {
  const server = await startPostgres({ durable: true });
  const folder = mkdtempSync(join(tmpdir(), 'fratrie-bench-'));
  let program: ChildProcess | undefined;
  try {
    await makeTemplate(server.url);
    process.env.FRATRIE_TEST_POSTGRES = server.url;
    const prepared = await cloneDatabase();
    const deps = await makeDeps({ on: prepared, now: new Date().toISOString(), seed: 'real' });
    const parents = await prepare(deps, rounds * perRound);
    await prepared.jobs.close();
    await prepared.open.close();
    const name = new URL(prepared.url).pathname.slice(1);
    for (const copy of ['recorded', 'bare', 'http']) await ask(server.url, `create database ${copy} template ${name}`);

    const { groupings, children } = await recordAll(addressOf(server.url, 'recorded'), parents);
    const started = await startServer(addressOf(server.url, 'http'), folder);
    program = started.child;
    const client = openClient(started.port, clients);
    const pool = new pg.Pool({ connectionString: addressOf(server.url, 'bare'), max: clients });

    const one = { http: [] as number[], bare: [] as number[] };
    const measured = { groupings: one, children: structuredClone(one), signIns: structuredClone(one) };
    const phc = await hash(password, currentCost);
    const read: PageFigure[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const from = round * perRound;
      const slice = parents.slice(from, from + perRound);
      const some = slice.slice(0, signInsPerRound);
      const pages = Array.from({ length: 5 }, () => slice).flat();
      const bareChildren = Array.from({ length: 5 }, () => children.slice(from, from + perRound)).flat();
      measured.children.bare.push(await perSecond(bareChildren, clients, (sent) => replay(pool, sent)));
      measured.children.http.push(
        await perSecond(pages, clients, async ({ cookie }) => {
          const page = await client.get('/mon-compte/enfants', cookie);
          if (page.status !== 200) throw new Error(`the children page answered ${page.status}`);
        }),
      );
      measured.groupings.bare.push(
        await perSecond(groupings.slice(from, from + perRound), clients, (sent) => replay(pool, sent)),
      );
      measured.groupings.http.push(await groupByHttp(client, slice));
      measured.signIns.bare.push(await perSecond(some, 2, async () => void (await verify(phc, password))));
      measured.signIns.http.push(await signInByHttp(client, some));
      for (const path of [...anybodysPages, ...parentsPages]) read.push(await readPages(client, path, slice));
    }
    client.close();
    await pool.end();
    return {
      groupings: pairOf(measured.groupings.http, measured.groupings.bare),
      childrenPages: pairOf(measured.children.http, measured.children.bare),
      signIns: pairOf(measured.signIns.http, measured.signIns.bare),
      clients,
      statementsOfGrouping: median(groupings.map((sent) => sent.length)),
      statementsOfChildren: median(children.map((sent) => sent.length)),
      pages: mediansOf(read),
    };
  } finally {
    program?.kill('SIGKILL');
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
