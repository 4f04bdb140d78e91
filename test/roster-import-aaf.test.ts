// AAF brings several schools at once: one guardian id is one person, and starts on one account.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { sql } from 'kysely';
import type { Deps } from '../src/deps.js';
import { importRoster } from '../src/roster/actions.js';
import { importCommand } from '../src/roster/command.js';
import type { ImportReport } from '../src/roster/report.js';
import { onBothDatabases } from './harness.js';
import { assertInvariants } from './invariants.js';
import { fixture, folderOf } from './roster-files.js';

const names = ['EtabEducNat', 'Eleve', 'PersRelEleve'] as const;
type Part = (typeof names)[number];

async function part(name: Part): Promise<string> {
  return await readFile(
    join(fixture('aaf'), `Reseau_Complet_20260901_${name}_0000.xml`),
    name === 'Eleve' ? 'latin1' : 'utf8',
  );
}

/** The fixture, changed: parts left out, texts replaced. */
async function delivery(
  t: TestContext,
  change: Partial<Record<Part, ((text: string) => string) | null>> = {},
): Promise<string> {
  const files: Record<string, Buffer> = {};
  for (const name of names) {
    const how = change[name];
    if (how === null) continue;
    const text = await part(name);
    files[`x_${name}_0000.xml`] = Buffer.from(
      how === undefined ? text : how(text),
      name === 'Eleve' ? 'latin1' : 'utf8',
    );
  }
  return await folderOf(t, files);
}

async function imported(deps: Deps, path: string, acceptDrop = false): Promise<ImportReport> {
  const outcome = await importRoster(deps, {
    paths: [path],
    format: 'aaf',
    school: undefined,
    dryRun: false,
    acceptDrop,
    acceptOlder: false,
    operator: { type: 'command' },
  });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  await assertInvariants(deps);
  return outcome.value;
}

async function accountsOf(deps: Deps, sourceId: string): Promise<Record<string, number>> {
  const rows = await deps.db
    .selectFrom('attachment')
    .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
    .select(['guardianRecord.schoolUai', 'attachment.accountId'])
    .where('attachment.until', 'is', null)
    .where('guardianRecord.sourceId', '=', sourceId)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.schoolUai, row.accountId]));
}

const withoutHugo = (text: string) => `${text.slice(0, text.lastIndexOf('<addRequest>'))}</ficAlimMENESR>\n`;

onBothDatabases(
  'AAF makes the schools, one record for each school of a guardian, one account for each person',
  async (deps) => {
    const report = await imported(deps, fixture('aaf'));
    assert.deepEqual(report.schools, ['0330002Y', '0330003Z']);
    assert.deepEqual(
      [report.pupils.added, report.guardians.added, report.links.added, report.accounts.created],
      [2, 4, 4, 2],
    );
    assert.deepEqual(
      report.warnings.map((one) => one.code),
      ['GUARDIAN_NO_LINK'],
    );
    const schools = await deps.db
      .selectFrom('school')
      .select(['uai', 'name', 'kind', 'phone', 'registerSource'])
      .orderBy('uai')
      .execute();
    assert.deepEqual(schools, [
      { uai: '0330002Y', name: 'Collège LOUISE MICHEL', kind: 'college', phone: '+33536494510', registerSource: 'aaf' },
      { uai: '0330003Z', name: 'Lycée SIMONE VEIL', kind: 'lycee', phone: '+33536494510', registerSource: 'aaf' },
    ]);
    const mother = await accountsOf(deps, '701');
    assert.equal(mother['0330002Y'], mother['0330003Z']);
    assert.equal(Object.keys(mother).length, 2);
    const again = await imported(deps, fixture('aaf'));
    assert.deepEqual(
      [again.pupils.unchanged, again.guardians.unchanged, again.links.unchanged, again.accounts.created],
      [2, 4, 4, 0],
    );
    assert.equal(
      (await deps.db.selectFrom('importRun').select('id').execute()).length,
      1,
      'the same delivery leaves no trace',
    );
  },
);

onBothDatabases(
  'a record of a new school joins the account of its siblings, unless they are on two',
  async (deps, t) => {
    await imported(deps, await delivery(t, { Eleve: withoutHugo }));
    const before = await accountsOf(deps, '701');
    assert.deepEqual(Object.keys(before), ['0330002Y']);
    const joined = await imported(deps, await delivery(t));
    assert.equal(joined.accounts.created, 0);
    assert.deepEqual(await accountsOf(deps, '701'), { '0330002Y': before['0330002Y'], '0330003Z': before['0330002Y'] });

    // A school breaks its record out; a third school then finds two accounts, and gets one of its own.
    const now = deps.now();
    const { id } = await deps.db
      .insertInto('account')
      .values({ identifier: 't.nguyen9999', state: 'to_activate', createdAt: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    const ended = await sql<{ guardianId: number }>`
    update attachment a set until = ${now}, ended_cause = 'correction' from guardian_record g
    where g.id = a.guardian_id and g.source_id = '701' and g.school_uai = '0330003Z' returning a.guardian_id`.execute(
      deps.db,
    );
    await deps.db
      .insertInto('attachment')
      .values({ accountId: id, guardianId: ended.rows[0]?.guardianId ?? 0, since: now, beganCause: 'correction' })
      .execute();
    const third = (text: string) =>
      text.replace(
        '</ficAlimMENESR>',
        `${text
          .slice(text.indexOf('<addRequest>'), text.indexOf('</addRequest>') + 13)
          .replaceAll('2001', '2004')
          .replaceAll('0330002Y', '0330004A')}\n</ficAlimMENESR>`,
      );
    const cadet = (text: string) =>
      text.replace(
        '</ficAlimMENESR>',
        `${text
          .slice(text.indexOf('<addRequest>'), text.indexOf('</addRequest>') + 13)
          .replaceAll('>31<', '>34<')
          .replaceAll('2001', '2004')
          .replace('123456789CD', '')
          .replace(/<value>702.*?<\/value>/, '')}\n</ficAlimMENESR>`,
      );
    const report = await imported(deps, await delivery(t, { EtabEducNat: third, Eleve: cadet }));
    assert.equal(report.accounts.created, 1);
    const after = await accountsOf(deps, '701');
    assert.equal(new Set(Object.values(after)).size, 3);
  },
);

onBothDatabases('a pupil who changes school keeps his parents on their accounts', async (deps, t) => {
  await imported(deps, await delivery(t));
  const before = await accountsOf(deps, '702');
  const moved = await imported(deps, await delivery(t, { Eleve: (text) => text.replaceAll('2001', '2003') }), true);
  assert.equal(moved.accounts.created, 0);
  const after = await accountsOf(deps, '702');
  assert.equal(after['0330003Z'], before['0330002Y']);
});

onBothDatabases(
  'a school is known by its key when a later delivery does not name it, and rejected when nobody does',
  async (deps, t) => {
    const rejected = await imported(deps, await delivery(t, { EtabEducNat: null }));
    assert.deepEqual([rejected.schools, rejected.pupils.added], [[], 0]);
    assert.deepEqual(
      rejected.rejected.map((one) => [one.code, one.file?.split('/').at(-1), one.line]),
      [
        ['SCHOOL_UNKNOWN', 'x_Eleve_0000.xml', 5],
        ['SCHOOL_UNKNOWN', 'x_Eleve_0000.xml', 21],
      ],
    );
    await imported(deps, await delivery(t));
    const again = await imported(deps, await delivery(t, { EtabEducNat: null }));
    assert.deepEqual([again.pupils.unchanged, again.rejected.length], [2, 0]);
  },
);

onBothDatabases('an empty delivery ends nobody; one without guardians keeps them', async (deps, t) => {
  await imported(deps, await delivery(t));
  const empty = await imported(deps, await folderOf(t, { 'x_Eleve_0000.xml': '<ficAlimMENESR/>' }));
  assert.deepEqual([empty.schools, empty.pupils.ended], [[], 0]);
  const schoolsOnly = await imported(deps, await delivery(t, { Eleve: null, PersRelEleve: null }));
  assert.deepEqual([schoolsOnly.pupils.ended, schoolsOnly.guardians.ended], [0, 0]);
  const alone = await imported(deps, await delivery(t, { PersRelEleve: null }));
  assert.deepEqual([alone.pupils.unchanged, alone.guardians.ended, alone.links.ended], [2, 0, 0]);
  assert.deepEqual(
    alone.warnings.map((one) => one.code),
    ['GUARDIANS_ABSENT'],
  );
});

onBothDatabases('the command speaks French, or prints one object, and its exit code tells', async (deps, t) => {
  const run = async (...argv: string[]) => {
    const said = { out: '', err: '', code: 0 };
    said.code = await importCommand(deps, argv, {
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      cwd: fixture(''),
    });
    return said;
  };
  const preview = await run('--dry-run', 'aaf');
  assert.equal(preview.code, 0);
  assert.match(preview.out, /Essai : rien n’a changé/);
  assert.match(preview.out, /Comptes à créer : 2/);
  const json = await run('--json', 'aaf');
  assert.deepEqual(Object.keys(JSON.parse(json.out)), [
    'source',
    'schools',
    'pupils',
    'guardians',
    'links',
    'accounts',
    'asked',
    'rejected',
    'warnings',
  ]);
  assert.equal(JSON.parse(json.out).accounts.created, 2);
  const refused = await run('--json', join(await folderOf(t, { 'x.xml': '<ficAlimMENESR>\n' }), 'x.xml'));
  assert.equal(refused.code, 1);
  assert.match(refused.err, /x\.xml, ligne 2 : .*\nImport refusé : rien n’a changé\./);
  assert.deepEqual([JSON.parse(refused.out).rejected[0].line, JSON.parse(refused.out).accounts.created], [2, 0]);
  for (const argv of [[], ['--format', 'xlsx', 'aaf'], ['--inconnu', 'aaf']])
    assert.equal((await run(...argv)).code, 2);
});
