// The program as a person starts it: its own process, its own folder.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { settings } from '../src/config.js';
import { letterFormats } from '../src/letters/formats.js';
import { registerSources } from '../src/people/rules.js';
import { postgresIsOffered } from './databases.js';
import { freePort } from './postgres.js';

const program = fileURLToPath(new URL('../src/main.js', import.meta.url));

type Settings = Readonly<Record<string, string>>;

function start(argv: readonly string[], given: Settings, input: 'ignore' | 'pipe' = 'ignore'): ChildProcess {
  const own = new Set(settings.map(({ name }) => name));
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.has(name)));
  return spawn(process.execPath, [program, ...argv], { env: { ...env, ...given }, stdio: [input, 'pipe', 'pipe'] });
}

const run = async (argv: readonly string[], given: Settings) => await heard(start(argv, given));

async function heard(child: ChildProcess): Promise<{ code: number; out: string; err: string }> {
  const told = { out: '', err: '' };
  child.stdout?.on('data', (bytes: Buffer) => {
    told.out += bytes.toString();
  });
  child.stderr?.on('data', (bytes: Buffer) => {
    told.err += bytes.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...told };
}

/** A server that answers, killed at the end of the test if it still runs. */
async function serve(t: TestContext, given: Settings): Promise<ChildProcess> {
  const server = start(['serve'], given);
  t.after(() => server.kill('SIGKILL'));
  assert.ok(server.stdout);
  for await (const line of createInterface({ input: server.stdout })) {
    if (!line.includes('"serving"')) continue;
    server.stdout.resume();
    return server;
  }
  throw new Error('the server ended before it served');
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'fratrie-main-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('help lists the commands and every setting', async () => {
  const { code, out } = await run(['help'], {});
  assert.equal(code, 0);
  for (const { name } of settings) assert.match(out, new RegExp(`^  ${name} `, 'm'));
  for (const name of ['serve', 'migrate', 'import', 'school add', 'staff add', 'audit verify', 'keys make', 'demo'])
    assert.match(out, new RegExp(`^  ${name}`, 'm'));
  for (const told of [...registerSources, ...letterFormats, '--situation', 'stop', 'reopen'])
    assert.match(out, new RegExp(`[ |[]${told}[ |\\]]`), told);
});

test('every mistake of the settings is told at once, before anything starts', async (t) => {
  const data = join(temporaryFolder(t), 'data');
  const { code, err } = await run(['serve'], {
    FRATRIE_DATA: data,
    FRATRIE_URL: 'http://fratrie.exemple.fr',
    PORT: 'abc',
    SMTP_URL: 'mail.exemple.fr',
  });
  assert.equal(code, 1);
  for (const mistake of [/PORT vaut « abc »/, /https:\/\//, /SMTP_URL/, /FRATRIE_KEYS manque/])
    assert.match(err, mistake);
  assert.throws(() => rmSync(data), /ENOENT/, 'nothing was made');
});

test('in production a missing key file is named, and never made', async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'keys.json');
  const given = { FRATRIE_DATA: folder, FRATRIE_URL: 'https://fratrie.exemple.fr', FRATRIE_KEYS: file };
  const { code, err } = await run(['audit', 'verify'], given);
  assert.equal(code, 1);
  assert.match(err, /keys\.json ne se lit pas/);
  assert.equal((await run(['keys', 'make', file], {})).code, 0);
  const again = await run(['keys', 'make', file], {});
  assert.equal(again.code, 1);
  assert.match(again.err, /existe déjà/);
});

test('a database that does not answer is said in a sentence, without a stack', async () => {
  const { code, err } = await run(['migrate'], {
    DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none`,
  });
  assert.equal(code, 1);
  assert.match(err, /La base de données ne s’ouvre pas : .*ECONNREFUSED/);
  assert.doesNotMatch(
    err
      .split('\n')
      .filter((line) => !line.startsWith('{'))
      .join('\n'),
    /^ +at /m,
  );
});

async function give(argv: readonly string[], given: Settings, line: string) {
  const child = start(argv, given, 'pipe');
  // The caller's end stays open: a command reads its line and no more.
  child.stdin?.write(`${line}\n`);
  const told = await heard(child);
  child.stdin?.destroy();
  return told;
}

const school = ['school', 'add', '--uai', '0333232J', '--name', 'Collège Jean Moulin', '--kind', 'college'];

test('beside a server a command goes through it; a second server is refused; kill -9 leaves all that was answered', {
  skip: postgresIsOffered() ? false : 'only in whole runs',
}, async (t) => {
  const folder = temporaryFolder(t);
  const given = { FRATRIE_DATA: folder, PORT: String(await freePort()) };
  const server = await serve(t, given);
  assert.equal((await fetch(`http://127.0.0.1:${given.PORT}/sante`)).status, 200);

  const added = await run(school, given);
  assert.deepEqual(
    { code: added.code, out: added.out },
    { code: 0, out: 'École ajoutée : Collège Jean Moulin (0333232J).\n' },
  );
  const line = { protocol: 'cas', name: 'Cantine de l’école', service: 'http://127.0.0.1:4000/*' };
  const client = await give(['service', 'add'], given, JSON.stringify(line));
  assert.equal(client.code, 0, client.err);
  assert.equal(JSON.parse(client.out).name, line.name, 'its line reached the server');
  const second = await run(['serve'], { ...given, PORT: String(await freePort()) });
  assert.equal(second.code, 1);
  assert.match(second.err, /sert déjà à un autre Fratrie/);

  server.kill('SIGKILL');
  await once(server, 'exit');
  const verified = await run(['audit', 'verify'], given);
  assert.deepEqual(
    { code: verified.code, out: verified.out },
    { code: 0, out: 'La chaîne du journal est intacte : 2 événements.\n' },
  );
  assert.match((await run(school, given)).err, /existe déjà/);

  rmSync(join(folder, 'keys.json'));
  const keyless = await run(['audit', 'verify'], given);
  assert.equal(keyless.code, 1, 'keys are not made anew for data that others signed');
  assert.match(keyless.err, /keys\.json ne se lit pas/);
});

test('a server stops by itself when it is asked to', {
  skip: postgresIsOffered() ? false : 'only in whole runs',
}, async (t) => {
  const given = { FRATRIE_DATA: temporaryFolder(t), PORT: String(await freePort()) };
  const server = await serve(t, given);
  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  assert.equal(code, 0);
});
