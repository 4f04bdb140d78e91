// Row-level security: a desk's database shows and takes the rows of its school, whatever a query forgets.
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import pg from 'pg';
import { inTransaction } from '../src/audit/actions.js';
import { cardPupils } from '../src/db/desk-card.js';
import { openPostgres } from '../src/db/open.js';
import { addressOf, ask } from './databases.js';
import { onBothDatabases, onPostgres, type TestDeps } from './harness.js';
import { addLetter, addParent, jeanMoulin, louiseMichel } from './world.js';

async function world(deps: TestDeps) {
  const here = await addParent(deps, jeanMoulin, 'Yanis');
  const there = await addParent(deps, louiseMichel, 'Aya');
  await addLetter(deps, here.id, jeanMoulin);
  await addLetter(deps, there.id, louiseMichel);
  return { here, there, desk: deps.atSchool(jeanMoulin) };
}

const schoolsIn = async (db: TestDeps['db'], table: 'pupilRecord' | 'guardianRecord' | 'letter'): Promise<string[]> =>
  (await db.selectFrom(table).select('schoolUai').execute()).map(({ schoolUai }) => schoolUai);

onBothDatabases('a query without « where school » finds this school alone', async (deps) => {
  const { desk, here, there } = await world(deps);
  for (const table of ['pupilRecord', 'guardianRecord', 'letter'] as const) {
    assert.deepEqual(await schoolsIn(desk, table), [jeanMoulin], table);
    assert.equal((await schoolsIn(deps.db, table)).length, 2, `${table}: everything else sees both`);
  }
  const links = await desk.selectFrom('link').select('guardianId').execute();
  assert.deepEqual(links, [{ guardianId: here.guardianId }]);
  assert.equal((await deps.db.selectFrom('link').select('id').execute()).length, 2);
  const card = async (schoolUai: string, id: number) => (await cardPupils(desk, schoolUai, id)).length;
  assert.equal(await card(jeanMoulin, here.id), 1);
  assert.equal(await card(louiseMichel, there.id), 0, 'the wrong school, handed over by mistake');
});

onBothDatabases('a write that aims at another school changes nothing, or is refused', async (deps) => {
  const { desk, there } = await world(deps);
  const changed = await desk.updateTable('pupilRecord').set({ protectedSince: deps.now() }).execute();
  assert.equal(Number(changed[0]?.numUpdatedRows), 1);
  const aya = await deps.db
    .selectFrom('pupilRecord')
    .select('protectedSince')
    .where('id', '=', there.pupilId)
    .executeTakeFirst();
  assert.equal(aya?.protectedSince, null);
  await assert.rejects(
    desk.updateTable('letter').set({ schoolUai: louiseMichel }).execute(),
    /row-level security/,
    'a row is not given away',
  );
  await assert.rejects(
    desk
      .insertInto('schoolLink')
      .values({ schoolUai: louiseMichel, kind: 'site', label: 'x', address: 'https://x.example', position: 1 })
      .execute(),
    /row-level security/,
  );
  await assert.rejects(
    desk
      .selectFrom('signingKey' as never)
      .selectAll()
      .execute(),
    /permission denied/,
  );
  await assert.rejects(
    desk.insertInto('networkSetting').values({ name: 'x', value: '1', setAt: deps.now(), setBy: null }).execute(),
    /permission denied/,
  );
});

onBothDatabases('in a transaction too, and nothing of it is left on the connection', async (deps) => {
  const { desk } = await world(deps);
  const who = (db: TestDeps['db']) =>
    sql<{ role: string; school: string | null }>`
      select current_user::text as role, nullif(current_setting('fratrie.school', true), '') as school`.execute(db);
  await inTransaction({ ...deps, db: desk }, async (tx, record) => {
    assert.deepEqual((await who(tx as never)).rows, [{ role: 'fratrie_desk', school: jeanMoulin }]);
    assert.deepEqual(await schoolsIn(tx as never, 'pupilRecord'), [jeanMoulin]);
    // The audit chain goes on under the same role.
    record({ kind: 'tidied', actor: { type: 'system' }, data: { what: 'letters', count: 0 } } as never);
  });
  assert.deepEqual((await who(desk)).rows, [{ role: 'fratrie_desk', school: jeanMoulin }]);
  for (let round = 0; round < 12; round += 1) {
    const [free, own, other] = await Promise.all([who(deps.db), who(desk), who(deps.atSchool(louiseMichel))]);
    assert.notEqual(free.rows[0]?.role, 'fratrie_desk');
    assert.equal(free.rows[0]?.school, null);
    assert.deepEqual([own.rows[0]?.school, other.rows[0]?.school], [jeanMoulin, louiseMichel]);
  }
  await assert.rejects(sql`select 1/0`.execute(desk), /division by zero/);
  assert.notEqual((await who(deps.db)).rows[0]?.role, 'fratrie_desk', 'after an error too');
  await assert.rejects(
    desk.transaction().execute(async (tx) => {
      await tx.updateTable('pupilRecord').set({ protectedSince: deps.now() }).execute();
      throw new Error('given up');
    }),
    /given up/,
  );
  assert.equal(
    (await deps.db.selectFrom('pupilRecord').select('id').where('protectedSince', 'is not', null).execute()).length,
    0,
  );
});

onBothDatabases('without a school nothing is seen, and SET LOCAL ROLE alone opens nothing', async (deps) => {
  await world(deps);
  await deps.db.transaction().execute(async (tx) => {
    await sql`set local role fratrie_desk`.execute(tx);
    assert.deepEqual(await schoolsIn(tx as never, 'pupilRecord'), []);
    assert.deepEqual(await schoolsIn(tx as never, 'guardianRecord'), []);
  });
});

onPostgres('a user of the database who is no superuser makes the role, and is held by it', async (deps) => {
  const server = process.env.FRATRIE_TEST_POSTGRES ?? '';
  const names = [`fratrie_app_${process.pid}_1`, `fratrie_app_${process.pid}_2`] as const;
  const urlOf = (name: string) => {
    const url = new URL(addressOf(server, name));
    url.username = name;
    url.password = 'secret';
    return url.href;
  };
  try {
    // The first may make roles. The second may not: its administrator made it a member.
    await ask(server, `create role ${names[0]} login createrole password 'secret'`);
    await ask(server, `create role ${names[1]} login password 'secret'`);
    await ask(server, `grant fratrie_desk to ${names[0]} with admin option`);
    await ask(server, `grant fratrie_desk to ${names[1]}`);
    for (const name of names) {
      await ask(server, `create database ${name} owner ${name}`);
      const open = await openPostgres(urlOf(name), () => undefined, 2);
      try {
        const own = { ...deps, db: open.db, atSchool: open.atSchool } as TestDeps;
        const { desk } = await world(own);
        assert.deepEqual(await schoolsIn(desk, 'pupilRecord'), [jeanMoulin], name);
        assert.equal((await schoolsIn(open.db, 'pupilRecord')).length, 2);
      } finally {
        await open.close();
      }
    }
    await ask(server, `revoke fratrie_desk from ${names[1]}`);
    await ask(server, `drop database ${names[1]} with (force)`);
    await ask(server, `create database ${names[1]} owner ${names[1]}`);
    await assert.rejects(
      openPostgres(urlOf(names[1]), () => undefined, 2),
      /no member of the role fratrie_desk/,
    );
  } finally {
    for (const name of names) {
      await ask(server, `drop database if exists ${name} with (force)`);
      const client = new pg.Client({ connectionString: server });
      await client.connect();
      await client.query(`drop owned by ${name}`).catch(() => undefined);
      await client.query(`drop role if exists ${name}`).finally(() => client.end());
    }
  }
});
