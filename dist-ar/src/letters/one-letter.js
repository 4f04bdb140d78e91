import { findLetterSchool, insertLetters } from '../db/letters.js';
import { done, refused } from '../kernel/outcome.js';
import { deskLetterPath, writePending } from './files.js';
import { prepareLetters } from './prepare.js';
import { recipientOf } from './recipients.js';
export async function prepareLetter(deps, asked) {
    const children = asked.children.filter((child) => child.schoolUai === asked.school);
    if (children.length === 0)
        return refused({ kind: 'no_child' });
    if (children.every((child) => child.birthDate === null))
        return refused({ kind: 'no_birth_date' });
    const school = await findLetterSchool(deps.db, asked.school);
    if (school === undefined)
        return refused({ kind: 'unknown_school' });
    const recipient = recipientOf(asked.identifier, children);
    const prepared = await prepareLetters(deps, school, [{ recipient, purpose: asked.purpose }]);
    if (!prepared.ok)
        return prepared;
    const [{ number }] = prepared.value.letters;
    const file = await writePending(await deskLetterPath(deps.config, number), prepared.value.pdf, number);
    return file.ok ? done({ prepared: prepared.value, number, file: file.value }) : file;
}
/**
 * Brings the letter to life for the account, which the transaction holds locked or has just made; ends the school's
 * former letter of it. Returns the letter's id, for the event `letters_issued` that the caller records.
 */
export async function insertLetter(tx, letter, accountId, issuedBy) {
    const [prepared] = letter.prepared.letters;
    const { letters } = await insertLetters(tx, { ...letter.prepared, letters: [{ ...prepared, accountId }], issuedBy });
    const [made] = letters;
    if (made === undefined)
        throw new Error('a letter was not written');
    return made.id;
}
