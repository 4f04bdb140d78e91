// « Ce n'est pas mon enfant »: from the list of children, by his own account alone, until the school has looked.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases } from '../harness.js';
import { openVisitor } from '../visitor.js';
import { addLink, addParent, addPupil, jeanMoulin } from '../world.js';
async function setUp(deps) {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    await addLink(deps, parent.guardianId, await addPupil(deps, jeanMoulin, 'Lina'));
    const stranger = await addParent(deps, jeanMoulin, 'Aya');
    const signIn = async ({ identifier, password }) => {
        const visitor = openVisitor(app);
        await (await visitor.visit('/connexion')).send({ identifier, password });
        return visitor;
    };
    return { parent, stranger, signIn };
}
onBothDatabases('a child that is not his leaves the account, and the other stays', async (deps) => {
    const { parent, signIn } = await setUp(deps);
    const visitor = await signIn(parent);
    const list = await visitor.visit('/mon-compte/enfants');
    assert.match(list.words, /Lina[\s\S]*Yanis/);
    const ask = await list.follow('Ce n’est pas mon enfant');
    assert.match(ask.words, /Lina BENALI/);
    const kept = await ask.follow('Non, annuler');
    assert.match(kept.words, /Lina/);
    const gone = await ask.send({}, 'Oui, retirer de mon compte');
    assert.match(gone.words, /C’est fait/);
    assert.doesNotMatch(gone.words, /Lina/);
    assert.match(gone.words, /Yanis/);
    assert.equal((await ask.send({}, 'Oui, retirer de mon compte')).status, 404, 'done once');
    const events = await deps.db.selectFrom('auditEvent').select(['kind', 'actor']).execute();
    assert.equal(events.length, 1);
    assert.equal(events[0]?.kind, 'child_disowned');
    const { version, proofVersion } = await deps.db
        .selectFrom('account')
        .select(['version', 'proofVersion'])
        .where('id', '=', parent.id)
        .executeTakeFirstOrThrow();
    assert.deepEqual([version, proofVersion], [2, 1], 'what the account holds changed, not its secrets');
});
onBothDatabases("somebody else's child and no child are the same", async (deps) => {
    const { parent, stranger, signIn } = await setUp(deps);
    const theirs = await signIn(stranger);
    const links = (await theirs.visit('/mon-compte/enfants')).html;
    const address = /\/mon-compte\/enfants\/\d+\/pas-mon-enfant/.exec(links)?.[0] ?? '';
    const mine = await signIn(parent);
    const _csrf = (await mine.visit('/mon-compte')).field('_csrf') ?? '';
    const answers = new Set();
    for (const url of [address, '/mon-compte/enfants/999999/pas-mon-enfant', '/mon-compte/enfants/x/pas-mon-enfant']) {
        const seen = await mine.visit(url);
        const posted = await mine.post(url, { _csrf });
        assert.equal(seen.status, 404);
        assert.equal(posted.status, 404);
        answers.add(seen.words);
    }
    assert.equal(answers.size, 1);
    assert.match((await theirs.visit('/mon-compte/enfants')).words, /Aya/);
});
