// The figures of a school, small groups hidden, for a page and a file.
import { activationsByWeek, figuresByDivision, figuresOfSchool } from '../db/statistics.js';
import type { Deps } from '../deps.js';
import { type CivilDate, civilDateOf } from '../kernel/civil-date.js';
import { writeCsv } from '../kernel/csv.js';
import type { Desk } from '../staff/rules.js';
import { hideSmallGroups, schoolYearOf, smallest, totalOf } from './rules.js';

/** Accounts activated week by week since the year began, for the curve. */
export async function readYear(deps: Deps, schoolUai: string) {
  const { timeZone } = deps.config;
  const day = civilDateOf(deps.now(), timeZone);
  const weeks = await activationsByWeek(deps.db, schoolUai, schoolYearOf(day) as CivilDate, timeZone);
  // A week in which fewer than five came would tell who.
  return weeks.filter(({ activated }, at) => at === 0 || activated - (weeks[at - 1]?.activated ?? 0) >= smallest);
}

export async function readStatistics(deps: Deps, desk: Desk) {
  const { schoolUai } = desk;
  const rows = await figuresByDivision(deps.db, schoolUai);
  const whole = await figuresOfSchool(deps.db, schoolUai);
  return {
    day: civilDateOf(deps.now(), deps.config.timeZone),
    divisions: hideSmallGroups(rows),
    total: totalOf(rows, whole),
    accounts: whole.accounts,
    weeks: await readYear(deps, schoolUai),
  };
}

export async function exportStatistics(deps: Deps, desk: Desk): Promise<Uint8Array> {
  const { divisions, total } = await readStatistics(deps, desk);
  const told = (count: number | null) => (count === null ? `moins de ${smallest} ou masqué` : String(count));
  return writeCsv([
    ['Classe', 'Comptes', 'Activés', 'Mail confirmé', 'Regroupés'],
    ...[...divisions, { ...total, division: 'École' }].map((row) => [
      row.division,
      told(row.accounts),
      told(row.activated),
      told(row.mailConfirmed),
      told(row.grouped),
    ]),
  ]);
}
