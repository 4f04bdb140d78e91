import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { openPostgres } from '../src/db/open.js';
import { addressOf, ask, cloneDatabase } from './databases.js';
import { onPostgres } from './harness.js';
const ignore = () => undefined;
onPostgres('several processes that start at once on an empty database make one schema', async () => {
    const server = process.env.FRATRIE_TEST_POSTGRES ?? '';
    const name = `fratrie_empty_${process.pid}`;
    await ask(server, `create database ${name} template template0`);
    try {
        const opened = await Promise.all([1, 2, 3].map(() => openPostgres(addressOf(server, name), ignore, 1)));
        const applied = opened.map(({ migrated }) => migrated.length).sort((one, other) => one - other);
        assert.deepEqual(applied.slice(0, 2), [0, 0]);
        assert.ok((applied[2] ?? 0) > 3);
        for (const { close } of opened)
            await close();
    }
    finally {
        await ask(server, `drop database ${name} with (force)`);
    }
});
onPostgres('a database of other migrations is refused: one changed since, one that this version does not know', async () => {
    const database = await cloneDatabase();
    try {
        const { db } = database.open;
        await sql `insert into schema_migration (name, digest) values ('9999_later.sql', 'x')`.execute(db);
        await assert.rejects(openPostgres(database.url, ignore), /newer version \(migration 9999_later\.sql\)/);
        await sql `delete from schema_migration where name = '9999_later.sql'`.execute(db);
        await sql `update schema_migration set digest = 'other' where name like '0002%'`.execute(db);
        await assert.rejects(openPostgres(database.url, ignore), /0002_accounts\.sql was changed after it had been applied/);
    }
    finally {
        await database.remove();
    }
});
