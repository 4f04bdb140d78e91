// Sample pages of the network's operators.

import type { AuditCheck } from '../../src/audit/verifying.js';
import type { CivilDate } from '../../src/kernel/civil-date.js';
import { AuditPage } from '../../src/network/audit-pages.js';
import { SchoolsPage } from '../../src/network/pages.js';
import { NetworkRequestPage, NetworkRequestsPage, type RequestOfNetwork } from '../../src/network/request-pages.js';
import type { SchoolOfNetwork } from '../../src/network/rules.js';
import { NetworkSchoolPage, NewSchoolPage, ServicePage, typedSchool } from '../../src/network/school-pages.js';
import { type State, StatePage } from '../../src/network/state-pages.js';
import { StopPage } from '../../src/network/stop-pages.js';
import type { NewSchool } from '../../src/people/rules.js';
import type { Service } from '../../src/services/rules.js';
import { ChooseSchoolPage } from '../../src/staff/pages.js';
import type { Operator } from '../../src/staff/rules.js';
import { type Samples, stageIn } from './stage.js';

const viewAt = (path: string) => ({ ...stageIn('fr').signedOut, path });
const today = '2026-09-14' as CivilDate;
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

const school: NewSchool = {
  uai: '0330001X',
  name: 'Collège Jean-Moulin',
  kind: 'college',
  addressLines: '12 rue des Tilleuls',
  town: '33000 Bordeaux',
  phone: '05 36 49 12 30',
  openingHours: 'du lundi au vendredi, de 8 h à 17 h',
};
const service = (slug: string, fr: string): Service => ({
  slug,
  names: { fr },
  details: { fr: 'Inscription et paiement' },
  explanations: { fr: '' },
  icon: 'cutlery',
  address: 'https://cantine.example.org/',
  schoolKinds: ['college'],
  linkLevels: ['legal'],
});
const opening = {
  slug: 'cantine',
  schoolUai: school.uai,
  opensOn: '2026-09-01' as CivilDate,
  closesOn: '2026-10-15' as CivilDate,
  dueOn: null,
};
const services = [
  { service: service('cantine', 'Cantine'), opening },
  { service: service('bourse', 'Demande de bourse'), opening: undefined },
];
const state: State = {
  database: 'postgres',
  migrations: { count: 31, last: '0095_rows_of_one_school.sql', appliedAt: new Date('2026-09-01T05:00:00Z') },
  jobs: { waiting: 3, failed: 0, oldestMailAt: new Date('2026-09-14T06:12:00Z') },
  tidied: { endedAt: new Date('2026-09-11T01:31:00Z'), done: 214 },
  now: new Date('2026-09-14T08:00:00Z'),
  audit: { seq: 48213, hmac: '9f86d081884c7d65' },
  address: 'https://comptes.example.org',
  production: true,
  mails: 'smtp',
};
const typed = typedSchool(school);
const frame = { view: viewAt('/reseau/ecoles/0330001X'), operator, errors: [] };

const head = { seq: 48_210, hmac: Buffer.from('9f86d081884c7d65', 'hex') };
const check: AuditCheck = {
  askedAt: new Date('2026-09-14T01:30:00Z'),
  askedBy: 'Claude Fontaine',
  endedAt: new Date('2026-09-14T01:30:09Z'),
  headSeq: 48_112,
  headHmac: head.hmac,
  events: 48_112,
  brokenAt: null,
  why: null,
};
const day = (text: string) => new Date(`${text}T09:00:00Z`);
const person = (firstName: string, schoolName: string) => ({
  ...{ civility: 'Mme' as const, firstName, familyName: 'Benali', usageName: null },
  schoolName,
});
const request: RequestOfNetwork = {
  reference: 'D-4K7M-20XP',
  state: 'open',
  createdAt: day('2026-08-10'),
  decidedAt: null,
  operatorReason: null,
  mayDecide: true,
  schoolsUntil: day('2026-09-09'),
  kept: [person('Nadia', 'Collège Jean-Moulin')],
  absorbed: [person('Nadège', 'Lycée polyvalent Marie-Antoinette-de-La-Rochefoucauld')],
  likeness: ['first_differs'],
  flagged: true,
  contested: true,
  schools: [
    {
      name: 'Lycée polyvalent Marie-Antoinette-de-La-Rochefoucauld',
      phone: '05 36 49 12 40',
      decision: null,
      reason: null,
    },
    { name: 'Collège Louise-Michel', phone: '', decision: 'accepted', reason: 'Pièce d’identité vue.' },
  ],
};
const waits = { reference: 'D-4K7M-20XP', createdAt: day('2026-08-10'), schoolsUntil: day('2026-09-09') };
const requestPage = (shown: RequestOfNetwork, form: { errors: readonly { field: string; message: string }[] }) => (
  <NetworkRequestPage
    view={viewAt('/reseau/demandes/D-4K7M-20XP')}
    operator={operator}
    request={shown}
    form={{ decision: '', reason: '', askCode: true, ...form }}
  />
);

export const networkSamples: Samples = {
  'desk-network-stops': () => (
    <StopPage
      view={viewAt('/reseau/comptes-arretes')}
      operator={operator}
      form={{
        ...{ identifier: 'n.benali4827', act: 'stop', reason: '', askCode: true },
        errors: [{ field: 'reason', message: 'Expliquez en une phrase : 5 signes au moins.' }],
      }}
      stopped={[{ identifier: 'c.martin0391', at: check.askedAt, by: 'Claude Fontaine', reason: 'Plainte déposée.' }]}
    />
  ),
  'desk-network-audit': () => (
    <AuditPage
      view={viewAt('/reseau/journal')}
      operator={operator}
      shown={{ head, checks: [{ ...check, endedAt: null, headSeq: null, headHmac: null, events: null }, check] }}
    />
  ),
  'desk-network-audit-broken': () => (
    <AuditPage
      view={viewAt('/reseau/journal')}
      operator={operator}
      shown={{ head, checks: [{ ...check, events: null, brokenAt: 4820, why: 'altered', askedBy: null }, check] }}
    />
  ),
  'desk-network-requests': () => (
    <NetworkRequestsPage
      view={viewAt('/reseau/demandes')}
      operator={operator}
      requests={[
        { ...waits, schools: ['Collège Louise-Michel'], missing: ['Collège Louise-Michel'], mayDecide: true },
        { ...waits, reference: 'D-9999-AAAA', schools: [], missing: [], mayDecide: false },
      ]}
    />
  ),
  'desk-network-request': () =>
    requestPage(request, { errors: [{ field: 'decision', message: 'Choisissez une réponse.' }] }),
  'desk-network-request-decided': () =>
    requestPage(
      {
        ...request,
        state: 'accepted',
        flagged: false,
        contested: false,
        operatorReason: 'Appel au collège : la même personne.',
      },
      { errors: [] },
    ),

  'desk-network-school-new': () => (
    <NewSchoolPage {...frame} typed={{ ...typed, uai: '', name: '', address: '', town: '', phone: '', hours: '' }} />
  ),
  'desk-network-school-new-errors': () => (
    <NewSchoolPage
      {...frame}
      typed={{ ...typed, uai: '033', name: '' }}
      errors={[
        { field: 'uai', message: 'Ce n’est pas un code UAI : 7 chiffres et la lettre qui va avec. Vérifiez-le.' },
        { field: 'name', message: 'Tapez le nom de l’école.' },
      ]}
    />
  ),
  'desk-network-school-card': () => (
    <NetworkSchoolPage {...frame} card={{ school, services, staffed: true }} today={today} typed={typed} />
  ),
  'desk-network-school-card-bare': () => (
    <NetworkSchoolPage {...frame} card={{ school, services: [], staffed: false }} today={today} typed={typed} />
  ),
  'desk-network-service': () => (
    <ServicePage
      {...frame}
      school={school}
      service={service('cantine', 'Cantine')}
      open
      typed={{ opensOn: '2026-09-01', closesOn: '2026-10-15', dueOn: '' }}
    />
  ),
  'desk-network-service-errors': () => (
    <ServicePage
      {...frame}
      school={school}
      service={service('bourse', 'Demande de bourse')}
      open={false}
      typed={{ opensOn: '', closesOn: '', dueOn: '' }}
      errors={[{ field: 'opensOn', message: 'Écrivez ce jour ainsi : 2026-10-15.' }]}
    />
  ),
  'desk-network-state': () => (
    <StatePage view={viewAt('/reseau/etat')} operator={operator} state={state} version="0.1.0" />
  ),
  'desk-network-schools': () => (
    <SchoolsPage
      view={viewAt('/reseau')}
      operator={operator}
      networkName={networkName}
      schools={schools}
      broken={{ at: 4820, why: 'altered' }}
      toDecide={2}
    />
  ),
  'desk-network-schools-none': () => (
    <SchoolsPage
      view={viewAt('/reseau')}
      operator={{ ...operator, atSchools: false }}
      networkName={networkName}
      schools={[]}
      broken={undefined}
      toDecide={0}
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
