// What becomes of both sides of a break, and why it is made: the same for records that were chosen and for a grouping undone.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import type { Desk } from '../staff/rules.js';
import { Choice } from '../web/choices.js';
import { BeforeAfter } from '../web/diagram.js';
import { Form, TextArea } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
import type { View } from '../web/view.js';
import type { BreakForm, LeavingPupil as Pupil } from './break-pages.js';
import type { AccountCard } from './card-pages.js';
import { type Named, spokenName } from './rules.js';
import { breakReasons, yourSchool } from './words.js';

type ResultProps = {
  view: View;
  desk: Desk;
  form: BreakForm;
  result: NonNullable<BreakForm['result']>;
  action: string;
};

/** Both sides after, then the reason: of any break. */
export function BreakResult({ view, desk, form, result, action }: ResultProps): JSX.Element {
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
      <Form view={view} action={action}>
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
        {form.askCode && <SecurityCode view={view} errors={errors} />}
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
const sees = (pupils: readonly Pupil[]): string =>
  pupils.length === 0 ? 'ne voit aucun élève d’ici' : `voit ${firstNames(pupils)}`;

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
      label={`Aujourd’hui, le compte ${identifier} ${sees([...staying, ...leaving])}. Après, il ${sees(staying)}, et un nouveau compte ${sees(leaving)}.`}
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
