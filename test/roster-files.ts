// Export files for the importers' tests: the fixtures of this project, files made on the spot, zips good and bad.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { crc32, deflateRawSync } from 'node:zlib';
import type { CivilDate } from '../src/kernel/civil-date.js';
import { projectFolder } from '../src/kernel/project.js';
import { openDelivery } from '../src/roster/delivery.js';
import { DeliveryRefused, type Finding, Findings } from '../src/roster/findings.js';
import { recognise } from '../src/roster/recognise.js';
import { emptyBatch, type RosterBatch, type RosterHead } from '../src/roster/roster.js';

/** The folder of a fixture. */
export const fixture = (name: string): string => fileURLToPath(new URL(`test/fixtures/${name}`, projectFolder));

/** Writes files into a folder that goes with the test; returns the folder. */
export async function folderOf(t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fratrie-delivery-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/**
 * Gives this test a temporary folder of its own, since other files that run beside it unpack too: what is asked of the
 * result is the names of the folders that imports have unpacked and not removed.
 */
export async function ownTemporaryFolder(t: TestContext): Promise<() => Promise<string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'fratrie-test-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  t.after(async () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await rm(folder, { recursive: true, force: true });
  });
  return async () => (await readdir(folder)).filter((name) => name.startsWith('fratrie-import-'));
}

export type ReadDelivery = {
  readonly head: RosterHead;
  readonly rows: RosterBatch;
  readonly findings: readonly Finding[];
  readonly codes: readonly string[];
};

/** Reads a whole delivery, or returns why it is refused. */
export async function readDelivery(...paths: readonly string[]): Promise<ReadDelivery | Finding> {
  const findings = new Findings();
  try {
    const delivery = await openDelivery(paths);
    try {
      for (const finding of delivery.findings) findings.add(finding);
      const context = { findings, today: '2026-09-14' as CivilDate, timeZone: 'Europe/Paris' };
      const roster = await recognise(delivery, { format: undefined, school: undefined }, context);
      const rows = emptyBatch();
      for await (const batch of roster.batches)
        for (const kind of Object.keys(rows) as (keyof RosterBatch)[]) (rows[kind] as unknown[]).push(...batch[kind]);
      const all = [...findings.rejected(), ...findings.warnings()];
      return { head: roster.head, rows, findings: all, codes: all.map((finding) => finding.code) };
    } finally {
      await delivery.close();
    }
  } catch (error) {
    if (error instanceof DeliveryRefused) return error.finding;
    throw error;
  }
}

/** A SIECLE file around the content of its DONNEES. */
export function siecleFile(
  root: string,
  content: string,
  { uai = '0330001X', encoding = 'UTF-8', day = '04/09/2026' }: { uai?: string; encoding?: string; day?: string } = {},
): string {
  return `<?xml version="1.0" encoding="${encoding}"?>
<${root} VERSION="2.1"><PARAMETRES><UAJ>${uai}</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE><DATE_EXPORT>${day}</DATE_EXPORT></PARAMETRES>
<DONNEES>
${content}
</DONNEES></${root}>
`;
}

export function pupilXml(id: number | string, fields: Readonly<Record<string, string>> = {}): string {
  const all = { NOM_DE_FAMILLE: 'BENALI', PRENOM: 'Yanis', DATE_NAISS: '21/04/2014', ...fields };
  return `<ELEVE ELEVE_ID="${id}">${fieldsXml(all)}</ELEVE>`;
}

export function guardianXml(id: number | string, fields: Readonly<Record<string, string>> = {}): string {
  const all = { LC_CIVILITE: 'MME', NOM_DE_FAMILLE: 'BENALI', PRENOM: 'Nadia', ...fields };
  return `<PERSONNE PERSONNE_ID="${id}">${fieldsXml(all)}</PERSONNE>`;
}

export function linkXml(
  pupil: number | string,
  guardian: number | string,
  fields: Readonly<Record<string, string>> = {},
): string {
  const all = {
    ELEVE_ID: `${pupil}`,
    PERSONNE_ID: `${guardian}`,
    NIVEAU_RESPONSABILITE: '1',
    CODE_PARENTE: '10',
    ...fields,
  };
  return `<RESPONSABLE_ELEVE>${fieldsXml(all)}</RESPONSABLE_ELEVE>`;
}

const fieldsXml = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('\n');

export const pupilsFile = (pupils: readonly string[], rest: Parameters<typeof siecleFile>[2] = {}) =>
  siecleFile('BEE_ELEVES', `<ELEVES>\n${pupils.join('\n')}\n</ELEVES>`, rest);

export const guardiansFile = (
  guardians: readonly string[],
  links: readonly string[],
  rest: Parameters<typeof siecleFile>[2] = {},
) =>
  siecleFile(
    'BEE_RESPONSABLES',
    `<PERSONNES>\n${guardians.join('\n')}\n</PERSONNES>\n<RESPONSABLES>\n${links.join('\n')}\n</RESPONSABLES>`,
    rest,
  );

export type ZipEntry = {
  readonly name: string;
  readonly content: Uint8Array | string;
  /** Unix mode, for links. */
  readonly mode?: number;
  readonly encrypted?: boolean;
  /** What the index says of the size, when it lies. */
  readonly saysSize?: number;
  readonly wrongCrc?: boolean;
};

/** A zip, as honest as its entries. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const index: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const packed = deflateRawSync(content);
    const name = Buffer.from(entry.name);
    const flags = 0x0800 | (entry.encrypted === true ? 1 : 0);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(entry.wrongCrc === true ? 1 : crc32(content), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(entry.saysSize ?? content.length, 18);
    head.writeUInt16LE(name.length, 22);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), head, name, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    index.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), head, tail, name);
    offset += 4 + head.length + name.length + packed.length;
  }
  const listed = Buffer.concat(index);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
