// La deuxième sécurité d'un parent : application de codes, codes de secours, connexions.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { deliverMails } from '../../src/mail/sending.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { authenticatorOf } from '../secretary.js';
import { birthDate } from '../two-letters.js';
import { openVisitor, type Page, type Visitor } from '../visitor.js';
import { addLetter, addParent, jeanMoulin, louiseMichel } from '../world.js';

const signIn = async (visitor: Visitor, { identifier, password }: { identifier: string; password: string }) =>
  await (await visitor.visit('/connexion')).send({ identifier, password });

/** A parent who has just added an application of codes; the codes of his paper. */
async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const visitor = openVisitor(app);
  await signIn(visitor, parent);
  const form = await (await (await visitor.visit('/mon-compte')).follow('/mon-compte/securite')).follow(
    'Ajouter une application de codes',
  );
  const authenticator = authenticatorOf(deps, form);
  assert.equal((await form.send({ code: '000000' })).status, 422);
  const codes = await form.send({ code: authenticator.now() });
  assert.equal(codes.path, '/mon-compte/securite/codes');
  const recovery = codes.all('.codes li').map((text) => text.trim());
  assert.equal(new Set(recovery).size, 10);
  return { app, parent, visitor, authenticator, recovery };
}

const fresh = (app: Awaited<ReturnType<typeof createApp>>, agent?: string) =>
  openVisitor(app, agent === undefined ? {} : { agent });

onBothDatabases('le mot de passe seul n’ouvre plus rien; le code ouvre, une fois', async (deps) => {
  const { app, parent, authenticator } = await setUp(deps);
  const visitor = fresh(app);
  const step = await signIn(visitor, parent);
  assert.equal(step.path, '/connexion/deuxieme-etape');
  assert.equal((await visitor.visit('/accueil')).path, '/connexion', 'no session yet');
  const again = await signIn(visitor, parent);
  assert.match(
    (await again.send({ code: authenticator.now() })).words,
    /Ce code n’est pas bon/,
    'used when it was added',
  );
  const code = authenticator.next();
  assert.equal((await again.send({ code })).path, '/accueil');
  const other = fresh(app);
  assert.equal((await (await signIn(other, parent)).send({ code })).status, 422, 'a code works once');
  await deliverMails(deps);
  assert.ok(deps.sent.some(({ subject }) => /deuxième sécurité a été ajoutée/.test(subject)));
});

onBothDatabases('deux connexions avec le même code : une seule passe', async (deps) => {
  const { app, parent, authenticator } = await setUp(deps);
  const pages = await Promise.all([fresh(app), fresh(app)].map(async (visitor) => await signIn(visitor, parent)));
  const code = authenticator.next();
  const answers = await Promise.all(pages.map(async (page) => await page.send({ code })));
  assert.deepEqual(answers.map(({ path }) => path).sort(), ['/accueil', '/connexion/deuxieme-etape']);
});

onBothDatabases('un code de secours sert une fois, et son titulaire est prévenu', async (deps) => {
  const { app, parent, recovery } = await setUp(deps);
  const [first = '', second = ''] = recovery;
  const typed = first.toLowerCase().replace('-', ' ').replaceAll('0', 'o');
  assert.equal((await (await signIn(fresh(app), parent)).send({ code: typed })).path, '/accueil');
  assert.equal((await (await signIn(fresh(app), parent)).send({ code: first })).status, 422);
  const visitor = fresh(app);
  await (await signIn(visitor, parent)).send({ code: second });
  const security = await visitor.visit('/mon-compte/securite');
  assert.match(security.words, /Il reste 8 codes de secours/);
  const renewed = await security.send({}, 'Créer de nouveaux codes de secours');
  assert.equal(renewed.all('.codes li').length, 10);
  assert.equal((await (await signIn(fresh(app), parent)).send({ code: recovery[2] ?? '' })).status, 422, 'replaced');
  deps.clock.advance({ minutes: 10 });
  assert.doesNotMatch(
    (await visitor.visit('/mon-compte/securite/codes')).html,
    new RegExp(renewed.all('.codes li')[0] ?? 'x'),
  );
  await deliverMails(deps);
  assert.equal(deps.sent.filter(({ subject }) => /code de secours a servi/.test(subject)).length, 2);
});

onBothDatabases('dix mauvais codes font attendre, le bon mot de passe n’y change rien', async (deps) => {
  const { app, parent, authenticator } = await setUp(deps);
  let page: Page = await signIn(fresh(app), parent);
  for (let i = 0; i < 10; i += 1) {
    page = await page.send({ code: '123456' });
    assert.match(page.words, /Ce code n’est pas bon/);
  }
  assert.match((await page.send({ code: authenticator.next() })).words, /Attendez 15 minutes/);
  assert.match((await signIn(fresh(app), parent)).words, /Attendez 15 minutes/);
});

onBothDatabases('ce qui attend son code meurt après cinq minutes et quand le mot de passe change', async (deps) => {
  const { app, parent, visitor, authenticator } = await setUp(deps);
  const late = await signIn(fresh(app), parent);
  deps.clock.advance({ minutes: 5 });
  assert.equal((await late.send({ code: authenticator.now() })).path, '/connexion');
  const waiting = await signIn(fresh(app), parent);
  const profile = await (await visitor.visit('/mon-compte/profil')).send({ password: parent.password });
  await profile.send({ current: parent.password, password: 'quatre mots bien choisis' });
  assert.equal((await waiting.send({ code: authenticator.next() })).path, '/connexion');
});

onBothDatabases('la retirer demande le mot de passe, et suffit pour revenir au mot de passe seul', async (deps) => {
  const { app, parent, visitor } = await setUp(deps);
  deps.clock.advance({ minutes: 5 });
  const proof = await (await visitor.visit('/mon-compte/securite')).follow('Retirer');
  assert.equal(proof.path, '/mon-compte/preuve');
  const done = await (await proof.send({ password: parent.password })).send({}, 'Oui, retirer');
  assert.match(done.words, /Votre mot de passe suffit de nouveau/);
  assert.equal((await signIn(fresh(app), parent)).path, '/accueil');
  const { totpSecret } = await deps.db.selectFrom('factor').select('totpSecret').executeTakeFirstOrThrow();
  assert.equal(totpSecret, null, 'the secret is gone too');
});

onBothDatabases('le regroupement demande aussi le code de l’autre compte, qui meurt avec lui', async (deps) => {
  const { app, parent: other, authenticator } = await setUp(deps);
  const kept = await addParent(deps, louiseMichel, 'Lina');
  const visitor = fresh(app);
  await signIn(visitor, kept);
  const fields = { identifier: other.identifier, password: other.password };
  const code = await (await visitor.visit('/mon-compte/regrouper')).send(fields);
  assert.equal(code.path, '/mon-compte/regrouper/code');
  assert.ok(!code.html.includes('Yanis'), 'nothing of the other account before its code');
  assert.equal(
    (await visitor.visit('/mon-compte/regrouper/verifier')).path,
    '/mon-compte/regrouper',
    'no step is skipped',
  );
  // What waits in the wizard opens no session of the other account.
  const stolen = await visitor.visit('/connexion/deuxieme-etape');
  assert.equal(
    (
      await visitor.post('/connexion/deuxieme-etape', {
        _csrf: stolen.field('_csrf') ?? code.field('_csrf') ?? '',
        code: authenticator.next(),
      })
    ).status,
    303,
  );
  const back = await (await visitor.visit('/mon-compte/regrouper')).send(fields);
  assert.match((await back.send({ code: '123456' })).words, /Ce code n’est pas bon/);
  const check = await back.send({ code: authenticator.next() });
  assert.equal(check.path, '/mon-compte/regrouper/verifier');
  assert.match(check.words, /Yanis/);
  await check.send({}, 'Oui, mettre ensemble');
  await assertInvariants(deps);
  const left = await deps.db.selectFrom('factor').select('removedAt').executeTakeFirstOrThrow();
  assert.ok(left.removedAt !== null, 'never transferred');
});

onBothDatabases('une lettre ne remplace pas la deuxième sécurité', async (deps) => {
  const { app, parent, authenticator } = await setUp(deps);
  const letter = await addLetter(deps, parent.id, jeanMoulin, { purpose: 'recovery' });
  const children = await (await fresh(app).visit(`/l/${letter.token}`)).send(birthDate);
  const form = await children.send({}, 'Oui, c’est mon enfant');
  const password = 'quatre mots bien choisis';
  assert.match((await form.send({ password })).words, /Ce code n’est pas bon/);
  assert.equal((await signIn(fresh(app), { ...parent, password })).status, 422, 'nothing was changed');
  assert.equal((await form.send({ password, code: authenticator.next() })).path, '/activation/termine');
});

onBothDatabases('chaque connexion se voit et se ferme, avec un mot de passe récent', async (deps) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const phone = fresh(app, 'Mozilla/5.0 (Linux; Android 14) Gecko/120 Firefox/120');
  const desktop = fresh(app, 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 Safari/537');
  const stranger = await addParent(deps, louiseMichel, 'Lina');
  const theirs = fresh(app);
  for (const [visitor, who] of [
    [phone, parent],
    [desktop, parent],
    [theirs, stranger],
  ] as const)
    await signIn(visitor, who);
  const page = await desktop.visit('/mon-compte/securite');
  assert.match(page.words, /Chrome, Windows.*C’est cet appareil.*Firefox, Android/);
  assert.match((await desktop.visit('/mon-compte')).words, /Connexion d’avant .{10,40} Firefox, Android · /);
  assert.equal((await page.send({}, 'Déconnecter')).path, '/mon-compte/securite');
  assert.equal((await phone.visit('/accueil')).path, '/connexion');
  // Somebody else's session is not there.
  const { id } = await deps.db
    .selectFrom('session')
    .select('id')
    .where('accountId', '=', stranger.id)
    .executeTakeFirstOrThrow();
  await desktop.post(`/mon-compte/securite/connexions/${id}`, { _csrf: page.field('_csrf') ?? '' });
  assert.equal((await theirs.visit('/accueil')).path, '/accueil');
  deps.clock.advance({ minutes: 5 });
  await signIn(phone, parent);
  const all = await (await desktop.visit('/mon-compte/securite')).send({}, 'Déconnecter tous les autres appareils');
  assert.equal(all.path, '/mon-compte/preuve', 'the password again');
  const back = await all.send({ password: parent.password });
  await back.send({}, 'Déconnecter tous les autres appareils');
  assert.equal((await phone.visit('/accueil')).path, '/connexion');
  assert.equal((await desktop.visit('/accueil')).path, '/accueil');
});
