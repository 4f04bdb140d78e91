// Starts processes that really race on PostgreSQL, and lets them go all at once.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { startLine } from './racer.js';
export async function startRacers(deps, processes) {
    const { db, open } = deps;
    assert.ok(open.driver.kind === 'postgres');
    const url = open.driver.pool.options.connectionString;
    const waiting = new Map();
    const children = await Promise.all(Array.from({ length: processes }, async () => {
        const child = fork(fileURLToPath(new URL('./racer.js', import.meta.url)), {
            env: { ...process.env, DATABASE_URL: url, FRATRIE_RACER: '1' },
        });
        await new Promise((resolve, reject) => {
            child.once('error', reject);
            child.once('exit', () => reject(new Error('a racer ended before the race')));
            child.on('message', (report) => report.id === 0 ? resolve() : waiting.get(report.id)?.(report.answer));
        });
        return child;
    }));
    let serial = 0;
    return {
        confirmAll: async (confirmations) => await db.connection().execute(async (line) => {
            await sql `select pg_advisory_lock(${startLine}::bigint)`.execute(line);
            const answers = confirmations.map((confirm, index) => {
                serial += 1;
                const order = { id: serial, confirm };
                const answer = new Promise((resolve) => waiting.set(order.id, resolve));
                children[index % children.length]?.send(order);
                return answer;
            });
            for (let inLine = 0; inLine < confirmations.length;) {
                const { rows } = await sql `
            select count(*) as n from pg_locks where locktype = 'advisory' and objid = ${startLine} and not granted
              and database = (select oid from pg_database where datname = current_database())`.execute(line);
                inLine = rows[0]?.n ?? 0;
            }
            await sql `select pg_advisory_unlock(${startLine}::bigint)`.execute(line);
            return await Promise.all(answers);
        }),
        close: () => {
            for (const child of children)
                child.disconnect();
        },
    };
}
