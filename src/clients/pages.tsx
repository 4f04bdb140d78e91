// Applications: their list, one's card, its secrets, and what stops when it goes.
import type { JSX } from 'preact';
import { NetworkPage } from '../network/frame.js';
import { href } from '../routes.js';
import { isClaimName } from '../sso/claims.js';
import { addressesOf } from '../sso/client-told.js';
import type { ClientOfRegister } from '../sso/register-rules.js';
import type { Operator } from '../staff/rules.js';
import { type Fact, Facts, State } from '../web/facts.js';
import { FrenchName, Identifier } from '../web/names.js';
import { ButtonLink, Buttons, Card } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import { clientsTrail } from './forms.js';
import { authWords, claimWords, protocolWords, subjectWords } from './words.js';

type Props = { view: View; operator: Operator };

function EventsState({ client }: { client: ClientOfRegister }): JSX.Element {
  const { events, waiting, parked } = client;
  if (!events) return <>Aucun</>;
  if (parked > 0) return <State kind="to-decide">{parked === 1 ? '1 abandonné' : `${parked} abandonnés`}</State>;
  if (waiting > 0) return <State kind="retry">{`${waiting} en attente`}</State>;
  return <State kind="done">À jour</State>;
}

const schoolsOf = ({ schoolUais, serviceSlug }: ClientOfRegister): string => {
  if (schoolUais !== null) return schoolUais.length === 1 ? '1 école' : `${schoolUais.length} écoles`;
  return serviceSlug === null ? 'Toutes' : 'Celles du service';
};

export function ClientsPage({
  view,
  operator,
  clients,
}: Props & { clients: readonly ClientOfRegister[] }): JSX.Element {
  const { t } = view;
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Applications"
      lead="Les parents y entrent avec leur compte d’ici."
      action={
        <ButtonLink icon="plus" href={href('networkNewClient', { protocol: 'oidc' })}>
          Inscrire une application
        </ButtonLink>
      }
    >
      <Table
        caption="Applications inscrites"
        quiet
        columns={[
          { name: 'Nom' },
          { name: 'Protocole' },
          { name: 'Service' },
          { name: 'Écoles' },
          { name: 'Dernière entrée' },
          { name: 'Événements' },
        ]}
        rows={clients.map((client) => ({
          cells: [
            <a href={href('networkClient', { client: client.id })}>
              <FrenchName>{client.name}</FrenchName>
            </a>,
            protocolWords[client.protocol],
            client.serviceSlug ?? '—',
            schoolsOf(client),
            client.lastSignInAt === null ? 'Jamais' : t.shortDay(client.lastSignInAt),
            <EventsState client={client} />,
          ],
        }))}
        empty="Aucune application pour l’instant."
      />
    </NetworkPage>
  );
}

const Address = ({ children }: { children: string }): JSX.Element => (
  <span class="long">
    <FrenchName>{children}</FrenchName>
  </span>
);

const listed = (addresses: readonly string[]): Fact['value'] =>
  addresses.length === 0 ? 'Aucune' : addresses.map((one) => <Address>{one}</Address>);

function ownFacts(client: ClientOfRegister): readonly Fact[] {
  switch (client.protocol) {
    case 'oidc': {
      const { settings } = client;
      return [
        { name: 'client_id', value: <Identifier>{client.publicId}</Identifier> },
        { name: 'Adresses de retour', value: listed(settings.redirectUris) },
        { name: 'Après la déconnexion', value: listed(settings.postLogoutRedirectUris) },
        { name: 'Apprend une déconnexion', value: listed([settings.backchannelLogoutUri ?? []].flat()) },
        { name: 'Preuve', value: authWords[settings.authMethod] },
        { name: 'Signature', value: `${settings.idTokenAlgorithm}, ${settings.pkce ? 'PKCE exigé' : 'sans PKCE'}` },
      ];
    }
    case 'cas':
      return [
        { name: 'Service', value: <Address>{client.settings.service}</Address> },
        { name: 'Apprend une déconnexion', value: client.settings.logout ? 'Oui' : 'Non' },
      ];
    case 'saml':
      return [
        { name: 'entityID', value: <Address>{client.publicId}</Address> },
        { name: 'Reçoit les réponses', value: listed(client.settings.assertionConsumers.map((one) => one.location)) },
        { name: 'Réponses chiffrées', value: client.settings.encryptionCertificates.length > 0 ? 'Oui' : 'Non' },
        { name: 'Noms des attributs', value: client.settings.attributeNames === 'uri' ? 'Adresses' : 'Simples' },
      ];
  }
}

function claimsFact(claims: readonly string[]): Fact['value'] {
  if (claims.length === 0) return 'Un nom opaque, rien d’autre';
  return (
    <ul class="plain">
      {claims.map((claim) => (
        <li>{isClaimName(claim) ? claimWords[claim] : claim}</li>
      ))}
    </ul>
  );
}

export function ClientPage({
  view,
  operator,
  client,
  publicUrl,
}: Props & { client: ClientOfRegister; publicUrl: string }): JSX.Element {
  const { t } = view;
  const { id } = client;
  const hasSecret = client.protocol === 'oidc' && client.settings.authMethod.startsWith('client_secret_');
  const oldSecret = (until: Date | null) =>
    until === null ? [] : [{ name: 'Ancien secret', value: `Vaut jusqu’au ${t.moment(until)}` }];
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title={client.name}
      lead={`${protocolWords[client.protocol]}, inscrite le ${t.shortDay(client.createdAt)}`}
      trail={clientsTrail}
      action={<ButtonLink href={href('networkClientChange', { client: id })}>Modifier</ButtonLink>}
    >
      <div class="narrow">
        <Card title="Application">
          <Facts
            facts={[
              { name: 'Numéro', value: String(id) },
              { name: 'Service', value: client.serviceSlug ?? 'Aucun' },
              { name: 'Écoles', value: client.schoolUais?.join(', ') ?? schoolsOf(client) },
              { name: 'Peut savoir', value: claimsFact(client.claims) },
              { name: 'Nom d’un parent', value: subjectWords[client.subjectType] },
              {
                name: 'Dernière entrée',
                value: client.lastSignInAt === null ? 'Jamais' : t.moment(client.lastSignInAt),
              },
            ]}
          />
        </Card>
        <Card title={protocolWords[client.protocol]}>
          <Facts facts={[...ownFacts(client), ...oldSecret(client.oldSecretUntil)]} />
          {hasSecret && (
            <ButtonLink kind="second" icon="key" href={href('networkClientRenewal', { client: id, secret: 'client' })}>
              Renouveler son secret
            </ButtonLink>
          )}
        </Card>
        <Card title="Événements">
          <Facts
            facts={[
              {
                name: 'État',
                value: client.events ? (
                  <a href={href('networkDeliveries', { application: String(id) })}>
                    <EventsState client={client} />
                  </a>
                ) : (
                  <EventsState client={client} />
                ),
              },
              ...(client.eventsUrl === null ? [] : [{ name: 'Envoyés à', value: listed([client.eventsUrl]) }]),
              ...oldSecret(client.oldEventsUntil),
            ]}
          />
          {client.events && (
            <ButtonLink kind="second" icon="key" href={href('networkClientRenewal', { client: id, secret: 'events' })}>
              Renouveler le secret des événements
            </ButtonLink>
          )}
        </Card>
        <Card title="À donner à l’application">
          <Facts
            facts={Object.entries(addressesOf(publicUrl, client.protocol)).map(([name, value]) => ({
              name,
              value: <Address>{value}</Address>,
            }))}
          />
        </Card>
        <Buttons>
          <ButtonLink kind="second" icon="search" href={href('networkClientPreview', { client: id })}>
            Voir ce qu’elle recevrait
          </ButtonLink>
          <ButtonLink kind="second" icon="door" href={href('networkClientEnd', { client: id })}>
            Retirer l’application
          </ButtonLink>
        </Buttons>
      </div>
    </NetworkPage>
  );
}
