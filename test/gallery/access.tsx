// Sample pages of a member of staff's own access.
import { AccessPage, type AccessShown } from '../../src/staff/access-pages.js';
import { EnrolmentPage } from '../../src/staff/enrolment-pages.js';
import {
  StaffApplicationPage,
  StaffFactorEndPage,
  StaffFactorNamePage,
  StaffPasskeyPage,
  StaffProofPage,
  StaffSecondStepPage,
} from '../../src/staff/factor-pages.js';
import { StaffIdentityGoPage, StaffIdentityPage, StaffProviderProblemPage } from '../../src/staff/provider-pages.js';
import { type Samples, stageIn } from './stage.js';

const view = { ...stageIn('fr').signedOut, path: '/ecole/mon-acces' };
const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const here = { id: 1, seenAt: new Date('2026-09-14T16:42:00Z'), address: '192.0.2.7', agent, current: true };
const application = { application: true, passkeys: [] };
const keys = {
  application: false,
  passkeys: [
    { id: 4, name: 'Ordinateur du secrétariat', createdAt: new Date('2026-09-01T08:00:00Z'), usedAt: here.seenAt },
    { id: 5, name: 'Firefox, Android', createdAt: new Date('2026-09-02T08:00:00Z'), usedAt: null },
  ],
};
const shown: AccessShown = {
  name: 'Sophie Lopez',
  factors: application,
  codesLeft: undefined,
  codes: undefined,
  sessions: [here],
};
const secret = {
  text: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP',
  address: 'otpauth://totp/Fratrie:s.lopez?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=Fratrie',
};
const options = JSON.stringify({ challenge: 'AAAA' });
const both = { application: true, passkey: options };
const name = 'Sophie Lopez';
const at = (path: string) => ({ ...view, path });
const person = { mail: 's.lopez@example.org', name };
const notMade = [{ field: 'name', message: 'La clé n’a pas été créée. Essayez encore.' }];
const two = [here, { ...here, id: 2, agent: '', current: false, seenAt: new Date('2026-09-14T15:10:00Z') }];
const codes = [
  '4K7M20XP9R',
  '8R2C11ABZ0',
  '9F3D77QWER',
  '0A1B2C3D4E',
  '5F6G7H8J9K',
  'MNPQRSTVWX',
  'YZ01234567',
  '89ABCDEFGH',
  'JKMNPQRSTV',
  'WXYZ012345',
];
const missing = [{ field: 'code', message: 'Tapez le code de votre application.' }];

export const accessSamples: Samples = {
  'desk-access': () => <AccessPage view={view} shown={shown} askCode={false} errors={[]} />,
  'desk-access-codes': () => (
    <AccessPage
      view={view}
      shown={{ ...shown, provider: 'Guichet ARENA', codesLeft: 10, codes, sessions: two }}
      askCode={false}
      errors={[]}
    />
  ),
  'desk-access-errors': () => (
    <AccessPage
      view={{ ...view, factors: { application: true, passkey: true } }}
      shown={{ ...shown, factors: { ...keys, application: true }, codesLeft: 1, sessions: two }}
      askCode
      errors={missing}
    />
  ),
  'desk-access-passkey-alone': () => (
    <AccessPage
      view={{ ...view, factors: { application: false, passkey: true } }}
      shown={{ ...shown, factors: { ...keys, passkeys: keys.passkeys.slice(1) } }}
      askCode
      told="Cette sécurité est retirée."
      errors={[]}
    />
  ),
  'desk-enrolment': () => (
    <EnrolmentPage view={at('/ecole/inscription')} form={{ ...person, second: { secret }, errors: [] }} />
  ),
  'desk-enrolment-passkey': () => (
    <EnrolmentPage
      view={at('/ecole/inscription')}
      form={{ ...person, second: { options, keyName: 'Firefox, Linux' }, errors: notMade }}
    />
  ),
  'desk-identity': () => (
    <StaffIdentityPage view={at('/ecole/mon-acces/academie')} name={name} provider="Guichet ARENA" linked={false} />
  ),
  'desk-identity-go': () => (
    <StaffIdentityGoPage
      view={at('/ecole/mon-acces/academie/aller')}
      name={name}
      provider="Guichet ARENA"
      location="https://id.example.org/authorize"
    />
  ),
  'desk-provider-unknown': () => (
    <StaffProviderProblemPage view={at('/ecole/connexion/academie/retour')} why="unknown" />
  ),
  'desk-second-step': () => (
    <StaffSecondStepPage view={at('/ecole/connexion/deuxieme-etape')} asked={both} back="/ecole/journal" errors={[]} />
  ),
  'desk-proof': () => (
    <StaffProofPage
      view={at('/ecole/mon-acces/preuve')}
      name={name}
      asked={{ ...both, application: false }}
      back=""
      errors={[{ field: '', message: 'Cette clé d’accès n’est pas bonne. Essayez encore, ou tapez un code.' }]}
    />
  ),
  'desk-new-passkey': () => (
    <StaffPasskeyPage
      view={at('/ecole/mon-acces/cle')}
      name={name}
      options={options}
      keyName="Firefox, Linux"
      errors={[]}
    />
  ),
  'desk-new-application': () => (
    <StaffApplicationPage view={at('/ecole/mon-acces/application')} name={name} secret={secret} errors={[]} />
  ),
  'desk-rename-key': () => (
    <StaffFactorNamePage
      view={at('/ecole/mon-acces/securite/5/nom')}
      name={name}
      keyName="Firefox, Android"
      errors={[]}
    />
  ),
  'desk-remove-factor': () => (
    <StaffFactorEndPage
      view={at('/ecole/mon-acces/securite/5/retirer')}
      name={name}
      factor="Clé d’accès : Firefox, Android"
      last={false}
    />
  ),
  'desk-remove-factor-last': () => (
    <StaffFactorEndPage
      view={at('/ecole/mon-acces/securite/application/retirer')}
      name={name}
      factor="Application de codes"
      last
    />
  ),
};
