// docs/api.md, acted out: its blocks are run by a shell with the machine's own curl, against a server that listens.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { accountCommand } from '../src/accounts/command.js';
import { createApp } from '../src/app.js';
import { drainBatches } from '../src/batches/work.js';
import { projectFolder } from '../src/kernel/project.js';
import { importCatalogue } from '../src/services/actions.js';
import { drainUploads } from '../src/uploads/work.js';
import { tokenFor } from './api-client.js';
import { ask, nadege, referenceIn } from './asked.js';
import { makeDeps, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from './roster-files.js';
import { runStaff } from './secretary.js';
import { signIn } from './two-letters.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';

/** A code that is one: its letter goes with its digits. */
const school = '0330099D';
const head = 'direction@exemple.fr';

const document = readFileSync(new URL('docs/api.md', projectFolder), 'utf8');
/** Each block with the title above it. */
const blocks = document
  .split(/^#{2,3} /m)
  .flatMap((part) =>
    [...part.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, code = '']) => ({ title: part.split('\n', 1)[0] ?? '', code })),
  );

const missing = ['bash', 'curl'].filter((tool) => {
  try {
    return execFileSync(tool, ['--version']).length === 0;
  } catch {
    return true;
  }
});

test('docs/api.md is run as it stands: a September with curl', {
  skip: missing.length > 0 && `no ${missing.join(', no ')} on this machine`,
}, async () => {
  const deps = await makeDeps();
  const app = await createApp(deps);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const folder = mkdtempSync(join(tmpdir(), 'fratrie-api-'));
  const work = workers(deps);
  try {
    const said: string[] = [];
    const variables: Record<string, string> = { FRATRIE: origin, SCHOOL: school };
    assert.ok(blocks.length > 8);
    for (const { title, code } of blocks) {
      await (before[title] ?? nothing)(deps, app, folder, variables);
      const ran = await run(folder, variables, code);
      const failed = deps.logged.filter(({ level }) => level === 'error').at(-1);
      assert.equal(ran.status, 0, `${title}:\n${code}\n${ran.out.slice(-2000)}\n${JSON.stringify(failed)}`);
      said.push(ran.out);
      // The functions of the first block serve all the others.
      if (said.length === 1) writeFileSync(join(folder, 'functions.sh'), code);
    }
    const last = said.at(-1) ?? '';
    assert.match(last, /"kind":"account_broken"/);
    for (const paper of ['letters.pdf', 'letter.pdf', 'new-letter.pdf'])
      assert.equal(readFileSync(join(folder, paper)).subarray(0, 5).toString(), '%PDF-', paper);
    const actors = await deps.db
      .selectFrom('auditEvent')
      .select(['kind', 'actor'])
      .where('kind', 'in', ['account_broken', 'school_added', 'request_answered'])
      .execute();
    assert.equal(actors.length, 3);
    for (const { kind, actor } of actors)
      assert.ok('tokenId' in (actor as object), `${kind}: ${JSON.stringify(actor)}`);
    await assertInvariants(deps);
  } finally {
    await work.close();
    await app.close();
    rmSync(folder, { recursive: true });
  }
});

type App = Awaited<ReturnType<typeof createApp>>;
type Before = (deps: TestDeps, app: App, folder: string, variables: Record<string, string>) => Promise<void>;
const nothing: Before = async () => undefined;

/** What happens elsewhere before a part of the document. */
const before: Readonly<Record<string, Before>> = {
  'The network adds a school and opens a service': async (deps, _, __, variables) => {
    await runStaff(deps, 'add', '--network', '--mail', 'operateur@exemple.fr');
    variables.OPERATOR = (await tokenFor(deps, null, 'operateur@exemple.fr')).secret;
    const words = { fr: 'Paiement' };
    await importCatalogue(deps, [
      {
        slug: 'paiement',
        names: words,
        details: words,
        explanations: words,
        icon: 'fork',
        address: null,
        schoolKinds: ['college'],
        linkLevels: ['legal'],
      },
    ]);
  },
  'The school says how it is reached': async (deps, _, folder, variables) => {
    assert.equal((await runStaff(deps, 'add', '--school', school, '--mail', head, '--role', 'head')).code, 0);
    variables.TOKEN = (await tokenFor(deps, school, head)).secret;
    const ids = [1, 2, 3];
    const pupils = ids.map((id) => pupilXml(id, { PRENOM: ['Yanis', 'Lina', 'Tom'][id - 1] ?? '' }));
    const guardians = ids.map((id) => guardianXml(id + 1000, { PRENOM: ['Nadia', 'Karim', 'Sarah'][id - 1] ?? '' }));
    const links = ids.map((id) => linkXml(id, id + 1000));
    writeFileSync(join(folder, 'ElevesAvecAdresses.xml'), pupilsFile(pupils, { uai: school }));
    writeFileSync(join(folder, 'ResponsablesAvecAdresses.xml'), guardiansFile(guardians, links, { uai: school }));
  },
  'A request': async (deps, app) => {
    const kept = await addParent(deps, jeanMoulin, 'Inès', { mail: 'nadia@exemple.fr' });
    const other = await addParent(deps, school, 'Aya', { identity: nadege, mail: 'nadege@exemple.fr' });
    const visitor = openVisitor(app);
    await signIn(visitor, kept.identifier, kept.password);
    referenceIn(await ask({ visitor, other } as never));
  },
  'A grouping that was a mistake': async (deps) => {
    const [kept, absorbed] = [await addParent(deps, jeanMoulin, 'Paul'), await addParent(deps, school, 'Jeanne')];
    const order = ['group', '--keep', kept.identifier, '--absorb', absorbed.identifier, '--reason', 'essai'];
    assert.equal(await accountCommand(deps, order, { cwd: '/', out: () => undefined, err: () => undefined }), 0);
  },
};

/** Variables that a part sets serve those after it. */
const kept = ['IMPORT', 'VERSION', 'BATCH', 'LETTER', 'ACCOUNT', 'NUMBER', 'REQUEST', 'GROUPED', 'RECORD', 'NEW'];

async function run(folder: string, variables: Record<string, string>, code: string) {
  const script = [
    'set -euo pipefail',
    '[ ! -f functions.sh ] || . ./functions.sh',
    '[ ! -f kept.sh ] || . ./kept.sh',
    code,
    `for name in ${kept.join(' ')}; do [ -z "\${!name:-}" ] || printf '%s=%q\\n' "$name" "\${!name}"; done > kept.sh`,
  ].join('\n');
  const shell = spawn('bash', ['--norc', '-c', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...variables },
    timeout: 30_000,
  });
  let out = '';
  shell.stdout.on('data', (piece: Buffer) => {
    out += piece.toString('utf8');
  });
  shell.stderr.on('data', (piece: Buffer) => {
    out += piece.toString('utf8');
  });
  const status = await new Promise((resolve) => shell.on('close', resolve));
  return { status, out };
}

/** Reads, applies and draws what is promised, as the server does. */
function workers(deps: TestDeps) {
  let open = true;
  const working = (async () => {
    while (open) {
      await drainUploads(deps);
      await drainBatches(deps);
      await pause(50);
    }
  })();
  return {
    close: async () => {
      open = false;
      await working;
    },
  };
}
