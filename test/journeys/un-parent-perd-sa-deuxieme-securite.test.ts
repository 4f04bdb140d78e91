// Un parent a perdu son téléphone : l'école demande le retrait de la deuxième sécurité, qui attend 72 heures.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { translator } from '../../src/i18n/translator.js';
import { deliverMails } from '../../src/mail/sending.js';
import { settingsCommand } from '../../src/network-settings/command.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { authenticatorOf, openSecretary } from '../secretary.js';
import { birthDate } from '../two-letters.js';
import { openVisitor, type Page, type Visitor } from '../visitor.js';
import { addLetter, addParent, jeanMoulin, louiseMichel } from '../world.js';

const reason = 'Carte d’identité vue, photo reconnue.';

const signIn = async (visitor: Visitor, { identifier, password }: { identifier: string; password: string }) =>
  await (await visitor.visit('/connexion')).send({ identifier, password });

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const visitor = openVisitor(app);
  await signIn(visitor, parent);
  const form = await visitor.visit('/mon-compte/securite/application');
  const phone = authenticatorOf(deps, form);
  await form.send({ code: phone.now() });
  const { visitor: desk, authenticator } = await openSecretary(deps, app, jeanMoulin);
  const path = `/ecole/comptes/${parent.id}/deuxieme-securite`;
  return { app, parent, visitor, phone, desk, authenticator, path };
}

/** The secretary asks; what her page says afterwards. */
async function ask({ desk, path }: Awaited<ReturnType<typeof setUp>>): Promise<Page> {
  return await (await desk.visit(path)).send({ reason }, 'Demander le retrait');
}

async function stopLink(deps: TestDeps): Promise<string> {
  await deliverMails(deps);
  const mail = deps.sent.find(({ subject }) => /demandé de retirer/.test(subject));
  assert.equal(mail?.to, 'nadia@exemple.fr');
  const link = /http\S+\/garder\/\S+/.exec(mail?.text ?? '')?.[0];
  assert.ok(link, mail?.text);
  return new URL(link).pathname;
}

onBothDatabases('l’école demande, 72 heures passent, le mot de passe suffit', async (deps) => {
  const world = await setUp(deps);
  const { app, parent, desk } = world;
  const card = await desk.visit(`/ecole/comptes/${parent.id}`);
  const form = await card.follow('Deuxième sécurité perdue');
  assert.match(form.words, /retirée dans 72 heures, pas avant.*Un message part tout de suite/);
  assert.match((await form.send({ reason: 'vu' })).words, /Écrivez en une phrase/);
  const asked = await ask(world);
  assert.equal(asked.path, `/ecole/comptes/${parent.id}`);
  assert.match(asked.words, /Oui, retrait demandé pour le/);
  assert.match((await desk.visit(world.path)).words, /Le retrait est déjà demandé/);

  deps.clock.advance({ hours: 71, minutes: 59 });
  assert.equal((await signIn(openVisitor(app), parent)).path, '/connexion/deuxieme-etape', 'not a minute before');
  deps.clock.advance({ minutes: 1 });
  const visitor = openVisitor(app);
  assert.equal((await signIn(visitor, parent)).path, '/accueil');
  assert.match((await visitor.visit('/mon-compte/securite')).words, /votre mot de passe suffit/);
  assert.match(
    (await visitor.visit('/mon-compte/historique')).words,
    /Deuxième sécurité retirée, demandée par l’école.*L’école a demandé de retirer la deuxième sécurité/,
  );
  const row = await deps.db.selectFrom('factor').selectAll().executeTakeFirstOrThrow();
  assert.ok(row.removedAt !== null && row.totpSecret === null);
  await deliverMails(deps);
  assert.ok(deps.sent.some(({ subject }) => /a été retirée/.test(subject)));
  await assertInvariants(deps);
});

onBothDatabases('un réseau fait attendre plus longtemps, jamais moins', async (deps) => {
  const world = await setUp(deps);
  const io = { out: () => undefined, err: () => undefined, cwd: '/' };
  assert.equal(await settingsCommand(deps, ['set', 'reset-hours', '71'], io), 2);
  assert.equal(await settingsCommand(deps, ['set', 'reset-hours', '120'], io), 0);
  assert.match((await world.desk.visit(world.path)).words, /retirée dans 120 heures, pas avant/);
  await ask(world);
  const { askedAt, dueAt } = await deps.db.selectFrom('factorReset').selectAll().executeTakeFirstOrThrow();
  assert.equal(dueAt.getTime() - askedAt.getTime(), 120 * 3_600_000);
  await deliverMails(deps);
  const mail = deps.sent.find(({ subject }) => /demandé de retirer/.test(subject));
  const said = translator('fr', deps.config.timeZone).moment(dueAt);
  assert.ok(mail?.text.includes(`Ce sera fait le ${said}.`), mail?.text);
  const link = await stopLink(deps);
  deps.clock.advance({ hours: 20 });
  const { headers } = await world.app.inject({ url: link });
  assert.match(
    String(headers['set-cookie']),
    /fratrie-garder=[^;]+; Max-Age=360000;/,
    'the link lives as long as the wait',
  );
});

onBothDatabases('le parent prévenu par mail garde sa deuxième sécurité', async (deps) => {
  const world = await setUp(deps);
  const { app, parent } = world;
  await ask(world);
  const link = await stopLink(deps);
  const anybody = openVisitor(app);
  const page = await anybody.visit(link);
  assert.equal(page.path, '/garder', 'the token leaves the address');
  assert.match(page.words, /L’école a demandé de la retirer/);
  deps.clock.advance({ hours: 71 });
  assert.match((await page.send({}, 'Garder ma deuxième sécurité')).words, /Votre deuxième sécurité reste/);
  deps.clock.advance({ hours: 2 });
  assert.equal((await signIn(openVisitor(app), parent)).path, '/connexion/deuxieme-etape');
});

onBothDatabases('après l’heure le lien ne dit plus rien; un autre lien non plus', async (deps) => {
  const world = await setUp(deps);
  await ask(world);
  const link = await stopLink(deps);
  deps.clock.advance({ hours: 72 });
  for (const path of [link, '/garder/AAAAAAAAAAAAAAAAAAAAAA'])
    assert.equal((await openVisitor(world.app).visit(path)).status, 410);
});

onBothDatabases('connecté, le parent le voit et garde sa sécurité; la lettre attend la même heure', async (deps) => {
  const world = await setUp(deps);
  const { app, parent, visitor } = world;
  await ask(world);
  const security = await visitor.visit('/mon-compte/securite');
  assert.match(security.words, /L’école a demandé de la retirer\. Ce sera fait le/);
  const kept = await security.send({}, 'Garder ma deuxième sécurité');
  assert.match(kept.words, /Votre deuxième sécurité reste/);
  assert.doesNotMatch(kept.words, /L’école a demandé de la retirer/);

  // Asked again, and this time nobody says no: its letter, opened by QR, asks for no code any more.
  await ask(world);
  const letter = await addLetter(deps, parent.id, jeanMoulin, { purpose: 'recovery' });
  deps.clock.advance({ hours: 71 });
  const before = await (await openVisitor(app).visit(`/l/${letter.token}`)).send(birthDate);
  assert.match((await before.send({}, 'Oui, c’est mon enfant')).words, /Code de sécurité/);
  deps.clock.advance({ hours: 1 });
  const after = await (await openVisitor(app).visit(`/l/${letter.token}`)).send(birthDate);
  const form = await after.send({}, 'Oui, c’est mon enfant');
  assert.doesNotMatch(form.words, /Code de sécurité/);
  assert.equal((await form.send({ password: 'quatre mots bien choisis' })).path, '/activation/termine');
});

onBothDatabases('une autre école, un lecteur et un code ancien ne demandent rien', async (deps) => {
  const world = await setUp(deps);
  const { app, desk, authenticator, path, parent } = world;
  const other = await openSecretary(deps, app, louiseMichel, { mail: 'autre@exemple.fr' });
  assert.equal((await other.visitor.visit(path)).status, 404);
  const form = await desk.visit(path);
  deps.clock.advance({ minutes: 6 });
  const stale = await form.send({ reason }, 'Demander le retrait');
  assert.equal(stale.status, 422);
  assert.match(stale.words, /Tapez le code de votre application/);
  assert.equal((await deps.db.selectFrom('factorReset').select('id').execute()).length, 0);
  const done = await stale.send({ reason, code: authenticator.next() }, 'Demander le retrait');
  assert.equal(done.path, `/ecole/comptes/${parent.id}`);
  const reader = await openSecretary(deps, app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
  assert.equal((await reader.visitor.visit(path)).status, 403);
});

onBothDatabases('demandé deux fois à la fois, il n’y a qu’une demande', async (deps) => {
  const world = await setUp(deps);
  const forms = [await world.desk.visit(world.path), await world.desk.visit(world.path)];
  await Promise.all(forms.map((form) => form.send({ reason }, 'Demander le retrait')));
  const rows = await deps.db.selectFrom('factorReset').select('id').execute();
  assert.equal(rows.length, 1);
  const { length } = await deps.db
    .selectFrom('auditEvent')
    .select('seq')
    .where('kind', '=', 'factor_reset_asked')
    .execute();
  assert.equal(length, 1, 'one event for one act');
});

onBothDatabases('garder et retirer à la même heure : un seul des deux arrive', async (deps) => {
  const world = await setUp(deps);
  await ask(world);
  const link = await stopLink(deps);
  const page = await openVisitor(world.app).visit(link);
  deps.clock.advance({ hours: 72 });
  const [, step] = await Promise.all([
    page.send({}, 'Garder ma deuxième sécurité'),
    signIn(openVisitor(world.app), world.parent),
  ]);
  assert.equal(step.path, '/accueil', 'its hour has come: too late to stop it');
  const { doneAt, stoppedAt } = await deps.db
    .selectFrom('factorReset')
    .select(['doneAt', 'stoppedAt'])
    .executeTakeFirstOrThrow();
  assert.ok(doneAt !== null && stoppedAt === null);
});
