// Schools, people and accounts put straight into the database, for tests that begin where an import ends.
import type { Deps } from '../src/deps.js';
import { addDays, type CivilDate, civilDateOf } from '../src/kernel/civil-date.js';
import { printCode } from '../src/letters/rules.js';
import { hashSecrets, makeSecrets } from '../src/letters/secrets.js';
import type { GuardianIdentity } from '../src/people/rules.js';

export const jeanMoulin = '0330001X';
export const louiseMichel = '0330002Y';

let serial = 0;
const next = () => {
  serial += 1;
  return serial;
};

export async function addSchool(deps: Deps, uai: string, name = `Collège ${uai}`): Promise<void> {
  await deps.db
    .insertInto('school')
    .values({ uai, name, kind: 'college', phone: '05 36 49 12 30', town: 'Bordeaux', createdAt: deps.now() })
    .onConflict((conflict) => conflict.column('uai').doNothing())
    .execute();
}

export async function addPupil(
  deps: Deps,
  school: string,
  firstName: string,
  rest: { readonly familyName?: string; readonly birthDate?: string | null; readonly division?: string } = {},
): Promise<number> {
  const { id } = await deps.db
    .insertInto('pupilRecord')
    .values({
      source: 'siecle',
      scope: school,
      sourceId: `p${next()}`,
      schoolUai: school,
      familyName: rest.familyName ?? 'BENALI',
      firstName,
      birthDate: (rest.birthDate === undefined ? '2014-04-21' : rest.birthDate) as CivilDate | null,
      division: rest.division ?? '5e B',
      contentDigest: '',
      createdAt: deps.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export const nadia: GuardianIdentity = { civility: 'Mme', familyName: 'BENALI', usageName: null, firstName: 'Nadia' };

export async function addGuardian(
  deps: Deps,
  school: string,
  identity: Partial<GuardianIdentity> = {},
): Promise<number> {
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

export async function addLink(deps: Deps, guardianId: number, pupilId: number): Promise<number> {
  const { id } = await deps.db
    .insertInto('link')
    .values({ guardianId, pupilId, kinship: '10', level: 'legal', entitling: true, raw: '', since: deps.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export type AddedAccount = { readonly id: number; readonly identifier: string; readonly password: string };

/** An account with these guardian records: active with a password unless `state` says otherwise. */
export async function addAccount(
  deps: Deps,
  guardianIds: readonly number[],
  rest: { readonly state?: 'active' | 'to_activate'; readonly mail?: string; readonly password?: string } = {},
): Promise<AddedAccount> {
  const state = rest.state ?? 'active';
  const password = rest.password ?? `mot de passe numéro ${next()}`;
  const now = deps.now();
  const { id, identifier } = await deps.db
    .insertInto('account')
    .values({
      // No first name of the tests begins with X: none that a break or a closing draws can meet it.
      identifier: `x.benali${String(next()).padStart(4, '0')}`,
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
export async function addParent(
  deps: Deps,
  school: string,
  child: string,
  rest: {
    readonly identity?: Partial<GuardianIdentity>;
    readonly state?: 'active' | 'to_activate';
    readonly mail?: string;
  } = {},
): Promise<AddedAccount & { readonly guardianId: number; readonly pupilId: number }> {
  await addSchool(deps, school);
  const guardianId = await addGuardian(deps, school, rest.identity);
  const pupilId = await addPupil(deps, school, child);
  await addLink(deps, guardianId, pupilId);
  return { ...(await addAccount(deps, [guardianId], rest)), guardianId, pupilId };
}

/** A session just opened and proved. */
export async function addSession(deps: Deps, accountId: number): Promise<number> {
  const now = deps.now();
  const { id } = await deps.db
    .insertInto('session')
    .values({ accountId, tokenHash: deps.random(32), createdAt: now, seenAt: now, provedAt: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function addStaff(
  deps: Deps,
  school: string,
): Promise<{ staffId: number; sessionId: number; address: string }> {
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

export type LetterInHand = { readonly letterId: number; readonly code: string; readonly token: string };

/** A letter as its reader holds it: code printed in groups, token of the QR. */
export async function addLetter(
  deps: Deps,
  accountId: number,
  school: string,
  rest: { readonly purpose?: 'activation' | 'recovery'; readonly lastDay?: string } = {},
): Promise<LetterInHand> {
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
      lastDay: (rest.lastDay ?? addDays(civilDateOf(now, 'Europe/Paris'), 90)) as CivilDate,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { letterId, code: printCode(secrets.code), token: secrets.token };
}
