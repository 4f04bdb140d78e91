// The entry of every command, and the only file that knows the process: its arguments, environment, streams, signals,
// clock and chance. It reads the settings, opens what they name, runs one command, and closes all.
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Io } from './command.js';
import { firstLine } from './command-line.js';
import { listenForCommands, passCommand } from './command-socket.js';
import { helpText, isCommand, readsLine, runCommand } from './commands.js';
import { type Config, readConfig } from './config.js';
import { buildDemo, clearDemo, codeAt, readStory } from './demo/build.js';
import { openDemoApplications } from './demo/connecting.js';
import { readDemoOptions } from './demo/options.js';
import { tellStory } from './demo/story.js';
import { tellMails } from './demo/told-mails.js';
import type { Deps, Log } from './deps.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { loadKeys, writeKeys } from './keys-file.js';
import { openLog } from './logging.js';
import type { Mail } from './mail/transport.js';
import { type OpenDeps, openDeps } from './open-deps.js';
import { serve } from './serve.js';

const now = () => new Date();
const random = (bytes: number) => randomBytes(bytes);
const io: Io = {
  cwd: process.cwd(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

function refuse(mistakes: readonly string[]): number {
  io.err(['Fratrie ne démarre pas :', ...mistakes.map((mistake) => `  - ${mistake}`), ''].join('\n'));
  return 1;
}

function makeKeys(named: string | undefined): number {
  const file = resolve(io.cwd, named ?? process.env.FRATRIE_KEYS ?? 'keys.json');
  if (writeKeys(file, random)) {
    io.out(`Clés écrites dans ${file}. Gardez-en une copie en lieu sûr, hors de la base et de ses sauvegardes.\n`);
    return 0;
  }
  io.err(`${file} existe déjà : rien n’a été écrit. Remplacer des clés rend illisible ce qu’elles protègent.\n`);
  return 1;
}

/** Resolves at the first signal to stop; a second one ends the process at once. */
function untilStopped(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        stop();
      });
  });
}

/** Opens what the settings name, works, and closes it however the work ends. */
async function withDeps(
  config: Config,
  log: Log,
  upkeep: boolean,
  work: (deps: Deps, open: OpenDeps) => Promise<number>,
  clock = now,
): Promise<number> {
  const opened = await openDeps({ config, now: clock, random, log, upkeep });
  if (!opened.ok) return refuse(opened.why);
  try {
    return await work(opened.value.deps, opened.value);
  } finally {
    await opened.value.close();
  }
}

/** The server's hold on the embedded database's folder, for as long as `work` lasts; refused when another has it. */
async function holdFolder(config: Config, work: () => Promise<number>): Promise<number> {
  if (config.database.kind === 'postgres') return await work();
  const lock = lockFolder(config.dataFolder);
  if (lock === undefined)
    return refuse([
      `Le dossier ${config.dataFolder} sert déjà à un autre Fratrie (serveur ou commande) : un seul à la fois. Arrêtez l’autre, ou donnez un autre dossier par FRATRIE_DATA.`,
    ]);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Serves until the process is asked to stop. `ready` is called once the pages answer. */
async function serveUntilStopped(deps: Deps, ready: () => void = () => undefined): Promise<number> {
  const stopped = untilStopped();
  const server = await serve(deps);
  if (!server.ok) return refuse([server.why]);
  const { dataFolder, database } = deps.config;
  const commands =
    database.kind === 'embedded'
      ? await listenForCommands(dataFolder, (argv, callers) => runCommand(deps, argv, callers))
      : undefined;
  deps.log.info({ address: server.value.address, host: deps.config.host, port: deps.config.port }, 'serving');
  ready();
  await stopped;
  deps.log.info({}, 'stopping');
  await commands?.close();
  await server.value.close();
  return 0;
}

/** The demo network: built once in a folder of its own, then served. It never touches another database or mail server. */
async function runDemo(argv: readonly string[]): Promise<number> {
  const options = readDemoOptions(argv);
  if (options === undefined) {
    io.err('Usage : demo [--fresh | --code] [--days JOURS]\n');
    return 2;
  }
  const clock = () => new Date(now().getTime() + options.days * 86_400_000);
  const { DATABASE_URL: _, SMTP_URL: __, FRATRIE_KEYS: ___, ...env } = process.env;
  const config = readConfig({ ...env, FRATRIE_DATA: join(env.FRATRIE_DATA || 'data', 'demo') }, io.cwd);
  if (!config.ok) return refuse(config.why);
  if (config.value.production) return refuse(['La démonstration ne se sert que sur cette machine : ôtez FRATRIE_URL.']);
  const { dataFolder } = config.value;
  if (options.code) {
    const built = await readStory(dataFolder);
    if (built === undefined) return refuse(['La démonstration n’est pas encore construite : npm run demo.']);
    for (const one of [built.staff, built.head, built.operator])
      if (one !== undefined) io.out(`${codeAt(one.scan, clock())}  ${one.mail}\n`);
    return 0;
  }
  return await holdFolder(config.value, async () => {
    let story = options.fresh ? undefined : await readStory(dataFolder);
    if (story === undefined) await clearDemo(dataFolder);
    const work = async (opened: Deps) => {
      const mails: Mail[] = [];
      const deps = { ...opened, mail: tellMails(opened.mail, io.out, mails) };
      if (story === undefined) io.out('Construction du réseau de démonstration :\n');
      story ??= await buildDemo(deps, dataFolder, (text) => io.out(`${text}\n`));
      const { publicUrl: address, timeZone } = deps.config;
      const { days } = options;
      const applications = await openDemoApplications(deps, mails);
      const ent = applications.address;
      const told = tellStory({ story, address, ent, folder: dataFolder, from: io.cwd, now: clock(), days, timeZone });
      try {
        return await serveUntilStopped(deps, () => io.out(told));
      } finally {
        await applications.close();
      }
    };
    return await withDeps(config.value, openLog(join(dataFolder, 'fratrie.log')), true, work, clock);
  });
}

/** A command on the embedded database: here when the folder is free, else in the server that holds it. */
async function runBeside(
  config: Config,
  argv: readonly string[],
  callers: Io,
  run: () => Promise<number>,
): Promise<number> {
  // A server that is starting holds the folder before it listens; another command ends soon.
  for (let tries = 0; tries < 100; tries += 1) {
    const lock: FolderLock | undefined = lockFolder(config.dataFolder);
    if (lock !== undefined) {
      try {
        return await run();
      } finally {
        lock.release();
      }
    }
    const passed = await passCommand(config.dataFolder, argv, callers);
    if (passed !== undefined) return passed;
    await pause(200);
  }
  return refuse([
    `Le dossier ${config.dataFolder} est pris par un autre Fratrie qui ne répond pas. Réessayez plus tard.`,
  ]);
}

async function main(argv: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = argv;
  if (name === 'help' || name === '--help' || name === '-h') {
    io.out(helpText());
    return 0;
  }
  if (name === 'keys' && rest[0] === 'make' && rest.length <= 2) return makeKeys(rest[1]);
  if (name === 'demo') return await runDemo(rest);
  if (name !== 'serve' && !isCommand(name)) {
    io.err(`Commande inconnue : « ${name} ».\n\n${helpText()}`);
    return 2;
  }
  const config = readConfig(process.env, io.cwd);
  const keys = config.ok && config.value.production ? loadKeys(config.value.keysFile) : undefined;
  if (!config.ok) return refuse(config.why);
  if (keys !== undefined && !keys.ok) return refuse(keys.why);
  if (name === 'serve')
    return await holdFolder(config.value, () =>
      withDeps(config.value, openLog(1), true, (deps) => serveUntilStopped(deps)),
    );
  const line = readsLine(argv) ? await firstLine(process.stdin) : undefined;
  if (line !== undefined && !line.ok) return refuse([line.why]);
  const callers: Io = { ...io, line: line?.value };
  // Results go to standard output alone; a person at a terminal is spared the lines of the plain log.
  const run = () =>
    withDeps(config.value, openLog(2, process.stderr.isTTY), false, (deps) => runCommand(deps, argv, callers));
  return config.value.database.kind === 'embedded' ? await runBeside(config.value, argv, callers, run) : await run();
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  io.err(
    `Fratrie s’arrête sur une erreur : ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}
