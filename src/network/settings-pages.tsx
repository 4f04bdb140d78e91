// What operators set for all schools, and what is built in: told here so that nobody has to ask.
import type { JSX } from 'preact';
import { firstReminderDays, reminderDays } from '../requests/rules.js';
import { retention } from '../retention/rules.js';
import { href } from '../routes.js';
import { sessionLimits, tryLimits } from '../signin/rules.js';
import { SecurityCode } from '../staff/pages.js';
import type { Operator } from '../staff/rules.js';
import { Facts } from '../web/facts.js';
import { Field, Form } from '../web/fields.js';
import { Button, ButtonLink, Card } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { NetworkPage } from './frame.js';
import { type SettingName, settingBounds, usualImportDays } from './settings-rules.js';

export type SettingsForm = {
  /** As typed, or as they hold. */
  readonly typed: Readonly<Record<SettingName, string>>;
  /** Days of a letter where no operator set them. */
  readonly usualLetterDays: number;
  readonly askCode: boolean;
  readonly saved: boolean;
  readonly errors: readonly FieldError[];
};

const { letterDays, approvalAbove, importDays, reminderDays: reminder } = settingBounds;

const laterReminders = reminderDays(firstReminderDays).slice(1).join(' et ');

export function SettingsPage({
  view,
  operator,
  form,
}: {
  view: View;
  operator: Operator;
  form: SettingsForm;
}): JSX.Element {
  const { typed, errors } = form;
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Réglages"
      lead={form.saved ? 'Les réglages sont enregistrés.' : 'Pour toutes les écoles du réseau.'}
      action={
        <ButtonLink kind="second" icon="key" href={href('networkTokens')}>
          Jetons des programmes
        </ButtonLink>
      }
      errors={errors}
    >
      <Form view={view} action={href('networkSettings')} class="narrow">
        <Card title="Ce qui se règle">
          <Field
            name="letterDays"
            label="Jours de validité d’une lettre"
            hint={`De ${letterDays.least} à ${letterDays.most}. Vide : ${form.usualLetterDays}. Les lettres déjà faites gardent leur dernier jour.`}
            value={typed.letterDays}
            errors={errors}
          />
          <Field
            name="approvalAbove"
            label="Accord d’une deuxième personne au-delà de"
            hint={`Lettres faites ou comptes exportés en une fois, à partir de ${approvalAbove.least}. Vide : jamais.`}
            value={typed.approvalAbove}
            errors={errors}
          />
          <Field
            name="reminderDays"
            label="Premier rappel d’une demande sans réponse, en jours"
            hint={`De ${reminder.least} à ${reminder.most}. Vide : ${firstReminderDays}, puis ${laterReminders}. Zéro : jamais.`}
            value={typed.reminderDays}
            errors={errors}
          />
          <Field
            name="importDays"
            label="Nouvel import d’une école attendu après, en jours"
            hint={`De ${importDays.least} à ${importDays.most}. Vide : ${usualImportDays}. Le bureau de l’école le rappelle.`}
            value={typed.importDays}
            errors={errors}
          />
          <Field
            name="helpPhone"
            label="Téléphone qui aide les écoles"
            hint="Sur la première page de chaque bureau. Vide : rien n’est dit."
            value={typed.helpPhone}
            errors={errors}
          />
          <Field
            name="helpHours"
            label="Heures de ce téléphone"
            hint="Par exemple : du lundi au vendredi, de 9 h à 17 h"
            value={typed.helpHours}
            errors={errors}
          />
          {form.askCode && <SecurityCode view={view} errors={errors} />}
          <Button>Enregistrer</Button>
        </Card>
      </Form>
      <div class="pairs">
        <Card title="Essais et connexions">
          <Facts facts={tries} />
        </Card>
        <Card title="Durées de conservation">
          <Facts facts={kept} />
        </Card>
      </div>
      <p class="soft">Ces valeurs sont dans le programme : elles sont calculées ensemble et vérifiées par des tests.</p>
    </NetworkPage>
  );
}

const limit = ({ tries: most, windowMinutes, waitMinutes }: (typeof tryLimits)[keyof typeof tryLimits]): string =>
  `${most} essais en ${windowMinutes} minutes, puis ${waitMinutes} minutes d’attente`;

const tries = [
  { name: 'Un identifiant', value: limit(tryLimits.identifier) },
  { name: 'Une adresse internet', value: limit(tryLimits.address) },
  { name: 'Messages demandés', value: limit(tryLimits.mail) },
  {
    name: 'Connexion d’un parent',
    value: `${sessionLimits.parent.idleMinutes} minutes sans activité, ${sessionLimits.parent.wholeHours} heures en tout`,
  },
  {
    name: 'Connexion du personnel',
    value: `${sessionLimits.staff.idleMinutes} minutes sans activité, ${sessionLimits.staff.wholeHours} heures en tout`,
  },
];

const kept = [
  { name: 'Journaux', value: `${retention.logMonths} mois` },
  { name: 'Compte sans enfant', value: `fermé après ${retention.rightlessMonths} mois` },
  { name: 'Fiche partie de la base', value: `effacée après ${retention.goneMonths} mois` },
  { name: 'Liens et codes utilisés', value: `${retention.spentDays} jours` },
  {
    name: 'Lettres en fichiers',
    value: `${retention.deskLetterDays} jours`,
  },
];
