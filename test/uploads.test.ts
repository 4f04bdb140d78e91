// What a hostile or unlucky browser sends to the imports of a desk, over real sockets; and what a stopped server leaves.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../src/app.js';
import { tidy } from '../src/retention/actions.js';
import { shownName, uploadLimits } from '../src/uploads/rules.js';
import { drainUploads } from '../src/uploads/work.js';
import { isHurried } from '../src/web/patience.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from './roster-files.js';
import { openSecretary } from './secretary.js';
import { asMultipart, type Chosen, type Visitor } from './visitor.js';
import { jeanMoulin } from './world.js';

const files: readonly Chosen[] = [
  { file: 'Eleves.xml', content: pupilsFile([pupilXml(1)]) },
  { file: 'Responsables.xml', content: guardiansFile([guardianXml(11)], [linkXml(1, 11)]) },
];

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const { visitor } = await openSecretary(deps, app, jeanMoulin);
  return { app, visitor };
}

const folders = async (deps: TestDeps) => await readdir(join(deps.config.dataFolder, 'imports')).catch(() => []);
const uploads = async (deps: TestDeps) => await deps.db.selectFrom('upload').selectAll().execute();

async function listen(app: FastifyInstance): Promise<AddressInfo> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return app.server.address() as AddressInfo;
}

const cookies = (visitor: Visitor) => [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const tokenOf = async (visitor: Visitor) => (await visitor.visit('/ecole/imports')).field('_csrf') ?? '';

/** A post over HTTP: the status, or what ended it. */
async function post(port: number, visitor: Visitor, type: string, body: Buffer | string | ReadableStream<Uint8Array>) {
  const answer = await fetch(`http://127.0.0.1:${port}/ecole/imports`, {
    method: 'POST',
    headers: { 'content-type': type, cookie: cookies(visitor) },
    body,
    redirect: 'manual',
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as unknown as RequestInit);
  return { status: answer.status, text: await answer.text() };
}

onBothDatabases('nothing is written for who has no form, no role, no session', async (deps) => {
  const { app, visitor } = await setUp(deps);
  const reader = await openSecretary(deps, app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
  const send = async (who: Visitor | undefined, token: string) => {
    const { type, payload } = asMultipart([
      ['_csrf', token],
      ['files', files],
    ]);
    const cookie = who === undefined ? '' : cookies(who);
    const headers = { 'content-type': type, ...(cookie === '' ? {} : { cookie }) };
    return (await app.inject({ method: 'POST', url: '/ecole/imports', headers, payload })).statusCode;
  };
  assert.equal(await send(visitor, ''), 403);
  assert.equal(await send(visitor, 'A'.repeat(86)), 403);
  assert.equal(await send(undefined, await tokenOf(visitor)), 403);
  assert.equal(await send(reader.visitor, await tokenOf(reader.visitor)), 403);
  // The token after the files comes too late: files are read by nobody before it is known who sends them.
  const { type, payload } = asMultipart([
    ['files', files],
    ['_csrf', await tokenOf(visitor)],
  ]);
  const late = { 'content-type': type, cookie: cookies(visitor) };
  assert.equal((await app.inject({ method: 'POST', url: '/ecole/imports', headers: late, payload })).statusCode, 403);
  assert.deepEqual(await folders(deps), []);
  assert.deepEqual(await uploads(deps), []);
  // Other addresses take no such form at all.
  const elsewhere = { method: 'POST', url: '/connexion', headers: { 'content-type': type }, payload } as const;
  assert.equal((await app.inject(elsewhere)).statusCode, 415);
});

onBothDatabases('a form that is cut, crooked or full of tricks is refused and leaves nothing', async (deps) => {
  const { app, visitor } = await setUp(deps);
  const { port } = await listen(app);
  const token = await tokenOf(visitor);
  try {
    const { type, payload } = asMultipart([
      ['_csrf', token],
      ['files', files],
    ]);
    const cut = await post(port, visitor, type, payload.subarray(0, payload.length - 200));
    assert.equal(cut.status, 422);
    assert.match(cut.text, /s’est arrêté avant la fin/);
    assert.equal((await post(port, visitor, 'multipart/form-data', payload)).status, 400, 'no boundary');
    assert.equal((await post(port, visitor, type, 'what is this?')).status, 400);
    const tricky = asMultipart([
      ['_csrf', token],
      ['__proto__', 'x'],
      ['files', files],
    ]);
    assert.equal((await post(port, visitor, tricky.type, tricky.payload)).status, 422);
    const twice = asMultipart([
      ['_csrf', [token, token]],
      ['files', files],
    ]);
    assert.equal((await post(port, visitor, twice.type, twice.payload)).status, 403);
    const many = asMultipart([
      ['_csrf', token],
      [
        'files',
        Array.from({ length: uploadLimits.files + 5 }, (_, index) => ({ file: `${index}.xml`, content: '<a/>' })),
      ],
    ]);
    const crowd = await post(port, visitor, many.type, many.payload);
    assert.equal(crowd.status, 422);
    assert.match(crowd.text, /10\sfichiers au plus/);
  } finally {
    await app.close();
  }
  assert.deepEqual(await folders(deps), []);
  assert.deepEqual(await uploads(deps), []);
});

onBothDatabases('a file that is too large is refused in a sentence, and goes', async (deps) => {
  const { app, visitor } = await setUp(deps);
  const { port } = await listen(app);
  try {
    const { type, payload } = asMultipart([
      ['_csrf', await tokenOf(visitor)],
      ['files', [{ file: 'gros.xml', content: 'X' }]],
    ]);
    const at = payload.indexOf('X\r\n');
    const megabyte = Buffer.alloc(1024 ** 2, 'x');
    let left = uploadLimits.fileBytes / megabyte.length + 1;
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => stream.enqueue(payload.subarray(0, at)),
      pull: (stream) => {
        left -= 1;
        if (left >= 0) return stream.enqueue(megabyte);
        stream.enqueue(payload.subarray(at));
        stream.close();
      },
    });
    const answer = await post(port, visitor, type, body);
    assert.equal(answer.status, 422);
    assert.match(answer.text, /dépasse 100\sMo/);
  } finally {
    await app.close();
  }
  assert.deepEqual(await folders(deps), []);
});

onBothDatabases('a browser that goes away in the middle leaves no file', async (deps) => {
  const { app, visitor } = await setUp(deps);
  const { port } = await listen(app);
  try {
    const { type, payload } = asMultipart([
      ['_csrf', await tokenOf(visitor)],
      ['files', [{ file: 'a.xml', content: 'x'.repeat(500_000) }]],
    ]);
    const socket = connect(port, '127.0.0.1');
    const head = [
      'POST /ecole/imports HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      `Content-Type: ${type}`,
      `Content-Length: ${payload.length}`,
      `Cookie: ${cookies(visitor)}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(payload.subarray(0, 200_000));
    while ((await folders(deps)).length === 0) await pause(10);
    socket.destroy();
    while ((await folders(deps)).length > 0) await pause(10);
    assert.deepEqual(await uploads(deps), []);
  } finally {
    await app.close();
  }
});

onBothDatabases(
  'of a school one request at a time sends files; what a dead server left is taken over',
  async (deps) => {
    const { visitor } = await setUp(deps);
    const arrival = { schoolUai: jeanMoulin, folder: '0'.repeat(32), since: deps.now() };
    await deps.db.insertInto('uploadArrival').values(arrival).execute();
    const send = async () => (await visitor.visit('/ecole/imports')).send({ files }, 'Envoyer et vérifier');
    const second = await send();
    assert.equal(second.status, 422);
    assert.match(second.words, /Des fichiers de votre école arrivent déjà/);
    assert.deepEqual([await folders(deps), (await uploads(deps)).length], [[], 0]);
    deps.clock.advance({ minutes: 16 });
    assert.equal((await send()).status, 200);
    assert.deepEqual(await deps.db.selectFrom('uploadArrival').selectAll().execute(), []);
  },
);

onBothDatabases('only who may import takes his time to send', async (deps) => {
  const { app, visitor } = await setUp(deps);
  const reader = await openSecretary(deps, app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
  const send = async (who: Visitor | undefined, token: string, url = '/ecole/imports') => {
    const { type, payload } = asMultipart([
      ['_csrf', token],
      ['files', files],
    ]);
    const headers = { 'content-type': type, cookie: who === undefined ? '' : cookies(who) };
    const answer = await app.inject({ method: 'POST', url, headers, payload });
    return [answer.statusCode, isHurried(answer.raw.req)];
  };
  assert.deepEqual(await send(undefined, ''), [403, true]);
  assert.deepEqual(await send(visitor, 'crooked'), [403, true]);
  assert.deepEqual(await send(reader.visitor, (await reader.visitor.visit('/ecole')).field('_csrf') ?? ''), [
    403,
    true,
  ]);
  const token = await tokenOf(visitor);
  assert.deepEqual(await send(visitor, token, '/ecole/imports/1'), [404, true], 'another address');
  assert.deepEqual(await send(visitor, token), [303, false]);
});

onBothDatabases('a school that sends again and again is told to come back tomorrow', async (deps) => {
  const { visitor } = await setUp(deps);
  const send = async () => (await visitor.visit('/ecole/imports')).send({ files }, 'Envoyer et vérifier');
  for (let nth = 0; nth < uploadLimits.perDay; nth += 1) await (await send()).send({}, 'Abandonner');
  assert.match((await send()).words, /Revenez demain/);
  deps.clock.advance({ days: 1 });
  assert.equal((await visitor.visit('/ecole')).path, '/ecole/connexion', 'the session is over by then');
});

/** Sends and, if asked, reads and applies: the job of the last step is left to be run. */
async function bring(deps: TestDeps, visitor: Visitor, to: 'reading' | 'applying') {
  const waiting = await (await visitor.visit('/ecole/imports')).send({ files }, 'Envoyer et vérifier');
  if (to === 'reading') return waiting.path;
  await drainUploads(deps);
  await (await visitor.visit(waiting.path)).send({}, 'Appliquer l’import');
  return waiting.path;
}

const cut = () => {
  throw new Error('cut');
};

onBothDatabases('an import that breaks in the middle is undone, and says so', async (deps) => {
  const { visitor } = await setUp(deps);
  const path = await bring(deps, visitor, 'applying');
  // The identifier of the new account wants chance: the register is written by then, not yet committed.
  await drainUploads({ ...deps, random: cut });
  const page = await visitor.visit(path);
  assert.equal(page.heading, 'Import arrêté');
  assert.match(page.words, /Rien n’a changé/);
  assert.deepEqual(await deps.db.selectFrom('pupilRecord').select('id').execute(), []);
  assert.deepEqual(await folders(deps), []);
  assert.ok(deps.logged.some(({ level, message }) => level === 'error' && message === 'upload stopped'));
});

onBothDatabases('what a killed server had begun is done by the next one, once', async (deps) => {
  const { visitor } = await setUp(deps);
  for (const to of ['reading', 'applying'] as const) {
    const path = to === 'reading' ? await bring(deps, visitor, to) : '';
    if (to === 'applying') {
      const [open] = await uploads(deps);
      await (await visitor.visit(`/ecole/imports/${open?.id}`)).send({}, 'Appliquer l’import');
    }
    // It took the job, counted the try, wrote some rows, and was gone.
    await deps.db.updateTable('upload').set({ tries: 1, rowsRead: 1 }).execute();
    await drainUploads(deps);
    if (path !== '') assert.equal((await visitor.visit(path)).heading, 'Vérifier l’import');
  }
  const [done] = await uploads(deps);
  assert.equal(done?.state, 'applied');
  // It had committed, but could not say so: the job comes back and finds nothing to do.
  await deps.db.transaction().execute((tx) => deps.jobs.send(tx, 'upload', { uploadId: done?.id ?? 0 }));
  assert.equal(await drainUploads(deps), 1);
  assert.equal((await deps.db.selectFrom('importRun').select('id').execute()).length, 1);
});

onBothDatabases('what ends the server each time is given up after three tries', async (deps) => {
  const { visitor } = await setUp(deps);
  const path = await bring(deps, visitor, 'applying');
  await deps.db.updateTable('upload').set({ tries: 3 }).execute();
  await drainUploads(deps);
  assert.equal((await visitor.visit(path)).heading, 'Import arrêté');
  assert.deepEqual(await deps.db.selectFrom('pupilRecord').select('id').execute(), []);
});

onBothDatabases('what nobody applies goes after a week, with its files; old rows after a year', async (deps) => {
  const { visitor } = await setUp(deps);
  const path = await bring(deps, visitor, 'reading');
  await drainUploads(deps);
  deps.clock.set('2026-09-20T08:00:00Z');
  assert.equal((await tidy(deps, { dryRun: false })).upload_files, 0);
  deps.clock.set('2026-09-22T08:00:00Z');
  assert.equal((await tidy(deps, { dryRun: true })).upload_files, 1);
  assert.equal((await folders(deps)).length, 1);
  assert.equal((await tidy(deps, { dryRun: false })).upload_files, 1);
  assert.deepEqual(await folders(deps), []);
  const [row] = await uploads(deps);
  assert.deepEqual([row?.state, path], ['abandoned', `/ecole/imports/${row?.id}`]);
  deps.clock.set('2027-09-30T08:00:00Z');
  assert.equal((await tidy(deps, { dryRun: false })).uploads, 1);
  assert.deepEqual(await uploads(deps), []);
});

onBothDatabases('a name is only ever shown: no path, no sign that turns the text round', async () => {
  assert.equal(shownName('../../etc/passwd'), 'passwd');
  assert.equal(shownName('C:\\Users\\x\\Eleves.xml'), 'Eleves.xml');
  assert.equal(shownName('a\u202egpj.xml\n'), 'agpj.xml');
  assert.equal(shownName(' \u0000 '), 'fichier');
  assert.equal([...shownName('é'.repeat(500))].length, 80);
});
