// The one way to prove an account by something typed: throttled, and the same work, answer and time for every account
// that does not open, existing or not. Used by the sign-in page, by activation and by the grouping wizard.
import { canonicalIdentifier } from '../accounts/rules.js';
import { inOneStatement } from '../audit/actions.js';
import { takeTryAndFindCredentials } from '../db/signin.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, refused } from '../kernel/outcome.js';
import { endOfLetter, readCode } from '../letters/rules.js';
import { lengthOfPassword, longestIdentifier, longestPassword, passwordText } from './rules.js';
import { giveTryBack, judgeTries, subjectsOf, whileTrying } from './throttle.js';
// An account has one live letter per school; ended ones are tried only to tell their holder why they no longer open.
const lettersTried = 3;
/** Proves an account by its identifier and its password or a letter's code. */
export async function proveSecret(deps, asked) {
    const checked = await checkSecret(deps, asked);
    if (!checked.ok)
        return checked;
    const { proved, tries } = checked.value;
    // The password of an account with a second factor is half of the way: its failures in a row are not forgiven yet.
    const half = proved.hasFactor && proved.proof === 'password';
    await giveTryBack(deps, half ? { subjects: tries.subjects } : tries);
    return done(proved);
}
/** The same, when what follows gives the try back in a statement of its own. */
export async function checkSecret(deps, asked) {
    const tooLong = asked.identifier.length > 4 * longestIdentifier || asked.secret.length > 4 * longestPassword;
    if (tooLong || lengthOfPassword(asked.secret) > longestPassword)
        return refused({ kind: 'wrong' });
    const identifier = canonicalIdentifier(asked.identifier);
    const counted = subjectsOf(deps, { ...asked, identifier });
    const { taken, credentials } = await inOneStatement(deps, (db) => takeTryAndFindCredentials(db, { identifier, letters: lettersTried, counted, now: deps.now() }));
    const refuse = (why) => {
        deps.log.warn({ kind: why.kind, account: credentials?.accountId, address: asked.address }, 'secret refused');
        return refused(why);
    };
    const tries = await judgeTries(deps, counted, taken);
    if (!tries.ok)
        return refuse(tries.why);
    const matched = await whileTrying(deps, tries.value, () => match(deps, credentials, asked.secret));
    if (credentials === undefined || matched === undefined)
        return refuse({ kind: 'wrong' });
    const why = refusalOf(deps, credentials, matched);
    if (why !== undefined) {
        await giveTryBack(deps, tries.value);
        return refuse(why);
    }
    return done({ proved: provedBy(deps, credentials, matched), tries: tries.value });
}
function provedBy(deps, credentials, matched) {
    const { accountId, identifier, state, proofVersion, hasFactor, passwordHash } = credentials;
    const proved = { accountId, identifier, state, proofVersion, hasFactor };
    if (matched !== 'password')
        return { ...proved, proof: 'letter_code', letterId: matched.id, outdatedHash: null };
    const outdated = passwordHash !== null && deps.hash.outdated(passwordHash);
    return { ...proved, proof: 'password', letterId: null, outdatedHash: outdated ? passwordHash : null };
}
/**
 * What the secret opens. The work depends on its shape alone: one hash as a password and, when it may be a code, as
 * many hashes as letters are tried, the missing ones pretended.
 */
async function match(deps, credentials, secret) {
    const password = passwordText(secret);
    const check = async (phc, text) => {
        if (phc !== null && phc !== undefined)
            return await deps.hash.matches(phc, text);
        await deps.hash.pretend(text);
        return false;
    };
    const code = readCode(secret);
    const letters = credentials?.letters ?? [];
    const places = code.ok ? Array.from({ length: lettersTried }, (_, place) => letters[place]) : [];
    const [asPassword, ...asCodes] = await Promise.all([
        check(credentials?.passwordHash, password),
        ...places.map((letter) => check(letter?.codeHash, code.ok ? code.value : '')),
    ]);
    if (asPassword)
        return 'password';
    return places[asCodes.indexOf(true)];
}
function refusalOf(deps, credentials, matched) {
    const { state, closedInto } = credentials;
    if (state === 'closed')
        return { kind: closedInto === null ? 'closed' : 'grouped' };
    if (state === 'frozen' || state === 'suspended')
        return { kind: state };
    if (matched === 'password')
        return state === 'active' ? undefined : { kind: 'asleep' };
    // A letter wakes an account that fell asleep.
    const end = endOfLetter(matched, civilDateOf(deps.now(), deps.config.timeZone));
    return end === undefined ? undefined : { kind: 'letter', end };
}
