import assert from 'node:assert/strict';
import { PassThrough, Readable } from 'node:stream';
import { test } from 'node:test';
import { firstLine } from '../src/command-line.js';

test('the first line is read, whatever the pieces it comes in', async () => {
  assert.deepEqual(await firstLine(Readable.from([Buffer.from('{"a"'), Buffer.from(':1}\n{"b":2}\n')])), {
    ok: true,
    value: '{"a":1}',
  });
  const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)];
  assert.deepEqual(
    await firstLine(Readable.from([first, second])),
    { ok: true, value: 'é' },
    'a last line without end',
  );
  assert.deepEqual(await firstLine(Readable.from([])), { ok: true, value: '' });
});

test('a caller who keeps his end open keeps nobody waiting', async () => {
  const open = new PassThrough();
  open.write('{}\n');
  assert.deepEqual(await firstLine(open), { ok: true, value: '{}' });
  assert.equal(open.destroyed, true);
});

test('a line without end is refused before it fills the memory; so is one that is no text', async () => {
  let given = 0;
  async function* endless() {
    for (; given < 10_000; given += 1) yield Buffer.alloc(1024, 'a');
  }
  const long = await firstLine(Readable.from(endless()));
  assert.match(long.ok ? '' : long.why, /trop longue/);
  assert.ok(given < 400, `${given} ko were read`);
  const strange = await firstLine(Readable.from([Buffer.from([0xff, 0xfe, 0x0a])]));
  assert.match(strange.ok ? '' : strange.why, /UTF-8/);
});
