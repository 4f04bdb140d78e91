// A school of the network: described, added, its services opened and closed.
import type { JSX } from 'preact';
import type { CivilDate } from '../kernel/civil-date.js';
import type { NewSchool } from '../people/rules.js';
import { href } from '../routes.js';
import { OpeningFields } from '../services/opening-fields.js';
import type { OpeningTyped } from '../services/opening-form.js';
import type { Opening, Service } from '../services/rules.js';
import type { Operator } from '../staff/rules.js';
import { Select } from '../web/choices.js';
import { SideBySide } from '../web/desk-layout.js';
import { Field, Form } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { NetworkPage } from './frame.js';
import { kindWords } from './rules.js';

type Props = { view: View; operator: Operator; errors: readonly FieldError[] };
export type SchoolTyped = Readonly<Record<'uai' | 'name' | 'kind' | 'address' | 'town' | 'phone' | 'hours', string>>;

export const typedSchool = (school: NewSchool): SchoolTyped => ({
  uai: school.uai,
  name: school.name,
  kind: school.kind,
  address: school.addressLines.split('\n').join(', '),
  town: school.town,
  phone: school.phone,
  hours: school.openingHours,
});

const back = [{ href: href('network'), label: 'Écoles' }];
const kinds = Object.entries(kindWords).map(([value, label]) => ({ value, label }));

function SchoolFields({ typed, errors }: { typed: SchoolTyped; errors: readonly FieldError[] }): JSX.Element {
  return (
    <>
      <Field name="name" label="Nom" value={typed.name} errors={errors} required />
      <Select name="kind" label="Genre" options={kinds} value={typed.kind} errors={errors} />
      <Field name="address" label="Adresse" hint="Sans la commune ; deux lignes : une virgule" value={typed.address} />
      <Field name="town" label="Code postal et commune" value={typed.town} errors={errors} />
      <Field
        name="phone"
        label="Téléphone"
        hint="Il est sur les lettres et sur chaque page des parents."
        value={typed.phone}
        errors={errors}
      />
      <Field name="hours" label="Heures d’ouverture" value={typed.hours} errors={errors} />
    </>
  );
}

export function NewSchoolPage({ view, operator, typed, errors }: Props & { typed: SchoolTyped }): JSX.Element {
  return (
    <NetworkPage view={view} operator={operator} title="Ajouter une école" trail={back} errors={errors}>
      <Form view={view} action={href('networkNewSchool')} class="narrow">
        <Card>
          <Field
            name="uai"
            label="Code UAI"
            hint="7 chiffres et une lettre, par exemple 0330001X. Il ne change plus."
            value={typed.uai}
            errors={errors}
            required
          />
          <SchoolFields typed={typed} errors={errors} />
          <Button icon="plus">Ajouter</Button>
        </Card>
      </Form>
    </NetworkPage>
  );
}

export type SchoolCard = {
  readonly school: NewSchool;
  readonly services: readonly { readonly service: Service; readonly opening: Opening | undefined }[];
  /** Somebody works there. */
  readonly staffed: boolean;
};

export function NetworkSchoolPage({
  view,
  operator,
  card,
  today,
  typed,
  errors,
}: Props & { card: SchoolCard; today: CivilDate; typed: SchoolTyped }): JSX.Element {
  const { uai, name } = card.school;
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title={name}
      lead={<Identifier>{uai}</Identifier>}
      trail={back}
      action={
        <ButtonLink kind="second" icon="people" href={href('networkSchoolTeam', { school: uai })}>
          Équipe
        </ButtonLink>
      }
      errors={errors}
    >
      {!card.staffed && (
        <Note icon="people">
          <p>
            Personne ne travaille encore ici. La suite :{' '}
            <a href={href('networkSchoolTeam', { school: uai })}>donner un accès à la direction</a>. Elle nommera son
            secrétariat, qui enverra la base élèves.
          </p>
        </Note>
      )}
      <SideBySide>
        <Form view={view} action={href('networkSchool', { school: uai })}>
          <Card title="Description">
            <SchoolFields typed={typed} errors={errors} />
            <Button>Enregistrer</Button>
          </Card>
        </Form>
        <section>
          <h2>Services</h2>
          <Table
            caption="Services du catalogue pour ce genre d’école"
            quiet
            columns={[{ name: 'Service' }, { name: 'Ici' }]}
            rows={card.services.map(({ service, opening }) => ({
              cells: [
                <a href={href('networkService', { school: uai, service: service.slug })}>
                  <FrenchName>{service.names.fr}</FrenchName>
                </a>,
                openingWords(view, opening, today),
              ],
            }))}
            empty="Le catalogue n’a pas de service pour ce genre d’école."
          />
        </section>
      </SideBySide>
    </NetworkPage>
  );
}

function openingWords({ t }: View, opening: Opening | undefined, today: CivilDate): string {
  if (opening === undefined) return 'Fermé';
  const { opensOn, closesOn } = opening;
  const since = opensOn > today ? 'Ouvrira le' : 'Ouvert depuis le';
  return closesOn === null ? `${since} ${t.day(opensOn)}` : `Du ${t.day(opensOn)} au ${t.day(closesOn)}`;
}

export function ServicePage({
  view,
  operator,
  school,
  service,
  open,
  typed,
  errors,
}: Props & { school: NewSchool; service: Service; open: boolean; typed: OpeningTyped }): JSX.Element {
  const there = href('networkSchool', { school: school.uai });
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title={service.names.fr}
      lead={<FrenchName>{school.name}</FrenchName>}
      trail={[...back, { href: there, label: school.name }]}
      errors={errors}
    >
      <Form view={view} action={href('networkService', { school: school.uai, service: service.slug })} class="narrow">
        <Card title={open ? 'Ce service est ouvert ici' : 'Ouvrir ce service ici'}>
          <p>
            <FrenchName>{service.details.fr}</FrenchName>
          </p>
          <OpeningFields typed={typed} errors={errors} />
          <Buttons>
            <Button name="act" value="open">
              {open ? 'Enregistrer' : 'Ouvrir'}
            </Button>
            {open && (
              <Button kind="second" name="act" value="close">
                Fermer ce service
              </Button>
            )}
            <ButtonLink kind="second" href={there}>
              Annuler
            </ButtonLink>
          </Buttons>
        </Card>
      </Form>
    </NetworkPage>
  );
}
