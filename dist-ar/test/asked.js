// A grouping that rules cannot decide: a parent whose other account is written under another first name.
import assert from 'node:assert/strict';
import { createApp } from '../src/app.js';
import { signIn } from './two-letters.js';
import { openVisitor } from './visitor.js';
import { addGuardian, addLink, addParent, addPupil, addSchool, jeanMoulin, louiseMichel } from './world.js';
export const simoneVeil = '0330003Z';
export const nadege = { firstName: 'Nadège' };
/** Nadia signed in, and « Nadège », the other account: Lina at Louise-Michel and, when asked, Tom at Simone-Veil. */
export async function twoNames(deps, rest = {}) {
    const app = await createApp(deps);
    await addSchool(deps, jeanMoulin, 'Collège Jean-Moulin');
    await addSchool(deps, louiseMichel, 'Collège Louise-Michel');
    await addSchool(deps, simoneVeil, 'Lycée Simone-Veil');
    const kept = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
    const other = await addParent(deps, louiseMichel, 'Lina', { identity: nadege, mail: 'nadege@exemple.fr' });
    if (rest.twoSchools === true) {
        const guardianId = await addGuardian(deps, simoneVeil, nadege);
        await addLink(deps, guardianId, await addPupil(deps, simoneVeil, 'Tom'));
        await deps.db
            .insertInto('attachment')
            .values({ accountId: other.id, guardianId, since: deps.now(), beganCause: 'import' })
            .execute();
    }
    const visitor = openVisitor(app);
    await signIn(visitor, kept.identifier, kept.password);
    return { app, kept, other, visitor };
}
export const prove = async (visitor, identifier, password) => await (await visitor.visit('/mon-compte/regrouper')).send({ identifier, password });
export const referenceIn = (page) => {
    const reference = /D-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page.words)?.[0];
    assert.ok(reference, `no request in: ${page.words}`);
    return reference;
};
/** The wizard, to its end: the request's page. */
export async function ask({ visitor, other }) {
    const page = await prove(visitor, other.identifier, other.password);
    assert.match(page.words, /Votre demande est partie/);
    return page;
}
export async function stateOf(deps, reference) {
    return await deps.db
        .selectFrom('groupingRequest')
        .select(['state', 'voidCause'])
        .where('reference', '=', reference)
        .executeTakeFirstOrThrow();
}
