// Records that look like one person, side by side with the reasons; and the list of what to mend in the register.
import type { JSX } from 'preact';
import type { PairEvidence } from '../duplicates/rules.js';
import type { Civility } from '../people/rules.js';
import type { Likeness } from '../requests/likeness-rules.js';
import { href } from '../routes.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { Form } from '../web/fields.js';
import { FrenchName, Identifier, spokenPhone } from '../web/names.js';
import { Button, Buttons, Card } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import { SchoolPage } from './frame.js';
import { type Named, spokenName } from './rules.js';
import { likenessWords } from './words.js';

export type ShownPairRecord = Named & {
  readonly guardianId: number;
  readonly accountId: number | null;
  readonly identifier: string | null;
  readonly civility: Civility | null;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly pupils: readonly string[];
};

export type ShownPair = {
  readonly one: ShownPairRecord;
  readonly other: ShownPairRecord;
  readonly likeness: readonly Likeness[];
  readonly evidence: readonly PairEvidence[];
};

export type Duplicates = {
  /** How many pairs of pupils look like one child. */
  readonly pupilPairs: number;
  readonly open: readonly ShownPair[];
  readonly twoAccounts: readonly ShownPair[];
  readonly toMend: readonly ShownPair[];
};

const evidenceWords: Readonly<Record<PairEvidence, string>> = {
  same_mail: 'Le même mail.',
  same_phone: 'Le même téléphone.',
  same_pupil: 'Le même élève.',
};

/** The rest comes into sight as the first are answered. */
export const mostShown = 30;
type Props = { view: View; desk: Desk; found: Duplicates };

export function DuplicatesPage({ view, desk, found }: Props): JSX.Element {
  const { pupilPairs, open, twoAccounts, toMend } = found;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Doublons de mon fichier"
      lead="Des fiches de votre fichier qui se ressemblent. Rien ne change sans vous, et rien ne se regroupe tout seul."
    >
      <p>
        <a href={href('schoolPupilDuplicates')}>Élèves qui semblent inscrits deux fois ({pupilPairs})</a>
      </p>
      <p>
        <a href={href('schoolToMend')}>Liste à corriger dans SIECLE ou ONDE ({toMend.length + pupilPairs})</a>
      </p>
      {open.length === 0 ? (
        <p>Aucune fiche à comparer pour le moment.</p>
      ) : (
        <p class="soft">
          {open.length === 1 ? '1 paire à comparer.' : `${open.length} paires à comparer.`}
          {open.length > mostShown && ` Les ${mostShown} plus proches sont ici.`}
        </p>
      )}
      {open.slice(0, mostShown).map((pair) => (
        <Card>
          <Compared pair={pair} />
          {may(desk.role, 'answer_duplicate') && (
            <Form view={view} action={href('schoolDuplicates')}>
              <input type="hidden" name="one" value={pair.one.guardianId} />
              <input type="hidden" name="other" value={pair.other.guardianId} />
              <Buttons>
                <Button kind="second" icon="check" name="answer" value="same">
                  Même personne
                </Button>
                <Button kind="second" icon="cross" name="answer" value="different">
                  Pas la même
                </Button>
              </Buttons>
            </Form>
          )}
        </Card>
      ))}
      {twoAccounts.length > 0 && (
        <section>
          <h2>Même personne, deux comptes</h2>
          <p>Faites une lettre pour l’un des deux comptes. Le parent met lui-même les deux comptes ensemble.</p>
          <Table
            caption="Personnes qui ont deux comptes"
            quiet
            columns={[{ name: 'Une fiche' }, { name: 'L’autre fiche' }]}
            rows={twoAccounts.map(({ one, other }) => ({
              cells: [<ToLetter record={one} />, <ToLetter record={other} />],
            }))}
          />
        </section>
      )}
    </SchoolPage>
  );
}

/** A record that was never entitled has no account. */
function ToLetter({ record }: { record: ShownPairRecord }): JSX.Element {
  return (
    <>
      <FrenchName>{spokenName(record)}</FrenchName>
      {record.identifier !== null && (
        <small>
          <Identifier>{record.identifier}</Identifier>
        </small>
      )}
      {record.pupils.length > 0 && (
        <small>
          <FrenchName>{record.pupils.join(' ; ')}</FrenchName>
        </small>
      )}
      <small>
        {record.accountId === null ? (
          'Pas de compte'
        ) : (
          <a href={href('schoolLetter', { account: record.accountId })}>Faire une lettre</a>
        )}
      </small>
    </>
  );
}

const rowsOf = (record: ShownPairRecord): readonly string[] => [
  record.civility ?? '—',
  record.firstName,
  record.familyName,
  record.usageName ?? '—',
  record.mail ?? '—',
  record.phone === null ? '—' : spokenPhone(record.phone),
  record.pupils.join(' ; ') || '—',
];
const labels = ['Civilité', 'Prénom', 'Nom de famille', 'Nom d’usage', 'Mail', 'Téléphone', 'Élèves'];

function Compared({ pair }: { pair: ShownPair }): JSX.Element {
  return (
    <ComparedRecords
      caption={`${spokenName(pair.one)} et ${spokenName(pair.other)}`}
      labels={labels}
      one={rowsOf(pair.one)}
      other={rowsOf(pair.other)}
      reasons={[
        ...pair.likeness.map((reason) => likenessWords[reason]),
        ...pair.evidence.map((one) => evidenceWords[one]),
      ]}
    />
  );
}

type ComparedRecordsProps = {
  caption: string;
  labels: readonly string[];
  one: readonly string[];
  other: readonly string[];
  reasons: readonly string[];
};

/** Two records, what differs in the second one in bold, and why they are shown. */
export function ComparedRecords({ caption, labels, one, other, reasons }: ComparedRecordsProps): JSX.Element {
  return (
    <>
      <Table
        caption={caption}
        columns={[{ name: 'Donnée' }, { name: 'Une fiche' }, { name: 'L’autre fiche' }]}
        rows={labels.map((label, at) => ({
          cells: [
            label,
            <FrenchName>{one[at]}</FrenchName>,
            <Told text={other[at] ?? ''} differs={one[at] !== other[at]} />,
          ],
        }))}
      />
      <p>{reasons.join(' ')}</p>
    </>
  );
}

function Told({ text, differs }: { text: string; differs: boolean }): JSX.Element {
  const name = <FrenchName>{text}</FrenchName>;
  return differs ? <strong>{name}</strong> : name;
}
