// Breaking a grouping: which records leave, what becomes of both sides, why.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import type { Desk } from '../staff/rules.js';
import { Choice } from '../web/choices.js';
import { SideBySide } from '../web/desk-layout.js';
import { BeforeAfter } from '../web/diagram.js';
import { Form, TextArea } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { type AccountCard, trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import { type Named, spokenName } from './rules.js';
import { breakReasons, kinshipWord, yourSchool } from './words.js';

type Pupil = Named & { readonly pupilId: number };

export type BreakForm = {
  readonly account: AccountCard;
  /** Records chosen to leave. */
  readonly chosen: readonly number[];
  /** What would become of both sides; undefined while nothing is chosen. */
  readonly result:
    | {
        readonly leavingGuardians: readonly Named[];
        readonly leaving: readonly Pupil[];
        readonly staying: readonly Pupil[];
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
    >
      {form.changed && (
        <Alert kind="bad" title="Ce compte a changé. Rien n’a été fait.">
          <p>Vérifiez encore le résultat.</p>
        </Alert>
      )}
      <SideBySide>
        <Choosing form={form} />
        {result === undefined ? (
          <p class="soft">Le résultat s’affiche ici, avant tout changement.</p>
        ) : (
          <Result view={view} desk={desk} form={form} result={result} />
        )}
      </SideBySide>
    </SchoolPage>
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

type ResultProps = { view: View; desk: Desk; form: BreakForm; result: NonNullable<BreakForm['result']> };

function Result({ view, desk, form, result }: ResultProps): JSX.Element {
  const { account, chosen, errors } = form;
  const left = account.records.filter((record) => !chosen.includes(record.guardianId));
  const leaver = namesOf(result.leavingGuardians);
  return (
    <div>
      <h2>2. Vérifiez le résultat</h2>
      <Card>
        <Diagram view={view} account={account} result={result} stayer={namesOf(left)} leaver={leaver} />
      </Card>
      <Points points={consequences(desk, account, result, left.length === 0, leaver)} />
      <Form view={view} action={href('schoolBreak', { account: account.id })}>
        {chosen.map((guardianId) => (
          <input type="hidden" name="fiche" value={guardianId} />
        ))}
        <input type="hidden" name="digest" value={result.digest} />
        <Choice
          name="reasonKind"
          kind="radio"
          label="3. Pourquoi ?"
          options={breakReasons}
          chosen={[form.reasonKind]}
          errors={errors}
        />
        <TextArea name="reason" label="Expliquez en une phrase" value={form.reason} errors={errors} />
        {form.askCode && <SecurityCode errors={errors} />}
        <Buttons>
          <Button icon="fork">Séparer et préparer la lettre</Button>
          <ButtonLink kind="second" href={href('schoolAccount', { account: account.id })}>
            Annuler
          </ButtonLink>
        </Buttons>
      </Form>
    </div>
  );
}

const namesOf = (people: readonly Named[]): string => [...new Set(people.map(spokenName))].join(', ');
const firstNames = (pupils: readonly Pupil[]): string => pupils.map((pupil) => pupil.firstName).join(', ');

type DiagramProps = {
  view: View;
  account: AccountCard;
  result: NonNullable<BreakForm['result']>;
  stayer: string;
  leaver: string;
};

function Diagram({ view, account, result, stayer, leaver }: DiagramProps): JSX.Element {
  const { leaving, staying } = result;
  const everybody = [...staying, ...leaving].sort((one, other) => one.pupilId - other.pupilId);
  const drawn = (pupils: readonly Pupil[]) =>
    pupils.map((pupil) => ({
      firstName: pupil.firstName,
      familyName: pupil.usageName ?? pupil.familyName,
      position: everybody.indexOf(pupil),
    }));
  const { identifier } = account;
  return (
    <BeforeAfter
      view={view}
      named
      label={`Aujourd’hui, le compte ${identifier} voit ${firstNames([...staying, ...leaving]) || 'aucun élève d’ici'}. Après, il voit ${firstNames(staying) || 'aucun élève d’ici'}, et un nouveau compte voit ${firstNames(leaving) || 'aucun élève'}.`}
      before={[{ identifier, holder: namesOf(account.records), children: drawn(everybody), look: 'kept' }]}
      after={[
        {
          identifier,
          holder: stayer === '' ? undefined : stayer,
          children: drawn(staying),
          none: 'Aucun élève d’ici',
          look: 'kept',
        },
        { holder: leaver, children: drawn(leaving), look: 'new' },
      ]}
    />
  );
}

function consequences(
  desk: Desk,
  account: AccountCard,
  { leaving }: NonNullable<BreakForm['result']>,
  empty: boolean,
  leaver: string,
) {
  const who = <FrenchName>{leaver}</FrenchName>;
  const seen = <FrenchName>{firstNames(leaving)}</FrenchName>;
  const lettered = account.pupils.some(
    (pupil) => pupil.birthDate !== null && leaving.some((one) => one.pupilId === pupil.pupilId),
  );
  return [
    lettered
      ? ({ icon: 'letter', text: <>Une lettre pour {who} se fait tout de suite.</> } as const)
      : ({ icon: 'alert', text: 'Pas encore de lettre : la date de naissance des élèves manque.' } as const),
    ...(leaving.length === 0
      ? []
      : [
          {
            icon: 'cross',
            text: (
              <>
                Le compte <Identifier>{account.identifier}</Identifier> ne voit plus {seen}, dès maintenant.
              </>
            ),
          } as const,
        ]),
    ...(account.mailConfirmed
      ? [{ icon: 'mail', text: 'Son adresse mail reçoit un message, avec votre téléphone.' } as const]
      : []),
    ...(empty
      ? [{ icon: 'info', text: `Ce compte n’aura plus d’élève de ${yourSchool[desk.schoolKind]}.` } as const]
      : []),
    { icon: 'info', text: `Vous voyez seulement les élèves de ${yourSchool[desk.schoolKind]}.` } as const,
  ];
}
