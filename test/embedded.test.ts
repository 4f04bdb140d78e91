import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openEmbedded } from '../src/db/open.js';
import { tidy } from '../src/retention/actions.js';
import { postgresIsOffered } from './databases.js';
import { makeDeps } from './harness.js';
import { addSchool, jeanMoulin } from './world.js';

test('a first start that was killed half-way does not spoil the folder, and what was written is found again', {
  skip: postgresIsOffered() ? false : 'only in whole runs',
}, async (t) => {
  const parent = mkdtempSync(join(tmpdir(), 'fratrie-embedded-'));
  t.after(() => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, 'database');
  const first = await openEmbedded(folder);
  assert.ok(first.migrated.length > 3);
  await first.db
    .insertInto('school')
    .values({ uai: '0333232J', name: 'x', kind: 'college', createdAt: new Date() })
    .execute();
  await first.close();

  // What the disk holds when the kill comes: some files of a database, not all.
  const other = join(parent, 'other');
  mkdirSync(`${other}.new`);
  for (const part of ['PG_VERSION', 'base', 'global'])
    cpSync(join(folder, part), join(`${other}.new`, part), { recursive: true });
  const second = await openEmbedded(other);
  assert.ok(second.migrated.length > 3);
  await second.close();
  assert.equal(existsSync(`${other}.new`), false);

  const again = await openEmbedded(folder);
  assert.deepEqual(again.migrated, []);
  assert.equal((await again.db.selectFrom('school').select('uai').execute()).length, 1);
  await again.close();
});

test('the nightly command shortens the log of the embedded database, which nobody else does', async () => {
  const deps = await makeDeps();
  const checkpoint = async () =>
    (await sql<{ at: string }>`select checkpoint_lsn::text as at from pg_control_checkpoint()`.execute(deps.db)).rows[0]
      ?.at;
  await addSchool(deps, jeanMoulin);
  const before = await checkpoint();
  await tidy(deps, { dryRun: true });
  assert.equal(await checkpoint(), before);
  await tidy(deps, { dryRun: false });
  assert.notEqual(await checkpoint(), before);
});
