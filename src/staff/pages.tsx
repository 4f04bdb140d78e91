// How a member of staff comes in: the enrolment link, the sign-in, the choice of a school.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { sessionLimits } from '../signin/rules.js';
import { DeskPage } from '../web/desk-layout.js';
import { CodeField, Field, Form, Password } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card } from '../web/panels.js';
import { QrCode } from '../web/qr-code.js';
import type { FieldError, View } from '../web/view.js';
import { roleWords } from './words.js';

/** The six digits, in every form that asks for them. */
export function SecurityCode({
  errors,
  hint,
}: {
  errors?: readonly FieldError[] | undefined;
  hint?: string;
}): JSX.Element {
  return (
    <CodeField
      name="code"
      label="Code de sécurité"
      hint={hint ?? 'Les 6 chiffres de votre application, par exemple 123 456.'}
      digits
      errors={errors}
    />
  );
}

export type StaffSignIn = {
  readonly mail: string;
  readonly errors: readonly FieldError[];
  /** Why one is here: time went by, or one has just left. */
  readonly notice: string | undefined;
  /** Where to go afterwards. */
  readonly back: string | undefined;
};

export function StaffSignInPage({ view, form }: { view: View; form: StaffSignIn }): JSX.Element {
  const { idleMinutes, wholeHours } = sessionLimits.staff;
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
            <SecurityCode errors={form.errors} />
            <Button>Se connecter</Button>
          </Form>
        </Card>
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

export type EnrolmentForm = {
  readonly mail: string;
  readonly name: string;
  readonly secret: { readonly text: string; readonly address: string };
  readonly errors: readonly FieldError[];
};

export function EnrolmentPage({ view, form }: { view: View; form: EnrolmentForm }): JSX.Element {
  return (
    <DeskPage
      view={view}
      menu={[]}
      title="Créer votre accès"
      lead={
        <>
          {form.name !== '' && (
            <>
              <FrenchName>{form.name}</FrenchName>
              {', '}
            </>
          )}
          <FrenchName>{form.mail}</FrenchName>
        </>
      }
      errors={form.errors}
    >
      <Form view={view} action={href('staffEnrolmentForm')} class="narrow">
        {/* For password managers: whose password this is. */}
        <input type="email" name="username" value={form.mail} autocomplete="username" readOnly hidden />
        <Card title="1. Choisissez un mot de passe">
          <Password
            view={view}
            name="password"
            label="Mot de passe"
            hint="12 signes ou plus. Une phrase va très bien."
            autocomplete="new-password"
            errors={form.errors}
          />
        </Card>
        <Card title="2. Préparez vos codes de sécurité">
          <p>
            À chaque connexion, une application vous donne un code. Installez-la sur votre téléphone (FreeOTP, Aegis,
            Google Authenticator…), puis visez ce carré avec elle.
          </p>
          <QrCode text={form.secret.address} label="Carré à viser avec l’application de codes" />
          <p>
            Ou tapez cette clé dans l’application : <Identifier>{form.secret.text}</Identifier>
          </p>
        </Card>
        <Card title="3. Donnez le premier code">
          <SecurityCode errors={form.errors} />
          <Button>Créer mon accès</Button>
        </Card>
      </Form>
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
  const staff = { name, role: '', schoolName: '', idleMinutes: sessionLimits.staff.idleMinutes };
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
