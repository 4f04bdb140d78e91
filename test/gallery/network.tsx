// Sample pages of the network's operators.

import { SchoolsPage } from '../../src/network/pages.js';
import type { SchoolOfNetwork } from '../../src/network/rules.js';
import { ChooseSchoolPage } from '../../src/staff/pages.js';
import type { Operator } from '../../src/staff/rules.js';
import { type Samples, stageIn } from './stage.js';

const viewAt = (path: string) => ({ ...stageIn('fr').signedOut, path });
const networkName = 'Académie de démonstration';

const operator: Operator = {
  staffId: 4,
  sessionId: 9,
  address: '127.0.0.1',
  name: 'Claude Fontaine',
  atSchools: true,
};

const schools: readonly SchoolOfNetwork[] = [
  {
    uai: '0330001X',
    name: 'Collège Jean-Moulin',
    kind: 'college',
    town: '33000 Bordeaux',
    registerSource: 'siecle',
    accounts: 812,
    activated: 640,
    staff: 4,
  },
  {
    uai: '0330003Z',
    name: 'Lycée polyvalent Marie-Antoinette-de-La-Rochefoucauld',
    kind: 'lycee',
    town: '33600 Pessac',
    registerSource: null,
    accounts: 0,
    activated: 0,
    staff: 1,
  },
];

export const networkSamples: Samples = {
  'desk-network-schools': () => (
    <SchoolsPage view={viewAt('/reseau')} operator={operator} networkName={networkName} schools={schools} />
  ),
  'desk-network-schools-none': () => (
    <SchoolsPage
      view={viewAt('/reseau')}
      operator={{ ...operator, atSchools: false }}
      networkName={networkName}
      schools={[]}
    />
  ),
  'desk-choose-school-or-network': () => (
    <ChooseSchoolPage
      view={viewAt('/ecole/etablissement')}
      name={operator.name}
      network={networkName}
      schools={[{ uai: '0330001X', name: 'Collège Jean-Moulin', town: 'Bordeaux', role: 'Direction' }]}
    />
  ),
};
