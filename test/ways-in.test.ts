// docs/security.md lists every way in: an address that is not there takes nothing that opens anything.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createApp } from '../src/app.js';
import { projectFolder } from '../src/kernel/project.js';
import { printCode } from '../src/letters/rules.js';
import { makeSecrets } from '../src/letters/secrets.js';
import { type RouteName, routes } from '../src/routes.js';
import { type Act, asksFresh } from '../src/staff/rights-rules.js';
import { routeRights } from '../src/staff/route-rights.js';
import { onBothDatabases } from './harness.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';

/** Routes where nothing is given that a guesser could guess. A new route does not compile into either list by itself. */
const nothingToGuess: readonly RouteName[] = [
  'root',
  'health',
  'chooseLanguage',
  'signOut',
  'activationChildren',
  'activationDone',
  'activationNotMine',
  'accessibility',
  'data',
  'entry',
  'casLogin',
  'casLogout',
  'casProxy',
  'eventKeys',
  'samlMetadata',
  'home',
  'services',
  'service',
  'account',
  'changeMail',
  'resendMail',
  'keepMail',
  'security',
  'knownBy',
  'withdraw',
  'addApplication',
  'addPasskey',
  'removeFactor',
  'stopOwnReset',
  'recoveryCodes',
  'endSession',
  'endOtherSessions',
  'children',
  'disownChild',
  'correction',
  'ownData',
  'ownDataFile',
  'closing',
  'closed',
  'groupingCheck',
  'groupingDone',
  'receipt',
  'history',
  'oidcEntry',
  'federationLink',
  'federationGo',
  'federationUnlink',
  'clientSignOut',
  'requests',
  'request',
  'requestWithdraw',
  'requestCheck',
  'school',
  'staffSignOut',
  // Behind a fresh second factor.
  'staffPasskey',
  'staffIdentity',
  'staffIdentityGo',
  'staffIdentityEnd',
  'staffApplication',
  'staffFactorEnd',
  'staffFactorName',
  'schoolChoice',
  'schoolAccounts',
  'schoolAccount',
  'schoolRestoreChild',
  'schoolRequests',
  'schoolCorrections',
  'schoolLettersPreview',
  'schoolLetterBatch',
  'schoolLetterBatchState',
  'schoolLetterBatchFile',
  'schoolLetterBatchList',
  'schoolImportTemplate',
  'schoolImportReport',
  'schoolImportState',
  'schoolImports',
  'schoolCorrection',
  'schoolLetterMade',
  'schoolLetterFile',
  'schoolAccountsFile',
  'schoolSessions',
  'schoolSettings',
  'schoolLetterSample',
  'schoolJournalFile',
  'schoolStatistics',
  'schoolStatisticsFile',
  'schoolDuplicates',
  'schoolPupilDuplicates',
  'schoolToMend',
  'schoolBreakDone',
  'network',
  'schoolApprovals',
  'staffSessionEnd',
  'staffSessionsEnd',
  'networkNewSchool',
  'networkSchool',
  'networkService',
  'networkClients',
  'networkClient',
  'networkRequests',
  'networkClientPreview',
  'networkDeliveries',
  'networkDelivery',
  'networkLogouts',
  'networkAudit',
  'schoolServices',
  'schoolService',
  'schoolServiceEnd',
  'lookFile',
  'networkState',
];

const page = readFileSync(new URL('docs/security.md', projectFolder), 'utf8').split('## Every way in')[1] ?? '';
const rows = [...page.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$/gm)];
const listed = new Map(rows.map(([, route = '', bound = '']) => [route, bound]));

test('every address is a way in that the page lists, or takes nothing that can be guessed', () => {
  assert.equal(rows.length, listed.size, 'a route is listed once');
  const known = [...listed.keys(), ...nothingToGuess];
  assert.deepEqual(known.sort(), Object.keys(routes).sort());
});

test('every page of staff whose act always asks for a fresh code is listed', () => {
  const lines = Object.entries<{ readonly get?: Act; readonly post?: Act }>(routeRights);
  const fresh = lines.filter(([, { post }]) => post !== undefined && asksFresh(post)).map(([name]) => name);
  assert.ok(fresh.length > 30);
  assert.deepEqual(
    fresh.filter((name) => !listed.has(name)),
    [],
  );
});

test('what is bounded by its length alone is a link, and every link is', () => {
  for (const [name, path] of Object.entries(routes))
    if (path.endsWith('/:token')) assert.match(listed.get(name) ?? '', /^128 bits/, name);
});

/** Of the shape of a letter's code: another would not be looked at. */
const anyCode = printCode(makeSecrets((bytes) => new Uint8Array(bytes).fill(7)).code);

/** The pages on which somebody without a session types a secret: eleven wrong ones on any of them are ten tries. */
const typed: readonly (readonly [RouteName, (identifier: string) => Record<string, string>])[] = [
  ['signIn', (identifier) => ({ identifier, password: 'un mot de passe faux' })],
  ['activation', (identifier) => ({ identifier, code: anyCode })],
  [
    'staffSignIn',
    (identifier) => ({ mail: `${identifier}@exemple.fr`, password: 'un mot de passe faux', code: '123456' }),
  ],
];

onBothDatabases('each page that asks for a secret takes ten wrong ones, whoever they name', async (deps) => {
  const app = await createApp(deps);
  const { identifier } = await addParent(deps, jeanMoulin, 'Yanis');
  for (const [route, fields] of typed) {
    assert.match(listed.get(route) ?? '', /^counts/);
    for (const named of [`${route}.${identifier}`, identifier]) {
      const answers: string[] = [];
      for (let index = 0; index < 11; index += 1) {
        const form = await openVisitor(app, { address: `198.51.100.${index}` }).visit(routes[route]);
        answers.push((await form.send(fields(named))).words);
      }
      const held = answers.filter((words) => /Attendez (\d+ minutes|jusqu)/.test(words)).length;
      assert.equal(held, 1, `${route}, ${named}: ${answers.at(-1)}`);
      deps.clock.advance({ minutes: 16 });
    }
  }
});
