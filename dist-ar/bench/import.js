// How fast a school's files go in, beside the bare XML parser on the same files in the same run.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startPostgres } from '../test/postgres.js';
import { generateSiecle } from './siecle-files.js';
const rounds = 3;
function child(...args) {
    const program = fileURLToPath(new URL('import-child.js', import.meta.url));
    const ran = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: 1e8 });
    if (ran.status !== 0)
        throw new Error(`the measured run failed:\n${ran.stderr}`);
    return JSON.parse(ran.stdout);
}
const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
/** Bare parse, first import into an empty database, and the same files again, in turn, three times. */
export async function benchImport(megabytes = 100) {
    const folder = await mkdtemp(join(tmpdir(), 'fratrie-bench-'));
    const server = await startPostgres();
    try {
        const { files, bytes, pupils } = await generateSiecle(folder, megabytes);
        const bare = [];
        const first = [];
        const again = [];
        for (let round = 0; round < rounds; round += 1) {
            const url = await makeDatabase(server.url, `import_${round}`);
            bare.push(child('parse', ...files));
            first.push(child('import', url, ...files));
            again.push(child('import', url, ...files));
        }
        const speed = (runs) => median(runs.map((run) => bytes / 1e6 / run.seconds));
        return {
            megabytes: bytes / 1e6,
            pupils,
            bareParser: speed(bare),
            firstImport: speed(first),
            sameFilesAgain: speed(again),
            firstRatio: speed(first) / speed(bare),
            againRatio: speed(again) / speed(bare),
            accounts: first[0]?.accounts ?? 0,
            peakMegabytes: Math.max(...[...first, ...again].map((run) => run.peakMegabytes)),
            barePeakMegabytes: Math.max(...bare.map((run) => run.peakMegabytes)),
        };
    }
    finally {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
    }
}
async function makeDatabase(serverUrl, name) {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    return url.href;
}
