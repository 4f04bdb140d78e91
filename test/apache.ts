// Debian's Apache with one of its sign-in modules, for as long as a test lasts. Nothing is installed for a person who did
// not ask: only CI=true may.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectFolder } from '../src/kernel/project.js';
import { freePort } from './postgres.js';

const program = '/usr/sbin/apache2';
const modulesFolder = '/usr/lib/apache2/modules';

/** Undefined when Apache and the module of this package are there; else why not, for `skip`. */
export function missingApache(module: 'auth_cas' | 'auth_mellon' | 'auth_openidc' | 'shib'): string | undefined {
  const isThere = () => existsSync(program) && existsSync(join(modulesFolder, `mod_${module}.so`));
  if (isThere()) return undefined;
  const name = `libapache2-mod-${module.replace('_', '-')}`;
  // The keys of Shibboleth are made by openssl, which its package only recommends.
  const packages = ['apache2', name, ...(module === 'shib' ? ['openssl'] : [])];
  const advice = `install Apache and ${name} (Debian: apt-get install apache2 ${name}), then run the tests again`;
  if (process.env.CI !== 'true') return `no Apache with mod_${module} on this machine: ${advice}`;
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
  ]) {
    const done = spawnSync('apt-get', args, {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (done.status !== 0)
      return `apt-get ${args[0]} failed (${(done.stderr ?? String(done.error)).trim()}): ${advice}`;
  }
  return isThere() ? undefined : `Apache was installed but mod_${module} not found: ${advice}`;
}

/** A block that docs/sign-in-for-others.md gives under a heading, its example addresses made these. */
export function configurationOf(
  heading: string,
  instead: Readonly<Record<string, string>>,
  /** What it begins with, where a heading has several of a language. */
  { language = 'apache', start = '' } = {},
): string {
  const text = readFileSync(new URL('docs/sign-in-for-others.md', projectFolder), 'utf8');
  const [, section = ''] = text.split(`### ${heading}\n`);
  const [, block] = new RegExp(`\`\`\`${language}\n(${start}[\\s\\S]*?)\`\`\``).exec(section) ?? [];
  if (block === undefined) throw new Error(`no configuration under « ${heading} »`);
  return Object.entries(instead).reduce((made, [example, real]) => {
    if (!made.includes(example)) throw new Error(`${heading}: nothing says ${example}`);
    return made.replaceAll(example, real);
  }, block);
}

export type Apache = { readonly folder: string; readonly log: () => string; readonly close: () => Promise<void> };

/** A folder that Apache's own user can write in, and a port, before the configuration is known. */
export async function placeForApache(): Promise<{ readonly folder: string; readonly port: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'fratrie-apache-'));
  chmodSync(folder, 0o777);
  return { folder, port: await freePort() };
}

const always = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'headers', 'proxy', 'proxy_http'];

/** Under which its file holds the module. */
const symbolOf = (module: string) => (module === 'shib' ? 'mod_shib' : `${module}_module`);

export async function openApache(
  { folder, port }: { readonly folder: string; readonly port: number },
  module: string,
  configuration: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Apache> {
  const file = join(folder, 'apache.conf');
  const lines = [
    `ServerRoot ${folder}`,
    `PidFile ${folder}/pid`,
    `Mutex file:${folder}`,
    'ServerName 127.0.0.1',
    `Listen 127.0.0.1:${port}`,
    `ErrorLog ${folder}/error.log`,
    ...[...always, module].map((name) => `LoadModule ${symbolOf(name)} ${modulesFolder}/mod_${name}.so`),
    ...(process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : []),
    configuration,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child: ChildProcess = spawn(program, ['-D', 'FOREGROUND', '-f', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => (said += piece.toString()));
  const log = () => said + (existsSync(`${folder}/error.log`) ? readFileSync(`${folder}/error.log`, 'utf8') : '');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await Promise.race([ended, pause(5000).then(() => child.kill('SIGKILL'))]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) break;
    try {
      await fetch(`http://127.0.0.1:${port}/-`);
      return { folder, log, close };
    } catch {
      await pause(50);
    }
  }
  const why = log();
  await close();
  throw new Error(`Apache did not start:\n${why}`);
}

/** What a browser sends of a page that its person goes to: Node's own `fetch` says that a script asks. */
async function navigate(url: URL, cookie: string, form: string | undefined): Promise<Response> {
  const headers = {
    accept: 'text/html',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    ...(cookie === '' ? {} : { cookie }),
    ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
  };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asking = request(url, { method: form === undefined ? 'GET' : 'POST', headers, agent: false }, resolve);
    asking.once('error', reject);
    asking.end(form);
  });
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  const kept = new Headers();
  for (let at = 0; at < answer.rawHeaders.length; at += 2)
    kept.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '');
  const { statusCode: status = 0 } = answer;
  const bare = status === 204 || status === 304;
  const response = new Response(bare ? null : Buffer.concat(pieces), { status, headers: kept });
  return Object.defineProperty(response, 'url', { value: url.href });
}

/** A browser at Apache's own address: keeps its cookies, follows nothing. */
export function openBrowser(origin: string) {
  const jar = new Map<string, string>();
  const ask = async (url: string, form?: Readonly<Record<string, string>>): Promise<Response> => {
    const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await navigate(new URL(url, origin), cookies, form && new URLSearchParams(form).toString());
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return response;
  };
  /** Asks, and follows redirects for as long as they stay at this origin. */
  const follow = async (url: string, form?: Readonly<Record<string, string>>): Promise<Response> => {
    let response = await ask(url, form);
    for (let hops = 0; hops < 10 && response.status >= 300 && response.status < 400; hops += 1) {
      const target = new URL(response.headers.get('location') ?? '', origin);
      if (target.origin !== origin) break;
      response = await ask(target.href);
    }
    return response;
  };
  return { follow };
}
