// The gallery holds every page of every address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anyAddress, samplesOfRoute } from './gallery/routes.js';
import { samples, samplesIn } from './gallery-pages.js';

const names = Object.keys(samples);
const prefixes = Object.values(samplesOfRoute).flatMap((shown) => ('nothing' in shown ? [] : shown));

test('the page of every address has its samples, and every sample its address', () => {
  const without = prefixes.filter((prefix) => !names.some((name) => name.startsWith(prefix)));
  assert.deepEqual(without, [], 'addresses whose page nobody can look at');
  const orphans = names.filter((name) => ![...prefixes, ...anyAddress].some((prefix) => name.startsWith(prefix)));
  assert.deepEqual(orphans, [], 'samples that no address shows: see test/gallery/routes.ts');
});

test('the parents’ pages are shown in other languages too', () => {
  const parents = names.filter((name) => !name.startsWith('desk'));
  assert.deepEqual(Object.keys(samplesIn('ar')).sort(), parents.sort());
});
