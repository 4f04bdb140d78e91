import { issueDeskLetter } from '../letters/actions.js';
import { takeDeskLetter } from '../letters/files.js';
import { decideLetter } from '../letters/rules.js';
import { readCard } from './actions.js';
/** An account, and whether it gets a letter at this desk; a recovery asks for a fresh second factor. */
export async function readLetterCandidate(deps, desk, accountId) {
    const account = await readCard(deps, desk, accountId);
    if (account === undefined)
        return undefined;
    const children = account.pupils.filter((pupil) => pupil.entitling && pupil.heldFor === null);
    const decided = decideLetter({
        state: account.state,
        hasLiveLetter: account.letters.some((letter) => letter.end === undefined),
        birthDateKnown: children.map((child) => child.birthDate !== null),
    }, { named: true, reissue: true });
    const recovery = decided.ok && decided.value === 'recovery';
    return { account, why: decided.ok ? undefined : decided.why, recovery };
}
export async function makeLetter(deps, desk, identifier, recovery) {
    const { staffId, sessionId, address, schoolUai } = desk;
    const actor = { type: 'staff', staffId, sessionId, address };
    return await issueDeskLetter(deps, { school: schoolUai, identifier, actor, recovery });
}
/** A letter of this school for this account that opens something and that this person made: nobody else prints it. */
export async function findMadeLetter(deps, desk, accountId, number) {
    const account = await readCard(deps, desk, accountId);
    const letter = account?.letters.find((one) => one.number === number && one.end === undefined);
    return account === undefined || letter?.madeBy !== desk.staffId ? undefined : { account, letter };
}
/** The paper, once; undefined when it was fetched before. */
export async function takeLetter(deps, desk, { account, letter }) {
    const bytes = await takeDeskLetter(deps.config, letter.number);
    const fields = { staff: desk.staffId, school: desk.schoolUai, account: account.id, letter: letter.number };
    deps.log.info({ ...fields, address: desk.address, served: bytes !== undefined }, 'letter fetched');
    return bytes;
}
