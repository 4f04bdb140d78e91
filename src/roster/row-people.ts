// A pupil or a guardian from the cells of a table, with the checks that every format has.
import { parseMailAddress } from '../kernel/mail-address.js';
import { readCivility } from './codes.js';
import type { FileDesk } from './reading.js';
import { cleanText } from './rules.js';

export type PupilCells = {
  /** How a sentence names him; by his key unless told. */
  readonly who?: string;
  readonly sourceId: string;
  readonly schoolKey: string;
  readonly family: string;
  readonly usage: string;
  readonly first: string;
  readonly birth: string;
  readonly division: string;
  readonly ine: string;
  readonly sex: string;
};

/** Lays the pupil in the batch, or tells why not and holds his key. */
export function pupilOf(desk: FileDesk, line: number, cells: PupilCells): boolean {
  const { sourceId, schoolKey, division } = cells;
  const { who = `Élève ${sourceId}` } = cells;
  const names = namesOf(desk, who, line, cells);
  if (names === undefined) {
    desk.batch.held.push({ kind: 'pupil', sourceId });
    return false;
  }
  desk.batch.pupils.push({
    file: desk.file,
    line,
    sourceId,
    schoolKey,
    ...names,
    birthDate: desk.birthDate(who, cleanText(cells.birth), line),
    sex: readSexLetter(cells.sex),
    ine: desk.ine(who, cells.ine, line),
    division: division === '' ? null : division.slice(0, 40),
    present: true,
  });
  return true;
}

export type GuardianCells = {
  readonly who?: string;
  readonly sourceId: string;
  readonly schoolKey: string;
  readonly civility: string;
  readonly family: string;
  readonly usage: string;
  readonly first: string;
  readonly mail: string;
  readonly phones: readonly string[];
};

export function guardianOf(desk: FileDesk, line: number, cells: GuardianCells): boolean {
  const { sourceId, schoolKey } = cells;
  const { who = `Responsable ${sourceId}` } = cells;
  const names = namesOf(desk, who, line, cells);
  if (names === undefined) {
    desk.batch.held.push({ kind: 'guardian', sourceId });
    return false;
  }
  const mail = cleanText(cells.mail);
  const readMail = mail === '' ? undefined : parseMailAddress(mail);
  if (mail !== '' && readMail === undefined)
    desk.tell('warn', 'MAIL_INVALID', line, `${who} : l’adresse mail n’a pas la bonne forme. Elle n’est pas gardée.`);
  desk.batch.guardians.push({
    file: desk.file,
    line,
    sourceId,
    schoolKey,
    civility: readCivility(cells.civility),
    ...names,
    mail: readMail ?? null,
    phone: desk.phone(who, cells.phones, line),
    organisation: false,
  });
  return true;
}

function namesOf(
  desk: FileDesk,
  who: string,
  line: number,
  cells: { readonly family: string; readonly usage: string; readonly first: string },
) {
  const family = desk.personName(who, cells.family, line);
  const usage = desk.personName(who, cells.usage, line);
  const first = desk.personName(who, cells.first, line);
  if (family === '' || first === '')
    desk.tell('error', 'NAME_MISSING', line, `${who} : le nom ou le prénom manque. La ligne est rejetée.`);
  if (!family || !first || usage === undefined) return undefined;
  return { familyName: family, usageName: usage === '' || usage === family ? null : usage, firstName: first };
}

/** F and M; H in older exports of ONDE; words of OneRoster. */
function readSexLetter(text: string): 'F' | 'M' | null {
  const sex = text.trim().toUpperCase();
  if (['F', 'FEMALE', '2'].includes(sex)) return 'F';
  return ['M', 'H', 'G', 'MALE', '1'].includes(sex) ? 'M' : null;
}
