// Mon compte: a new password on the current one, a fresh proof before it, and the address that is confirmed by a mail.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { hashMailToken } from '../../src/mail/tokens.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openVisitor, type Visitor } from '../visitor.js';
import { type AddedAccount, addLetter, addParent, jeanMoulin, louiseMichel } from '../world.js';

const fresh = 'quatre mots bien choisis';

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const visitor = openVisitor(app);
  await signIn(visitor, parent);
  return { app, parent, visitor };
}

async function signIn(visitor: Visitor, { identifier, password }: Pick<AddedAccount, 'identifier' | 'password'>) {
  return await (await visitor.visit('/connexion')).send({ identifier, password });
}

onBothDatabases('the new password opens, the former does not, and the other sessions are over', async (deps) => {
  const { app, parent, visitor } = await setUp(deps);
  const elsewhere = openVisitor(app);
  await signIn(elsewhere, parent);
  const stolen = visitor.copy();
  const done = await (await visitor.visit('/mon-compte/profil')).send({ current: parent.password, password: fresh });
  assert.equal(done.heading, 'Mot de passe changé');
  assert.equal((await visitor.visit('/accueil')).path, '/accueil', 'this session goes on');
  assert.equal((await elsewhere.visit('/accueil')).path, '/connexion');
  assert.equal((await stolen.visit('/accueil')).path, '/connexion', 'under a new token');
  assert.equal((await signIn(openVisitor(app), parent)).status, 422);
  assert.equal((await signIn(openVisitor(app), { ...parent, password: fresh })).path, '/accueil');
  const events = await deps.db.selectFrom('auditEvent').select(['kind', 'data']).execute();
  assert.deepEqual(events, [{ kind: 'password_changed', data: { accountId: parent.id } }]);
});

onBothDatabases('the password is asked again before the form when its last proof is five minutes old', async (deps) => {
  const { parent, visitor } = await setUp(deps);
  deps.clock.advance({ minutes: 5 });
  const proof = await visitor.visit('/mon-compte/profil');
  assert.equal(proof.path, '/mon-compte/preuve');
  const wrong = await proof.send({ password: 'un mot de passe faux' });
  assert.equal(wrong.status, 422);
  const token = visitor.cookies.get('fratrie');
  const form = await wrong.send({ password: parent.password });
  assert.equal(form.path, '/mon-compte/profil');
  assert.notEqual(visitor.cookies.get('fratrie'), token, 'a new token at each proof');
  deps.clock.advance({ minutes: 6 });
  assert.equal((await form.send({ current: parent.password, password: fresh })).path, '/mon-compte/preuve');
  assert.equal((await signIn(openVisitor(await createApp(deps)), parent)).path, '/accueil', 'nothing was changed');
});

onBothDatabases('a proof leads to our own pages only', async (deps) => {
  const { parent, visitor } = await setUp(deps);
  for (const retour of ['//evil.example', 'https://evil.example/', '/l/0123456789ABCDEFGHJKMNPQRS']) {
    const proof = await visitor.visit(`/mon-compte/preuve?retour=${encodeURIComponent(retour)}`);
    assert.equal((await proof.send({ password: parent.password })).path, '/mon-compte');
  }
});

onBothDatabases('ten wrong current passwords are all, in the form as in the proof', async (deps) => {
  const { parent, visitor } = await setUp(deps);
  let form = await visitor.visit('/mon-compte/profil');
  for (let i = 0; i < 10; i += 1) {
    form = await form.send({ current: 'un mot de passe faux', password: fresh });
    assert.match(form.words, /Ce n’est pas le bon mot de passe/);
  }
  assert.match((await form.send({ current: parent.password, password: fresh })).words, /Attendez 15 minutes/);
  const proof = await visitor.visit('/mon-compte/preuve');
  assert.match((await proof.send({ password: parent.password })).words, /Attendez 15 minutes/);
});

onBothDatabases(
  'a hundred wrong ones from his own browser: said as it is, not as one more wrong password',
  async (deps) => {
    const { parent, visitor } = await setUp(deps);
    const other = await addParent(deps, louiseMichel, 'Lina', { state: 'to_activate' });
    const { token } = await addLetter(deps, other.id, louiseMichel);
    for (let round = 0; round < 10; round += 1) {
      for (let i = 0; i < 10; i += 1)
        await (await visitor.visit('/mon-compte/preuve')).send({ password: 'un mot de passe faux' });
      deps.clock.advance({ minutes: 15 });
    }
    const refused = [
      await (await visitor.visit('/mon-compte/preuve')).send({ password: parent.password }),
      await (await visitor.visit(`/l/${token}`)).send({ password: parent.password }, 'Ajouter à mon compte'),
    ];
    // The form of a new password opens after a fresh proof alone: as if one more wrong one had been given there.
    await deps.db.updateTable('session').set({ provedAt: deps.now() }).execute();
    const form = await visitor.visit('/mon-compte/profil');
    refused.push(await form.send({ current: parent.password, password: fresh }));
    for (const { status, words, path } of refused) {
      assert.equal(status, 422, path);
      assert.match(words, /Trop d’essais pour ce compte/, path);
      assert.doesNotMatch(words, /pas bon|pas le bon/, path);
    }
  },
);

onBothDatabases('the same, a short or a known password is refused with its reason', async (deps) => {
  const { parent, visitor } = await setUp(deps);
  let form = await visitor.visit('/mon-compte/profil');
  for (const [password, why] of [
    [parent.password, /mot de passe actuel/],
    ['court', /trop court/],
    ['Yanis BENALI 2014', /ressemble/],
    ['', /Écrivez un mot de passe/],
  ] as const) {
    form = await form.send({ current: parent.password, password });
    assert.equal(form.status, 422);
    assert.match(form.words, why);
  }
});

onBothDatabases('two changes at once: one wins, and the password is the winner’s', async (deps) => {
  const { app, parent, visitor } = await setUp(deps);
  const form = await visitor.visit('/mon-compte/profil');
  const tries = ['quatre mots bien choisis', 'cinq autres mots encore mieux'];
  await Promise.all(tries.map((password) => form.send({ current: parent.password, password })));
  const opened = await Promise.all(tries.map((password) => signIn(openVisitor(app), { ...parent, password })));
  assert.deepEqual(opened.map((page) => page.path).sort(), ['/accueil', '/connexion']);
  assert.equal((await deps.db.selectFrom('auditEvent').select('seq').execute()).length, 1);
});

async function mailToken(deps: TestDeps, accountId: number, subject: string): Promise<string> {
  const token = Buffer.from(deps.random(16)).toString('base64url');
  const now = deps.now();
  await deps.db
    .insertInto('singleUseToken')
    .values({
      purpose: 'confirm_mail',
      accountId,
      subject,
      tokenHash: hashMailToken(deps.keys, 'confirm_mail', token),
      createdAt: now,
      expiresAt: new Date(now.getTime() + 86_400_000),
    })
    .execute();
  return token;
}

onBothDatabases(
  'a mail address is confirmed by the button of the page, once, by anyone who reads that mailbox',
  async (deps) => {
    const { app, parent, visitor } = await setUp(deps);
    const setMail = (mail: string) =>
      deps.db.updateTable('account').set({ mail, mailConfirmedAt: null }).where('id', '=', parent.id).execute();
    await setMail('nadia@exemple.fr');
    const token = await mailToken(deps, parent.id, 'nadia@exemple.fr');
    const confirmed = async () =>
      (
        await deps.db
          .selectFrom('account')
          .select('mailConfirmedAt')
          .where('id', '=', parent.id)
          .executeTakeFirstOrThrow()
      ).mailConfirmedAt;

    const reader = openVisitor(app);
    const page = await reader.visit(`/mail/${token}`);
    assert.equal(page.path, '/mail', 'no token in the address');
    assert.equal(await confirmed(), null, 'readers of mail open links');
    const done = await page.send({}, 'Confirmer mon adresse');
    assert.equal(done.heading, 'Adresse confirmée');
    assert.ok((await confirmed()) !== null);
    assert.match((await visitor.visit('/mon-compte')).words, /Confirmée/);
    assert.equal((await openVisitor(app).visit(`/mail/${token}`)).status, 410, 'used');

    // The link of an address that is no longer the account's confirms nothing.
    const former = await mailToken(deps, parent.id, 'nadia@exemple.fr');
    await setMail('autre@exemple.fr');
    assert.equal((await openVisitor(app).visit(`/mail/${former}`)).status, 410);
    const late = await mailToken(deps, parent.id, 'autre@exemple.fr');
    const open = await openVisitor(app).visit(`/mail/${late}`);
    deps.clock.advance({ days: 2 });
    assert.equal((await open.send({}, 'Confirmer mon adresse')).heading, 'Ce lien ne marche plus');
    assert.equal(await confirmed(), null);
    assert.equal((await openVisitor(app).visit('/mail/nimporte-quoi')).status, 410);
  },
);

onBothDatabases('the message is sent again three times an hour at most', async (deps) => {
  const { parent, visitor } = await setUp(deps);
  await deps.db.updateTable('account').set({ mail: 'nadia@exemple.fr' }).where('id', '=', parent.id).execute();
  for (let i = 0; i < 3; i += 1) {
    const told = await (await visitor.visit('/mon-compte')).send({}, 'Envoyer encore');
    assert.match(told.words, /Le message est parti/);
  }
  assert.match((await (await visitor.visit('/mon-compte')).send({}, 'Envoyer encore')).words, /Attendez une heure/);
  let mails = 0;
  await deps.jobs.drain('mail', async () => {
    mails += 1;
  });
  assert.equal(mails, 3);
});
