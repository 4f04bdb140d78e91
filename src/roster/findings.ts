// What an import has to say: refusals of a delivery, rejected rows, warnings; each with file, line and a French sentence.
// A sentence never holds a name, a birth date or a mail: keys and lines are enough to find the row.

/** `refuse` and `ask` stop the delivery; `error` rejects the row; `warn` keeps it; `inform` is told once. */
export type Severity = 'refuse' | 'ask' | 'error' | 'warn' | 'inform';

export type RuleCode =
  | 'FILE_MISSING'
  | 'FILE_EMPTY'
  | 'FILE_NOT_WELL_FORMED'
  | 'FILE_ENCODING'
  | 'FILE_LIMIT'
  | 'FILE_DOUBLE'
  | 'FILE_IGNORED'
  | 'DTD_ENTITIES'
  | 'ARCHIVE_UNSAFE'
  | 'ROOT_UNKNOWN'
  | 'FORMAT_MIXED'
  | 'DELTA_UNSUPPORTED'
  | 'SCHOOL_UNKNOWN'
  | 'SCHOOL_MISMATCH'
  | 'SOURCE_MISMATCH'
  | 'NOT_OWN_REGISTER'
  | 'CHANGED_SINCE'
  | 'NOT_ALLOWED'
  | 'YEAR_MISMATCH'
  | 'EXPORTS_APART'
  | 'UAI_CHECK'
  | 'OLDER_THAN_LAST'
  | 'TOO_MANY_ENDINGS'
  | 'KEY_MISSING'
  | 'KEY_DUPLICATE'
  | 'KEY_MISMATCH'
  | 'NAME_MISSING'
  | 'NAME_SUSPECT'
  | 'DATE_INVALID'
  | 'PHONE_INVALID'
  | 'MAIL_INVALID'
  | 'INE_DUPLICATE'
  | 'INE_CHECK'
  | 'DIVISION_SEVERAL'
  | 'LINK_DANGLING_GUARDIAN'
  | 'LINK_DANGLING_PUPIL'
  | 'LINK_SHAPE'
  | 'LINK_CODE_UNKNOWN'
  | 'LINK_MIXED_GENERATION'
  | 'LINK_DUPLICATE'
  | 'LINK_SELF'
  | 'PUPIL_NO_LEGAL'
  | 'PUPIL_TOO_MANY_LEGAL'
  | 'PUPIL_LEFT'
  | 'GUARDIAN_NO_LINK'
  | 'GUARDIANS_ABSENT'
  | 'NOTHING_TO_IMPORT'
  | 'UNKNOWN_ELEMENT'
  | 'COLUMN_MISSING'
  | 'LEVEL_UNSAID'
  | 'READING_TOO_LONG'
  | 'READING_TOO_LARGE';

export type Finding = {
  readonly severity: Severity;
  readonly code: RuleCode;
  readonly file: string | null;
  readonly line: number | null;
  readonly sentence: string;
};

/** Stops the reading of a delivery from wherever it is; caught once, in actions, and told as an ordinary refusal. */
export class DeliveryRefused extends Error {
  readonly finding: Finding;

  constructor(code: RuleCode, file: string | null, line: number | null, sentence: string) {
    super(`${code} ${file ?? ''}:${line ?? ''}`);
    this.finding = { severity: 'refuse', code, file, line, sentence };
  }
}

/** Pupils came without the file of their guardians. */
export const guardiansAbsent = (file: string): Finding => ({
  severity: 'warn',
  code: 'GUARDIANS_ABSENT',
  file,
  line: null,
  sentence:
    'Il n’y a pas de fichier des responsables : les élèves sont chargés, aucun compte n’est créé, les responsables déjà connus restent comme ils sont.',
});

const kept = 20_000;

/** Findings as they go from one thread to another. */
export type CollectedFindings = {
  readonly rejected: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly rejectedBeyond: number;
  readonly warningsBeyond: number;
};

/** Collects findings; beyond 20,000 of a kind it only counts them, so that memory stays bounded. */
export class Findings {
  readonly #rejected: Finding[] = [];
  readonly #warnings: Finding[] = [];
  #rejectedBeyond = 0;
  #warningsBeyond = 0;

  /** What another thread has collected. */
  take({ rejected, warnings, rejectedBeyond, warningsBeyond }: CollectedFindings): void {
    for (const finding of [...rejected, ...warnings]) this.add(finding);
    this.#rejectedBeyond += rejectedBeyond;
    this.#warningsBeyond += warningsBeyond;
  }

  collected(): CollectedFindings {
    return {
      rejected: this.#rejected,
      warnings: this.#warnings,
      rejectedBeyond: this.#rejectedBeyond,
      warningsBeyond: this.#warningsBeyond,
    };
  }

  add(finding: Finding): void {
    if (finding.severity === 'error') {
      if (this.#rejected.length < kept) this.#rejected.push(finding);
      else this.#rejectedBeyond += 1;
    } else if (this.#warnings.length < kept) this.#warnings.push(finding);
    else this.#warningsBeyond += 1;
  }

  /** Rejected rows, by file and line. */
  rejected(): Finding[] {
    return sorted(this.#rejected, this.#rejectedBeyond);
  }

  /** Warnings and information, by file and line. */
  warnings(): Finding[] {
    return sorted(this.#warnings, this.#warningsBeyond);
  }
}

function sorted(findings: readonly Finding[], beyond: number): Finding[] {
  const all = [...findings].sort(
    (one, other) => (one.file ?? '').localeCompare(other.file ?? '') || (one.line ?? 0) - (other.line ?? 0),
  );
  const last = all.at(-1);
  if (beyond > 0 && last !== undefined)
    all.push({ ...last, file: null, line: null, sentence: `Autres lignes, qui ne sont pas listées : ${beyond}.` });
  return all;
}
