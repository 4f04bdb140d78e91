// An ENT behind Shibboleth SP, as Debian ships it and docs/sign-in-for-others.md configures it: it finds parents by the vectors
// of their children, keeps them by the persistent name through a grouping, and both sides can sign them out.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { parse } from 'node-html-parser';
import { createApp } from '../src/app.js';
import { runCommand } from '../src/commands.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { tellLogouts } from '../src/sso/logout-actions.js';
import { logoutSenders } from '../src/sso/logout-senders.js';
import { configurationOf, missingApache, openApache, openBrowser, placeForApache } from './apache.js';
import { makeDeps, type TestDeps } from './harness.js';
import { openListener, type Posted } from './listener.js';
import { freePort } from './postgres.js';
import { propose } from './proposals.js';
import { openVisitor } from './visitor.js';
import { type AddedAccount, addParent, jeanMoulin, louiseMichel } from './world.js';

const skip = missingApache('shib') ?? false;
const heading = 'An ENT behind Shibboleth SP';
const shipped = '/etc/shibboleth';
const programs = '/usr/sbin:/usr/bin:/sbin:/bin';
const example = { ent: 'https://ent.exemple.fr', fratrie: 'https://fratrie.exemple.fr' };

/** The folder /etc/shibboleth of the docs; gives what shibd and its module must be told to look there. */
function configure(folder: string, here: string, publicUrl: string, ours: string) {
  const etc = join(folder, 'shibboleth');
  const run = join(folder, 'run', 'shibboleth');
  for (const made of [etc, run]) mkdirSync(made, { recursive: true });
  chmodSync(run, 0o777);
  const write = (name: string, text: string) => writeFileSync(join(etc, name), text);
  const secure = 'handlerSSL="true" cookieProps="https"';
  const addresses = { [example.ent]: here, [example.fratrie]: publicUrl };
  const xml = { language: 'xml' };
  write(
    'shibboleth2.xml',
    configurationOf(heading, { ...addresses, [secure]: 'handlerSSL="false" cookieProps="http"' }, xml),
  );
  write('attribute-map.xml', configurationOf(heading, {}, { ...xml, start: '<Attributes' }));
  write('fratrie-metadata.xml', ours);
  // Its status is that of the last line: only root may give the keys to the daemon's user, and here whoever tests is that user.
  const block = configurationOf(heading, {}, { language: 'sh' });
  const made = spawnSync('sh', ['-c', block], { cwd: etc, encoding: 'utf8', env: { ...process.env, PATH: programs } });
  assert.equal(made.status, 0, made.stderr);
  write('ent.xml', readFileSync(join(etc, 'ent.xml'), 'utf8').replaceAll(example.ent, here));
  for (const name of readdirSync(shipped))
    if (!existsSync(join(etc, name))) symlinkSync(join(shipped, name), join(etc, name));
  const environment = {
    SHIBSP_CFGDIR: folder,
    SHIBSP_RUNDIR: join(folder, 'run'),
    SHIBSP_LOGGING: join(shipped, 'console.logger'),
  };
  return { etc, environment, socket: join(run, 'shibd.sock') };
}

async function openDaemon(environment: Readonly<Record<string, string>>, socket: string) {
  const child = spawn('/usr/sbin/shibd', ['-F', '-f', '-p', `${socket}.pid`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, pause(5000).then(() => child.kill('SIGKILL'))]);
  };
  for (let tries = 0; tries < 200 && child.exitCode === null; tries += 1) {
    if (existsSync(socket)) return { log: () => said, close };
    await pause(50);
  }
  await close();
  throw new Error(`shibd did not start:\n${said}`);
}

async function register(deps: TestDeps, folder: string): Promise<void> {
  const line = configurationOf(heading, {}, { language: 'json' });
  const told: string[] = [];
  const say = (text: string) => void told.push(text);
  const code = await runCommand(deps, ['service', 'add'], { out: say, err: say, cwd: folder, line });
  assert.equal(code, 0, told.join(''));
}

/** The page of the ENT: what it was told of whoever is there. */
function entPage({ headers }: Posted): { readonly status: number; readonly body: string } {
  const shown = ['parent', 'entpersonprofils', 'freduvecteur', 'freductrefid'].map((name) => headers[`ent-${name}`]);
  return { status: 200, body: JSON.stringify(shown) };
}

/** A parent at two addresses: the ENT's, behind Apache, and ours. */
function openParent(app: FastifyInstance, deps: TestDeps, here: string, account: AddedAccount, log: () => string) {
  const browser = openBrowser(here);
  const visitor = openVisitor(app, { mayLeave: true, origin: deps.config.publicUrl });
  /** What of our address the ENT sends the browser to. */
  const sentTo = async (path: string) => {
    const response = await browser.follow(path);
    const { origin, pathname, search } = new URL(response.headers.get('location') ?? here);
    assert.equal(origin, deps.config.publicUrl, `${response.status}\n${log()}`);
    return pathname + search;
  };
  const secrets = { identifier: account.identifier, password: account.password };
  const enter = async (path: string, expected: { readonly password: boolean }) => {
    const page = await visitor.visit(await sentTo(path));
    assert.equal(page.path === '/connexion', expected.password);
    const carrying = expected.password ? await page.send(secrets) : page;
    const form = parse(carrying.html).querySelector('form[data-carried]');
    assert.ok(form, carrying.words);
    const inputs = form.querySelectorAll('input').map((one) => [one.getAttribute('name'), one.getAttribute('value')]);
    const shown = await browser.follow(form.getAttribute('action') ?? '', Object.fromEntries(inputs));
    const body = await shown.text();
    assert.equal(shown.status, 200, `${body}\n${log()}`);
    const [name, profile, vectors, references] = JSON.parse(body) as [string, string, string, string];
    return { name, profile, children: vectors.split(';').sort(), references, at: new URL(shown.url).pathname };
  };
  return { browser, visitor, secrets, sentTo, enter };
}

test('an ENT behind Shibboleth SP keeps its parent through a grouping, and both can sign him out', {
  skip,
}, async () => {
  const port = await freePort();
  const deps = await makeDeps({ settings: { PORT: String(port) }, now: new Date().toISOString() });
  const [app, behind, place] = [await createApp(deps), await openListener(), await placeForApache()];
  const here = `http://127.0.0.1:${place.port}`;
  await app.listen({ host: '127.0.0.1', port });
  behind.answer = entPage;
  const ours = (await app.inject({ url: '/saml/metadata' })).body;
  const { etc, environment, socket } = configure(place.folder, here, deps.config.publicUrl, ours);
  const daemon = await openDaemon(environment, socket);
  const configuration = `${configurationOf(heading, {})}\nProxyPass /parents ${behind.origin}/parents`;
  const apache = await openApache(place, 'shib', configuration, environment);
  const log = () => `${apache.log()}\n${daemon.log()}`;
  try {
    await register(deps, etc);
    const [kept, closed] = [await addParent(deps, jeanMoulin, 'Yanis'), await addParent(deps, louiseMichel, 'Lina')];
    // The second school comes from the files of the académie.
    const aaf = { source: 'aaf', scope: 'Bordeaux' } as const;
    await deps.db
      .updateTable('guardianRecord')
      .set({ ...aaf, sourceId: '555' })
      .where('id', '=', closed.guardianId)
      .execute();
    await deps.db
      .updateTable('pupilRecord')
      .set({ ...aaf, sourceId: '777' })
      .where('id', '=', closed.pupilId)
      .execute();
    const parent = openParent(app, deps, here, kept, log);
    const other = openParent(app, deps, here, closed, log);
    const first = await parent.enter('/parents/notes', { password: true });
    assert.equal(first.at, '/parents/notes', 'where he wanted to go');
    assert.match(first.name, /^[\w-]{22}$/);
    assert.equal(first.profile, 'National_2');
    assert.match(first.children.join(), /^2\|BENALI\|Nadia\|p\d+\|0330001X$/);
    assert.equal(first.references, '');
    const second = await other.enter('/parents/', { password: true });
    assert.notEqual(second.name, first.name);
    assert.deepEqual(second.children, ['2|BENALI|Nadia|777|0330002Y']);
    assert.equal(second.references, '{AAF}Bordeaux|2|555');

    const proposal = await propose(deps, kept.id, closed.id);
    assert.ok((await confirmGrouping(deps, proposal.parent, proposal.digest)).ok);
    assert.equal(await tellLogouts(deps, logoutSenders), 1, log());
    const nowhere = await other.visitor.visit(await other.sentTo('/parents/'));
    assert.equal(nowhere.path, '/connexion', 'the closed account is out of the ENT, and of here');
    assert.equal((await nowhere.send(other.secrets)).path, '/connexion', 'and its password opens nothing');
    assert.equal((await parent.browser.follow('/parents/')).status, 200, 'the account kept stays in');
    const grouped = await parent.enter(`/Shibboleth.sso/Login?target=${here}/parents/`, { password: false });
    assert.equal(grouped.name, first.name);
    assert.deepEqual(grouped.children, [...first.children, ...second.children].sort());
    assert.equal(grouped.references, second.references);

    // Signed out here: the ENT is told without a browser.
    await (await parent.visitor.visit('/deconnexion')).send({}, 'Se déconnecter');
    await tellLogouts(deps, logoutSenders);
    const again = await parent.enter('/parents/', { password: true });
    assert.equal(again.name, first.name);
    // Signed out there: he is signed out here, and comes back to the ENT.
    const back = await parent.visitor.visit(
      await parent.sentTo(`/Shibboleth.sso/Logout?return=${encodeURIComponent(`${here}/fin`)}`),
    );
    const last = await parent.browser.follow(back.url);
    assert.equal(new URL(last.url).pathname, '/fin', log());
    assert.equal((await parent.visitor.visit('/accueil')).path, '/connexion');
    assert.match(await parent.sentTo('/parents/'), /^\/saml\/sso\?/);
    assert.equal(await tellLogouts(deps, logoutSenders), 0, 'it knows');
  } finally {
    await apache.close();
    await daemon.close();
    await behind.close();
    await app.close();
  }
});
