// What operators set for all schools, and what is built in: told here so that nobody has to ask.
import type { JSX } from 'preact';
import { NetworkPage } from '../network/frame.js';
import { firstReminderDays, reminderDays } from '../requests/rules.js';
import { retention } from '../retention/rules.js';
import { href } from '../routes.js';
import { resetHours } from '../signin/factor-rules.js';
import { sessionLimits, tryLimits } from '../signin/rules.js';
import { SecurityCode } from '../staff/pages.js';
import type { Operator } from '../staff/rules.js';
import { Facts } from '../web/facts.js';
import { Field, Form } from '../web/fields.js';
import { Button, ButtonLink, Buttons, Card } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { isText, type SettingName, settingBounds, usualImportDays } from './rules.js';

export type SettingsForm = {
  /** As typed, or as they hold. */
  readonly typed: Readonly<Record<SettingName, string>>;
  /** Days of a letter where no operator set them. */
  readonly usualLetterDays: number;
  readonly askCode: boolean;
  readonly saved: boolean;
  readonly errors: readonly FieldError[];
};

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
      <Form view={view} action={href('networkSettings')}>
        <div class="pairs">
          {settingGroups.map(({ title, names }) => (
            <Card title={title}>
              {names.map((name) => {
                const { label, hint } = words[name];
                const usual = name === 'letterDays' ? String(form.usualLetterDays) : usually[name];
                return (
                  <Field
                    name={name}
                    label={label}
                    hint={[hint, rangeOf(name), usual === undefined ? undefined : `Vide : ${usual}.`]
                      .filter((part) => part !== undefined)
                      .join(' ')}
                    value={typed[name]}
                    errors={errors}
                  />
                );
              })}
            </Card>
          ))}
        </div>
        <div class="narrow">
          {form.askCode && <SecurityCode view={view} errors={errors} />}
          <Buttons>
            <Button icon="check">Enregistrer</Button>
          </Buttons>
        </div>
      </Form>
      <h2>Ce qui ne se règle pas</h2>
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

const rangeOf = (name: SettingName): string | undefined =>
  isText(name) ? undefined : `De ${settingBounds[name].least} à ${settingBounds[name].most}.`;

export const settingGroups: readonly { readonly title: string; readonly names: readonly SettingName[] }[] = [
  { title: 'Lettres et accords', names: ['letterDays', 'approvalAbove'] },
  { title: 'Le travail des écoles', names: ['importDays', 'reminderDays', 'helpPhone', 'helpHours'] },
  { title: 'Essais et connexions', names: ['wrongTries', 'staffIdleMinutes', 'staffHours', 'resetHours'] },
  { title: 'Comptes et traces', names: ['neverActivatedDays', 'unusedDays', 'logMonths'] },
];

const words: Readonly<Record<SettingName, { readonly label: string; readonly hint?: string }>> = {
  letterDays: { label: 'Jours de validité d’une lettre', hint: 'Les lettres déjà faites gardent leur dernier jour.' },
  approvalAbove: {
    label: 'Accord d’une deuxième personne au-delà de',
    hint: 'Lettres faites ou comptes exportés par une personne en 24 heures.',
  },
  importDays: { label: 'Nouvel import attendu après, en jours', hint: 'Le bureau de l’école le rappelle.' },
  reminderDays: { label: 'Premier rappel d’une demande sans réponse, en jours', hint: 'Zéro : jamais.' },
  helpPhone: { label: 'Téléphone qui aide les écoles', hint: 'Sur la première page de chaque bureau.' },
  helpHours: { label: 'Heures de ce téléphone', hint: 'Par exemple : du lundi au vendredi, de 9 h à 17 h.' },
  wrongTries: {
    label: 'Mauvais secrets avant d’attendre',
    hint: 'Pour un identifiant ou un appareil, en un quart d’heure. Jamais plus que le nombre habituel.',
  },
  staffIdleMinutes: {
    label: 'Connexion du personnel sans activité, en minutes',
    hint: 'Jamais plus que la durée habituelle.',
  },
  staffHours: { label: 'Connexion du personnel en tout, en heures', hint: 'Jamais plus que la durée habituelle.' },
  resetHours: {
    label: 'Attente avant de retirer une deuxième sécurité perdue, en heures',
    hint: 'Le parent est prévenu et peut dire non. Jamais moins que la durée habituelle.',
  },
  neverActivatedDays: { label: 'Compte jamais ouvert : dort après, en jours', hint: 'Depuis sa dernière lettre.' },
  unusedDays: { label: 'Compte sans connexion : dort après, en jours' },
  logMonths: { label: 'Traces et journaux gardés, en mois', hint: 'La CNIL demande de six mois à un an.' },
};

/** What holds where nothing is set. */
const usually: Readonly<Partial<Record<SettingName, string>>> = {
  approvalAbove: 'jamais',
  importDays: String(usualImportDays),
  reminderDays: `${firstReminderDays}, puis ${reminderDays(firstReminderDays).slice(1).join(' et ')}`,
  helpPhone: 'rien n’est dit',
  wrongTries: String(tryLimits.identifier.tries),
  staffIdleMinutes: String(sessionLimits.staff.idleMinutes),
  staffHours: String(sessionLimits.staff.wholeHours),
  resetHours: String(resetHours),
  neverActivatedDays: String(retention.neverActivatedDays),
  unusedDays: String(retention.unusedDays),
  logMonths: String(retention.logMonths),
};

const limit = ({ tries: most, windowMinutes, waitMinutes }: (typeof tryLimits)[keyof typeof tryLimits]): string =>
  `${most} essais en ${windowMinutes} minutes, puis ${waitMinutes} minutes d’attente`;

const tries = [
  { name: 'Une adresse internet', value: limit(tryLimits.address) },
  { name: 'Messages demandés', value: limit(tryLimits.mail) },
  {
    name: 'Connexion d’un parent',
    value: `${sessionLimits.parent.idleMinutes} minutes sans activité, ${sessionLimits.parent.wholeHours} heures en tout`,
  },
];

const kept = [
  { name: 'Compte sans enfant', value: `fermé après ${retention.rightlessMonths} mois` },
  { name: 'Fiche partie de la base', value: `effacée après ${retention.goneMonths} mois` },
  { name: 'Liens et codes utilisés', value: `${retention.spentDays} jours` },
  {
    name: 'Lettres en fichiers',
    value: `${retention.deskLetterDays} jours`,
  },
];
