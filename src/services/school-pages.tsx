// Services at a school's desk: what is open, opening one, and who loses it when it is closed.
import type { JSX } from 'preact';
import type { CivilDate } from '../kernel/civil-date.js';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import type { Desk } from '../staff/rules.js';
import { State } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { OpeningFields } from './opening-fields.js';
import type { OpeningTyped } from './opening-form.js';
import type { Opening, Service, ServiceAtSchool } from './rules.js';

type Props = { view: View; desk: Desk };
const trail = [{ href: href('schoolServices'), label: 'Services' }];

function OpeningState({ opening, today }: { opening: Opening | undefined; today: CivilDate }): JSX.Element {
  if (opening === undefined) return <State kind="closed">Fermé</State>;
  if (opening.opensOn > today) return <State kind="pending">Pas encore</State>;
  if (opening.closesOn !== null && opening.closesOn < today) return <State kind="closed">Fini</State>;
  return <State kind="done">Ouvert</State>;
}

function daysWords({ t }: View, opening: Opening | undefined, today: CivilDate): string {
  if (opening === undefined) return '—';
  const { opensOn, closesOn } = opening;
  const since = opensOn > today ? 'À partir du' : 'Depuis le';
  return closesOn === null ? `${since} ${t.day(opensOn)}` : `Du ${t.day(opensOn)} au ${t.day(closesOn)}`;
}

/** Of a service just opened or closed: what it is now. */
function toldWords({ t }: View, { service, opening }: ServiceAtSchool, today: CivilDate): string {
  const named = `C’est fait : « ${service.names.fr} »`;
  if (opening === undefined) return `${named} est fermé.`;
  if (opening.opensOn > today) return `${named} ouvrira le ${t.day(opening.opensOn)}.`;
  if (opening.closesOn !== null && opening.closesOn < today) return `${named} est fini.`;
  return `${named} est ouvert.`;
}

export function OwnServicesPage({
  view,
  desk,
  services,
  today,
  told,
}: Props & {
  services: readonly ServiceAtSchool[];
  today: CivilDate;
  told?: ServiceAtSchool | undefined;
}): JSX.Element {
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Services"
      lead="Les services du réseau pour vos parents. Un service ouvert leur montre une tuile."
    >
      {told !== undefined && <Alert kind="done" title={toldWords(view, told, today)} />}
      <Table
        caption="Services offerts à cette école"
        quiet
        columns={[{ name: 'Service' }, { name: 'Ici' }, { name: 'Jours' }, { name: 'À faire avant' }]}
        rows={services.map(({ service, opening }) => ({
          cells: [
            <>
              <a href={href('schoolService', { service: service.slug })}>
                <FrenchName>{service.names.fr}</FrenchName>
              </a>
              <small>
                <FrenchName>{service.details.fr}</FrenchName>
              </small>
            </>,
            <OpeningState opening={opening} today={today} />,
            daysWords(view, opening, today),
            opening === undefined || opening.dueOn === null ? '—' : view.t.day(opening.dueOn),
          ],
        }))}
        empty="Le réseau n’offre pas encore de service à votre école."
      />
    </SchoolPage>
  );
}

export function OwnServicePage({
  view,
  desk,
  service,
  open,
  typed,
  errors,
}: Props & { service: Service; open: boolean; typed: OpeningTyped; errors: readonly FieldError[] }): JSX.Element {
  const { slug } = service;
  return (
    <SchoolPage view={view} desk={desk} title={service.names.fr} trail={trail} errors={errors}>
      <Form view={view} action={href('schoolService', { service: slug })} class="narrow">
        <Card title={open ? 'Ce service est ouvert' : 'Ouvrir ce service'}>
          <p>
            <FrenchName>{service.explanations.fr || service.details.fr}</FrenchName>
          </p>
          <OpeningFields typed={typed} errors={errors} />
          <Buttons>
            <Button>{open ? 'Enregistrer' : 'Ouvrir'}</Button>
            {open && (
              <ButtonLink kind="second" href={href('schoolServiceEnd', { service: slug })}>
                Fermer ce service
              </ButtonLink>
            )}
            <ButtonLink kind="second" href={href('schoolServices')}>
              Annuler
            </ButtonLink>
          </Buttons>
        </Card>
      </Form>
    </SchoolPage>
  );
}

export function CloseServicePage({
  view,
  desk,
  service,
  loses,
}: Props & {
  service: Service;
  loses: { readonly accounts: number; readonly pupils: number; readonly application: string | undefined };
}): JSX.Element {
  const here = href('schoolService', { service: service.slug });
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Fermer ce service"
      lead={<FrenchName>{service.names.fr}</FrenchName>}
      trail={[...trail, { href: here, label: service.names.fr }]}
    >
      <Form view={view} action={href('schoolServiceEnd', { service: service.slug })} class="narrow">
        <Points
          points={[
            {
              icon: 'people',
              text: `Comptes de parents qui perdent sa tuile : ${loses.accounts}, pour ${loses.pupils} élèves.`,
            },
            ...(loses.application === undefined
              ? []
              : [
                  {
                    icon: 'door' as const,
                    text: `Ils n’entrent plus dans l’application « ${loses.application} », sauf par une autre école.`,
                  },
                ]),
            { icon: 'clock', text: 'Ses jours ne sont pas gardés. Vous pourrez le rouvrir.' },
          ]}
        />
        <Buttons>
          <Button>Fermer</Button>
          <ButtonLink kind="second" href={here}>
            Annuler
          </ButtonLink>
        </Buttons>
      </Form>
    </SchoolPage>
  );
}
