// A parents' page weighs 15 KB on a first visit and 4 KB after, as the program serves it, for a family of five children.
import assert from 'node:assert/strict';
import { createApp } from '../src/app.js';
import { openPages, portalPages, signInBigFamily } from './big-family.js';
import { onBothDatabases } from './harness.js';
import { budget, type Weight, weigh } from './weight.js';

onBothDatabases(
  'every parents’ page keeps to its weight, in brotli and in gzip, in French and in Arabic',
  async (deps) => {
    const app = await createApp(deps);
    const cookie = await signInBigFamily(deps, app);
    const weights: Weight[] = [];
    for (const accept of ['br, gzip', 'gzip'])
      for (const language of ['fr', 'ar']) {
        const inLanguage = `language=${language}`;
        for (const path of openPages) weights.push(await weigh(app, path, inLanguage, accept));
        for (const path of portalPages) weights.push(await weigh(app, path, `${cookie}; ${inLanguage}`, accept));
      }
    const heavy = weights.filter(({ page, first }) => page > budget.page || first > budget.first);
    assert.deepEqual(heavy, []);
    assert.ok(
      weights.every(({ page, first }) => page > 500 && first > page + 3000),
      'the pages and their files were read',
    );
  },
);
