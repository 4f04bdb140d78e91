// What is wrong with the lines of an upload: the first ones, and all of them as a file.
import type { JSX } from 'preact';
import type { ImportReport, Told } from '../roster/report.js';
import { href } from '../routes.js';
import { FrenchName } from '../web/names.js';
import { Table } from '../web/tables.js';
import type { Upload } from './pages.js';
import { adviceOn, counted } from './words.js';

const listed = 20;

export function Lines({ upload, report }: { upload: Upload; report: ImportReport }): JSX.Element {
  const { rejected, warnings } = report;
  return (
    <>
      {rejected.length > 0 && (
        <LinesTable
          caption={rejected.length === 1 ? '1 ligne rejetée' : `${counted(rejected.length)} lignes rejetées`}
          lines={rejected}
        />
      )}
      {warnings.length > 0 && (
        <LinesTable
          caption={warnings.length === 1 ? '1 ligne à vérifier' : `${counted(warnings.length)} lignes à vérifier`}
          lines={warnings}
        />
      )}
      {rejected.length + warnings.length > 0 && (
        <p>
          {(rejected.length > listed || warnings.length > listed) && `Les ${listed} premières sont montrées. `}
          <a href={href('schoolImportReport', { import: upload.id, format: 'csv' })}>
            Télécharger toutes les lignes (CSV)
          </a>
        </p>
      )}
    </>
  );
}

function LinesTable({ caption, lines }: { caption: string; lines: readonly Told[] }): JSX.Element {
  return (
    <Table
      caption={caption}
      columns={[{ name: 'Fichier' }, { name: 'Ligne', number: true }, { name: 'Problème' }, { name: 'Que faire' }]}
      rows={lines.slice(0, listed).map((line) => ({
        cells: [
          line.file === null ? '—' : <FrenchName>{line.file}</FrenchName>,
          line.line === null ? '—' : counted(line.line),
          line.reason,
          adviceOn(line.code),
        ],
      }))}
    />
  );
}
