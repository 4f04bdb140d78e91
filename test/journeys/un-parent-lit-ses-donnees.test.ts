// Mes données : tout ce qui est gardé, à lire, à emporter en page ou en fichier, après le mot de passe.
import assert from 'node:assert/strict';
import { parse } from 'node-html-parser';
import { createApp } from '../../src/app.js';
import { onBothDatabases } from '../harness.js';
import { signIn } from '../two-letters.js';
import { openVisitor } from '../visitor.js';
import { addParent, addSchool, addSession, jeanMoulin } from '../world.js';

onBothDatabases('lire, télécharger ; le mot de passe est redemandé', async (deps) => {
  const app = await createApp(deps);
  await addSchool(deps, jeanMoulin, 'Collège Jean-Moulin');
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  await deps.db.updateTable('guardianRecord').set({ phone: '+33639981001' }).execute();
  const visitor = openVisitor(app, { address: '192.0.2.7', agent: 'Navigateur de Nadia' });
  await signIn(visitor, parent.identifier, parent.password);
  await (await visitor.visit('/mon-compte/mail')).send({ mail: 'nadia@exemple.fr' });

  const seen = await (await visitor.visit('/mon-compte')).follow('/mon-compte/mes-donnees');
  assert.equal(seen.heading, 'Mes données');
  assert.match(seen.words, new RegExp(`Identifiant ?${parent.identifier} ?État ?actif`));
  assert.match(seen.words, /École ?Collège Jean-Moulin ?M\. ou Mme ?Mme ?Prénom ?Nadia/);
  assert.match(seen.words, /Téléphone ?06 39 98 10 01/, 'as it is read aloud');
  assert.match(seen.words, /Prénom ?Yanis[\s\S]*21 avril 2014[\s\S]*mère/);
  assert.match(seen.words, /Adresse internet ?192\.0\.2\.7 ?Navigateur ?Navigateur de Nadia/);
  assert.match(seen.words, /Messages envoyés[\s\S]*confirmer l’adresse mail/);

  const json = await seen.follow('Télécharger pour un logiciel');
  assert.match(json.headers['content-disposition'] ?? '', /^attachment; filename="mes-donnees-2026-09-14\.json"$/);
  const file = JSON.parse(json.html);
  assert.deepEqual([file.format, file.version], ['fratrie-own-data', 1]);
  assert.equal(file.data.account[0].identifier, parent.identifier);
  assert.equal(file.data.records[0].phone, '+33639981001', 'a program reads what is held');
  assert.equal(file.data.children[0].birthDate, '2014-04-21');
  assert.deepEqual(file.data.letters, []);

  const html = await seen.follow('Télécharger pour lire');
  assert.match(html.headers['content-disposition'] ?? '', /\.html"$/);
  const document = parse(html.html);
  assert.match(document.structuredText, /Nadia[\s\S]*Yanis/);
  assert.deepEqual(document.querySelectorAll('script, link, img, form, a').length, 0, 'it stands alone');

  for (let more = 0; more < 25; more += 1) await addSession(deps, parent.id);
  const long = await visitor.visit('/mon-compte/mes-donnees');
  assert.match(long.words, /Les plus récents\. Le fichier les a tous\./, 'a light page');
  const whole = await visitor.visit('/mon-compte/mes-donnees/json');
  assert.equal(JSON.parse(whole.html).data.sessions.length, 26);

  deps.clock.advance({ minutes: 6 });
  for (const format of ['', '/json', '/html']) {
    const asked = await visitor.visit(`/mon-compte/mes-donnees${format}`);
    assert.equal(asked.path, '/mon-compte/preuve', format);
  }
  const proof = await visitor.visit('/mon-compte/mes-donnees/json');
  assert.match((await proof.send({ password: parent.password })).headers['content-type'] ?? '', /json/);
  assert.equal((await visitor.visit('/mon-compte/mes-donnees/pdf')).status, 404);
});
