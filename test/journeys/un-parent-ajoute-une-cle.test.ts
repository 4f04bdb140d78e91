// Une clé d'accès comme deuxième sécurité, sans navigateur : ce qu'elle ouvre, et ce qu'elle n'ouvre pas.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { deliverMails } from '../../src/mail/sending.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { openPasskey } from '../passkey.js';
import { birthDate } from '../two-letters.js';
import { openVisitor, type Visitor } from '../visitor.js';
import { addLetter, addParent, jeanMoulin, louiseMichel } from '../world.js';

const use = 'Utiliser ma clé d’accès';
const make = 'Créer la clé d’accès';

const signIn = async (visitor: Visitor, { identifier, password }: { identifier: string; password: string }) =>
  await (await visitor.visit('/connexion')).send({ identifier, password });

/** A parent who has just added a passkey. */
async function setUp(deps: TestDeps, { counts = true } = {}) {
  const app = await createApp(deps);
  const site = deps.config.publicUrl.replace('127.0.0.1', 'localhost');
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const visitor = openVisitor(app);
  await signIn(visitor, parent);
  const phone = openPasskey(site, counts);
  const form = await visitor.visit('/mon-compte/securite/cle');
  const codes = await form.send({ name: 'Téléphone de Nadia', passkey: phone.make(form) }, make);
  assert.equal(codes.path, '/mon-compte/securite/codes');
  return { app, site, parent, visitor, phone, recovery: codes.all('.codes li').map((text) => text.trim()) };
}

onBothDatabases('la clé ouvre, se nomme, se retire', async (deps) => {
  const { app, parent, visitor, phone } = await setUp(deps);
  const step = await signIn(openVisitor(app), parent);
  assert.equal(step.path, '/connexion/deuxieme-etape');
  assert.match(step.words, /Code de secours/);
  assert.equal((await step.send({ passkey: phone.sign(step) }, use)).path, '/accueil');
  const security = await visitor.visit('/mon-compte/securite');
  assert.match(security.words, /Clé d’accès Téléphone de Nadia.*Ajouter une application de codes/);
  const gone = await (await security.follow('Retirer')).send({}, 'Oui, retirer');
  assert.match(gone.words, /Votre mot de passe suffit de nouveau/);
  assert.equal((await signIn(openVisitor(app), parent)).path, '/accueil');
  const row = await deps.db.selectFrom('factor').selectAll().executeTakeFirstOrThrow();
  assert.deepEqual([row.credentialId, row.publicKey], [null, null]);
  await deliverMails(deps);
  for (const told of [/sécurité a été ajoutée/, /sécurité a été retirée/])
    assert.ok(deps.sent.some(({ subject }) => told.test(subject)));
});

for (const counts of [true, false])
  onBothDatabases(`une signature ouvre une fois, même deux fois à la fois (compteur : ${counts})`, async (deps) => {
    const { app, parent, phone } = await setUp(deps, { counts });
    const step = await signIn(openVisitor(app), parent);
    const passkey = phone.sign(step);
    const answers = await Promise.all([step.send({ passkey }, use), step.send({ passkey }, use)]);
    assert.equal(answers.filter(({ path }) => path === '/accueil').length >= 1, true);
    const { length } = await deps.db.selectFrom('session').select('id').where('endedAt', 'is', null).execute();
    assert.equal(length, 2, 'the one that added the key, and one more');
    // What was signed for that password is worth nothing after another one.
    const next = await signIn(openVisitor(app), parent);
    assert.match((await next.send({ passkey }, use)).words, /Cette clé d’accès n’est pas bonne/);
  });

onBothDatabases('ni la clé d’un autre compte, ni un autre site, ni n’importe quoi', async (deps) => {
  const { app, site, parent, phone } = await setUp(deps);
  const stranger = openPasskey(site);
  const step = await signIn(openVisitor(app), parent);
  for (const passkey of [
    stranger.sign(step),
    phone.sign(step, 'https://fratrie.example'),
    '{}',
    'null',
    'x',
    '{"id":{}}',
    phone.sign(step).replace('"id":"', '"id":"A'),
  ]) {
    const answer = await step.send({ passkey }, use);
    assert.equal(answer.status, 422, passkey);
    assert.match(answer.words, /Cette clé d’accès n’est pas bonne/);
  }
  assert.equal((await step.send({ passkey: phone.sign(step) }, use)).path, '/accueil');
});

onBothDatabases('une mauvaise clé compte comme un mauvais mot de passe', async (deps) => {
  const { app, parent, phone } = await setUp(deps);
  const step = await signIn(openVisitor(app), parent);
  for (let i = 0; i < 10; i += 1) await step.send({ passkey: '{}' }, use);
  assert.match((await step.send({ passkey: phone.sign(step) }, use)).words, /Attendez 15 minutes/);
});

onBothDatabases('une clé faite pour une autre page, ou déjà connue, ne s’ajoute pas', async (deps) => {
  const { site, visitor, phone, parent } = await setUp(deps);
  const form = await visitor.visit('/mon-compte/securite/cle');
  assert.match(
    (await form.send({ name: 'La même', passkey: phone.make(form) }, make)).words,
    /La clé n’a pas été créée/,
  );
  const other = openPasskey(site);
  const elsewhere = other.make(form, 'https://fratrie.example');
  assert.equal((await form.send({ name: 'Ailleurs', passkey: elsewhere }, make)).status, 422);
  const made = other.make(form);
  assert.match((await form.send({ name: '', passkey: made }, make)).words, /Donnez un nom/);
  // A later proof makes another page: what was signed for the first one is too old.
  deps.clock.advance({ minutes: 5 });
  const proof = await visitor.visit('/mon-compte/securite/cle');
  assert.equal(proof.path, '/mon-compte/preuve');
  const later = await proof.send({ password: parent.password });
  assert.equal((await later.send({ name: 'Trop tard', passkey: made }, make)).status, 422);
  const added = await later.send({ name: 'Tablette', passkey: other.make(later) }, make);
  assert.equal(added.path, '/mon-compte/securite', 'the recovery codes of before still serve');
});

onBothDatabases('le regroupement demande la clé de l’autre compte, qui meurt avec lui', async (deps) => {
  const { app, parent: other, phone } = await setUp(deps);
  const kept = await addParent(deps, louiseMichel, 'Lina');
  const visitor = openVisitor(app);
  await signIn(visitor, kept);
  const { identifier, password } = other;
  const code = await (await visitor.visit('/mon-compte/regrouper')).send({ identifier, password });
  assert.equal(code.path, '/mon-compte/regrouper/code');
  assert.ok(!code.html.includes('Yanis'));
  const check = await code.send({ passkey: phone.sign(code) }, use);
  assert.equal(check.path, '/mon-compte/regrouper/verifier');
  await check.send({}, 'Oui, mettre ensemble');
  await assertInvariants(deps);
  const left = await deps.db.selectFrom('factor').selectAll().executeTakeFirstOrThrow();
  assert.ok(left.removedAt !== null && left.publicKey === null, 'never transferred');
});

onBothDatabases('une lettre demande la clé aussi, ou un code de secours', async (deps) => {
  const { app, parent, phone, recovery } = await setUp(deps);
  const letter = await addLetter(deps, parent.id, jeanMoulin, { purpose: 'recovery' });
  const children = await (await openVisitor(app).visit(`/l/${letter.token}`)).send(birthDate);
  const form = await children.send({}, 'Oui, c’est mon enfant');
  const password = 'quatre mots bien choisis';
  assert.equal((await form.send({ password, passkey: '{}' })).status, 422);
  assert.equal((await form.send({ password, code: '' })).status, 422);
  assert.equal((await form.send({ password, passkey: phone.sign(form) })).path, '/activation/termine');
  const step = await signIn(openVisitor(app), { ...parent, password });
  assert.equal((await step.send({ code: recovery[0] ?? '' }, 'Continuer')).path, '/accueil');
});

onBothDatabases('un code de secours donné avec une lettre est écrit et annoncé', async (deps) => {
  const { app, parent, recovery } = await setUp(deps);
  const letter = await addLetter(deps, parent.id, jeanMoulin, { purpose: 'recovery' });
  const children = await (await openVisitor(app).visit(`/l/${letter.token}`)).send(birthDate);
  const form = await children.send({}, 'Oui, c’est mon enfant');
  const fields = { password: 'quatre mots bien choisis', code: recovery[0] ?? '' };
  assert.equal((await form.send(fields, 'Ouvrir mon compte')).path, '/activation/termine');
  const events = await deps.db.selectFrom('auditEvent').select('kind').execute();
  assert.equal(events.filter(({ kind }) => kind === 'recovery_code_used').length, 1);
  await deliverMails(deps);
  assert.ok(deps.sent.some(({ subject }) => /code de secours a servi/.test(subject)));
});
