// A command started beside a running server in embedded mode is passed to it through a Unix socket in the data folder,
// and runs there: the folder has one process. Lines of JSON: { argv, cwd } one way, { out | err | exit } the other.
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
const socketName = 'commands.sock';
/** What a socket's path may hold everywhere, with room to spare. */
const longestPath = 90;
/**
 * Calls `use` with a path of the folder's socket that is short enough for the system: a deep folder is reached
 * through a link in a private temporary folder. `forget` removes the link once the socket is bound or reached.
 */
function shortPath(folder) {
    const direct = join(folder, socketName);
    if (Buffer.byteLength(direct) <= longestPath)
        return { path: direct, forget: () => undefined };
    const temporary = mkdtempSync(join(tmpdir(), 'fratrie-'));
    symlinkSync(folder, join(temporary, 'd'));
    return {
        path: join(temporary, 'd', socketName),
        forget: () => rmSync(temporary, { recursive: true, force: true }),
    };
}
function say(socket, told) {
    if (!socket.destroyed)
        socket.write(`${JSON.stringify(told)}\n`);
}
/** Listens in the folder, whose lock the caller holds. Commands run one after the other. */
export async function listenForCommands(folder, run) {
    let last = Promise.resolve();
    async function answer(socket, line) {
        const asked = JSON.parse(line);
        const io = { cwd: asked.cwd, out: (out) => say(socket, { out }), err: (err) => say(socket, { err }) };
        const exit = await run(asked.argv, io);
        say(socket, { exit });
        socket.end();
    }
    const server = createServer((socket) => {
        socket.on('error', () => socket.destroy());
        createInterface({ input: socket }).once('line', (line) => {
            last = last
                .then(() => answer(socket, line))
                .catch((error) => {
                say(socket, { err: `La commande a échoué : ${error instanceof Error ? error.message : String(error)}\n` });
                say(socket, { exit: 1 });
                socket.end();
            });
        });
    });
    // Left by a process that was killed: the lock says that nobody listens there.
    rmSync(join(folder, socketName), { force: true });
    const { path, forget } = shortPath(folder);
    try {
        await new Promise((resolve, reject) => {
            server.once('error', reject);
            server.listen(path, resolve);
        });
        chmodSync(path, 0o600);
    }
    finally {
        forget();
    }
    return {
        close: async () => {
            const closed = new Promise((resolve) => server.close(() => resolve()));
            await last;
            rmSync(join(folder, socketName), { force: true });
            await closed;
        },
    };
}
/** Has a running server do the command; undefined when none listens in this folder. */
export async function passCommand(folder, argv, io) {
    const { path, forget } = shortPath(folder);
    const socket = connect(path);
    try {
        const connected = await new Promise((resolve) => {
            socket.once('connect', () => resolve(true));
            socket.once('error', () => resolve(false));
        });
        if (!connected)
            return undefined;
        const asked = { argv, cwd: io.cwd };
        socket.on('error', () => undefined);
        socket.write(`${JSON.stringify(asked)}\n`);
        for await (const line of createInterface({ input: socket })) {
            const told = JSON.parse(line);
            if ('out' in told)
                io.out(told.out);
            else if ('err' in told)
                io.err(told.err);
            else
                return told.exit;
        }
        io.err('Le serveur s’est arrêté pendant la commande : vérifiez ce qu’elle a fait avant de la relancer.\n');
        return 1;
    }
    finally {
        forget();
        socket.destroy();
    }
}
