// A head sets how her school is reached and what its letters add; parents and letters say so at once.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases } from '../harness.js';
import { readPdf } from '../pdf.js';
import { openSecretary } from '../secretary.js';
import { openVisitor } from '../visitor.js';
import { addParent, jeanMoulin } from '../world.js';

const settings = {
  name: 'Collège Jean-Moulin',
  phone: '05 11 22 33 44',
  openingHours: 'le lundi, de 8 h à 9 h',
  contactMail: 'secretariat@exemple.fr',
  letterNote: 'Une réunion pour vous aider a lieu le 20 septembre.',
  letterSignature: 'Mme Durand, principale',
  'label-1': 'Menus de la cantine',
  'address-1': 'https://exemple.fr/menus',
};

onBothDatabases('what the head sets is read by parents and on letters', async (deps) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const { visitor } = await openSecretary(deps, app, jeanMoulin, { role: 'head' });
  const page = await (await visitor.visit('/ecole')).follow('Réglages');
  const saved = await page.send(settings, 'Enregistrer');
  assert.match(saved.words, /Les réglages sont enregistrés/);
  assert.equal(saved.field('letterNote'), settings.letterNote);
  const home = openVisitor(app);
  await (await home.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
  assert.match((await home.visit('/teleservices')).words, /Menus de la cantine/);
  assert.match((await home.visit('/accueil')).words, /05 11 22 33 44/);
  const file = await saved.follow('Voir une lettre avec ces réglages (PDF)');
  const { pages } = await readPdf(file.bytes);
  assert.equal(pages.length, 1, 'it still fits on its page');
  const text = pages
    .flatMap((one) => one.words.map((word) => word.text))
    .join(' ')
    .replace(/\s+/g, ' ');
  for (const word of ['Mme Durand, principale', 'Une réunion pour vous aider', '05 11 22 33 44', 'SPECIMEN'])
    assert.ok(text.includes(word), word);
  assert.deepEqual(await deps.db.selectFrom('letter').selectAll().execute(), [], 'it opens nothing');
  const events = await deps.db.selectFrom('auditEvent').select('data').where('kind', '=', 'school_settled').execute();
  assert.equal(events.length, 1);
  assert.doesNotMatch(JSON.stringify(events), /Durand/, 'names of fields, no text');
  await saved.send({}, 'Enregistrer');
  assert.equal(
    (await deps.db.selectFrom('auditEvent').select('seq').where('kind', '=', 'school_settled').execute()).length,
    1,
    'nothing changed: nothing is told',
  );
});

onBothDatabases('what cannot be is refused, with what was typed', async (deps) => {
  const app = await createApp(deps);
  const { visitor } = await openSecretary(deps, app, jeanMoulin, { role: 'head' });
  const page = await visitor.visit('/ecole/reglages');
  for (const [typed, told] of [
    [{ name: '' }, /Écrivez le nom/],
    [{ phone: 'javascript:alert(1)' }, /numéro de téléphone/],
    [{ contactMail: 'secretariat' }, /adresse mail/],
    [{ 'address-1': 'javascript:alert(1)' }, /commence par https/],
    [{ 'address-1': 'http://exemple.fr' }, /commence par https/],
    [{ 'label-1': '' }, /Donnez un nom/],
    [{ letterNote: 'a'.repeat(161) }, /160/],
  ] as const) {
    const refused = await page.send({ ...settings, ...typed }, 'Enregistrer');
    assert.equal(refused.status, 422, JSON.stringify(typed));
    assert.match(refused.words, told);
    assert.equal(refused.field('openingHours'), settings.openingHours);
  }
  const { phone } = await deps.db
    .selectFrom('school')
    .select('phone')
    .where('uai', '=', jeanMoulin)
    .executeTakeFirstOrThrow();
  assert.equal(phone, '05 36 49 12 30');
});
