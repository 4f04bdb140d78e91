// Sample pages of the choice of who has an account.
import { EntitlementPage } from '../../src/school-settings/entitlement-pages.js';
import { head } from './staff-people.js';
import { type Samples, stageIn } from './stage.js';

const view = { ...stageIn('fr').signedOut, path: '/ecole/reglages/responsables' };
const held = { held: 'legal', saved: false, askCode: true, errors: [] } as const;
const change = {
  from: 'legal',
  to: 'in_charge',
  gaining: 14,
  opened: 17,
  accounts: 12,
  losing: 0,
  shut: 0,
  childless: 0,
} as const;

export const entitlementSamples: Samples = {
  'desk-entitlement': () => (
    <EntitlementPage view={view} desk={head} form={{ ...held, asked: 'legal', change: undefined, saved: true }} />
  ),
  'desk-entitlement-check': () => (
    <EntitlementPage
      view={view}
      desk={head}
      form={{ ...held, asked: 'in_charge', change: { ...change, shown: 'x' } }}
    />
  ),
};
