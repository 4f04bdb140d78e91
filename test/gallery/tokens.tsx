// Sample pages of the tokens of programs: a school's, the network's.
import { type TokenForm, TokenPage, type TokenSeen, TokensPage } from '../../src/tokens/pages.js';
import type { Token } from '../../src/tokens/rules.js';
import { head as desk, operator } from './staff-people.js';
import { type Samples, stageIn } from './stage.js';

const now = new Date('2026-09-14T16:42:00Z');
const viewAt = (path: string) => ({ ...stageIn('fr').signedOut, path });

const timetable: Token = {
  id: 12,
  schoolUai: '0330001X',
  staffId: 1,
  madeBy: 'Dominique Lenoir',
  name: 'Logiciel de vie scolaire',
  scopes: ['accounts:read', 'imports:write', 'letters:write'],
  madeAt: now,
  endsAt: new Date('2026-12-13T16:42:00Z'),
  lastUsedAt: null,
  revokedAt: null,
  orphaned: false,
};
const former: Token = {
  ...timetable,
  id: 8,
  name: 'Tableau de bord du collège',
  scopes: ['statistics:read'],
  lastUsedAt: now,
  orphaned: true,
  madeBy: 'Camille Roche',
};
const ended: Token = { ...former, id: 3, name: 'Essai de la rentrée', orphaned: false, endsAt: now };
const automation: Token = {
  ...timetable,
  id: 20,
  schoolUai: null,
  name: 'Création des écoles',
  scopes: ['schools:write'],
};

const form: TokenForm = { tokens: [], now, name: '', days: '', scopes: [], askCode: true, errors: [] };
const wrong = {
  name: 'Logiciel de vie scolaire',
  days: '4000',
  errors: [
    { field: 'scope', message: 'Cochez ce que le programme peut faire.' },
    { field: 'days', message: 'Écrivez un nombre, de 1 à 365, ou rien.' },
  ],
};
const seen: TokenSeen = { token: timetable, secret: undefined, now, askCode: true, errors: [] };
const secret = 'fratrie_0JUbH9sT3wQxRk5mNv7LpYc2ZaFdGe8iBoXt4WnSq1u2sM9Kd';

const list = (more: Partial<TokenForm>) => (
  <TokensPage view={viewAt('/ecole/reglages/jetons')} seat={{ desk }} form={{ ...form, ...more }} />
);

export const tokenSamples: Samples = {
  'desk-tokens': () => list({ tokens: [timetable, former, ended] }),
  'desk-tokens-errors': () => list(wrong),
  'desk-tokens-network': () => (
    <TokensPage view={viewAt('/reseau/reglages/jetons')} seat={{ operator }} form={{ ...form, tokens: [automation] }} />
  ),
  'desk-token-made': () => (
    <TokenPage view={viewAt('/ecole/reglages/jetons/12')} seat={{ desk }} seen={{ ...seen, secret, askCode: false }} />
  ),
  'desk-token-ended': () => (
    <TokenPage view={viewAt('/ecole/reglages/jetons/3')} seat={{ desk }} seen={{ ...seen, token: ended }} />
  ),
};
