// A parents' page weighs 15 KB on a first visit and 4 KB after, as the program serves it, for a family of five children.
import assert from 'node:assert/strict';
import { createApp } from '../src/app.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { openVisitor } from './visitor.js';
import { budget, type Weight, weigh } from './weight.js';
import { addAccount, addGuardian, addLink, addPupil, addSchool, jeanMoulin } from './world.js';

const open = [
  '/connexion',
  '/connexion/identifiant-oublie',
  '/connexion/mot-de-passe-oublie',
  '/activation',
  '/accessibilite',
  '/donnees',
];
const portal = [
  '/accueil',
  '/teleservices',
  '/mon-compte',
  '/mon-compte/profil',
  '/mon-compte/mail',
  '/mon-compte/enfants',
  '/mon-compte/securite',
  '/mon-compte/historique',
  '/mon-compte/demandes',
  '/mon-compte/correction',
  '/mon-compte/mes-donnees',
  '/mon-compte/fermer',
  '/mon-compte/regrouper',
];

/** A parent of five children at one school, signed in: what his browser sends. */
async function bigFamily(deps: TestDeps, app: Awaited<ReturnType<typeof createApp>>): Promise<string> {
  await addSchool(deps, jeanMoulin);
  const guardian = await addGuardian(deps, jeanMoulin);
  for (const child of ['Noé', 'Inès', 'Marie-Antoinette', 'Élie', 'Zoé'])
    await addLink(deps, guardian, await addPupil(deps, jeanMoulin, child));
  const { identifier, password } = await addAccount(deps, [guardian]);
  const visitor = openVisitor(app);
  await (await visitor.visit('/connexion')).send({ identifier, password });
  return [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

onBothDatabases(
  'every parents’ page keeps to its weight, in brotli and in gzip, in French and in Arabic',
  async (deps) => {
    const app = await createApp(deps);
    const cookie = await bigFamily(deps, app);
    const weights: Weight[] = [];
    for (const accept of ['br, gzip', 'gzip'])
      for (const language of ['fr', 'ar']) {
        const inLanguage = `language=${language}`;
        for (const path of open) weights.push(await weigh(app, path, inLanguage, accept));
        for (const path of portal) weights.push(await weigh(app, path, `${cookie}; ${inLanguage}`, accept));
      }
    const heavy = weights.filter(({ page, first }) => page > budget.page || first > budget.first);
    assert.deepEqual(heavy, []);
    assert.ok(
      weights.every(({ page, first }) => page > 500 && first > page + 3000),
      'the pages and their files were read',
    );
  },
);
