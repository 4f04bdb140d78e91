// A secretary makes the letters of a class: counted, looked at, made by a job, taken away once, handed out.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createApp } from '../../src/app.js';
import { verifyAudit } from '../../src/audit/verifying.js';
import { drainBatches } from '../../src/batches/work.js';
import { deliverMails } from '../../src/mail/sending.js';
import { setSettings } from '../../src/network-settings/actions.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { readPdf } from '../pdf.js';
import { openSecretary } from '../secretary.js';
import { openVisitor, type Page, type Visitor } from '../visitor.js';
import { addAccount, addGuardian, addLink, addPupil, addSchool, jeanMoulin, louiseMichel } from '../world.js';

const make = 'Faire les lettres';

async function addFamily(
  deps: TestDeps,
  child: string,
  rest: { division?: string; state?: 'active' | 'to_activate'; mail?: string; birthDate?: string | null } = {},
) {
  await addSchool(deps, jeanMoulin);
  const guardianId = await addGuardian(deps, jeanMoulin, { familyName: child.toUpperCase() });
  const division = rest.division ?? '5e B';
  const birthDate = rest.birthDate === undefined ? '2014-04-21' : rest.birthDate;
  const pupilId = await addPupil(deps, jeanMoulin, child, { familyName: child.toUpperCase(), division, birthDate });
  await addLink(deps, guardianId, pupilId);
  return await addAccount(deps, [guardianId], {
    state: rest.state ?? 'to_activate',
    ...(rest.mail ? { mail: rest.mail } : {}),
  });
}

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  for (const child of ['Zoé', 'Adam', 'Inès']) await addFamily(deps, child);
  await addFamily(deps, 'Paul', { division: '4e A' });
  return { app, ...(await openSecretary(deps, app, jeanMoulin)) };
}

const count = async (visitor: Visitor, query = '?classe=5e+B') => await visitor.visit(`/ecole/lettres${query}`);
const liveLetters = async (deps: TestDeps) =>
  await deps.db
    .selectFrom('letter')
    .selectAll()
    .where('replacedAt', 'is', null)
    .where('usedAt', 'is', null)
    .orderBy('number')
    .execute();
const papers = async (deps: TestDeps) => await readdir(join(deps.config.dataFolder, 'letters')).catch(() => []);

async function made(deps: TestDeps, asked: Page): Promise<Page> {
  assert.equal(asked.heading, 'Lettres en cours', asked.words);
  await drainBatches(deps);
  return await asked.follow('Voir où il en est');
}

onBothDatabases('the letters of a class: in one PDF by pupil, once; then each is handed out', async (deps) => {
  const { app, visitor } = await setUp(deps);
  const choose = await (await visitor.visit('/ecole')).follow('Lettres');
  assert.match(choose.words, /4 lettres à faire/);
  const counted = await choose.send({ classe: '5e B' }, 'Compter');
  assert.match(counted.words, /3 lettres à faire/);
  assert.equal((await liveLetters(deps)).length, 0);
  const batch = await made(deps, await counted.send({}, make));
  assert.equal(batch.heading, '3 lettres prêtes');
  assert.deepEqual(batch.all('tbody tr th'), ['5e B', '5e B', '5e B']);
  assert.match(batch.words, /Adam ADAM[\s\S]*Inès INÈS[\s\S]*Zoé ZOÉ/);

  const file = await batch.send({}, 'Télécharger les lettres (PDF)');
  assert.equal(file.headers['content-type'], 'application/pdf');
  assert.match(file.headers['cache-control'] ?? '', /no-store/);
  const { pages } = await readPdf(new Uint8Array(file.bytes));
  assert.deepEqual(
    pages.map(({ text }) => ['Adam', 'Inès', 'Zoé'].find((name) => text.includes(name))),
    ['Adam', 'Inès', 'Zoé'],
  );
  assert.deepEqual(await papers(deps), [], 'the paper is gone');
  const twice = await batch.send({}, 'Télécharger les lettres (PDF)');
  assert.equal(twice.status, 422);
  assert.match(twice.words, /déjà été téléchargées/);

  // What is printed opens the account.
  const text = pages[0]?.text ?? '';
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? '';
  const [first] = await deps.db
    .selectFrom('letter')
    .innerJoin('account', 'account.id', 'letter.accountId')
    .select(['account.identifier', 'letter.id'])
    .orderBy('letter.number')
    .execute();
  const birth = await (await openVisitor(app).visit('/activation')).send({ identifier: first?.identifier ?? '', code });
  assert.equal(birth.path, '/activation/naissance');

  const handed = await twice.send({ handed: [String(first?.id)] }, 'Noter les lettres remises');
  assert.match(handed.words, /1 lettre remise sur 3/);
  assert.match(handed.words, /Pas encore/);
  const list = await handed.follow('Liste des destinataires, sans les codes (CSV)');
  const csv = list.bytes.toString('utf8');
  assert.match(csv, /;5e B;Adam ADAM;ADAM Nadia;x\.benali\d+;remise\r\n/);
  assert.equal((csv.match(/;non remise\r\n/g) ?? []).length, 2);
  assert.doesNotMatch(csv, new RegExp(code));

  const again = await count(visitor, '?classe=5e+B&valables=oui');
  assert.match(again.words, /3 lettres encore valables seront annulées, dont 1 déjà remise/);
  assert.match((await count(visitor)).words, /Aucune lettre à faire[\s\S]*3 comptes ont déjà une lettre valable/);
  const kinds = (await deps.db.selectFrom('auditEvent').select('kind').orderBy('seq').execute()).map(
    ({ kind }) => kind,
  );
  assert.deepEqual(
    kinds.filter((kind) => /letters/.test(kind)),
    ['letters_asked', 'letters_issued', 'letters_handed'],
  );
  assert.ok((await verifyAudit(deps)).intact);
});

onBothDatabases('some parents of the class, and their old letters die', async (deps) => {
  const { visitor } = await setUp(deps);
  await made(deps, await (await count(visitor)).send({}, make));
  const before = await liveLetters(deps);
  const again = await count(visitor, '?classe=5e+B&valables=oui');
  const ids = again.html.match(/name="compte" value="\d+"/g) ?? [];
  assert.equal(ids.length, 3);
  const chosen = /\d+/.exec(ids[1] ?? '')?.[0] ?? '';
  const none = await again.send({ compte: [] }, make);
  assert.equal(none.status, 422);
  assert.match(none.words, /Cochez au moins un parent/);
  const batch = await made(deps, await again.send({ compte: [chosen] }, make));
  assert.equal(batch.heading, '1 lettre prête');
  assert.match(batch.words, /1 lettre d’avant ne marche plus/);
  const after = await liveLetters(deps);
  assert.equal(after.length, 3);
  assert.equal(after.filter(({ id }) => before.every((one) => one.id !== id)).length, 1);
});

onBothDatabases('bulk letters ask for a fresh code, and keep what was ticked', async (deps) => {
  const { visitor, authenticator } = await setUp(deps);
  deps.clock.advance({ minutes: 6 });
  const form = await count(visitor);
  assert.notEqual(form.field('code'), undefined);
  const without = await form.send({ papier: 'csv' }, make);
  assert.equal(without.status, 422);
  assert.match(without.words, /Tapez le code de votre application/);
  assert.equal((await deps.db.selectFrom('letterBatch').select('id').execute()).length, 0);
  const batch = await made(deps, await without.send({ papier: 'csv', code: authenticator.next() }, make));
  const csv = (await batch.send({}, 'Télécharger la liste (CSV)')).bytes.toString('utf8');
  deps.clock.advance({ minutes: 6 });
  const again = await count(visitor, '?classe=5e+B&valables=oui');
  const table = await made(deps, await again.send({ papier: 'ods', code: authenticator.next() }, make));
  const ods = await table.send({}, 'Télécharger la liste (ODS)');
  assert.equal(ods.headers['content-type'], 'application/vnd.oasis.opendocument.spreadsheet');
  assert.equal(ods.bytes.subarray(30, 38).toString(), 'mimetype');
  assert.match(ods.headers['cache-control'] ?? '', /no-store/);
  assert.deepEqual(await papers(deps), []);
  assert.match(csv, /^\ufeffNuméro;Classe;Élèves;/);
  assert.equal((csv.match(/;[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4};/g) ?? []).length, 3);
  assert.equal((csv.match(/\/L\/[0-9A-Z]{26}\r\n/g) ?? []).length, 3);
});

onBothDatabases('an open account with a proved address gets a link by mail, never a code', async (deps) => {
  const { visitor } = await setUp(deps);
  const open = await addFamily(deps, 'Léa', { state: 'active', mail: 'lea@exemple.fr' });
  await addFamily(deps, 'Tom', { state: 'active' });
  const form = await count(visitor);
  assert.match(form.words, /2 comptes sont déjà ouverts : pas de lettre, un lien par mail est possible pour 1/);
  const batch = await made(deps, await form.send({ liens: 'oui' }, make));
  assert.equal(batch.heading, '3 lettres prêtes');
  assert.match(batch.words, /1 lien part par mail/);
  await deliverMails(deps);
  assert.deepEqual(
    deps.sent.map(({ to }) => to),
    ['lea@exemple.fr'],
  );
  assert.match(deps.sent[0]?.text ?? '', /\/connexion\/nouveau\//);
  assert.equal((await deps.db.selectFrom('letter').select('id').where('accountId', '=', open.id).execute()).length, 0);
});

onBothDatabases('by situation: the new, the expired, those not handed out', async (deps) => {
  const { visitor } = await setUp(deps);
  const batch = await made(deps, await (await count(visitor)).send({}, make));
  const asked = async (situation: string) => (await count(visitor, `?situation=${situation}`)).words;
  assert.match(await asked('nouveaux'), /1 lettre à faire[\s\S]*Paul PAUL/);
  assert.match(await asked('perimee'), /Aucune lettre à faire/);
  const [first, , third] = (await liveLetters(deps)).map(({ id }) => String(id));
  await batch.send({ handed: [first ?? '', third ?? ''] }, 'Noter les lettres remises');
  const left = await count(visitor, '?situation=non-remise');
  assert.match(left.words, /1 lettre à faire[\s\S]*1 lettre encore valable sera annulée\./);
  const again = await made(deps, await left.send({}, make));
  assert.match(again.words, /toutes les classes, lettre valable, pas encore remise/);
  assert.deepEqual(again.all('tbody tr td').slice(0, 1), ['Inès INÈS']);
  assert.equal((await liveLetters(deps)).length, 3);
  deps.clock.advance({ days: 400 });
  await deps.db.updateTable('session').set({ seenAt: deps.now() }).execute();
  const late = await openSecretary(deps, await createApp(deps), jeanMoulin, { mail: 'autre@exemple.fr' });
  assert.match((await count(late.visitor, '?situation=perimee')).words, /3 lettres à faire/);
  assert.match((await count(late.visitor, '?situation=jamais-ouvert')).words, /4 lettres à faire/);
});

onBothDatabases('accounts ticked in the list: their letters and their links alone', async (deps) => {
  const { visitor } = await setUp(deps);
  const open = await addFamily(deps, 'Léa', { state: 'active', mail: 'lea@exemple.fr' });
  await addFamily(deps, 'Tom', { state: 'active', mail: 'tom@exemple.fr' });
  const list = await visitor.visit('/ecole/comptes');
  const boxes = [...list.html.matchAll(/value="(\d+)" aria-label="Lettre pour ([^"]+)"/g)];
  const idOf = (name: string) => boxes.find(([, , label]) => label?.startsWith(name))?.[1] ?? assert.fail(name);
  const chosen = await list.send(
    { compte: [idOf('ZOÉ'), idOf('PAUL'), idOf('LÉA')] },
    'Lettres pour les comptes cochés',
  );
  assert.match(chosen.words, /Vous avez coché 3 comptes[\s\S]*2 lettres à faire/);
  const batch = await made(deps, await chosen.send({ liens: 'oui' }, make));
  assert.equal(batch.heading, '2 lettres prêtes');
  assert.match(batch.words, /comptes choisis un par un/);
  await deliverMails(deps);
  assert.deepEqual(
    deps.sent.map(({ to }) => to),
    ['lea@exemple.fr'],
    'the link of the other open account was not asked for',
  );
  assert.equal((await deps.db.selectFrom('letter').select('id').where('accountId', '=', open.id).execute()).length, 0);
  const none = await list.send({}, 'Lettres pour les comptes cochés');
  assert.match(none.words, /Vous n’avez coché aucun compte[\s\S]*Aucune lettre à faire/);
});

onBothDatabases('two on a sheet, then class by class until all are handed out', async (deps) => {
  const { visitor } = await setUp(deps);
  const batch = await made(deps, await (await count(visitor, '')).send({ papier: 'a5x2' }, make));
  assert.match(batch.words, /Posez la moitié gauche sur la droite/);
  const unfetched = /Ces lettres ne sont pas encore téléchargées/;
  assert.match(batch.words, unfetched);
  assert.match((await visitor.visit('/ecole/lettres')).all('tbody').join(' '), /Prêtes/);
  const { pages } = await readPdf(new Uint8Array((await batch.send({}, 'Télécharger les lettres (PDF)')).bytes));
  assert.doesNotMatch((await visitor.visit(batch.path)).words, unfetched);
  assert.match((await visitor.visit('/ecole/lettres')).all('tbody').join(' '), /Téléchargées/);
  assert.deepEqual(
    pages.map(({ text }) => ['Paul', 'Adam', 'Inès', 'Zoé'].filter((name) => text.includes(name))),
    [
      ['Paul', 'Inès'],
      ['Adam', 'Zoé'],
    ],
  );
  const fourth = await batch.follow('4e A, reste 1');
  assert.deepEqual(fourth.all('tbody tr th'), ['4e A']);
  const done = await fourth.send({}, 'Toutes sont remises');
  assert.match(done.words, /1 lettre remise sur 1/);
  const fifth = await done.follow('Classe suivante : 5e B');
  assert.match(fifth.words, /0 lettre remise sur 3/);
  assert.deepEqual(fifth.all('tbody tr th'), ['5e B', '5e B', '5e B']);
});

onBothDatabases('a class of more letters than a page holds is handed out page by page', async (deps) => {
  const { visitor } = await setUp(deps);
  const batch = await made(deps, await (await count(visitor)).send({ papier: 'csv' }, make));
  await sql`
    with more as (
      insert into letter (number, account_id, school_uai, purpose, code_hash, token_hash, issued_at, replaced_at, last_day, batch_id, division)
      select 'M' || n, l.account_id, l.school_uai, l.purpose, '', decode(lpad(n::text, 8, '0'), 'hex'), l.issued_at, l.issued_at, l.last_day, l.batch_id, l.division
      from (select * from letter where division = '5e B' limit 1) l, generate_series(1, 220) n returning batch_id
    )
    update letter_batch set letters = letters + 220 where id in (select batch_id from more)`.execute(deps.db);
  const first = await visitor.visit(`${batch.path}?classe=5e+B`);
  assert.equal(first.all('tbody tr th').length, 200);
  const noted = await first.send({}, 'Toutes celles-ci sont remises');
  assert.match(noted.words, /200 lettres remises sur 223/);
  const second = await noted.follow('Suivant');
  assert.equal(second.all('tbody tr th').length, 23);
  assert.match((await second.send({}, 'Toutes celles-ci sont remises')).words, /223 lettres remises sur 223/);
});

onBothDatabases('without a birth date no letter, and the page says for whom', async (deps) => {
  const { visitor } = await setUp(deps);
  await addFamily(deps, 'Max', { birthDate: null });
  assert.match((await count(visitor)).words, /Sans date de naissance, pas de lettre : Max MAX/);
});

onBothDatabases('one letter as an example opens nothing', async (deps) => {
  const { visitor } = await setUp(deps);
  const example = await (await count(visitor)).follow('page A4');
  const { pages } = await readPdf(new Uint8Array(example.bytes));
  assert.equal(pages.length, 1);
  assert.match(pages[0]?.text ?? '', /0000-0000-0000/);
  assert.deepEqual(await liveLetters(deps), []);
});

onBothDatabases('pressed twice, one batch; nobody else takes its paper; another school sees nothing', async (deps) => {
  const { app, visitor } = await setUp(deps);
  const form = await count(visitor);
  const [one, two] = await Promise.all([form.send({}, make), form.send({}, make)]);
  assert.deepEqual([one.status, two.status].sort(), [200, 422]);
  await drainBatches(deps);
  assert.equal((await liveLetters(deps)).length, 3);
  const path = (one.status === 200 ? one : two).path;
  const colleague = await openSecretary(deps, app, jeanMoulin, { mail: 'direction@exemple.fr', role: 'head' });
  const seen = await colleague.visitor.visit(path);
  assert.match(seen.words, /Seule la personne qui a demandé ces lettres peut les prendre/);
  const stolen = await colleague.visitor.post(`${path}/fichier`, { _csrf: seen.field('_csrf') ?? '' });
  assert.equal(stolen.status, 422);
  assert.equal((await papers(deps)).length, 1, 'it still waits');
  const stranger = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr' });
  for (const url of [path, `${path}/etat`, `${path}/liste`])
    assert.equal((await stranger.visitor.visit(url)).status, 404, url);
});

onBothDatabases('what a stopped server had begun is made once; what breaks changes nothing', async (deps) => {
  const { visitor } = await setUp(deps);
  const asked = await (await count(visitor)).send({}, make);
  await deps.db.updateTable('letterBatch').set({ tries: 1, drawn: 2 }).execute();
  assert.match((await visitor.visit(`${asked.path}/etat`)).bytes.toString(), /2 lettres sur le papier/);
  const batch = await made(deps, asked);
  assert.equal((await visitor.visit(`${asked.path}/etat`)).status, 204);
  const { id } = await deps.db.selectFrom('letterBatch').select('id').executeTakeFirstOrThrow();
  await deps.db.transaction().execute((tx) => deps.jobs.send(tx, 'letters', { batchId: id }));
  await drainBatches(deps);
  assert.equal((await deps.db.selectFrom('letter').select('id').execute()).length, 3);
  assert.equal(batch.heading, '3 lettres prêtes');

  const again = await (await count(visitor, '?valables=oui')).send({}, make);
  const cut = () => {
    throw new Error('cut');
  };
  await drainBatches({ ...deps, random: cut });
  const failed = await visitor.visit(again.path);
  assert.equal(failed.heading, 'Lettres arrêtées');
  assert.equal((await liveLetters(deps)).length, 3, 'the letters of before still work');
});

onBothDatabases('who lost the right before the job makes nothing', async (deps) => {
  const { visitor } = await setUp(deps);
  const asked = await (await count(visitor)).send({}, make);
  await deps.db.updateTable('staffRole').set({ until: deps.now() }).execute();
  await drainBatches(deps);
  assert.deepEqual(await liveLetters(deps), []);
  assert.deepEqual(await papers(deps), []);
  const { state } = await deps.db.selectFrom('letterBatch').select('state').executeTakeFirstOrThrow();
  assert.deepEqual([state, asked.status], ['failed', 200]);
});

onBothDatabases('for many letters, a second person of the school agrees first', async (deps) => {
  const { app, visitor } = await setUp(deps);
  await setSettings(deps, 'command', { approvalAbove: 2 });
  const alone = await (await count(visitor)).send({}, make);
  assert.equal(alone.status, 422);
  assert.match(alone.words, /une deuxième personne de l’école doit être d’accord/);
  assert.equal((await deps.db.selectFrom('letterBatch').select('id').execute()).length, 0);
  const asked = await alone.send({}, 'Demander l’accord');
  assert.match(asked.path, /^\/ecole\/accords\//);
  assert.match(asked.words, /3 lettres, classe 5e B/);
  assert.match((await (await count(visitor)).send({}, make)).words, /attendent l’accord/);
  const head = await openSecretary(deps, app, jeanMoulin, { mail: 'direction@exemple.fr', role: 'head' });
  await (await head.visitor.visit(asked.path)).send({}, 'Accepter');
  // What an import brings meanwhile was not agreed to.
  const late = await addFamily(deps, 'Noé');
  const more = await (await count(visitor)).send({}, make);
  assert.equal(more.status, 422);
  assert.match(more.words, /une deuxième personne de l’école doit être d’accord/);
  await deps.db.updateTable('account').set({ state: 'suspended' }).where('id', '=', late.id).execute();
  assert.equal((await made(deps, await (await count(visitor)).send({}, make))).heading, '3 lettres prêtes');
  const again = await (await count(visitor, '?classe=5e+B&valables=oui')).send({}, make);
  assert.equal(again.status, 422, 'an approval serves once');
});

onBothDatabases('links by mail count like letters, and go to those who were counted', async (deps) => {
  const { visitor } = await setUp(deps);
  await setSettings(deps, 'command', { approvalAbove: 3 });
  await addFamily(deps, 'Léa', { state: 'active', mail: 'lea@exemple.fr' });
  const alone = await (await count(visitor)).send({ liens: 'oui' }, make);
  assert.equal(alone.status, 422);
  const asked = await alone.send({ liens: 'oui' }, 'Demander l’accord');
  assert.match(asked.words, /3 lettres et 1 lien par mail, classe 5e B/);

  await setSettings(deps, 'command', { approvalAbove: 4 });
  const order = await (await count(visitor)).send({ liens: 'oui' }, make);
  await addFamily(deps, 'Tom', { state: 'active', mail: 'tom@exemple.fr' });
  await addFamily(deps, 'Noé');
  const batch = await made(deps, order);
  assert.equal(batch.heading, '3 lettres prêtes');
  await deliverMails(deps);
  assert.deepEqual(
    deps.sent.map(({ to }) => to),
    ['lea@exemple.fr'],
  );
});
