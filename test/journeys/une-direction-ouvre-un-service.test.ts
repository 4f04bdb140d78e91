// The operator keeps the catalogue on his page; the head of a school opens what it offers, and closes it; a parent sees it.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { admit } from '../../src/sso/admission.js';
import { addClient } from '../clients.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary } from '../secretary.js';
import { openVisitor, type Visitor } from '../visitor.js';
import { addParent, addSchool, jeanMoulin, louiseMichel } from '../world.js';

const french = { 'names-fr': 'Cantine', 'details-fr': 'Menus', 'explanations-fr': 'Les menus de la semaine.' };
const forAll = { schoolKinds: ['primary', 'college', 'lycee', 'other'], address: 'https://cantine.exemple.fr/' };

async function addService(operator: Visitor, slug: string, rest: Record<string, string | string[]> = {}) {
  const form = await (await operator.visit('/reseau/services')).follow('Ajouter un service');
  return await form.send({ slug, ...french, ...forAll, ...rest }, 'Ajouter');
}

async function open(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  await addSchool(deps, louiseMichel);
  const operator = (await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr' })).visitor;
  const head = (await openSecretary(deps, app, jeanMoulin, { mail: 'chef@exemple.fr', role: 'head' })).visitor;
  const family = openVisitor(app);
  const { identifier, password } = parent;
  await (await family.visit('/connexion')).send({ identifier, password });
  return { app, operator, head, family, parent };
}

onBothDatabases(
  'a service is added, ordered, changed and withdrawn, with what is wrong said at its field',
  async (deps) => {
    const { operator } = await open(deps);
    const wrong = await addService(operator, 'Cantine !', { address: 'http://cantine.exemple.fr/', schoolKinds: [] });
    assert.equal(wrong.status, 422);
    assert.match(wrong.words, /Une adresse https complète/);
    assert.match(wrong.words, /Cochez au moins un genre d’école/);
    const made = await wrong.send({ slug: 'cantine', ...forAll, 'names-ar': 'المطعم' }, 'Ajouter');
    assert.equal(made.heading, 'Cantine', made.words);
    assert.equal((await addService(operator, 'cantine')).status, 422, 'one short name, one service');
    await addService(operator, 'bus', { 'names-fr': 'Bus' });
    const names = async () => (await operator.visit('/reseau/services')).all('tbody th');
    assert.deepEqual(await names(), ['Cantine', 'Bus']);
    const list = await operator.visit('/reseau/services');
    await operator.post(
      '/reseau/services',
      { _csrf: list.field('_csrf') ?? '', move: 'up:bus' },
      {
        origin: 'http://127.0.0.1:3000',
        'sec-fetch-site': 'same-origin',
      },
    );
    assert.deepEqual(await names(), ['Bus', 'Cantine']);
    const changed = await (await operator.visit('/reseau/services/cantine')).send(
      { 'names-fr': 'Restauration' },
      'Enregistrer',
    );
    assert.equal(changed.heading, 'Restauration');
    const row = await deps.db
      .selectFrom('service')
      .select('names')
      .where('slug', '=', 'cantine')
      .executeTakeFirstOrThrow();
    assert.deepEqual(row.names, { fr: 'Restauration', ar: 'المطعم' });
    const check = await changed.follow('Retirer du catalogue');
    assert.match(check.words, /Écoles qui l’ont ouvert : 0/);
    await check.send({}, 'Retirer');
    assert.deepEqual(await names(), ['Bus']);
  },
);

onBothDatabases('a head opens and closes a service; its tile and its application follow', async (deps) => {
  const { operator, head, family, parent } = await open(deps);
  await addService(operator, 'cantine');
  const client = await addClient(
    deps,
    'cas',
    { service: 'https://cantine.exemple.fr/*', logout: true },
    { serviceSlug: 'cantine', name: 'Restauration' },
  );
  const mayEnter = async () => (await admit(deps, client, parent.id)).ok;
  assert.equal(await mayEnter(), false);
  const page = await (await head.visit('/ecole')).follow('Services');
  assert.match(page.words, /Cantine ?Menus Fermé/);
  const form = await page.follow('Cantine');
  const wrong = await form.send({ opensOn: '2026-10-01', closesOn: '2026-09-01' }, 'Ouvrir');
  assert.match(wrong.words, /dans cet ordre/);
  const opened = await form.send({}, 'Ouvrir');
  assert.match(opened.words, /C’est fait : « Cantine » est ouvert\./);
  assert.match((await family.visit('/accueil')).words, /Cantine/);
  assert.equal(await mayEnter(), true);

  const check = await (await opened.follow('Cantine')).follow('Fermer ce service');
  assert.match(check.words, /perdent sa tuile : 1, pour 1 élève/);
  assert.match(check.words, /« Restauration »/);
  const closed = await check.send({}, 'Fermer');
  assert.match(closed.words, /C’est fait : « Cantine » est fermé\./);
  assert.match((await head.visit('/ecole/journal')).words, /Service fermé ?Cantine.*Service ouvert ?Cantine/);
  assert.doesNotMatch((await family.visit('/accueil')).words, /Cantine/);
  assert.equal(await mayEnter(), false);
  const acts = await deps.db
    .selectFrom('auditEvent')
    .select(['kind', 'data'])
    .where('kind', 'in', ['service_opened', 'service_closed'])
    .orderBy('seq')
    .execute();
  assert.deepEqual(
    acts.map(({ kind, data }) => [kind, (data as { school: string }).school]),
    [
      ['service_opened', jeanMoulin],
      ['service_closed', jeanMoulin],
    ],
  );
});

onBothDatabases(
  'a service open by default opens where nobody asked, also in a school that comes; a head may close it',
  async (deps) => {
    const { operator, head } = await open(deps);
    await addService(operator, 'cantine', { openedByDefault: 'yes' });
    const openAt = async () => {
      const rows = await deps.db.selectFrom('serviceOpening').select('schoolUai').orderBy('schoolUai').execute();
      return rows.map(({ schoolUai }) => schoolUai);
    };
    assert.deepEqual(await openAt(), [jeanMoulin, louiseMichel].sort());
    await (await head.visit('/ecole/services/cantine/fermer')).send({}, 'Fermer');
    assert.deepEqual(await openAt(), [louiseMichel]);
    await (await operator.visit('/reseau/services/cantine')).send({ 'names-fr': 'Repas' }, 'Enregistrer');
    assert.deepEqual(await openAt(), [louiseMichel], 'a change opens nothing again');
    const later = await (await head.visit('/ecole/services/cantine')).send({ opensOn: '2026-12-28' }, 'Ouvrir');
    assert.match(later.words, /« Repas » ouvrira le 28 décembre 2026\./);
    assert.match((await operator.visit(`/reseau/ecoles/${jeanMoulin}`)).words, /Repas ?Ouvrira le 28 décembre 2026/);
    await (await head.visit('/ecole/services/cantine/fermer')).send({}, 'Fermer');
    const form = await (await operator.visit('/reseau')).follow('Ajouter une école');
    await form.send({ uai: '0330016N', name: 'Collège Aimé-Césaire', kind: 'college' }, 'Ajouter');
    assert.deepEqual(await openAt(), [louiseMichel, '0330016N'].sort());
  },
);
