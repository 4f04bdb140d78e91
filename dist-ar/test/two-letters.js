// Nadia Benali, her two children in two schools and her two letters: registers imported, letters issued, nothing put
// straight into the database. Where the ten steps begin.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueLetters } from '../src/letters/actions.js';
import { printCode } from '../src/letters/rules.js';
import { deliverMails } from '../src/mail/sending.js';
import { importRegister } from './registers.js';
import { addSchool, jeanMoulin, louiseMichel } from './world.js';
/** Issues the letters of one school and gives them by the first name of their first child. */
export async function sendLetters(deps, school) {
    const folder = await mkdtemp(join(tmpdir(), 'fratrie-letters-'));
    try {
        const out = join(folder, 'lettres.pdf');
        const actor = { type: 'command' };
        const issued = await issueLetters(deps, { school, reissue: false, actor, reveal: true, out });
        assert.ok(issued.ok, JSON.stringify(issued));
        return new Map(issued.value.revealed.map(({ children, identifier, code, token }) => [
            children[0]?.firstName ?? '',
            { identifier, code: printCode(code), token },
        ]));
    }
    finally {
        await rm(folder, { recursive: true });
    }
}
/** Yanis is at the collège Jean-Moulin, Lina at the école Louise-Michel; each school writes to their mother. */
export async function sendTwoLetters(deps) {
    await addSchool(deps, jeanMoulin, 'Collège Jean-Moulin');
    await addSchool(deps, louiseMichel, 'École Louise-Michel');
    const letters = [];
    for (const [uai, firstName] of [
        [jeanMoulin, 'Yanis'],
        [louiseMichel, 'Lina'],
    ]) {
        const guardians = [{ id: 71, firstName: 'Nadia', familyName: 'BENALI' }];
        await importRegister(deps, { uai, pupils: [{ id: 7, firstName }], guardians, links: [[7, 71]] });
        const letter = (await sendLetters(deps, uai)).get(firstName);
        assert.ok(letter, `no letter of ${firstName}`);
        letters.push(letter);
    }
    const [yanis, lina] = letters;
    assert.ok(yanis !== undefined && lina !== undefined);
    return { yanis, lina };
}
export const birthDate = { 'birthDate-day': '21', 'birthDate-month': '4', 'birthDate-year': '2014' };
/** From the page that asks the birth date to the open account. */
export async function finishActivation(birth, chosen) {
    const children = await birth.send(birthDate);
    const choose = await children.send({}, 'Oui, c’est mon enfant');
    const done = await choose.send({ password: chosen.password, mail: chosen.mail ?? '' });
    assert.equal(done.heading, 'Votre compte est ouvert');
    return done;
}
/** Opens an account with the code of its letter, on the sign-in page. */
export async function openAccount(visitor, { identifier, code }, chosen) {
    const birth = await (await visitor.visit('/connexion')).send({ identifier, password: code });
    return await finishActivation(birth, chosen);
}
/** Follows the link of the confirmation mail that has just been sent to this address. */
export async function confirmMail(deps, visitor, mail) {
    await deliverMails(deps);
    const token = /\/mail\/([\w-]+)/.exec(deps.sent.findLast(({ to }) => to === mail)?.text ?? '')?.[1];
    const page = await visitor.visit(`/mail/${token}`);
    assert.equal((await page.send({}, 'Confirmer mon adresse')).heading, 'Adresse confirmée');
}
export async function signIn(visitor, identifier, password) {
    return await (await visitor.visit('/connexion')).send({ identifier, password });
}
