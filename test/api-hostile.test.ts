// What is tried against the JSON interface: other schools' numbers, members that nobody named, wrong forms, replays, too much.
import assert from 'node:assert/strict';
import { accountCommand } from '../src/accounts/command.js';
import { createApp } from '../src/app.js';
import { drainBatches } from '../src/batches/work.js';
import { civilDateOf } from '../src/kernel/civil-date.js';
import { deliverMails } from '../src/mail/sending.js';
import { setSettings } from '../src/network-settings/actions.js';
import { apiRoot } from '../src/staff/api-rights.js';
import { suspend } from '../src/suspension/actions.js';
import { perDay } from '../src/tokens/rules.js';
import { drainUploads } from '../src/uploads/work.js';
import { openProgram, type Program, tokenFor } from './api-client.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from './roster-files.js';
import { openSecretary } from './secretary.js';
import { addGuardian, addLetter, addLink, addParent, addPupil, jeanMoulin, louiseMichel } from './world.js';

const head = 'direction@exemple.fr';

async function world(deps: TestDeps) {
  const app = await createApp(deps);
  const desk = await openSecretary(deps, app, jeanMoulin, { mail: head, role: 'head' });
  await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr', role: 'head' });
  const here = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const there = await addParent(deps, louiseMichel, 'Aya', { mail: 'aya@exemple.fr' });
  const { id, secret } = await tokenFor(deps, jeanMoulin, head);
  return { app, desk, here, there, token: id, secret, program: openProgram(app, secret) };
}

const why = 'Une raison assez longue.';

onBothDatabases('another school’s numbers are numbers of nothing', async (deps) => {
  const { program, there, app } = await world(deps);
  const other = openProgram(app, (await tokenFor(deps, louiseMichel, 'paul@exemple.fr')).secret);
  await addParent(deps, louiseMichel, 'Tom', { state: 'to_activate' });
  const batch = (await other.ask('POST', '/letters/batches', {})).body.id;
  await drainBatches(deps);
  const letters = (await other.ask('GET', `/letters/batches/${batch}/letters`)).body.letters;
  assert.equal(letters.length, 1);
  const of = `/accounts/${there.id}`;
  const order = { records: [there.guardianId], version: 'x', reasonKind: 'other', reason: why };
  for (const [method, path, body] of [
    ['GET', of],
    ['POST', `${of}/letters`],
    ['POST', `${of}/suspend`, { reason: why }],
    ['POST', `${of}/reinstate`, { reason: why }],
    ['POST', `${of}/sessions/end`],
    ['GET', `${of}/break?record=${there.guardianId}`],
    ['POST', `${of}/break`, order],
    ['GET', `/letters/batches/${batch}`],
    ['GET', `/letters/batches/${batch}/letters`],
    ['POST', `/letters/batches/${batch}/paper`],
    ['POST', `/letters/batches/${batch}/handed`, { handed: [letters[0].id] }],
  ] as const)
    assert.equal((await program.ask(method, path, body)).status, 404, `${method} ${path}`);
  // A mark on another school's letter by a batch of one's own: nothing is marked.
  await addParent(deps, jeanMoulin, 'Léo', { state: 'to_activate' });
  const own = (await program.ask('POST', '/letters/batches', {})).body.id;
  await drainBatches(deps);
  assert.equal((await program.ask('POST', `/letters/batches/${own}/handed`, { handed: [letters[0].id] })).status, 204);
  assert.equal((await other.ask('GET', `/letters/batches/${batch}`)).body.handed, 0);
  // A record of another school among one's own.
  const mine = (await program.ask('GET', '/accounts?search=yanis')).body.accounts[0].id;
  assert.equal((await program.ask('GET', `/accounts/${mine}/break?record=${there.guardianId}`)).status, 404);
  assert.equal((await other.ask('POST', `/letters/batches/${batch}/paper`)).status, 200);
  assert.equal((await other.ask('POST', `/letters/batches/${batch}/paper`)).body.code, 'gone', 'once');
  await assertInvariants(deps);
  await app.close();
});

onBothDatabases('what no schema names is refused, and so is every other form', async (deps) => {
  const { program, here, secret, app, desk } = await world(deps);
  const suspend = `/accounts/${here.id}/suspend`;
  const stranger = openProgram(app, undefined);
  for (const body of [
    { reason: why, schoolUai: louiseMichel },
    { reason: why, staffId: 1 },
    '{"reason":"Une raison assez longue.","__proto__":{"role":"operator"}}',
    '{"reason":"Une raison assez longue.","constructor":{"prototype":{"a":1}}}',
    { reason: ['a', 'b', 'c', 'd', 'e'] },
    { reason: 12345 },
    { reason: 'non' },
    [],
    'null',
    `{"reason":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    '{',
    '{"reason":"Une raison\\u0000 assez longue."}',
  ])
    assert.equal((await program.ask('POST', suspend, body)).status, 400, JSON.stringify(body).slice(0, 80));
  assert.equal((await program.ask('PATCH', '/school', { uai: louiseMichel })).status, 400);
  assert.equal((await program.ask('GET', '/accounts?search=%00')).status, 400);
  for (const authorization of ['Basic abc', 'Bearer', `Bearer ${secret} ${secret}`, `Bearer ${secret},`, secret])
    assert.equal((await stranger.ask('GET', '/accounts', undefined, { authorization })).status, 401, authorization);
  for (const id of ['0', '-1', '1.5', '9999999999999999999', '1%00', 'a', '%2e%2e'])
    assert.ok([400, 404].includes((await program.ask('GET', `/accounts/${id}`)).status), id);
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/xml', 'application/jsonx'])
    assert.equal((await program.ask('POST', suspend, 'reason=aaaaaa', { 'content-type': type })).status, 415, type);
  assert.equal((await program.ask('POST', suspend, { reason: 'a'.repeat(70_000) })).status, 413);
  // Whoever has no token has nothing read.
  assert.equal((await stranger.ask('POST', suspend, { reason: 'a'.repeat(70_000) })).status, 401);
  assert.equal((await stranger.ask('GET', `/accounts?access_token=${secret}`)).status, 401);
  assert.equal((await stranger.ask('POST', suspend, { reason: why, access_token: secret })).status, 401);
  const cookie = [...desk.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  assert.equal(
    (await stranger.ask('POST', suspend, { reason: why }, { cookie })).status,
    401,
    'a session opens nothing here',
  );
  // And nobody’s browser is told that it may ask.
  const asked = { origin: 'https://ailleurs.exemple', 'access-control-request-method': 'POST' };
  const preflight = await app.inject({ method: 'OPTIONS', url: `${apiRoot}${suspend}`, headers: asked });
  assert.equal(preflight.statusCode, 404);
  assert.ok(!('access-control-allow-origin' in preflight.headers));
  assert.ok(!JSON.stringify(deps.logged).includes(secret), 'no token in the log');
  const state = (await program.ask('GET', `/accounts/${here.id}`)).body.state;
  assert.equal(state, 'active', 'nothing of all that did anything');
  await app.close();
});

const countLetters = async (deps: TestDeps) =>
  Number(
    (
      await deps.db
        .selectFrom('letter')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

onBothDatabases('a request under one key is done once', async (deps) => {
  const { program, app } = await world(deps);
  const waiting = await addParent(deps, jeanMoulin, 'Tom', { state: 'to_activate' });
  const path = `/accounts/${waiting.id}/letters`;
  const key = { 'idempotency-key': 'courrier-0001' };
  const first = await program.ask('POST', path, undefined, key);
  assert.equal(first.status, 201);
  const again = await program.ask('POST', path, undefined, key);
  assert.deepEqual(again.body, first.body);
  assert.equal(again.headers['idempotency-replayed'], 'true');
  assert.equal(await countLetters(deps), 1);
  // The same key for another letter.
  const other = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  assert.equal((await program.ask('POST', `/accounts/${other.id}/letters`, undefined, key)).body.code, 'key_reused');
  // Two at once: one is made, the other is told so or given the same.
  const both = { 'idempotency-key': 'courrier-0002' };
  const pair = await Promise.all([1, 2].map(() => program.ask('POST', path, undefined, both)));
  assert.equal(await countLetters(deps), 2);
  const codes = pair.map(({ status, body }) => (status === 201 ? 201 : body.code)).sort();
  assert.ok([`201,201`, `201,key_in_progress`].includes(codes.join()), codes.join());
  // What was refused may be tried again under its key, once it is possible.
  const break_ = { 'idempotency-key': 'reponse-0001' };
  const refused = await program.ask('POST', '/accounts/999999/letters', undefined, break_);
  assert.equal(refused.status, 404);
  assert.equal((await program.ask('POST', path, undefined, break_)).status, 201);
  // One that is too short is refused, in French.
  const short = await program.ask('POST', path, undefined, { 'idempotency-key': 'lost-2' });
  assert.equal(short.body.code, 'invalid_request');
  assert.match(JSON.stringify(short.body.errors), /de 8 à 100 signes/);
  assert.doesNotMatch(JSON.stringify(short.body.errors), /must/);
  // Another token's key is another key.
  const second = openProgram(app, (await tokenFor(deps, jeanMoulin, head)).secret);
  assert.equal((await second.ask('POST', path, undefined, key)).headers['idempotency-replayed'], undefined);
  // A day later the key is free.
  deps.clock.advance({ days: 2 });
  assert.equal((await program.ask('POST', path, undefined, key)).headers['idempotency-replayed'], undefined);
  await app.close();
});

async function grouped(deps: TestDeps) {
  const one = await addParent(deps, jeanMoulin, 'Inès', { mail: 'ines@exemple.fr' });
  const guardianId = await addGuardian(deps, jeanMoulin, { firstName: 'Nadia' });
  await addLink(deps, guardianId, await addPupil(deps, jeanMoulin, 'Adam'));
  const attached = { accountId: one.id, guardianId, since: deps.now(), beganCause: 'import' } as const;
  await deps.db.insertInto('attachment').values(attached).execute();
  return { ...one, second: guardianId };
}

async function seen(program: Program, account: number, record: number) {
  const preview = await program.ask('GET', `/accounts/${account}/break?record=${record}`);
  assert.equal(preview.status, 200);
  assert.equal(preview.headers.etag, `"${preview.body.version}"`);
  return { records: [record], version: preview.body.version, reasonKind: 'other', reason: why };
}

onBothDatabases('a break is of what was seen, counted by the day, and the journal names the program', async (deps) => {
  const { program, token, app, desk } = await world(deps);
  const { id, second } = await grouped(deps);
  const path = `/accounts/${id}/break`;
  const order = await seen(program, id, second);
  assert.equal((await program.ask('POST', path, { ...order, version: 'autre' })).body.code, 'changed');
  await deps.db.updateTable('pupilRecord').set({ firstName: 'Adème' }).where('firstName', '=', 'Adam').execute();
  assert.equal((await program.ask('POST', path, order)).body.code, 'changed', 'a name changed meanwhile');
  const fresh = await seen(program, id, second);
  await deps.db.updateTable('apiTokenDay').set({ count: perDay.break_grouping }).where('tokenId', '=', token).execute();
  const late = await program.ask('POST', path, fresh);
  assert.equal(late.body.code, 'too_many_today');
  assert.ok(late.headers['retry-after']);
  await program.ask('POST', path, fresh);
  await deliverMails(deps);
  const told = deps.sent
    .filter(({ subject }) => /programme/.test(subject))
    .map(({ subject, to }) => [subject, to])
    .sort();
  const made = 'Un jeton a été fait pour un programme';
  assert.deepEqual(told, [
    [made, head],
    ['Un programme a atteint sa limite du jour', head],
  ]);
  deps.clock.advance({ days: 1 });
  const done = await program.ask('POST', path, await seen(program, id, second));
  assert.equal(done.status, 201, JSON.stringify(done.body));
  const twice = await program.ask('POST', path, fresh);
  assert.equal(twice.body.code, 'already_there');
  assert.equal(twice.body.account, done.body.account);

  const [event] = await deps.db.selectFrom('auditEvent').select('actor').where('kind', '=', 'account_broken').execute();
  assert.equal((event?.actor as { tokenId?: number } | undefined)?.tokenId, token);
  const line = (await program.ask('GET', '/journal')).body.lines.find(
    (one: { kind: string }) => one.kind === 'account_broken',
  );
  assert.equal(line.by, 'Sophie Lopez (programme : Logiciel)');
  const read = (await program.ask('GET', '/journal?what=readings')).body.lines;
  assert.ok(read.length > 0 && read.every((one: { by: string }) => one.by === 'Sophie Lopez (programme : Logiciel)'));
  deps.clock.advance({ minutes: 1 });
  await desk.visitor.visit('/ecole/connexion');
  await assertInvariants(deps);
  await app.close();
});

onBothDatabases('a grouping is undone as it was seen, and only by its own school', async (deps) => {
  const { program, app } = await world(deps);
  const kept = await addParent(deps, louiseMichel, 'Paul', { mail: 'paul.parent@exemple.fr' });
  const absorbed = await addParent(deps, jeanMoulin, 'Jeanne');
  const order = ['group', '--keep', kept.identifier, '--absorb', absorbed.identifier, '--reason', 'essai'];
  assert.equal(await accountCommand(deps, order, { cwd: '/', out: () => undefined, err: () => undefined }), 0);
  const card = (await program.ask('GET', `/accounts/${kept.id}`)).body;
  const { reference } = card.events.find((event: { undoable: boolean }) => event.undoable);
  const path = `/accounts/${kept.id}/groupings/${reference}/undo`;
  const other = openProgram(app, (await tokenFor(deps, louiseMichel, 'paul@exemple.fr')).secret);
  assert.equal((await other.ask('GET', path)).status, 404, 'it brought nothing of that school');
  const preview = await program.ask('GET', path);
  assert.deepEqual(
    preview.body.leaving.map(({ firstName }: { firstName: string }) => firstName),
    ['Jeanne'],
  );
  const asked = { version: preview.body.version, reasonKind: 'school_error', reason: why };
  const done = await program.ask('POST', path, asked);
  assert.equal(done.status, 201, JSON.stringify(done.body));
  assert.equal((await program.ask('GET', `/accounts/${kept.id}`)).status, 404, 'nothing of this school is left there');
  assert.equal((await program.ask('POST', path, asked)).status, 404);
  await assertInvariants(deps);
  await app.close();
});

onBothDatabases('many letters wait for a second person, whom no token replaces', async (deps) => {
  const { program, app } = await world(deps);
  const colleague = await openSecretary(deps, app, jeanMoulin, { mail: 'secretariat@exemple.fr' });
  for (const child of ['Tom', 'Léa']) await addParent(deps, jeanMoulin, child, { state: 'to_activate' });
  assert.ok((await setSettings(deps, 'command', { approvalAbove: 1 })).ok);
  const version = (await program.ask('GET', '/letters')).body.version;
  const alone = await program.ask('POST', '/letters/batches', { version });
  assert.equal(alone.body.code, 'needs_approval');
  assert.equal(alone.body.approval, 'none');
  const key = { 'idempotency-key': 'lettres-de-septembre' };
  const asked = await program.ask('POST', '/letters/batches', { version, askApproval: true }, key);
  assert.equal(asked.status, 409);
  assert.equal(asked.body.approval, 'waiting');
  assert.equal(
    (await program.ask('POST', '/letters/batches', { version, askApproval: true }, key)).body.approval,
    'waiting',
  );
  const page = await colleague.visitor.visit(`/ecole/accords/${asked.body.reference}`);
  await page.send({}, 'Accepter');
  const made = await program.ask('POST', '/letters/batches', { version, askApproval: true }, key);
  assert.equal(made.status, 202, JSON.stringify(made.body));
  await drainBatches(deps);
  assert.equal((await program.ask('GET', `/letters/batches/${made.body.id}`)).body.letters, 2);
  // Other parents to write to: what was counted is no longer what would be made.
  await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate' });
  assert.equal((await program.ask('POST', '/letters/batches', { version })).body.code, 'changed');
  await app.close();
});

onBothDatabases(
  'returns, answers, settings and letters are counted by the day, and who answers is told once',
  async (deps) => {
    const { program, here, token, app } = await world(deps);
    const settle = async (phone: string) => await program.ask('PATCH', '/school', { phone });
    assert.equal((await settle('05 36 49 12 31')).status, 200);
    const day = civilDateOf(deps.now(), deps.config.timeZone);
    const counted = await deps.db
      .selectFrom('apiTokenDay')
      .select(['act', 'count'])
      .where('tokenId', '=', token)
      .execute();
    assert.deepEqual(counted, [{ act: 'set_school', count: 1 }]);
    await deps.db.deleteFrom('apiTokenDay').execute();
    for (const act of ['reinstate', 'answer_request', 'set_school'] as const)
      await deps.db.insertInto('apiTokenDay').values({ tokenId: token, act, day, count: perDay[act] }).execute();
    const worn = [
      await settle('05 36 49 12 32'),
      await program.ask('POST', `/accounts/${here.id}/reinstate`, { reason: why }),
      await program.ask('POST', '/requests/D-XXXX-XXXX/answer', { decision: 'accepted', reason: why }),
      await settle('05 36 49 12 33'),
    ];
    assert.deepEqual(
      worn.map(({ body }) => body.code),
      Array.from({ length: 4 }, () => 'too_many_today'),
    );
    await deliverMails(deps);
    assert.equal(deps.sent.filter(({ subject }) => /limite du jour/.test(subject)).length, 3, 'each of them once');
    // Without a second person, no more letters than the network lets pass at once.
    assert.ok((await setSettings(deps, 'command', { approvalAbove: 1 })).ok);
    assert.equal((await program.ask('POST', `/accounts/${here.id}/letters`)).status, 201);
    const more = await program.ask('POST', `/accounts/${here.id}/letters`);
    assert.equal(more.body.code, 'too_many_today');
    assert.match(more.body.detail, /\(1\)/);
    // Nor by another token of the same person.
    const second = openProgram(app, (await tokenFor(deps, jeanMoulin, head)).secret);
    const other = await second.ask('POST', `/accounts/${here.id}/letters`);
    assert.deepEqual([other.status, other.body.code], [409, 'needs_approval']);
    await app.close();
  },
);

onBothDatabases(
  'a right taken away stops the program at its next request, and in the middle of an act',
  async (deps) => {
    const { program, here, token, app } = await world(deps);
    const { letterId } = await addLetter(deps, here.id, jeanMoulin);
    assert.ok(letterId);
    // Its scopes are changed after the shell let it in: the action asks again.
    const slow = { ...deps, atSchool: deps.atSchool };
    await slow.db
      .updateTable('apiToken')
      .set({ scopes: ['accounts:read'] })
      .where('id', '=', token)
      .execute();
    assert.equal(
      (await program.ask('POST', `/accounts/${here.id}/suspend`, { reason: why })).body.code,
      'insufficient_scope',
    );
    const { staffId } = await deps.db
      .selectFrom('apiToken')
      .select('staffId')
      .where('id', '=', token)
      .executeTakeFirstOrThrow();
    const desk = { staffId, tokenId: token, address: '127.0.0.1', schoolUai: jeanMoulin };
    assert.deepEqual(await suspend(deps, desk, { accountId: here.id, reason: why }), { ok: false, why: 'not_allowed' });
    await deps.db
      .updateTable('apiToken')
      .set({ scopes: ['accounts:write'] })
      .where('id', '=', token)
      .execute();
    const elsewhere = { ...desk, schoolUai: louiseMichel };
    assert.deepEqual(await suspend(deps, elsewhere, { accountId: here.id, reason: why }), {
      ok: false,
      why: 'not_allowed',
    });
    const somebody = { ...desk, staffId: staffId + 1 };
    assert.deepEqual(await suspend(deps, somebody, { accountId: here.id, reason: why }), {
      ok: false,
      why: 'not_allowed',
    });
    assert.ok((await suspend(deps, desk, { accountId: here.id, reason: why })).ok);
    await app.close();
  },
);

onBothDatabases('a token applies few imports in a day, and what cannot be applied counts for nothing', async (deps) => {
  const { program, token, desk } = await world(deps);
  const files = [
    { file: 'Eleves.xml', content: pupilsFile([pupilXml(1)]) },
    { file: 'Responsables.xml', content: guardiansFile([guardianXml(11)], [linkXml(1, 11)]) },
  ];
  const waiting = await (await desk.visitor.visit('/ecole/imports')).send({ files }, 'Envoyer et vérifier');
  const id = Number(waiting.path.split('/').at(-1));
  const apply = async () => await program.ask('POST', `/imports/${id}/apply`, { confirmed: ['drop', 'older'] });
  assert.equal((await apply()).status, 409, 'it is being read');
  assert.deepEqual(await deps.db.selectFrom('apiTokenDay').selectAll().execute(), []);
  await drainUploads(deps);
  const day = civilDateOf(deps.now(), deps.config.timeZone);
  const worn = { tokenId: token, act: 'apply_register', day, count: perDay.apply_register };
  await deps.db.insertInto('apiTokenDay').values(worn).execute();
  assert.equal((await apply()).body.code, 'too_many_today');
  assert.equal(await drainUploads(deps), 0);
  await deps.db.deleteFrom('apiTokenDay').where('act', '=', 'apply_register').execute();
  assert.equal((await apply()).status, 202);
});
