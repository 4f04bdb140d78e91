// A school reads what its own staff did and read, and takes it away in a file.
import { inTransaction } from '../audit/actions.js';
import { readActs, readReadings, staffOfSchool } from '../db/journal.js';
import type { Deps } from '../deps.js';
import { addDays, civilDateOf, startOfDay } from '../kernel/civil-date.js';
import { writeCsv } from '../kernel/csv.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';
import { noteReading } from './reading-actions.js';
import { type JournalLine, type JournalQuery, journalPageSize, readPages } from './rules.js';
import { aboutWords, actKinds, actWords, readingWords } from './words.js';

const mostRows = 20_000;

type Part = { readonly limit: number; readonly offset: number; readonly without: readonly string[] };

async function linesOf(deps: Deps, desk: Desk, query: JournalQuery, { limit, offset, without }: Part) {
  const { staffId, accountId, kind, from, to } = query;
  const { timeZone } = deps.config;
  const since = from === null ? null : startOfDay(from, timeZone);
  const before = to === null ? null : startOfDay(addDays(to, 1), timeZone);
  const asked = { schoolUai: desk.schoolUai, staffId, accountId, since, before, limit, offset };
  const all: readonly string[] = query.what === 'acts' ? actKinds : readPages;
  const known = all.filter((one) => !without.includes(one));
  // A kind of the other tab, or none at all: everything.
  const kinds = kind !== null && known.includes(kind) ? [kind] : known;
  return query.what === 'acts'
    ? await readActs(deps.db, { ...asked, kinds })
    : await readReadings(deps.db, { ...asked, kinds });
}

/** One line more than a page is read, to know whether there is another page. `without`: kinds that this reader is not told. */
export async function readJournal(deps: Deps, desk: Desk, query: JournalQuery, without: readonly string[] = []) {
  await noteReading(deps, desk, 'journal');
  const offset = (query.page - 1) * journalPageSize;
  const lines = await linesOf(deps, desk, query, { limit: journalPageSize + 1, offset, without });
  return {
    query,
    lines: lines.slice(0, journalPageSize),
    more: lines.length > journalPageSize,
    staff: await staffOfSchool(deps.db, desk.schoolUai),
  };
}

export function lineWords(what: JournalQuery['what'], line: JournalLine): string {
  if (what === 'readings') return readingWords[line.kind as keyof typeof readingWords] ?? line.kind;
  const [words, about] = [actWords[line.kind as keyof typeof actWords] ?? line.kind, aboutWords(line)];
  return about === '' ? words : `${words} (${about})`;
}

/** The caller has checked that the second factor is fresh. */
export async function exportJournal(
  deps: Deps,
  desk: Desk,
  query: JournalQuery,
): Promise<Outcome<Uint8Array, 'not_allowed'>> {
  const lines = await linesOf(deps, desk, query, { limit: mostRows, offset: 0, without: [] });
  const { schoolUai: school } = desk;
  const allowed = await inTransaction(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'export_journal'))) return false;
    const actor = staffActor(desk);
    record({ actor, kind: 'journal_exported', data: { school, count: lines.length } });
    return true;
  });
  if (!allowed) return refused('not_allowed');
  return done(
    writeCsv([
      ['Jour', 'Instant (UTC)', 'Qui', 'Quoi', 'Parent', 'Référence', 'Raison'],
      ...lines.map((line) => [
        civilDateOf(line.at, deps.config.timeZone),
        line.at.toISOString(),
        line.staffName,
        lineWords(query.what, line),
        [line.firstName ?? '', line.usageName ?? line.familyName ?? ''].join(' ').trim(),
        line.reference ?? '',
        line.reason ?? '',
      ]),
    ]),
  );
}
