// Steps 1 to 5 of a parent's way: from the letter to the children, by the code, by the QR, and all that goes wrong.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { verifyAudit } from '../../src/audit/verifying.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openVisitor, type Page, type Visitor } from '../visitor.js';
import {
  addAccount,
  addGuardian,
  addLetter,
  addLink,
  addParent,
  addPupil,
  addSchool,
  jeanMoulin,
  louiseMichel,
} from '../world.js';

const date = (day: string, month: string, year: string, field = 'birthDate') => ({
  [`${field}-day`]: day,
  [`${field}-month`]: month,
  [`${field}-year`]: year,
});
const right = date('21', '4', '2014');
const wrong = date('22', '4', '2014');
const password = 'quatre mots bien choisis';

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { state: 'to_activate' });
  const letter = await addLetter(deps, parent.id, jeanMoulin);
  return { app, parent, letter, visitor: openVisitor(app) };
}

async function typeCode(visitor: Visitor, identifier: string, code: string): Promise<Page> {
  return await (await visitor.visit('/activation')).send({ identifier, code });
}

const accountOf = async (deps: TestDeps, id: number) =>
  await deps.db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const letterOf = async (deps: TestDeps, id: number) =>
  await deps.db.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const auditKinds = async (deps: TestDeps) =>
  (await deps.db.selectFrom('auditEvent').select('kind').orderBy('seq').execute()).map(({ kind }) => kind);

onBothDatabases('a parent opens his account with the code of his letter', async (deps) => {
  const { parent, letter, visitor } = await setUp(deps);
  const birth = await typeCode(
    visitor,
    ` ${parent.identifier.toUpperCase()} `,
    letter.code.toLowerCase().replaceAll('-', ' '),
  );
  assert.equal(birth.path, '/activation/naissance');
  assert.doesNotMatch(birth.html, /Yanis|BENALI/, 'no name before the birth date');
  const children = await birth.send(right);
  assert.match(children.words, /Yanis BENALI/);
  const choose = await children.send({}, 'Oui, c’est mon enfant');
  const done = await choose.send({ password, mail: 'nadia@exemple.fr' });
  assert.equal(done.path, '/activation/termine');
  assert.equal(done.heading, 'Votre compte est ouvert');
  assert.match(done.words, /Avez-vous une autre lettre/);
  assert.match(done.words, /nadia@exemple\.fr/);
  const list = await visitor.visit('/mon-compte/enfants');
  assert.match(list.words, /Yanis BENALI/);
  assert.match(list.words, /Mme Nadia BENALI/, 'the guardian as the school wrote her');

  const account = await accountOf(deps, parent.id);
  assert.equal(account.state, 'active');
  assert.ok((await letterOf(deps, letter.letterId)).usedAt !== null);
  assert.deepEqual(await auditKinds(deps), ['account_activated', 'mail_given']);
  assert.equal((await verifyAudit(deps)).intact, true);

  // The letter is used up: only its holder is told so.
  const later = openVisitor((await setUp(deps)).app);
  const used = await typeCode(later, parent.identifier, letter.code);
  assert.equal(used.heading, 'Cette lettre a déjà servi');
  assert.equal((await later.visit(`/l/${letter.token}`)).heading, 'Cette lettre a déjà servi');
});

onBothDatabases('the code typed on the sign-in page as a password leads to the activation', async (deps) => {
  const { parent, letter, visitor } = await setUp(deps);
  const signIn = await visitor.visit('/connexion');
  const birth = await signIn.send({ identifier: parent.identifier, password: letter.code });
  assert.equal(birth.path, '/activation/naissance');
});

onBothDatabases(
  'the QR opens the birth date in either case, uses nothing up, and leaves no token in the address',
  async (deps) => {
    const { letter, visitor } = await setUp(deps);
    for (const url of [`/l/${letter.token.toLowerCase()}`, `/L/${letter.token}`]) {
      const birth = await visitor.visit(url);
      assert.equal(birth.path, '/activation/naissance');
      assert.doesNotMatch(birth.html.toUpperCase(), new RegExp(letter.token));
    }
    assert.equal((await letterOf(deps, letter.letterId)).usedAt, null);
    const choose = await (await (await visitor.visit('/activation/naissance')).send(right)).send(
      {},
      'Oui, c’est mon enfant',
    );
    assert.equal((await choose.send({ password })).path, '/activation/termine');
    assert.ok(!JSON.stringify(deps.logged).includes(letter.token), 'no token in the log');
  },
);

onBothDatabases('three wrong birth dates kill the letter, whoever tries; unreadable ones cost no try', async (deps) => {
  const { app, parent, letter, visitor } = await setUp(deps);
  let birth = await typeCode(visitor, parent.identifier, letter.code);
  birth = await birth.send(date('31', '2', '2014'));
  assert.equal(birth.status, 422);
  birth = await birth.send(wrong);
  assert.match(birth.words, /Il vous reste 2 essais/);
  const other = await openVisitor(app).visit(`/l/${letter.token}`);
  assert.match((await other.send(wrong)).words, /Il vous reste 1 essai/);
  const dead = await birth.send(wrong);
  assert.equal(dead.heading, 'Cette lettre ne marche plus');
  assert.equal((await other.send(right)).heading, 'Cette lettre ne marche plus', 'the right date comes too late');
  assert.equal((await typeCode(visitor, parent.identifier, letter.code)).heading, 'Cette lettre ne marche plus');
  assert.deepEqual(await auditKinds(deps), ['letter_died']);
  assert.equal((await accountOf(deps, parent.id)).state, 'to_activate');
});

onBothDatabases('ten birth dates at once are three tries', async (deps) => {
  const { app, letter } = await setUp(deps);
  const pages = await Promise.all(Array.from({ length: 10 }, () => openVisitor(app).visit(`/l/${letter.token}`)));
  const answers = await Promise.all(pages.map((page) => page.send(wrong)));
  assert.equal(answers.filter((answer) => /Il vous reste/.test(answer.words)).length, 2);
  assert.ok((await letterOf(deps, letter.letterId)).diedAt !== null);
  assert.deepEqual(await auditKinds(deps), ['letter_died']);
});

onBothDatabases('an account of two schools asks a birth date of each, and both letters die together', async (deps) => {
  const app = await createApp(deps);
  await addSchool(deps, jeanMoulin, 'Collège Jean-Moulin');
  await addSchool(deps, louiseMichel, 'École Louise-Michel');
  const guardians = [await addGuardian(deps, jeanMoulin), await addGuardian(deps, louiseMichel)] as const;
  await addLink(deps, guardians[0], await addPupil(deps, jeanMoulin, 'Yanis'));
  await addLink(deps, guardians[1], await addPupil(deps, louiseMichel, 'Lina', { birthDate: '2017-09-03' }));
  const account = await addAccount(deps, guardians, { state: 'to_activate' });
  const first = await addLetter(deps, account.id, jeanMoulin);
  const second = await addLetter(deps, account.id, louiseMichel);
  const visitor = openVisitor(app);
  const birth = await visitor.visit(`/l/${second.token}`);
  assert.match(birth.words, /École Louise-Michel[\s\S]*Collège Jean-Moulin/);
  const half = await birth.send({ ...date('3', '9', '2017'), ...date('3', '9', '2017', 'birthDate2') });
  assert.match(half.words, /Il vous reste 2 essais/);
  const children = await half.send({ ...date('3', '9', '2017'), ...date('21', '4', '2014', 'birthDate2') });
  assert.match(children.words, /Lina/);
  assert.doesNotMatch(children.words, /Yanis/, 'the children of this letter');
  await (await children.send({}, 'Oui, c’est mon enfant')).send({ password });
  assert.ok((await letterOf(deps, first.letterId)).usedAt !== null);
  assert.ok((await letterOf(deps, second.letterId)).usedAt !== null);
  assert.match((await visitor.visit('/mon-compte/enfants')).words, /Lina[\s\S]*Yanis/);
});

onBothDatabases('« ce n’est pas mon enfant » kills the letter and hides the child', async (deps) => {
  const { parent, letter, visitor } = await setUp(deps);
  const children = await (await typeCode(visitor, parent.identifier, letter.code)).send(right);
  const said = await children.send({}, 'Non, ce n’est pas mon enfant');
  assert.equal(said.heading, 'Merci de nous le dire');
  assert.ok((await letterOf(deps, letter.letterId)).diedAt !== null);
  const holds = await deps.db.selectFrom('hold').select('cause').execute();
  assert.deepEqual(holds, [{ cause: 'not_my_child' }]);
  assert.deepEqual(await auditKinds(deps), ['child_disowned', 'letter_died']);
  assert.equal((await typeCode(visitor, parent.identifier, letter.code)).heading, 'Cette lettre ne marche plus');
});

onBothDatabases('the last step posted twice at once opens the account once, and signs in both times', async (deps) => {
  const { app, parent, letter, visitor } = await setUp(deps);
  const children = await (await typeCode(visitor, parent.identifier, letter.code)).send(right);
  const choose = await children.send({}, 'Oui, c’est mon enfant');
  assert.equal(choose.path, '/activation/mot-de-passe');
  const answers = await Promise.all([choose.send({ password }), choose.send({ password })]);
  for (const answer of answers) assert.equal(answer.path, '/activation/termine');
  assert.deepEqual(await auditKinds(deps), ['account_activated']);
  // Another browser's copy of the finished activation opens nothing without that password.
  const thief = openVisitor(app, {}, new Map(visitor.cookies));
  assert.equal((await thief.visit('/activation/mot-de-passe')).status, 410);
});

onBothDatabases('steps cannot be skipped, and an activation lives an hour', async (deps) => {
  const { parent, letter, visitor } = await setUp(deps);
  for (const path of ['/activation/naissance', '/activation/enfants', '/activation/mot-de-passe'])
    assert.equal((await visitor.visit(path)).status, 410, path);
  const birth = await typeCode(visitor, parent.identifier, letter.code);
  for (const path of ['/activation/enfants', '/activation/mot-de-passe'])
    assert.equal((await visitor.visit(path)).path, '/activation/naissance', path);
  deps.clock.advance({ minutes: 61 });
  const late = await birth.send(right);
  assert.equal(late.heading, 'C’était trop long');
  assert.equal(
    (await typeCode(visitor, parent.identifier, letter.code)).path,
    '/activation/naissance',
    'the letter is still good',
  );
});

onBothDatabases('a letter lives to the end of its last day, and opens nothing the day after', async (deps) => {
  const { app, parent } = await setUp(deps);
  await deps.db.deleteFrom('letter').execute();
  const letter = await addLetter(deps, parent.id, jeanMoulin, { lastDay: '2026-09-20' });
  deps.clock.set('2026-09-20T21:59:59Z');
  assert.equal((await typeCode(openVisitor(app), parent.identifier, letter.code)).path, '/activation/naissance');
  deps.clock.set('2026-09-20T22:00:00Z');
  assert.equal(
    (await typeCode(openVisitor(app), parent.identifier, letter.code)).heading,
    'Cette lettre est trop vieille',
  );
});

onBothDatabases(
  'the new password is refused when it is short, common, known or the code, and the form is kept',
  async (deps) => {
    const { parent, letter, visitor } = await setUp(deps);
    const children = await (await typeCode(visitor, parent.identifier, letter.code)).send(right);
    let choose = await children.send({}, 'Oui, c’est mon enfant');
    const refusals = [
      ['onze signes', /C’est trop court/],
      ['a'.repeat(129), /128 signes/],
      ['qwertyqwerty', /trop connu/],
      ['QwertyQwerty', /trop connu/],
      ['Yanis21042014', /ressemble/],
      [parent.identifier, /ressemble/],
      [letter.code, /code de la lettre/],
    ] as const;
    for (const [tried, why] of refusals) {
      choose = await choose.send({ password: tried, mail: 'nadia@exemple.fr' });
      assert.equal(choose.status, 422, tried);
      assert.match(choose.words, why);
      assert.equal(choose.field('mail'), 'nadia@exemple.fr');
      if (tried !== parent.identifier) assert.ok(!choose.html.includes(tried), 'a secret is never written back');
    }
    choose = await choose.send({ password, mail: 'nadia@exemple' });
    assert.match(choose.words, /n’est pas complète/);
    assert.equal((await choose.send({ password, mail: '' })).path, '/activation/termine');
  },
);

onBothDatabases('a recovery letter gives an active account a new password and ends its sessions', async (deps) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const before = openVisitor(app);
  await (await before.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
  const letter = await addLetter(deps, parent.id, jeanMoulin, { purpose: 'recovery' });
  assert.equal((await before.visit('/accueil')).path, '/accueil', 'the password lives until the letter is used');
  const visitor = openVisitor(app);
  const children = await (await typeCode(visitor, parent.identifier, letter.code)).send(right);
  const done = await (await children.send({}, 'Oui, c’est mon enfant')).send({ password });
  assert.equal(done.path, '/activation/termine');
  assert.equal((await before.visit('/accueil')).path, '/connexion');
  const again = openVisitor(app);
  const refused = await (await again.visit('/connexion')).send({
    identifier: parent.identifier,
    password: parent.password,
  });
  assert.equal(refused.status, 422);
  assert.equal((await refused.send({ identifier: parent.identifier, password })).path, '/accueil');
  assert.deepEqual(await auditKinds(deps), ['account_recovered']);
  assert.equal((await accountOf(deps, parent.id)).mail, 'nadia@exemple.fr');
});

onBothDatabases('a code with a slip costs no try', async (deps) => {
  const { parent, letter, visitor } = await setUp(deps);
  const slip = letter.code.replace(/^./, letter.code.startsWith('7') ? '8' : '7');
  for (let i = 0; i < 15; i += 1)
    assert.match((await typeCode(visitor, parent.identifier, slip)).words, /Un signe du code/);
  assert.equal((await typeCode(visitor, parent.identifier, letter.code)).path, '/activation/naissance');
});
