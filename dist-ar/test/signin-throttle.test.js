// Wrong tries are counted before the secret is looked at, however many come at once and wherever they come from.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../src/app.js';
import { HashingBusy } from '../src/hashing.js';
import { signIn } from '../src/signin/actions.js';
import { rememberDevice } from '../src/signin/device.js';
import { proveSecret } from '../src/signin/prove.js';
import { installationParts, tryLimits } from '../src/signin/rules.js';
import { reserveTry } from '../src/signin/throttle.js';
import { makeDeps, onBothDatabases } from './harness.js';
import { openVisitor } from './visitor.js';
import { addLetter, addParent, jeanMoulin } from './world.js';
/** The same deps with every hash counted. */
function counting(deps) {
    let work = 0;
    const hash = {
        ...deps.hash,
        matches: (phc, secret) => {
            work += 1;
            return deps.hash.matches(phc, secret);
        },
        pretend: (secret) => {
            work += 1;
            return deps.hash.pretend(secret);
        },
    };
    return { deps: { ...deps, hash }, work: () => work };
}
const wrong = 'un mot de passe faux';
async function kinds(deps, tries) {
    const outcomes = await Promise.all(tries.map((one) => proveSecret(deps, { secret: wrong, address: '192.0.2.1', ...one })));
    const count = {};
    for (const outcome of outcomes) {
        const kind = outcome.ok ? 'right' : outcome.why.kind;
        count[kind] = (count[kind] ?? 0) + 1;
    }
    return count;
}
const many = (count, make) => Array.from({ length: count }, (_, i) => make(i));
onBothDatabases('of fifty tries at once, in every spelling and from fifty addresses, ten are looked at', async (real) => {
    const { deps, work } = counting(real);
    const { identifier, password } = await addParent(real, jeanMoulin, 'Yanis');
    const wide = identifier.replace(/^./, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
    const spellings = [identifier, identifier.toUpperCase(), ` ${identifier} `, wide, `${identifier}\u0000`];
    const found = await kinds(deps, many(50, (i) => ({ identifier: spellings[i % spellings.length] ?? '', address: `192.0.2.${i}` })));
    assert.deepEqual(found, { wrong: 10, throttled: 40 });
    assert.equal(work(), 10);
    const held = await proveSecret(deps, { identifier, secret: password, address: '198.51.100.1' });
    assert.ok(!held.ok && held.why.kind === 'throttled');
    assert.equal(held.why.until.toISOString(), '2026-09-14T08:15:00.000Z');
    real.clock.advance({ minutes: 14, seconds: 59 });
    assert.deepEqual(await kinds(deps, [{ identifier, secret: password }]), { throttled: 1 });
    real.clock.advance({ seconds: 1 });
    assert.deepEqual(await kinds(deps, [{ identifier, secret: password }]), { right: 1 });
});
onBothDatabases('a sign-in costs no try either, and forgives the ones before it', async (deps) => {
    const { identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
    const browser = { address: '192.0.2.1', agent: '' };
    for (let round = 0; round < 3; round += 1) {
        await kinds(deps, many(9, () => ({ identifier })));
        for (let i = 0; i < 15; i += 1)
            assert.ok((await signIn(deps, { identifier, secret: password, browser, device: undefined })).ok);
        deps.clock.advance({ minutes: 15 });
    }
    const rows = await deps.db.selectFrom('throttle').select('inARow').execute();
    assert.ok(rows.some(({ inARow }) => inARow === 0), 'the row of failures of the account is over');
});
onBothDatabases('an identifier that nobody has is throttled like any other', async (deps) => {
    assert.deepEqual(await kinds(deps, many(15, () => ({ identifier: 'x.personne1234' }))), { wrong: 10, throttled: 5 });
});
onBothDatabases('a right secret costs no try, fifty times over', async (deps) => {
    const { identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
    for (let round = 0; round < 5; round += 1)
        assert.deepEqual(await kinds(deps, many(10, () => ({ identifier, secret: password }))), { right: 10 });
    assert.deepEqual(await kinds(deps, many(11, () => ({ identifier }))), { wrong: 10, throttled: 1 });
});
onBothDatabases('one address that tries one password on many accounts stops at a hundred; others are served', async (deps) => {
    const { identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
    const found = await kinds(deps, many(120, (i) => ({ identifier: `x.personne${i}`, address: '2001:db8:1:1::1' })));
    assert.deepEqual(found, { wrong: 100, throttled: 20 });
    const tried = { identifier, secret: password };
    assert.deepEqual(await kinds(deps, [{ ...tried, address: '2001:db8:1:1:ffff::9' }]), { throttled: 1 }, 'same /64');
    assert.deepEqual(await kinds(deps, [{ ...tried, address: '2001:db8:1:2::1' }]), { right: 1 });
    // Tries that somebody else's block refused are not counted against the account.
    assert.deepEqual(await kinds(deps, many(10, () => ({ identifier, address: '192.0.2.9' }))), { wrong: 10 });
});
onBothDatabases('strangers shut out nobody who has signed in with that browser before', async (deps) => {
    const { identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
    const device = rememberDevice(deps, undefined, identifier);
    for (let round = 0; round < 11; round += 1) {
        await kinds(deps, many(10, () => ({ identifier })));
        deps.clock.advance({ minutes: 16 });
    }
    const stranger = await proveSecret(deps, { identifier, secret: password, address: '192.0.2.1' });
    assert.deepEqual(stranger, { ok: false, why: { kind: 'locked' } }, 'a hundred in a row: waiting no longer helps');
    assert.deepEqual(await kinds(deps, [{ identifier, secret: password, device }]), { right: 1 });
    // That browser has a count of its own.
    assert.deepEqual(await kinds(deps, many(12, () => ({ identifier, device }))), { wrong: 10, throttled: 2 });
    const other = rememberDevice(deps, undefined, 'x.personne1234');
    assert.deepEqual(await kinds(deps, [{ identifier, secret: password, device: other }]), { locked: 1 });
});
onBothDatabases('a letter opens an account that strangers have shut, and forgives it', async (deps) => {
    const app = await createApp(deps);
    const { id, identifier } = await addParent(deps, jeanMoulin, 'Yanis', { state: 'to_activate' });
    const letter = await addLetter(deps, id, jeanMoulin);
    await kinds(deps, many(11, () => ({ identifier })));
    const visitor = openVisitor(app);
    const held = await (await visitor.visit('/activation')).send({ identifier, code: letter.code });
    assert.match(held.words, /Attendez 15 minutes/);
    const birth = await visitor.visit(`/l/${letter.token}`);
    const children = await birth.send({ 'birthDate-day': '21', 'birthDate-month': '04', 'birthDate-year': '2014' });
    const choose = await children.send({}, 'Oui, c’est mon enfant');
    const password = 'quatre mots bien choisis';
    await choose.send({ password });
    assert.deepEqual(await kinds(deps, [{ identifier, secret: password }]), { right: 1 });
});
onBothDatabases('tries survive a restart, and an address that a client claims is not believed', async (deps) => {
    const { identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
    const fields = { identifier, password: wrong };
    for (let i = 0; i < 10; i += 1) {
        const app = await createApp(deps);
        const visitor = openVisitor(app, { address: '203.0.113.5' });
        await (await visitor.visit('/connexion')).send(fields);
        await app.close();
    }
    const visitor = openVisitor(await createApp(deps));
    const page = await visitor.visit('/connexion');
    const answer = await visitor.post('/connexion', { identifier, password, _csrf: page.field('_csrf') ?? '' }, { 'x-forwarded-for': '198.51.100.77', forwarded: 'for=198.51.100.78' });
    assert.equal(answer.status, 422);
    assert.match(answer.words, /Attendez 15 minutes/);
    const addresses = new Set(deps.logged.map(({ fields: said }) => said.address).filter(Boolean));
    assert.deepEqual([...addresses].sort(), ['127.0.0.1', '203.0.113.5']);
});
onBothDatabases('an address is believed when a listed proxy tells it', async (deps) => {
    const app = await createApp(deps);
    const visitor = openVisitor(app, { address: '10.0.0.1' });
    const page = await visitor.visit('/connexion');
    const fields = { identifier: 'x', password: wrong, _csrf: page.field('_csrf') ?? '' };
    await visitor.post('/connexion', fields, { 'x-forwarded-for': '6.6.6.6, 198.51.100.77' });
    const told = deps.logged.find(({ message }) => message === 'secret refused');
    assert.equal(told?.fields.address, '198.51.100.77');
}, { settings: { FRATRIE_TRUSTED_PROXIES: '10.0.0.0/8' } });
onBothDatabases('very long input is refused without a hash', async (real) => {
    const { deps, work } = counting(real);
    const { identifier } = await addParent(real, jeanMoulin, 'Yanis');
    const app = await createApp(deps);
    const visitor = openVisitor(app);
    const page = await visitor.visit('/connexion');
    const before = work();
    assert.equal((await page.send({ identifier, password: 'x'.repeat(1_000_000) })).status, 413);
    assert.equal((await page.send({ identifier, password: 'x'.repeat(129) })).status, 422);
    assert.equal((await page.send({ identifier: 'x'.repeat(60_000), password: 'x' })).status, 422);
    assert.equal((await proveSecret(deps, { identifier, secret: 'é'.repeat(200), address: '::1' })).ok, false);
    assert.equal(work(), before);
});
onBothDatabases('a name tried from an address that is shut leaves no row behind, nor does a right secret', async (deps) => {
    await kinds(deps, many(100, (i) => ({ identifier: `x.personne${i}` })));
    const rows = async () => (await deps.db.selectFrom('throttle').select('subject').execute()).length;
    const before = await rows();
    assert.deepEqual(await kinds(deps, many(30, (i) => ({ identifier: `y.personne${i}` }))), { throttled: 30 });
    assert.equal(await rows(), before);
    const { identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
    assert.deepEqual(await kinds(deps, [{ identifier, secret: password, address: '192.0.2.2' }]), { right: 1 });
    assert.equal(await rows(), before);
});
onBothDatabases('a secret that nobody had time to look at costs no try', async (deps) => {
    const { identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
    await kinds(deps, many(8, () => ({ identifier })));
    const busy = async () => {
        throw new HashingBusy();
    };
    const hash = { ...deps.hash, matches: busy, pretend: busy };
    for (let i = 0; i < 20; i += 1)
        await assert.rejects(proveSecret({ ...deps, hash }, { identifier, secret: wrong, address: '192.0.2.1' }), HashingBusy);
    const rows = await deps.db.selectFrom('throttle').select(['failures', 'inARow']).execute();
    assert.deepEqual(rows, many(3, () => ({ failures: 8, inARow: 8 })), 'the former tries still count');
    assert.deepEqual(await kinds(deps, [{ identifier }]), { wrong: 1 });
    assert.deepEqual(await kinds(deps, [{ identifier, secret: password }]), { right: 1 });
});
test('all strangers together, on all accounts, have some 3,000 tries', async () => {
    const deps = await makeDeps();
    let granted = 0;
    for (let i = 0; i < 3400; i += 1) {
        const asked = { identifier: `x.personne${i}`, address: `10.${i >> 8}.${i & 255}.1` };
        if ((await reserveTry(deps, asked)).ok)
            granted += 1;
    }
    assert.ok(granted > 2600 && granted <= tryLimits.installation.tries * installationParts, `${granted} tries`);
});
