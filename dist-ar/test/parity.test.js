// PGlite and PostgreSQL must say the same of the same SQL: types as they are read, errors as they are told apart.
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { isConflict, violates } from '../src/db/refusals.js';
import { makeDeps, onBothDatabases, onPostgres } from './harness.js';
import { addSchool, jeanMoulin } from './world.js';
async function one(db, expression) {
    const { rows } = await sql `select ${expression} as value`.execute(db);
    return rows[0]?.value;
}
onBothDatabases('each type is read as the same JavaScript value', async ({ db }) => {
    assert.equal(await one(db, sql `date '2014-02-28'`), '2014-02-28', 'a civil day stays the string that it is');
    assert.equal(await one(db, sql `date '0844-01-01'`), '0844-01-01');
    assert.equal(await one(db, sql `null::date`), null);
    const instant = await one(db, sql `timestamptz '2026-03-29 02:30:00.123+01'`);
    assert.ok(instant instanceof Date);
    assert.equal(instant.toISOString(), '2026-03-29T01:30:00.123Z');
    assert.equal(await one(db, sql `count(*)`), 1, 'a count is a number');
    assert.equal(await one(db, sql `4294967296::bigint`), 4_294_967_296);
    assert.equal(await one(db, sql `(select sum(v) from (values (1::bigint), (2)) t(v))`), 3, 'so is a sum of bigints, numeric in SQL');
    assert.equal(await one(db, sql `true`), true);
    assert.deepEqual(await one(db, sql `'{"b": [1, null], "a": {"é": "ï"}}'::jsonb`), { b: [1, null], a: { é: 'ï' } });
    assert.deepEqual(await one(db, sql `array['a', 'b']`), ['a', 'b']);
    assert.deepEqual(await one(db, sql `array[4294967296, null]::bigint[]`), [4_294_967_296, null]);
    assert.deepEqual(await one(db, sql `array['2014-02-28']::date[]`), ['2014-02-28']);
    assert.equal(await one(db, sql `'6f1c1d2e-0000-4000-8000-00000000abcd'::uuid`), '6f1c1d2e-0000-4000-8000-00000000abcd');
    const bytes = await one(db, sql `decode('00ff10', 'hex')`);
    assert.ok(bytes instanceof Uint8Array);
    assert.deepEqual([...bytes], [0, 255, 16]);
});
onBothDatabases('each value that is given comes back as it was', async ({ db }) => {
    assert.equal(await one(db, sql `${'2014-02-28'}::date`), '2014-02-28');
    const at = new Date('2026-10-25T00:30:00.500Z');
    assert.deepEqual(await one(db, sql `${at}::timestamptz`), at);
    assert.deepEqual([...(await one(db, sql `${new Uint8Array([0, 200])}::bytea`))], [0, 200]);
    assert.equal(await one(db, sql `${'O’Néil 🎓 \\ " \''}::text`), 'O’Néil 🎓 \\ " \'');
    assert.deepEqual(await one(db, sql `${JSON.stringify({ a: [1] })}::jsonb`), { a: [1] });
    assert.deepEqual(await one(db, sql `${[3, 1]}::bigint[]`), [3, 1]);
});
onBothDatabases('text sorts and folds the same', async ({ db }) => {
    const { rows } = await sql `
    select word from (values ('école'), ('Zoé'), ('abc'), ('ABC'), ('É')) t(word) order by word`.execute(db);
    assert.deepEqual(rows.map(({ word }) => word), ['ABC', 'Zoé', 'abc', 'É', 'école']);
    assert.equal(await one(db, sql `lower('ABC')`), 'abc');
});
const refusalOf = async (work) => {
    try {
        await work;
    }
    catch (error) {
        return error;
    }
    throw new Error('the database accepted it');
};
onBothDatabases('a refusal is told by the name of the constraint, whatever its kind', async (deps) => {
    const { db } = deps;
    await addSchool(deps, jeanMoulin);
    const school = { uai: jeanMoulin, name: 'x', kind: 'college', createdAt: deps.now() };
    const account = { identifier: 'a', state: 'to_activate', createdAt: deps.now() };
    await db.insertInto('account').values(account).execute();
    const unique = await refusalOf(db.insertInto('account').values(account).execute());
    assert.equal(violates(unique, 'account_identifier_unique'), true);
    assert.equal(violates(unique, 'account_pkey'), false);
    const key = await refusalOf(db.insertInto('school').values(school).execute());
    assert.equal(violates(key, 'school_pkey'), true);
    const check = await refusalOf(db.updateTable('account').set({ state: 'active' }).execute());
    assert.equal(violates(check, 'account_active_has_password'), true);
    const foreign = await refusalOf(db.insertInto('staffRole').values({ staffId: 9, schoolUai: jeanMoulin, role: 'head', since: deps.now() }).execute());
    assert.equal(violates(foreign, 'staff_role_staff_fkey'), true);
    assert.equal(isConflict(foreign), false);
});
onPostgres('both have the same tables, columns, constraints and indexes', async (deps) => {
    const inventory = async (db) => {
        const { rows } = await sql `
      select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, is_generated) as line
      from information_schema.columns where table_schema = 'public'
      union all select format('%s %s', conname, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace and contype <> 'n'
      union all select indexdef from pg_indexes where schemaname = 'public' order by 1`.execute(db);
        return rows.map(({ line }) => line);
    };
    assert.deepEqual(await inventory(deps.db), await inventory((await makeDeps()).db));
});
