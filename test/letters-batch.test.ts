import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { proveLetterToken } from '../src/activation/actions.js';
import { inTransaction } from '../src/audit/actions.js';
import { verifyAudit } from '../src/audit/verifying.js';
import { childrenOf } from '../src/db/children.js';
import type { Deps } from '../src/deps.js';
import { issueDeskLetter, issueLetters, type LettersAsked } from '../src/letters/actions.js';
import { takeDeskLetter, writePending } from '../src/letters/files.js';
import { insertLetter, prepareLetter } from '../src/letters/one-letter.js';
import { discardUnlessAlive } from '../src/letters/prepare.js';
import { printCode } from '../src/letters/rules.js';
import { hashLetterToken } from '../src/letters/secrets.js';
import { proveSecret } from '../src/signin/prove.js';
import { makeDeps, onBothDatabases, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { readPdf } from './pdf.js';
import { addGuardian, addLink, addParent, addPupil, addStaff, jeanMoulin, louiseMichel } from './world.js';

const command = { type: 'command' } as const;
const address = '192.0.2.7';

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fratrie-letters-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

async function issue(deps: Deps, out: string, asked: Partial<LettersAsked> = {}) {
  return await issueLetters(deps, { school: jeanMoulin, reissue: false, actor: command, reveal: true, out, ...asked });
}

async function issued(deps: Deps, out: string, asked: Partial<LettersAsked> = {}) {
  const outcome = await issue(deps, out, asked);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

const liveLetters = async (deps: Deps, school = jeanMoulin) =>
  await deps.db
    .selectFrom('letter')
    .selectAll()
    .where('schoolUai', '=', school)
    .where('usedAt', 'is', null)
    .where('replacedAt', 'is', null)
    .where('diedAt', 'is', null)
    .orderBy('number')
    .execute();

const account = async (deps: Deps, id: number) =>
  await deps.db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const texts = async (path: string) =>
  (await readPdf(await readFile(path))).pages.map(({ text }) => text.replace(/[\u00a0\u202f]/g, ' '));

test('a school’s letters: one a page, by class and pupil, and each opens its account', async (t) => {
  const deps = await makeDeps();
  const out = join(await folderFor(t), 'lettres.pdf');
  const zoe = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate', identity: { firstName: 'Zita' } });
  const adam = await addParent(deps, jeanMoulin, 'Adam', { state: 'to_activate', identity: { firstName: 'Ana' } });
  await deps.db.updateTable('pupilRecord').set({ division: '10e A' }).where('id', '=', zoe.pupilId).execute();
  // A brother at the same school, and a sister at another: only the brother is on the letter.
  await addLink(deps, adam.guardianId, await addPupil(deps, jeanMoulin, 'Bilal', { division: '3e A' }));
  const elsewhere = await addGuardian(deps, louiseMichel).catch(async () => {
    await addParent(deps, louiseMichel, 'Inconnu');
    return await addGuardian(deps, louiseMichel);
  });
  await addLink(deps, elsewhere, await addPupil(deps, louiseMichel, 'Célia'));
  await deps.db
    .insertInto('attachment')
    .values({ accountId: adam.id, guardianId: elsewhere, since: deps.now(), beganCause: 'import' })
    .execute();
  await addParent(deps, jeanMoulin, 'Déjà', { state: 'active' });

  const before = await account(deps, adam.id);
  const letters = await issued(deps, out);
  assert.deepEqual(
    { ...letters, revealed: letters.revealed.length, numbers: letters.numbers.length },
    {
      letters: 2,
      numbers: 2,
      purposes: { activation: 2, recovery: 0 },
      replaced: 0,
      pages: 2,
      file: out,
      skipped: { active: 1 },
      incomplete: [],
      notes: [],
      revealed: 2,
    },
  );
  assert.equal((await stat(out)).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(join(out, '..')), ['lettres.pdf']);
  const [first, second] = await texts(out);
  assert.match(first ?? '', /Mme Ana BENALI\nClasse : 3e A/);
  assert.match(first ?? '', /scolarité de : Bilal BENALI \(3e A\) et Adam BENALI \(5e B\)\./);
  assert.doesNotMatch(first ?? '', /Célia/);
  assert.match(second ?? '', /Mme Zita BENALI\nClasse : 10e A/);

  const [content] = letters.revealed;
  assert.ok(content !== undefined && content.identifier === adam.identifier);
  assert.ok(first?.includes(printCode(content.code)));
  const proved = await proveSecret(deps, {
    identifier: adam.identifier,
    secret: printCode(content.code).toLowerCase(),
    address,
  });
  assert.ok(proved.ok && proved.value.proof === 'letter_code' && proved.value.accountId === adam.id);
  const byToken = await proveLetterToken(deps, content.token.toLowerCase());
  assert.ok(byToken.ok && byToken.value.accountId === adam.id);

  const [row] = await liveLetters(deps);
  assert.ok(row !== undefined);
  assert.equal(row.number, letters.numbers[0]);
  assert.equal(row.lastDay, '2026-12-13');
  assert.match(row.codeHash, /^\$argon2id\$/);
  assert.deepEqual(Buffer.from(row.tokenHash), hashLetterToken(deps.keys, content.token));
  const after = await account(deps, adam.id);
  assert.deepEqual(
    [after.version - before.version, after.proofVersion - before.proofVersion, after.state],
    [1, 1, 'to_activate'],
  );
  assert.deepEqual(await verifyAudit(deps), { intact: true, events: 1 });
  const logged = JSON.stringify(deps.logged);
  for (const { code, token } of letters.revealed)
    for (const secret of [code, printCode(code), token]) assert.ok(!logged.includes(secret));
  await assertInvariants(deps);
});

test('a second run writes to nobody; a reissue ends the former letters', async (t) => {
  const deps = await makeDeps();
  const folder = await folderFor(t);
  const parent = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  const [former] = (await issued(deps, join(folder, '1.pdf'))).revealed;
  const nobody = await issued(deps, join(folder, '2.pdf'));
  assert.deepEqual([nobody.letters, nobody.file, nobody.skipped], [0, undefined, { has_live_letter: 1 }]);

  const again = await issued(deps, join(folder, '3.pdf'), { reissue: true });
  assert.deepEqual([again.letters, again.replaced], [1, 1]);
  assert.deepEqual(await readdir(folder), ['1.pdf', '3.pdf']);
  const prove = async (letter = former) =>
    await proveSecret(deps, { identifier: parent.identifier, secret: letter?.code ?? '', address });
  assert.deepEqual(await prove(), { ok: false, why: { kind: 'letter', end: 'replaced' } });
  assert.ok((await prove(again.revealed[0])).ok);
  assert.equal((await liveLetters(deps)).length, 1);

  // Ninety days later a letter is due again, without asking for a reissue.
  deps.clock.advance({ days: 91 });
  assert.deepEqual((await issued(deps, join(folder, '4.pdf'))).letters, 1);
  assert.equal((await liveLetters(deps)).length, 1);
});

test('only the class asked for, and the child of that class carries the letter', async (t) => {
  const deps = await makeDeps();
  const folder = await folderFor(t);
  const parent = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  await addLink(deps, parent.guardianId, await addPupil(deps, jeanMoulin, 'Bilal', { division: '3e A' }));
  await addParent(deps, jeanMoulin, 'Adam', { state: 'to_activate' });
  await addLink(deps, (await addParent(deps, jeanMoulin, 'Luc')).guardianId, await addPupil(deps, jeanMoulin, 'Ali'));
  const letters = await issued(deps, join(folder, '1.pdf'), { division: '3e A' });
  assert.deepEqual([letters.letters, letters.skipped], [1, {}]);
  const other = await issued(deps, join(folder, '2.pdf'), { division: '5e B', reissue: true });
  assert.deepEqual(
    other.revealed.map(({ children }) => children.map(({ firstName }) => firstName)),
    [['Adam'], ['Zoé', 'Bilal']],
  );
  assert.deepEqual(await issue(deps, join(folder, '3.pdf'), { division: '6e Z' }), {
    ok: false,
    why: { kind: 'unknown_division' },
  });
});

test('an active account gets a letter when it is named, and is told', async (t) => {
  const deps = await makeDeps();
  const folder = await folderFor(t);
  const parent = await addParent(deps, jeanMoulin, 'Zoé', { mail: 'nadia@exemple.fr' });
  const stranger = await addParent(deps, louiseMichel, 'Adam');
  const named = async (identifier: string, name: string) => await issue(deps, join(folder, name), { identifier });
  const letter = await named(parent.identifier, '1.pdf');
  assert.ok(letter.ok && letter.value.purposes.recovery === 1);
  const { rows } = await sql<{ data: unknown }>`select data from pgboss.job where name = 'mail'`.execute(deps.db);
  const [live] = await liveLetters(deps);
  assert.deepEqual(
    rows.map(({ data }) => data),
    [{ kind: 'recovery_letter_notice', letterId: live?.id, moment: 'made', to: 'nadia@exemple.fr' }],
  );
  // Its password lives until the letter is used.
  assert.ok((await proveSecret(deps, { identifier: parent.identifier, secret: parent.password, address })).ok);
  assert.deepEqual(await named(parent.identifier, '2.pdf'), {
    ok: false,
    why: { kind: 'no_letter', why: 'has_live_letter' },
  });
  for (const unknown of [stranger.identifier, 'n.nobody0000'])
    assert.deepEqual(await named(unknown, '3.pdf'), { ok: false, why: { kind: 'unknown_account' } });
  for (const state of ['frozen', 'suspended'] as const) {
    await deps.db.updateTable('account').set({ state }).where('id', '=', parent.id).execute();
    assert.deepEqual(await issue(deps, join(folder, '4.pdf'), { identifier: parent.identifier, reissue: true }), {
      ok: false,
      why: { kind: 'no_letter', why: state },
    });
  }
});

test('no letter while no birth date is known, none for a hidden child; the school is told', async (t) => {
  const deps = await makeDeps();
  const folder = await folderFor(t);
  const undated = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  const hidden = await addParent(deps, jeanMoulin, 'Adam', { state: 'to_activate' });
  await deps.db.updateTable('pupilRecord').set({ birthDate: null }).where('id', '=', undated.pupilId).execute();
  const [child] = await childrenOf(deps.db, hidden.id);
  await deps.db
    .insertInto('hold')
    .values({ linkId: child?.linkId ?? 0, cause: 'not_my_child', since: deps.now() })
    .execute();
  const letters = await issued(deps, join(folder, '1.pdf'));
  assert.deepEqual([letters.letters, letters.skipped], [0, { no_birth_date: 1, no_child: 1 }]);
  assert.deepEqual(
    letters.incomplete.map(({ identifier }) => identifier),
    [undated.identifier],
  );
});

test('a new letter voids what was about to be done with the account', async (t) => {
  const deps = await makeDeps();
  const parent = await addParent(deps, jeanMoulin, 'Zoé', { mail: 'nadia@exemple.fr' });
  const expiresAt = new Date('2027-01-01T00:00:00Z');
  for (const purpose of ['confirm_mail', 'reset_password'] as const)
    await deps.db
      .insertInto('singleUseToken')
      .values({ purpose, accountId: parent.id, tokenHash: deps.random(32), createdAt: deps.now(), expiresAt })
      .execute();
  await issued(deps, join(await folderFor(t), '1.pdf'), { identifier: parent.identifier });
  const tokens = await deps.db.selectFrom('singleUseToken').select('cancelledAt').execute();
  assert.equal(tokens.length, 2);
  for (const { cancelledAt } of tokens) assert.deepEqual(cancelledAt, deps.now());
});

onBothDatabases('a commit that fails leaves no paper, and the former letters live', async (deps, t) => {
  const folder = await folderFor(t);
  const parent = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  const [former] = (await issued(deps, join(folder, '1.pdf'))).revealed;
  // The disk of the database is full, say.
  await sql`create function letters_fail() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$`.execute(
    deps.db,
  );
  await sql`create trigger letters_fail before insert on letter for each statement execute function letters_fail()`.execute(
    deps.db,
  );
  try {
    await assert.rejects(issue(deps, join(folder, '2.pdf'), { reissue: true }), /disk full/);
  } finally {
    await sql`drop function letters_fail cascade`.execute(deps.db);
  }
  assert.deepEqual(await readdir(folder), ['1.pdf']);
  assert.ok((await proveSecret(deps, { identifier: parent.identifier, secret: former?.code ?? '', address })).ok);
  assert.deepEqual(await verifyAudit(deps), { intact: true, events: 1 });
});

/** The same world, in which something happens the first `times` times that a code is hashed: while letters are drawn. */
function meanwhile(deps: TestDeps, times: number, happens: () => Promise<unknown>): TestDeps {
  let time = 0;
  const make = async (secret: string) => {
    if (time < times) {
      time += 1;
      await happens();
    }
    return await deps.hash.make(secret);
  };
  return { ...deps, hash: { ...deps.hash, make } };
}

test('what changes while letters are drawn is drawn again', async (t) => {
  const deps = await makeDeps();
  const folder = await folderFor(t);
  const parent = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  let renamed = 0;
  const rename = () =>
    deps.db
      .updateTable('pupilRecord')
      .set({ firstName: `Zoé${'i'.repeat(++renamed)}` })
      .where('id', '=', parent.pupilId)
      .execute();
  const out = join(folder, '1.pdf');
  const letters = await issued(meanwhile(deps, 1, rename), out);
  assert.equal(letters.letters, 1);
  assert.match((await texts(out))[0] ?? '', /Zoéi BENALI/);
  assert.deepEqual(
    (await liveLetters(deps)).map(({ number }) => number),
    letters.numbers,
  );
  assert.deepEqual(await issue(meanwhile(deps, 99, rename), join(folder, '2.pdf'), { reissue: true }), {
    ok: false,
    why: { kind: 'changing' },
  });
  assert.deepEqual(await readdir(folder), ['1.pdf']);
  assert.equal((await liveLetters(deps)).length, 1);
});

test('an account activated while its letter is drawn is left out', async (t) => {
  const deps = await makeDeps();
  const folder = await folderFor(t);
  const parent = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  const activate = () =>
    deps.db
      .updateTable('account')
      .set({ state: 'active', passwordHash: 'x', version: sql`version + 1` })
      .where('id', '=', parent.id)
      .execute();
  const letters = await issued(meanwhile(deps, 1, activate), join(folder, '1.pdf'));
  assert.deepEqual([letters.letters, letters.skipped, letters.file], [0, { active: 1 }, undefined]);
  assert.deepEqual(await readdir(folder), []);
});

onBothDatabases('two runs at once leave one live letter per account, on one paper', async (deps, t) => {
  const folder = await folderFor(t);
  for (const name of ['Zoé', 'Adam', 'Luc']) await addParent(deps, jeanMoulin, name, { state: 'to_activate' });
  const runs = await Promise.all(['1.pdf', '2.pdf'].map((name) => issued(deps, join(folder, name))));
  assert.deepEqual(runs.map(({ letters }) => letters).sort(), [0, 3]);
  const winner = runs.find(({ letters }) => letters === 3);
  assert.deepEqual((await liveLetters(deps)).map(({ number }) => number).sort(), [...(winner?.numbers ?? [])].sort());
  assert.equal((await readdir(folder)).length, 1);

  const again = await Promise.all(
    ['3.pdf', '4.pdf'].map((name) => issued(deps, join(folder, name), { reissue: true })),
  );
  const live = await liveLetters(deps);
  assert.equal(live.length, 3);
  assert.ok(again.some(({ numbers }) => live.every(({ number }) => numbers.includes(number))));
  await assertInvariants(deps);
});

test('a file that is there already is never overwritten', async (t) => {
  const deps = await makeDeps();
  const folder = await folderFor(t);
  await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  const out = join(folder, '1.pdf');
  await writeFile(out, 'the only copy of somebody’s letters');
  assert.deepEqual(await issue(deps, out), { ok: false, why: { kind: 'file_exists', path: out, detail: 'EEXIST' } });
  const nowhere = join(folder, 'nowhere', '1.pdf');
  assert.deepEqual(await issue(deps, nowhere), {
    ok: false,
    why: { kind: 'cannot_write', path: nowhere, detail: 'ENOENT' },
  });
  const late = join(folder, '2.pdf');
  assert.deepEqual(
    await issue(
      meanwhile(deps, 1, () => writeFile(late, 'another')),
      late,
    ),
    {
      ok: false,
      why: { kind: 'file_exists', path: late, detail: 'EEXIST' },
    },
  );
  assert.deepEqual(await liveLetters(deps), []);
  assert.deepEqual(await readdir(folder), ['1.pdf', '2.pdf']);

  // It came after the letters began to live: they stay under the name that they were written with.
  const path = join(folder, '3.pdf');
  const file = await writePending(path, Buffer.from('letters'), '2026-0001');
  assert.ok(file.ok);
  await writeFile(path, 'a third');
  const kept = await file.value.publish();
  assert.deepEqual([kept, await readFile(kept, 'utf8')], [`${path}.2026-0001.part`, 'letters']);
  assert.equal(await readFile(path, 'utf8'), 'a third');
});

test('a letter made at the desk is fetched once', async () => {
  const deps = await makeDeps();
  const parent = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  const actor = { type: 'staff', ...(await addStaff(deps, jeanMoulin)) } as const;
  const made = await issueDeskLetter(deps, {
    school: jeanMoulin,
    identifier: parent.identifier,
    actor,
    recovery: false,
  });
  assert.ok(made.ok, JSON.stringify(made));
  const again = await issueDeskLetter(deps, {
    school: jeanMoulin,
    identifier: parent.identifier,
    actor,
    recovery: false,
  });
  assert.ok(again.ok);
  const [live] = await liveLetters(deps);
  assert.deepEqual([live?.number, live?.issuedBy], [again.value.number, actor.staffId]);
  const pdf = await takeDeskLetter(deps.config, again.value.number);
  assert.match((await readPdf(pdf ?? new Uint8Array())).pages[0]?.text ?? '', /Nadia/);
  assert.equal(await takeDeskLetter(deps.config, again.value.number), undefined);
  assert.equal(await takeDeskLetter(deps.config, '../keys'), undefined);
  assert.ok((await takeDeskLetter(deps.config, made.value.number)) !== undefined);

  await deps.db.updateTable('staffRole').set({ role: 'reader' }).where('staffId', '=', actor.staffId).execute();
  const late = await issueDeskLetter(deps, {
    school: jeanMoulin,
    identifier: parent.identifier,
    actor,
    recovery: false,
  });
  assert.deepEqual(late, { ok: false, why: { kind: 'not_allowed' } });
  const active = await addParent(deps, jeanMoulin, 'Tom');
  const wanted = { school: jeanMoulin, identifier: active.identifier, actor, recovery: false };
  assert.deepEqual(await issueDeskLetter(deps, wanted), { ok: false, why: { kind: 'no_letter', why: 'active' } });
});

test('one letter is prepared outside a transaction and written inside another’s', async () => {
  const deps = await makeDeps();
  const parent = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  const children = await childrenOf(deps.db, parent.id);
  const asked = { school: jeanMoulin, identifier: parent.identifier, children, purpose: 'activation' } as const;
  const letter = await prepareLetter(deps, asked);
  assert.ok(letter.ok, JSON.stringify(letter));
  assert.deepEqual(await liveLetters(deps), []);
  assert.equal(await takeDeskLetter(deps.config, letter.value.number), undefined);
  const id = await inTransaction(deps, (tx) => insertLetter(tx, letter.value, parent.id, null));
  await letter.value.file.publish();
  const [live] = await liveLetters(deps);
  assert.deepEqual([live?.id, live?.number], [id, letter.value.number]);
  const [content] = letter.value.prepared.contents;
  assert.ok((await proveSecret(deps, { identifier: parent.identifier, secret: content?.code ?? '', address })).ok);
  assert.ok((await takeDeskLetter(deps.config, letter.value.number)) !== undefined);

  assert.deepEqual(await prepareLetter(deps, { ...asked, children: [] }), { ok: false, why: { kind: 'no_child' } });
  const undated = children.map((child) => ({ ...child, birthDate: null }));
  assert.deepEqual(await prepareLetter(deps, { ...asked, children: undated }), {
    ok: false,
    why: { kind: 'no_birth_date' },
  });
  const discarded = await prepareLetter(deps, asked);
  assert.ok(discarded.ok);
  await discarded.value.file.discard();
  assert.equal(await takeDeskLetter(deps.config, discarded.value.number), undefined);
});

test('paper whose letters may live stays while the database cannot say', async () => {
  const deps = await makeDeps();
  const parent = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  const children = await childrenOf(deps.db, parent.id);
  const asked = { school: jeanMoulin, identifier: parent.identifier, children, purpose: 'activation' } as const;
  const letter = await prepareLetter(deps, asked);
  assert.ok(letter.ok);
  const { number, file } = letter.value;
  const away = deps.db.withPlugin({
    transformQuery: () => {
      throw new Error('the database is away');
    },
    transformResult: async ({ result }) => result,
  });
  await discardUnlessAlive({ db: away }, number, file);
  const path = join(deps.config.dataFolder, 'letters', `${number}.pdf.${number}.part`);
  assert.ok((await stat(path)).size > 0);
  await discardUnlessAlive(deps, number, file);
  await assert.rejects(stat(path), { code: 'ENOENT' });
});
