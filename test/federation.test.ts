// Coming in by another provider: only for who linked it after proving both, never by equal mail, and off by default.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createApp } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { deliverMails } from '../src/mail/sending.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { atPresent } from './oidc-client.js';
import { federationClient, openOtherProvider } from './other-provider.js';
import { authenticatorOf } from './secretary.js';
import { signIn } from './two-letters.js';
import { openVisitor, type Visitor } from './visitor.js';
import { addParent, jeanMoulin, louiseMichel } from './world.js';

type Provider = Awaited<ReturnType<typeof openOtherProvider>>;

/** The test's own portal, with the settings that name the provider. */
function withProvider(name: string, body: (deps: TestDeps, provider: Provider) => Promise<void>): void {
  onBothDatabases(
    name,
    async (deps) => {
      const provider = await openOtherProvider();
      try {
        const federation = {
          issuer: provider.issuer,
          clientId: federationClient.id,
          clientSecret: federationClient.secret,
          name: 'FranceConnect',
        };
        await body({ ...deps, config: { ...deps.config, federation } }, provider);
      } finally {
        provider.close();
      }
    },
    atPresent(),
  );
}

const open = (app: Awaited<ReturnType<typeof createApp>>) => openVisitor(app, { mayLeave: true });

/** From « Sécurité » to the provider and back. */
async function link(visitor: Visitor, provider: Provider, subject: string) {
  const page = await (await visitor.visit('/mon-compte/securite')).follow('Relier ou ne plus relier');
  const go = await page.send({}, 'Relier mon compte');
  const there = await go.follow('Aller sur le site de FranceConnect');
  assert.ok(there.url.startsWith(provider.issuer), there.url);
  return await visitor.visit(provider.approve(there.url, subject));
}

async function comeIn(visitor: Visitor, provider: Provider, subject: string) {
  const there = await (await visitor.visit('/connexion')).follow('Se connecter avec FranceConnect');
  return await visitor.visit(provider.approve(there.url, subject));
}

withProvider(
  'a parent links his account after proving both, and comes in without a password',
  async (deps, provider) => {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
    const stranger = open(app);
    const unknown = await comeIn(stranger, provider, 'fc-nadia');
    assert.equal(unknown.heading, 'Aucun compte n’est relié à FranceConnect', 'an equal mail joins nothing');
    assert.equal((await stranger.visit('/accueil')).path, '/connexion');

    const visitor = open(app);
    await signIn(visitor, parent.identifier, parent.password);
    deps.clock.advance({ minutes: 6 });
    const proof = await (await visitor.visit('/mon-compte/securite')).follow('Relier ou ne plus relier');
    assert.equal(proof.path, '/mon-compte/preuve', 'his password first');
    await proof.send({ password: parent.password });
    const linked = await link(visitor, provider, 'fc-nadia');
    assert.match(linked.words, /Votre compte est relié à FranceConnect/);
    await deliverMails(deps);
    assert.ok(deps.sent.some(({ text }) => /Une autre façon d’entrer a été reliée/.test(text)));

    const home = await comeIn(open(app), provider, 'fc-nadia');
    assert.equal(home.path, '/accueil');
    assert.match(home.words, /Yanis/);
    assert.equal(new URLSearchParams(provider.asked.at(-1)).get('client_id'), federationClient.id);

    const elsewhere = open(app);
    await signIn(elsewhere, parent.identifier, parent.password);
    const page = await visitor.visit('/mon-compte/securite/relier');
    assert.match(page.words, /vos autres appareils seront déconnectés/);
    const version = async () =>
      (await deps.db.selectFrom('account').select('proofVersion').where('id', '=', parent.id).executeTakeFirstOrThrow())
        .proofVersion;
    const before = await version();
    assert.match((await page.send({}, 'Ne plus relier')).words, /Reliez votre compte/);
    assert.equal(await version(), before + 1, 'what was proved before is void');
    assert.equal((await elsewhere.visit('/accueil')).path, '/connexion', 'signed out there');
    assert.equal((await visitor.visit('/accueil')).path, '/accueil', 'and not here');
    await deliverMails(deps);
    assert.ok(deps.sent.some(({ text }) => /Une autre façon d’entrer a été retirée/.test(text)));
    assert.equal((await comeIn(open(app), provider, 'fc-nadia')).status, 403);
    await assertInvariants(deps);
  },
);

withProvider('a link dies with what it was proved on, and opens one account alone', async (deps, provider) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const other = await addParent(deps, louiseMichel, 'Lina');
  const visitor = open(app);
  await signIn(visitor, parent.identifier, parent.password);
  await link(visitor, provider, 'fc-nadia');

  const there = open(app);
  await signIn(there, other.identifier, other.password);
  const taken = await link(there, provider, 'fc-nadia');
  assert.equal(taken.heading, 'FranceConnect est déjà relié à un autre compte');

  // The other account takes the first one: what opened the closed account opens nothing, and may be linked anew.
  const check = await (await there.visit('/mon-compte/regrouper')).send({
    identifier: parent.identifier,
    password: parent.password,
  });
  assert.equal((await check.send({}, 'Oui, mettre ensemble')).heading, 'C’est fait');
  assert.equal((await comeIn(open(app), provider, 'fc-nadia')).status, 403);
  assert.match((await link(there, provider, 'fc-nadia')).words, /Votre compte est relié/);
  assert.match((await comeIn(open(app), provider, 'fc-nadia')).words, /Yanis/);

  await deps.db
    .updateTable('account')
    .set((eb) => ({ proofVersion: eb('proofVersion', '+', 1) }))
    .where('id', '=', other.id)
    .execute();
  assert.equal((await comeIn(open(app), provider, 'fc-nadia')).status, 403, 'a changed secret voids it');
});

withProvider('a second security is asked after another provider too', async (deps, provider) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const visitor = open(app);
  await signIn(visitor, parent.identifier, parent.password);
  const form = await (await visitor.visit('/mon-compte/securite')).follow('Ajouter une application de codes');
  const authenticator = authenticatorOf(deps, form);
  await form.send({ code: authenticator.now() });
  await link(visitor, provider, 'fc-nadia');
  const step = await comeIn(open(app), provider, 'fc-nadia');
  assert.equal(step.path, '/connexion/deuxieme-etape');
  assert.equal((await step.send({ code: authenticator.next() })).path, '/accueil');
});

withProvider('a sign-in that is not made just now there is no fresh proof here', async (deps, provider) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const owner = open(app);
  await signIn(owner, parent.identifier, parent.password);
  await link(owner, provider, 'fc-nadia');
  const seconds = (minutes: number) => Math.floor(deps.now().getTime() / 1000) + minutes * 60;
  const asksPassword = async (authTime: unknown, code?: () => string) => {
    provider.lieOnce({ claims: { auth_time: authTime } });
    const visitor = open(app);
    const there = await (await visitor.visit('/connexion')).follow('Se connecter avec FranceConnect');
    const { searchParams } = new URL(there.url);
    assert.deepEqual([searchParams.get('prompt'), searchParams.get('max_age')], ['login', '0']);
    let page = await visitor.visit(provider.approve(there.url, 'fc-nadia'));
    if (code !== undefined) page = await page.send({ code: code() });
    assert.equal(page.path, '/accueil');
    const asked = await visitor.visit('/mon-compte/securite/relier');
    if (asked.path !== '/mon-compte/preuve') return false;
    assert.equal((await asked.send({ password: parent.password })).path, '/mon-compte/securite/relier');
    return true;
  };
  assert.equal(await asksPassword(seconds(0)), false);
  for (const old of [seconds(-6), seconds(-600), undefined, seconds(60), '0', -5]) {
    assert.equal(await asksPassword(old), true, String(old));
    const [last] = await deps.db.selectFrom('session').select('provedAt').orderBy('id', 'desc').limit(1).execute();
    assert.ok(last?.provedAt && last.provedAt.getTime() >= deps.now().getTime() - 12 * 3_600_000);
  }
  const form = await (await owner.visit('/mon-compte/securite')).follow('Ajouter une application de codes');
  const authenticator = authenticatorOf(deps, form);
  await form.send({ code: authenticator.now() });
  await link(owner, provider, 'fc-nadia').catch(() => undefined);
  assert.equal(await asksPassword(seconds(-6), () => authenticator.next()), true, 'the second security alone neither');

  provider.lieOnce({ claims: { auth_time: seconds(-6) } });
  await (await owner.visit('/mon-compte/securite/relier')).send({}, 'Ne plus relier');
  assert.equal((await link(owner, provider, 'fc-autre')).status, 403, 'a session left open there links nothing');
});

withProvider('ways to the provider are counted, its description is kept for five minutes', async (deps, provider) => {
  const app = await createApp(deps);
  const begin = async (address: string) =>
    (await app.inject({ url: '/connexion/par-ailleurs', remoteAddress: address })).statusCode;
  for (let count = 0; count < 300; count += 1) assert.equal(await begin('192.0.2.1'), 303);
  assert.equal(await begin('192.0.2.1'), 429);
  assert.equal(await begin('192.0.2.2'), 303, 'nobody else waits');
  assert.equal(provider.described(), 1);
  deps.clock.advance({ minutes: 5 });
  assert.equal(await begin('192.0.2.2'), 303);
  assert.equal(provider.described(), 2);
  deps.clock.advance({ minutes: 11 });
  assert.equal(await begin('192.0.2.1'), 303);
});

withProvider('an answer that does not hold opens nothing', async (deps, provider) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const visitor = open(app);
  await signIn(visitor, parent.identifier, parent.password);
  await link(visitor, provider, 'fc-nadia');
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const past = Math.floor(Date.now() / 1000) - 3600;
  const lies = [
    { claims: { iss: 'https://evil.example' } },
    { claims: { aud: 'autre' } },
    { claims: { aud: [federationClient.id, 'autre'] } },
    { claims: { nonce: 'autre' } },
    { claims: { nonce: undefined } },
    { claims: { sub: '' } },
    { claims: { exp: past } },
    { key: stranger },
  ];
  for (const lie of lies) {
    provider.lieOnce(lie);
    assert.equal((await comeIn(open(app), provider, 'fc-nadia')).status, 403, JSON.stringify(lie));
  }
  provider.lieOnce({});

  const begun = open(app);
  const { url } = await (await begun.visit('/connexion')).follow('Se connecter avec FranceConnect');
  const params = new URL(url).searchParams;
  assert.equal(params.get('scope'), 'openid', 'no name, no mail is asked');
  assert.equal(params.get('code_challenge_method'), 'S256');
  const back = provider.approve(url, 'fc-nadia');
  assert.equal((await open(app).visit(back)).status, 403, 'another browser');
  for (const [from, to] of [
    [/state=[^&]+/, 'state=x'],
    [/iss=[^&]+/, 'iss=https://evil.example'],
    [/code=[^&]+/, 'code='],
  ] as const) {
    const again = open(app);
    const page = await (await again.visit('/connexion')).follow('Se connecter avec FranceConnect');
    assert.equal((await again.visit(provider.approve(page.url, 'fc-nadia').replace(from, to))).status, 403);
  }
  assert.equal((await begun.visit(back)).path, '/accueil');
  assert.equal((await begun.visit(back)).status, 403, 'once');

  const late = open(app);
  const page = await (await late.visit('/connexion')).follow('Se connecter avec FranceConnect');
  deps.clock.advance({ minutes: 11 });
  assert.equal((await late.visit(provider.approve(page.url, 'fc-nadia'))).status, 403);
});

withProvider('a link begun in one session is not made in another', async (deps, provider) => {
  const app = await createApp(deps);
  const victim = await addParent(deps, jeanMoulin, 'Yanis');
  const attacker = await addParent(deps, louiseMichel, 'Lina');
  const visitor = open(app);
  await signIn(visitor, attacker.identifier, attacker.password);
  const go = await (await visitor.visit('/mon-compte/securite/relier')).send({}, 'Relier mon compte');
  const there = await go.follow('Aller sur le site de FranceConnect');
  await (await visitor.visit('/deconnexion')).send({}, 'Se déconnecter');
  await signIn(visitor, victim.identifier, victim.password);
  const page = await visitor.visit(provider.approve(there.url, 'fc-attaquant'));
  assert.equal(page.status, 403);
  assert.equal((await comeIn(open(app), provider, 'fc-attaquant')).status, 403);
});

onBothDatabases('it does not exist unless the settings name it, all four of them', async (deps) => {
  const app = await createApp(deps);
  const visitor = open(app);
  assert.doesNotMatch((await visitor.visit('/connexion')).words, /Se connecter avec/);
  assert.equal((await visitor.visit('/connexion/par-ailleurs')).status, 404);
  assert.equal((await visitor.visit('/connexion/par-ailleurs/retour?code=x&state=y')).status, 404);
  const half = readConfig({ FRATRIE_FEDERATION_URL: 'https://fc.example' }, '/');
  assert.ok(!half.ok && half.why.some((mistake) => /vont ensemble/.test(mistake)));
});
