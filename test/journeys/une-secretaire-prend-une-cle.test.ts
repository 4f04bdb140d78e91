// Une clé d'accès comme deuxième sécurité du personnel, sans navigateur : ce qu'elle ouvre, et ce qu'elle n'ouvre pas.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { deliverMails } from '../../src/mail/sending.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openPasskey } from '../passkey.js';
import { authenticatorOf, linkIn, openSecretary, runStaff, signInStaff } from '../secretary.js';
import { openVisitor, type Page } from '../visitor.js';
import { addSchool, jeanMoulin, louiseMichel } from '../world.js';

const password = 'un bureau plein de dossiers';
const mail = 'sophie.lopez@exemple.fr';
const use = 'Utiliser ma clé d’accès';
const make = 'Créer la clé d’accès';

const siteOf = (deps: TestDeps) => deps.config.publicUrl.replace('127.0.0.1', 'localhost');
const kindsOf = async (deps: TestDeps) =>
  (await deps.db.selectFrom('auditEvent').select('kind').execute()).map(({ kind }) => kind);

/** Somebody who enrolled with a passkey alone. */
async function enrolled(deps: TestDeps, { counts = true } = {}) {
  const app = await createApp(deps);
  await addSchool(deps, jeanMoulin);
  const said = await runStaff(deps, 'add', '--school', jeanMoulin, '--role', 'head', '--mail', mail);
  const visitor = openVisitor(app);
  const form = await (await visitor.visit(linkIn(said))).follow('Prenez plutôt une clé d’accès');
  const key = openPasskey(siteOf(deps), counts);
  const page = await form.send({ password, name: 'Ordinateur', passkey: key.make(form) }, 'Créer mon accès');
  return { app, visitor, form, key, page };
}

const codesOn = (page: Page) => page.all('.code').filter((text) => /^[0-9A-Z]{5}-[0-9A-Z]{5}$/.test(text));

onBothDatabases('l’accès se crée avec une clé seule, et rouvre avec elle', async (deps) => {
  const { app, page, key } = await enrolled(deps);
  assert.equal(page.path, '/ecole/mon-acces');
  const [recovery = ''] = codesOn(page);
  assert.match(page.words, /Votre clé est seule, et elle a besoin de JavaScript/);

  // A wrong password is told like a missing code: nothing says which it was.
  const wrong = await signInStaff(openVisitor(app), { mail, password: 'un mot de passe faux', code: '' });
  assert.equal(wrong.status, 422);
  const visitor = openVisitor(app);
  const step = await signInStaff(visitor, { mail, password, code: '' });
  assert.equal(step.path, '/ecole/connexion/deuxieme-etape');
  assert.equal((await visitor.visit('/ecole')).path, '/ecole/connexion', 'half a proof opens nothing');
  const signed = key.sign(step);
  assert.equal((await step.send({ passkey: signed }, use)).path, '/ecole');
  // Spent: for the same browser, and for another sign-in.
  assert.notEqual((await step.send({ passkey: signed }, use)).status, 200);
  const other = openVisitor(app);
  const later = await signInStaff(other, { mail, password, code: '' });
  assert.equal((await later.send({ passkey: signed }, use)).status, 422);
  assert.equal((await later.send({ code: recovery }, 'Continuer')).path, '/ecole', 'the key is lost');
  const { length } = await deps.db.selectFrom('session').select('id').where('endedAt', 'is', null).execute();
  assert.equal(length, 3);
});

for (const counts of [true, false])
  onBothDatabases(`une signature ouvre une fois, même deux fois à la fois (compteur : ${counts})`, async (deps) => {
    const { app, key } = await enrolled(deps, { counts });
    const step = await signInStaff(openVisitor(app), { mail, password, code: '' });
    const passkey = key.sign(step);
    await Promise.all([step.send({ passkey }, use), step.send({ passkey }, use)]);
    const { length } = await deps.db.selectFrom('session').select('id').where('endedAt', 'is', null).execute();
    assert.equal(length, 2, 'the one of the enrolment, and one more');
  });

onBothDatabases('une preuve fraîche par la clé sert à l’acte, et une seule fois', async (deps) => {
  const { app, visitor, key } = await enrolled(deps);
  deps.clock.advance({ minutes: 6 });
  const journal = await visitor.visit('/ecole/journal');
  assert.match(journal.words, /Utiliser ma clé d’accès.*Code de secours/);
  const bare = await journal.send({}, 'Télécharger le journal');
  assert.match(bare.words, /Utilisez votre clé d’accès, ou tapez un code de secours/);

  const proof = await visitor.visit('/ecole/mon-acces/preuve');
  const thief = visitor.copy();
  const signed = key.sign(proof);
  assert.equal((await proof.send({ passkey: signed }, use)).path, '/ecole/mon-acces');
  // The act's form was drawn before: it is sent as it stands.
  assert.equal((await journal.send({}, 'Télécharger le journal')).path, '/ecole/journal/csv');
  assert.equal((await thief.visit('/ecole')).path, '/ecole/connexion', 'the token of before the proof');

  // The same signature again: after five minutes, in the same session, and at the sign-in.
  deps.clock.advance({ minutes: 6 });
  const again = await visitor.visit('/ecole/mon-acces/preuve');
  assert.equal((await again.send({ passkey: signed }, use)).status, 422);
  const step = await signInStaff(openVisitor(app), { mail, password, code: '' });
  assert.equal((await step.send({ passkey: signed }, use)).status, 422);
  // One that was made and kept does not wait for ever.
  const kept = key.sign(again);
  deps.clock.advance({ minutes: 11 });
  assert.equal((await again.send({ passkey: kept }, use)).status, 422);
});

onBothDatabases('ni la clé d’une autre, ni un autre site, ni une clé qui ne reconnaît personne', async (deps) => {
  const { app, visitor, key } = await enrolled(deps);
  const colleague = await openSecretary(deps, app, jeanMoulin, { mail: 'autre@exemple.fr' });
  const hers = openPasskey(siteOf(deps));
  const added = await colleague.visitor.visit('/ecole/mon-acces/cle');
  assert.match((await added.send({ name: 'La sienne', passkey: hers.make(added) }, make)).words, /est prête/);
  const unverified = openPasskey(siteOf(deps), true, false);
  const form = await visitor.visit('/ecole/mon-acces/cle');
  assert.equal((await form.send({ name: 'Volée', passkey: unverified.make(form) }, make)).status, 422);
  assert.equal((await form.send({ name: 'Volée', passkey: key.make(form) }, make)).status, 422, 'there already');
  // What a colleague's page asked is nothing here.
  const theirs = await colleague.visitor.visit('/ecole/mon-acces/cle');
  const third = openPasskey(siteOf(deps));
  assert.equal((await form.send({ name: 'Échangée', passkey: third.make(theirs) }, make)).status, 422);

  const step = await signInStaff(openVisitor(app), { mail, password, code: '' });
  for (const passkey of [
    hers.sign(step),
    key.sign(step, 'https://fratrie.example'),
    '{}',
    key.sign(step).replace('"id":"', '"id":"A'),
  ]) {
    const answer = await step.send({ passkey }, use);
    assert.equal(answer.status, 422, passkey);
    assert.match(answer.words, /Cette clé d’accès n’est pas bonne/);
  }
  for (let i = 0; i < 6; i += 1) await step.send({ passkey: '{}' }, use);
  assert.match((await step.send({ passkey: key.sign(step) }, use)).words, /Trop d’essais/);
});

onBothDatabases('les sécurités s’ajoutent et se retirent, jamais la dernière', async (deps) => {
  const app = await createApp(deps);
  const { visitor, authenticator } = await openSecretary(deps, app, jeanMoulin);
  deps.clock.advance({ minutes: 6 });
  const stolen = await visitor.visit('/ecole/mon-acces/cle');
  assert.equal(stolen.path, '/ecole/mon-acces/preuve', 'a session without its factor adds none');
  const form = await stolen.send({ code: authenticator.next() }, 'Continuer');
  assert.equal(form.path, '/ecole/mon-acces/cle');
  const key = openPasskey(siteOf(deps));
  assert.equal((await form.send({ name: '', passkey: key.make(form) }, make)).status, 422);
  const access = await form.send({ name: 'Clé USB', passkey: key.make(form) }, make);
  assert.match(access.words, /Application de codes.*Clé d’accès Clé USB/);

  const elsewhere = openVisitor(app);
  await signInStaff(elsewhere, { mail, password, code: authenticator.next() });
  assert.equal((await elsewhere.visit('/ecole')).path, '/ecole');
  const left = await (await access.follow('Retirer l’application de codes')).send({}, 'Oui, retirer');
  assert.match(left.words, /Cette sécurité est retirée.*Votre clé est seule/);
  assert.equal((await elsewhere.visit('/ecole')).path, '/ecole/connexion', 'the other sessions are over');
  const { id } = await deps.db
    .selectFrom('factor')
    .select('id')
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow();
  const last = await visitor.post(`/ecole/mon-acces/securite/${id}/retirer`, { _csrf: left.field('_csrf') ?? '' });
  assert.equal(last.status, 422);
  assert.match(last.words, /C’est votre seule deuxième sécurité/);
  const old = await signInStaff(openVisitor(app), { mail, password, code: authenticator.next() });
  assert.equal(old.status, 422, 'the application that was taken away');

  const scan = await left.follow('Ajouter une application de codes');
  const fresh = authenticatorOf(deps, scan);
  assert.equal((await scan.send({ code: '123456' }, 'Ajouter l’application')).status, 422);
  await scan.send({ code: fresh.now() }, 'Ajouter l’application');
  assert.equal((await signInStaff(openVisitor(app), { mail, password, code: fresh.next() })).path, '/ecole');
  // Both taken away at once: one stays.
  const remove = async (factor: string | number) =>
    await visitor.copy().post(`/ecole/mon-acces/securite/${factor}/retirer`, { _csrf: scan.field('_csrf') ?? '' });
  await Promise.all([remove('application'), remove(id)]);
  const held = await visitor.visit('/ecole/mon-acces');
  assert.doesNotMatch(held.words, /Retirer/);
  const kinds = await kindsOf(deps);
  assert.equal(kinds.filter((kind) => kind === 'staff_factor_added').length, 2);
  assert.equal(kinds.filter((kind) => kind === 'staff_factor_removed').length, 2);
});

onBothDatabases('qui part, ou refait son accès, perd ses clés', async (deps) => {
  const { app, key } = await enrolled(deps);
  const step = await signInStaff(openVisitor(app), { mail, password, code: '' });
  const signed = key.sign(step);
  const said = await runStaff(deps, 'renew', '--mail', mail);
  assert.equal((await step.send({ passkey: signed }, use)).path, '/ecole/connexion', 'what waited is over');
  const row = await deps.db.selectFrom('factor').selectAll().executeTakeFirstOrThrow();
  assert.deepEqual([row.credentialId, row.publicKey], [null, null]);
  // The same key may enrol again, by the new link alone.
  const form = await (await openVisitor(app).visit(linkIn(said))).follow('Prenez plutôt une clé d’accès');
  const page = await form.send({ password, name: 'Ordinateur', passkey: key.make(form) }, 'Créer mon accès');
  assert.equal(page.path, '/ecole/mon-acces');
  await runStaff(deps, 'remove', '--school', jeanMoulin, '--mail', mail);
  assert.equal((await signInStaff(openVisitor(app), { mail, password, code: '' })).status, 422);
});

onBothDatabases(
  'de deux écoles : la clé mène au choix, et une école qui finit s’en va à la demande suivante',
  async (deps) => {
    const { app, key } = await enrolled(deps);
    await addSchool(deps, louiseMichel);
    await runStaff(deps, 'add', '--school', louiseMichel, '--role', 'secretary', '--mail', mail);
    const visitor = openVisitor(app);
    const step = await signInStaff(visitor, { mail, password, code: '' });
    const choice = await step.send({ passkey: key.sign(step) }, use);
    assert.equal(choice.path, '/ecole/etablissement');
    const choose = async (school: string) =>
      await visitor.post('/ecole/etablissement', { _csrf: choice.field('_csrf') ?? '', school });
    await choose(louiseMichel);
    assert.equal((await visitor.visit('/ecole/equipe')).status, 403, 'a secretary there, whatever the other role is');
    await choose(jeanMoulin);
    assert.equal((await visitor.visit('/ecole/equipe')).status, 200);
    // The proof is the person's: it is as old at the other school.
    deps.clock.advance({ minutes: 6 });
    assert.match((await visitor.visit('/ecole/equipe')).words, /Utiliser ma clé d’accès/);
    await runStaff(deps, 'remove', '--school', jeanMoulin, '--mail', mail);
    assert.equal((await visitor.visit('/ecole/equipe')).status, 403);
    assert.match((await visitor.visit('/ecole')).words, /Secrétariat/);
    assert.equal((await choose(jeanMoulin)).status, 404);
  },
);

onBothDatabases(
  'ce qui change à un accès est dit par mail à sa personne, qui que ce soit qui l’a fait',
  async (deps) => {
    const app = await createApp(deps);
    const { visitor } = await openSecretary(deps, app, jeanMoulin);
    const key = openPasskey(siteOf(deps));
    const form = await visitor.visit('/ecole/mon-acces/cle');
    const access = await form.send({ name: 'Clé USB', passkey: key.make(form) }, make);
    const codes = await access.send({}, 'Faire dix nouveaux codes');
    const alone = await (await codes.follow('Retirer l’application de codes')).send({}, 'Oui, retirer');
    const offered = await alone.follow('Ajouter une application de codes');
    const again = authenticatorOf(deps, offered);
    const both = await offered.send({ code: again.next() }, 'Ajouter l’application');
    await (await both.follow('Retirer la clé Clé USB')).send({}, 'Oui, retirer');
    await runStaff(deps, 'renew', '--mail', mail);
    await deliverMails(deps);
    assert.deepEqual(
      deps.sent.map(({ to, subject }) => [to, subject]).toSorted(),
      [
        'Une clé d’accès a été ajoutée',
        'De nouveaux codes de secours ont été faits',
        'L’application de codes a été retirée',
        'Une application de codes a été ajoutée',
        'Une clé d’accès a été retirée',
        'Votre accès est à refaire',
      ]
        .map((subject) => [mail, subject])
        .toSorted(),
    );
    const added = deps.sent.find(({ subject }) => subject === 'Une clé d’accès a été ajoutée');
    assert.match(added?.text ?? '', /Si ce n’est pas vous, faites refaire votre accès tout de suite/);
    assert.match(added?.text ?? '', /\/ecole\/mon-acces/);
    const words = deps.sent.map(({ text }) => text).join();
    for (const code of codesOn(codes)) assert.ok(!words.includes(code), 'no secret is in a mail');
  },
);

onBothDatabases('une clé se renomme, celle d’une autre personne jamais', async (deps) => {
  const app = await createApp(deps);
  const { visitor, authenticator } = await openSecretary(deps, app, jeanMoulin);
  const form = await visitor.visit('/ecole/mon-acces/cle');
  const access = await form.send({ name: 'Clé USB', passkey: openPasskey(siteOf(deps)).make(form) }, make);
  deps.clock.advance({ minutes: 6 });
  const proof = await access.follow('Renommer la clé Clé USB');
  assert.equal(proof.path, '/ecole/mon-acces/preuve');
  const page = await proof.send({ code: authenticator.next() }, 'Continuer');
  assert.equal(page.field('name'), 'Clé USB');
  const none = await page.send({ name: ' ' }, 'Enregistrer');
  assert.equal(none.status, 422);
  assert.match(none.words, /Donnez un nom à cette clé/);
  const named = await none.send({ name: 'Clé du tiroir' }, 'Enregistrer');
  assert.match(named.words, /Votre clé a son nouveau nom.*Clé du tiroir/);
  const colleague = await openSecretary(deps, app, jeanMoulin, { mail: 'autre@exemple.fr' });
  const own = await colleague.visitor.visit('/ecole/mon-acces');
  await colleague.visitor.post(page.path, { _csrf: own.field('_csrf') ?? '', name: 'Volée' });
  const names = await deps.db.selectFrom('factor').select('name').execute();
  assert.deepEqual(names, [{ name: 'Clé du tiroir' }]);
  assert.deepEqual(
    (await kindsOf(deps)).filter((kind) => kind === 'staff_factor_renamed'),
    ['staff_factor_renamed'],
  );
});
