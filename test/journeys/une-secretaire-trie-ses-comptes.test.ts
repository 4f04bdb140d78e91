// A member of staff narrows the list of accounts, sorts it, and takes it away in a file.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { setSettings } from '../../src/network-settings/actions.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary } from '../secretary.js';
import type { Page } from '../visitor.js';
import { addLink, addParent, addPupil, addSchool, jeanMoulin, louiseMichel } from '../world.js';

const parents = (page: Page): string[] => page.all('tbody th');
const sorted = (page: Page): (string | undefined)[] =>
  [...page.html.matchAll(/<th scope="col"([^>]*)>/g)].map(([, more = '']) => /aria-sort="(\w+)"/.exec(more)?.[1]);

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  await addSchool(deps, louiseMichel, 'École Louise-Michel');
  const aline = await addParent(deps, jeanMoulin, 'Zoé', {
    identity: { firstName: 'Aline', familyName: 'ZOLA' },
    mail: 'aline@exemple.fr',
  });
  deps.clock.advance({ hours: 48 });
  const boris = await addParent(deps, jeanMoulin, 'Tom', { identity: { firstName: 'Boris', familyName: 'ADAM' } });
  const chen = await addParent(deps, jeanMoulin, 'Léo', {
    identity: { firstName: 'Chen', familyName: '=MARTIN' },
    state: 'to_activate',
  });
  await addParent(deps, louiseMichel, 'Ailleurs', { identity: { firstName: 'Dina', familyName: 'AUTRE' } });
  const contact = { guardianId: boris.guardianId, pupilId: await addPupil(deps, jeanMoulin, 'Max') };
  await deps.db
    .insertInto('link')
    .values({ ...contact, kinship: '39', level: 'contact', entitling: false, raw: '', since: deps.now() })
    .execute();
  return { app, ...(await openSecretary(deps, app, jeanMoulin)), aline, boris, chen };
}

onBothDatabases('a click on the head of a column sorts by it, another turns the order around', async (deps) => {
  const { visitor, aline, boris, chen } = await setUp(deps);
  const byName = await visitor.visit('/ecole/comptes');
  assert.deepEqual(parents(byName), ['ADAM Boris', '=MARTIN Chen', 'ZOLA Aline']);
  assert.deepEqual(sorted(byName), ['ascending', undefined, undefined, undefined, undefined, undefined, undefined]);
  assert.deepEqual(parents(await byName.follow('Parent')), ['ZOLA Aline', '=MARTIN Chen', 'ADAM Boris']);
  const byDay = await byName.follow('Activé le');
  assert.equal(byDay.url, '/ecole/comptes?tri=activation');
  assert.deepEqual(parents(byDay), ['ZOLA Aline', 'ADAM Boris', '=MARTIN Chen']);
  assert.deepEqual(sorted(byDay), [undefined, undefined, undefined, undefined, undefined, 'ascending', undefined]);
  const latest = await byDay.follow('Activé le');
  assert.equal(latest.url, '/ecole/comptes?tri=-activation');
  assert.deepEqual(parents(latest), ['ADAM Boris', 'ZOLA Aline', '=MARTIN Chen'], 'what has no date stands last');
  assert.deepEqual(sorted(latest).at(-2), 'descending');
  const identifiers = (await byName.follow('Identifiant'))
    .all('tbody td .code')
    .map((code) => code.replaceAll(/\s/g, ''));
  assert.deepEqual(identifiers, [aline, boris, chen].map((one) => one.identifier).sort());
});

onBothDatabases('filters add up, and stay when the list is searched or sorted', async (deps) => {
  const { visitor, aline } = await setUp(deps);
  const page = await visitor.visit('/ecole/comptes?tri=-activation');
  assert.deepEqual(parents(await page.send({ lien: 'contact' }, 'Filtrer')), ['ADAM Boris']);
  assert.deepEqual(parents(await page.send({ lien: 'legal', mail: 'oui' }, 'Filtrer')), ['ZOLA Aline']);
  const unproved = await page.send({ mail: 'non' }, 'Filtrer');
  assert.deepEqual(parents(unproved), ['ADAM Boris', '=MARTIN Chen']);
  assert.match(unproved.url, /mail=non/);
  assert.match(unproved.url, /tri=-activation/);
  assert.deepEqual(parents(await unproved.follow('Jamais activés 1')), ['=MARTIN Chen']);
  const linkId = await addLink(deps, aline.guardianId, await addPupil(deps, jeanMoulin, 'Inès'));
  await deps.db.insertInto('hold').values({ linkId, cause: 'not_my_child', since: deps.now() }).execute();
  const hidden = await (await visitor.visit('/ecole/comptes')).follow('Élèves masqués 1');
  assert.equal(hidden.url, '/ecole/comptes?etat=masque');
  assert.deepEqual(parents(hidden), ['ZOLA Aline']);
});

onBothDatabases('a list is taken away with a fresh second factor, harmless, and written down', async (deps) => {
  const { visitor, authenticator } = await setUp(deps);
  deps.clock.advance({ minutes: 20 });
  const page = await (await visitor.visit('/ecole/comptes?mail=non')).follow('Prendre cette liste dans un tableur');
  assert.match(page.words, /Comptes ?2/);
  assert.match((await visitor.visit('/ecole/comptes/export/csv?mail=non')).url, /^\/ecole\/comptes\/export\?mail=non$/);
  const without = await page.send({ code: '' }, 'Télécharger le fichier');
  assert.equal(without.status, 422);
  assert.equal((await exported(deps)).length, 0, 'nothing was handed out');
  const file = await page.send({ code: authenticator.next() }, 'Télécharger le fichier');
  assert.equal(file.url, '/ecole/comptes/export/csv?mail=non');
  assert.match(file.html, /^\uFEFFParent;Identifiant;/);
  const lines = file.html.trim().split('\r\n').slice(1);
  assert.deepEqual(
    lines.map((line) => line.split(';')[0]),
    ['ADAM Boris', "'=MARTIN Chen"],
  );
  assert.doesNotMatch(file.html, /ZOLA|AUTRE|@/);
  assert.deepEqual(await exported(deps), [{ school: jeanMoulin, count: 2 }]);
  const read = await deps.db.selectFrom('reading').select(['page', 'schoolUai']).orderBy('id').execute();
  assert.deepEqual(read.at(-1), { page: 'export', schoolUai: jeanMoulin });
});

onBothDatabases('a large list waits for a second person, who agrees to these very accounts', async (deps) => {
  const { app, visitor } = await setUp(deps);
  await setSettings(deps, 'command', { approvalAbove: 1 });
  const path = '/ecole/comptes/export?mail=non';
  const first = await visitor.visit(path);
  assert.match(first.words, /une deuxième personne de l’école doit être d’accord/);
  const file = '/ecole/comptes/export/csv?mail=non';
  assert.equal((await visitor.visit(file)).url, path);
  const asked = await first.send({}, 'Demander l’accord');
  assert.match(asked.words, /2 comptes, toutes les classes, mail non confirmé/);
  assert.match((await visitor.visit(path)).words, /attend l’accord d’une deuxième personne/);
  const head = await openSecretary(deps, app, jeanMoulin, { mail: 'direction@exemple.fr', role: 'head' });
  await (await head.visitor.visit(asked.path)).send({}, 'Accepter');

  const late = await addParent(deps, jeanMoulin, 'Luc', { identity: { familyName: 'TARD' } });
  assert.equal((await visitor.visit(file)).url, path, 'one account more is another file');
  await deps.db.updateTable('guardianRecord').set({ goneAt: deps.now() }).where('id', '=', late.guardianId).execute();
  assert.equal((await exported(deps)).length, 0);
  assert.match((await (await visitor.visit(path)).send({}, 'Télécharger le fichier')).html, /^\uFEFFParent;/);
  assert.equal((await visitor.visit(file)).url, path, 'an approval serves once');
  assert.equal((await exported(deps)).length, 1);
});

const exported = async (deps: TestDeps) =>
  (await deps.db.selectFrom('auditEvent').select('data').where('kind', '=', 'accounts_exported').execute()).map(
    (event) => event.data,
  );
