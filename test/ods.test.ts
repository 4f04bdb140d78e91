// A spreadsheet in OpenDocument: another library unpacks it, another reads its XML.
import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { DOMParser } from '@xmldom/xmldom';
import { fromBufferPromise } from 'yauzl';
import { writeOds } from '../src/kernel/ods.js';

async function unpack(bytes: Uint8Array): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(Buffer.from(bytes));
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8'));
  return files;
}

test('every cell is a text: no formula, no number, no sign lost', async () => {
  const cells = ['=1+1', '+33612345678', '007', '<b> & "x"', 'a  b\n c', 'عبد الرحمن', '\u0000\u000bvu\ud800', ''];
  const files = await unpack(writeOds('Lettres « 5e B » & <x>', [['Nom', 'Code'], cells]));
  assert.deepEqual([...files.keys()], ['mimetype', 'content.xml', 'META-INF/manifest.xml']);
  assert.equal(files.get('mimetype'), 'application/vnd.oasis.opendocument.spreadsheet');
  const content = files.get('content.xml') ?? '';
  assert.doesNotMatch(content, /formula|office:value=/);
  assert.equal(content.match(/office:value-type="string"/g)?.length, 9, 'each cell that holds something');
  const { documentElement } = new DOMParser({
    errorHandler: (level, message) => assert.fail(`${level} ${message}`),
  }).parseFromString(content, 'text/xml');
  const read = Array.from(documentElement.getElementsByTagName('table:table-cell')).map((cell) =>
    Array.from(cell.getElementsByTagName('text:p'))
      .map((line) =>
        Array.from(line.childNodes)
          .map((node) => (node.nodeName === 'text:s' ? ' ' : node.nodeName === 'text:tab' ? '\t' : node.nodeValue))
          .join(''),
      )
      .join('\n'),
  );
  assert.deepEqual(read, ['Nom', 'Code', ...cells.slice(0, 6), 'vu\ufffd', '']);
  assert.equal(
    documentElement.getElementsByTagName('table:table')[0]?.getAttribute('table:name'),
    'Lettres « 5e B » & <x>',
  );
});
