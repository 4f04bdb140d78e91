// Protections of the records of one account: those that stand, and a new one. For who needs to know, and nobody else.
import type { JSX } from 'preact';
import { type ProtectionKind, writeFlagged } from '../protection/rules.js';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import type { Desk } from '../staff/rules.js';
import { Choice } from '../web/choices.js';
import { Form, TextArea } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
import type { View } from '../web/view.js';
import { type AccountCard, trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import type { ReasonForm } from './reason-form.js';
import { type Named, spokenName } from './rules.js';
import { yourSchool } from './words.js';

export type ShownProtection = Named & {
  readonly id: number;
  readonly guardianId: number | null;
  readonly pupilId: number | null;
  readonly reasonKind: ProtectionKind;
  readonly reason: string;
  readonly hides: boolean;
  readonly at: Date;
};

export type ProtectionTyped = {
  readonly fiche?: string;
  readonly reasonKind?: string;
  readonly hides?: boolean;
};

export type ProtectionForm = ReasonForm & {
  readonly protections: readonly ShownProtection[];
  readonly typed: ProtectionTyped;
};

const kindWords: Readonly<Record<ProtectionKind, string>> = {
  court: 'Décision de justice',
  address: 'Adresse confidentielle',
  other: 'Autre',
};

export function ProtectionPage({ view, desk, form }: { view: View; desk: Desk; form: ProtectionForm }): JSX.Element {
  const { account, protections, errors } = form;
  return (
    <SchoolPage view={view} desk={desk} title="Protection" trail={trailOf(account)} errors={errors}>
      <div class="narrow">
        <Points
          points={[
            { icon: 'lock', text: 'Aucun parent ne voit qu’une fiche est protégée. Ne l’écrivez nulle part ailleurs.' },
            { icon: 'inbox', text: 'Un regroupement qui touche cette fiche devient une demande. Vous décidez.' },
          ]}
        />
        {protections.map((protection) => (
          <Standing view={view} form={form} protection={protection} />
        ))}
        <New view={view} desk={desk} form={form} />
      </div>
    </SchoolPage>
  );
}

const action = (account: AccountCard): string => href('schoolProtection', { account: account.id });

function Standing({
  view,
  form,
  protection,
}: {
  view: View;
  form: ProtectionForm;
  protection: ShownProtection;
}): JSX.Element {
  return (
    <Card title={`Protégé : ${spokenName(protection)}`} icon="lock">
      <p>
        {kindWords[protection.reasonKind]}, depuis le {view.t.dayOf(protection.at)}.
        {protection.hides && ' Ses élèves sont masqués à son compte.'}
      </p>
      <p>
        <FrenchName>{protection.reason}</FrenchName>
      </p>
      <details>
        <summary>Lever cette protection</summary>
        <Form view={view} action={action(form.account)}>
          <input type="hidden" name="act" value="end" />
          <input type="hidden" name="ends" value={protection.id} />
          <div class="field">
            <label for={`reason-${protection.id}`}>Pourquoi levez-vous la protection ?</label>
            <textarea id={`reason-${protection.id}`} name="reason" rows={2} />
          </div>
          {form.askCode && (
            <div class="field">
              <label for={`code-${protection.id}`}>Code de sécurité</label>
              <input
                type="text"
                id={`code-${protection.id}`}
                name="code"
                class="code-box"
                autocomplete="one-time-code"
                inputMode="numeric"
                dir="ltr"
              />
            </div>
          )}
          <Button kind="second" icon="check">
            Lever la protection
          </Button>
        </Form>
      </details>
    </Card>
  );
}

function New({ view, desk, form }: { view: View; desk: Desk; form: ProtectionForm }): JSX.Element | null {
  const { account, protections, typed, errors } = form;
  const guardians = account.records.filter(
    (record) => !protections.some((one) => one.guardianId === record.guardianId),
  );
  const pupils = account.pupils.filter(
    (pupil, at) =>
      account.pupils.findIndex((one) => one.pupilId === pupil.pupilId) === at &&
      !protections.some((one) => one.pupilId === pupil.pupilId),
  );
  const options = [
    ...guardians.map((record) => ({
      value: writeFlagged({ kind: 'guardian', id: record.guardianId }),
      label: <FrenchName>{spokenName(record)}</FrenchName>,
      detail: 'le parent',
    })),
    ...pupils.map((pupil) => ({
      value: writeFlagged({ kind: 'pupil', id: pupil.pupilId }),
      label: <FrenchName>{spokenName(pupil)}</FrenchName>,
      detail: 'l’élève',
    })),
  ];
  if (options.length === 0) return null;
  return (
    <Form view={view} action={action(account)}>
      <h2>Protéger une fiche</h2>
      <input type="hidden" name="act" value="protect" />
      <Choice
        name="fiche"
        kind="radio"
        label="Quelle fiche ?"
        options={options}
        chosen={[typed.fiche ?? '']}
        errors={errors}
      />
      <Choice
        name="reasonKind"
        kind="radio"
        label="Pourquoi ?"
        options={(['court', 'address', 'other'] as const).map((kind) => ({ value: kind, label: kindWords[kind] }))}
        chosen={[typed.reasonKind ?? '']}
        errors={errors}
      />
      <TextArea
        name="reason"
        label="Expliquez en une phrase"
        hint="Par exemple la date et le numéro de la décision."
        value={form.reason}
        errors={errors}
      />
      <Choice
        name="hides"
        kind="checkbox"
        label="Accès du parent"
        hint="Pour la fiche d’un parent seulement."
        options={[{ value: 'oui', label: `Masquer à ce compte ses élèves de ${yourSchool[desk.schoolKind]}` }]}
        chosen={typed.hides === true ? ['oui'] : []}
      />
      {form.askCode && <SecurityCode view={view} errors={errors} />}
      <Buttons>
        <Button icon="lock">Protéger la fiche</Button>
        <ButtonLink kind="second" href={href('schoolAccount', { account: account.id })}>
          Annuler
        </ButtonLink>
      </Buttons>
    </Form>
  );
}
