// The catalogue of services: its list and order, one service, what stops when it is withdrawn.
import type { JSX } from 'preact';
import { NetworkPage } from '../network/frame.js';
import { kindWords } from '../network/rules.js';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import type { Operator } from '../staff/rules.js';
import { DoOrCancel } from '../web/desk-buttons.js';
import { State } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Button, ButtonLink, Points } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import type { CatalogueEntry } from './rules.js';

type Props = { view: View; operator: Operator; errors: readonly FieldError[]; askCode: boolean };
export const catalogueTrail = [{ href: href('networkCatalogue'), label: 'Services' }];

export function CataloguePage({
  view,
  operator,
  entries,
  askCode,
  errors,
}: Props & { entries: readonly CatalogueEntry[] }): JSX.Element {
  const last = entries.length - 1;
  const table = (
    <Table
      caption="Catalogue des services"
      quiet
      columns={[
        { name: 'Service' },
        { name: 'Pour' },
        { name: 'D’avance' },
        { name: 'Écoles', number: true },
        { name: 'Ordre' },
      ]}
      rows={entries.map((entry, index) => ({
        cells: [
          <a href={href('networkCatalogueService', { service: entry.slug })}>
            <FrenchName>{entry.names.fr}</FrenchName>
          </a>,
          entry.schoolKinds.map((kind) => kindWords[kind]).join(', '),
          entry.openedByDefault ? <State kind="done">Ouvert</State> : 'Par l’école',
          entry.schools,
          <>
            {index > 0 && (
              <Button kind="link" name="move" value={`up:${entry.slug}`}>
                Monter<span class="unseen">{` : ${entry.names.fr}`}</span>
              </Button>
            )}{' '}
            {index < last && (
              <Button kind="link" name="move" value={`down:${entry.slug}`}>
                Descendre<span class="unseen">{` : ${entry.names.fr}`}</span>
              </Button>
            )}
          </>,
        ],
      }))}
      empty="Le catalogue est vide."
    />
  );
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Services"
      lead="Les tuiles que les parents voient, dans cet ordre, là où l’école les a ouvertes."
      action={
        <ButtonLink icon="plus" href={href('networkNewCatalogueService')}>
          Ajouter un service
        </ButtonLink>
      }
      errors={errors}
    >
      {entries.length > 1 ? (
        <Form view={view} action={href('networkCatalogue')}>
          {askCode && <SecurityCode view={view} errors={errors} />}
          {table}
        </Form>
      ) : (
        table
      )}
    </NetworkPage>
  );
}

export function CatalogueEndPage({
  view,
  operator,
  entry,
  stops,
  askCode,
  errors,
}: Props & {
  entry: CatalogueEntry;
  stops: { readonly schools: number; readonly application: string | undefined };
}): JSX.Element {
  const here = href('networkCatalogueService', { service: entry.slug });
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Retirer du catalogue"
      lead={<FrenchName>{entry.names.fr}</FrenchName>}
      trail={[...catalogueTrail, { href: here, label: entry.names.fr }]}
      errors={errors}
    >
      <Form view={view} action={href('networkCatalogueEnd', { service: entry.slug })} class="narrow">
        <Points
          points={[
            {
              icon: 'school',
              text: `Écoles qui l’ont ouvert : ${stops.schools}. Leurs parents ne voient plus sa tuile.`,
            },
            ...(stops.application === undefined
              ? []
              : [
                  {
                    icon: 'key' as const,
                    text: `L’application « ${stops.application} » n’est plus ouverte par ce service : plus aucun parent n’y entre.`,
                  },
                ]),
            { icon: 'info', text: 'Ajouté de nouveau sous le même nom court, il revient là où il était ouvert.' },
          ]}
        />
        {askCode && <SecurityCode view={view} errors={errors} />}
        <DoOrCancel act="Retirer" back={here} />
      </Form>
    </NetworkPage>
  );
}
