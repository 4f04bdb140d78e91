// Staff who come in by their académie's provider: linked after a fresh factor here, never by equal mail, off by default.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createApp } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { deliverMails } from '../src/mail/sending.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { atPresent } from './oidc-client.js';
import { federationClient, openOtherProvider } from './other-provider.js';
import { openSecretary, runStaff, type Secretary, signInStaff } from './secretary.js';
import { openVisitor, type Visitor } from './visitor.js';
import { jeanMoulin, louiseMichel } from './world.js';

type Provider = Awaited<ReturnType<typeof openOtherProvider>>;
type App = Awaited<ReturnType<typeof createApp>>;
type Stage = { readonly deps: TestDeps; readonly app: App; readonly provider: Provider; readonly secretary: Secretary };

function withProvider(name: string, body: (stage: Stage) => Promise<void>, factors: readonly string[] = []): void {
  onBothDatabases(
    name,
    async (plain) => {
      const provider = await openOtherProvider();
      try {
        const { id: clientId, secret: clientSecret } = federationClient;
        const staffProvider = { issuer: provider.issuer, clientId, clientSecret, name: 'Guichet', factors };
        const deps = { ...plain, config: { ...plain.config, staffProvider } };
        const app = await createApp(deps);
        const secretary = await openSecretary(deps, app, jeanMoulin, { options: { mayLeave: true } });
        await body({ deps, app, provider, secretary });
      } finally {
        provider.close();
      }
    },
    atPresent(),
  );
}

const open = (app: App) => openVisitor(app, { mayLeave: true });
const here = (deps: TestDeps) => Math.floor(deps.now().getTime() / 1000);

async function link({ deps, provider }: Stage, visitor: Visitor, subject: string) {
  provider.lieOnce({ claims: { auth_time: here(deps) } });
  const go = await (await visitor.visit('/ecole/mon-acces/academie')).send({}, 'Relier mon accès');
  const there = await go.follow('Aller sur le site de Guichet');
  assert.ok(there.url.startsWith(provider.issuer), there.url);
  return await visitor.visit(provider.approve(there.url, subject));
}

async function comeIn({ provider }: Stage, visitor: Visitor, subject: string, claims = {}) {
  provider.lieOnce({ claims });
  const there = await (await visitor.visit('/ecole/connexion')).follow('Entrer avec Guichet');
  return await visitor.visit(provider.approve(there.url, subject));
}

withProvider('une identité reliée remplace le mot de passe, pas la deuxième sécurité', async (stage) => {
  const { deps, app, secretary } = stage;
  const { visitor, mail, authenticator } = secretary;
  const unknown = await comeIn(stage, open(app), 'sophie', { email: mail, email_verified: true });
  assert.equal(unknown.heading, 'Aucun accès n’est relié', 'an equal mail joins nothing');
  deps.clock.advance({ minutes: 6 });
  const proof = await visitor.visit('/ecole/mon-acces/academie');
  assert.equal(proof.path, '/ecole/mon-acces/preuve', 'a session without its factor links nothing');
  await proof.send({ code: authenticator.next() }, 'Continuer');
  assert.match((await link(stage, visitor, 'sophie')).words, /Votre accès est relié/);

  const fresh = open(app);
  const step = await comeIn(stage, fresh, 'sophie', { amr: ['mfa'], auth_time: here(deps) });
  assert.equal(step.path, '/ecole/connexion/deuxieme-etape', 'the settings accept no factor of the provider');
  assert.equal((await fresh.visit('/ecole')).path, '/ecole/connexion');
  assert.equal((await step.send({ code: authenticator.next() }, 'Continuer')).path, '/ecole');

  // Its owner takes the link away; what waited meanwhile is over.
  const waiting = await comeIn(stage, open(app), 'sophie');
  assert.equal((await fresh.visit('/ecole')).path, '/ecole');
  assert.match((await (await visitor.visit('/ecole/mon-acces/academie')).send({}, 'Ne plus relier')).words, /Relier/);
  assert.equal((await fresh.visit('/ecole')).path, '/ecole/connexion', 'who came in by it is out');
  assert.equal((await waiting.send({ code: authenticator.next() }, 'Continuer')).path, '/ecole/connexion');
  assert.equal((await comeIn(stage, open(app), 'sophie')).status, 403);
  const kinds = (await deps.db.selectFrom('auditEvent').select('kind').execute()).map(({ kind }) => kind);
  assert.ok(kinds.includes('staff_identity_linked') && kinds.includes('staff_identity_unlinked'));

  await link(stage, visitor, 'sophie');
  const other = await openSecretary(deps, app, louiseMichel, { mail: 'autre@exemple.fr', options: { mayLeave: true } });
  assert.equal((await link(stage, other.visitor, 'sophie')).heading, 'Déjà relié à un autre accès');
  // Whoever leaves is nobody here, whatever the provider says; so is whoever gets his access anew.
  await runStaff(deps, 'remove', '--school', jeanMoulin, '--mail', mail);
  assert.equal((await comeIn(stage, open(app), 'sophie')).status, 403);
  assert.match((await link(stage, other.visitor, 'sophie')).words, /Votre accès est relié/);
  await runStaff(deps, 'renew', '--mail', 'autre@exemple.fr');
  assert.equal((await comeIn(stage, open(app), 'sophie')).status, 403);
});

withProvider(
  'une deuxième identité prend la place de la première, met dehors, et la personne l’apprend',
  async (stage) => {
    const { deps, app, provider, secretary } = stage;
    const { visitor, mail, authenticator } = secretary;
    // The page of another tab, from before the first link.
    const tab = await visitor.visit('/ecole/mon-acces/academie');
    assert.match((await link(stage, visitor, 'sophie')).words, /Votre accès est relié/);
    const elsewhere = open(app);
    await signInStaff(elsewhere, { mail, password: secretary.password, code: authenticator.next() });
    assert.equal((await elsewhere.visit('/ecole')).path, '/ecole');
    const there = await (await tab.send({}, 'Relier mon accès')).follow('Aller sur le site de Guichet');
    provider.lieOnce({ claims: { auth_time: here(deps) } });
    assert.match((await visitor.visit(provider.approve(there.url, 'sosie'))).words, /Votre accès est relié/);
    assert.equal((await elsewhere.visit('/ecole')).path, '/ecole/connexion', 'the other sessions are over');
    assert.equal((await visitor.visit('/ecole')).path, '/ecole', 'this one goes on');
    assert.equal((await comeIn(stage, open(app), 'sophie')).status, 403);
    await (await visitor.visit('/ecole/mon-acces/academie')).send({}, 'Ne plus relier');
    await deliverMails(deps);
    const linked = 'Votre accès a été relié à l’académie';
    assert.deepEqual(
      deps.sent.map(({ to, subject }) => [to, subject]).toSorted(),
      [linked, linked, 'Votre accès n’est plus relié à l’académie'].map((subject) => [mail, subject]),
    );
  },
);

withProvider(
  'la deuxième sécurité du fournisseur compte si les réglages le disent, et s’il l’a demandée à l’instant',
  async (stage) => {
    const { deps, app, secretary } = stage;
    await link(stage, secretary.visitor, 'sophie');
    const pathOf = async (claims: object) => (await comeIn(stage, open(app), 'sophie', claims)).path;
    const now = here(deps);
    assert.equal(await pathOf({ amr: ['pwd', 'mfa'], auth_time: now }), '/ecole');
    assert.equal(await pathOf({ acr: 'eidas2', auth_time: now }), '/ecole');
    for (const claims of [
      { amr: ['pwd'], auth_time: now },
      { amr: ['mfa'] },
      { amr: ['mfa'], auth_time: now - 600 },
      { amr: 'mfa', auth_time: now },
      { acr: ['eidas2'], auth_time: now },
      { email: 'mfa', auth_time: now },
    ])
      assert.equal(await pathOf(claims), '/ecole/connexion/deuxieme-etape', JSON.stringify(claims));
  },
  ['mfa', 'eidas2'],
);

withProvider('une réponse qui ne tient pas n’ouvre rien', async (stage) => {
  const { deps, app, provider, secretary } = stage;
  await link(stage, secretary.visitor, 'sophie');
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const begin = async (visitor: Visitor) =>
    (await (await visitor.visit('/ecole/connexion')).follow('Entrer avec Guichet')).url;
  for (const lie of [
    { claims: { iss: 'https://evil.example' } },
    { claims: { aud: 'autre' } },
    { claims: { aud: [federationClient.id, 'autre'] } },
    { claims: { nonce: 'autre' } },
    { claims: { sub: '' } },
    { claims: { exp: Math.floor(Date.now() / 1000) - 3600 } },
    { key: stranger },
  ]) {
    provider.lieOnce(lie);
    const visitor = open(app);
    assert.equal(
      (await visitor.visit(provider.approve(await begin(visitor), 'sophie'))).status,
      403,
      JSON.stringify(lie),
    );
  }
  provider.lieOnce({});
  for (const [from, to] of [
    [/state=[^&]+/, 'state=x'],
    [/iss=[^&]+/, 'iss=https://evil.example'],
    [/code=[^&]+/, 'code='],
    // Mixed up with the way in of the parents.
    ['/ecole/connexion/academie/retour', '/connexion/par-ailleurs/retour'],
  ] as const) {
    const visitor = open(app);
    const back = provider.approve(await begin(visitor), 'sophie').replace(from, to);
    assert.ok([403, 404].includes((await visitor.visit(back)).status), String(from));
  }
  const visitor = open(app);
  const back = provider.approve(await begin(visitor), 'sophie');
  assert.equal((await open(app).visit(back)).status, 403, 'another browser');
  assert.equal((await visitor.visit(back)).path, '/ecole/connexion/deuxieme-etape');
  assert.equal((await visitor.visit(back)).status, 403, 'once');
  const late = await begin(visitor);
  deps.clock.advance({ minutes: 11 });
  assert.equal((await visitor.visit(provider.approve(late, 'sophie'))).status, 403);
});

withProvider('un lien commencé dans une connexion ne se fait pas dans une autre, ni sur une vieille', async (stage) => {
  const { deps, app, provider, secretary } = stage;
  const { visitor } = secretary;
  provider.lieOnce({ claims: { auth_time: here(deps) } });
  const begin = async () => {
    const go = await (await visitor.visit('/ecole/mon-acces/academie')).send({}, 'Relier mon accès');
    return (await go.follow('Aller sur le site de Guichet')).url;
  };
  const url = await begin();
  await (await visitor.visit('/ecole')).send({}, 'Se déconnecter');
  assert.equal((await visitor.visit(provider.approve(url, 'attaquant'))).status, 403);
  const next = await openSecretary(deps, app, jeanMoulin, { mail: 'autre@exemple.fr', options: { mayLeave: true } });
  provider.lieOnce({ claims: { auth_time: here(deps) - 600 } });
  const go = await (await next.visitor.visit('/ecole/mon-acces/academie')).send({}, 'Relier mon accès');
  const left = (await go.follow('Aller sur le site de Guichet')).url;
  assert.equal((await next.visitor.visit(provider.approve(left, 'celui-d-avant'))).status, 403, 'left signed in there');
  assert.equal((await comeIn(stage, open(app), 'attaquant')).status, 403);
});

onBothDatabases('rien n’existe sans les quatre réglages', async (deps) => {
  const app = await createApp(deps);
  assert.doesNotMatch((await open(app).visit('/ecole/connexion')).words, /Par l’académie/);
  const half = readConfig({ FRATRIE_STAFF_PROVIDER_URL: 'https://id.example' }, '/');
  assert.ok(!half.ok && half.why.some((mistake) => /FRATRIE_STAFF_PROVIDER_URL.*vont ensemble/.test(mistake)));
});
