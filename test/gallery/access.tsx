// Sample pages of a member of staff's own access.
import { AccessPage, type AccessShown } from '../../src/staff/access-pages.js';
import { type Samples, stageIn } from './stage.js';

const view = { ...stageIn('fr').signedOut, path: '/ecole/mon-acces' };
const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const here = { id: 1, seenAt: new Date('2026-09-14T16:42:00Z'), address: '192.0.2.7', agent, current: true };
const shown: AccessShown = { name: 'Sophie Lopez', codesLeft: undefined, codes: undefined, sessions: [here] };
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
    <AccessPage view={view} shown={{ ...shown, codesLeft: 10, codes, sessions: two }} askCode={false} errors={[]} />
  ),
  'desk-access-errors': () => (
    <AccessPage view={view} shown={{ ...shown, codesLeft: 1, sessions: two }} askCode errors={missing} />
  ),
};
