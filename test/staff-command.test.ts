// `staff add` and `staff remove`: one account per person, roles per school, links that serve once.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createApp } from '../src/app.js';
import { verifyAudit } from '../src/audit/verifying.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { authenticatorOf, linkIn, openSecretary, runStaff, signInStaff } from './secretary.js';
import { openVisitor } from './visitor.js';
import { addSchool, jeanMoulin, louiseMichel } from './world.js';

const mail = 'sophie.lopez@exemple.fr';
const add = (deps: TestDeps, school: string, ...more: string[]) =>
  runStaff(deps, 'add', '--school', school, '--mail', mail, ...more);
const people = (deps: TestDeps) => deps.db.selectFrom('staff').selectAll().execute();
const roles = async (deps: TestDeps) =>
  (await deps.db.selectFrom('staffRole').selectAll().orderBy('id').execute()).map(
    (one) => `${one.schoolUai} ${one.role}${one.until === null ? '' : ' ended'}`,
  );
const events = async (deps: TestDeps) =>
  (await deps.db.selectFrom('auditEvent').select('kind').orderBy('seq').execute()).map(({ kind }) => kind);

onBothDatabases('one account per mail, a role per school, a link for who is not enrolled', async (deps) => {
  await addSchool(deps, jeanMoulin);
  await addSchool(deps, louiseMichel);
  const first = await add(deps, jeanMoulin, '--name', 'Sophie Lopez');
  assert.equal(first.code, 0);
  assert.match(first.out, /Compte créé pour sophie\.lopez@exemple\.fr \(secrétariat, école 0330001X\)/);
  assert.match(first.out, /valable jusqu'au lundi 21 septembre 2026 à 10:00, une seule fois/);
  const token = linkIn(first).split('/').at(-1) ?? '';
  assert.ok(Buffer.from(token, 'base64url').length >= 16, '128 bits');

  const second = await add(deps, louiseMichel, '--role', 'head');
  assert.equal(second.code, 0);
  assert.match(
    second.out,
    /a déjà un compte d'école : il reste le seul, avec un rôle de plus \(direction, école 0330002Y\)/,
  );
  const changed = await runStaff(
    deps,
    'add',
    '--school',
    louiseMichel,
    '--mail',
    mail.toUpperCase(),
    '--role',
    'reader',
  );
  assert.match(changed.out, /avait un autre rôle dans cette école : il est remplacé \(lecture seule/);
  assert.match((await add(deps, jeanMoulin)).out, /a déjà ce rôle/);

  assert.equal((await people(deps)).length, 1);
  assert.equal((await people(deps))[0]?.name, 'Sophie Lopez');
  assert.deepEqual(await roles(deps), ['0330001X secretary', '0330002Y head ended', '0330002Y reader']);
  const kept = JSON.stringify(await deps.db.selectFrom('singleUseToken').selectAll().execute());
  assert.ok(!kept.includes(token) && !kept.includes(createHash('sha256').update(token).digest('hex')));
  assert.deepEqual(await events(deps), [
    'staff_added',
    'staff_invited',
    'staff_role_added',
    'staff_invited',
    'staff_role_added',
    'staff_invited',
    'staff_invited',
  ]);
  assert.deepEqual(await verifyAudit(deps), { intact: true, events: 7 });
});

onBothDatabases('an enrolled person gets a role more, and no link', async (deps) => {
  const app = await createApp(deps);
  await openSecretary(deps, app, jeanMoulin);
  await addSchool(deps, louiseMichel);
  const said = await add(deps, louiseMichel);
  assert.equal(said.code, 0);
  assert.match(said.out, /un rôle de plus[\s\S]*Pas de nouveau lien/);
  assert.doesNotMatch(said.out, /inscription\//);
});

onBothDatabases('two commands at once make one account', async (deps) => {
  await addSchool(deps, jeanMoulin);
  await addSchool(deps, louiseMichel);
  const said = await Promise.all([add(deps, jeanMoulin), add(deps, louiseMichel), add(deps, jeanMoulin)]);
  assert.deepEqual(
    said.map(({ code }) => code),
    [0, 0, 0],
  );
  assert.equal((await people(deps)).length, 1);
  assert.deepEqual((await roles(deps)).sort(), ['0330001X secretary', '0330002Y secretary']);
  const visitor = openVisitor(await createApp(deps));
  const alive = await Promise.all(said.map(async (one) => (await visitor.visit(linkIn(one))).status === 200));
  assert.equal(alive.filter(Boolean).length, 1, 'the last link alone opens');
});

onBothDatabases('what is asked wrongly is told, and changes nothing', async (deps) => {
  await addSchool(deps, jeanMoulin);
  const wrong: readonly (readonly [readonly string[], number, RegExp])[] = [
    [[], 2, /staff add[\s\S]*staff remove/],
    [['add', '--mail', mail], 2, /--school : il faut un code UAI/],
    [['add', '--school', '12', '--mail', mail], 2, /« 12 »/],
    [['add', '--school', jeanMoulin, '--mail', 'sophie'], 2, /« sophie » n'est pas une adresse mail/],
    [['add', '--school', jeanMoulin, '--mail', mail, '--role', 'boss'], 2, /« boss » n'existe pas/],
    [['add', '--school', jeanMoulin, '--mail', mail, '--force'], 2, /--force/],
    [['add', '--school', louiseMichel, '--mail', mail], 1, /L'école 0330002Y n'existe pas/],
    [['remove', '--school', jeanMoulin, '--mail', mail], 1, /n'a pas de rôle/],
    [['renew', '--mail', mail], 1, /n'a pas de compte d'école/],
  ];
  for (const [argv, code, words] of wrong) {
    const said = await runStaff(deps, ...argv);
    assert.equal(said.code, code, argv.join(' '));
    assert.match(said.err, words);
    assert.equal(said.out, '');
  }
  assert.deepEqual(await people(deps), []);
  assert.deepEqual(await events(deps), []);
});

onBothDatabases('who leaves loses one school, then everything, at the next request', async (deps) => {
  const app = await createApp(deps);
  const { visitor, password, authenticator } = await openSecretary(deps, app, jeanMoulin);
  await addSchool(deps, louiseMichel);
  await add(deps, louiseMichel);
  assert.equal((await visitor.visit('/ecole')).heading, 'Aujourd’hui');

  const one = await runStaff(deps, 'remove', '--school', jeanMoulin, '--mail', mail);
  assert.match(one.out, /n'a plus de rôle dans l'école 0330001X/);
  const elsewhere = await visitor.visit('/ecole');
  assert.match(elsewhere.words, /Collège 0330002Y/, 'the other school is left');
  assert.doesNotMatch(elsewhere.words, /0330001X/);

  const last = await runStaff(deps, 'remove', '--school', louiseMichel, '--mail', mail);
  assert.match(last.out, /C’était son dernier rôle : ses accès sont effacés/);
  assert.equal((await visitor.visit('/ecole')).path, '/ecole/connexion');
  const again = await signInStaff(visitor, { mail, password, code: authenticator.next() });
  assert.equal(again.status, 422);
  const [person] = await people(deps);
  assert.deepEqual([person?.passwordHash, person?.totpSecret, person?.enrolledAt], [null, null, null]);

  const back = await add(deps, jeanMoulin);
  assert.match(back.out, /un rôle de plus/);
  assert.equal((await openVisitor(app).visit(linkIn(back))).heading, 'Créer votre accès', 'and enrols anew');
});

onBothDatabases('a lost telephone: both factors go, the roles stay, a new link enrols', async (deps) => {
  const app = await createApp(deps);
  const { visitor, password, authenticator } = await openSecretary(deps, app, jeanMoulin);
  const said = await runStaff(deps, 'renew', '--mail', mail);
  assert.equal(said.code, 0);
  assert.match(said.out, /sont effacés/);
  assert.equal((await visitor.visit('/ecole')).path, '/ecole/connexion', 'the session of the lost one ends');
  assert.equal((await signInStaff(visitor, { mail, password, code: authenticator.next() })).status, 422);
  const form = await visitor.visit(linkIn(said));
  const renewed = authenticatorOf(deps, form);
  assert.notEqual(renewed.now(), authenticator.now(), 'another secret');
  const today = await form.send({ password, code: renewed.now() }, 'Créer mon accès');
  assert.equal(today.path, '/ecole');
  assert.deepEqual(await roles(deps), ['0330001X secretary']);
  assert.equal((await events(deps)).filter((kind) => kind === 'staff_factors_forgotten').length, 1);
});
