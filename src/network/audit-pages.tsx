// Is the audit chain intact? The last time that it was read again, and where it is broken if it is.
import type { JSX } from 'preact';
import type { AuditCheck } from '../audit/verifying.js';
import { brokenWords } from '../audit/words.js';
import { href } from '../routes.js';
import type { Operator } from '../staff/rules.js';
import { Facts, State } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, Card, Note } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import { NetworkPage } from './frame.js';

export type Checks = {
  readonly head: { readonly seq: number; readonly hmac: Uint8Array };
  readonly checks: readonly AuditCheck[];
};

const short = (hmac: Uint8Array): string => Buffer.from(hmac).toString('hex').slice(0, 16);

export function AuditPage({ view, operator, shown }: { view: View; operator: Operator; shown: Checks }): JSX.Element {
  const { head, checks } = shown;
  const waiting = checks.some((check) => check.endedAt === null);
  const last = checks.find((check) => check.endedAt !== null);
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Journal d’audit"
      failed={last !== undefined && last.why !== null}
      lead="Chaque changement est un maillon, signé avec celui d’avant. Relire la chaîne montre si on y a touché."
    >
      <Last view={view} check={last} />
      {waiting && (
        <Note>
          <p>
            La chaîne est en train d’être relue. <a href={href('networkAudit')}>Voir où cela en est</a>
          </p>
        </Note>
      )}
      <div class="narrow">
        <Card title="La chaîne maintenant">
          <Facts
            facts={[
              { name: 'Dernier maillon', value: String(head.seq) },
              { name: 'Son empreinte', value: <Identifier>{short(head.hmac)}</Identifier> },
            ]}
          />
          <p class="soft">Notez les deux ailleurs : plus tard, ils prouvent que rien n’a été ôté de la fin.</p>
          {!waiting && (
            <Form view={view} action={href('networkAudit')}>
              <Button kind="second">Relire toute la chaîne</Button>
            </Form>
          )}
        </Card>
      </div>
      <Table
        caption="Dernières vérifications"
        columns={[
          { name: 'Quand' },
          { name: 'Par' },
          { name: 'Résultat' },
          { name: 'Dernier maillon', number: true },
          { name: 'Empreinte' },
        ]}
        rows={checks.map((check) => ({
          cells: [
            `${view.t.shortDay(check.askedAt)}, ${view.t.hour(check.askedAt)}`,
            check.askedBy === null ? 'Chaque nuit, ou commande' : <FrenchName>{check.askedBy}</FrenchName>,
            <Result check={check} />,
            check.headSeq ?? '—',
            check.headHmac === null ? '—' : <Identifier>{short(check.headHmac)}</Identifier>,
          ],
        }))}
        empty="La chaîne n’a pas encore été relue."
      />
    </NetworkPage>
  );
}

function Result({ check }: { check: AuditCheck }): JSX.Element {
  if (check.endedAt === null) return <State kind="pending">En cours</State>;
  return check.why === null ? (
    <State kind="done">Intacte</State>
  ) : (
    <State kind="to-decide">{`Rompue au maillon ${check.brokenAt}`}</State>
  );
}

function Last({ view, check }: { view: View; check: AuditCheck | undefined }): JSX.Element {
  if (check === undefined || check.endedAt === null)
    return <Note>La chaîne n’a pas encore été relue. « fratrie tidy » le fait chaque nuit.</Note>;
  const when = `Vérifiée le ${view.t.moment(check.endedAt)}.`;
  if (check.why === null || check.brokenAt === null)
    return (
      <Note icon="check">
        <p>
          <strong>La chaîne du journal est intacte.</strong> {`${when} ${check.events ?? 0} maillons relus.`}
        </p>
      </Note>
    );
  return (
    <Alert kind="bad" title={`La chaîne du journal est rompue : ${brokenWords(check.why, check.brokenAt)}`}>
      <p>{when}</p>
      <p>
        Quelqu’un a touché à la base hors de Fratrie, ou elle vient d’une sauvegarde. Gardez-en une copie, ne rangez
        rien, et prévenez la personne qui répond de la sécurité.
      </p>
    </Alert>
  );
}
