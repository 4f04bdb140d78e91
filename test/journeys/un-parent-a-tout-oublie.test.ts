// Identifiant oublié, mot de passe oublié : le message, le lien, et rien pour qui n'a pas d'adresse.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { deliverMails } from '../../src/mail/sending.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openVisitor, plain, type Visitor } from '../visitor.js';
import { addParent, jeanMoulin, louiseMichel } from '../world.js';

const mail = 'nadia@exemple.fr';
const fresh = 'quatre mots bien choisis';

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail });
  return { app, parent };
}

const ask = async (visitor: Visitor, identifier: string) =>
  await (await visitor.visit('/connexion'))
    .follow('J’ai oublié mon mot de passe')
    .then((page) => page.send({ identifier }));

/** The address in the only mail with a link since the last look. */
async function linkOf(deps: TestDeps): Promise<string> {
  deps.sent.length = 0;
  await deliverMails(deps);
  const links = deps.sent.flatMap(({ text }) => text.match(/\/connexion\/nouveau\/\S+/g) ?? []);
  assert.equal(links.length, 1);
  return links[0] ?? '';
}

const signIn = async (visitor: Visitor, identifier: string, password: string) =>
  await (await visitor.visit('/connexion')).send({ identifier, password });

onBothDatabases('un parent choisit un autre mot de passe par le lien du message', async (deps) => {
  const { app, parent } = await setUp(deps);
  const elsewhere = openVisitor(app);
  await signIn(elsewhere, parent.identifier, parent.password);

  const visitor = openVisitor(app);
  const answered = await ask(visitor, ` ${parent.identifier.toUpperCase()} `);
  assert.equal(answered.heading, 'Regardez votre boîte mail');
  assert.equal((await elsewhere.visit('/accueil')).path, '/accueil', 'asking changes nothing');

  const link = await linkOf(deps);
  assert.equal(deps.sent[0]?.to, mail);
  assert.match(plain(deps.sent[0]?.text ?? ''), /jusqu’au 14 septembre 2026, 10 h 30/);
  const form = await visitor.visit(link);
  assert.equal(form.path, '/connexion/nouveau-mot-de-passe', 'no token in the address');
  assert.equal((await visitor.visit(link)).status, 200, 'looking consumes nothing');
  const done = await form.send({ password: fresh });
  assert.equal(done.path, '/connexion', 'nobody is signed in by it');
  assert.match(done.words, /Votre mot de passe est changé/);

  assert.equal((await elsewhere.visit('/accueil')).path, '/connexion', 'the other sessions are over');
  assert.equal((await signIn(openVisitor(app), parent.identifier, parent.password)).status, 422);
  assert.equal((await signIn(openVisitor(app), parent.identifier, fresh)).path, '/accueil');
  assert.equal((await openVisitor(app).visit(link)).status, 410, 'used once');
  deps.sent.length = 0;
  await deliverMails(deps);
  assert.deepEqual(
    deps.sent.map(({ to, subject }) => [to, subject]),
    [[mail, 'Un autre mot de passe a été choisi par mail']],
  );
  const events = await deps.db.selectFrom('auditEvent').select(['kind', 'data']).execute();
  assert.deepEqual(events, [{ kind: 'password_reset', data: { accountId: parent.id } }]);
});

onBothDatabases('le lien meurt après trente minutes, et dès que le mot de passe ou le mail change', async (deps) => {
  const { app, parent } = await setUp(deps);
  const visitor = openVisitor(app);
  await ask(visitor, parent.identifier);
  const late = await linkOf(deps);
  const form = await visitor.visit(late);
  deps.clock.advance({ minutes: 30 });
  const dead = await form.send({ password: fresh });
  assert.equal(dead.heading, 'Ce lien ne marche plus');
  assert.equal((await dead.follow('Demander un autre message')).path, '/connexion/mot-de-passe-oublie');

  await ask(visitor, parent.identifier);
  const before = await linkOf(deps);
  const mine = openVisitor(app);
  await signIn(mine, parent.identifier, parent.password);
  const profile = await mine.visit('/mon-compte/profil');
  await profile.send({ current: parent.password, password: fresh });
  assert.equal((await openVisitor(app).visit(before)).status, 410);
  for (const path of ['/connexion/nouveau/inconnu', `/connexion/nouveau/${'a'.repeat(300)}`])
    assert.equal((await openVisitor(app).visit(path)).status, 410);
});

onBothDatabases(
  'un mauvais nouveau mot de passe ne consomme pas le lien; deux envois en font un seul',
  async (deps) => {
    const { app, parent } = await setUp(deps);
    const visitor = openVisitor(app);
    await ask(visitor, parent.identifier);
    const form = await visitor.visit(await linkOf(deps));
    const refused = await form.send({ password: 'court' });
    assert.match(refused.words, /trop court/);
    assert.ok(!refused.html.includes('court"'), 'no secret kept');
    const answers = await Promise.all([
      form.send({ password: fresh }),
      visitor
        .copy()
        .visit('/connexion/nouveau-mot-de-passe')
        .then((page) => page.send({ password: 'encore un autre choix' })),
    ]);
    assert.equal(answers.filter(({ path }) => path === '/connexion').length, 1);
    assert.equal((await deps.db.selectFrom('auditEvent').select('seq').execute()).length, 1);
  },
);

onBothDatabases('la réponse est la même pour tous, et un compte qui dort apprend par mail quoi faire', async (deps) => {
  const { app, parent } = await setUp(deps);
  const silent = await addParent(deps, jeanMoulin, 'Lina');
  const asleep = await addParent(deps, louiseMichel, 'Noé', { mail: 'noe@exemple.fr' });
  const frozen = await addParent(deps, louiseMichel, 'Zoé', { mail: 'zoe@exemple.fr' });
  await deps.db.updateTable('account').set({ state: 'asleep' }).where('id', '=', asleep.id).execute();
  await deps.db.updateTable('account').set({ state: 'frozen' }).where('id', '=', frozen.id).execute();
  const seen = new Set<string>();
  for (const identifier of [parent, silent, asleep, frozen].map((one) => one.identifier).concat('n.benali0000')) {
    const answer = await ask(openVisitor(app), identifier);
    seen.add(
      JSON.stringify([answer.status, answer.url, answer.html.length, answer.html.replace(/value="[^"]*"/g, '')]),
    );
  }
  assert.equal(seen.size, 1);
  await deliverMails(deps);
  const told = new Map(deps.sent.map(({ to, text }) => [to, text]));
  assert.deepEqual([...told.keys()].sort(), [mail, 'noe@exemple.fr', 'zoe@exemple.fr']);
  assert.match(told.get('noe@exemple.fr') ?? '', /Demandez une nouvelle lettre/);
  assert.match(told.get('zoe@exemple.fr') ?? '', /Appelez l’école/);
  for (const to of ['noe@exemple.fr', 'zoe@exemple.fr']) assert.ok(!told.get(to)?.includes('/connexion/nouveau/'));
});

onBothDatabases('trois messages par heure et par identifiant, sans que la réponse change', async (deps) => {
  const { app, parent } = await setUp(deps);
  for (let i = 0; i < 5; i += 1)
    assert.equal((await ask(openVisitor(app), parent.identifier)).heading, 'Regardez votre boîte mail');
  await deliverMails(deps);
  assert.equal(deps.sent.length, 3);
  deps.clock.advance({ minutes: 61 });
  await ask(openVisitor(app), parent.identifier);
  await deliverMails(deps);
  assert.equal(deps.sent.length, 4);
});

onBothDatabases(
  'identifiant oublié : le message liste chaque compte ouvert de cette adresse confirmée',
  async (deps) => {
    const { app, parent } = await setUp(deps);
    const second = await addParent(deps, louiseMichel, 'Lina', { mail: 'Nadia@Exemple.fr' });
    const unproved = await addParent(deps, louiseMichel, 'Noé');
    await deps.db.updateTable('account').set({ mail }).where('id', '=', unproved.id).execute();
    const askFor = async (typed: string) =>
      await (await openVisitor(app).visit('/connexion'))
        .follow('J’ai oublié mon identifiant')
        .then((page) => page.send({ mail: typed }));
    const known = await askFor(mail);
    const unknown = await askFor('personne@exemple.fr');
    assert.equal(known.html.length, unknown.html.length);
    assert.equal(known.url, unknown.url);
    assert.equal((await askFor('pas une adresse')).status, 422);
    await deliverMails(deps);
    assert.equal(deps.sent.length, 1);
    const [told] = deps.sent;
    assert.equal(told?.to, mail);
    for (const { identifier } of [parent, second]) assert.ok(told?.text.includes(identifier));
    assert.ok(!told?.text.includes(unproved.identifier), 'an address that was not confirmed tells nothing');
  },
);

onBothDatabases(
  'les identifiants partent à l’adresse qui a été confirmée, jamais à une autre qui lui ressemble',
  async (deps) => {
    const { app } = await setUp(deps);
    const askFor = async (typed: string) => {
      deps.sent.length = 0;
      await (await openVisitor(app).visit('/connexion/identifiant-oublie')).send({ mail: typed });
      await deliverMails(deps);
      return deps.sent.map(({ to }) => to);
    };
    assert.deepEqual(await askFor('NADIA@Exemple.fr'), [mail], 'as a telephone writes it');
    // Signs that become an « i » or an « s » in lower case, or look like one: other mailboxes.
    for (const other of ['nadİa@exemple.fr', 'nadıa@exemple.fr', 'nadia@exempIe.fr', 'nadіa@exemple.fr'])
      assert.deepEqual(await askFor(other), [], other);
  },
);

onBothDatabases('le lien mène à l’adresse du réglage, quoi que dise la requête', async (deps) => {
  const { app, parent } = await setUp(deps);
  const visitor = openVisitor(app);
  const path = '/connexion/mot-de-passe-oublie';
  const _csrf = (await visitor.visit(path)).field('_csrf') ?? '';
  const answer = await visitor.post(
    path,
    { identifier: parent.identifier, _csrf },
    {
      host: 'evil.example',
      origin: 'http://evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    },
  );
  assert.equal(answer.status, 303);
  assert.ok(!JSON.stringify(answer.headers).includes('evil'));
  await linkOf(deps);
  assert.equal(deps.sent.length, 1);
  assert.match(deps.sent[0]?.text ?? '', /^http:\/\/127\.0\.0\.1:3000\/connexion\/nouveau\/[\w-]{22}$/m);
  assert.ok(!JSON.stringify(deps.sent).includes('evil'));
});

onBothDatabases('qui demande sans fin n’épuise pas les messages des autres', async (deps) => {
  const { app, parent } = await setUp(deps);
  const countOf = async () =>
    (await deps.db.selectFrom('throttle').select('failures').orderBy('failures', 'desc').execute()).map(
      ({ failures }) => failures,
    );
  for (let i = 0; i < 40; i += 1) await ask(openVisitor(app, { address: '192.0.2.7' }), `n.benali${5000 + i}`);
  assert.deepEqual((await countOf()).slice(0, 2), [30, 30], 'one network, and the whole installation');
  await ask(openVisitor(app, { address: '192.0.2.8' }), parent.identifier);
  await linkOf(deps);
});
