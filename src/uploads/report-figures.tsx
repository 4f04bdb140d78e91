// The figures of an import's report: what came, changed and left, and how many accounts that made.
import type { JSX } from 'preact';
import type { ImportReport } from '../roster/report.js';
import { Counter, Counters, Table } from '../web/tables.js';
import { counted } from './words.js';

type Kind = 'added' | 'changed' | 'ended' | 'unchanged';
export const total = (report: ImportReport, kind: Kind): number =>
  report.pupils[kind] + report.guardians[kind] + report.links[kind];

export const some = (count: number, one: string, many: string): string =>
  count === 0 ? `Aucun ${one}` : `${counted(count)} ${count > 1 ? many : one}`;

export function Figures({ report }: { report: ImportReport }): JSX.Element {
  const { created } = report.accounts;
  const before = report.pupils.unchanged + report.pupils.changed + report.pupils.ended;
  const share = before === 0 ? 0 : Math.round((100 * report.pupils.ended) / before);
  return (
    <Counters>
      <Counter
        count={counted(total(report, 'added'))}
        label="Nouveaux"
        icon="plus"
        look="keep"
        detail={`${some(created, 'nouveau compte', 'nouveaux comptes')}`}
      />
      <Counter
        count={counted(total(report, 'changed'))}
        label="Changés"
        icon="pencil"
        detail={`dont ${some(report.pupils.changed, 'élève', 'élèves').toLowerCase()}`}
      />
      <Counter
        count={counted(total(report, 'ended'))}
        label="Partent"
        icon="minus"
        look="shut"
        detail={`${share} % des élèves`}
      />
      <Counter
        count={counted(report.rejected.length)}
        label="Lignes rejetées"
        icon="alert"
        look={report.rejected.length > 0 ? 'bad' : 'keep'}
        detail={report.rejected.length > 0 ? 'à corriger, puis à exporter encore' : 'Aucune n’est refusée'}
      />
    </Counters>
  );
}

export function Details({ report }: { report: ImportReport }): JSX.Element {
  const kinds: readonly Kind[] = ['added', 'changed', 'ended', 'unchanged'];
  const row = (name: string, figure: (kind: Kind) => number) => ({
    cells: [name, ...kinds.map((kind) => counted(figure(kind)))],
  });
  return (
    <Table
      caption="Détail"
      columns={[
        { name: 'Fiches' },
        { name: 'Nouveaux', number: true },
        { name: 'Changés', number: true },
        { name: 'Partent', number: true },
        { name: 'Identiques', number: true },
      ]}
      rows={[
        row('Élèves', (kind) => report.pupils[kind]),
        row('Parents', (kind) => report.guardians[kind]),
        row('Liens', (kind) => report.links[kind]),
        row('Total', (kind) => total(report, kind)),
      ]}
    />
  );
}
