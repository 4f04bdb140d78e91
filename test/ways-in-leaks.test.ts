// Every way in says the same to whoever tries names: one status, one size, one text, one amount of work, whether the
// account is unknown, open, closed, blocked, asleep, never activated, with or without a confirmed mail. (Time itself is
// measured by the part « leaks » of the bench.)
import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import type { AccountState } from '../src/accounts/rules.js';
import { createApp } from '../src/app.js';
import { makeCode, printCode } from '../src/letters/rules.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { openVisitor, type Page } from './visitor.js';
import { addLetter, addParent, jeanMoulin, louiseMichel } from './world.js';

const states: readonly AccountState[] = ['active', 'frozen', 'suspended', 'asleep', 'closed', 'to_activate'];
const unknown = 'n.benali0000';
const wrongPassword = 'un mot de passe faux';
const wrongCode = printCode(makeCode(Buffer.alloc(7, 5)));

async function setState(deps: TestDeps, id: number, state: AccountState): Promise<void> {
  if (state === 'closed') {
    await deps.db
      .updateTable('attachment')
      .set({ until: deps.now(), endedCause: 'closing' })
      .where('accountId', '=', id)
      .execute();
    await deps.db.updateTable('letter').set({ usedAt: deps.now() }).where('accountId', '=', id).execute();
  }
  await deps.db
    .updateTable('account')
    .set({ state, closedAt: state === 'closed' ? deps.now() : null })
    .where('id', '=', id)
    .execute();
}

/** Each state with a confirmed mail and without, each with a letter; and a name that nobody has. */
async function addEveryAccount(deps: TestDeps): Promise<Map<string, string>> {
  const identifiers = new Map([['unknown', unknown]]);
  for (const state of states) {
    for (const mail of [undefined, `${state}@exemple.fr`]) {
      const made = state === 'to_activate' ? 'to_activate' : 'active';
      const { id, identifier } = await addParent(deps, jeanMoulin, 'Yanis', {
        state: made,
        ...(mail === undefined ? {} : { mail }),
      });
      await addLetter(deps, id, jeanMoulin);
      await setState(deps, id, state);
      identifiers.set(`${state}${mail === undefined ? '' : ' with a mail'}`, identifier);
    }
  }
  return identifiers;
}

type Work = { hashes: number; statements: number };

/** The same program, whose hashes and SQL statements are counted. */
function counting(real: TestDeps): { deps: TestDeps; work: Work } {
  const work: Work = { hashes: 0, statements: 0 };
  const count =
    <A extends unknown[], R>(run: (...args: A) => R) =>
    (...args: A): R => {
      work.hashes += 1;
      return run(...args);
    };
  const hash = {
    ...real.hash,
    make: count(real.hash.make),
    matches: count(real.hash.matches),
    pretend: count(real.hash.pretend),
  };
  const db = real.db.withPlugin({
    transformQuery: ({ node }) => {
      work.statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { deps: { ...real, hash, db }, work };
}

/** All that the other side can see of an answer, but for what is random and what it typed itself. */
function seen(answer: Page, typed: string): string {
  const text = answer.html.replaceAll(typed, 'TYPED').replace(/value="[\w-]{86}"/g, 'value="TOKEN"');
  const headers = { ...answer.headers, date: '', 'x-request-id': '', 'set-cookie': '' };
  return JSON.stringify([answer.status, answer.url, answer.bytes.length, text, headers]);
}

type Try = (app: FastifyInstance, typed: string) => Promise<{ form: Page; fields: Record<string, string> }>;

const formOf =
  (path: string, fields: (typed: string) => Record<string, string>): Try =>
  async (app, typed) => ({ form: await openVisitor(app).visit(path), fields: fields(typed) });

/** Sends the same for each name, and asks that nothing but the name tells the answers apart. */
async function assertAllAlike(
  real: TestDeps,
  names: ReadonlyMap<string, string>,
  attempt: Try,
  expected: number,
): Promise<void> {
  const { deps, work } = counting(real);
  const app = await createApp(deps);
  const answers = new Map<string, string[]>();
  for (const [who, typed] of names) {
    const { form, fields } = await attempt(app, typed);
    Object.assign(work, { hashes: 0, statements: 0 });
    const answer = await form.send(fields);
    assert.equal(answer.status, expected, who);
    const all = `${seen(answer, typed)} ${JSON.stringify(work)}`;
    assert.ok(work.statements > 0, 'the counter counts');
    answers.set(all, [...(answers.get(all) ?? []), who]);
  }
  assert.equal(answers.size, 1, `told apart: ${JSON.stringify([...answers.values()])}`);
}

for (const [kind, secret] of [
  ['password', wrongPassword],
  ['code', wrongCode],
] as const) {
  onBothDatabases(`a wrong ${kind} at sign-in tells nothing of the account`, async (deps) => {
    const names = await addEveryAccount(deps);
    await assertAllAlike(
      deps,
      names,
      formOf('/connexion', (identifier) => ({ identifier, password: secret })),
      422,
    );
  });

  onBothDatabases(`a wrong ${kind} of the other account tells nothing of it in the wizard`, async (deps) => {
    const names = await addEveryAccount(deps);
    const me = await addParent(deps, louiseMichel, 'Lina');
    // A session each: one session has ten tries.
    const attempt: Try = async (app, typed) => {
      const visitor = openVisitor(app);
      await (await visitor.visit('/connexion')).send({ identifier: me.identifier, password: me.password });
      return {
        form: await visitor.visit('/mon-compte/regrouper'),
        fields: { identifier: typed, password: secret },
      };
    };
    await assertAllAlike(deps, names, attempt, 422);
  });
}

onBothDatabases('a wrong code on the page of the letter tells nothing of the account', async (deps) => {
  const names = await addEveryAccount(deps);
  await assertAllAlike(
    deps,
    names,
    formOf('/activation', (identifier) => ({ identifier, code: wrongCode })),
    422,
  );
});

onBothDatabases('asking for a lost password tells nothing of the account, nor of its mail', async (deps) => {
  const names = await addEveryAccount(deps);
  await assertAllAlike(
    deps,
    names,
    formOf('/connexion/mot-de-passe-oublie', (identifier) => ({ identifier })),
    200,
  );
});

onBothDatabases('asking for a lost identifier tells nothing of who has this mail', async (deps) => {
  await addEveryAccount(deps);
  const { id } = await addParent(deps, louiseMichel, 'Inès');
  await deps.db.updateTable('account').set({ mail: 'pasconf@exemple.fr' }).where('id', '=', id).execute();
  const names = new Map<string, string>(states.map((state) => [state, `${state}@exemple.fr`]));
  names.set('nobody', 'personne@exemple.fr').set('never confirmed', 'pasconf@exemple.fr');
  await assertAllAlike(
    deps,
    names,
    formOf('/connexion/identifiant-oublie', (mail) => ({ mail })),
    200,
  );
});

onBothDatabases('an identifier shut by wrong tries answers alike, whether anybody has it or not', async (deps) => {
  const names = await addEveryAccount(deps);
  const app = await createApp(deps);
  let from = 0;
  for (const typed of names.values())
    for (let i = 0; i < 10; i += 1) {
      from += 1;
      const form = await openVisitor(app, { address: `192.0.2.${from % 250}` }).visit('/connexion');
      await form.send({ identifier: typed, password: wrongPassword });
    }
  await assertAllAlike(
    deps,
    names,
    formOf('/connexion', (identifier) => ({ identifier, password: wrongPassword })),
    422,
  );
  await assertAllAlike(
    deps,
    names,
    formOf('/activation', (identifier) => ({ identifier, code: wrongCode })),
    422,
  );
  await assertAllAlike(
    deps,
    names,
    formOf('/connexion/mot-de-passe-oublie', (identifier) => ({ identifier })),
    200,
  );
});
