// Builds the demo network in an empty data folder: schools, real imports, real letters, a secretary, a head, an operator.
// What a visitor needs to act it out is kept beside the data: this is a demo, its secrets open nothing else.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { URI } from 'otpauth';
import type { Deps } from '../deps.js';
import { issueLetters } from '../letters/actions.js';
import { printCode } from '../letters/rules.js';
import { addSchool } from '../people/school-actions.js';
import { importRoster } from '../roster/actions.js';
import { href } from '../routes.js';
import { enrolStaff, openEnrolment } from '../staff/actions.js';
import { addStaff, type StaffAsked } from '../staff/role-actions.js';
import type { Place } from '../staff/rules.js';
import { type DemoFiles, type ShownLetter, writeDemoFiles } from './files.js';
import { openDemoServices } from './opening-services.js';

export type DemoLetter = {
  readonly school: string;
  readonly guardian: string;
  readonly identifier: string;
  readonly code: string;
  /** What a telephone reads in the letter's square. Missing in a folder that an earlier version built. */
  readonly square?: string;
  readonly child: string;
  readonly birthDate: string;
};

export type DemoStaff = {
  readonly mail: string;
  readonly password: string;
  /** Undefined for an operator of the network. */
  readonly school?: string;
  /** otpauth:// address of the second factor. */
  readonly scan: string;
  readonly secret: string;
};

export type DemoStory = {
  /** Of the school's secretariat. */
  readonly staff: DemoStaff;
  /** Missing in a folder that an earlier version built. */
  readonly head?: DemoStaff;
  readonly operator?: DemoStaff;
  readonly letters: readonly DemoLetter[];
  /** Of one parent under two spellings: a school decides. Missing in a folder that an earlier version built. */
  readonly asked?: readonly DemoLetter[];
  /** Of one parent, one after the other. Missing likewise. */
  readonly inARow?: readonly DemoLetter[];
  readonly pdfs: readonly string[];
};

const storyName = 'a-essayer.json';
const command = { type: 'command' } as const;

/** What was built before in this folder; undefined when nothing was, or not to the end. */
export async function readStory(folder: string): Promise<DemoStory | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, storyName), 'utf8')) as DemoStory;
  } catch {
    return undefined;
  }
}

/** Removes what an earlier demo made, and nothing else that may lie in the folder. */
export async function clearDemo(folder: string): Promise<void> {
  const made = ['database', 'exports', 'lettres', 'letters', 'mail', 'keys.json', 'fratrie.log', storyName];
  for (const name of made) await rm(join(folder, name), { recursive: true, force: true });
}

/** Builds everything; `say` hears of each step. Throws when a step is refused: the demo's own files are at fault. */
export async function buildDemo(deps: Deps, folder: string, say: (text: string) => void): Promise<DemoStory> {
  const files = await writeDemoFiles(join(folder, 'exports'));
  for (const { uai, name, kind, addressLines, town, phone, openingHours, files: paths } of files.schools) {
    const school = { uai, name, kind, addressLines, town, phone, openingHours };
    if (!(await addSchool(deps, school)).ok) throw new Error(`school ${uai} was there already`);
    const order = { format: undefined, dryRun: false, acceptDrop: false, acceptOlder: false, operator: command };
    const imported = await importRoster(deps, { ...order, paths, school: uai });
    if (!imported.ok) throw new Error(imported.why.reasons.map((reason) => reason.sentence).join('\n'));
    const { pupils, accounts } = imported.value;
    say(`  ${name} : ${pupils.added} élèves, ${accounts.created} comptes de parents`);
  }
  await openDemoServices(deps);
  const issued = await issueAllLetters(deps, folder, files, say);
  const story = { ...(await enrolEverybody(deps, files)), ...issued };
  await writeFile(join(folder, storyName), `${JSON.stringify(story, null, 2)}\n`, { mode: 0o600 });
  return story;
}

async function issueAllLetters(deps: Deps, folder: string, files: DemoFiles, say: (text: string) => void) {
  const letters = new Map<ShownLetter, DemoLetter>();
  const pdfs: string[] = [];
  await mkdir(join(folder, 'lettres'), { recursive: true });
  for (const { uai, name } of files.schools) {
    const out = join(folder, 'lettres', `${uai}.pdf`);
    const issued = await issueLetters(deps, { school: uai, reissue: false, actor: command, out, reveal: true });
    if (!issued.ok) throw new Error(`letters of ${uai}: ${issued.why.kind}`);
    say(`  ${name} : ${issued.value.letters} lettres`);
    pdfs.push(out);
    for (const shown of [...files.grouped, ...files.asked, ...files.inARow].filter((one) => one.school === uai)) {
      const letter = issued.value.revealed.find(
        ({ guardian }) => guardian.firstName === shown.firstName && guardian.familyName === shown.familyName,
      );
      if (letter === undefined) throw new Error(`no letter of ${shown.firstName} ${shown.familyName}`);
      letters.set(shown, {
        school: name,
        guardian: `${shown.firstName} ${shown.familyName}`,
        identifier: letter.identifier,
        code: printCode(letter.code),
        square: `${deps.config.publicUrl}${href('letterToken', { token: letter.token })}`,
        child: shown.child,
        birthDate: shown.birthDate,
      });
    }
  }
  const inHand = (shown: readonly ShownLetter[]) => shown.flatMap((one) => letters.get(one) ?? []);
  return {
    letters: inHand(files.grouped),
    asked: inHand(files.asked),
    inARow: inHand(files.inARow),
    pdfs,
  };
}

async function enrolEverybody(deps: Deps, files: DemoFiles): Promise<Pick<DemoStory, 'staff' | 'head' | 'operator'>> {
  const [school] = files.schools;
  if (school === undefined) throw new Error('the demo has no school');
  const { uai, name } = school;
  const enrolled = async (place: Place, mail: string, person: string) =>
    await enrolOne(deps, { ...place, mail: `${mail}@example.org`, name: person });
  const [secretariat, direction, network] = [
    await enrolled({ school: uai, role: 'secretary' }, 'secretariat', 'Dominique Lenoir'),
    await enrolled({ school: uai, role: 'head' }, 'direction', 'Claude Berger'),
    await enrolled({ school: null, role: 'operator' }, 'reseau', 'Camille Petit'),
  ];
  return { staff: { ...secretariat, school: name }, head: { ...direction, school: name }, operator: network };
}

async function enrolOne(deps: Deps, asked: StaffAsked): Promise<DemoStaff> {
  const { mail } = asked;
  const password = 'lavande tambour horizon';
  const added = await addStaff(deps, asked);
  const token = added.ok ? added.value.invited?.enrolmentToken : undefined;
  const enrolment = token === undefined ? undefined : await openEnrolment(deps, token);
  if (token === undefined || enrolment === undefined) throw new Error('the demo’s staff account was there already');
  const { address: scan, text: secret } = enrolment.scan;
  // With the code of half a minute ago: the one shown to the visitor must still be unused.
  const code = codeAt(scan, new Date(deps.now().getTime() - 30_000));
  const enrolled = await enrolStaff(
    deps,
    { token, password, second: { kind: 'application', code } },
    { address: '127.0.0.1', agent: 'demo' },
  );
  if (!enrolled.ok) throw new Error(`the demo’s staff account: ${enrolled.why.kind}`);
  return { mail, password, scan, secret };
}

/** The six digits that an authenticator application shows at an instant. */
export function codeAt(scan: string, at: Date): string {
  const totp = URI.parse(scan);
  if (!('period' in totp)) throw new Error('not a code of the clock');
  return totp.generate({ timestamp: at.getTime() });
}
