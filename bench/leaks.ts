// How long each way in takes to answer about an account that exists and about one that does not: the medians must be
// within 2 ms of each other. In one process on PGlite, with the real cost of argon2id, names taken in turn.
import type { FastifyInstance } from 'fastify';
import { createApp } from '../src/app.js';
import { argon2id, currentCost } from '../src/hashing.js';
import { makeCode, printCode } from '../src/letters/rules.js';
import { makeDeps } from '../test/harness.js';
import { openVisitor } from '../test/visitor.js';
import { addParent, jeanMoulin, louiseMichel } from '../test/world.js';
import { median } from './load.js';

export type LeakRow = {
  readonly way: string;
  readonly tries: number;
  /** Milliseconds, by kind of account. */
  readonly medians: Readonly<Record<string, number>>;
  /** Between the slowest and the quickest kind. */
  readonly spread: number;
  /** The same between the two halves of the tries of one kind: what this machine cannot tell. */
  readonly noise: number;
};

export const leakKinds = ['unknown', 'active', 'with a mail', 'asleep', 'closed', 'to_activate'] as const;
type Kind = (typeof leakKinds)[number];

const triesOfEach = 40;
const unmeasured = 5;

type Way = {
  readonly way: string;
  readonly path: string;
  readonly fields: (name: string) => Record<string, string>;
  readonly named: 'identifier' | 'mail';
};

const wrong = 'un mot de passe faux';
const wrongCode = printCode(makeCode(Buffer.alloc(7, 5)));
const ways: readonly Way[] = [
  {
    way: 'sign-in',
    path: '/connexion',
    named: 'identifier',
    fields: (identifier) => ({ identifier, password: wrong }),
  },
  {
    way: 'letter code',
    path: '/activation',
    named: 'identifier',
    fields: (identifier) => ({ identifier, code: wrongCode }),
  },
  {
    way: 'lost password',
    path: '/connexion/mot-de-passe-oublie',
    named: 'identifier',
    fields: (identifier) => ({ identifier }),
  },
  { way: 'lost identifier', path: '/connexion/identifiant-oublie', named: 'mail', fields: (mail) => ({ mail }) },
];

/** One answer, from the post of the form alone: reading the page that follows is not part of it. */
async function timeOf(app: FastifyInstance, { path, fields }: Way, name: string, turn: number): Promise<number> {
  // An address each: nobody is throttled by what is measured.
  const address = `10.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}`;
  const visitor = openVisitor(app, { address });
  const page = await visitor.visit(path);
  const token = page.field('_csrf');
  const began = performance.now();
  const answer = await visitor.post(
    path,
    { ...fields(name), ...(token === undefined ? {} : { _csrf: token }) },
    { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' },
  );
  const took = performance.now() - began;
  if (answer.status !== 303 && answer.status !== 422) throw new Error(`${path} answered ${answer.status}`);
  return took;
}

/** Medians of each way and kind. */
export async function benchLeaks(): Promise<readonly LeakRow[]> {
  const deps = { ...(await makeDeps()), hash: argon2id(currentCost) };
  const app = await createApp(deps);
  const parents = {
    active: await addParent(deps, jeanMoulin, 'Yanis'),
    'with a mail': await addParent(deps, jeanMoulin, 'Lina', { mail: 'nadia@exemple.fr' }),
    asleep: await addParent(deps, jeanMoulin, 'Noé', { mail: 'asleep@exemple.fr' }),
    closed: await addParent(deps, louiseMichel, 'Zoé', { mail: 'closed@exemple.fr' }),
    to_activate: await addParent(deps, louiseMichel, 'Sami', { state: 'to_activate' }),
  };
  await deps.db.updateTable('account').set({ state: 'asleep' }).where('id', '=', parents.asleep.id).execute();
  const { id: closed } = parents.closed;
  await deps.db
    .updateTable('attachment')
    .set({ until: deps.now(), endedCause: 'closing' })
    .where('accountId', '=', closed)
    .execute();
  await deps.db
    .updateTable('account')
    .set({ state: 'closed', closedAt: deps.now() })
    .where('id', '=', closed)
    .execute();
  const names = (named: Way['named'], kind: Kind): string => {
    if (named === 'identifier') return kind === 'unknown' ? 'n.benali0000' : parents[kind].identifier;
    return kind === 'with a mail' ? 'nadia@exemple.fr' : `${kind}@exemple.fr`;
  };
  const rows: LeakRow[] = [];
  let turn = 0;
  for (const way of ways) {
    const took = new Map<Kind, number[]>(leakKinds.map((kind) => [kind, []]));
    for (let round = 0; round < triesOfEach + unmeasured; round += 1) {
      // What was counted is forgotten: a try that waits is another answer than the one measured.
      await deps.db.deleteFrom('throttle').execute();
      // Another kind begins each round: what the first of a round costs more falls on all.
      for (let place = 0; place < leakKinds.length; place += 1) {
        const kind = leakKinds[(round + place) % leakKinds.length] ?? 'unknown';
        turn += 1;
        const one = await timeOf(app, way, names(way.named, kind), turn);
        if (round >= unmeasured) took.get(kind)?.push(one);
      }
    }
    const medians = Object.fromEntries([...took].map(([kind, times]) => [kind, median(times)]));
    const all = Object.values(medians);
    const halves = [...took.values()].map((times) => {
      const odd = times.filter((_, index) => index % 2 === 1);
      const even = times.filter((_, index) => index % 2 === 0);
      return Math.abs(median(odd) - median(even));
    });
    rows.push({
      way: way.way,
      tries: triesOfEach,
      medians,
      spread: Math.max(...all) - Math.min(...all),
      noise: Math.max(...halves),
    });
  }
  await app.close();
  await deps.jobs.close();
  await deps.open.close();
  return rows;
}
