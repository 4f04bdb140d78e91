// A command started beside a running server in embedded mode is passed to it through a Unix socket in the data folder,
// and runs there: the folder has one process. Lines of JSON: { argv, cwd, line } one way, { out | err | exit } the other.
// What a command reads of standard input (`line`) is read by the caller first: a slow one keeps nobody waiting.
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Io } from './command.js';

type Asked = { readonly argv: readonly string[]; readonly cwd: string; readonly line?: string | undefined };
type Told = { readonly out: string } | { readonly err: string } | { readonly exit: number };

export type RunHere = (argv: readonly string[], io: Io) => Promise<number>;

const socketName = 'commands.sock';
/** What a socket's path may hold everywhere, with room to spare. */
const longestPath = 90;

/**
 * Calls `use` with a path of the folder's socket that is short enough for the system: a deep folder is reached
 * through a link in a private temporary folder. `forget` removes the link once the socket is bound or reached.
 */
function shortPath(folder: string): { readonly path: string; readonly forget: () => void } {
  const direct = join(folder, socketName);
  if (Buffer.byteLength(direct) <= longestPath) return { path: direct, forget: () => undefined };
  const temporary = mkdtempSync(join(tmpdir(), 'fratrie-'));
  symlinkSync(folder, join(temporary, 'd'));
  return {
    path: join(temporary, 'd', socketName),
    forget: () => rmSync(temporary, { recursive: true, force: true }),
  };
}

/** One line, also for who takes these two signs for ends of a line, as readline does. */
const lineOf = (value: Asked | Told): string =>
  `${JSON.stringify(value).replace(/[\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`)}\n`;

function say(socket: Socket, told: Told): void {
  if (!socket.destroyed) socket.write(lineOf(told));
}

export type CommandSocket = {
  /** Refuses new commands and waits for the one that runs. */
  readonly close: () => Promise<void>;
};

/** Listens in the folder, whose lock the caller holds. Commands run one after the other. */
export async function listenForCommands(folder: string, run: RunHere): Promise<CommandSocket> {
  let last: Promise<void> = Promise.resolve();

  async function answer(socket: Socket, line: string): Promise<void> {
    const asked = JSON.parse(line) as Asked;
    const { cwd, line: given } = asked;
    const io: Io = { cwd, line: given, out: (out) => say(socket, { out }), err: (err) => say(socket, { err }) };
    const exit = await run(asked.argv, io);
    say(socket, { exit });
    socket.end();
  }

  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).once('line', (line) => {
      last = last
        .then(() => answer(socket, line))
        .catch((error: unknown) => {
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
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    chmodSync(path, 0o600);
  } finally {
    forget();
  }
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await last;
      rmSync(join(folder, socketName), { force: true });
      await closed;
    },
  };
}

/** Has a running server do the command; undefined when none listens in this folder. */
export async function passCommand(folder: string, argv: readonly string[], io: Io): Promise<number | undefined> {
  const { path, forget } = shortPath(folder);
  const socket = connect(path);
  try {
    const connected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (!connected) return undefined;
    const asked: Asked = { argv, cwd: io.cwd, line: io.line };
    socket.on('error', () => undefined);
    socket.write(lineOf(asked));
    for await (const line of createInterface({ input: socket })) {
      const told = JSON.parse(line) as Told;
      if ('out' in told) io.out(told.out);
      else if ('err' in told) io.err(told.err);
      else return told.exit;
    }
    io.err('Le serveur s’est arrêté pendant la commande : vérifiez ce qu’elle a fait avant de la relancer.\n');
    return 1;
  } finally {
    forget();
    socket.destroy();
  }
}
