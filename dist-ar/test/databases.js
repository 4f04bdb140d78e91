// PostgreSQL databases for tests: one template, migrated once a run by the runner, copied for each test that asks.
import pg from 'pg';
import { openJobs } from '../src/db/jobs.js';
import { openPostgres } from '../src/db/open.js';
import { spreadIds } from './empty-database.js';
export const template = 'fratrie_template';
const failOnError = (error) => {
    throw error;
};
export function addressOf(serverUrl, database) {
    const url = new URL(serverUrl);
    url.pathname = `/${database}`;
    return url.href;
}
/** Runs one statement on the server's own database. */
export async function ask(serverUrl, statement) {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
        await client.query(statement);
    }
    finally {
        await client.end();
    }
}
/** Makes the template of a run. */
export async function makeTemplate(serverUrl) {
    await ask(serverUrl, `create database ${template}`);
    const open = await openPostgres(addressOf(serverUrl, template), failOnError, 2);
    const jobs = await openJobs(open.driver, failOnError);
    await spreadIds(open);
    await jobs.close();
    await open.close();
}
/** The server that the runner started, if it did. */
const server = () => process.env.FRATRIE_TEST_POSTGRES;
/** True in the runs that take their time (`all`), false in `quick` ones. */
export const postgresIsOffered = () => server() !== undefined;
let copies = 0;
/** A PostgreSQL database of the caller's own, empty, up to date. `connections`: the most that its pool opens. */
export async function cloneDatabase(connections = 10) {
    const serverUrl = server();
    if (serverUrl === undefined)
        throw new Error('this run has no PostgreSQL: use onPostgres');
    copies += 1;
    const name = `fratrie_${process.pid}_${copies}`;
    await ask(serverUrl, `create database ${name} template ${template}`);
    const url = addressOf(serverUrl, name);
    const open = await openPostgres(url, () => undefined, connections);
    const jobs = await openJobs(open.driver, failOnError);
    return {
        open,
        jobs,
        url,
        remove: async () => {
            await jobs.close();
            await open.close();
            await ask(serverUrl, `drop database ${name} with (force)`);
        },
    };
}
