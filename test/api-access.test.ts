// Every address of the JSON interface × everybody who may ask. An address without a line here fails.
import assert from 'node:assert/strict';
import { createApp } from '../src/app.js';
import { type ApiRoute, apiLine } from '../src/staff/api-rights.js';
import { scopesAllow, scopesOf } from '../src/staff/scope-rules.js';
import { endToken, orderEnd } from '../src/tokens/actions.js';
import { openProgram, type Program, tokenFor } from './api-client.js';
import { onBothDatabases } from './harness.js';
import { openSecretary } from './secretary.js';
import { addParent, jeanMoulin, louiseMichel } from './world.js';

const askers = [
  'nobody',
  // Signed in on the pages, with all his cookies.
  'head',
  'ended token',
  'revoked token',
  // Of the school, with all the scopes but those of the act.
  'token without scope',
  'other school’s token',
  'token',
  'network’s token',
] as const;
type Asker = (typeof askers)[number];

/** In the order of `askers`: what an empty request is answered. 4xx beyond 403 tells that it was let in. */
const table: Readonly<Record<ApiRoute, readonly number[]>> = {
  describe: [200, 200, 200, 200, 200, 200, 200, 200],
  listImports: [401, 401, 401, 401, 403, 200, 200, 403],
  uploadImport: [401, 401, 401, 401, 403, 415, 415, 403],
  readImport: [401, 401, 401, 401, 403, 404, 404, 403],
  listImportChanges: [401, 401, 401, 401, 403, 400, 400, 403],
  applyImport: [401, 401, 401, 401, 403, 404, 404, 403],
  abandonImport: [401, 401, 401, 401, 403, 404, 404, 403],
  countLetters: [401, 401, 401, 401, 403, 200, 200, 403],
  listBatches: [401, 401, 401, 401, 403, 200, 200, 403],
  makeLetters: [401, 401, 401, 401, 403, 422, 202, 403],
  readBatch: [401, 401, 401, 401, 403, 404, 404, 403],
  lettersOfBatch: [401, 401, 401, 401, 403, 404, 404, 403],
  takeBatch: [401, 401, 401, 401, 403, 404, 404, 403],
  handLetters: [401, 401, 401, 401, 403, 400, 400, 403],
  listUnhanded: [401, 401, 401, 401, 403, 200, 200, 403],
  listAccounts: [401, 401, 401, 401, 403, 200, 200, 403],
  exportAccounts: [401, 401, 401, 401, 403, 200, 200, 403],
  readAccount: [401, 401, 401, 401, 403, 404, 200, 403],
  makeLetter: [401, 401, 401, 401, 403, 404, 201, 403],
  takeLetter: [401, 401, 401, 401, 403, 404, 404, 403],
  suspendAccount: [401, 401, 401, 401, 403, 400, 400, 403],
  reinstateAccount: [401, 401, 401, 401, 403, 400, 400, 403],
  endSessions: [401, 401, 401, 401, 403, 404, 200, 403],
  askFactorReset: [401, 401, 401, 401, 403, 400, 400, 403],
  stopFactorReset: [401, 401, 401, 401, 403, 404, 404, 403],
  listProtections: [401, 401, 401, 401, 403, 404, 200, 403],
  protectRecord: [401, 401, 401, 401, 403, 400, 400, 403],
  endProtection: [401, 401, 401, 401, 403, 400, 400, 403],
  liftObjection: [401, 401, 401, 401, 403, 400, 400, 403],
  restoreChild: [401, 401, 401, 401, 403, 404, 404, 403],
  previewBreak: [401, 401, 401, 401, 403, 400, 400, 403],
  breakGrouping: [401, 401, 401, 401, 403, 400, 400, 403],
  previewUndoing: [401, 401, 401, 401, 403, 404, 404, 403],
  undoGrouping: [401, 401, 401, 401, 403, 400, 400, 403],
  listObjections: [401, 401, 401, 401, 403, 200, 200, 403],
  listCorrections: [401, 401, 401, 401, 403, 200, 200, 403],
  answerCorrection: [401, 401, 401, 401, 403, 400, 400, 403],
  listDuplicates: [401, 401, 401, 401, 403, 200, 200, 403],
  answerDuplicate: [401, 401, 401, 401, 403, 400, 400, 403],
  listPupilDuplicates: [401, 401, 401, 401, 403, 200, 200, 403],
  tellPupilsApart: [401, 401, 401, 401, 403, 422, 422, 403],
  listRequests: [401, 401, 401, 401, 403, 200, 200, 403],
  readRequest: [401, 401, 401, 401, 403, 404, 404, 403],
  answerRequest: [401, 401, 401, 401, 403, 400, 400, 403],
  readStatistics: [401, 401, 401, 401, 403, 200, 200, 403],
  readJournal: [401, 401, 401, 401, 403, 200, 200, 403],
  readSchool: [401, 401, 401, 401, 403, 200, 200, 403],
  setSchool: [401, 401, 401, 401, 403, 200, 200, 403],
  listServices: [401, 401, 401, 401, 403, 200, 200, 403],
  openOwnService: [401, 401, 401, 401, 403, 400, 400, 403],
  closeOwnService: [401, 401, 401, 401, 403, 404, 404, 403],
  listSchools: [401, 401, 401, 401, 403, 403, 403, 200],
  addSchool: [401, 401, 401, 401, 403, 403, 403, 400],
  readSchoolOfNetwork: [401, 401, 401, 401, 403, 403, 403, 200],
  describeSchool: [401, 401, 401, 401, 403, 403, 403, 200],
  openService: [401, 401, 401, 401, 403, 403, 403, 400],
  closeService: [401, 401, 401, 401, 403, 403, 403, 404],
  readNetworkSettings: [401, 401, 401, 401, 403, 403, 403, 200],
  setNetworkSettings: [401, 401, 401, 401, 403, 403, 403, 200],
  readState: [401, 401, 401, 401, 403, 403, 403, 200],
};

onBothDatabases('every address of the JSON interface answers each token as it must', async (deps) => {
  const app = await createApp(deps);
  const mails = { [jeanMoulin]: 'direction@exemple.fr', [louiseMichel]: 'paul@exemple.fr' } as const;
  const { visitor } = await openSecretary(deps, app, jeanMoulin, { mail: mails[jeanMoulin], role: 'head' });
  await openSecretary(deps, app, louiseMichel, { mail: mails[louiseMichel], role: 'head' });
  await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr', role: 'operator' });
  const { id: account } = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  await addParent(deps, jeanMoulin, 'Tom', { state: 'to_activate' });

  const ended = await tokenFor(deps, jeanMoulin, mails[jeanMoulin], undefined, 1);
  deps.clock.advance({ days: 2 });
  const revoked = await tokenFor(deps, jeanMoulin, mails[jeanMoulin]);
  assert.ok((await orderEnd(deps, revoked.id)).ok);
  const programs: Partial<Record<Asker, Program>> = {
    nobody: openProgram(app, undefined),
    'ended token': openProgram(app, ended.secret),
    'revoked token': openProgram(app, revoked.secret),
    'other school’s token': openProgram(app, (await tokenFor(deps, louiseMichel, mails[louiseMichel])).secret),
    token: openProgram(app, (await tokenFor(deps, jeanMoulin, mails[jeanMoulin])).secret),
    'network’s token': openProgram(app, (await tokenFor(deps, null, 'operateur@exemple.fr')).secret),
  };
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const params: Record<string, string> = { account: String(account), reference: 'S-AAAA-AAAA', school: jeanMoulin };

  for (const name of Object.keys(table) as ApiRoute[]) {
    const { method, path, act } = apiLine(name);
    const url = path.replace(/:(\w+)/g, (_, param: string) => params[param] ?? '999999');
    const others = scopesOf(jeanMoulin).filter((scope) => act === undefined || !scopesAllow([scope], act));
    const poor = await tokenFor(deps, jeanMoulin, mails[jeanMoulin], others);
    for (const [index, asker] of askers.entries()) {
      const program =
        asker === 'token without scope'
          ? openProgram(app, poor.secret)
          : (programs[asker] ?? openProgram(app, undefined));
      const { status } = await program.ask(
        method,
        url,
        method === 'GET' || method === 'DELETE' ? undefined : {},
        asker === 'head' ? { cookie } : {},
      );
      assert.equal(status, table[name][index], `${method} ${path} (${name}) by ${asker}`);
    }
    assert.equal(table[name].length, askers.length);
  }
  await app.close();
});

onBothDatabases('a token is ended by its own place alone', async (deps) => {
  const app = await createApp(deps);
  const other = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr', role: 'head' });
  const { visitor } = await openSecretary(deps, app, jeanMoulin, { mail: 'direction@exemple.fr', role: 'head' });
  const { id } = await tokenFor(deps, jeanMoulin, 'direction@exemple.fr');
  assert.equal((await other.visitor.visit(`/ecole/reglages/jetons/${id}`)).status, 404);
  assert.equal((await visitor.visit(`/ecole/reglages/jetons/${id}`)).status, 200);
  const desk = { staffId: 1, sessionId: 1, address: '', name: '', atSchools: false };
  assert.deepEqual(await endToken(deps, { school: null, by: desk }, id), { ok: false, why: 'not_allowed' });
  await app.close();
});
