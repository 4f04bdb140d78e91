// Steps 1 to 5 for a parent who has his password: sign in, home, Téléservices, Mon compte, Enfants, sign out.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { argon2id } from '../../src/hashing.js';
import { onBothDatabases } from '../harness.js';
import { openVisitor } from '../visitor.js';
import { addParent, jeanMoulin } from '../world.js';
async function setUp(deps) {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
    return { app, parent, visitor: openVisitor(app) };
}
async function signIn(visitor, { identifier, password }, from = '/connexion') {
    return await (await visitor.visit(from)).send({ identifier, password });
}
onBothDatabases('a parent signs in, walks through his pages by their links, and signs out', async (deps) => {
    const { parent, visitor } = await setUp(deps);
    const home = await signIn(visitor, parent);
    assert.equal(home.path, '/accueil');
    assert.match(home.words, /Bonjour Mme Nadia BENALI/);
    assert.match(home.words, /Yanis/);
    const services = await home.follow('/teleservices');
    assert.match(services.words, /05 36 49 12 30/, 'the school and its telephone');
    const account = await services.follow('Mon compte');
    assert.match(account.words, new RegExp(parent.identifier));
    assert.match(account.words, /nadia@exemple\.fr/);
    const children = await account.follow('Enfants');
    assert.match(children.words, /Vous êtes sa mère \(responsable légale\)/);
    assert.match(children.words, /Ajouter un enfant/);
    for (const page of [home, services, account, children]) {
        assert.equal(page.status, 200);
        assert.equal(page.headers['cache-control'], 'no-store');
        assert.match(page.words, /Se déconnecter/);
    }
    const out = await children.send({}, 'Se déconnecter');
    assert.equal(out.path, '/connexion');
    assert.match(out.words, /À bientôt/);
});
onBothDatabases('sign-out kills the session at the server and clears what the browser kept', async (deps) => {
    const { app, parent, visitor } = await setUp(deps);
    await signIn(visitor, parent);
    const stolen = visitor.copy();
    const page = await visitor.visit('/deconnexion');
    const answer = await visitor.post('/deconnexion', { _csrf: page.field('_csrf') ?? '' });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers['clear-site-data'], '"cache", "storage"');
    assert.equal(visitor.cookies.get('fratrie'), undefined);
    assert.equal((await stolen.visit('/accueil')).path, '/connexion');
    assert.equal((await openVisitor(app).visit('/deconnexion')).path, '/connexion');
});
onBothDatabases('a wrong pair keeps the identifier, never the password; empty fields are named', async (deps) => {
    const { parent, visitor } = await setUp(deps);
    const wrong = await signIn(visitor, { ...parent, password: 'un mot de passe faux' });
    assert.equal(wrong.status, 422);
    assert.equal(wrong.field('identifier'), parent.identifier);
    assert.ok(!wrong.html.includes('un mot de passe faux'));
    assert.equal(wrong.all('title')[0]?.startsWith('Erreur'), true);
    assert.ok(wrong.all('[role=alert] a').length > 0, 'the summary leads to the fields');
    const empty = await (await visitor.visit('/connexion')).send({ identifier: '', password: '' });
    assert.equal(empty.status, 422);
    assert.match(empty.words, /Écrivez votre identifiant\.[\s\S]*Écrivez votre mot de passe\./);
    assert.equal((await wrong.send({ password: parent.password })).path, '/accueil');
});
onBothDatabases('whoever is not signed in signs in first, and comes back to the page he asked', async (deps) => {
    const { app, parent, visitor } = await setUp(deps);
    for (const path of ['/accueil', '/teleservices', '/mon-compte', '/mon-compte/enfants', '/mon-compte/profil'])
        assert.equal((await openVisitor(app).visit(path)).path, '/connexion', path);
    assert.equal((await openVisitor(app).visit('/')).path, '/connexion');
    assert.equal((await signIn(visitor, parent, '/mon-compte/enfants')).path, '/mon-compte/enfants');
    assert.equal((await visitor.visit('/connexion')).path, '/accueil', 'signed in already');
    const hostile = openVisitor(app);
    assert.equal((await signIn(hostile, parent, '/connexion?retour=//evil.example/accueil')).path, '/accueil');
});
onBothDatabases('after 30 minutes away the page says so, and the way back is kept', async (deps) => {
    const { parent, visitor } = await setUp(deps);
    await signIn(visitor, parent);
    deps.clock.advance({ minutes: 29 });
    assert.equal((await visitor.visit('/accueil')).path, '/accueil');
    deps.clock.advance({ minutes: 30 });
    const back = await visitor.visit('/mon-compte/enfants');
    assert.equal(back.path, '/connexion');
    assert.match(back.words, /Vous étiez absent 30 minutes/);
    assert.equal((await back.send({ identifier: parent.identifier, password: parent.password })).path, '/mon-compte/enfants');
});
onBothDatabases('a form sent after its session ended leads to the sign-in, and does nothing', async (deps) => {
    const { parent, visitor } = await setUp(deps);
    await signIn(visitor, parent);
    const profile = await visitor.visit('/mon-compte/profil');
    deps.clock.advance({ minutes: 31 });
    const late = await profile.send({ current: parent.password, password: 'quatre mots bien choisis' });
    assert.equal(late.path, '/connexion');
    assert.match(late.words, /Vous étiez absent/);
    assert.equal((await late.send({ identifier: parent.identifier, password: parent.password })).path, '/mon-compte/profil');
});
onBothDatabases('a session ends after 12 hours, however used', async (deps) => {
    const { parent, visitor } = await setUp(deps);
    await signIn(visitor, parent);
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
        deps.clock.advance({ minutes: 20 });
        assert.equal((await visitor.visit('/accueil')).path, '/accueil');
    }
    deps.clock.advance({ minutes: 20 });
    assert.equal((await visitor.visit('/accueil')).path, '/connexion');
});
onBothDatabases('a session shows nothing any more as soon as its account is not active', async (deps) => {
    const { parent, visitor } = await setUp(deps);
    await signIn(visitor, parent);
    await deps.db.updateTable('account').set({ state: 'frozen' }).where('id', '=', parent.id).execute();
    assert.equal((await visitor.visit('/mon-compte/enfants')).path, '/connexion');
});
onBothDatabases('a parent is told of the sign-in before this one', async (deps) => {
    const { app, parent, visitor } = await setUp(deps);
    deps.clock.set('2026-09-14T08:42:00Z');
    await signIn(visitor, parent);
    assert.doesNotMatch((await visitor.visit('/mon-compte')).words, /Connexion d’avant/);
    deps.clock.advance({ days: 2 });
    const later = openVisitor(app);
    await signIn(later, parent);
    assert.match((await later.visit('/mon-compte')).words, /Connexion d’avant 14 septembre 2026, 10 h 42/);
});
onBothDatabases('an eleventh browser ends the session used least lately', async (deps) => {
    const { app, parent } = await setUp(deps);
    const browsers = Array.from({ length: 11 }, () => openVisitor(app));
    for (const [index, browser] of browsers.entries()) {
        deps.clock.advance({ minutes: 1 });
        await signIn(browser, parent);
        // The first one is in use all along.
        if (index > 0)
            await browsers[0]?.visit('/accueil');
    }
    const living = [];
    for (const browser of browsers)
        living.push((await browser.visit('/accueil')).path === '/accueil');
    assert.deepEqual(living, browsers.map((_, index) => index !== 1));
});
onBothDatabases('the hash of a password is brought up to date when it is used', async (deps) => {
    const { parent } = await setUp(deps);
    const costly = { ...deps, hash: argon2id({ memoryCost: 32, timeCost: 2, parallelism: 1 }) };
    const hashOf = async () => await deps.db
        .selectFrom('account')
        .select(['passwordHash', 'proofVersion'])
        .where('id', '=', parent.id)
        .executeTakeFirstOrThrow();
    const before = await hashOf();
    const visitor = openVisitor(await createApp(costly));
    assert.equal((await signIn(visitor, parent)).path, '/accueil');
    const after = await hashOf();
    assert.match(after.passwordHash ?? '', /m=32,t=2/);
    assert.equal(after.proofVersion, before.proofVersion, 'the same secret: nothing proved is void');
    assert.equal((await signIn(openVisitor(await createApp(costly)), parent)).path, '/accueil');
    assert.equal((await hashOf()).passwordHash, after.passwordHash);
});
