// Nobody learns from the sign-in page whether an account, a letter or a state exists, unless he gives the right secret.
import assert from 'node:assert/strict';
import { createApp } from '../src/app.js';
import { makeCode, printCode } from '../src/letters/rules.js';
import { onBothDatabases } from './harness.js';
import { openVisitor } from './visitor.js';
import { addLetter, addParent, jeanMoulin } from './world.js';
const states = ['active', 'frozen', 'suspended', 'asleep', 'closed', 'to_activate'];
/** One account in each state, with a password where the state may have one, and a letter each. */
async function everyState(deps) {
    const accounts = new Map();
    for (const state of states) {
        const wanted = state === 'to_activate' ? 'to_activate' : 'active';
        const parent = await addParent(deps, jeanMoulin, 'Yanis', { state: wanted });
        const { code } = await addLetter(deps, parent.id, jeanMoulin);
        if (state === 'closed') {
            await deps.db
                .updateTable('attachment')
                .set({ until: deps.now(), endedCause: 'closing' })
                .where('accountId', '=', parent.id)
                .execute();
            await deps.db.updateTable('letter').set({ usedAt: deps.now() }).where('accountId', '=', parent.id).execute();
        }
        await deps.db
            .updateTable('account')
            .set({ state, closedAt: state === 'closed' ? deps.now() : null })
            .where('id', '=', parent.id)
            .execute();
        accounts.set(state, { identifier: parent.identifier, password: parent.password, code });
    }
    accounts.set('unknown', { identifier: 'n.benali0000', password: 'x', code: '' });
    return accounts;
}
function counting(deps) {
    let work = 0;
    const count = (run) => (...args) => {
        work += 1;
        return run(...args);
    };
    const hash = { ...deps.hash, matches: count(deps.hash.matches), pretend: count(deps.hash.pretend) };
    return {
        deps: { ...deps, hash },
        take: () => {
            const done = work;
            work = 0;
            return done;
        },
    };
}
// A code that is right by its check sign and opens nothing, and a password.
const wrongSecrets = ['un mot de passe faux', printCode(makeCode(Buffer.alloc(7, 5)))];
onBothDatabases('a wrong secret gets one status, one size, one text and the same work from every account', async (real) => {
    const { deps, take } = counting(real);
    const app = await createApp(deps);
    const accounts = await everyState(real);
    for (const secret of wrongSecrets) {
        const seen = new Set();
        for (const [state, { identifier }] of accounts) {
            const visitor = openVisitor(app);
            const page = await visitor.visit('/connexion');
            take();
            const answer = await page.send({ identifier, password: secret });
            const text = answer.html.replaceAll(identifier, 'IDENTIFIER').replace(/value="[\w-]{86}"/, 'value="TOKEN"');
            const headers = JSON.stringify({ ...answer.headers, date: '', 'x-request-id': '', 'set-cookie': '' });
            seen.add(JSON.stringify([answer.status, answer.html.length, text, headers, take()]));
            assert.equal(answer.status, 422, state);
            assert.ok(!answer.html.includes(secret));
        }
        assert.equal(seen.size, 1, `${seen.size} different answers to « ${secret} »`);
    }
});
onBothDatabases('the true reason is told after the right secret only, and never another identifier', async (deps) => {
    const app = await createApp(deps);
    const accounts = await everyState(deps);
    const told = {
        frozen: /Ce compte est bloqué/,
        suspended: /Ce compte est arrêté/,
        asleep: /Ce compte dort/,
        closed: /Ce compte est fermé/,
    };
    for (const [state, words] of Object.entries(told)) {
        const { identifier, password } = accounts.get(state) ?? { identifier: '', password: '' };
        const answer = await (await openVisitor(app).visit('/connexion')).send({ identifier, password });
        assert.equal(answer.status, 422);
        assert.match(answer.words, words);
        for (const other of accounts.values())
            if (other.identifier !== identifier)
                assert.ok(!answer.html.includes(other.identifier));
    }
});
onBothDatabases('an account closed by a grouping says so to its proven holder, without the other identifier', async (deps) => {
    const app = await createApp(deps);
    const kept = await addParent(deps, jeanMoulin, 'Yanis');
    const absorbed = await addParent(deps, jeanMoulin, 'Lina');
    await deps.db.deleteFrom('attachment').where('accountId', '=', absorbed.id).execute();
    await deps.db
        .updateTable('account')
        .set({ state: 'closed', closedAt: deps.now(), closedInto: kept.id })
        .where('id', '=', absorbed.id)
        .execute();
    const fields = { identifier: absorbed.identifier, password: absorbed.password };
    const answer = await (await openVisitor(app).visit('/connexion')).send(fields);
    assert.match(answer.words, /Utilisez votre autre identifiant/);
    assert.ok(!answer.html.includes(kept.identifier));
});
onBothDatabases('no secret and no identifier is ever logged', async (deps) => {
    const app = await createApp(deps);
    const accounts = await everyState(deps);
    for (const { identifier, password, code } of accounts.values())
        for (const secret of [password, code, ...wrongSecrets].filter((one) => one !== '')) {
            const page = await openVisitor(app).visit('/connexion');
            await page.send({ identifier, password: secret });
        }
    const log = JSON.stringify(deps.logged);
    for (const { identifier, password, code } of accounts.values()) {
        assert.ok(!log.includes(identifier), identifier);
        if (password !== 'x')
            assert.ok(!log.includes(password));
        if (code !== '')
            assert.ok(!log.includes(code) && !log.includes(code.replaceAll('-', '')));
    }
    assert.ok(deps.logged.some(({ message }) => message === 'secret refused'));
    assert.ok(deps.logged.some(({ message }) => message === 'signed in'));
});
