// How a member of staff comes in: the enrolment link, the sign-in, several schools, and all that must not work.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { settingsCommand } from '../../src/network-settings/command.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { authenticatorOf, linkIn, openSecretary, runStaff, signInStaff } from '../secretary.js';
import { openVisitor } from '../visitor.js';
import { addParent, addSchool, jeanMoulin, louiseMichel } from '../world.js';

const mail = 'sophie.lopez@exemple.fr';
const good = 'un bureau plein de dossiers';
const wrongWords = 'L’adresse mail, le mot de passe ou le code n’est pas bon.';

async function invite(deps: TestDeps) {
  const app = await createApp(deps);
  await addSchool(deps, jeanMoulin);
  const link = linkIn(await runStaff(deps, 'add', '--school', jeanMoulin, '--mail', mail, '--name', 'Sophie Lopez'));
  return { app, link, visitor: openVisitor(app) };
}

onBothDatabases('a secretary enrols with her link, leaves, and comes back', async (deps) => {
  const { link, visitor } = await invite(deps);
  const form = await visitor.visit(link);
  assert.equal(form.path, '/ecole/inscription', 'the token is out of the address');
  assert.match(form.words, /Sophie Lopez, sophie\.lopez@exemple\.fr/);
  assert.equal(form.all('svg.qr').length, 1);
  const authenticator = authenticatorOf(deps, form);
  assert.equal((await visitor.visit(link)).all('.code')[0], form.all('.code')[0], 'opened again: the same secret');

  const today = await form.send({ password: good, code: authenticator.now() }, 'Créer mon accès');
  assert.equal(today.path, '/ecole');
  assert.match(today.words, /Sophie Lopez ?Secrétariat, Collège 0330001X/);
  assert.ok(!visitor.cookies.has('fratrie-inscription'));
  assert.equal((await visitor.copy().visit(link)).status, 404, 'a link serves once');

  const left = await today.send({}, 'Se déconnecter');
  assert.equal(left.path, '/ecole/connexion');
  assert.match(left.words, /Vous êtes déconnecté/);
  assert.equal((await visitor.visit('/ecole')).path, '/ecole/connexion');

  const back = await (await visitor.visit('/ecole/comptes')).send(
    { mail: ' Sophie.Lopez@EXEMPLE.fr', password: good, code: authenticator.next() },
    'Se connecter',
  );
  assert.equal(back.path, '/ecole/comptes', 'where she wanted to go');
});

onBothDatabases(
  'enrolment mends: a weak password and a wrong code are told together, and nothing is kept',
  async (deps) => {
    const { link, visitor } = await invite(deps);
    const form = await visitor.visit(link);
    const authenticator = authenticatorOf(deps, form);
    const short = await form.send({ password: 'trop court', code: '000000' });
    assert.equal(short.status, 422);
    assert.match(short.words, /il faut 12 signes ou plus[\s\S]*Ce code n’est pas bon/);
    for (const password of ['123456789012', 'sophie.lopez', 'collège0330001X'])
      assert.equal((await form.send({ password, code: authenticator.now() })).status, 422, password);
    assert.doesNotMatch(short.html, /trop court"/);
    const done = await short.send({ password: good, code: authenticator.now() });
    assert.equal(done.path, '/ecole');
  },
);

onBothDatabases('a link dies after seven days, by a newer one, and at its use in another tab', async (deps) => {
  const { link, visitor } = await invite(deps);
  const form = await visitor.visit(link);
  const authenticator = authenticatorOf(deps, form);
  deps.clock.advance({ days: 6, hours: 23 });
  const [one, other] = await Promise.all([
    form.send({ password: good, code: authenticator.now() }),
    form.send({ password: `${good} bis`, code: authenticator.now() }),
  ]);
  assert.deepEqual([one.path, other.path].filter((path) => path === '/ecole').length, 1, 'used once');

  await addSchool(deps, louiseMichel);
  const late = linkIn(await runStaff(deps, 'add', '--school', louiseMichel, '--mail', 'paul@exemple.fr'));
  deps.clock.advance({ days: 7 });
  const dead = await visitor.copy().visit(late);
  assert.equal(dead.status, 404);
  assert.equal(dead.heading, 'Ce lien ne marche plus');
  assert.equal((await visitor.visit('/ecole/inscription/nothing')).status, 404);
});

onBothDatabases('one answer for an unknown mail, a wrong password, a wrong code, a person who left', async (deps) => {
  const app = await createApp(deps);
  const { password, authenticator } = await openSecretary(deps, app, jeanMoulin);
  const gone = await openSecretary(deps, app, jeanMoulin, { mail: 'parti@exemple.fr' });
  await runStaff(deps, 'remove', '--school', jeanMoulin, '--mail', gone.mail);
  const code = authenticator.next();
  const visitor = openVisitor(app);
  const answers = [];
  for (const typed of [
    { mail: 'personne@exemple.fr', password, code },
    { mail, password: 'un autre mot de passe', code },
    { mail, password, code: '000000' },
    { mail, password, code: authenticator.at(90) },
    { mail: gone.mail, password: gone.password, code: gone.authenticator.now() },
  ]) {
    const answer = await signInStaff(visitor, typed);
    assert.equal(answer.status, 422);
    assert.equal(answer.field('mail'), typed.mail);
    assert.doesNotMatch(answer.html, new RegExp(`${typed.password}|${typed.code}`), 'no secret comes back');
    answers.push(answer.words.replaceAll(typed.mail, ''));
  }
  assert.match(answers[0] ?? '', new RegExp(wrongWords));
  assert.equal(new Set(answers).size, 1);
  assert.equal(
    (await signInStaff(visitor, { mail, password, code })).path,
    '/ecole',
    'a code refused beside is not spent',
  );
});

onBothDatabases('a code works once, in whichever browser', async (deps) => {
  const app = await createApp(deps);
  const { password, authenticator } = await openSecretary(deps, app, jeanMoulin);
  const used = await signInStaff(openVisitor(app), { mail, password, code: authenticator.now() });
  assert.equal(used.status, 422, 'the code of the enrolment is spent');
  const code = authenticator.next();
  const answers = await Promise.all(
    [1, 2, 3].map(async () => (await signInStaff(openVisitor(app), { mail, password, code })).path),
  );
  assert.equal(answers.filter((path) => path === '/ecole').length, 1);
  assert.equal((await signInStaff(openVisitor(app), { mail, password, code: authenticator.at(-30) })).status, 422);
});

onBothDatabases('ten wrong tries, then fifteen minutes; a known browser has its own count', async (deps) => {
  const app = await createApp(deps);
  const { password, authenticator } = await openSecretary(deps, app, jeanMoulin);
  const home = openVisitor(app);
  await signInStaff(home, { mail, password, code: authenticator.next() });
  await (await home.visit('/ecole')).send({}, 'Se déconnecter');

  const stranger = openVisitor(app, { address: '203.0.113.9' });
  for (let nth = 1; nth <= 10; nth += 1)
    assert.match(
      (await signInStaff(stranger, { mail, password: 'au hasard, encore une fois', code: '000000' })).words,
      new RegExp(wrongWords),
    );
  const stopped = await signInStaff(stranger, { mail, password, code: authenticator.next() });
  assert.equal(stopped.status, 422);
  assert.match(stopped.words, /Trop d’essais\. Attendez jusqu’à/);
  assert.equal((await signInStaff(home, { mail, password, code: authenticator.next() })).path, '/ecole');
  deps.clock.advance({ minutes: 16 });
  assert.equal((await signInStaff(stranger, { mail, password, code: authenticator.next() })).path, '/ecole');
});

onBothDatabases('sixty minutes of absence, twelve hours in all', async (deps) => {
  const app = await createApp(deps);
  const { visitor, mail: own, password, authenticator } = await openSecretary(deps, app, jeanMoulin);
  deps.clock.advance({ minutes: 59 });
  assert.equal((await visitor.visit('/ecole/comptes')).path, '/ecole/comptes');
  deps.clock.advance({ minutes: 60 });
  const absent = await visitor.visit('/ecole/comptes');
  assert.equal(absent.path, '/ecole/connexion');
  assert.match(absent.words, /Vous étiez absent trop longtemps/);
  const back = await absent.send({ mail: own, password, code: authenticator.next() }, 'Se connecter');
  assert.equal(back.path, '/ecole/comptes');
  for (let half = 0; half < 24; half += 1) {
    deps.clock.advance({ minutes: 30 });
    if (half < 23) assert.equal((await visitor.visit('/ecole')).path, '/ecole', `after ${half + 1} half hours`);
  }
  assert.equal((await visitor.visit('/ecole')).path, '/ecole/connexion');
});

onBothDatabases('a network makes both shorter, for sessions that are open too', async (deps) => {
  const app = await createApp(deps);
  const { visitor, mail: own, password, authenticator } = await openSecretary(deps, app, jeanMoulin);
  const set = async (name: string, value: string) =>
    await settingsCommand(deps, ['set', name, value], { out: () => undefined, err: () => undefined, cwd: '/' });
  assert.equal(await set('staff-idle-minutes', '61'), 2, 'never longer');
  assert.equal(await set('staff-hours', '13'), 2);
  deps.clock.advance({ minutes: 20 });
  assert.equal(await set('staff-idle-minutes', '15'), 0);
  const absent = await visitor.visit('/ecole/comptes');
  assert.equal(absent.path, '/ecole/connexion');
  assert.match(absent.words, /Sans activité, la connexion dure 15 minutes ; 12 heures en tout/);
  const back = await absent.send({ mail: own, password, code: authenticator.next() }, 'Se connecter');
  assert.match(back.html, /data-idle="15"/);
  assert.equal(await set('staff-hours', '2'), 0);
  for (let step = 1; step <= 12; step += 1) {
    deps.clock.advance({ minutes: 10 });
    const { path } = await visitor.visit('/ecole');
    assert.equal(path, step < 12 ? '/ecole' : '/ecole/connexion', `after ${step * 10} minutes`);
  }
});

onBothDatabases('who works for two schools chooses one, and may change', async (deps) => {
  const app = await createApp(deps);
  await addSchool(deps, louiseMichel, 'École Louise-Michel');
  const nadia = await addParent(deps, louiseMichel, 'Inès');
  const { visitor, password, authenticator } = await openSecretary(deps, app, jeanMoulin);
  await runStaff(deps, 'add', '--school', louiseMichel, '--mail', mail, '--role', 'head');
  await (await visitor.visit('/ecole')).send({}, 'Se déconnecter');

  const choice = await signInStaff(visitor, { mail, password, code: authenticator.next() });
  assert.equal(choice.path, '/ecole/etablissement');
  assert.match(choice.words, /Collège 0330001X[\s\S]*Secrétariat[\s\S]*École Louise-Michel[\s\S]*Direction/);
  const chosen = await choice.send({ school: louiseMichel });
  assert.match(chosen.words, /Direction, École Louise-Michel/);
  assert.equal((await visitor.visit(`/ecole/comptes/${nadia.id}`)).status, 200);
  const changed = await (await chosen.follow('Changer d’école')).send({ school: jeanMoulin });
  assert.match(changed.words, /Secrétariat, Collège 0330001X/);
  assert.equal((await visitor.visit(`/ecole/comptes/${nadia.id}`)).status, 404, 'the other school is shut again');

  await addSchool(deps, '0330003Z');
  const form = await visitor.visit('/ecole/etablissement');
  assert.equal((await form.send({ school: '0330003Z' })).status, 404, 'a school where one has no role');
});

onBothDatabases('parents and staff are strangers to each other', async (deps) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const { mail: own, password } = await openSecretary(deps, app, jeanMoulin);
  const visitor = openVisitor(app);
  const home = await (await visitor.visit('/connexion')).send({
    identifier: parent.identifier,
    password: parent.password,
  });
  assert.equal(home.path, '/accueil');
  assert.equal((await visitor.visit('/ecole')).path, '/ecole/connexion', 'a parent is nobody at the desk');
  const asParent = await (await openVisitor(app).visit('/connexion')).send({ identifier: own, password });
  assert.equal(asParent.status, 422, 'a member of staff is no parent');
});
