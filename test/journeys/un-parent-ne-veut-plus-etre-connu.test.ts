// Les applications qui me connaissent : ce que chacune sait, en clair ; ne plus se faire connaître, puis y revenir.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { claimNames } from '../../src/sso/claims.js';
import { addClient } from '../clients.js';
import { onBothDatabases } from '../harness.js';
import { signIn } from '../two-letters.js';
import { openVisitor } from '../visitor.js';
import { addParent, addSchool, jeanMoulin, louiseMichel } from '../world.js';

onBothDatabases('lire ce qu’elles savent, en retirer une, la rouvrir', async (deps) => {
  const app = await createApp(deps);
  await addSchool(deps, jeanMoulin, 'Collège Jean-Moulin');
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const other = await addParent(deps, louiseMichel, 'Lina');
  const notes = await addClient(
    deps,
    'cas',
    { service: 'https://notes.exemple.fr/*', logout: true },
    { name: 'Mes notes', claims: [...claimNames] },
  );
  const meals = await addClient(
    deps,
    'cas',
    { service: 'https://cantine.exemple.fr/*', logout: true },
    { name: 'Cantine', claims: ['email'] },
  );
  const visitor = openVisitor(app, { mayLeave: true });
  await signIn(visitor, parent.identifier, parent.password);
  const none = await (await visitor.visit('/mon-compte')).follow('/mon-compte/applications');
  assert.match(none.words, /Aucune application ne vous connaît\./);
  for (const site of ['notes', 'cantine'])
    await visitor.visit(`/cas/login?service=${encodeURIComponent(`https://${site}.exemple.fr/`)}`);

  const page = await (await visitor.visit('/mon-compte/mes-donnees')).follow('Les applications qui me connaissent');
  assert.match(
    page.words,
    /Mes notes.*Depuis le.*Votre nom ?Nadia BENALI.*nadia@exemple\.fr.*Collège Jean-Moulin.*Yanis/,
  );
  // Ses écoles la ferment : elle n'apprend plus rien.
  await deps.db
    .updateTable('client')
    .set({ schoolUais: [louiseMichel] })
    .where('id', '=', meals.id)
    .execute();
  const closed = (await visitor.visit('/mon-compte/applications')).words;
  assert.match(closed, /Aucune de vos écoles ne l’ouvre\./);
  assert.equal(closed.split('nadia@exemple.fr').length, 2, 'l’une sait son adresse, l’autre ne l’apprend plus');

  const check = await page.follow('Ne plus me faire connaître : Mes notes');
  assert.match(check.words, /Ce qu’elle sait déjà, elle peut le garder/);
  const done = await check.send({}, 'Oui, ne plus me faire connaître');
  assert.match(done.words, /Cette application ne vous connaît plus\./);
  assert.doesNotMatch(done.words, /Mes notes/);
  // L'autre onglet, le bouton « précédent » : rien de plus ne se passe.
  assert.equal((await check.send({}, 'Oui, ne plus me faire connaître')).path, '/mon-compte/applications');
  const { words: told } = await visitor.visit('/mon-compte/historique');
  assert.match(told, /Une application ne vous connaît plus\s: Mes notes/);

  // Celle d'un autre n'est à personne.
  const stranger = openVisitor(app, { mayLeave: true });
  await signIn(stranger, other.identifier, other.password);
  assert.equal((await stranger.visit(`/mon-compte/applications/${meals.id}`)).path, '/mon-compte/applications');
  assert.equal((await stranger.visit('/mon-compte/applications/0')).status, 404);

  // Il la rouvre : elle ne le connaît de nouveau que s'il le dit, ici, sur une page à nous.
  assert.match(check.words, /Si vous ouvrez encore cette application, nous vous demandons d’abord\./);
  const again = `/cas/login?service=${encodeURIComponent('https://notes.exemple.fr/')}`;
  const asked = await visitor.visit(again);
  assert.match(asked.words, /Mes notes.*Voulez-vous qu’elle vous connaisse de nouveau/s);
  assert.match(asked.headers['content-security-policy'] ?? '', /form-action 'self' https:\/\/notes\.exemple\.fr/);
  assert.equal((await asked.follow('Non, aller à l’accueil')).path, '/accueil');
  assert.doesNotMatch((await visitor.visit('/mon-compte/applications')).words, /Mes notes/);
  const yes = await (await visitor.visit(again)).send({}, 'Oui, elle peut me connaître');
  assert.match(yes.url, /^https:\/\/notes\.exemple\.fr\/\?ticket=ST-/);
  assert.match((await visitor.visit('/mon-compte/applications')).words, /Mes notes/);
  assert.equal((await visitor.visit(`/mon-compte/applications/${notes.id}`)).status, 200);
});
