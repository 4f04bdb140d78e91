// `npm run bench [-- http desk oidc cas events import letters weight paint --quick]`: measures, and prints the tables of docs/benchmarks.md.
// Everything runs on this machine. `--quick` measures pages in one round: enough to see that the bench works, not to write its figures down.
import { cpus, loadavg, totalmem } from 'node:os';
import { benchCas } from './cas.js';
import { benchDesk } from './desk.js';
import { benchEvents } from './events.js';
import { benchHttp } from './http.js';
import { benchImport } from './import.js';
import { benchLeaks, type LeakRow, leakKinds } from './leaks.js';
import { benchLetters } from './letters.js';
import { benchOidc } from './oidc.js';
import { paintPages, weighPages } from './pages.js';

const say = (text: string) => process.stdout.write(`${text}\n`);
const number = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function table(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  say(`\n| ${heads.join(' | ')} |`);
  say(`| ${heads.map((_, index) => (index === 0 ? '---' : '---:')).join(' | ')} |`);
  for (const row of rows) say(`| ${row.join(' | ')} |`);
}

const quick = process.argv.includes('--quick');

const benches: Readonly<Record<string, () => Promise<void>>> = {
  http: async () => {
    const figures = await benchHttp(quick ? 1 : undefined);
    const row = (what: string, { http, bare, ratio }: typeof figures.groupings, aim: string) => [
      what,
      number(http),
      number(bare),
      ratio.toFixed(2),
      aim,
    ];
    table(
      [`a second, ${figures.clients} clients`, 'through HTTP', 'bare', 'ratio', 'aim'],
      [
        row(`groupings (${figures.statementsOfGrouping} statements each, audit included)`, figures.groupings, '0.5'),
        row('sign-ins (bare: argon2id, 2 at once)', figures.signIns, '0.9'),
        row(`children pages (${figures.statementsOfChildren} statements each)`, figures.childrenPages, ''),
      ],
    );
    table(
      ['page', 'a second', 'KB, not compressed'],
      figures.pages.map(({ path, perSecond, bytes }) => [`\`${path}\``, number(perSecond), (bytes / 1000).toFixed(1)]),
    );
  },
  desk: async () => {
    const { guardians, pages } = await benchDesk(quick ? 1 : undefined);
    table(
      [`a school of 2,500 accounts, ${guardians} guardians`, 'ms'],
      pages.map(({ path, ms }) => [`\`${path}\``, ms.toFixed(0)]),
    );
  },
  oidc: async () => {
    const { ours, bare, ratio, clients } = await benchOidc(quick ? 1 : undefined);
    table(
      [`a second, ${clients} at once`, 'ours', 'bare library', 'ratio'],
      [['sign-ins to a client: code and token', number(ours), number(bare), ratio.toFixed(2)]],
    );
  },
  cas: async () => {
    const { ours, bare, ratio, clients, statements } = await benchCas(quick ? 1 : undefined);
    table(
      [`a second, ${clients} at once`, 'through HTTP', 'bare SQL', 'ratio'],
      [
        [
          `sign-ins to a CAS service: ticket and validation (${statements} statements)`,
          number(ours),
          number(bare),
          ratio.toFixed(2),
        ],
      ],
    );
  },
  events: async () => {
    const { ours, bare, ratio, applications } = await benchEvents(quick ? 1 : undefined);
    table(
      [`a second, ${applications} applications`, 'delivered', 'bare posts', 'ratio'],
      [['events', number(ours), number(bare), ratio.toFixed(2)]],
    );
  },
  letters: async () => {
    const { hashedPerSecond, batches } = await benchLetters();
    say(`\nCodes of letters hashed a second (argon2id, 2 at once): ${number(hashedPerSecond)}`);
    table(
      ['letters at once', 'drawn a second', 'peak MB', 'KB a letter', 'longest pause of the pages, ms'],
      batches.map((batch) =>
        [batch.letters, batch.drawnPerSecond, batch.peakMegabytes, batch.kilobytesPerLetter, batch.longestPause].map(
          (value, index) => (index === 0 ? String(value) : number(value)),
        ),
      ),
    );
  },
  weight: async () => {
    table(
      ['a parents’ page, brotli, bytes', 'the page', 'first visit: with style, scripts, icon'],
      (await weighPages()).map(({ path, page, first }) => [path, String(page), String(first)]),
    );
  },
  paint: async () => {
    table(
      ['first words on a slow telephone, ms', 'first visit', 'after'],
      (await paintPages()).map(({ path, firstVisit, after }) => [path, firstVisit.toFixed(0), after.toFixed(0)]),
    );
  },
  import: async () => {
    const figures = await benchImport();
    const row = (what: string, speed: number) => [
      what,
      number(speed),
      (speed / figures.bareParser).toFixed(2),
      what.startsWith('bare') ? '' : '0.4',
    ];
    table(
      [`SIECLE, ${figures.megabytes.toFixed(0)} MB, ${figures.pupils} pupils`, 'MB/s', 'ratio', 'aim'],
      [
        row('bare XML parser (saxes), nobody listening', figures.bareParser),
        row('the same files once more: read, staged, compared', figures.sameFilesAgain),
        row(`first import: the same, and ${figures.accounts} accounts made`, figures.firstImport),
      ],
    );
    say(
      `\nPeak memory: ${number(figures.peakMegabytes)} MB (bare parser ${number(figures.barePeakMegabytes)} MB); aim < 300 MB.`,
    );
  },
  leaks: async () => {
    const rows = await benchLeaks();
    for (const [what, pick] of [
      ['median by the clock, ms', (row: LeakRow) => row.wall],
      ['median of the processor’s time, ms', (row: LeakRow) => row.work],
    ] as const)
      table(
        [what, ...leakKinds, 'spread', 'noise'],
        rows.map((row) => [
          `${row.way} (${row.database})`,
          ...leakKinds.map((kind) => number(pick(row).of[kind] ?? Number.NaN)),
          number(pick(row).spread),
          number(pick(row).noise),
        ]),
      );
  },
};

const asked = process.argv.slice(2).filter((name) => name !== '--quick');
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  say(`No bench is called ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`);
  process.exitCode = 1;
} else {
  const [processor] = cpus();
  say(
    `${cpus().length} × ${processor?.model ?? '?'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`,
  );
  const [load = 0] = loadavg();
  if (load > 0.7)
    say(`The machine is busy with something else (load ${load.toFixed(1)}): ratios may be trusted, figures not.`);
  for (const [name, bench] of Object.entries(benches)) if (asked.length === 0 || asked.includes(name)) await bench();
}
// The small database of the pages' benches would hold the process.
if (process.exitCode === undefined) process.exit(0);
