// The first page of a school's desk: what waits, how far the classes are, what happened in the last days. Its numbers are
// exact: whoever reads them may list the accounts that they count (decision 0099).
import type { JSX } from 'preact';
import type { OpenObjection } from '../grouping/rules.js';
import type { CivilDate } from '../kernel/civil-date.js';
import { href } from '../routes.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { type Year, YearCurve } from '../statistics/year-curve.js';
import { SearchForm } from '../web/desk-layout.js';
import { Field } from '../web/fields.js';
import { Icon } from '../web/icons.js';
import { FrenchName } from '../web/names.js';
import { Button, Card } from '../web/panels.js';
import { Bars, Counter, Counters, Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import { type DisownedAtDesk, DisownedToCheck } from './disowned-notes.js';
import { SchoolPage } from './frame.js';
import { ObjectionsToDecide } from './objection-notes.js';
import { type DeskFilter, everything, type Named, spokenName, writeListQuery } from './rules.js';
import { type DeskHelp, HelpAtDesk, type RegisterToday, Work } from './today-parts.js';

/** Below this share of activated accounts a class is marked. */
const lowShare = 0.6;

export type Today = {
  readonly day: CivilDate;
  readonly counts: Readonly<Record<DeskFilter, number>>;
  /** As the page « Lettres » counts them, and those that get none. */
  readonly lettersToMake: number;
  readonly withoutBirthDate: number;
  /** Accounts whose letter died of three wrong birth dates. */
  readonly lettersDead: number;
  readonly failedBatches: number;
  readonly register: RegisterToday;
  readonly year: Year;
  readonly help: DeskHelp;
  /** In the last seven days. */
  /** Questions of others that this person may answer. */
  readonly approvals: number;
  readonly recent: { readonly grouped: number; readonly activations: number };
  /** That wait for this school's answer. */
  readonly requests: { readonly count: number; readonly oldest: Date | null };
  readonly divisions: readonly { readonly division: string; readonly activated: number; readonly accounts: number }[];
  readonly objections: readonly OpenObjection[];
  readonly disowned: readonly DisownedAtDesk[];
  readonly moves: readonly (Named & { readonly at: Date; readonly kind: MoveKind; readonly accountId: number })[];
};

type MoveKind = 'grouped' | 'broken';

const moveWords: Readonly<Record<MoveKind, string>> = {
  grouped: 'a mis deux comptes ensemble',
  broken: 'a un nouveau compte (regroupement cassé)',
};

const listOf = (filter: DeskFilter): string => href('schoolAccounts', writeListQuery({ ...everything, filter }));

const shareOf = (part: number, whole: number): string =>
  whole === 0 ? '0 %' : `${Math.round((100 * part) / whole)} %`;

export function TodayPage({ view, desk, today }: { view: View; desk: Desk; today: Today }): JSX.Element {
  const { counts } = today;
  const day = view.t.longDay(today.day);
  const search = (
    <SearchForm action={href('schoolAccounts')}>
      <Field name="q" label="Trouver un parent ou un élève" hint="Nom, prénom ou identifiant" />
      <Button icon="search">Chercher</Button>
    </SearchForm>
  );
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Aujourd’hui"
      lead={day.charAt(0).toUpperCase() + day.slice(1)}
      action={search}
    >
      <ObjectionsToDecide view={view} objections={today.objections} />
      <DisownedToCheck view={view} disowned={today.disowned} />
      <Counters>
        <Counter
          count={today.requests.count}
          label={today.requests.count > 1 ? 'Demandes à décider' : 'Demande à décider'}
          detail={oldestWords(view, today.requests.oldest)}
          icon="inbox"
          href={href('schoolRequests')}
        />
        {today.approvals > 0 && (
          <Counter
            count={today.approvals}
            label={today.approvals > 1 ? 'Accords à donner' : 'Accord à donner'}
            detail="Une autre personne attend votre réponse"
            icon="check"
            href={href('schoolApprovals')}
          />
        )}
        <Counter
          count={counts.active}
          label="Comptes actifs"
          detail={`sur ${counts.all}, soit ${shareOf(counts.active, counts.all)}`}
          icon="people"
          href={listOf('active')}
        />
        <Counter
          count={counts.never_activated}
          label="Jamais activés"
          detail="Une lettre aide à commencer"
          icon="circle"
          href={listOf('never_activated')}
        />
        <Counter
          count={today.lettersToMake}
          label="Lettres à faire"
          detail={`Comptes sans lettre valable${withoutWords(today.withoutBirthDate)}`}
          icon="letter"
          href={may(desk.role, 'make_letters') ? href('schoolLetters') : undefined}
        />
        {today.lettersDead > 0 && (
          <Counter
            count={today.lettersDead}
            label={today.lettersDead === 1 ? 'Lettre bloquée' : 'Lettres bloquées'}
            detail="Trois dates de naissance fausses : refaites-les"
            icon="alert"
            href={listOf('never_activated')}
          />
        )}
        <Counter
          count={counts.grouped}
          label={counts.grouped > 1 ? 'Comptes regroupés' : 'Compte regroupé'}
          detail={`dont ${today.recent.grouped} depuis 7 jours`}
          icon="rings"
          href={listOf('grouped')}
        />
      </Counters>
      <Work view={view} day={today.day} register={today.register} failedBatches={today.failedBatches} />
      <Progress today={today} />
      <YearCurve view={view} day={today.day} year={today.year} />
      <Moves view={view} today={today} />
      <HelpAtDesk help={today.help} />
    </SchoolPage>
  );
}

const withoutWords = (count: number): string =>
  count === 0 ? '' : `. Sans date de naissance : ${count}, pas de lettre possible`;

const oldestWords = (view: View, oldest: Date | null): string =>
  oldest === null ? 'Deux comptes à mettre ensemble' : `La plus ancienne : ${view.t.dayOf(oldest)}`;

function Progress({ today }: { today: Today }): JSX.Element | null {
  if (today.divisions.length === 0) return null;
  const bars = today.divisions.map(({ division, activated, accounts }) => ({
    name: division,
    part: activated,
    whole: accounts,
    low: activated < lowShare * accounts,
  }));
  const low = bars.filter((bar) => bar.low).length;
  return (
    <Card title="Comptes activés par classe">
      {low > 0 && (
        <p>
          <strong class="shut">
            <Icon name="alert" /> {low === 1 ? '1 classe' : `${low} classes`} sous 60 %
          </strong>
        </p>
      )}
      <Bars bars={bars} of={(bar) => `${bar.part} sur ${bar.whole}`} />
      <details>
        <summary>Voir en tableau</summary>
        <Table
          caption="Comptes activés par classe"
          quiet
          columns={[
            { name: 'Classe' },
            { name: 'Activés', number: true },
            { name: 'Comptes', number: true },
            { name: 'Part', number: true },
          ]}
          rows={bars.map((bar) => ({
            cells: [
              <a href={href('schoolAccounts', writeListQuery({ ...everything, division: bar.name }))}>
                <FrenchName>{bar.name}</FrenchName>
              </a>,
              String(bar.part),
              String(bar.whole),
              shareOf(bar.part, bar.whole),
            ],
          }))}
        />
      </details>
    </Card>
  );
}

function Moves({ view, today }: { view: View; today: Today }): JSX.Element {
  const { activations } = today.recent;
  return (
    <section>
      <h2>Depuis 7 jours</h2>
      <p>
        {activations === 0
          ? 'Aucun compte activé.'
          : activations === 1
            ? '1 compte activé.'
            : `${activations} comptes activés.`}
      </p>
      <Table
        caption="Regroupements des 7 derniers jours"
        quiet
        columns={[{ name: 'Parent' }, { name: 'Ce qui s’est passé' }, { name: 'Quand' }]}
        rows={today.moves.map((move) => ({
          cells: [
            <a href={href('schoolAccount', { account: move.accountId })}>
              <FrenchName>{spokenName(move)}</FrenchName>
            </a>,
            moveWords[move.kind],
            `${view.t.shortDay(move.at)}, ${view.t.hour(move.at)}`,
          ],
        }))}
        empty="Aucun regroupement."
      />
    </section>
  );
}
