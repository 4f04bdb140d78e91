import { addDays, civilDateOf } from '../src/kernel/civil-date.js';
import { printCode } from '../src/letters/rules.js';
import { hashSecrets, makeSecrets } from '../src/letters/secrets.js';
export const jeanMoulin = '0330001X';
export const louiseMichel = '0330002Y';
let serial = 0;
const next = () => {
    serial += 1;
    return serial;
};
export async function addSchool(deps, uai, name = `Collège ${uai}`) {
    await deps.db
        .insertInto('school')
        .values({ uai, name, kind: 'college', phone: '05 36 49 12 30', town: 'Bordeaux', createdAt: deps.now() })
        .onConflict((conflict) => conflict.column('uai').doNothing())
        .execute();
}
export async function addPupil(deps, school, firstName, rest = {}) {
    const { id } = await deps.db
        .insertInto('pupilRecord')
        .values({
        source: 'siecle',
        scope: school,
        sourceId: `p${next()}`,
        schoolUai: school,
        familyName: rest.familyName ?? 'BENALI',
        firstName,
        birthDate: (rest.birthDate === undefined ? '2014-04-21' : rest.birthDate),
        division: rest.division ?? '5e B',
        contentDigest: '',
        createdAt: deps.now(),
    })
        .returning('id')
        .executeTakeFirstOrThrow();
    return id;
}
export const nadia = { civility: 'Mme', familyName: 'BENALI', usageName: null, firstName: 'Nadia' };
export async function addGuardian(deps, school, identity = {}) {
    const { id } = await deps.db
        .insertInto('guardianRecord')
        .values({
        ...nadia,
        ...identity,
        source: 'siecle',
        scope: school,
        sourceId: `g${next()}`,
        schoolUai: school,
        contentDigest: '',
        createdAt: deps.now(),
    })
        .returning('id')
        .executeTakeFirstOrThrow();
    return id;
}
export async function addLink(deps, guardianId, pupilId) {
    const { id } = await deps.db
        .insertInto('link')
        .values({ guardianId, pupilId, kinship: '10', level: 'legal', entitling: true, raw: '', since: deps.now() })
        .returning('id')
        .executeTakeFirstOrThrow();
    return id;
}
/** An account with these guardian records: active with a password unless `state` says otherwise. */
export async function addAccount(deps, guardianIds, rest = {}) {
    const state = rest.state ?? 'active';
    const password = rest.password ?? `mot de passe numéro ${next()}`;
    const now = deps.now();
    const { id, identifier } = await deps.db
        .insertInto('account')
        .values({
        identifier: `n.benali${String(next()).padStart(4, '0')}`,
        state,
        passwordHash: state === 'active' ? await deps.hash.make(password) : null,
        passwordSetAt: state === 'active' ? now : null,
        mail: rest.mail ?? null,
        mailConfirmedAt: rest.mail === undefined ? null : now,
        createdAt: now,
        activatedAt: state === 'active' ? now : null,
    })
        .returning(['id', 'identifier'])
        .executeTakeFirstOrThrow();
    for (const guardianId of guardianIds)
        await deps.db
            .insertInto('attachment')
            .values({ accountId: id, guardianId, since: now, beganCause: 'import' })
            .execute();
    return { id, identifier, password };
}
/** A parent of one child at one school: guardian, pupil, link, account. */
export async function addParent(deps, school, child, rest = {}) {
    await addSchool(deps, school);
    const guardianId = await addGuardian(deps, school, rest.identity);
    const pupilId = await addPupil(deps, school, child);
    await addLink(deps, guardianId, pupilId);
    return { ...(await addAccount(deps, [guardianId], rest)), guardianId, pupilId };
}
/** A session just opened and proved. */
export async function addSession(deps, accountId) {
    const now = deps.now();
    const { id } = await deps.db
        .insertInto('session')
        .values({ accountId, tokenHash: deps.random(32), createdAt: now, seenAt: now, provedAt: now })
        .returning('id')
        .executeTakeFirstOrThrow();
    return id;
}
export async function addStaff(deps, school) {
    await addSchool(deps, school);
    const now = deps.now();
    const { id: staffId } = await deps.db
        .insertInto('staff')
        .values({ mail: `secretariat${next()}@ecole.exemple`, createdAt: now })
        .returning('id')
        .executeTakeFirstOrThrow();
    await deps.db.insertInto('staffRole').values({ staffId, schoolUai: school, role: 'secretary', since: now }).execute();
    const { id: sessionId } = await deps.db
        .insertInto('session')
        .values({ staffId, schoolUai: school, tokenHash: deps.random(32), createdAt: now, seenAt: now, provedAt: now })
        .returning('id')
        .executeTakeFirstOrThrow();
    return { staffId, sessionId, address: '127.0.0.1' };
}
/** A letter as its reader holds it: code printed in groups, token of the QR. */
export async function addLetter(deps, accountId, school, rest = {}) {
    const secrets = makeSecrets(deps.random);
    const now = deps.now();
    const { id: letterId } = await deps.db
        .insertInto('letter')
        .values({
        ...(await hashSecrets(deps, secrets)),
        number: `L-${next()}`,
        accountId,
        schoolUai: school,
        purpose: rest.purpose ?? 'activation',
        issuedAt: now,
        lastDay: (rest.lastDay ?? addDays(civilDateOf(now, 'Europe/Paris'), 90)),
    })
        .returning('id')
        .executeTakeFirstOrThrow();
    return { letterId, code: printCode(secrets.code), token: secrets.token };
}
