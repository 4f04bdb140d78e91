// Makes letters outside any transaction: secrets, hashes, paper. Nothing of them lives before `insertLetters`.
import { drawLetterNumbers, letterExists } from '../db/letters.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done } from '../kernel/outcome.js';
import { drawLetters } from './drawing.js';
import { lastDayOf } from './rules.js';
import { hashSecrets, makeSecrets } from './secrets.js';
// Hashes are made a few at once, whoever asks: more would only wait in the memory.
const hashLanes = 2;
/** Draws letters of one school and hashes their secrets, at the same time. */
export async function prepareLetters(deps, school, toMake) {
    const issuedAt = deps.now();
    const issued = civilDateOf(issuedAt, deps.config.timeZone);
    const lastDay = lastDayOf(issued, deps.config.letterDays);
    const numbers = await drawLetterNumbers(deps.db, toMake.length);
    const contents = toMake.map(({ recipient }, index) => ({
        ...recipient,
        ...makeSecrets(deps.random),
        school,
        publicUrl: deps.config.publicUrl,
        number: `${issued.slice(0, 4)}-${String(numbers[index]).padStart(4, '0')}`,
        issued,
        lastDay,
    }));
    const [drawn, hashes] = await Promise.all([drawLetters(contents), hashAll(deps, contents)]);
    if (!drawn.ok)
        return drawn;
    const [first, ...others] = toMake.map(({ purpose }, index) => {
        const [content, hash] = [contents[index], hashes[index]];
        if (content === undefined || hash === undefined)
            throw new Error('a letter was not prepared');
        return { ...hash, number: content.number, purpose };
    });
    if (first === undefined)
        throw new RangeError('no letter to prepare');
    return done({ schoolUai: school.uai, issuedAt, lastDay, letters: [first, ...others], contents, ...drawn.value });
}
async function hashAll(deps, contents) {
    const hashes = new Array(contents.length);
    const waiting = contents.entries();
    const lane = async () => {
        for (const [index, content] of waiting)
            hashes[index] = await hashSecrets(deps, content);
    };
    await Promise.all(Array.from({ length: hashLanes }, lane));
    return hashes;
}
/**
 * After a transaction that failed, or whose answer was lost on its way: the paper goes when its letters do not live. It
 * stays when the database cannot say: paper that opens nothing can be thrown away, a live letter cannot be printed again.
 */
export async function discardUnlessAlive(deps, number, file) {
    const lives = await letterExists(deps.db, number).catch(() => undefined);
    if (lives === false)
        await file.discard();
}
