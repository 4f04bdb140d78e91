// The figures of a school: the table first, the year's curve after it.
import type { JSX } from 'preact';
import type { CivilDate } from '../kernel/civil-date.js';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import type { Desk } from '../staff/rules.js';
import { FrenchName } from '../web/names.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import { type ShownFigures, smallest } from './rules.js';
import { type Year, YearCurve } from './year-curve.js';

export type Statistics = Year & {
  readonly day: CivilDate;
  readonly divisions: readonly ShownFigures[];
  readonly total: ShownFigures;
};

export function StatisticsPage({
  view,
  desk,
  statistics,
}: {
  view: View;
  desk: Desk;
  statistics: Statistics;
}): JSX.Element {
  const { divisions, total } = statistics;
  const told = (count: number | null) => (count === null ? '—' : String(count));
  const cells = (row: ShownFigures, name: JSX.Element) => ({
    cells: [name, told(row.accounts), told(row.activated), told(row.mailConfirmed), told(row.grouped)],
  });
  const number = true;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Statistiques"
      lead={`Ces chiffres peuvent se montrer hors de l’école : un trait (—) cache moins de ${smallest} personnes, ou ce qui permettrait de les retrouver.`}
    >
      <Table
        caption="Comptes par classe"
        quiet
        columns={[
          { name: 'Classe' },
          { name: 'Comptes', number },
          { name: 'Activés', number },
          { name: 'Mail confirmé', number },
          { name: 'Regroupés', number },
        ]}
        rows={[
          ...divisions.map((row) => cells(row, <FrenchName>{row.division}</FrenchName>)),
          cells(total, <strong>École</strong>),
        ]}
      />
      <p>
        Pour travailler, les nombres exacts sont à <a href={href('school')}>la première page</a> : n’affichez pas
        celle-là.
      </p>
      <p>
        <a href={href('schoolStatisticsFile')}>Prendre ces chiffres dans un tableur</a>
      </p>
      <YearCurve view={view} day={statistics.day} year={statistics} />
    </SchoolPage>
  );
}
