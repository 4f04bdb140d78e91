// The JSON interface: who may ask, how it refuses, and that its description is true.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { createApp } from '../src/app.js';
import { settingNames } from '../src/network-settings/rules.js';
import { type ApiRoute, apiLine, apiRoot, apiRoutes } from '../src/staff/api-rights.js';
import { requestsPerMinute } from '../src/tokens/rules.js';
import { descriptionOf, openProgram, tokenFor } from './api-client.js';
import { makeDeps, onBothDatabases } from './harness.js';
import { openSecretary, runStaff } from './secretary.js';
import { addParent, addSchool, jeanMoulin, louiseMichel } from './world.js';

const head = 'direction@exemple.fr';

test('the description is one, and describes every line of the table of rights', async () => {
  const app = await createApp(await makeDeps());
  const { document } = await descriptionOf(app);
  const checked = await new Validator().validate(structuredClone(document));
  assert.ok(checked.valid, JSON.stringify(checked.errors));
  assert.equal(document.openapi, '3.1.0');
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const lines = (Object.keys(apiRoutes) as ApiRoute[]).map((name) => {
    const { method, path } = apiLine(name);
    return `${method} ${apiRoot}${path.replace(/:(\w+)/g, '{$1}')}`;
  });
  assert.deepEqual(described.sort(), lines.sort());
  await app.close();
});

onBothDatabases('a token lists its own school, and is refused as RFC 6750 says', async (deps) => {
  const app = await createApp(deps);
  await openSecretary(deps, app, jeanMoulin, { mail: head, role: 'head' });
  const here = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  await addParent(deps, louiseMichel, 'Aya');
  const { id, secret } = await tokenFor(deps, jeanMoulin, head, ['accounts:read']);
  assert.match(secret, /^fratrie_[0-9A-Za-z]{49}$/);
  const program = openProgram(app, secret);

  const list = await program.ask('GET', '/accounts?search=yan&descending=true');
  assert.equal(list.status, 200);
  assert.equal(list.body.total, 1);
  assert.equal(list.body.accounts[0].id, here.id);
  assert.deepEqual(list.body.accounts[0].guardians, [{ firstName: 'Nadia', familyName: 'BENALI', usageName: null }]);
  assert.equal((await program.ask('GET', '/accounts?search=zzz')).body.total, 0);

  for (const query of ['page=0', 'page=x', 'filter=toto', 'school=0330002Y', `access_token=${secret}`]) {
    const wrong = await program.ask('GET', `/accounts?${query}`);
    assert.equal(wrong.status, 400, query);
    assert.equal(wrong.body.code, 'invalid_request');
    assert.ok(!JSON.stringify(wrong.body).includes(secret));
  }
  const refused = async (token: string | undefined, code: string, challenge: RegExp) => {
    const answer = await openProgram(app, token).ask('GET', '/accounts');
    assert.equal(answer.body.code, code);
    assert.match(String(answer.headers['www-authenticate']), challenge);
    return answer.status;
  };
  assert.equal(await refused(undefined, 'unauthorized', /^Bearer realm="fratrie"$/), 401);
  assert.equal(await refused('x', 'invalid_token', /error="invalid_token"/), 401);
  // One sign typed wrong: the checksum tells without asking the database.
  assert.equal(
    await refused(`${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`, 'invalid_token', /invalid_token/),
    401,
  );
  const { secret: other } = await tokenFor(deps, jeanMoulin, head, ['statistics:read']);
  assert.equal(await refused(other, 'insufficient_scope', /error="insufficient_scope", scope="accounts:read"/), 403);

  assert.equal((await program.ask('GET', '/nothing')).status, 404);
  assert.equal((await program.ask('POST', '/accounts', {})).status, 404);
  await deps.db.updateTable('apiToken').set({ revokedAt: deps.now() }).where('id', '=', id).execute();
  assert.equal(await refused(secret, 'invalid_token', /invalid_token/), 401, 'revoked');
  await app.close();
});

onBothDatabases('a token ends with its time, and with the role of who made it', async (deps) => {
  const app = await createApp(deps);
  await addSchool(deps, jeanMoulin);
  await runStaff(deps, 'add', '--school', jeanMoulin, '--mail', head, '--role', 'head');
  const { secret } = await tokenFor(deps, jeanMoulin, head, ['accounts:read'], 7);
  const program = openProgram(app, secret);
  assert.equal((await program.ask('GET', '/accounts')).status, 200);
  await runStaff(deps, 'add', '--school', jeanMoulin, '--mail', head, '--role', 'secretary');
  assert.equal((await program.ask('GET', '/accounts')).body.code, 'invalid_token', 'head no more');
  await runStaff(deps, 'add', '--school', jeanMoulin, '--mail', head, '--role', 'head');
  assert.equal((await program.ask('GET', '/accounts')).status, 200, 'the same person comes back');
  deps.clock.advance({ days: 7 });
  assert.equal((await program.ask('GET', '/accounts')).body.code, 'invalid_token', 'its time is over');
  await app.close();
});

onBothDatabases('a token that asks too often waits for the end of its minute', async (deps) => {
  const app = await createApp(deps);
  await addSchool(deps, jeanMoulin);
  await runStaff(deps, 'add', '--school', jeanMoulin, '--mail', head, '--role', 'head');
  const { id, secret } = await tokenFor(deps, jeanMoulin, head, ['accounts:read']);
  const program = openProgram(app, secret);
  assert.equal((await program.ask('GET', '/accounts')).status, 200);
  deps.clock.advance({ seconds: 20 });
  await deps.db.updateTable('apiToken').set({ windowCount: requestsPerMinute }).where('id', '=', id).execute();
  const late = await program.ask('GET', '/accounts');
  assert.equal(late.status, 429);
  assert.equal(late.headers['retry-after'], '40');
  deps.clock.advance({ seconds: 40 });
  assert.equal((await program.ask('GET', '/accounts')).status, 200);
  await app.close();
});

onBothDatabases('a program of the network reads and sets all that its page sets', async (deps) => {
  const app = await createApp(deps);
  const mail = 'operateur@exemple.fr';
  await openSecretary(deps, app, null, { mail });
  const program = openProgram(app, (await tokenFor(deps, null, mail)).secret);
  const path = '/network/settings';
  const read = await program.ask('GET', path);
  assert.deepEqual(Object.keys(read.body).sort(), settingNames.toSorted());
  const set = await program.ask('PATCH', path, { helpPhone: '05 36 49 12 30', logMonths: 6 });
  assert.deepEqual([set.status, set.body.helpPhone, set.body.logMonths], [200, '05 36 49 12 30', 6]);
  for (const bad of [
    { helpPhone: 'appelez' },
    { helpHours: 'a\nb' },
    { helpHours: '' },
    { logMonths: 13 },
    { other: 1 },
  ])
    assert.equal((await program.ask('PATCH', path, bad)).status, 400, JSON.stringify(bad));
  const school = `/network/schools/${jeanMoulin}`;
  await addSchool(deps, jeanMoulin);
  for (const bad of [{ phone: 'appelez' }, { name: 'x'.repeat(81) }, { openingHours: 'x'.repeat(81) }])
    assert.equal((await program.ask('PATCH', school, bad)).status, 400, JSON.stringify(bad));
  assert.equal((await program.ask('PATCH', school, { phone: '' })).body.phone, '');
  const back = await program.ask('PATCH', path, { helpPhone: null });
  assert.deepEqual([back.body.helpPhone, back.body.logMonths], [null, 6]);
});
