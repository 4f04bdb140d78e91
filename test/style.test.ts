import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { assetAnswer, assets } from '../src/web/assets.js';
import { contrast } from './contrast.js';
import { tokens } from './tokens.js';

const folder = new URL('../../public/', import.meta.url);
const source = (name: string) => readFileSync(new URL(name, folder), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const css = source('fratrie.css') + source('desk.css');
const sent = new Map(assets().map((asset) => [asset.path.split('/').at(-1), asset]));

test('what a telephone loads stays small', () => {
  const size = (name: string) => sent.get(name)?.plain.length ?? Number.POSITIVE_INFINITY;
  assert.ok(size('fratrie.css') <= 15 * 1024, `${size('fratrie.css')} bytes of parents’ style`);
  assert.ok(size('desk.css') <= 6.25 * 1024, `${size('desk.css')} bytes of desk’s style`);
  assert.ok(size('fratrie.js') < 3 * 1024, `${size('fratrie.js')} bytes of script`);
  assert.ok(size('passkey.js') < 3 * 1024, `${size('passkey.js')} bytes of script, where a passkey is asked`);
  assert.ok(size('prove.js') < 2 * 1024, `${size('prove.js')} bytes of script, beside it at a desk`);
  assert.ok(size('desk.js') < 3 * 1024, `${size('desk.js')} bytes of script, at a desk`);
});

test('an asset’s address follows its content; its encodings hold the same bytes', () => {
  assert.equal(new Set([...sent.values()].map((asset) => asset.path)).size, 8);
  for (const asset of sent.values()) {
    assert.match(asset.path, /^\/a\/[\w-]{12}\//);
    assert.deepEqual(gunzipSync(asset.gzip), asset.plain);
    assert.deepEqual(brotliDecompressSync(asset.brotli), asset.plain);
    const answer = assetAnswer(asset, 'gzip;q=0.8, br');
    assert.equal(answer.headers['content-encoding'], 'br');
    assert.deepEqual(brotliDecompressSync(answer.body), asset.plain);
    assert.deepEqual(gunzipSync(assetAnswer(asset, 'gzip').body), asset.plain);
    assert.deepEqual(assetAnswer(asset, '').body, asset.plain);
    assert.match(answer.headers['cache-control'] ?? '', /immutable/);
    assert.equal(assetAnswer(asset, 'identity').headers['content-encoding'], undefined);
  }
});

test('the style runs from the start of a line, wherever that is: logical properties only', () => {
  const physical =
    /(?:^|[{;\s])(?:(?:margin|padding|border|inset|scroll-margin)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|(?:min-|max-)?(?:width|height)|float|clear)\s*:/gm;
  const found = css.replace(/@media[^{]*/g, '').match(physical);
  assert.equal(found, null);
  assert.doesNotMatch(css, /text-align:\s*(left|right)/);
  assert.doesNotMatch(css, /letter-spacing|@font-face|url\((?!#)|@import/);
});

test('every pair of colours that carries words is read at 7:1, every edge of a control seen at 3:1', () => {
  const pairs = [
    ...['paper', 'sheet', 'tint'].flatMap((ground) => ['ink', 'soft', 'brand'].map((word) => [word, ground])),
    ['on', 'brand'],
    ['on', 'press'],
    ['sheet', 'keep'],
    ['keep', 'sheet'],
    ['keep', 'paper'],
    ['shut', 'shut-t'],
    ['shut', 'sheet'],
    ['ink', 'shut-t'],
    ['bad', 'bad-t'],
    ['bad', 'sheet'],
    ['bad', 'paper'],
    ['ink', 'bad-t'],
    ['dark', 'sun'],
    ['rail-on', 'rail'],
  ] as const;
  for (const [scheme, colours] of Object.entries(tokens())) {
    const ratio = (one = '', other = '') => contrast(colours.get(one) ?? '', colours.get(other) ?? '');
    for (const [word, ground] of pairs)
      assert.ok(ratio(word, ground) >= 7, `${scheme}: ${word} on ${ground} ${ratio(word, ground)}`);
    for (const ground of ['sheet', 'paper']) assert.ok(ratio('edge', ground) >= 3, `${scheme}: edge on ${ground}`);
  }
  for (const kid of ['#ffd591', '#a8ded7', '#f9bda9', '#d3c6f2']) {
    assert.ok(css.includes(kid));
    assert.ok(contrast('#271b28', kid) >= 7);
  }
});

test('black on white is as far apart as colours can be', () => {
  assert.equal(Math.round(contrast('#000000', '#ffffff')), 21);
});
