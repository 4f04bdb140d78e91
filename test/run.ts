// The one runner: `node dist/test/run.js [quick | all | browser] [part of a file's name …]`.
//   quick    every test that PGlite is enough for
//   all      the same, those on PostgreSQL, and those in a browser (what `npm test` runs)
//   browser  those in a browser
// Test files share a few processes, because a PGlite costs more than most files; the runner starts the PostgreSQL
// server and finds the browser that they need, and stops what it started however the run ends.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../src/kernel/project.js';
import { findChromium } from './chromium.js';
import { makeTemplate } from './databases.js';
import { startPostgres, type TestServer } from './postgres.js';

const modes = ['quick', 'all', 'browser'] as const;
type Mode = (typeof modes)[number];

const here = fileURLToPath(new URL('.', import.meta.url));
const minutes = 60_000;
const say = (text: string) => process.stdout.write(`${text}\n`);

function readMode(argv: readonly string[]): { mode: Mode; parts: readonly string[] } {
  const [first, ...rest] = argv;
  const mode = modes.find((one) => one === first);
  return mode === undefined ? { mode: 'all', parts: argv } : { mode, parts: rest };
}

/** Test files under dist/test, as paths relative to it. */
function findFiles(mode: Mode, parts: readonly string[]): { unit: string[]; browser: string[] } {
  const all = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js'))
    // What a source that was removed or renamed has left behind is no test.
    .filter((name) =>
      ['.ts', '.tsx'].some((end) => existsSync(new URL(`test/${name.slice(0, -3)}${end}`, projectFolder))),
    )
    .filter((name) => parts.length === 0 || parts.some((part) => name.includes(part)))
    .sort();
  const inBrowser = (name: string) => name.startsWith('browser/');
  return {
    unit: mode === 'browser' ? [] : all.filter((name) => !inBrowser(name)),
    browser: mode === 'quick' ? [] : all.filter(inBrowser),
  };
}

/** Seconds of the files that take long, about; a stale figure costs a balance, never a test. */
const seconds: Readonly<Record<string, number>> = {
  'browser/every-page': 200,
  'signin-throttle': 90,
  'retention-year': 70,
  'grouping-model': 60,
  'roster-import': 60,
  saml: 35,
  'saml-logout': 35,
  'letters-batch': 35,
  'guessing-ceiling': 35,
  main: 35,
};
const weigh = (file: string): number => seconds[file.slice(0, -'.test.js'.length)] ?? 10;

/** Deals the files out to entries, each of which node runs as one process: a long file first, to whom has least so far. */
function writeEntries(folder: string, kind: string, files: readonly string[], count: number): string[] {
  const hands = Array.from({ length: Math.min(count, files.length) }, () => ({ files: [] as string[], weight: 0 }));
  const weighed = files.map((file) => ({ file, weight: weigh(file) })).sort((one, other) => other.weight - one.weight);
  for (const { file, weight } of weighed) {
    const least = hands.reduce((one, other) => (other.weight < one.weight ? other : one));
    least.files.push(file);
    least.weight += weight;
  }
  return hands.map((hand, index) => {
    const entry = join(folder, `${kind}-${index + 1}.js`);
    const lines = ['../setup.js', ...hand.files.map((file) => `../${file}`)].map((file) => `import '${file}';\n`);
    writeFileSync(entry, lines.join(''));
    return entry;
  });
}

async function runEntries(entries: readonly string[]): Promise<boolean> {
  let passed = true;
  const events = run({
    files: [...entries],
    // One more than the cores: each waits for its database or its browser half the time.
    concurrency: availableParallelism() > 1 ? 3 : 1,
    timeout: 30 * minutes,
    // A database left open by the last test must not hold the process for ever.
    execArgv: ['--test-timeout=240000', '--test-force-exit'],
  });
  events.on('test:fail', () => {
    passed = false;
  });
  const report = events.compose(spec);
  report.pipe(process.stdout);
  await finished(report);
  return passed;
}

/** An entry that tells node of each file that cannot run, so that its summary counts them as skipped. */
function writeSkips(folder: string, files: readonly string[], reason: string): string {
  const entry = join(folder, 'skipped.js');
  const skips = files.map((file) => `test(${JSON.stringify(file)}, { skip: ${JSON.stringify(reason)} }, () => {});\n`);
  writeFileSync(entry, ["import { test } from 'node:test';\n", ...skips].join(''));
  return entry;
}

/** The entries of the browser's files; children find the browser in their environment. */
function browserEntries(folder: string, files: readonly string[]): { entries: string[]; missing?: string } {
  if (files.length === 0) return { entries: [] };
  const chromium = findChromium();
  if ('missing' in chromium)
    return { entries: [writeSkips(folder, files, chromium.missing)], missing: chromium.missing };
  process.env.FRATRIE_TEST_CHROMIUM = chromium.path;
  return { entries: writeEntries(folder, 'browser', files, 1) };
}

/** The run's own server, with its template; children find it in their environment. */
async function startServer(): Promise<TestServer> {
  const server = await startPostgres();
  say(`${server.version} on ${new URL(server.url).host}`);
  await makeTemplate(server.url);
  process.env.FRATRIE_TEST_POSTGRES = server.url;
  return server;
}

async function main(): Promise<number> {
  const { mode, parts } = readMode(process.argv.slice(2));
  const files = findFiles(mode, parts);
  if (files.unit.length + files.browser.length === 0) {
    say('No test file has this name.');
    return 1;
  }
  delete process.env.FRATRIE_TEST_POSTGRES;
  delete process.env.FRATRIE_TEST_CHROMIUM;
  const folder = join(here, 'entries');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const browser = browserEntries(folder, files.browser);
  const entries = [...browser.entries, ...writeEntries(folder, 'unit', files.unit, 2)];
  const server = mode === 'all' ? await startServer() : undefined;
  const stop = async () => {
    await server?.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  try {
    const passed = await runEntries(entries);
    if (browser.missing !== undefined)
      say(`\nSKIPPED: ${files.browser.length} file(s) of browser tests\n  ${browser.missing}`);
    return passed ? 0 : 1;
  } finally {
    await stop();
  }
}

process.exitCode = await main();
