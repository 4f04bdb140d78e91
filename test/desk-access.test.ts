// Every address of the school's site × everybody who may knock. An address without a line here fails.
import assert from 'node:assert/strict';
import { createApp } from '../src/app.js';
import { routes } from '../src/routes.js';
import { actOf, type StaffRoute } from '../src/staff/route-rights.js';
import type { StaffRole } from '../src/staff/rules.js';
import { tokenFor } from './api-client.js';
import { onBothDatabases } from './harness.js';
import { openSecretary } from './secretary.js';
import { openVisitor, type Visitor } from './visitor.js';
import { addLetter, addParent, jeanMoulin, louiseMichel } from './world.js';

type Method = 'GET' | 'POST';
const people = [
  'nobody',
  'parent',
  'other parent',
  'reader',
  'secretary',
  'head',
  // Of another school.
  'other head',
  'operator',
  // Whoever brings a token of the JSON interface, with every right, to a page.
  'token',
] as const;
type Person = (typeof people)[number];

/** In the order of `people`. 303 to the sign-in page for who is not staff, 403 for whose role has no right to the act. */
const table: Readonly<Record<StaffRoute, Partial<Record<Method, readonly number[]>>>> = {
  school: { GET: [303, 303, 303, 200, 200, 200, 200, 303, 303] },
  staffSignIn: {
    GET: [200, 200, 200, 303, 303, 303, 303, 303, 200],
    POST: [422, 422, 422, 422, 422, 422, 422, 422, 422],
  },
  staffEnrolment: { GET: [404, 404, 404, 404, 404, 404, 404, 404, 404] },
  staffEnrolmentForm: {
    GET: [404, 404, 404, 404, 404, 404, 404, 404, 404],
    POST: [404, 404, 404, 404, 404, 404, 404, 404, 404],
  },
  staffAccess: {
    GET: [303, 303, 303, 200, 200, 200, 200, 200, 303],
    POST: [303, 303, 303, 303, 303, 303, 303, 303, 303],
  },
  // No password waits in these browsers.
  staffSecondStep: {
    GET: [303, 303, 303, 303, 303, 303, 303, 303, 303],
    POST: [303, 303, 303, 303, 303, 303, 303, 303, 303],
  },
  // The settings name no provider.
  staffProvider: { GET: [404, 404, 404, 404, 404, 404, 404, 404, 404] },
  staffProviderReturn: { GET: [404, 404, 404, 404, 404, 404, 404, 404, 404] },
  staffIdentity: {
    GET: [303, 303, 303, 404, 404, 404, 404, 404, 303],
    POST: [303, 303, 303, 404, 404, 404, 404, 404, 303],
  },
  staffIdentityGo: { GET: [303, 303, 303, 404, 404, 404, 404, 404, 303] },
  staffIdentityEnd: { POST: [303, 303, 303, 404, 404, 404, 404, 404, 303] },
  staffProof: {
    GET: [303, 303, 303, 303, 303, 303, 303, 303, 303],
    POST: [303, 303, 303, 422, 422, 422, 422, 422, 303],
  },
  staffPasskey: {
    GET: [303, 303, 303, 200, 200, 200, 200, 200, 303],
    POST: [303, 303, 303, 422, 422, 422, 422, 422, 303],
  },
  // Everybody here has one already.
  staffApplication: {
    GET: [303, 303, 303, 303, 303, 303, 303, 303, 303],
    POST: [303, 303, 303, 303, 303, 303, 303, 303, 303],
  },
  // The only one that each of them has.
  staffFactorEnd: {
    GET: [303, 303, 303, 200, 200, 200, 200, 200, 303],
    POST: [303, 303, 303, 422, 422, 422, 422, 422, 303],
  },
  // None of these people has a key of that number.
  staffFactorName: {
    GET: [303, 303, 303, 303, 303, 303, 303, 303, 303],
    POST: [303, 303, 303, 303, 303, 303, 303, 303, 303],
  },
  // Nobody's own.
  staffSessionEnd: { POST: [303, 303, 303, 303, 303, 303, 303, 303, 303] },
  staffSessionsEnd: { POST: [303, 303, 303, 303, 303, 303, 303, 303, 303] },
  schoolChoice: {
    GET: [303, 303, 303, 200, 200, 200, 200, 200, 303],
    POST: [303, 303, 303, 404, 404, 404, 404, 404, 303],
  },
  schoolAccounts: { GET: [303, 303, 303, 200, 200, 200, 200, 403, 303] },
  schoolAccountsExport: {
    GET: [303, 303, 303, 403, 200, 200, 200, 403, 303],
    POST: [303, 303, 303, 403, 303, 303, 303, 403, 303],
  },
  schoolAccountsFile: { GET: [303, 303, 303, 403, 200, 200, 200, 403, 303] },
  schoolAccount: { GET: [303, 303, 303, 200, 200, 200, 404, 403, 303] },
  schoolRestoreChild: { POST: [303, 303, 303, 403, 404, 404, 404, 403, 303] },
  schoolLetter: {
    GET: [303, 303, 303, 403, 200, 200, 404, 403, 303],
    POST: [303, 303, 303, 403, 303, 303, 404, 403, 303],
  },
  // Made by a command: nobody's at the desk.
  schoolLetterMade: { GET: [303, 303, 303, 403, 404, 404, 404, 403, 303] },
  schoolLetterFile: { POST: [303, 303, 303, 403, 404, 404, 404, 403, 303] },
  schoolBreak: {
    GET: [303, 303, 303, 403, 200, 200, 404, 403, 303],
    POST: [303, 303, 303, 403, 422, 422, 404, 403, 303],
  },
  schoolBreakDone: { GET: [303, 303, 303, 403, 404, 404, 404, 403, 303] },
  schoolSuspension: {
    GET: [303, 303, 303, 403, 200, 200, 404, 403, 303],
    POST: [303, 303, 303, 403, 422, 422, 404, 403, 303],
  },
  schoolDuplicates: {
    GET: [303, 303, 303, 200, 200, 200, 200, 403, 303],
    POST: [303, 303, 303, 403, 404, 404, 404, 403, 303],
  },
  schoolPupilDuplicates: {
    GET: [303, 303, 303, 200, 200, 200, 200, 403, 303],
    POST: [303, 303, 303, 403, 404, 404, 404, 403, 303],
  },
  schoolToMend: { GET: [303, 303, 303, 200, 200, 200, 200, 403, 303] },
  schoolProtection: {
    GET: [303, 303, 303, 403, 200, 200, 404, 403, 303],
    POST: [303, 303, 303, 403, 422, 422, 404, 403, 303],
  },
  schoolJournal: {
    GET: [303, 303, 303, 403, 200, 200, 200, 403, 303],
    POST: [303, 303, 303, 403, 403, 303, 303, 403, 303],
  },
  schoolJournalFile: { GET: [303, 303, 303, 403, 403, 200, 200, 403, 303] },
  schoolStatistics: { GET: [303, 303, 303, 200, 200, 200, 200, 403, 303] },
  schoolStatisticsFile: { GET: [303, 303, 303, 200, 200, 200, 200, 403, 303] },
  schoolSettings: {
    GET: [303, 303, 303, 403, 403, 200, 200, 403, 303],
    POST: [303, 303, 303, 403, 403, 422, 422, 403, 303],
  },
  schoolEntitlement: {
    GET: [303, 303, 303, 403, 403, 200, 200, 403, 303],
    POST: [303, 303, 303, 403, 403, 422, 422, 403, 303],
  },
  schoolLetterSample: { GET: [303, 303, 303, 403, 403, 200, 200, 403, 303] },
  schoolTokens: {
    GET: [303, 303, 303, 403, 403, 200, 200, 403, 303],
    POST: [303, 303, 303, 403, 403, 422, 422, 403, 303],
  },
  // No token of this number.
  schoolToken: {
    GET: [303, 303, 303, 403, 403, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 403, 404, 404, 403, 303],
  },
  schoolSessions: { POST: [303, 303, 303, 403, 303, 303, 404, 403, 303] },
  // No grouping of that reference.
  schoolUndo: {
    GET: [303, 303, 303, 403, 404, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 404, 404, 404, 403, 303],
  },
  // No objection waits on this account.
  schoolObjection: {
    GET: [303, 303, 303, 404, 404, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 404, 404, 404, 403, 303],
  },
  // An account without a second factor: there is nothing to remove.
  schoolFactor: {
    GET: [303, 303, 303, 403, 200, 200, 404, 403, 303],
    POST: [303, 303, 303, 403, 422, 422, 404, 403, 303],
  },
  // All have just proved their second factor. The letters that the secretary asked for are still being made.
  schoolLetters: {
    GET: [303, 303, 303, 403, 200, 200, 200, 403, 303],
    POST: [303, 303, 303, 403, 303, 422, 303, 403, 303],
  },
  // Nobody waits for a letter.
  schoolLettersPreview: { GET: [303, 303, 303, 403, 404, 404, 404, 403, 303] },
  schoolLetterBatch: {
    GET: [303, 303, 303, 403, 404, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 404, 404, 404, 403, 303],
  },
  schoolLetterBatchState: { GET: [303, 303, 303, 403, 404, 404, 404, 403, 303] },
  schoolLetterBatchFile: { POST: [303, 303, 303, 403, 404, 404, 404, 403, 303] },
  schoolLetterBatchList: { GET: [303, 303, 303, 403, 404, 404, 404, 403, 303] },
  // A form without a file; no upload was made.
  schoolImports: {
    GET: [303, 303, 303, 200, 200, 200, 200, 403, 303],
    POST: [303, 303, 303, 403, 422, 422, 422, 403, 303],
  },
  schoolImport: {
    GET: [303, 303, 303, 404, 404, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 404, 404, 404, 403, 303],
  },
  schoolImportState: { GET: [303, 303, 303, 404, 404, 404, 404, 403, 303] },
  schoolImportTemplate: { GET: [303, 303, 303, 403, 404, 404, 404, 403, 303] },
  schoolImportReport: { GET: [303, 303, 303, 404, 404, 404, 404, 403, 303] },
  schoolCorrections: { GET: [303, 303, 303, 200, 200, 200, 200, 403, 303] },
  // Nothing was chosen: each school reads its own list again, whatever the reference.
  schoolCorrection: { POST: [303, 303, 303, 403, 422, 422, 422, 403, 303] },
  schoolRequests: { GET: [303, 303, 303, 200, 200, 200, 200, 403, 303] },
  // Asked of the other school: the secretary of this one does not find it.
  schoolRequest: {
    GET: [303, 303, 303, 404, 404, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 404, 404, 404, 403, 303],
  },
  schoolApprovals: { GET: [303, 303, 303, 200, 200, 200, 200, 403, 303] },
  // Nothing was asked under this reference.
  schoolApproval: {
    GET: [303, 303, 303, 404, 404, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 404, 404, 404, 403, 303],
  },
  schoolTeam: {
    GET: [303, 303, 303, 403, 403, 200, 200, 403, 303],
    POST: [303, 303, 303, 403, 403, 422, 422, 403, 303],
  },
  // Nobody of this number.
  schoolMember: {
    GET: [303, 303, 303, 403, 403, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 403, 404, 404, 403, 303],
  },
  schoolMemberEnd: {
    GET: [303, 303, 303, 403, 403, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 403, 404, 404, 403, 303],
  },
  schoolMemberLink: {
    GET: [303, 303, 303, 403, 403, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 403, 404, 404, 403, 303],
  },
  network: { GET: [303, 303, 303, 403, 403, 403, 403, 200, 303] },
  networkNewSchool: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 422, 303],
  },
  networkSchool: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 422, 303],
  },
  // No such service in the catalogue.
  networkService: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkRequests: { GET: [303, 303, 303, 403, 403, 403, 403, 200, 303] },
  // No such request.
  networkRequest: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkClients: { GET: [303, 303, 303, 403, 403, 403, 403, 200, 303] },
  networkNewClient: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 422, 303],
  },
  // No application of this number.
  networkClient: { GET: [303, 303, 303, 403, 403, 403, 403, 404, 303] },
  networkClientChange: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkClientSecret: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkClientRenewal: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkClientEnd: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkClientPreview: { GET: [303, 303, 303, 403, 403, 403, 403, 404, 303] },
  // No application was said.
  networkDeliveries: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 422, 303],
  },
  networkDelivery: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkLogouts: { GET: [303, 303, 303, 403, 403, 403, 403, 200, 303] },
  networkAudit: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 303, 303],
  },
  networkCatalogue: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 422, 303],
  },
  networkNewCatalogueService: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 422, 303],
  },
  networkCatalogueService: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkCatalogueEnd: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  schoolServices: { GET: [303, 303, 303, 403, 403, 200, 200, 403, 303] },
  schoolService: {
    GET: [303, 303, 303, 403, 403, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 403, 404, 404, 403, 303],
  },
  schoolServiceEnd: {
    GET: [303, 303, 303, 403, 403, 404, 404, 403, 303],
    POST: [303, 303, 303, 403, 403, 404, 404, 403, 303],
  },
  networkStops: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 422, 303],
  },
  networkLook: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 303, 303],
  },
  // The draft that the line before made; no version was said.
  networkLookPreview: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 422, 303],
  },
  networkState: { GET: [303, 303, 303, 403, 403, 403, 403, 200, 303] },
  networkSettings: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 303, 303],
  },
  networkTokens: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 422, 303],
  },
  networkToken: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkTeam: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 422, 303],
  },
  networkMember: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkMemberEnd: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkMemberLink: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkSchoolTeam: {
    GET: [303, 303, 303, 403, 403, 403, 403, 200, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 422, 303],
  },
  networkSchoolMember: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkSchoolMemberEnd: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  networkSchoolMemberLink: {
    GET: [303, 303, 303, 403, 403, 403, 403, 404, 303],
    POST: [303, 303, 303, 403, 403, 403, 403, 404, 303],
  },
  // The last: it ends the session of who knocks.
  staffSignOut: { POST: [303, 303, 303, 303, 303, 303, 303, 303, 303] },
};

onBothDatabases('every address of the desk answers each person as it must', async (deps) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const other = await addParent(deps, louiseMichel, 'Aya');
  const waiting = await addParent(deps, jeanMoulin, 'Tom', { state: 'to_activate' });
  const { letterId } = await addLetter(deps, waiting.id, jeanMoulin);
  const { number } = await deps.db
    .selectFrom('letter')
    .select('number')
    .where('id', '=', letterId)
    .executeTakeFirstOrThrow();
  const params: Record<string, string> = {
    factor: 'application',
    account: String(waiting.id),
    letter: number,
    link: '999999',
    objection: '999999',
    member: '999999',
    client: '999999',
    delivery: '999999',
    protocol: 'oidc',
    secret: 'client',
    number: '999999',
    session: '999999',
    school: jeanMoulin,
    service: 'cantine',
    import: '999999',
    batch: '999999',
    format: 'csv',
    token: 'AAAAAAAAAAAAAAAAAAAAAA',
    reference: 'S-AAAA-AAAA',
  };
  const staff = async (role: StaffRole | 'operator', school: string | null, mail: string) =>
    (await openSecretary(deps, app, school, { mail, role })).visitor;
  const visitors: Record<Person, Visitor> = {
    nobody: openVisitor(app),
    parent: openVisitor(app),
    'other parent': openVisitor(app),
    reader: await staff('reader', jeanMoulin, 'lecture@exemple.fr'),
    secretary: await staff('secretary', jeanMoulin, 'sophie@exemple.fr'),
    head: await staff('head', jeanMoulin, 'direction@exemple.fr'),
    'other head': await staff('head', louiseMichel, 'paul@exemple.fr'),
    operator: await staff('operator', null, 'operateur@exemple.fr'),
    token: openVisitor(app),
  };
  for (const [person, { identifier, password }] of [
    ['parent', parent],
    ['other parent', other],
  ] as const)
    await (await visitors[person].visit('/connexion')).send({ identifier, password });

  const { secret } = await tokenFor(deps, jeanMoulin, 'direction@exemple.fr');
  const urlOf = (name: StaffRoute) => routes[name].replace(/:(\w+)/g, (_, param: string) => params[param] ?? '');
  const names = Object.keys(table) as StaffRoute[];
  for (const name of names) {
    const lines = [actOf(name, 'get') && 'GET', actOf(name, 'post') && 'POST'].filter(Boolean);
    assert.deepEqual(Object.keys(table[name]), lines, `${name}: what the table of rights says`);
    if (table[name].POST === undefined)
      assert.equal(await post(visitors.secretary, urlOf(name)), 404, `nothing is posted to ${name}`);
  }
  for (const name of names)
    for (const [method, expected] of Object.entries(table[name]))
      for (const [index, person] of people.entries()) {
        // A copy: the cookies that an answer sets must not change who knocks next.
        const visitor = visitors[person].copy();
        const token = person === 'token' ? { authorization: `Bearer ${secret}` } : {};
        const status =
          method === 'GET' ? await get(visitor, urlOf(name), token) : await post(visitor, urlOf(name), token);
        assert.equal(status, expected[index], `${method} ${name} by ${person}`);
        assert.equal(expected.length, people.length);
      }
  for (const person of people.slice(3, 8)) assert.equal(await get(visitors[person], '/ecole'), 303, `${person} is out`);

  async function get(visitor: Visitor, url: string, more = {}): Promise<number> {
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return (await app.inject({ method: 'GET', url, headers: { cookie, ...more } })).statusCode;
  }

  /** A post with a right token and nothing else. */
  async function post(visitor: Visitor, url: string, more = {}): Promise<number> {
    const page = await visitor.visit('/ecole');
    return (await visitor.post(url, { _csrf: page.field('_csrf') ?? '' }, more)).status;
  }
});
