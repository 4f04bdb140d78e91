// How a member of staff comes in: the enrolment link, the sign-in, the choice of a school.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import type { SessionLimits } from '../signin/rules.js';
import { DeskPage } from '../web/desk-layout.js';
import { CodeField, Field, Form, Password } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card } from '../web/panels.js';
import { PasskeyProof } from '../web/passkey.js';
import type { FieldError, View } from '../web/view.js';
import { codeHint, recoveryHint, roleWords } from './words.js';

const proved = 'Votre clé est reconnue, pour cinq minutes. Continuez.';

/** A fresh second factor, in every form that asks for one: a code, or first a passkey where there is one. */
export function SecurityCode({
  view,
  errors,
}: {
  view: View;
  errors?: readonly FieldError[] | undefined;
}): JSX.Element {
  const { application, passkey } = view.factors ?? { application: true, passkey: false };
  return (
    <>
      {passkey && <PasskeyProof view={view} page={href('staffProof')} proved={proved} />}
      <CodeField
        name="code"
        label={application ? 'Code de sécurité' : 'Code de secours'}
        hint={application ? codeHint : recoveryHint}
        digits={application}
        errors={errors}
      />
    </>
  );
}

export type StaffSignIn = {
  readonly mail: string;
  readonly errors: readonly FieldError[];
  /** Why one is here: time went by, or one has just left. */
  readonly notice: string | undefined;
  /** Where to go afterwards. */
  readonly back: string | undefined;
  /** The name of the académie's provider of identities, where there is one. */
  readonly provider?: string | undefined;
  readonly limits: SessionLimits;
};

export function StaffSignInPage({ view, form }: { view: View; form: StaffSignIn }): JSX.Element {
  const { idleMinutes, wholeHours } = form.limits;
  return (
    <DeskPage view={view} menu={[]} title="Espace de l’école" lead="Connexion du personnel" errors={form.errors}>
      {form.notice !== undefined && <Alert kind="info">{form.notice}</Alert>}
      <div class="narrow">
        <Card>
          <Form view={view} action={href('staffSignIn')}>
            {form.back !== undefined && <input type="hidden" name="retour" value={form.back} />}
            <Field
              name="mail"
              type="email"
              label="Adresse mail"
              autocomplete="username"
              value={form.mail}
              errors={form.errors}
              required
            />
            <Password
              view={view}
              name="password"
              label="Mot de passe"
              autocomplete="current-password"
              errors={form.errors}
            />
            <CodeField
              name="code"
              label="Code de sécurité"
              hint={`${codeHint} Avec une clé d’accès, laissez vide : elle est demandée ensuite.`}
              digits
              errors={form.errors}
            />
            <Button>Se connecter</Button>
          </Form>
        </Card>
        {form.provider !== undefined && (
          <Card title="Par l’académie">
            <p class="soft">Pour qui a relié son accès, dans « Mon accès ».</p>
            <ButtonLink
              kind="second"
              href={href('staffProvider', form.back === undefined ? {} : { retour: form.back })}
            >{`Entrer avec ${form.provider}`}</ButtonLink>
          </Card>
        )}
        <p class="soft">{`Sans activité, la connexion dure ${idleMinutes} minutes ; ${wholeHours} heures en tout.`}</p>
        <p class="soft">
          Téléphone perdu ? Tapez un code de secours à la place du code. Sinon, demandez un nouveau lien d’inscription à
          la personne qui gère Fratrie.
        </p>
        <p>
          Vous êtes parent ? <a href={href('signIn')}>Connectez-vous ici</a>.
        </p>
      </div>
    </DeskPage>
  );
}

export function DeadEnrolmentPage({ view }: { view: View }): JSX.Element {
  return (
    <DeskPage view={view} menu={[]} title="Ce lien ne marche plus">
      <p>Un lien d’inscription sert une seule fois, pendant 7 jours. Un lien plus récent l’a peut-être remplacé.</p>
      <p>Demandez un nouveau lien à la personne qui gère Fratrie.</p>
      <Buttons>
        <ButtonLink href={href('staffSignIn')}>Se connecter</ButtonLink>
      </Buttons>
    </DeskPage>
  );
}

export type SchoolOffered = {
  readonly uai: string;
  readonly name: string;
  readonly town: string;
  readonly role: string;
};

export function ChooseSchoolPage({
  view,
  name,
  schools,
  network,
}: {
  view: View;
  name: string;
  schools: readonly SchoolOffered[];
  /** Its name, for whoever is its operator. */
  network?: string | undefined;
}): JSX.Element {
  const staff = { name, role: '', schoolName: '' };
  return (
    <DeskPage
      view={{ ...view, staff }}
      menu={[]}
      title={network === undefined ? 'Pour quelle école ?' : 'Où travaillez-vous ?'}
    >
      <ul class="narrow">
        {schools.map((school) => (
          <li>
            <Form view={view} action={href('schoolChoice')}>
              <input type="hidden" name="school" value={school.uai} />
              <Card title={<FrenchName>{school.name}</FrenchName>}>
                <p class="soft">{[school.town, school.role].filter((part) => part !== '').join(', ')}</p>
                <Button kind="second">Choisir</Button>
              </Card>
            </Form>
          </li>
        ))}
        {network !== undefined && (
          <li>
            <Card title={<FrenchName>{network}</FrenchName>}>
              <p class="soft">{roleWords.operator}</p>
              <ButtonLink kind="second" href={href('network')}>
                Choisir
              </ButtonLink>
            </Card>
          </li>
        )}
      </ul>
    </DeskPage>
  );
}
