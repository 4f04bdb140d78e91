// One account's card, as one school may see it, and the letter it may make for it.
import type { JSX } from 'preact';
import type { HoldCause } from '../accounts/rules.js';
import type { OpenObjection } from '../grouping/rules.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { LetterEnd, LetterPurpose } from '../letters/rules.js';
import type { LinkLevel } from '../people/rules.js';
import type { RequestDecision, RequestState } from '../requests/rules.js';
import { href } from '../routes.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { ChildLine } from '../web/children.js';
import { State, SummaryList } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { FrenchName, Identifier, Phone } from '../web/names.js';
import { Button, Card } from '../web/panels.js';
import type { View } from '../web/view.js';
import { CardButtons } from './card-buttons.js';
import { History, Letters, Requests } from './card-tables.js';
import { SchoolPage } from './frame.js';
import { ObjectionNotes } from './objection-notes.js';
import {
  type AccountAtDesk,
  type CardEvent,
  deskState,
  listedName,
  type Named,
  type SecondFactorAtDesk,
  spokenName,
} from './rules.js';
import { holdWords, kinshipWord, stateWords, yourSchool } from './words.js';

export type ShownRecord = Named & {
  readonly guardianId: number;
  readonly civility: string | null;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly gone: boolean;
};

export type ShownPupil = Named & {
  readonly linkId: number;
  readonly guardianId: number;
  readonly pupilId: number;
  readonly division: string | null;
  readonly birthDate: CivilDate | null;
  readonly kinship: string;
  readonly level: LinkLevel;
  readonly entitling: boolean;
  readonly heldFor: HoldCause | null;
};

export type ShownLetter = {
  readonly id: number;
  readonly number: string;
  readonly purpose: LetterPurpose;
  readonly issuedAt: Date;
  readonly issuedBy: string | null;
  readonly lastDay: CivilDate;
  readonly end: LetterEnd | undefined;
};

export type ShownRequest = {
  readonly reference: string;
  readonly createdAt: Date;
  readonly state: RequestState;
  readonly decision: RequestDecision | null;
};

export type AccountCard = AccountAtDesk & {
  readonly id: number;
  readonly identifier: string;
  readonly activatedAt: Date | null;
  readonly records: readonly ShownRecord[];
  readonly pupils: readonly ShownPupil[];
  readonly letters: readonly ShownLetter[];
  readonly events: readonly CardEvent[];
  readonly objections: readonly OpenObjection[];
  readonly secondFactor: SecondFactorAtDesk;
  /** Some of this school's children are hidden there, others are not. */
  readonly partlySuspended: boolean;
  /** Signed in now. */
  readonly sessions: number;
  /** Requests that this school was asked about. */
  readonly requests: readonly ShownRequest[];
};

/** The name of an account at a desk: those of its records there. */
export const titleOf = (account: { readonly records: readonly Named[] }): string =>
  [...new Set(account.records.map(listedName))].join(', ');

/** The way back to a card, above what is done to its account. */
export const trailOf = (account: AccountCard) => [
  { href: href('schoolAccounts'), label: 'Comptes' },
  { href: href('schoolAccount', { account: account.id }), label: titleOf(account) },
];

type Props = {
  view: View;
  desk: Desk;
  account: AccountCard;
};

export function AccountPage({ view, desk, account }: Props): JSX.Element {
  const { t } = view;
  const [kind, word] = stateWords[deskState(account)];
  const facts = [
    { name: 'Identifiant', value: <Identifier>{account.identifier}</Identifier> },
    { name: 'État', value: <State kind={kind}>{word}</State> },
    { name: 'Activé le', value: account.activatedAt === null ? 'Jamais' : t.shortDay(account.activatedAt) },
    { name: 'Mail confirmé', value: account.mailConfirmed ? 'Oui' : 'Non' },
    { name: 'Deuxième sécurité', value: factorWords(view, account.secondFactor) },
    {
      name: 'Regroupé',
      value: account.grouped ? 'Oui, le parent a mis plusieurs comptes ensemble.' : 'Non',
    },
  ];
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title={titleOf(account)}
      trail={[{ href: href('schoolAccounts'), label: 'Comptes' }]}
    >
      <ObjectionNotes objections={account.objections} />
      <div class="pairs">
        <Card title="Compte" icon="person">
          <SummaryList facts={facts} />
          {may(desk.role, 'make_letter') && <CardButtons view={view} account={account} />}
        </Card>
        <Card title={`Élèves de ${yourSchool[desk.schoolKind]}`} icon="children">
          <Pupils view={view} desk={desk} account={account} />
        </Card>
      </div>
      <div class="pairs">
        {account.records.map((record) => (
          <RecordCard record={record} />
        ))}
      </div>
      <Requests view={view} account={account} />
      <Letters view={view} account={account} />
      <History view={view} desk={desk} account={account} />
    </SchoolPage>
  );
}

function factorWords({ t }: View, factor: SecondFactorAtDesk): string {
  if (factor === 'none') return 'Non';
  return factor === 'on' ? 'Oui' : `Oui, retrait demandé pour le ${t.moment(factor.dueAt)}`;
}

function Pupils({ view, desk, account }: Props): JSX.Element {
  if (account.pupils.length === 0) return <p class="soft">Aucun élève pour le moment.</p>;
  return (
    <ul class="rows">
      {account.pupils.map((pupil, position) => (
        <li>
          <ChildLine
            as="h3"
            small
            child={{
              firstName: pupil.firstName,
              familyName: pupil.usageName ?? pupil.familyName,
              division: pupil.division ?? undefined,
              position,
            }}
          >
            <p class="soft">{linkWords(desk, pupil)}</p>
            {pupil.heldFor === 'not_my_child' && may(desk.role, 'restore_child') && (
              <Form view={view} action={href('schoolRestoreChild', { account: account.id, link: pupil.linkId })}>
                <Button kind="link">Le lien est vérifié : montrer l’élève de nouveau</Button>
              </Form>
            )}
          </ChildLine>
        </li>
      ))}
    </ul>
  );
}

function linkWords(desk: Desk, pupil: ShownPupil): string {
  const words = [kinshipWord(pupil.kinship)];
  if (!pupil.entitling) words.push(pupil.level === 'contact' ? 'contact, sans accès' : 'sans accès');
  // One word for every cause: a cause that alone is left out would say which it is (decision 0098).
  if (pupil.heldFor !== null) words.push(may(desk.role, 'read_protection') ? holdWords[pupil.heldFor] : 'masqué');
  return words.join(', ');
}

function RecordCard({ record }: { record: ShownRecord }): JSX.Element {
  const civility = record.civility === null ? '' : `${record.civility} `;
  return (
    <Card title={`Fiche : ${civility}${spokenName(record)}`} icon="list">
      {record.gone && <p>Cette fiche n’est plus dans le fichier de l’établissement.</p>}
      <SummaryList
        facts={[
          {
            name: 'Nom de famille',
            value: <FrenchName>{record.familyName}</FrenchName>,
          },
          ...(record.usageName === null
            ? []
            : [{ name: 'Nom d’usage', value: <FrenchName>{record.usageName}</FrenchName> }]),
          { name: 'Mail de la fiche', value: record.mail ?? 'Aucun' },
          { name: 'Téléphone', value: record.phone === null ? 'Aucun' : <Phone number={record.phone} /> },
        ]}
      />
    </Card>
  );
}
