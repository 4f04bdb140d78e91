// What changes while a password is being hashed counts: the proof was of another moment.
import assert from 'node:assert/strict';
import { signIn } from '../src/signin/actions.js';
import { onBothDatabases } from './harness.js';
import { addParent, jeanMoulin } from './world.js';
/** The same deps, where something happens right after a password was found good. */
function meanwhile(deps, happens) {
    const matches = async (phc, secret) => {
        const good = await deps.hash.matches(phc, secret);
        await happens();
        return good;
    };
    return { ...deps, hash: { ...deps.hash, matches } };
}
onBothDatabases('a sign-in under way opens nothing once the password changed or the account closed', async (deps) => {
    for (const change of [{ proofVersion: 2 }, { state: 'closed', closedAt: deps.now() }]) {
        const { id, identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
        await deps.db.deleteFrom('attachment').where('accountId', '=', id).execute();
        const slow = meanwhile(deps, () => deps.db.updateTable('account').set(change).where('id', '=', id).execute());
        const asked = { identifier, secret: password, browser: { address: '::1', agent: '' }, device: undefined };
        assert.deepEqual(await signIn(slow, asked), { ok: false, why: { kind: 'wrong' } });
        assert.deepEqual(await deps.db.selectFrom('session').select('id').execute(), []);
    }
});
