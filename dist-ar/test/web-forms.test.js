// What every page and every post must bear: headers, tokens, origins, shapes.
import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { describe, it } from 'node:test';
import { createApp } from '../src/app.js';
import { formToken, isFormToken, isSameSitePost } from '../src/web/csrf.js';
import { cookieName, cookieOptions } from '../src/web/session.js';
import { makeDeps, onBothDatabases } from './harness.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';
const key = createSecretKey(Buffer.alloc(32, 7));
let drawn = 0;
const random = (bytes) => {
    drawn += 1;
    return Buffer.alloc(bytes, drawn);
};
describe('the token of a form', () => {
    it('is masked anew each time and belongs to one session or one browser', () => {
        const one = formToken(key, { sessionId: 1 }, random);
        const again = formToken(key, { sessionId: 1 }, random);
        assert.notEqual(one, again);
        assert.notEqual(one.slice(43), again.slice(43), 'both halves change');
        for (const token of [one, again])
            assert.ok(isFormToken(key, { sessionId: 1 }, token));
        assert.ok(!isFormToken(key, { sessionId: 2 }, one));
        assert.ok(!isFormToken(key, { visitor: '1' }, one));
        assert.ok(!isFormToken(createSecretKey(Buffer.alloc(32, 8)), { sessionId: 1 }, one));
    });
    it('is nothing shorter, longer or altered', () => {
        const token = formToken(key, { sessionId: 1 }, random);
        const altered = token.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A'));
        for (const other of ['', token.slice(1), `${token}A`, altered, 'A'.repeat(86), 'é'.repeat(86)])
            assert.ok(!isFormToken(key, { sessionId: 1 }, other), other);
    });
});
describe('a post', () => {
    const own = ['https://fratrie.example'];
    it('from our own pages is let through, also without a referrer', () => {
        for (const headers of [
            { origin: 'https://fratrie.example', 'sec-fetch-site': 'same-origin' },
            { origin: 'null', 'sec-fetch-site': 'same-origin' },
            { origin: 'https://fratrie.example' },
            {},
        ])
            assert.ok(isSameSitePost(headers, own), JSON.stringify(headers));
    });
    it('from another site, even a neighbour, is not', () => {
        for (const headers of [
            { origin: 'https://evil.example' },
            { origin: 'https://fratrie.example.evil.example' },
            { origin: 'http://fratrie.example' },
            { origin: 'null', 'sec-fetch-site': 'cross-site' },
            { origin: 'https://fratrie.example', 'sec-fetch-site': 'same-site' },
        ])
            assert.ok(!isSameSitePost(headers, own), JSON.stringify(headers));
    });
});
describe('a cookie', () => {
    it('is bound to its host on https, and plain on loopback', () => {
        assert.equal(cookieName('parent', true), '__Host-fratrie');
        assert.equal(cookieName('staff', true), '__Host-fratrie-ecole');
        assert.equal(cookieName('parent', false), 'fratrie');
        const options = cookieOptions({ name: 'parent', value: 'x' }, true);
        assert.deepEqual(options, { path: '/', httpOnly: true, secure: true, sameSite: 'lax' });
    });
});
const https = { settings: { FRATRIE_URL: 'https://fratrie.example', FRATRIE_KEYS: '/dev/null' } };
describe('an answer', () => {
    it('tells the browser to refuse what no page of ours needs', async () => {
        const app = await createApp(await makeDeps(https));
        const { headers } = await app.inject('/connexion');
        const csp = String(headers['content-security-policy']);
        for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
            assert.ok(csp.includes(part), part);
        assert.match(csp, /require-trusted-types-for 'script'/);
        assert.doesNotMatch(csp, /unsafe|data:|\*/);
        assert.equal(headers['referrer-policy'], 'no-referrer');
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
        assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
        assert.match(String(headers['permissions-policy']), /camera=\(\)/);
        assert.match(String(headers['strict-transport-security']), /max-age=31536000; includeSubDomains/);
        assert.equal(headers['cache-control'], 'no-store');
        assert.equal(headers['content-type'], 'text/html; charset=utf-8');
        assert.equal(headers['access-control-allow-origin'], undefined);
        assert.match(String(headers['set-cookie']), /^__Host-fratrie-visiteur=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    });
    it('sends no HSTS from loopback', async () => {
        const app = await createApp(await makeDeps());
        assert.equal((await app.inject('/connexion')).headers['strict-transport-security'], undefined);
    });
    it('to a stranger address or method is a page in French without detail', async () => {
        const app = await createApp(await makeDeps());
        for (const [method, url] of [
            ['GET', '/.git/config'],
            ['GET', '/wp-login.php?x=<script>'],
            ['POST', '/accueil'],
            ['DELETE', '/accueil'],
            ['TRACE', '/'],
            ['GET', '/%zz'],
            ['GET', '/l/%ff?x=1'],
            ['GET', `/ecole/x/${'y'.repeat(9000)}`],
        ]) {
            const answer = await app.inject({ method, url });
            assert.equal(answer.statusCode, 404, `${method} ${url}`);
            assert.match(answer.body, /Cette page n’existe pas/);
            assert.equal(answer.headers['x-content-type-options'], 'nosniff');
            assert.doesNotMatch(answer.body, /wp-login|%zz|\.js:\d/);
        }
        const long = await app.inject(`/l/${'x'.repeat(9000)}`);
        assert.equal(long.statusCode, 404);
        assert.match(long.body, /Cette lettre ne marche pas/);
    });
    it('says nothing of a reason that it does not know', async () => {
        const app = await createApp(await makeDeps());
        for (const path of ['/connexion', '/ecole/connexion']) {
            const bare = (await app.inject(path)).body.length;
            for (const motif of ['constructor', '__proto__', 'toString'])
                assert.equal((await app.inject(`${path}?motif=${motif}`)).body.length, bare, `${path} ${motif}`);
        }
    });
    it('says that the service lives, or fails closed', async () => {
        const deps = await makeDeps();
        assert.equal((await (await createApp(deps)).inject('/sante')).statusCode, 200);
        const lost = {
            ...deps.db,
            getExecutor: () => {
                throw Object.assign(new Error('connect postgres://u:secret@host'), { code: 'ECONNREFUSED' });
            },
        };
        const app = await createApp({ ...deps, db: lost });
        const answer = await app.inject('/sante');
        assert.equal(answer.statusCode, 503);
        assert.doesNotMatch(answer.body + JSON.stringify(deps.logged), /secret/);
        deps.logged.length = 0;
    });
    it('is an asset that browsers keep, compressed once', async () => {
        const app = await createApp(await makeDeps());
        const page = (await app.inject('/connexion')).body;
        const url = /href="(\/a\/[^"]+\.css)"/.exec(page)?.[1] ?? '';
        const answer = await app.inject({ url, headers: { 'accept-encoding': 'br, gzip' } });
        assert.equal(answer.statusCode, 200);
        assert.equal(answer.headers['content-encoding'], 'br');
        assert.match(String(answer.headers['cache-control']), /immutable/);
    });
});
const wrongOne = { identifier: 'x', password: 'un mot de passe faux' };
async function twoBrowsers(deps) {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const mine = openVisitor(app);
    await (await mine.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
    return { app, parent, mine };
}
onBothDatabases('a post without the token of its own session or browser does nothing', async (deps) => {
    const { app, parent, mine } = await twoBrowsers(deps);
    const other = openVisitor(app);
    const foreign = (await other.visit('/connexion')).field('_csrf') ?? '';
    const own = (await mine.visit('/mon-compte')).field('_csrf') ?? '';
    for (const token of ['', foreign, own.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')).slice(0, 85)]) {
        const answer = await mine.post('/deconnexion', token === '' ? {} : { _csrf: token });
        assert.equal(answer.status, 403);
        assert.equal(answer.heading, 'Cette page a vieilli');
    }
    // A sign-in cannot be forced on somebody either.
    const victim = openVisitor(app);
    const forced = { identifier: parent.identifier, password: parent.password };
    assert.equal((await victim.post('/connexion', { ...forced, _csrf: foreign })).status, 403);
    const hostile = [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }];
    for (const headers of hostile)
        assert.equal((await mine.post('/deconnexion', { _csrf: own }, headers)).status, 403);
    assert.equal((await mine.visit('/accueil')).path, '/accueil', 'still signed in');
    assert.equal((await mine.post('/deconnexion', { _csrf: own })).status, 303);
});
onBothDatabases('a form of another tab survives a new proof, not a new session', async (deps) => {
    const { parent, mine } = await twoBrowsers(deps);
    const tab = await mine.visit('/mon-compte');
    const before = mine.cookies.get('fratrie');
    await (await mine.visit('/mon-compte/preuve')).send({ password: parent.password });
    assert.notEqual(mine.cookies.get('fratrie'), before);
    assert.equal((await mine.post('/mon-compte/mail/renvoyer', { _csrf: tab.field('_csrf') ?? '' })).status, 303);
    await (await mine.visit('/deconnexion')).send({});
    await (await mine.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
    assert.equal((await mine.post('/mon-compte/mail/renvoyer', { _csrf: tab.field('_csrf') ?? '' })).status, 403);
});
onBothDatabases('forms of another shape are refused before anything is done', async (deps) => {
    const app = await createApp(deps);
    const visitor = openVisitor(app);
    const _csrf = (await visitor.visit('/connexion')).field('_csrf') ?? '';
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const post = async (type, payload) => (await app.inject({ method: 'POST', url: '/connexion', headers: { cookie, 'content-type': type }, payload }))
        .statusCode;
    const form = 'application/x-www-form-urlencoded';
    const fields = new URLSearchParams({ ...wrongOne, _csrf }).toString();
    assert.equal(await post(form, fields), 422, 'the control');
    assert.equal(await post('application/json', JSON.stringify({ ...wrongOne, _csrf })), 415);
    assert.equal(await post('text/plain', fields), 415);
    assert.equal(await post('multipart/form-data; boundary=x', `--x--`), 415);
    assert.equal(await post(form, `${fields}&identifier=y`), 400, 'a field given twice');
    assert.equal(await post(form, `${fields}&password=y`), 400);
    assert.equal(await post(form, fields.replace('identifier=x', 'identifier=x%00')), 400, 'a NUL');
    assert.equal(await post(form, fields.replace('identifier=x', '__proto__=x')), 422, 'an absent field');
    const all = await deps.db.selectFrom('session').select('id').execute();
    assert.deepEqual(all, []);
});
onBothDatabases('a session handed to somebody before he signs in is not his afterwards', async (deps) => {
    const { app, parent, mine } = await twoBrowsers(deps);
    const planted = new Map([['fratrie', 'A'.repeat(43)]]);
    const victim = openVisitor(app, {}, planted);
    const page = await victim.visit('/connexion');
    await page.send({ identifier: parent.identifier, password: parent.password });
    assert.notEqual(victim.cookies.get('fratrie'), 'A'.repeat(43));
    assert.equal((await openVisitor(app, {}, new Map([['fratrie', 'A'.repeat(43)]])).visit('/accueil')).path, '/connexion');
    // Signing in where a session lives already gives a new one, and ends the former.
    const before = mine.cookies.get('fratrie') ?? '';
    const token = (await mine.visit('/mon-compte')).field('_csrf') ?? '';
    await mine.post('/connexion', { identifier: parent.identifier, password: parent.password, _csrf: token });
    assert.notEqual(mine.cookies.get('fratrie'), before);
    assert.equal((await openVisitor(app, {}, new Map([['fratrie', before]])).visit('/accueil')).path, '/connexion');
});
onBothDatabases('a token is stored as a hash, and its use is written once a minute', async (deps) => {
    const { mine } = await twoBrowsers(deps);
    const { tokenHash } = await deps.db.selectFrom('session').select('tokenHash').executeTakeFirstOrThrow();
    const token = mine.cookies.get('fratrie') ?? '';
    assert.ok(Buffer.from(token, 'base64url').length * 8 >= 128);
    assert.ok(!Buffer.from(tokenHash).includes(Buffer.from(token)) &&
        !Buffer.from(tokenHash).equals(Buffer.from(token, 'base64url')));
    const seen = async () => (await deps.db.selectFrom('session').select('seenAt').executeTakeFirstOrThrow()).seenAt.toISOString();
    deps.clock.advance({ seconds: 59 });
    await mine.visit('/accueil');
    assert.equal(await seen(), '2026-09-14T08:00:00.000Z');
    deps.clock.advance({ seconds: 1 });
    await mine.visit('/accueil');
    assert.equal(await seen(), '2026-09-14T08:01:00.000Z');
});
