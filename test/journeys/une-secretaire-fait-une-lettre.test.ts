// A new letter at the desk: for an account never activated, for an active one (a recovery), and for none that may not.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { verifyAudit } from '../../src/audit/verifying.js';
import { setSettings } from '../../src/network-settings/actions.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { readPdf } from '../pdf.js';
import { openSecretary } from '../secretary.js';
import { openVisitor, type Page } from '../visitor.js';
import { addParent, addSchool, jeanMoulin, louiseMichel } from '../world.js';

async function setUp(deps: TestDeps, state: 'active' | 'to_activate' = 'to_activate') {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { state, mail: 'nadia@exemple.fr' });
  const secretary = await openSecretary(deps, app, jeanMoulin);
  return { app, parent, ...secretary };
}

const lettersOf = (deps: TestDeps) => deps.db.selectFrom('letter').selectAll().orderBy('id').execute();
const bytesOf = (page: Page) => new Uint8Array(page.bytes);

onBothDatabases(
  'a letter for an account never activated: made, fetched once, and it opens the account',
  async (deps) => {
    const { app, visitor, parent } = await setUp(deps);
    const card = await visitor.visit(`/ecole/comptes/${parent.id}`);
    const ask = await card.follow('Nouvelle lettre');
    assert.equal(ask.heading, 'Nouvelle lettre');
    assert.match(ask.words, /Élèves ?Yanis BENALI/);
    assert.equal(ask.field('code'), undefined, 'no code is asked');
    const made = await ask.send({}, 'Faire la lettre');
    assert.equal(made.heading, 'La lettre est prête');
    const [letter] = await lettersOf(deps);
    assert.equal(made.path, `/ecole/comptes/${parent.id}/courrier/${letter?.number}`);
    assert.deepEqual([letter?.schoolUai, letter?.purpose, letter?.accountId], [jeanMoulin, 'activation', parent.id]);

    const file = await made.send({}, 'Télécharger la lettre (PDF)');
    assert.equal(file.headers['content-disposition'], `attachment; filename="lettre-${letter?.number}.pdf"`);
    assert.equal(file.headers['content-type'], 'application/pdf');
    assert.match(file.headers['cache-control'] ?? '', /no-store/);
    const text = (await readPdf(bytesOf(file))).pages[0]?.text ?? '';
    assert.match(text, /Nadia[\s\S]*BENALI/);
    const twice = await made.send({}, 'Télécharger la lettre (PDF)');
    assert.equal(twice.status, 422);
    assert.match(twice.words, /a déjà été téléchargée/);
    assert.equal((await twice.follow('Nouvelle lettre')).heading, 'Nouvelle lettre');

    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? '';
    const birth = await (await openVisitor(app).visit('/activation')).send({ identifier: parent.identifier, code });
    assert.equal(birth.path, '/activation/naissance');

    const after = await visitor.visit(`/ecole/comptes/${parent.id}`);
    assert.match(
      after.words,
      new RegExp(`${letter?.number} ?Activation ?14 sept\\. 2026, Sophie Lopez[\\s\\S]*Valable`),
    );
    const anew = await after.follow('Nouvelle lettre');
    assert.match(anew.words, /Le code de la lettre d’avant ne marche plus/);
    await anew.send({}, 'Faire la lettre');
    assert.equal((await visitor.visit(made.path)).status, 404, 'a letter that opens nothing is not handed out');
    assert.ok((await verifyAudit(deps)).intact);
  },
);

onBothDatabases('the letter of an active account asks for a fresh code, and lets the password live', async (deps) => {
  const { app, visitor, parent, authenticator } = await setUp(deps, 'active');
  const path = `/ecole/comptes/${parent.id}/courrier`;
  const fresh = await visitor.visit(path);
  assert.equal(fresh.field('code'), undefined, 'the code was given less than five minutes ago');
  deps.clock.advance({ minutes: 5 });

  const late = await fresh.send({}, 'Faire la lettre');
  assert.equal(late.status, 422);
  assert.match(late.words, /Tapez le code de votre application/);
  const before = visitor.cookies.get('fratrie-ecole');
  const wrong = await late.send({ code: '000000' }, 'Faire la lettre');
  assert.equal(wrong.status, 422);
  assert.match(wrong.words, /Ce code n’est pas bon, ou il a déjà servi/);
  assert.deepEqual(await lettersOf(deps), []);

  const code = authenticator.next();
  const made = await wrong.send({ code }, 'Faire la lettre');
  assert.equal(made.heading, 'La lettre est prête');
  assert.notEqual(visitor.cookies.get('fratrie-ecole'), before, 'a new token at a fresh proof');
  const [letter] = await lettersOf(deps);
  assert.equal(letter?.purpose, 'recovery');
  const home = await (await openVisitor(app).visit('/connexion')).send({
    identifier: parent.identifier,
    password: parent.password,
  });
  assert.equal(home.path, '/accueil');

  const again = await visitor.visit(path);
  assert.equal(again.field('code'), undefined);
  deps.clock.advance({ minutes: 6 });
  assert.equal(
    (await (await visitor.visit(path)).send({ code }, 'Faire la lettre')).status,
    422,
    'no code serves twice',
  );
});

onBothDatabases('after as many as one person makes alone, the page says who must be asked', async (deps) => {
  const { visitor, parent } = await setUp(deps);
  await setSettings(deps, 'command', { approvalAbove: 1 });
  const path = `/ecole/comptes/${parent.id}/courrier`;
  const form = await visitor.visit(path);
  await form.send({}, 'Faire la lettre');
  const late = await form.send({}, 'Faire la lettre');
  assert.equal(late.status, 422);
  for (const page of [late, await visitor.visit(path)])
    assert.match(page.words, /une deuxième personne de l’école doit être d’accord : passez par « Lettres »/);
  assert.equal((await lettersOf(deps)).length, 1);
});

onBothDatabases('wrong codes are counted with the sign-in’s own', async (deps) => {
  const { visitor, parent, authenticator } = await setUp(deps, 'active');
  deps.clock.advance({ minutes: 6 });
  const form = await visitor.visit(`/ecole/comptes/${parent.id}/courrier`);
  for (let nth = 1; nth <= 10; nth += 1) await form.send({ code: '000000' }, 'Faire la lettre');
  const stopped = await form.send({ code: authenticator.next() }, 'Faire la lettre');
  assert.match(stopped.words, /Trop d’essais/);
  assert.deepEqual(await lettersOf(deps), []);
});

onBothDatabases('an account that becomes active meanwhile gets no letter without a fresh code', async (deps) => {
  const { visitor, parent } = await setUp(deps);
  deps.clock.advance({ minutes: 6 });
  const form = await visitor.visit(`/ecole/comptes/${parent.id}/courrier`);
  const passwordHash = await deps.hash.make('une phrase de Nadia');
  await deps.db.updateTable('account').set({ state: 'active', passwordHash }).where('id', '=', parent.id).execute();
  const asked = await form.send({}, 'Faire la lettre');
  assert.equal(asked.status, 422);
  assert.match(asked.words, /Tapez le code de votre application/);
});

onBothDatabases('no letter where it would open nothing, and the reason is told', async (deps) => {
  const { visitor, parent } = await setUp(deps);
  const path = `/ecole/comptes/${parent.id}/courrier`;
  const form = await visitor.visit(path);
  await deps.db.updateTable('pupilRecord').set({ birthDate: null }).where('id', '=', parent.pupilId).execute();
  const told = await visitor.visit(path);
  assert.match(told.words, /La date de naissance des élèves manque/);
  assert.equal(told.all('main form').length, 0);
  assert.equal((await form.send({}, 'Faire la lettre')).status, 422);
  await deps.db.updateTable('link').set({ until: deps.now() }).where('pupilId', '=', parent.pupilId).execute();
  assert.match((await visitor.visit(path)).words, /Ce compte n’a pas d’élève ici/);
  assert.deepEqual(await lettersOf(deps), []);
});

onBothDatabases('a reader, another person and another school get nothing of it', async (deps) => {
  const { app, visitor, parent } = await setUp(deps);
  await addSchool(deps, louiseMichel);
  const form = await visitor.visit(`/ecole/comptes/${parent.id}/courrier`);
  const made = await form.send({}, 'Faire la lettre');
  const reader = await openSecretary(deps, app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
  const colleague = await openSecretary(deps, app, jeanMoulin, { mail: 'collegue@exemple.fr' });
  const stranger = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr' });
  assert.doesNotMatch((await reader.visitor.visit(`/ecole/comptes/${parent.id}`)).words, /Nouvelle lettre/);

  for (const [who, ask, fetch] of [
    [reader.visitor, 403, 403],
    [colleague.visitor, 200, 404],
    [stranger.visitor, 404, 404],
  ] as const) {
    assert.equal((await who.visit(form.path)).status, ask);
    assert.equal((await who.visit(made.path)).status, fetch);
    const token = (await who.visit('/ecole')).field('_csrf') ?? '';
    const stolen = await who.post(`${made.path}/pdf`, { _csrf: token });
    assert.equal(stolen.status, fetch);
    if (ask !== 200) assert.equal((await who.post(form.path, { _csrf: token })).status, ask);
  }
  assert.equal((await lettersOf(deps)).length, 1);
  assert.equal((await made.send({}, 'Télécharger la lettre (PDF)')).status, 200, 'and the paper waited');
});
