// The QR of a second letter, opened by somebody who is signed in: add to the account in use, or sign out and open it.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases } from '../harness.js';
import { openVisitor } from '../visitor.js';
import { addLetter, addParent, jeanMoulin, louiseMichel } from '../world.js';
async function setUp(deps) {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const second = await addParent(deps, louiseMichel, 'Lina', { state: 'to_activate' });
    const letter = await addLetter(deps, second.id, louiseMichel);
    const visitor = openVisitor(app);
    await (await visitor.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
    return { app, parent, second, letter, visitor };
}
onBothDatabases('the letter is added to the account in use, after its password', async (deps) => {
    const { parent, second, letter, visitor } = await setUp(deps);
    deps.clock.advance({ minutes: 6 });
    const opened = await visitor.visit(`/l/${letter.token}`);
    assert.equal(opened.path, '/lettre');
    assert.match(opened.words, new RegExp(parent.identifier), 'the account in use is named');
    assert.doesNotMatch(opened.words, /Lina/);
    const proof = await opened.send({}, 'Ajouter à mon compte');
    assert.equal(proof.path, '/mon-compte/preuve');
    const again = await proof.send({ password: parent.password });
    assert.equal(again.path, '/lettre');
    const check = await again.send({}, 'Ajouter à mon compte');
    assert.equal(check.path, '/mon-compte/regrouper/verifier');
    assert.match(check.words, /Lina/);
    const done = await check.send({}, 'Oui, mettre ensemble');
    assert.equal(done.path, '/mon-compte/regrouper/termine');
    // « Back » to the check page shows the receipt again, never « Rien n’est fait ».
    assert.equal((await visitor.visit('/mon-compte/regrouper/verifier')).path, '/mon-compte/regrouper/termine');
    assert.match((await visitor.visit('/mon-compte/enfants')).words, /Lina[\s\S]*Yanis|Yanis[\s\S]*Lina/);
    const { state } = await deps.db
        .selectFrom('account')
        .select('state')
        .where('id', '=', second.id)
        .executeTakeFirstOrThrow();
    assert.equal(state, 'closed');
    assert.equal((await visitor.visit('/lettre')).status, 410, 'the letter is over');
});
onBothDatabases('the letter of somebody else: sign out, then its activation', async (deps) => {
    const { letter, second, visitor } = await setUp(deps);
    const stolen = visitor.copy();
    const birth = await (await visitor.visit(`/l/${letter.token}`)).send({}, 'Me déconnecter et ouvrir');
    assert.equal(birth.path, '/activation/naissance');
    assert.equal((await stolen.visit('/accueil')).path, '/connexion', 'the session is over');
    const children = await birth.send({
        'birthDate-day': '21',
        'birthDate-month': '4',
        'birthDate-year': '2014',
    });
    const choose = await children.send({}, 'Oui, c’est mon enfant');
    const done = await choose.send({ password: 'quatre mots bien choisis' });
    assert.match(done.words, new RegExp(second.identifier));
});
