import { sql } from 'kysely';
import type { AccountState } from '../accounts/rules.js';
import type { ActivationFacts } from '../activation/rules.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { Locale } from '../kernel/locale.js';
import type { LetterProof, LetterPurpose } from '../letters/rules.js';
import type { Db, Tx } from './open.js';

type LetterAndAccount = {
  readonly letterId: number;
  readonly schoolUai: string;
  readonly schoolName: string;
  readonly purpose: LetterPurpose;
  readonly codeHash: string;
  readonly lastDay: CivilDate;
  readonly usedAt: Date | null;
  readonly replacedAt: Date | null;
  readonly diedAt: Date | null;
  readonly birthDateTries: number;
  readonly accountId: number;
  readonly identifier: string;
  readonly state: AccountState;
  readonly closedInto: number | null;
  readonly accountProofVersion: number;
};

const letterColumns = sql`
  l.id as letter_id, l.school_uai, s.name as school_name, l.purpose, l.code_hash, l.last_day, l.used_at, l.replaced_at,
  l.died_at, l.birth_date_tries, a.id as account_id, a.identifier, a.state, a.closed_into,
  a.proof_version as account_proof_version`;

export type FoundLetter = {
  readonly letterId: number;
  readonly accountId: number;
  readonly identifier: string;
  readonly school: { readonly uai: string; readonly name: string };
  readonly codeHash: string;
  readonly birthDateTries: number;
  readonly letter: ActivationFacts['letter'];
  readonly account: ActivationFacts['account'];
};

const letterOf = (row: LetterAndAccount): FoundLetter => ({
  letterId: row.letterId,
  accountId: row.accountId,
  identifier: row.identifier,
  school: { uai: row.schoolUai, name: row.schoolName },
  codeHash: row.codeHash,
  birthDateTries: row.birthDateTries,
  letter: {
    purpose: row.purpose,
    lastDay: row.lastDay,
    usedAt: row.usedAt,
    replacedAt: row.replacedAt,
    diedAt: row.diedAt,
  },
  account: { state: row.state, closedInto: row.closedInto, proofVersion: row.accountProofVersion },
});

/** The letter whose QR holds this token, live or not. */
export async function findLetterOfToken(db: Db, tokenHash: Uint8Array): Promise<FoundLetter | undefined> {
  const { rows } = await sql<LetterAndAccount>`
    select ${letterColumns} from letter l join account a on a.id = l.account_id join school s on s.uai = l.school_uai
    where l.token_hash = ${tokenHash}`.execute(db);
  return rows[0] === undefined ? undefined : letterOf(rows[0]);
}

export type FoundActivation = FoundLetter &
  Pick<ActivationFacts, 'proofVersion' | 'expiresAt'> & {
    readonly id: number;
    readonly proof: LetterProof;
    readonly birthDatesCheckedAt: Date | null;
    readonly usedAt: Date | null;
  };

/** The activation of a browser's cookie, with its letter and its account as they are now. */
export async function findActivation(db: Db, tokenHash: Uint8Array): Promise<FoundActivation | undefined> {
  type Row = LetterAndAccount & {
    readonly id: number;
    readonly proof: FoundActivation['proof'];
    readonly proofVersion: number;
    readonly expiresAt: Date;
    readonly birthDatesCheckedAt: Date | null;
    readonly activationUsedAt: Date | null;
  };
  const { rows } = await sql<Row>`
    select ${letterColumns}, v.id, v.proof, v.proof_version, v.expires_at, v.birth_dates_checked_at,
      v.used_at as activation_used_at
    from activation v
    join letter l on l.id = v.letter_id join account a on a.id = l.account_id join school s on s.uai = l.school_uai
    where v.token_hash = ${tokenHash}`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { id, proof, proofVersion, expiresAt, birthDatesCheckedAt } = row;
  return { ...letterOf(row), id, proof, proofVersion, expiresAt, birthDatesCheckedAt, usedAt: row.activationUsedAt };
}

export type NewActivation = {
  readonly letterId: number;
  readonly tokenHash: Uint8Array;
  readonly proof: LetterProof;
  readonly proofVersion: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

export async function insertActivation(tx: Tx, made: NewActivation): Promise<void> {
  await tx.insertInto('activation').values(made).execute();
}

export async function writeBirthDatesChecked(tx: Tx, activationId: number, now: Date): Promise<void> {
  await tx.updateTable('activation').set({ birthDatesCheckedAt: now }).where('id', '=', activationId).execute();
}

/** Consumes an activation whose birth dates were right; false when another request was quicker. */
export async function consumeActivation(tx: Tx, activationId: number, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('activation')
    .set({ usedAt: now })
    .where('id', '=', activationId)
    .where('usedAt', 'is', null)
    .where('birthDatesCheckedAt', 'is not', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function writeBirthDateTries(tx: Tx, letterId: number, tries: number): Promise<void> {
  await tx.updateTable('letter').set({ birthDateTries: tries }).where('id', '=', letterId).execute();
}

/** Ends a letter that opens nothing any more; proofs made with it are void. The caller holds the account's lock. */
export async function killLetter(tx: Tx, letterId: number, now: Date): Promise<void> {
  await sql`
    with dead as (update letter set died_at = ${now} where id = ${letterId} returning account_id)
    update account a set version = a.version + 1, proof_version = a.proof_version + 1
    from dead where a.id = dead.account_id`.execute(tx);
}

/** All live letters of an account, of every school, are used: a secret of the person's own takes their place. */
export async function useLetters(tx: Tx, accountId: number, now: Date): Promise<void> {
  await tx
    .updateTable('letter')
    .set({ usedAt: now })
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .where('replacedAt', 'is', null)
    .where('diedAt', 'is', null)
    .execute();
}

export type OpenedAccount = {
  readonly accountId: number;
  readonly passwordHash: string;
  /** A new address, to be confirmed; undefined leaves the confirmed one, if any. */
  readonly mail: string | undefined;
  /** Chosen on the way here; undefined leaves what there is. */
  readonly language: Locale | undefined;
  readonly now: Date;
};

/** Active, with the person's own password. The caller holds the account's lock. */
export async function activateAccount(tx: Tx, opened: OpenedAccount): Promise<void> {
  const { accountId, passwordHash, mail, language, now } = opened;
  await tx
    .updateTable('account')
    .set((eb) => ({
      state: 'active',
      passwordHash,
      passwordSetAt: now,
      activatedAt: eb.fn.coalesce('activatedAt', sql<Date>`${now}::timestamptz`),
      version: eb('version', '+', 1),
      proofVersion: eb('proofVersion', '+', 1),
      ...(language === undefined ? {} : { language }),
      // An address that nobody confirmed may have been planted by whoever held the account before this letter.
      ...(mail === undefined
        ? { mail: eb.case().when('mailConfirmedAt', 'is not', null).then(eb.ref('mail')).else(null).end() }
        : { mail, mailConfirmedAt: null }),
      pendingMail: null,
      pendingMailAt: null,
    }))
    .where('id', '=', accountId)
    .execute();
}
