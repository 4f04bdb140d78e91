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
import { askCorrection } from '../src/corrections/actions.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { objectToGrouping } from '../src/grouping/objection-actions.js';
import { projectFolder } from '../src/kernel/project.js';
import { deliverMails } from '../src/mail/sending.js';
import { importCatalogue } from '../src/services/actions.js';
import { drainUploads } from '../src/uploads/work.js';
import { tokenFor } from './api-client.js';
import { ask, nadege, referenceIn } from './asked.js';
import { makeDeps, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { propose } from './proposals.js';
import { guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from './roster-files.js';
import { authenticatorOf, runStaff } from './secretary.js';
import { signIn } from './two-letters.js';
import { openVisitor } from './visitor.js';
import { addLetter, addParent, addSession, jeanMoulin } from './world.js';

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
    for (const paper of ['letters.pdf', 'letter.pdf', 'new-letter.pdf', 'undone.pdf'])
      assert.equal(readFileSync(join(folder, paper)).subarray(0, 5).toString(), '%PDF-', paper);
    const actors = await deps.db
      .selectFrom('auditEvent')
      .select(['kind', 'actor'])
      .where('kind', 'in', [...byProgram])
      .execute();
    assert.deepEqual(new Set(actors.map(({ kind }) => kind)), new Set(byProgram));
    assert.equal(actors.filter(({ kind }) => kind === 'account_broken').length, 2, 'one broken, one undone');
    assert.match(readFileSync(join(folder, 'accounts.csv'), 'utf8'), /Yanis[\s\S]*5B/);
    for (const { kind, actor } of actors)
      assert.ok('tokenId' in (actor as object), `${kind}: ${JSON.stringify(actor)}`);
    await assertInvariants(deps);
  } finally {
    await work.close();
    await app.close();
    rmSync(folder, { recursive: true });
  }
});

/** What the document does, each by a token. */
const byProgram = [
  'school_added',
  'letters_asked',
  'letters_handed',
  'duplicate_answered',
  'pupils_told_apart',
  'account_suspended',
  'account_reinstated',
  'request_answered',
  'account_broken',
  'objection_lifted',
  'child_restored',
  'correction_answered',
  'factor_reset_asked',
  'factor_reset_stopped',
  'record_protected',
  'protection_ended',
  'accounts_exported',
] as const;

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
    const ids = [1, 2, 3, 4, 5];
    // The last one is the first one again, his day badly typed.
    const pupils = ids.map((id) =>
      pupilXml(id, {
        PRENOM: ['Yanis', 'Lina', 'Tom', 'Zoé', 'Yanis'][id - 1] ?? '',
        ...(id === 5 ? { DATE_NAISS: '12/04/2014' } : {}),
      }),
    );
    const mothers = [{ PRENOM: 'Nadia' }, { PRENOM: 'Kenza' }, { PRENOM: 'Sarah' }, { PRENOM: 'Sara' }];
    const guardians = mothers.map((names, at) => guardianXml(at + 1001, names));
    const links = ids.map((id) => linkXml(id, id === 5 ? 1001 : id + 1000));
    const division = (id: number) =>
      `<STRUCTURES_ELEVE ELEVE_ID="${id}"><STRUCTURE><CODE_STRUCTURE>${id < 3 ? '5B' : '6A'}</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>`;
    const structures = `</ELEVES><STRUCTURES>${ids.map(division).join('')}</STRUCTURES>`;
    const eleves = pupilsFile(pupils, { uai: school }).replace('</ELEVES>', structures);
    writeFileSync(join(folder, 'ElevesAvecAdresses.xml'), eleves);
    writeFileSync(join(folder, 'ResponsablesAvecAdresses.xml'), guardiansFile(guardians, links, { uai: school }));
  },
  'A request': async (deps, app) => {
    const kept = await addParent(deps, jeanMoulin, 'Inès', { mail: 'nadia@exemple.fr' });
    const other = await addParent(deps, school, 'Aya', { identity: nadege, mail: 'nadege@exemple.fr' });
    const visitor = openVisitor(app);
    await signIn(visitor, kept.identifier, kept.password);
    referenceIn(await ask({ visitor, other } as never));
  },
  'A grouping that was a mistake': async (deps) => await groupTwo(deps, 'Paul', 'Jeanne'),
  'A grouping to undo': async (deps) => await groupTwo(deps, 'Ali', 'Iris'),
  'What parents say': async (deps, app) => {
    const kept = await addParent(deps, jeanMoulin, 'Adam', { mail: 'nadia@exemple.fr' });
    const absorbed = await addParent(deps, school, 'Nour', { mail: 'nadia@ancienne.fr' });
    const { parent, digest } = await propose(deps, kept.id, absorbed.id);
    assert.ok((await confirmGrouping(deps, parent, digest)).ok);
    await deliverMails(deps);
    const notice = deps.sent.findLast(({ to, text }) => to === 'nadia@exemple.fr' && text.includes('/pas-moi/'));
    const token = /\/pas-moi\/([\w-]{22})/.exec(notice?.text ?? '')?.[1];
    assert.ok((await objectToGrouping(deps, token, '127.0.0.1')).ok);

    const waiting = await addParent(deps, school, 'Léo', { state: 'to_activate' });
    const letter = await addLetter(deps, waiting.id, school);
    const birth = await openVisitor(app).visit(`/l/${letter.token}`);
    const child = await birth.send({ 'birthDate-day': '21', 'birthDate-month': '4', 'birthDate-year': '2014' });
    await child.send({}, 'Non, ce n’est pas mon enfant');

    const other = await addParent(deps, school, 'Eva');
    const session = { id: await addSession(deps, other.id), accountId: other.id } as never;
    const subject = { kind: 'self', guardianId: other.guardianId } as const;
    const asked = { subject, field: 'phone', wanted: '06 00 00 00 01', address: '127.0.0.1' } as const;
    assert.ok((await askCorrection(deps, session, asked)).ok);
  },
  'A telephone that is lost': async (deps, app) => {
    const parent = await addParent(deps, school, 'Salomé', { mail: 'salome@exemple.fr' });
    const visitor = openVisitor(app);
    await signIn(visitor, parent.identifier, parent.password);
    const form = await visitor.visit('/mon-compte/securite/application');
    await form.send({ code: authenticatorOf(deps, form).now() });
  },
};

async function groupTwo(deps: TestDeps, there: string, here: string): Promise<void> {
  const [kept, absorbed] = [await addParent(deps, jeanMoulin, there), await addParent(deps, school, here)];
  const order = ['group', '--keep', kept.identifier, '--absorb', absorbed.identifier, '--reason', 'essai'];
  assert.equal(await accountCommand(deps, order, { cwd: '/', out: () => undefined, err: () => undefined }), 0);
}

/** Variables that a part sets serve those after it. */
const kept = [
  'IMPORT',
  'VERSION',
  'BATCH',
  'LETTER',
  'ACCOUNT',
  'NUMBER',
  'REQUEST',
  'GROUPED',
  'RECORD',
  'NEW',
  'GROUPING',
  'PARENT',
];

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
