// Every address, and what each kind of person gets there. An address without a line does not compile; one that the
// application answers without being in the list fails.
import assert from 'node:assert/strict';
import { createApp } from '../src/app.js';
import { programPaths } from '../src/program-paths.js';
import { type RouteName, routes } from '../src/routes.js';
import { apiRoot, apiRoutes } from '../src/staff/api-rights.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { openSecretary } from './secretary.js';
import { openVisitor, type Visitor } from './visitor.js';
import { addParent, jeanMoulin, louiseMichel } from './world.js';

/** Who may read a page: anybody, a parent who is signed in, a member of staff; or nobody (it is only posted to). */
const readers: Record<RouteName, 'anybody' | 'parent' | 'staff' | 'nobody'> = {
  root: 'parent',
  health: 'anybody',
  chooseLanguage: 'anybody',
  signIn: 'anybody',
  signOut: 'parent',
  // Without a password that waits it leads to the sign-in.
  secondStep: 'parent',
  groupingCode: 'parent',
  security: 'parent',
  knownBy: 'parent',
  withdraw: 'parent',
  addPasskey: 'parent',
  stopOwnReset: 'nobody',
  stopResetToken: 'anybody',
  stopReset: 'anybody',
  schoolFactor: 'staff',
  addApplication: 'parent',
  removeFactor: 'parent',
  recoveryCodes: 'parent',
  endSession: 'nobody',
  endOtherSessions: 'nobody',
  forgottenIdentifier: 'anybody',
  forgottenPassword: 'anybody',
  resetToken: 'anybody',
  resetPassword: 'anybody',
  activation: 'anybody',
  activationBirthDates: 'anybody',
  activationChildren: 'anybody',
  activationPassword: 'anybody',
  activationDone: 'parent',
  activationNotMine: 'anybody',
  letterToken: 'anybody',
  letterTokenCapitals: 'anybody',
  letterSignedIn: 'parent',
  mailToken: 'anybody',
  confirmMail: 'anybody',
  accessibility: 'anybody',
  data: 'anybody',
  entry: 'parent',
  // Without a service they lead home, and to the sign-in.
  casLogin: 'parent',
  casLogout: 'parent',
  casValidate: 'anybody',
  casServiceValidate: 'anybody',
  casP3ServiceValidate: 'anybody',
  casProxyValidate: 'anybody',
  casP3ProxyValidate: 'anybody',
  casProxy: 'anybody',
  events: 'anybody',
  eventKeys: 'anybody',
  samlMetadata: 'anybody',
  // Without a message they answer the page of a request that is none.
  samlSignOn: 'anybody',
  samlLogout: 'anybody',
  home: 'parent',
  services: 'parent',
  service: 'parent',
  account: 'parent',
  profile: 'parent',
  changeMail: 'parent',
  resendMail: 'nobody',
  keepMail: 'nobody',
  children: 'parent',
  disownChild: 'parent',
  correction: 'parent',
  ownData: 'parent',
  ownDataFile: 'parent',
  closing: 'parent',
  closed: 'anybody',
  freshProof: 'parent',
  grouping: 'parent',
  groupingCheck: 'parent',
  groupingDone: 'parent',
  requests: 'parent',
  request: 'parent',
  requestWithdraw: 'parent',
  requestCheck: 'parent',
  oidcEntry: 'anybody',
  // Nothing is named in the settings of the tests: they do not exist.
  federation: 'anybody',
  federationReturn: 'anybody',
  federationLink: 'parent',
  federationGo: 'parent',
  federationUnlink: 'nobody',
  clientSignOut: 'nobody',
  receipt: 'parent',
  history: 'parent',
  objectionToken: 'anybody',
  objection: 'anybody',
  schoolLetters: 'staff',
  schoolLettersPreview: 'staff',
  schoolLetterBatch: 'staff',
  schoolLetterBatchState: 'staff',
  schoolLetterBatchFile: 'nobody',
  schoolLetterBatchList: 'staff',
  schoolImports: 'staff',
  schoolImport: 'staff',
  schoolImportState: 'staff',
  schoolImportTemplate: 'staff',
  schoolImportReport: 'staff',
  schoolCorrections: 'staff',
  schoolCorrection: 'nobody',
  schoolObjection: 'staff',
  school: 'staff',
  staffSignIn: 'anybody',
  staffSignOut: 'nobody',
  staffEnrolment: 'anybody',
  staffEnrolmentForm: 'anybody',
  schoolChoice: 'staff',
  staffSecondStep: 'staff',
  staffAccess: 'staff',
  staffProvider: 'anybody',
  staffProviderReturn: 'anybody',
  staffIdentity: 'staff',
  staffIdentityGo: 'staff',
  staffIdentityEnd: 'nobody',
  staffProof: 'staff',
  staffPasskey: 'staff',
  staffApplication: 'staff',
  staffFactorEnd: 'staff',
  staffFactorName: 'staff',
  staffSessionEnd: 'nobody',
  staffSessionsEnd: 'nobody',
  schoolAccounts: 'staff',
  schoolAccountsExport: 'staff',
  schoolAccountsFile: 'staff',
  schoolRequests: 'staff',
  schoolRequest: 'staff',
  schoolAccount: 'staff',
  schoolRestoreChild: 'nobody',
  schoolLetter: 'staff',
  schoolLetterMade: 'staff',
  schoolLetterFile: 'nobody',
  schoolBreak: 'staff',
  schoolUndo: 'staff',
  schoolTokens: 'staff',
  schoolToken: 'staff',
  schoolSettings: 'staff',
  schoolEntitlement: 'staff',
  schoolLetterSample: 'staff',
  schoolJournal: 'staff',
  schoolJournalFile: 'staff',
  schoolStatistics: 'staff',
  schoolStatisticsFile: 'staff',
  schoolProtection: 'staff',
  schoolDuplicates: 'staff',
  schoolPupilDuplicates: 'staff',
  schoolToMend: 'staff',
  schoolSuspension: 'staff',
  schoolSessions: 'nobody',
  schoolBreakDone: 'staff',
  network: 'staff',
  schoolApprovals: 'staff',
  schoolApproval: 'staff',
  networkNewSchool: 'staff',
  networkSchool: 'staff',
  networkService: 'staff',
  networkClients: 'staff',
  networkNewClient: 'staff',
  networkClient: 'staff',
  networkClientChange: 'staff',
  networkClientSecret: 'staff',
  networkClientRenewal: 'staff',
  networkClientEnd: 'staff',
  networkRequests: 'staff',
  networkRequest: 'staff',
  networkClientPreview: 'staff',
  networkDeliveries: 'staff',
  networkDelivery: 'staff',
  networkLogouts: 'staff',
  networkAudit: 'staff',
  networkCatalogue: 'staff',
  networkNewCatalogueService: 'staff',
  networkCatalogueService: 'staff',
  networkCatalogueEnd: 'staff',
  schoolServices: 'staff',
  schoolService: 'staff',
  schoolServiceEnd: 'staff',
  networkStops: 'staff',
  lookFile: 'anybody',
  networkLook: 'staff',
  networkLookPreview: 'staff',
  networkState: 'staff',
  networkSettings: 'staff',
  schoolTeam: 'staff',
  schoolMember: 'staff',
  schoolMemberEnd: 'staff',
  schoolMemberLink: 'staff',
  networkTeam: 'staff',
  networkTokens: 'staff',
  networkToken: 'staff',
  networkMember: 'staff',
  networkMemberEnd: 'staff',
  networkMemberLink: 'staff',
  networkSchoolTeam: 'staff',
  networkSchoolMember: 'staff',
  networkSchoolMemberEnd: 'staff',
  networkSchoolMemberLink: 'staff',
};

const names = Object.keys(routes) as RouteName[];
const pathOf = (name: RouteName, id = '1') => routes[name].replace(/:\w+/g, id);

async function people(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const other = await addParent(deps, louiseMichel, 'Aya');
  const signedIn = openVisitor(app);
  await (await signedIn.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
  const { visitor: secretary } = await openSecretary(deps, app, jeanMoulin);
  return { app, parent, other, nobody: openVisitor(app), signedIn, secretary };
}

const signInPage = /^\/(ecole\/)?connexion$/;

onBothDatabases('who is not allowed a page is led to the sign-in of its site', async (deps) => {
  const { nobody, signedIn, secretary } = await people(deps);
  const led = async (visitor: Visitor, name: RouteName) => (await visitor.visit(pathOf(name))).path;
  for (const name of names) {
    const reader = readers[name];
    if (reader === 'parent') {
      assert.equal(await led(nobody, name), '/connexion', name);
      assert.equal(await led(secretary, name), '/connexion', `${name}: staff are no parents`);
    }
    if (reader === 'staff') {
      assert.equal(await led(nobody, name), '/ecole/connexion', name);
      assert.equal(await led(signedIn, name), '/ecole/connexion', `${name}: parents are no staff`);
    }
    if (reader === 'anybody')
      assert.doesNotMatch((await led(nobody, name)).replace(pathOf(name), ''), signInPage, name);
    if (reader === 'nobody') assert.equal((await nobody.visit(pathOf(name))).status, 404, name);
  }
});

onBothDatabases('no address takes a post without the token of its form', async (deps) => {
  const { nobody, signedIn, secretary } = await people(deps);
  for (const visitor of [nobody, signedIn, secretary])
    for (const name of names) {
      const { status } = await visitor.post(pathOf(name), { answer: 'yes' });
      // What other sites post to has no form of ours, and is signed where it does anything.
      const refused = name === 'samlSignOn' || name === 'samlLogout' ? [400] : [403, 404];
      assert.ok(refused.includes(status), `${name}: ${status}`);
    }
});

onBothDatabases("a school's pages know nothing of an account of another school", async (deps) => {
  const { other, secretary } = await people(deps);
  for (const name of ['schoolAccount', 'schoolLetter', 'schoolLetterMade', 'schoolBreak'] as const) {
    const known = await secretary.visit(pathOf(name, String(other.id)));
    const unknown = await secretary.visit(pathOf(name, '999999'));
    assert.equal(known.status, 404, name);
    assert.equal(known.words, unknown.words);
  }
});

/** The addresses of the tree that Fastify prints: each line adds a part to the line above that is less indented. */
function pathsOf(tree: string): string[] {
  const parts: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods] = /^([│ ]*)[├└]── (\S+)(?: \((.*)\))?/.exec(line) ?? [];
    const depth = indent.length / 4;
    parts.splice(depth, Number.POSITIVE_INFINITY, part);
    return methods === undefined ? [] : [parts.join('')];
  });
}

onBothDatabases('the list holds every address that the application answers', async (deps) => {
  const { app } = await people(deps);
  const ofPrograms = Object.values(apiRoutes).map(({ path }) => `${apiRoot}${path}`);
  const listed = new Set<string>([...Object.values(routes), ...programPaths, ...ofPrograms]);
  const answered = pathsOf(app.printRoutes({ commonPrefix: false })).filter((path) => !path.startsWith('/a/'));
  assert.ok(answered.length > 30);
  assert.deepEqual(
    answered.filter((path) => !listed.has(path)),
    [],
  );
});
