// Step 10 of a parent's way: the school takes its own records out of an account, into a new one with its letter.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { verifyAudit } from '../../src/audit/verifying.js';
import { confirmGrouping } from '../../src/grouping/actions.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { propose } from '../proposals.js';
import { openSecretary, runStaff } from '../secretary.js';
import { openVisitor, type Page } from '../visitor.js';
import { addGuardian, addLink, addParent, addPupil, addSchool, jeanMoulin, louiseMichel } from '../world.js';

const reason = 'Mme Benali est venue avec sa pièce d’identité.';
const why = { reasonKind: 'same_name', reason };

/** An account of Jean-Moulin that took the one of Louise-Michel; a secretary at each school. */
async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const kept = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const absorbed = await addParent(deps, louiseMichel, 'Lina');
  const { parent, digest } = await propose(deps, kept.id, absorbed.id);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
  const secretary = await openSecretary(deps, app, louiseMichel);
  return { app, kept, absorbed, path: `/ecole/comptes/${kept.id}/casser`, ...secretary };
}

const childrenSeen = async (deps: TestDeps, identifier: string, password: string): Promise<string> => {
  const visitor = openVisitor(await createApp(deps));
  await (await visitor.visit('/connexion')).send({ identifier, password });
  return (await visitor.visit('/mon-compte/enfants')).words;
};
const breaks = (deps: TestDeps) => deps.db.selectFrom('accountBreak').selectAll().orderBy('id').execute();
/** All that is written; an identifier may break across lines before its digits. */
const written = (page: Page): string => page.html.replaceAll(/<wbr\/?>/g, '');

onBothDatabases('the school breaks the grouping: preview, reason, new account, letter', async (deps) => {
  const { app, visitor, kept, absorbed } = await setUp(deps);
  const card = await visitor.visit(`/ecole/comptes/${kept.id}`);
  const form = await card.follow('Casser un regroupement');
  assert.equal(form.heading, 'Casser un regroupement');
  assert.match(form.words, /regroupé le 14 septembre 2026 par le parent \(référence G-/);
  assert.match(
    form.words,
    /1\. Quels élèves quittent ce compte \?[\s\S]*Lina BENALI, 5e B[\s\S]*Fiche : Nadia BENALI, mère/,
  );
  assert.match(form.words, /2\. Vérifiez le résultat/, 'the only record is chosen from the start');
  assert.equal(
    /aria-label="(Aujourd’hui[^"]*)"/.exec(written(form))?.[1],
    `Aujourd’hui, le compte ${kept.identifier} voit Lina. Après, il ne voit aucun élève d’ici, et un nouveau compte voit Lina.`,
  );
  assert.match(form.words, new RegExp(`Le compte ${kept.identifier} ne voit plus Lina, dès maintenant`));
  assert.match(form.words, /Vous voyez seulement les élèves de votre collège/);

  const done = await form.send(why, 'Séparer et préparer la lettre');
  assert.equal(done.heading, 'Le nouveau compte est prêt');
  const [made] = await breaks(deps);
  assert.deepEqual(
    [made?.schoolUai, made?.fromAccountId, made?.reasonKind, made?.reason],
    [louiseMichel, kept.id, 'same_name', reason],
  );
  assert.match(done.words, new RegExp(`Élèves ?Lina BENALI[\\s\\S]*Référence ?${made?.reference}`));
  const file = await done.send({}, 'Télécharger la lettre (PDF)');
  assert.equal(file.bytes.subarray(0, 5).toString(), '%PDF-');

  const parent = openVisitor(app);
  await (await parent.visit('/connexion')).send({ identifier: kept.identifier, password: kept.password });
  const { reference } = await deps.db.selectFrom('grouping').select('reference').executeTakeFirstOrThrow();
  const told =
    /Le 14 septembre 2026, .*a fait un autre compte pour ses élèves\. ?Une question \? Appelez l’école : 05 36/;
  for (const page of ['/accueil', `/mon-compte/regroupements/${reference}`]) {
    const { words } = await parent.visit(page);
    assert.match(words, told, page);
    assert.doesNotMatch(words, /Lina|même nom|pièce d’identité/, `${page} says neither who nor why`);
  }
  deps.clock.advance({ days: 31 });
  await (await parent.visit('/connexion')).send({ identifier: kept.identifier, password: kept.password });
  assert.doesNotMatch((await parent.visit('/accueil')).words, /un autre compte/, 'it is news for a month');
  assert.match((await parent.visit(`/mon-compte/regroupements/${reference}`)).words, told);
  deps.clock.advance({ days: -31 });

  const seen = await childrenSeen(deps, kept.identifier, kept.password);
  assert.match(seen, /Yanis/);
  assert.doesNotMatch(seen, /Lina/);
  assert.equal((await visitor.visit(`/ecole/comptes/${kept.id}`)).status, 404, 'nothing of this school is left there');
  const fresh = await done.follow('Voir le nouveau compte');
  assert.match(fresh.words, /État ?Jamais activé/);
  assert.match(fresh.words, new RegExp(`Fiche séparée, nouveau compte[\\s\\S]*${made?.reference}`));
  assert.match((await visitor.visit('/ecole')).words, /Nadia BENALI ?a un nouveau compte \(regroupement cassé\)/);
  for (const page of [form, done, fresh])
    for (const word of ['Yanis', absorbed.identifier, jeanMoulin])
      assert.ok(!written(page).includes(word), `${word} shows on ${page.path}`);

  await assertInvariants(deps);
  assert.ok((await verifyAudit(deps)).intact);
});

onBothDatabases('of two records here, the chosen one leaves; both sides are shown before', async (deps) => {
  const { app, kept } = await setUp(deps);
  const other = await addGuardian(deps, jeanMoulin, { usageName: 'MARTEL' });
  await addLink(deps, other, await addPupil(deps, jeanMoulin, 'Tom'));
  const attachment = { accountId: kept.id, guardianId: other, since: deps.now(), beganCause: 'import' } as const;
  await deps.db.insertInto('attachment').values(attachment).execute();
  const { visitor } = await openSecretary(deps, app, jeanMoulin, { mail: 'paul@exemple.fr' });

  const form = await visitor.visit(`/ecole/comptes/${kept.id}/casser`);
  assert.match(form.words, /Le résultat s’affiche ici, avant tout changement/);
  assert.equal(form.field('reason'), undefined, 'nothing to confirm yet');
  const shown = await form.send({ fiche: String(other) }, 'Voir le résultat');
  assert.equal(shown.url, `/ecole/comptes/${kept.id}/casser?fiche=${other}`);
  assert.match(written(shown), /voit (Yanis, Tom|Tom, Yanis)\. Après, il voit Yanis, et un nouveau compte voit Tom\./);
  assert.match(shown.words, /Son adresse mail reçoit un message/);
  const done = await shown.send(why, 'Séparer et préparer la lettre');
  assert.match(done.words, /Parent ?MARTEL Nadia[\s\S]*Élèves ?Tom BENALI/);
  const left = await visitor.visit(`/ecole/comptes/${kept.id}`);
  assert.match(left.words, /Yanis BENALI/);
  assert.match(left.words, /Fiche partie vers un nouveau compte ?14 sept\. 2026/);
  assert.doesNotMatch(left.words, /Tom/);
});

onBothDatabases('an account that nobody grouped has nothing to break', async (deps) => {
  const { visitor, path } = await setUp(deps);
  assert.match((await visitor.visit(path)).words, /1\. Quels élèves quittent ce compte/);
  const lone = await addParent(deps, louiseMichel, 'Zoé', { state: 'to_activate' });
  const card = await visitor.visit(`/ecole/comptes/${lone.id}`);
  assert.match(card.words, /Nouvelle lettre/);
  assert.doesNotMatch(card.words, /Casser un regroupement/);
  const page = await visitor.visit(`/ecole/comptes/${lone.id}/casser`);
  assert.match(page.words, /Ce compte n’est pas regroupé\. Pour donner un nouvel accès, faites une lettre\./);
  assert.doesNotMatch(page.words, /Séparer|Quels élèves/);
});

onBothDatabases('a reason and a fresh code are asked, and nothing typed is lost', async (deps) => {
  const { visitor, path, authenticator } = await setUp(deps);
  deps.clock.advance({ minutes: 6 });
  const form = await visitor.visit(path);
  assert.equal(form.field('code'), '');
  const empty = await form.send({ reason: '' }, 'Séparer et préparer la lettre');
  assert.equal(empty.status, 422);
  assert.match(empty.words, /Choisissez une raison[\s\S]*Expliquez en une phrase pourquoi/);
  assert.equal((await form.send({ ...why, reason: 'non' }, 'Séparer et préparer la lettre')).status, 422);
  const uncoded = await form.send(why, 'Séparer et préparer la lettre');
  assert.match(uncoded.words, /Tapez le code de votre application/);
  assert.equal(uncoded.field('reason'), reason);
  assert.equal(uncoded.all('input[type=radio][checked]').length, 1);
  const wrong = await uncoded.send({ ...why, code: '000000' }, 'Séparer et préparer la lettre');
  assert.match(wrong.words, /Ce code n’est pas bon/);
  assert.deepEqual(await breaks(deps), []);
  const done = await wrong.send({ ...why, code: authenticator.next() }, 'Séparer et préparer la lettre');
  assert.equal(done.heading, 'Le nouveau compte est prêt');
});

onBothDatabases('a double click breaks once, and both clicks end on the same page', async (deps) => {
  const { visitor, path } = await setUp(deps);
  const form = await visitor.visit(path);
  const clicks = await Promise.all([1, 2, 3].map(() => form.send(why, 'Séparer et préparer la lettre')));
  clicks.push(await form.send(why, 'Séparer et préparer la lettre'));
  assert.equal((await breaks(deps)).length, 1);
  assert.equal(new Set(clicks.map((page) => page.path)).size, 1);
  assert.equal(clicks[0]?.heading, 'Le nouveau compte est prêt');
  await assertInvariants(deps);
});

onBothDatabases('when the account changed since it was shown, nothing happens and it is shown again', async (deps) => {
  const { visitor, path, absorbed } = await setUp(deps);
  const form = await visitor.visit(path);
  await addLink(deps, absorbed.guardianId, await addPupil(deps, louiseMichel, 'Nouvelle'));
  const again = await form.send(why, 'Séparer et préparer la lettre');
  assert.equal(again.status, 422);
  assert.match(again.words, /Ce compte a changé\. Rien n’a été fait\./);
  assert.match(again.words, /Nouvelle/);
  assert.equal(again.field('reason'), reason);
  assert.deepEqual(await breaks(deps), []);
  assert.equal((await again.send(why, 'Séparer et préparer la lettre')).heading, 'Le nouveau compte est prêt');
});

onBothDatabases('no birth date: the new account waits for its letter, and the school is told', async (deps) => {
  const { visitor, path, absorbed } = await setUp(deps);
  await deps.db.updateTable('pupilRecord').set({ birthDate: null }).where('id', '=', absorbed.pupilId).execute();
  const form = await visitor.visit(path);
  assert.match(form.words, /Pas encore de lettre : la date de naissance des élèves manque/);
  const done = await form.send(why, 'Séparer et préparer la lettre');
  assert.match(done.words, /Pas de lettre pour le moment/);
});

onBothDatabases('records and accounts of another school are out of reach, in every address and field', async (deps) => {
  const { visitor, kept, absorbed, path } = await setUp(deps);
  const foreign = await addParent(deps, jeanMoulin, 'Zoé');
  const form = await visitor.visit(path);
  const digest = form.field('digest') ?? '';
  const _csrf = form.field('_csrf') ?? '';
  for (const address of [
    `/ecole/comptes/${foreign.id}/casser`,
    `${path}?fiche=${kept.guardianId}`,
    `${path}?fiche=${absorbed.guardianId}&fiche=${kept.guardianId}`,
    `${path}?fiche=${foreign.guardianId}`,
    `${path}?fiche=abc`,
  ])
    assert.equal((await visitor.visit(address)).status, 404, address);
  for (const [target, fiche] of [
    [path, [String(kept.guardianId)]],
    [path, [String(absorbed.guardianId), String(kept.guardianId)]],
    [path, [String(foreign.guardianId)]],
    [path, ['x']],
    [`/ecole/comptes/${foreign.id}/casser`, [String(foreign.guardianId)]],
    [`/ecole/comptes/${foreign.id}/casser`, [String(absorbed.guardianId)]],
  ] as const)
    for (const fields of [why, { reasonKind: '', reason: '' }])
      assert.equal((await visitor.post(target, { _csrf, digest, fiche, ...fields })).status, 404, `${target} ${fiche}`);
  assert.deepEqual(await breaks(deps), []);
});

onBothDatabases('a reader, another school and a person who left break nothing and see no result', async (deps) => {
  const { app, visitor, mail, path } = await setUp(deps);
  const form = await visitor.visit(path);
  const reader = await openSecretary(deps, app, louiseMichel, { mail: 'lecture@exemple.fr', role: 'reader' });
  assert.equal((await reader.visitor.visit(path)).status, 403);
  const readers = await reader.visitor.visit('/ecole');
  const body = {
    _csrf: readers.field('_csrf') ?? '',
    fiche: form.field('fiche') ?? '',
    digest: form.field('digest') ?? '',
  };
  assert.equal((await reader.visitor.post(path, { ...body, ...why })).status, 403);

  const done = await form.send(why, 'Séparer et préparer la lettre');
  const other = await openSecretary(deps, app, jeanMoulin, { mail: 'paul@exemple.fr' });
  const accountId = Number(done.path.split('/')[3]);
  const guardianId = await addGuardian(deps, jeanMoulin);
  await deps.db
    .insertInto('attachment')
    .values({ accountId, guardianId, since: deps.now(), beganCause: 'import' })
    .execute();
  assert.equal((await other.visitor.visit(`/ecole/comptes/${accountId}`)).status, 200);
  assert.equal((await other.visitor.visit(done.path)).status, 404, 'a break is its school’s own');
  assert.equal((await reader.visitor.visit(done.path)).status, 403);
  assert.equal((await visitor.visit(done.path.replace(/[^/]+$/, 'S-AAAA-AA'))).status, 404);

  await addSchool(deps, louiseMichel);
  await runStaff(deps, 'remove', '--school', louiseMichel, '--mail', mail);
  const left = await visitor.visit(done.path);
  assert.equal(left.path, '/ecole/connexion');
});
