// From files to the register: all or nothing, the same twice changes nothing, accounts are made but never moved.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { sql } from 'kysely';
import type { Deps } from '../src/deps.js';
import { importRoster } from '../src/roster/actions.js';
import type { ImportOrder, ImportRefused } from '../src/roster/order.js';
import type { ImportReport } from '../src/roster/report.js';
import { onBothDatabases } from './harness.js';
import { assertInvariants } from './invariants.js';
import { fixture, folderOf, guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from './roster-files.js';
import { addSchool, jeanMoulin, louiseMichel } from './world.js';

const order = (paths: readonly string[], rest: Partial<ImportOrder> = {}): ImportOrder => ({
  paths,
  format: undefined,
  school: undefined,
  dryRun: false,
  acceptDrop: false,
  acceptOlder: false,
  operator: { type: 'command' },
  ...rest,
});

async function imported(deps: Deps, path: string, rest: Partial<ImportOrder> = {}): Promise<ImportReport> {
  const outcome = await importRoster(deps, order([path], rest));
  assert.ok(outcome.ok, JSON.stringify(outcome));
  await assertInvariants(deps);
  return outcome.value;
}

async function refusal(deps: Deps, path: string, rest: Partial<ImportOrder> = {}): Promise<ImportRefused> {
  const before = await snapshot(deps);
  const outcome = await importRoster(deps, order([path], rest));
  assert.ok(!outcome.ok, 'imported');
  assert.deepEqual(await snapshot(deps), before, 'a refusal changes nothing');
  return outcome.why;
}

const codes = (why: ImportRefused) => why.reasons.map((reason) => reason.code);

const tables = [
  'school',
  'school_source_key',
  'pupil_record',
  'guardian_record',
  'link',
  'account',
  'attachment',
  'hold',
  'import_run',
  'audit_event',
];
const staging = ['run', 'school', 'pupil', 'division', 'guardian', 'link', 'held'].map((name) => `staging_${name}`);

/** Every row that an import may write, and that staging is empty. */
async function snapshot(deps: Deps): Promise<Record<string, unknown>> {
  const rows: Record<string, unknown> = {};
  for (const table of [...tables, ...staging])
    rows[table] = (await sql`select * from ${sql.table(table)} order by 1, 2`.execute(deps.db)).rows;
  for (const table of staging) assert.deepEqual(rows[table], [], `${table} is left empty`);
  return rows;
}

const figures = ({ pupils, guardians, links, accounts }: ImportReport) =>
  [pupils, guardians, links]
    .map(({ added, changed, ended, unchanged }) => `+${added} ~${changed} -${ended} =${unchanged}`)
    .concat(`${accounts.created}`);

type Family = {
  readonly pupils?: readonly string[];
  readonly guardians?: readonly string[];
  readonly links?: readonly string[];
  readonly day?: string;
};

const everybody = {
  pupils: [pupilXml(1, { PRENOM: 'Yanis' }), pupilXml(2, { PRENOM: 'Lina' })],
  guardians: [guardianXml(7, { PRENOM: 'Nadia' }), guardianXml(8, { PRENOM: 'Karim' })],
  links: [linkXml(1, 7), linkXml(2, 7), linkXml(1, 8, { CODE_PARENTE: '20' })],
};

function school(t: TestContext, family: Family = {}): Promise<string> {
  const { pupils, guardians, links } = { ...everybody, ...family };
  const rest = { day: family.day ?? '04/09/2026' };
  return folderOf(t, {
    'eleves.xml': pupilsFile(pupils, rest),
    'responsables.xml': guardiansFile(guardians, links, rest),
  });
}

async function accountOf(
  deps: Deps,
  sourceId: string,
  uai = jeanMoulin,
): Promise<{ id: number; version: number; identifier: string; attachmentId: number }> {
  return await deps.db
    .selectFrom('account')
    .innerJoin('attachment', 'attachment.accountId', 'account.id')
    .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
    .select(['account.id', 'account.version', 'account.identifier', 'attachment.id as attachmentId'])
    .where('attachment.until', 'is', null)
    .where('guardianRecord.sourceId', '=', sourceId)
    .where('guardianRecord.schoolUai', '=', uai)
    .executeTakeFirstOrThrow();
}

const drop = { acceptDrop: true } as const;

onBothDatabases('a real export goes in whole; the same files again change nothing at all', async (deps) => {
  await addSchool(deps, jeanMoulin);
  const preview = await imported(deps, fixture('siecle-2026'), { dryRun: true });
  assert.equal((await deps.db.selectFrom('pupilRecord').select('id').execute()).length, 0, 'a dry run writes nothing');
  const report = await imported(deps, fixture('siecle-2026'));
  assert.deepEqual(report, preview, 'the preview told the truth');
  assert.deepEqual(report.schools, [jeanMoulin]);
  // The pupil who left is not loaded; the child welfare is, without an account.
  assert.deepEqual(figures(report), ['+2 ~0 -0 =0', '+5 ~0 -0 =0', '+4 ~0 -0 =0', '2']);
  assert.deepEqual(report.rejected, []);
  const at = (code: string) =>
    report.warnings.filter((one) => one.code === code).map((one) => `${one.file?.split('/').at(-1)}:${one.line}`);
  assert.deepEqual(at('LINK_DANGLING_GUARDIAN'), ['ResponsablesAvecAdresses.xml:71']);
  assert.deepEqual(at('GUARDIAN_NO_LINK'), ['ResponsablesAvecAdresses.xml:39']);
  assert.deepEqual(at('DATE_INVALID'), ['ElevesAvecAdresses.xml:24']);
  const pupil = await deps.db
    .selectFrom('pupilRecord')
    .selectAll()
    .where('sourceId', '=', '9001')
    .executeTakeFirstOrThrow();
  assert.deepEqual(
    [pupil.division, pupil.birthDate, pupil.scope, pupil.source],
    ['5 B', '2014-04-21', jeanMoulin, 'siecle'],
  );
  const body = await deps.db
    .selectFrom('guardianRecord')
    .selectAll()
    .where('sourceId', '=', '5004')
    .executeTakeFirstOrThrow();
  assert.equal(body.organisation, true);

  const before = await snapshot(deps);
  deps.clock.advance({ days: 1 });
  const again = await imported(deps, fixture('siecle-2026'));
  assert.deepEqual(figures(again), ['+0 ~0 -0 =2', '+0 ~0 -0 =5', '+0 ~0 -0 =4', '0']);
  assert.deepEqual(await snapshot(deps), before);
});

onBothDatabases(
  'who vanishes loses his links and keeps his attachment; who comes back finds it again',
  async (deps, t) => {
    await addSchool(deps, jeanMoulin);
    await imported(deps, await school(t));
    const karim = await accountOf(deps, '8');
    const gone = await imported(
      deps,
      await school(t, { guardians: everybody.guardians.slice(0, 1), links: everybody.links.slice(0, 2) }),
      drop,
    );
    assert.deepEqual(figures(gone), ['+0 ~0 -0 =2', '+0 ~0 -1 =1', '+0 ~0 -1 =2', '0']);
    assert.deepEqual(await accountOf(deps, '8'), { ...karim, version: karim.version + 1 });
    const record = await deps.db
      .selectFrom('guardianRecord')
      .select('goneAt')
      .where('sourceId', '=', '8')
      .executeTakeFirstOrThrow();
    assert.notEqual(record.goneAt, null);
    const back = await imported(deps, await school(t));
    assert.deepEqual(figures(back), ['+0 ~0 -0 =2', '+1 ~0 -0 =1', '+1 ~0 -0 =2', '0']);
    assert.deepEqual(await accountOf(deps, '8'), { ...karim, version: karim.version + 2 });
  },
);

onBothDatabases(
  'a child hidden by « ce n’est pas mon enfant » stays hidden when the link changes or comes back',
  async (deps, t) => {
    await addSchool(deps, jeanMoulin);
    await imported(deps, await school(t));
    const live = async () =>
      (await deps.db.selectFrom('link').selectAll().where('until', 'is', null).execute()).filter(
        (link) => link.kinship !== '10' || link.level !== 'legal',
      );
    const [link] = await live();
    assert.ok(link !== undefined);
    await deps.db.insertInto('hold').values({ linkId: link.id, cause: 'not_my_child', since: deps.now() }).execute();
    const asContact = linkXml(1, 8, { CODE_PARENTE: '20', NIVEAU_RESPONSABILITE: '3' });
    const changed = await imported(deps, await school(t, { links: [...everybody.links.slice(0, 2), asContact] }));
    assert.deepEqual(figures(changed)[2], '+0 ~1 -0 =2');
    assert.equal((await live())[0]?.id, link.id, 'the row stays, and its hold with it');
    await imported(deps, await school(t, { links: everybody.links.slice(0, 2) }), drop);
    await imported(deps, await school(t));
    const [returned] = await live();
    assert.notEqual(returned?.id, link.id);
    const holds = await deps.db
      .selectFrom('hold')
      .select(['linkId', 'cause'])
      .where('linkId', '=', returned?.id ?? 0)
      .where('until', 'is', null)
      .execute();
    assert.deepEqual(holds, [{ linkId: returned?.id ?? 0, cause: 'not_my_child' }]);
  },
);

onBothDatabases(
  'an import raises the version of the accounts whose children changed, and of no other',
  async (deps, t) => {
    await addSchool(deps, jeanMoulin);
    await imported(deps, await school(t));
    const [nadia, karim] = [await accountOf(deps, '7'), await accountOf(deps, '8')];
    await imported(
      deps,
      await school(t, { pupils: [pupilXml(1, { PRENOM: 'Yanis' }), pupilXml(2, { PRENOM: 'Lina-Rose' })] }),
    );
    assert.equal((await accountOf(deps, '7')).version, nadia.version + 1, 'her child has another name');
    assert.equal((await accountOf(deps, '8')).version, karim.version);
    const more = [...everybody.pupils, pupilXml(3, { PRENOM: 'Sami' })];
    await imported(deps, await school(t, { pupils: more, links: [...everybody.links, linkXml(3, 8)] }));
    assert.equal((await accountOf(deps, '8')).version, karim.version + 1, 'he has a child more');
  },
);

onBothDatabases('after a grouping, the absorbed account is never revived and nothing moves', async (deps, t) => {
  await addSchool(deps, jeanMoulin);
  await imported(deps, await school(t));
  const [nadia, karim] = [await accountOf(deps, '7'), await accountOf(deps, '8')];
  const now = deps.now();
  await sql`update account set state = 'active', password_hash = 'x' where id = ${nadia.id}`.execute(deps.db);
  const { id } = await deps.db
    .insertInto('grouping')
    .values({ reference: 'G-1', keptId: nadia.id, absorbedId: karim.id, proof: 'password', at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`update attachment set until = ${now}, ended_cause = 'grouping', ended_grouping_id = ${id} where account_id = ${karim.id}`.execute(
    deps.db,
  );
  await sql`insert into attachment (account_id, guardian_id, since, began_cause, began_grouping_id)
    select ${nadia.id}::bigint, guardian_id, ${now}, 'grouping', ${id} from attachment where ended_grouping_id = ${id}`.execute(
    deps.db,
  );
  await sql`update account set state = 'closed', closed_at = ${now}, closed_into = ${nadia.id} where id = ${karim.id}`.execute(
    deps.db,
  );
  await deps.db
    .insertInto('outbox')
    .values({
      eventId: crypto.randomUUID(),
      kind: 'account_grouped',
      accountId: nadia.id,
      payload: JSON.stringify({ absorbedId: karim.id }),
      at: now,
    })
    .execute();

  const onlyNadia = { guardians: everybody.guardians.slice(0, 1), links: everybody.links.slice(0, 2) };
  await importRoster(deps, order([await school(t, onlyNadia)], drop));
  const back = await importRoster(deps, order([await school(t)]));
  assert.ok(back.ok && back.value.accounts.created === 0);
  assert.equal((await accountOf(deps, '8')).id, nadia.id, 'the record stays where the parent put it');
  const closed = await deps.db
    .selectFrom('account')
    .select(['state', 'version'])
    .where('id', '=', karim.id)
    .executeTakeFirstOrThrow();
  assert.equal(closed.state, 'closed');
});

onBothDatabases('what cannot be trusted is refused in words, and changes nothing', async (deps, t) => {
  const unknown = await refusal(deps, await school(t));
  assert.deepEqual(codes(unknown), ['SCHOOL_UNKNOWN']);
  assert.match(unknown.reasons[0]?.sentence ?? '', /0330001X n’est pas connu/);
  await addSchool(deps, jeanMoulin);
  await imported(deps, await school(t, { day: '05/09/2026' }));
  assert.deepEqual(
    codes(await refusal(deps, await school(t, { links: everybody.links.slice(1), day: '05/09/2026' }))),
    ['TOO_MANY_ENDINGS'],
  );
  assert.deepEqual(
    codes(await refusal(deps, await school(t, { pupils: [], guardians: [], links: [], day: '06/09/2026' }))),
    ['TOO_MANY_ENDINGS'],
  );
  assert.deepEqual(codes(await refusal(deps, await school(t, { day: '04/09/2026' }))), ['OLDER_THAN_LAST']);
  assert.deepEqual(codes(await refusal(deps, await school(t, { day: '05/09/2026' }), { school: louiseMichel })), [
    'SCHOOL_MISMATCH',
  ]);
  assert.deepEqual(codes(await refusal(deps, await school(t, { day: '05/09/2026' }), { format: 'aaf' })), [
    'ROOT_UNKNOWN',
  ]);
  const cut = pupilsFile(everybody.pupils).slice(0, -40);
  assert.deepEqual(codes(await refusal(deps, await folderOf(t, { 'e.xml': cut }), { acceptOlder: true })), [
    'FILE_NOT_WELL_FORMED',
  ]);
  const cutLater = guardiansFile(everybody.guardians, everybody.links).slice(0, -40);
  assert.deepEqual(
    codes(
      await refusal(
        deps,
        await folderOf(t, { 'e.xml': pupilsFile(everybody.pupils, { day: '05/09/2026' }), 'r.xml': cutLater }),
        { acceptOlder: true },
      ),
    ),
    ['FILE_NOT_WELL_FORMED'],
  );
  await imported(deps, await school(t, { day: '04/09/2026' }), { acceptOlder: true });
  const empty = await imported(
    deps,
    await school(t, { pupils: [], guardians: [], links: [], day: '06/09/2026' }),
    drop,
  );
  assert.deepEqual(figures(empty), ['+0 ~0 -2 =0', '+0 ~0 -2 =0', '+0 ~0 -3 =0', '0']);
});

onBothDatabases('a register has one source', async (deps, t) => {
  await addSchool(deps, louiseMichel);
  await imported(deps, fixture('siecle-2009'));
  assert.deepEqual(codes(await refusal(deps, fixture('aaf'))), ['SOURCE_MISMATCH']);
  assert.deepEqual((await imported(deps, fixture('aaf'), { school: '0330003Z' })).schools, ['0330003Z']);
  const siecle = await folderOf(t, { 'e.xml': pupilsFile([pupilXml(1)], { uai: '0330003Z' }) });
  assert.deepEqual(codes(await refusal(deps, siecle)), ['SOURCE_MISMATCH']);
});

onBothDatabases('a row that cannot be trusted leaves the register as it was', async (deps, t) => {
  await addSchool(deps, jeanMoulin);
  await imported(deps, await school(t));
  const ine = { ID_NATIONAL: '123456789AB' };
  const report = await imported(
    deps,
    await school(t, {
      pupils: [
        pupilXml(1, { PRENOM: 'Autre', ...ine }),
        pupilXml(2, { PRENOM: 'Nom', ...ine }),
        pupilXml(3),
        pupilXml(3, { PRENOM: 'Double' }),
      ],
      guardians: [guardianXml(7, { PRENOM: 'Nadia' }), guardianXml(8, { PRENOM: '' })],
      links: [linkXml(3, 7, { NIVEAU_RESPONSABILITE: '3' }), linkXml(3, 7)],
    }),
  );
  assert.deepEqual(figures(report), ['+1 ~0 -0 =0', '+0 ~0 -0 =1', '+1 ~0 -0 =0', '0']);
  assert.deepEqual(report.rejected.map((one) => one.code).sort(), [
    'INE_DUPLICATE',
    'INE_DUPLICATE',
    'KEY_DUPLICATE',
    'NAME_MISSING',
  ]);
  assert.ok(report.rejected.every((one) => one.file !== null && one.line !== null));
  assert.ok(report.warnings.some((one) => one.code === 'LINK_DUPLICATE'));
  const live = await deps.db.selectFrom('link').select('level').where('until', 'is', null).execute();
  assert.deepEqual(
    live.map((link) => link.level),
    ['legal', 'legal', 'legal', 'legal'],
    'nobody lost anything, and the stronger of two links counts',
  );
  const names = await deps.db.selectFrom('pupilRecord').select('firstName').orderBy('sourceId').execute();
  assert.deepEqual(
    names.map((pupil) => pupil.firstName),
    ['Yanis', 'Lina', 'Yanis'],
  );
});

onBothDatabases(
  'pupils alone are loaded, guardians stay; a pupil who leaves takes his links with him',
  async (deps, t) => {
    await addSchool(deps, jeanMoulin);
    await imported(deps, await school(t));
    const alone = await imported(deps, await folderOf(t, { 'e.xml': pupilsFile([...everybody.pupils, pupilXml(3)]) }));
    assert.deepEqual(figures(alone), ['+1 ~0 -0 =2', '+0 ~0 -0 =0', '+0 ~0 -0 =0', '0']);
    assert.ok(alone.warnings.some((one) => one.code === 'GUARDIANS_ABSENT'));
    const left = [everybody.pupils[0] ?? '', pupilXml(2, { PRENOM: 'Lina', DATE_SORTIE: '01/09/2026' }), pupilXml(3)];
    const leaving = await imported(deps, await folderOf(t, { 'e.xml': pupilsFile(left) }), drop);
    assert.deepEqual(figures(leaving), ['+0 ~0 -1 =2', '+0 ~0 -0 =0', '+0 ~0 -1 =0', '0']);
  },
);

onBothDatabases('an import cut in the middle of its writing leaves nothing', async (deps, t) => {
  await addSchool(deps, jeanMoulin);
  const before = await snapshot(deps);
  const folder = await school(t);
  const cut = () => {
    throw new Error('cut');
  };
  await assert.rejects(importRoster({ ...deps, random: cut }, order([folder])), /cut/);
  assert.deepEqual(await snapshot(deps), before);
  assert.equal((await imported(deps, folder)).accounts.created, 2);
});

onBothDatabases('two parents of one name get identifiers of their own, whatever chance brings', async (deps, t) => {
  await addSchool(deps, jeanMoulin);
  const draws = [1, 1, 2, 1, 3];
  const random = (bytes: number) =>
    // Four bytes are an identifier's; the longer ones number what applications are told.
    bytes === 4 ? Uint8Array.from([0, 0, 0, draws.shift() ?? 9]) : Uint8Array.from({ length: bytes }, () => 7);
  const namesakes = [guardianXml(7), guardianXml(8)];
  const first = await importRoster({ ...deps, random }, order([await school(t, { guardians: namesakes })]));
  assert.ok(first.ok, JSON.stringify(first));
  assert.deepEqual([(await accountOf(deps, '7')).identifier, (await accountOf(deps, '8')).identifier].sort(), [
    'n.benali000002',
    'n.benali0001',
  ]);
  const more = { guardians: [...namesakes, guardianXml(9)], links: [...everybody.links, linkXml(2, 9)] };
  assert.ok((await importRoster({ ...deps, random }, order([await school(t, more)]))).ok);
  assert.equal((await accountOf(deps, '9')).identifier, 'n.benali000003', 'four digits were taken by an older account');
});
