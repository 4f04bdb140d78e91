// Files are told by what they contain; archives are opened without being trusted.
import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { create } from 'tar';
import { openZip, unpackTar } from '../src/roster/archive.js';
import { DeliveryRefused } from '../src/roster/findings.js';
import {
  fixture,
  folderOf,
  ownTemporaryFolder,
  pupilsFile,
  pupilXml,
  type ReadDelivery,
  readDelivery,
  zipOf,
} from './roster-files.js';

const pupils = pupilsFile([pupilXml(1)]);

async function accepted(...paths: readonly string[]): Promise<ReadDelivery> {
  const read = await readDelivery(...paths);
  assert.ok('rows' in read, JSON.stringify(read));
  return read;
}

async function refused(...paths: readonly string[]): Promise<string> {
  const read = await readDelivery(...paths);
  assert.ok('code' in read, 'accepted');
  return read.code;
}

const one = async (t: TestContext, name: string, content: string | Uint8Array) =>
  join(await folderOf(t, { [name]: content }), name);

async function tgz(t: TestContext, files: Readonly<Record<string, string>>, name = 'livraison.tgz'): Promise<string> {
  const folder = await folderOf(t, files);
  await create({ gzip: true, file: join(folder, name), cwd: folder }, Object.keys(files));
  return join(folder, name);
}

describe('a delivery', () => {
  it('is told by its content, whatever its names', async (t) => {
    assert.equal((await accepted(await one(t, 'eleves.zip', pupils))).rows.pupils.length, 1);
    assert.equal(
      (await accepted(await one(t, 'ELEVES.XML', zipOf([{ name: 'a.txt.xml', content: pupils }])))).rows.pupils.length,
      1,
    );
    assert.equal((await accepted(await one(t, 'sans extension', pupils))).rows.pupils.length, 1);
  });

  it('may be a folder, in any order, with strangers in it', async (t) => {
    const folder = await folderOf(t, {
      'z/Nomenclature.xml': pupils.replaceAll('BEE_ELEVES', 'BEE_NOMENCLATURES'),
      'a/ExportXML_Eleves.zip': zipOf([
        { name: '__MACOSX/._x.xml', content: 'x' },
        { name: 'Eleves.xml', content: pupils },
      ]),
      'LISEZMOI.txt': 'bonjour',
      '.DS_Store': 'x',
      'vide.txt': '',
      'ficAlimMENESR.dtd': '<!ELEMENT a ANY>',
    });
    await symlink('/etc/passwd', join(folder, 'lien.xml'));
    const read = await accepted(folder);
    assert.equal(read.rows.pupils.length, 1);
    assert.deepEqual(
      read.findings
        .filter((finding) => finding.code === 'FILE_IGNORED')
        .map((finding) => finding.file?.split('/').at(-1)),
      ['lien.xml', 'LISEZMOI.txt', 'vide.txt'],
    );
  });

  it('an order of files changes nothing', async () => {
    const folder = fixture('siecle-2026');
    const names = await readdir(folder);
    const rows = async (order: readonly string[]) => (await accepted(...order.map((name) => join(folder, name)))).rows;
    assert.deepEqual(await rows(names), await rows(names.toReversed()));
  });

  it('without anything to read is refused', async (t) => {
    assert.equal(await refused(join(tmpdir(), 'fratrie-n-existe-pas')), 'FILE_MISSING');
    assert.equal(await refused(await folderOf(t, {})), 'NOTHING_TO_IMPORT');
    assert.equal(await refused(await one(t, 'x.xml', '')), 'FILE_EMPTY');
    assert.equal(await refused(await folderOf(t, { 'x.xml': '' })), 'FILE_EMPTY');
    assert.equal(await refused(await one(t, 'x.pdf', '%PDF-1.7')), 'FILE_NOT_WELL_FORMED');
    assert.equal(await refused(await folderOf(t, { 'x.xml': 'prénom;nom' })), 'FILE_NOT_WELL_FORMED');
    assert.equal(await refused(await one(t, 'x.xml', '<html><body/></html>')), 'ROOT_UNKNOWN');
  });
});

describe('a zip', () => {
  it('is refused when it is damaged, locked or dishonest', async (t) => {
    const zip = (entry: Partial<Parameters<typeof zipOf>[0][number]>) =>
      one(t, 'x.zip', zipOf([{ name: 'e.xml', content: pupils, ...entry }]));
    assert.equal(await refused(await zip({ encrypted: true })), 'ARCHIVE_UNSAFE');
    assert.equal(await refused(await zip({ wrongCrc: true })), 'ARCHIVE_UNSAFE');
    assert.equal(await refused(await zip({ saysSize: 10 })), 'ARCHIVE_UNSAFE');
    assert.equal(await refused(await zip({ saysSize: 10_000_000 })), 'ARCHIVE_UNSAFE');
    assert.equal(await refused(await zip({ name: '../e.xml' })), 'ARCHIVE_UNSAFE');
    assert.equal(await refused(await zip({ name: '/etc/e.xml' })), 'ARCHIVE_UNSAFE');
    assert.equal(await refused(await zip({ name: 'C:\\e.xml' })), 'ARCHIVE_UNSAFE');
    assert.equal(await refused(await zip({ mode: 0o120777 })), 'ARCHIVE_UNSAFE');
    assert.equal(
      await refused(await zip({ name: 'autre.zip', content: zipOf([{ name: 'e.xml', content: pupils }]) })),
      'ARCHIVE_UNSAFE',
    );
    assert.equal(await refused(await zip({ name: 'autre.tgz', content: gzipSync(pupils) })), 'ARCHIVE_UNSAFE');
    assert.equal(await refused(await zip({ content: '' })), 'FILE_EMPTY');
    const whole = await zip({});
    await accepted(whole);
    await truncate(whole, 200);
    assert.equal(await refused(whole), 'ARCHIVE_UNSAFE');
  });

  it('is refused when it would be two hundred times as large, or too large in all', async (t) => {
    const bomb = await one(t, 'x.zip', zipOf([{ name: 'e.xml', content: Buffer.alloc(5_000_000, ' ') }]));
    assert.equal(await refused(bomb), 'ARCHIVE_UNSAFE');
    const many = await one(
      t,
      'y.zip',
      zipOf(Array.from({ length: 4 }, (_, index) => ({ name: `${index}.xml`, content: pupils }))),
    );
    const limits = { entries: 3, ratio: 200, ratioFrom: 1e6, totalBytes: 1e9 };
    await assert.rejects(openZip(many, 'y.zip', limits), DeliveryRefused);
    await assert.rejects(openZip(many, 'y.zip', { ...limits, entries: 4, totalBytes: 1000 }), DeliveryRefused);
    (await openZip(many, 'y.zip', { ...limits, entries: 4 })).close();
  });
});

describe('a tar', () => {
  it('is read, gzipped or not, and leaves nothing behind', async (t) => {
    const unpacked = await ownTemporaryFolder(t);
    assert.equal(
      (await accepted(await tgz(t, { 'dossier/e.xml': pupils, 'dossier/f.dtd': '<!ELEMENT a ANY>' }))).rows.pupils
        .length,
      1,
    );
    const folder = await folderOf(t, { 'e.xml': pupils });
    await create({ file: join(folder, 'x.tar'), cwd: folder }, ['e.xml']);
    assert.equal((await accepted(join(folder, 'x.tar'))).rows.pupils.length, 1);
    assert.deepEqual(await unpacked(), []);
  });

  it('is refused when it is damaged, holds links or ways out', async (t) => {
    const whole = await tgz(t, { 'e.xml': pupils });
    await truncate(whole, 100);
    assert.equal(await refused(whole), 'ARCHIVE_UNSAFE');
    assert.equal(await refused(await one(t, 'x.tgz', gzipSync('pas un tar'.repeat(100)))), 'ARCHIVE_UNSAFE');
    assert.equal(await refused(await one(t, 'x.xml.gz', gzipSync('<a/>'))), 'ARCHIVE_UNSAFE');
    const twice = gzipSync(await readFile(await tgz(t, { 'e.xml': pupils })));
    assert.equal(await refused(await one(t, 'x.tgz', twice)), 'ARCHIVE_UNSAFE');
    const folder = await folderOf(t, { 'e.xml': pupils });
    await symlink('/etc/passwd', join(folder, 'lien.xml'));
    await create({ gzip: true, file: join(folder, 'x.tgz'), cwd: folder }, ['e.xml', 'lien.xml']);
    assert.equal(await refused(join(folder, 'x.tgz')), 'ARCHIVE_UNSAFE');
    await create({ gzip: true, file: join(folder, 'y.tgz'), cwd: folder, prefix: '../dehors' }, ['e.xml']);
    assert.equal(await refused(join(folder, 'y.tgz')), 'ARCHIVE_UNSAFE');
    await writeFile(join(folder, 'z.zip'), zipOf([{ name: 'e.xml', content: pupils }]));
    await create({ gzip: true, file: join(folder, 'z.tgz'), cwd: folder }, ['z.zip']);
    assert.equal(await refused(join(folder, 'z.tgz')), 'ARCHIVE_UNSAFE');
  });

  it('may go on after its end, which is not read', async (t) => {
    const folder = await folderOf(t, { 'e.xml': pupils });
    await create({ file: join(folder, 'x.tar'), cwd: folder }, ['e.xml']);
    await appendFile(join(folder, 'x.tar'), Buffer.alloc(100_000_000));
    assert.equal((await accepted(join(folder, 'x.tar'))).rows.pupils.length, 1);
  });

  it('is refused when it would be two hundred times as large', async (t) => {
    const bomb = await tgz(t, { 'e.xml': ' '.repeat(5_000_000) });
    assert.equal(await refused(bomb), 'ARCHIVE_UNSAFE');
    const folder = await folderOf(t, {});
    const many = await tgz(t, { 'a.xml': pupils, 'b.xml': pupils });
    await mkdir(join(folder, 'x'));
    const limits = { entries: 1, ratio: 200, ratioFrom: 1e6, totalBytes: 1e9 };
    await assert.rejects(unpackTar(many, 'x.tgz', join(folder, 'x'), true, limits), DeliveryRefused);
  });
});
