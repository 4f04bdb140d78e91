// Les dix pas à travers l’ENT : le parent entre par l’ENT de la démonstration, regroupe ses comptes sur le portail, et l’ENT
// montre ses deux enfants sous un seul nom.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { parse } from 'node-html-parser';
import { accountCommand } from '../../src/accounts/command.js';
import { createApp } from '../../src/app.js';
import { openDemoApplications } from '../../src/demo/connecting.js';
import { demoCatalogue } from '../../src/demo/services.js';
import { deliverEvents } from '../../src/events/sending.js';
import { importCatalogue, openService } from '../../src/services/actions.js';
import { tellLogouts } from '../../src/sso/logout-actions.js';
import { logoutSenders } from '../../src/sso/logout-senders.js';
import { makeDeps } from '../harness.js';
import { atPresent } from '../oidc-client.js';
import { freePort } from '../postgres.js';
import { signIn } from '../two-letters.js';
import { openVisitor, plain, type Visitor } from '../visitor.js';
import { addParent, jeanMoulin, louiseMichel } from '../world.js';

/** The same person's browser at the applications' origin: its cookies, and where it is sent. */
function openEnt(address: string) {
  const jar = new Map<string, string>();
  const get = async (url: string) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(url, address), { redirect: 'manual', headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
    const html = await response.text();
    const location = response.headers.get('location') ?? '';
    return { location, html, words: plain(parse(html).querySelector('body')?.structuredText ?? '') };
  };
  return { get };
}

async function world(t: TestContext) {
  const port = await freePort();
  const deps = await makeDeps({ ...atPresent(), settings: { PORT: String(port) } });
  const app = await createApp(deps);
  await app.listen({ host: '127.0.0.1', port });
  await importCatalogue(deps, demoCatalogue);
  const applications = await openDemoApplications(deps);
  t.after(async () => {
    await applications.close();
    await app.close();
  });
  const kept = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const closing = await addParent(deps, louiseMichel, 'Lina');
  const days = { opensOn: '2020-01-01', closesOn: null, dueOn: null } as const;
  assert.ok((await openService(deps, { slug: 'paiement', schoolUai: jeanMoulin, ...days } as never)).ok);
  const visitor = openVisitor(app, { mayLeave: true, origin: deps.config.publicUrl });
  return { deps, applications, kept, closing, visitor, ent: openEnt(applications.address) };
}

type World = Awaited<ReturnType<typeof world>>;

const pathOf = (location: string) => location.replace(/^http:\/\/127\.0\.0\.1:\d+/, '');

/** From an application's « Se connecter » to its home page, through the portal; the password is typed if it is asked. */
async function enter({ ent, visitor, kept }: Pick<World, 'ent' | 'visitor' | 'kept'>, prefix = '') {
  const { location } = await ent.get(`${prefix}/entrer`);
  let page = await visitor.visit(pathOf(location));
  const asked = page.path === '/connexion';
  if (asked) page = await page.send({ identifier: kept.identifier, password: kept.password });
  const home = await ent.get((await ent.get(page.url)).location);
  return { asked, home };
}

const tell = async ({ deps }: Pick<World, 'deps'>) => {
  await deliverEvents(deps);
  await tellLogouts(deps, logoutSenders);
};

test('un parent entre par l’ENT, regroupe ses comptes, et l’ENT ne connaît plus qu’une personne', async (t) => {
  const here = await world(t);
  const { deps, ent, visitor, closing } = here;
  assert.match((await ent.get('/')).words, /Se connecter avec Fratrie/);
  const first = await enter(here);
  assert.ok(first.asked);
  const nameOf = (words: string) => /sous le nom (\S+)/.exec(words)?.[1] ?? '';
  const subject = nameOf(first.home.words);
  assert.match(first.home.words, /Bonjour Nadia BENALI.*Yanis BENALI, 5e B/);
  assert.doesNotMatch(first.home.words, /Lina/);
  assert.notEqual(subject, '');

  // The other account is known to the ENT as well, under another name.
  const other = { ...here, kept: closing, ent: openEnt(here.applications.address) };
  const elsewhere = openVisitorLike(here);
  const second = await enter({ ...other, visitor: elsewhere });
  assert.notEqual(nameOf(second.home.words), subject);

  const tile = parse(first.home.html).querySelectorAll('ul.tiles a')[0];
  assert.equal(plain(tile?.textContent ?? ''), 'Téléservices');
  const services = await visitor.visit(pathOf(tile?.getAttribute('href') ?? ''));
  assert.equal(services.path, '/teleservices', 'no second password');

  const start = await visitor.visit('/mon-compte/regrouper');
  const check = await start.send({ identifier: closing.identifier, password: closing.password });
  assert.equal((await check.send({}, 'Oui, mettre ensemble')).heading, 'C’est fait');
  await tell(here);

  const after = await ent.get('/');
  assert.equal(nameOf(after.words), subject, 'one subject, the one kept');
  assert.match(after.words, /Lina BENALI, 5e B.*Yanis BENALI, 5e B.*Deux comptes sont devenus un seul/);
  assert.match((await other.ent.get('/')).words, /Bienvenue/, 'the closed account is signed out there');
  assert.equal((await elsewhere.visit('/accueil')).path, '/connexion');

  const logouts = deps.logged.filter(({ message }) => message === 'logout told');
  assert.ok(logouts.length >= 1);
});

/** Another browser of the same portal. */
const openVisitorLike = ({ visitor }: World): Visitor => {
  const fresh = visitor.copy({});
  fresh.cookies.clear();
  return fresh;
};

test('une tuile de l’accueil mène au service sans autre mot de passe, et une déconnexion vaut partout', async (t) => {
  const here = await world(t);
  const { ent, visitor, kept } = here;
  await signIn(visitor, kept.identifier, kept.password);
  const home = await visitor.visit('/accueil');
  const start = parse(home.html)
    .querySelectorAll('a')
    .map((link) => link.getAttribute('href') ?? '')
    .find((address) => address.startsWith(`${here.applications.address}/paiement/entrer`));
  assert.ok(start, 'the tile leads to the service itself');
  assert.equal(new URL(start).searchParams.get('iss'), here.deps.config.publicUrl);
  const { asked, home: paiement } = await enter(here, '/paiement');
  assert.equal(asked, false);
  assert.match(paiement.words, /sous le nom/);
  const both = await enter(here);
  assert.equal(both.asked, false);
  assert.notEqual(/sous le nom (\S+)/.exec(both.home.words)?.[1], /sous le nom (\S+)/.exec(paiement.words)?.[1]);

  const { location } = await ent.get('/sortir');
  assert.match(location, /\/oidc\/logout\?id_token_hint=/);
  assert.equal((await visitor.visit(pathOf(location))).url, `${here.applications.address}/`);
  assert.equal((await visitor.visit('/accueil')).path, '/connexion');
  await tell(here);
  assert.match((await ent.get('/paiement/')).words, /Bienvenue/, 'the other application is told');
});

test('un compte rouvert entre à l’ENT sans y lire qu’il est arrêté', async (t) => {
  const here = await world(t);
  const { deps, ent, kept } = here;
  await enter(here);
  const io = { cwd: '/', out: () => undefined, err: () => undefined };
  assert.equal(await accountCommand(deps, ['stop', kept.identifier, '--reason', 'essai'], io), 0);
  await tell(here);
  assert.match((await ent.get('/')).words, /Bienvenue/);
  assert.equal(await accountCommand(deps, ['reopen', kept.identifier, '--reason', 'essai'], io), 0);
  await tell(here);
  const { home } = await enter({ ...here, visitor: openVisitorLike(here) });
  assert.match(home.words, /Bonjour Nadia/);
  assert.doesNotMatch(home.words, /fermé ou arrêté/);
});
