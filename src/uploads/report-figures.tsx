// The figures of an import's report: which people came, changed and left; links apart, for they are no people.
import type { JSX } from 'preact';
import type { ImportReport } from '../roster/report.js';
import { Counter, Counters, Table } from '../web/tables.js';
import { counted } from './words.js';

type Kind = 'added' | 'changed' | 'ended' | 'unchanged';

/** People, as the history counts them. */
const people = (report: ImportReport, kind: Kind): number => report.pupils[kind] + report.guardians[kind];

export const changesNothing = ({ pupils, guardians, links }: ImportReport): boolean =>
  [pupils, guardians, links].every(({ added, changed, ended }) => added + changed + ended === 0);

export const some = (count: number, one: string, many: string): string =>
  count === 0 ? `Aucun ${one}` : `${counted(count)} ${count > 1 ? many : one}`;

type Shown = { report: ImportReport; done?: boolean };

export function Figures({ report, done }: Shown): JSX.Element {
  const { pupils, guardians } = report;
  const who = (kind: Kind) =>
    `${some(pupils[kind], 'élève', 'élèves')}, ${some(guardians[kind], 'parent', 'parents').toLowerCase()}`;
  return (
    <Counters>
      <Counter
        count={counted(people(report, 'added'))}
        label="Nouveaux"
        icon="plus"
        look="keep"
        detail={who('added')}
      />
      <Counter count={counted(people(report, 'changed'))} label="Changés" icon="pencil" detail={who('changed')} />
      <Counter
        count={counted(people(report, 'ended'))}
        label={done === true ? 'Partis' : 'Partent'}
        icon="minus"
        look="shut"
        detail={who('ended')}
      />
      <Counter
        count={counted(report.rejected.length)}
        label={report.rejected.length === 1 ? 'Ligne rejetée' : 'Lignes rejetées'}
        icon="alert"
        look={report.rejected.length > 0 ? 'bad' : 'keep'}
        detail={report.rejected.length > 0 ? 'à corriger, puis à exporter encore' : 'Aucune n’est refusée'}
      />
    </Counters>
  );
}

export function Details({ report, done }: Shown): JSX.Element {
  const kinds: readonly Kind[] = ['added', 'changed', 'ended', 'unchanged'];
  const row = (name: string, figures: ImportReport['pupils']) => ({
    cells: [name, ...kinds.map((kind) => counted(figures[kind]))],
  });
  return (
    <Table
      caption="Détail"
      columns={[
        { name: 'Fiches' },
        { name: 'Nouveaux', number: true },
        { name: 'Changés', number: true },
        { name: done === true ? 'Partis' : 'Partent', number: true },
        { name: 'Identiques', number: true },
      ]}
      rows={[row('Élèves', report.pupils), row('Parents', report.guardians), row('Liens', report.links)]}
    />
  );
}
