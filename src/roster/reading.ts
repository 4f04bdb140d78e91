// What every format's reader shares: the place where rows and findings go, and the checks of a person's fields.
import type { CivilDate } from '../kernel/civil-date.js';
import { DeliveryRefused, type Findings, type RuleCode, type Severity } from './findings.js';
import { batchSize, emptyBatch, type RosterBatch } from './roster.js';
import { cleanText, isIneDoubtful, nameFault, readBirthDate, readPhone } from './rules.js';
import type { Row, Table } from './table.js';
import { parseXml, type XmlFile, type XmlVisitor } from './xml.js';

export type ReadingContext = {
  readonly findings: Findings;
  /** Today in the network's time zone: birth dates after this year are wrong. */
  readonly today: CivilDate;
  readonly timeZone: string;
};

/** The desk of one file: rows go to `batch`, what is wrong with them to the findings, with file and line. */
export class FileDesk {
  readonly file: number;
  readonly name: string;
  readonly context: ReadingContext;
  batch: RosterBatch = emptyBatch();
  readonly #unknown = new Map<string, { line: number; count: number }>();

  constructor(file: number, name: string, context: ReadingContext) {
    this.file = file;
    this.name = name;
    this.context = context;
  }

  tell(severity: Exclude<Severity, 'refuse' | 'ask'>, code: RuleCode, line: number | null, sentence: string): void {
    this.context.findings.add({ severity, code, file: this.name, line, sentence });
  }

  refuse(code: RuleCode, line: number, sentence: string): never {
    throw new DeliveryRefused(code, this.name, line, sentence);
  }

  /** Counts an element or attribute that this reader does not know; told once a file. */
  unknown(name: string, line: number): void {
    const seen = this.#unknown.get(name);
    if (seen !== undefined) seen.count += 1;
    else if (this.#unknown.size < 100) this.#unknown.set(name.slice(0, 80), { line, count: 1 });
  }

  tellUnknown(): void {
    for (const [name, { line, count }] of this.#unknown)
      this.tell(
        'inform',
        'UNKNOWN_ELEMENT',
        line,
        `« ${name} » n’est pas connu de Fratrie et n’est pas lu (${count} fois).`,
      );
  }

  /** A name that can be kept, or undefined when the row must be rejected (already told). */
  personName(who: string, text: string, line: number): string | undefined {
    const name = cleanText(text);
    switch (nameFault(name)) {
      case 'undecodable':
        this.tell(
          'error',
          'NAME_SUSPECT',
          line,
          `${who} : le nom contient un caractère illisible (mauvais encodage). La ligne est rejetée.`,
        );
        return undefined;
      case 'too_long':
        this.tell('error', 'NAME_SUSPECT', line, `${who} : le nom dépasse 200 signes. La ligne est rejetée.`);
        return undefined;
      case 'suspect':
        this.tell(
          'warn',
          'NAME_SUSPECT',
          line,
          `${who} : le nom contient « ? », un chiffre ou un signe étrange. Vérifiez-le dans la base de l’établissement.`,
        );
        return name;
      case null:
        return name;
    }
  }

  birthDate(who: string, text: string, line: number): CivilDate | null {
    if (text === '') return null;
    const day = readBirthDate(text, this.context.today);
    if (day === undefined)
      this.tell(
        'warn',
        'DATE_INVALID',
        line,
        `${who} : la date de naissance n’est pas possible${/\D\d{2}$/.test(text.trim()) ? ', l’année doit avoir 4 chiffres' : ''}. Elle n’est pas gardée ; celle d’avant reste.`,
      );
    return day ?? null;
  }

  ine(who: string, text: string, line: number): string | null {
    const ine = cleanText(text).toUpperCase();
    if (ine === '') return null;
    if (isIneDoubtful(ine))
      this.tell(
        'warn',
        'INE_CHECK',
        line,
        `${who} : le numéro national (INE) n’a pas la forme attendue. Il est gardé tel quel.`,
      );
    return ine.slice(0, 40);
  }

  /** The first phone that can be called, in the order given. */
  phone(who: string, texts: readonly string[], line: number): string | null {
    for (const text of texts) {
      const read = readPhone(text);
      if (!read.valid)
        this.tell(
          'warn',
          'PHONE_INVALID',
          line,
          `${who} : un numéro de téléphone n’est pas possible. Il n’est pas gardé.`,
        );
      if (read.phone !== null) return read.phone;
    }
    return null;
  }
}

const batchRows = 1000;

/** Reads one table with a format's reader of rows and yields them in batches. */
export async function* takeRows(table: Table, desk: FileDesk, take: (row: Row) => void): AsyncGenerator<RosterBatch> {
  for (const row of table.rows()) {
    take(row);
    if (batchSize(desk.batch) < batchRows) continue;
    yield desk.batch;
    desk.batch = emptyBatch();
  }
  yield desk.batch;
  desk.batch = emptyBatch();
}

/** Reads one file with a format's visitor and yields its rows in batches. */
export async function* readRows(
  file: XmlFile,
  desk: FileDesk,
  makeVisitor: (line: () => number) => XmlVisitor,
): AsyncGenerator<RosterBatch> {
  for await (const _ of parseXml(file, makeVisitor)) {
    if (batchSize(desk.batch) < batchRows) continue;
    yield desk.batch;
    desk.batch = emptyBatch();
  }
  desk.tellUnknown();
  if (batchSize(desk.batch) > 0) yield desk.batch;
  desk.batch = emptyBatch();
}
