// Files are read in a thread of their own: what is too much for it ends it, and nothing else; all files of a delivery are
// bounded together.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { create } from 'tar';
import type { CivilDate } from '../src/kernel/civil-date.js';
import { csvTemplates } from '../src/roster/csv-roster.js';
import { openDelivery } from '../src/roster/delivery.js';
import { DeliveryRefused, Findings } from '../src/roster/findings.js';
import { networkLimits, schoolLimits } from '../src/roster/limits.js';
import { readInThread, type ThreadLimits } from '../src/roster/reading-thread.js';
import { recognise } from '../src/roster/recognise.js';
import type { Roster, RosterBatch } from '../src/roster/roster.js';
import {
  fixture,
  folderOf,
  guardiansFile,
  guardianXml,
  linkXml,
  ownTemporaryFolder,
  pupilsFile,
  pupilXml,
  zipOf,
} from './roster-files.js';
import { jeanMoulin } from './world.js';

const when = { today: '2026-09-14' as CivilDate, timeZone: 'Europe/Paris' };

async function inThread(paths: readonly string[], limits?: ThreadLimits, findings = new Findings()) {
  const order = { paths, format: undefined, school: jeanMoulin, ownRegister: true };
  return await readInThread(order, when, findings, limits);
}

async function all({ batches }: Roster): Promise<RosterBatch[]> {
  const read: RosterBatch[] = [];
  for await (const batch of batches) read.push(batch);
  return read;
}

async function codeOf(refused: Promise<unknown>): Promise<string> {
  try {
    await refused;
  } catch (error) {
    if (error instanceof DeliveryRefused) return error.finding.code;
    throw error;
  }
  return assert.fail('it was read');
}

const pupils = (count: number) => pupilsFile(Array.from({ length: count }, (_, id) => pupilXml(id + 1)));

const orgs = `sourcedId,name,type,identifier\n1,Collège,school,${jeanMoulin}\n`;
const users = 'sourcedId,role,givenName,familyName,orgSourcedIds,agentSourcedIds\n2,student,Léa,MARTIN,1,\n';

describe('a thread', () => {
  it('gives the rows, the files and the findings that are read without it', async () => {
    const findings = new Findings();
    const own = new Findings();
    const delivery = await openDelivery([fixture('siecle-2026')]);
    const { roster, close } = await inThread([fixture('siecle-2026')], undefined, findings);
    try {
      const wanted = { format: undefined, school: jeanMoulin, ownRegister: true };
      const direct = await recognise(delivery, wanted, { ...when, findings: own });
      for (const finding of delivery.findings) own.add(finding);
      assert.deepEqual(roster.head, direct.head);
      assert.deepEqual(await all(roster), await all(direct));
      assert.equal(roster.hasGuardians(), direct.hasGuardians());
      for (let file = 0; file < 6; file += 1) assert.equal(roster.fileName(file), direct.fileName(file));
      assert.deepEqual([findings.rejected(), findings.warnings()], [own.rejected(), own.warnings()]);
      assert.ok(findings.warnings().length > 0);
    } finally {
      await close();
      await delivery.close();
    }
  });

  it('that takes too much memory is ended, with a sentence; another one goes on', async (t) => {
    const days = Array.from({ length: 400_000 }, (_, id) => `pupil-${id},2014-04-21`).join('\n');
    const demographics = `sourcedId,birthDate\n${days}\n`;
    const folder = await folderOf(t, { 'orgs.csv': orgs, 'users.csv': users, 'demographics.csv': demographics });
    const whole = async () => await all((await inThread([folder], { megabytes: 24, seconds: 60 })).roster);
    const small = await folderOf(t, { 'Eleves.xml': pupils(3000) });
    const quiet = await inThread([small]);
    const [code, batches] = await Promise.all([codeOf(whole()), all(quiet.roster)]);
    assert.equal(code, 'READING_TOO_LARGE');
    assert.equal(batches.flatMap(({ pupils: read }) => read).length, 3000);
    await quiet.close();
  });

  it('refuses more pupils or guardians than one school has, with a sentence; an académie’s are not counted', async (t) => {
    const told = (paths: readonly string[]) =>
      assert.rejects(
        async () => await all((await inThread(paths)).roster),
        (error) => {
          if (!(error instanceof DeliveryRefused)) throw error;
          const { code, sentence } = error.finding;
          assert.equal(code, 'FILE_LIMIT');
          assert.match(sentence, /^Il y a plus de (20.000 élèves|40.000 responsables) : une école en envoie moins\./);
          return true;
        },
      );
    const folder = await folderOf(t, { 'Eleves.xml': pupils(20_001), 'Moins.xml': pupils(20_000) });
    await told([join(folder, 'Eleves.xml')]);
    const { roster, close } = await inThread([join(folder, 'Moins.xml')]);
    assert.equal((await all(roster)).flatMap((batch) => batch.pupils).length, 20_000);
    await close();
    const guardians = Array.from({ length: 40_001 }, (_, id) => guardianXml(id + 1));
    const both = { 'Eleves.xml': pupils(1), 'Responsables.xml': guardiansFile(guardians, [linkXml(1, 1)]) };
    await told([await folderOf(t, both)]);
    assert.deepEqual(networkLimits.rows, {});
  });

  it('that takes too much time is ended, with a sentence', async (t) => {
    const folder = await folderOf(t, { 'Eleves.xml': pupils(3000) });
    assert.equal(await codeOf(inThread([folder], { megabytes: 256, seconds: 0.001 })), 'READING_TOO_LONG');
  });

  it('that is ended in the middle says so, and leaves nothing unpacked', async (t) => {
    const unpacked = await ownTemporaryFolder(t);
    const folder = await folderOf(t, {
      'Eleves.xml': pupils(3000),
      'Responsables.xml': guardiansFile([guardianXml(1)], [linkXml(1, 1)]),
    });
    await create({ gzip: true, file: join(folder, 'x.tgz'), cwd: folder }, ['Eleves.xml', 'Responsables.xml']);
    const { roster, close } = await inThread([join(folder, 'x.tgz')]);
    assert.equal((await unpacked()).length, 1);
    const batches = roster.batches[Symbol.asyncIterator]();
    assert.equal((await batches.next()).done, false);
    await close();
    await assert.rejects(async () => {
      while ((await batches.next()).done !== true);
    }, /the reading thread was ended/);
    assert.deepEqual(await unpacked(), []);
  });
});

describe('all files of a delivery', () => {
  const limits = { ...schoolLimits, archiveBytes: 5000, xmlFiles: 3, xmlBytes: 5000, tableBytes: 5000 };
  const read = async (paths: readonly string[]) => {
    const delivery = await openDelivery(paths, { limits });
    const wanted = { format: undefined, school: jeanMoulin, ownRegister: true };
    try {
      return await all(await recognise(delivery, wanted, { ...when, findings: new Findings() }));
    } finally {
      await delivery.close();
    }
  };
  const each = async (t: TestContext, files: Readonly<Record<string, string | Uint8Array>>) =>
    Object.keys(files).map(
      (
        (folder) => (name: string) =>
          join(folder, name)
      )(await folderOf(t, files)),
    );

  it('are bounded together, in several archives or in none', async (t) => {
    const zip = (name: string, size: number) => zipOf([{ name, content: pupilsFile([pupilXml(1)]).padEnd(size) }]);
    assert.equal((await read(await each(t, { 'a.zip': zip('a.xml', 2400), 'b.zip': zip('b.xml', 2400) }))).length, 1);
    const three = { 'a.zip': zip('a.xml', 2400), 'b.zip': zip('b.xml', 2400), 'c.zip': zip('c.xml', 2400) };
    assert.equal(await codeOf(read(await each(t, three))), 'ARCHIVE_UNSAFE');
    const bare = { 'Eleves.xml': pupils(20), 'Responsables.xml': guardiansFile([guardianXml(1)], [linkXml(1, 1)]) };
    assert.ok(bare['Eleves.xml'].length < 5000);
    await read(await each(t, bare));
    const full = { ...bare, 'Eleves.xml': bare['Eleves.xml'].padEnd(4900) };
    assert.equal(await codeOf(read(await each(t, full))), 'FILE_LIMIT');
    const many = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.xml`, pupilsFile([pupilXml(1)])]));
    assert.equal(await codeOf(read(await each(t, many))), 'FILE_LIMIT');
  });

  it('are no more than twelve tables, those of OneRoster that nobody reads apart', async (t) => {
    const [pupilTable, guardianTable] = [csvTemplates.eleves, csvTemplates.responsables].map((rows) =>
      rows.map((row) => row.join(';')).join('\n'),
    );
    const twelve = Object.fromEntries(Array.from({ length: 12 }, (_, nth) => [`${nth}.csv`, guardianTable ?? '']));
    // Twelve are looked at, and are one too many of their kind; a thirteenth is not even opened.
    assert.equal(await codeOf(read(await each(t, twelve))), 'FORMAT_MIXED');
    assert.equal(await codeOf(read(await each(t, { ...twelve, 'z.csv': pupilTable ?? '' }))), 'FILE_LIMIT');
    const aside = Array.from({ length: 13 }, (_, nth) => [
      `result${'abcdefghijklm'[nth]}.csv`,
      'sourcedId,title\n1,x\n',
    ]);
    const whole = { 'orgs.csv': orgs, 'users.csv': users, ...Object.fromEntries(aside) };
    assert.equal((await read(await each(t, whole))).flatMap((batch) => batch.pupils).length, 1);
    const wide = { 'orgs.csv': orgs.padEnd(2600, '\n'), 'users.csv': users.padEnd(2600, '\n') };
    assert.equal(await codeOf(read(await each(t, wide))), 'FILE_LIMIT');
  });
});
