// Issues letters: the paper is whole on disk before anything of it lives, and no paper stays that opens nothing.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { findLetterSchool, insertLetters } from '../db/letters.js';
import { holdRole } from '../db/staff.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import { mayAct } from '../staff/rules.js';
import { checkPlace, deskLetterPath, writePending } from './files.js';
import { discardUnlessAlive, prepareLetters } from './prepare.js';
import { factsOf, planLetters } from './recipients.js';
const attempts = 3;
/** Draws one school's letters into a PDF at `out` (absolute; nothing may lie there yet) and brings them to life. */
export async function issueLetters(deps, asked) {
    const place = await checkPlace(asked.out);
    return place === undefined ? await issue(deps, asked, async () => asked.out) : refused(place);
}
/**
 * A new letter for one account, asked for at the desk: it ends the former one of this school. Its PDF waits under its
 * number for `takeDeskLetter`, which serves it once.
 */
export async function issueDeskLetter(deps, asked) {
    const issued = await issue(deps, { ...asked, reissue: true }, (number) => deskLetterPath(deps.config, number));
    return issued.ok ? done({ number: issued.value.numbers[0] ?? '' }) : issued;
}
async function issue(deps, asked, pathOf) {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const school = await findLetterSchool(deps.db, asked.school);
        if (school === undefined)
            return refused({ kind: 'unknown_school' });
        const plan = await planLetters(deps.db, asked, today(deps));
        if (plan.planned.length === 0)
            return nobody(asked, plan);
        const prepared = await prepareLetters(deps, school, plan.planned);
        if (!prepared.ok) {
            deps.log.error({ detail: prepared.why.detail, school: asked.school }, 'letters not drawn');
            return prepared;
        }
        const [{ number }] = prepared.value.letters;
        const file = await writePending(await pathOf(number), prepared.value.pdf, number);
        if (!file.ok)
            return file;
        const written = await bringToLife(deps, asked, school, plan, prepared.value, file.value);
        if (written === 'changed')
            continue;
        if (written === 'not_allowed')
            return refused({ kind: 'not_allowed' });
        return done({ ...tell(plan, prepared.value, asked), replaced: written.replaced, file: await file.value.publish() });
    }
    return refused({ kind: 'changing' });
}
const today = (deps) => civilDateOf(deps.now(), deps.config.timeZone);
/** Nobody to write to: an answer for a whole school, a refusal for the account that was named. */
function nobody(asked, plan) {
    const { skipped, incomplete } = plan;
    const [why] = Object.keys(skipped);
    if (asked.identifier !== undefined) {
        return refused(why === undefined ? { kind: 'unknown_account' } : { kind: 'no_letter', why });
    }
    if (asked.division !== undefined && why === undefined)
        return refused({ kind: 'unknown_division' });
    const purposes = { activation: 0, recovery: 0 };
    return done({
        letters: 0,
        numbers: [],
        purposes,
        replaced: 0,
        pages: 0,
        file: undefined,
        skipped,
        incomplete,
        notes: [],
        revealed: [],
    });
}
/** Writes the letters, unless what they were drawn from has changed; the paper goes when they do not live. */
async function bringToLife(deps, asked, school, plan, prepared, file) {
    let written;
    try {
        written = await inTransaction(deps, async (tx, record) => {
            const ids = plan.planned.map(({ accountId }) => accountId);
            await lockAccounts(tx, ids);
            if (!(await mayIssue(tx, asked)))
                return 'not_allowed';
            if (await hasChanged(deps, tx, asked, school, plan, ids))
                return 'changed';
            const letters = prepared.letters.map((letter, index) => ({ ...letter, accountId: ids[index] ?? Number.NaN }));
            const issuedBy = asked.actor.type === 'staff' ? asked.actor.staffId : null;
            const { letters: made, replaced } = await insertLetters(tx, { ...prepared, letters, issuedBy });
            for (const purpose of ['activation', 'recovery']) {
                const letterIds = made.filter((letter) => letter.purpose === purpose).map(({ id }) => id);
                if (letterIds.length === 0)
                    continue;
                record({ kind: 'letters_issued', actor: asked.actor, data: { school: school.uai, letterIds, purpose } });
            }
            const mails = new Map(plan.planned.map(({ accountId, confirmedMail }) => [accountId, confirmedMail]));
            for (const { id: letterId, accountId, purpose } of made) {
                const to = mails.get(accountId) ?? null;
                if (purpose === 'recovery' && to !== null)
                    await queueMail(tx, deps, { kind: 'recovery_letter_notice', letterId, moment: 'made', to });
            }
            return { replaced };
        });
    }
    catch (error) {
        await discardUnlessAlive(deps, prepared.letters[0].number, file);
        throw error;
    }
    if (typeof written === 'string')
        await file.discard();
    return written;
}
/** A role may have ended while the paper was drawn. */
async function mayIssue(tx, { actor, school }) {
    if (actor.type !== 'staff')
        return true;
    const role = await holdRole(tx, actor.staffId, school);
    return role !== undefined && mayAct(role);
}
async function hasChanged(deps, tx, asked, school, plan, ids) {
    const now = await planLetters(tx, asked, today(deps), ids);
    return factsOf(await findLetterSchool(tx, school.uai), now.planned) !== factsOf(school, plan.planned);
}
function tell(plan, prepared, asked) {
    const count = (purpose) => prepared.letters.filter((letter) => letter.purpose === purpose).length;
    return {
        letters: prepared.letters.length,
        numbers: prepared.letters.map(({ number }) => number),
        purposes: { activation: count('activation'), recovery: count('recovery') },
        pages: prepared.pages,
        skipped: plan.skipped,
        incomplete: plan.incomplete,
        notes: prepared.notes.map((note) => ({ ...note, number: prepared.letters[note.letter]?.number ?? '' })),
        revealed: asked.reveal === true ? prepared.contents : [],
    };
}
