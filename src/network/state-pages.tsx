// How the installation is: version, schema, promised work, the head of the audit chain.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import type { Operator } from '../staff/rules.js';
import { Facts } from '../web/facts.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Card, Note } from '../web/panels.js';
import type { View } from '../web/view.js';
import { NetworkPage } from './frame.js';
import { isTidyLate } from './rules.js';

export type State = {
  readonly database: 'postgres' | 'embedded';
  readonly migrations: { readonly count: number; readonly last: string; readonly appliedAt: Date };
  readonly jobs: { readonly waiting: number; readonly failed: number; readonly oldestMailAt: Date | null };
  /** The last run of `tidy` that came to its end. */
  readonly tidied: { readonly endedAt: Date; readonly done: number } | null;
  readonly now: Date;
  readonly audit: { readonly seq: number; readonly hmac: string };
  readonly address: string;
  readonly production: boolean;
  readonly mails: 'smtp' | 'files';
};

export function StatePage({
  view,
  operator,
  state,
  version,
}: {
  view: View;
  operator: Operator;
  state: State;
  version: string;
}): JSX.Element {
  const { migrations, jobs, audit, tidied } = state;
  return (
    <NetworkPage view={view} operator={operator} title="État" lead="Comment va cette installation.">
      <div class="narrow">
        <Card title="Fratrie">
          <Facts
            facts={[
              { name: 'Version', value: version },
              { name: 'Adresse', value: <FrenchName>{state.address}</FrenchName> },
              { name: 'Genre', value: state.production ? 'Production' : 'Essai, sur cette machine' },
              { name: 'Base', value: state.database === 'postgres' ? 'PostgreSQL' : 'Embarquée (PGlite)' },
              { name: 'Schéma', value: `${migrations.count} étapes, la dernière : ${migrations.last}` },
              { name: 'Mis à jour le', value: view.t.moment(migrations.appliedAt) },
            ]}
          />
        </Card>
        <Card title="Mails et travaux">
          <Facts
            facts={[
              { name: 'Départ', value: state.mails === 'smtp' ? 'Par le serveur de mails' : 'Dans des fichiers' },
              { name: 'En attente', value: String(jobs.waiting) },
              { name: 'Abandonnés', value: String(jobs.failed) },
              {
                name: 'Plus ancien mail en attente',
                value: jobs.oldestMailAt === null ? 'Aucun' : `Promis le ${view.t.moment(jobs.oldestMailAt)}`,
              },
            ]}
          />
        </Card>
        <Card title="Rangement de la nuit">
          <Facts
            facts={[
              { name: 'Dernier', value: tidied === null ? 'Jamais' : view.t.moment(tidied.endedAt) },
              ...(tidied === null ? [] : [{ name: 'Lignes rangées', value: String(tidied.done) }]),
            ]}
          />
          {isTidyLate(tidied?.endedAt, state.now) && (
            <Note>La commande « fratrie tidy » doit tourner chaque nuit : elle avertit, endort, ferme et efface.</Note>
          )}
        </Card>
        <Card title="Journal d’audit">
          <Facts
            facts={[
              { name: 'Événements', value: String(audit.seq) },
              { name: 'Dernier maillon', value: <Identifier>{audit.hmac}</Identifier> },
            ]}
          />
          <p>
            <a href={href('networkAudit')}>Voir si la chaîne est intacte</a>
          </p>
        </Card>
      </div>
    </NetworkPage>
  );
}
