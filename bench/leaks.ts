// How long each way in takes to answer about an account that exists and about one that does not: the medians must be
// within 2 ms of each other. In one process, on PGlite then on PostgreSQL, with the real cost of argon2id, names in turn.
import type { FastifyInstance } from 'fastify';
import { createApp } from '../src/app.js';
import { argon2id, currentCost } from '../src/hashing.js';
import { makeCode, printCode } from '../src/letters/rules.js';
import { cloneDatabase, makeTemplate } from '../test/databases.js';
import { makeDeps, type TestDeps } from '../test/harness.js';
import { startPostgres } from '../test/postgres.js';
import { openVisitor, type Visitor } from '../test/visitor.js';
import { addParent, jeanMoulin, louiseMichel } from '../test/world.js';
import { median } from './load.js';

export type LeakRow = {
  readonly way: string;
  readonly database: 'PGlite' | 'PostgreSQL';
  readonly tries: number;
  /** By the clock, as a stranger sees it. */
  readonly wall: Medians;
  /** Of the processor's time that this process spent, hashing threads included: hardly told by what else the machine does. */
  readonly work: Medians;
};

export type Medians = {
  /** Milliseconds, by kind of account. */
  readonly of: Readonly<Record<string, number>>;
  /** Between the slowest and the quickest kind. */
  readonly spread: number;
  /** The same between the two halves of the tries of one kind: what this machine cannot tell. */
  readonly noise: number;
};

type Took = { readonly wall: number; readonly work: number };

function mediansOf(took: ReadonlyMap<Kind, readonly number[]>): Medians {
  const of = Object.fromEntries([...took].map(([kind, times]) => [kind, median([...times])]));
  const all = Object.values(of);
  const halves = [...took.values()].map((times) => {
    const odd = times.filter((_, index) => index % 2 === 1);
    const even = times.filter((_, index) => index % 2 === 0);
    return Math.abs(median(odd) - median(even));
  });
  return { of, spread: Math.max(...all) - Math.min(...all), noise: Math.max(...halves) };
}

export const leakKinds = [
  'unknown',
  'active',
  'with a mail',
  'frozen',
  'suspended',
  'asleep',
  'closed',
  'to_activate',
] as const;
type Kind = (typeof leakKinds)[number];

const triesOfEach = 50;
const unmeasured = 5;

type Way = {
  readonly way: string;
  readonly path: string;
  readonly fields: (name: string) => Record<string, string>;
  readonly named: 'identifier' | 'mail';
  /** The wizard proves the other account from a session. */
  readonly signedIn?: true;
};

const wrong = 'un mot de passe faux';
const wrongCode = printCode(makeCode(Buffer.alloc(7, 5)));
const ways: readonly Way[] = [
  {
    way: 'sign-in, wrong password',
    path: '/connexion',
    named: 'identifier',
    fields: (identifier) => ({ identifier, password: wrong }),
  },
  {
    way: 'letter, wrong code',
    path: '/activation',
    named: 'identifier',
    fields: (identifier) => ({ identifier, code: wrongCode }),
  },
  {
    way: 'wizard, wrong password',
    path: '/mon-compte/regrouper',
    named: 'identifier',
    fields: (identifier) => ({ identifier, password: wrong }),
    signedIn: true,
  },
  {
    way: 'wizard, wrong code',
    path: '/mon-compte/regrouper',
    named: 'identifier',
    fields: (identifier) => ({ identifier, password: wrongCode }),
    signedIn: true,
  },
  {
    way: 'lost password',
    path: '/connexion/mot-de-passe-oublie',
    named: 'identifier',
    fields: (identifier) => ({ identifier }),
  },
  { way: 'lost identifier', path: '/connexion/identifiant-oublie', named: 'mail', fields: (mail) => ({ mail }) },
];

type Bench = { readonly app: FastifyInstance; readonly parent: Visitor };

/** One answer, from the post of the form alone: reading the page before and after is not part of it. */
async function timeOf(
  { app, parent }: Bench,
  { path, fields, signedIn }: Way,
  name: string,
  turn: number,
): Promise<Took> {
  // An address each: nobody is throttled by what is measured.
  const address = `10.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}`;
  const visitor = signedIn === true ? parent.copy({ address }) : openVisitor(app, { address });
  const page = await visitor.visit(path);
  if (page.path !== path) throw new Error(`${path} led to ${page.path}`);
  const token = page.field('_csrf');
  const [began, spent] = [performance.now(), process.cpuUsage()];
  const answer = await visitor.post(
    path,
    { ...fields(name), ...(token === undefined ? {} : { _csrf: token }) },
    { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' },
  );
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(spent);
  if (answer.status !== 303 && answer.status !== 422) throw new Error(`${path} answered ${answer.status}`);
  return { wall, work: (user + system) / 1000 };
}

/** An account of each kind; their names, by what is asked. */
async function addKinds(deps: TestDeps): Promise<(named: Way['named'], kind: Kind) => string> {
  const identifiers = new Map<Kind, string>([['unknown', 'n.benali0000']]);
  for (const kind of leakKinds.filter((one) => one !== 'unknown')) {
    const mail = kind === 'active' || kind === 'to_activate' ? undefined : `${kind.replace(/ /g, '-')}@exemple.fr`;
    const state = kind === 'to_activate' ? 'to_activate' : 'active';
    const school = kind === 'active' ? louiseMichel : jeanMoulin;
    const { id, identifier } = await addParent(deps, school, 'Yanis', {
      state,
      ...(mail === undefined ? {} : { mail }),
    });
    identifiers.set(kind, identifier);
    if (kind === 'closed')
      await deps.db
        .updateTable('attachment')
        .set({ until: deps.now(), endedCause: 'closing' })
        .where('accountId', '=', id)
        .execute();
    if (kind === 'frozen' || kind === 'suspended' || kind === 'asleep' || kind === 'closed')
      await deps.db
        .updateTable('account')
        .set({ state: kind, closedAt: kind === 'closed' ? deps.now() : null })
        .where('id', '=', id)
        .execute();
  }
  return (named, kind) =>
    named === 'identifier' ? (identifiers.get(kind) ?? '') : `${kind.replace(/ /g, '-')}@exemple.fr`;
}

async function measure(made: TestDeps, database: LeakRow['database']): Promise<readonly LeakRow[]> {
  const deps = { ...made, hash: argon2id(currentCost) };
  const app = await createApp(deps);
  const nameOf = await addKinds(deps);
  const own = await addParent(deps, louiseMichel, 'Lina');
  const parent = openVisitor(app);
  const passwordHash = await deps.hash.make(own.password);
  await deps.db.updateTable('account').set({ passwordHash }).where('id', '=', own.id).execute();
  await (await parent.visit('/connexion')).send({ identifier: own.identifier, password: own.password });
  const rows: LeakRow[] = [];
  let turn = 0;
  for (const way of ways) {
    const took = new Map<Kind, Took[]>(leakKinds.map((kind) => [kind, []]));
    for (let round = 0; round < triesOfEach + unmeasured; round += 1) {
      // What was counted is forgotten: a try that waits is another answer than the one measured.
      await deps.db.deleteFrom('throttle').execute();
      // Another kind begins each round: what the first of a round costs more falls on all.
      for (let place = 0; place < leakKinds.length; place += 1) {
        const kind = leakKinds[(round + place) % leakKinds.length] ?? 'unknown';
        turn += 1;
        const one = await timeOf({ app, parent }, way, nameOf(way.named, kind), turn);
        if (round >= unmeasured) took.get(kind)?.push(one);
      }
    }
    const by = (pick: (one: Took) => number) =>
      mediansOf(new Map([...took].map(([kind, all]) => [kind, all.map(pick)])));
    rows.push({
      way: way.way,
      database,
      tries: triesOfEach,
      wall: by(({ wall }) => wall),
      work: by(({ work }) => work),
    });
  }
  await app.close();
  return rows;
}

/** Medians of each way and kind, on both databases. */
export async function benchLeaks(): Promise<readonly LeakRow[]> {
  const small = await makeDeps();
  const onSmall = await measure(small, 'PGlite');
  await small.jobs.close();
  await small.open.close();
  const server = await startPostgres();
  try {
    await makeTemplate(server.url);
    process.env.FRATRIE_TEST_POSTGRES = server.url;
    const database = await cloneDatabase();
    const onServer = await measure(await makeDeps({ on: database }), 'PostgreSQL');
    await database.remove();
    return [...onSmall, ...onServer];
  } finally {
    await server.stop();
  }
}
