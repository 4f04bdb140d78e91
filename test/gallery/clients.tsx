// Sample pages between an application and the portal.
import { ClientSignOutPage } from '../../src/oidc/pages.js';
import { CarriedPage, ClientProblemPage, NotOpenedPage, ReturnPage } from '../../src/sso/client-pages.js';
import type { Samples, Stage } from './stage.js';

const schools = [
  { name: 'Collège Jean-Moulin', phone: '05 36 49 12 30' },
  { name: 'École Les Tilleuls', phone: '' },
];

export function clientSamples({ signedOut, parentAt }: Stage): Samples {
  const here = parentAt('/entrer/4f2a');
  return {
    'client-problem': () => <ClientProblemPage view={signedOut} code="unknown service" requestId="4f2a9c01d3e87b65" />,
    'client-problem-signed-in': () => <ClientProblemPage view={here} code="expired" requestId="4f2a9c01d3e87b65" />,
    'client-not-opened': () => (
      <NotOpenedPage view={here} client="Cantine de Bordeaux" back="https://cantine.example/" schools={schools} />
    ),
    'client-return': () => <ReturnPage view={here} client="Cantine de Bordeaux" action="/entrer/aaaa" />,
    'client-not-opened-no-child': () => <NotOpenedPage view={here} client="Cantine de Bordeaux" schools={[]} />,
    'client-sign-out': () => (
      <ClientSignOutPage
        view={parentAt('/oidc/logout')}
        client="ENT Argos"
        asked={{ clientId: 'ent', to: 'https://ent.example/adieu', state: 's' }}
      />
    ),
    'client-carried': () => (
      <CarriedPage
        view={here}
        client="ENT Osé"
        address="https://ent.example/acs"
        fields={{ SAMLResponse: 'PHNhbWw+' }}
      />
    ),
  };
}
