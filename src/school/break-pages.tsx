// Breaking a grouping: which records leave, what becomes of both sides, why.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import type { Desk } from '../staff/rules.js';
import { Choice } from '../web/choices.js';
import { SideBySide } from '../web/desk-layout.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, Note } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { BreakResult } from './break-result.js';
import { type AccountCard, trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import { isSeparable, type Named, spokenName } from './rules.js';
import { kinshipWord } from './words.js';

export type LeavingPupil = Named & { readonly pupilId: number };

export type BreakForm = {
  readonly account: AccountCard;
  /** Records chosen to leave. */
  readonly chosen: readonly number[];
  /** What would become of both sides; undefined while nothing is chosen. */
  readonly result:
    | {
        readonly leavingGuardians: readonly Named[];
        readonly leaving: readonly LeavingPupil[];
        readonly staying: readonly LeavingPupil[];
        readonly digest: string;
      }
    | undefined;
  readonly reasonKind: string;
  readonly reason: string;
  readonly askCode: boolean;
  /** The account changed since it was shown. */
  readonly changed: boolean;
  readonly errors: readonly FieldError[];
};

export function BreakPage({ view, desk, form }: { view: View; desk: Desk; form: BreakForm }): JSX.Element {
  const { account, result } = form;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Casser un regroupement"
      lead={
        <>
          Compte <Identifier>{account.identifier}</Identifier>
          <Grouped view={view} account={account} />
        </>
      }
      trail={trailOf(account)}
      errors={form.errors}
      failed={form.changed}
    >
      {form.changed && (
        <Alert kind="bad" title="Ce compte a changé. Rien n’a été fait.">
          <p>Vérifiez encore le résultat.</p>
        </Alert>
      )}
      {!isSeparable(account) ? (
        <NotGrouped account={account} />
      ) : (
        <SideBySide>
          <Choosing form={form} />
          {result === undefined ? (
            <p class="soft">Le résultat s’affiche ici, avant tout changement.</p>
          ) : (
            <BreakResult
              view={view}
              desk={desk}
              form={form}
              result={result}
              action={href('schoolBreak', { account: account.id })}
            />
          )}
        </SideBySide>
      )}
    </SchoolPage>
  );
}

function NotGrouped({ account }: { account: AccountCard }): JSX.Element {
  return (
    <Note>
      Ce compte n’est pas regroupé. Pour donner un nouvel accès,{' '}
      <a href={href('schoolLetter', { account: account.id })}>faites une lettre</a>.
    </Note>
  );
}

/** The last grouping of this account, as far as this school may know of it. */
function Grouped({ view, account }: { view: View; account: AccountCard }): JSX.Element {
  const last = account.events.find((event) => event.kind === 'grouped');
  if (!account.grouped || last === undefined) return <>, pas regroupé</>;
  return (
    <>
      {`, regroupé le ${view.t.dayOf(last.at)} par le parent (référence `}
      <Identifier>{last.reference ?? ''}</Identifier>)
    </>
  );
}

function Choosing({ form }: { form: BreakForm }): JSX.Element {
  const { account, chosen, result } = form;
  return (
    <form method="get" action={href('schoolBreak', { account: account.id })}>
      <Choice
        name="fiche"
        kind="checkbox"
        framed
        label="1. Quels élèves quittent ce compte ?"
        chosen={chosen.map(String)}
        options={account.records.map((record) => {
          const pupils = account.pupils.filter((pupil) => pupil.guardianId === record.guardianId);
          const kinships = [...new Set(pupils.map((pupil) => kinshipWord(pupil.kinship)))];
          return {
            value: String(record.guardianId),
            label: (
              <strong>
                <FrenchName>
                  {pupils.length === 0 ? 'Aucun élève' : pupils.map((pupil) => placed(pupil)).join(' ; ')}
                </FrenchName>
              </strong>
            ),
            detail: (
              <>
                {'Fiche : '}
                <FrenchName>{spokenName(record)}</FrenchName>
                {kinships.length === 0 ? '' : `, ${kinships.join(', ')}`}
              </>
            ),
          };
        })}
      />
      <Button {...(result === undefined ? {} : { kind: 'second' })}>
        {result === undefined ? 'Voir le résultat' : 'Voir encore le résultat'}
      </Button>
    </form>
  );
}

const placed = (pupil: Named & { readonly division: string | null }): string =>
  [spokenName(pupil), pupil.division ?? ''].filter((part) => part !== '').join(', ');
