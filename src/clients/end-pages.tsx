// An application is taken out: what stops, before the button.
import type { JSX } from 'preact';
import { NetworkPage } from '../network/frame.js';
import { href } from '../routes.js';
import type { ClientOfRegister } from '../sso/register-rules.js';
import { SecurityCode } from '../staff/pages.js';
import type { Operator } from '../staff/rules.js';
import { DoOrCancel } from '../web/desk-buttons.js';
import { Form } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Points } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { clientsTrail } from './forms.js';

type Props = { view: View; operator: Operator };
export type Acting = { readonly askCode: boolean; readonly errors: readonly FieldError[] };

export function ClientEndPage({
  view,
  operator,
  client,
  stops,
  acting,
}: Props & {
  client: ClientOfRegister;
  stops: { readonly known: number; readonly open: number };
  acting: Acting;
}): JSX.Element {
  const here = href('networkClient', { client: client.id });
  const { known, open } = stops;
  const waiting = client.waiting + client.parked;
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Retirer l’application"
      lead={<FrenchName>{client.name}</FrenchName>}
      trail={[...clientsTrail, { href: here, label: client.name }]}
      errors={acting.errors}
    >
      <Form view={view} action={href('networkClientEnd', { client: client.id })} class="narrow">
        <Points
          points={[
            { icon: 'door', text: 'Plus aucun parent n’y entre, dès maintenant.' },
            { icon: 'people', text: `Comptes qu’elle connaît : ${known}. Connexions ouvertes chez elle : ${open}.` },
            ...(client.serviceSlug === null
              ? []
              : [{ icon: 'list' as const, text: `Le service « ${client.serviceSlug} » ne mène plus à elle.` }]),
            ...(client.events
              ? [{ icon: 'bell' as const, text: `Elle n’apprend plus rien. Événements jamais reçus : ${waiting}.` }]
              : []),
            { icon: 'key', text: 'Ses secrets et ses jetons ne valent plus rien.' },
            ...(client.subjectType === 'pairwise'
              ? [{ icon: 'info' as const, text: 'Inscrite de nouveau, elle connaîtra les parents par d’autres noms.' }]
              : []),
          ]}
        />
        {acting.askCode && <SecurityCode view={view} errors={acting.errors} />}
        <DoOrCancel act="Retirer" back={here} />
      </Form>
    </NetworkPage>
  );
}
