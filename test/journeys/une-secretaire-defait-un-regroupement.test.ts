// A grouping was a mistake, and others came after it: the school takes back what that one brought, and nothing else.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { confirmGrouping } from '../../src/grouping/actions.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { propose, seenBy } from '../proposals.js';
import { openSecretary } from '../secretary.js';
import type { Page } from '../visitor.js';
import { addParent, addSchool, jeanMoulin, louiseMichel } from '../world.js';

const written = (page: Page): string => page.html.replaceAll(/<wbr\/?>/g, '');
const why = { reasonKind: 'school_error', reason: 'Deux mères du même nom.' };

async function group(deps: TestDeps, kept: number, absorbed: number): Promise<string> {
  const { parent, digest } = await propose(deps, kept, absorbed);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
  const { reference } = await deps.db
    .selectFrom('grouping')
    .select('reference')
    .where('absorbedId', '=', absorbed)
    .executeTakeFirstOrThrow();
  deps.clock.advance({ minutes: 1 });
  return reference;
}

/** Tom's account goes into Yanis's, which goes into Lina's of another school, which takes Zoé's. */
async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  await addSchool(deps, louiseMichel, 'École Louise-Michel');
  const yanis = await addParent(deps, jeanMoulin, 'Yanis');
  const tom = await addParent(deps, jeanMoulin, 'Tom');
  const zoé = await addParent(deps, jeanMoulin, 'Zoé');
  const lina = await addParent(deps, louiseMichel, 'Lina');
  const mistake = await group(deps, yanis.id, tom.id);
  const second = await group(deps, lina.id, yanis.id);
  const third = await group(deps, lina.id, zoé.id);
  const secretary = await openSecretary(deps, app, jeanMoulin);
  return { app, yanis, tom, zoé, lina, mistake, second, third, ...secretary, card: `/ecole/comptes/${lina.id}` };
}

onBothDatabases('what an old grouping brought goes to a new account, what later ones brought stays', async (deps) => {
  const { visitor, yanis, tom, zoé, lina, mistake, second, third, card } = await setUp(deps);
  const page = await visitor.visit(card);
  for (const reference of [mistake, second, third]) assert.ok(written(page).includes(reference), 'each is told here');
  const form = await page.follow(`${card}/defaire/${mistake}`);
  assert.equal(form.heading, 'Défaire un regroupement');
  assert.match(form.words, /1\. Ce qui s’est passé/);
  assert.deepEqual(
    form.all('tbody td').filter((_, at) => at % 2 === 0),
    [
      'Fiche rattachée à un compte : sur un autre compte',
      `Comptes mis ensemble par le parent ${mistake} : sur un autre compte`,
      `Comptes mis ensemble par le parent ${second} : sur ce compte`,
    ],
  );
  assert.match(form.words, /ne voit plus Tom, dès maintenant/);
  for (const word of ['Lina', louiseMichel, yanis.identifier, tom.identifier])
    assert.ok(!written(form).includes(word), `${word} is another school’s, or closed`);
  const done = await form.send(why, 'Séparer et préparer la lettre');
  assert.equal(done.heading, 'Le nouveau compte est prêt');
  const made = await deps.db.selectFrom('accountBreak').selectAll().executeTakeFirstOrThrow();
  const { id } = await deps.db
    .selectFrom('grouping')
    .select('id')
    .where('reference', '=', mistake)
    .executeTakeFirstOrThrow();
  assert.deepEqual([made.fromAccountId, made.groupingId], [lina.id, id]);
  assert.deepEqual(await seenBy(deps, [lina.id, made.toAccountId]), {
    [lina.id]: [yanis.pupilId, zoé.pupilId, lina.pupilId].sort((one, other) => one - other),
    [made.toAccountId]: [tom.pupilId],
  });
  const told = await deps.db.selectFrom('outbox').select('kind').orderBy('id', 'desc').executeTakeFirstOrThrow();
  assert.equal(told.kind, 'account_broken', 'services are told');

  const after = await visitor.visit(`${card}/defaire/${mistake}`);
  assert.match(after.words, /Aucune fiche venue avec ce regroupement n’est encore sur ce compte/);
  assert.match(after.words, new RegExp(`Fiche séparée, nouveau compte ${made.reference}`));
  const twice = await form.send(why, 'Séparer et préparer la lettre');
  assert.equal(twice.path, done.path, 'a second click finds the first');
  await assertInvariants(deps);
});

onBothDatabases('a form that has grown old is shown again, and nothing happens', async (deps) => {
  const { visitor, card, second } = await setUp(deps);
  const form = await visitor.visit(`${card}/defaire/${second}`);
  assert.match(form.words, /ne voit plus (Yanis, Tom|Tom, Yanis), dès maintenant/);
  const other = await visitor.visit(`${card}/casser`);
  const tom = other.all('label.choice').findIndex((label) => label.includes('Tom'));
  const value = [...other.html.matchAll(/name="fiche" value="(\d+)"/g)][tom]?.[1] ?? '';
  await (await other.send({ fiche: value }, 'Voir le résultat')).send(why, 'Séparer et préparer la lettre');
  const late = await form.send(why, 'Séparer et préparer la lettre');
  assert.equal(late.status, 422);
  assert.match(late.words, /Ce compte a changé\. Rien n’a été fait\./);
  assert.match(late.words, /ne voit plus Yanis, dès maintenant/);
  assert.equal((await deps.db.selectFrom('accountBreak').selectAll().execute()).length, 1);
});

onBothDatabases('a grouping that brought nothing of this school does not exist there', async (deps) => {
  const { app, visitor, card, second } = await setUp(deps);
  const there = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr' });
  assert.equal((await there.visitor.visit(`${card}/defaire/${second}`)).status, 404);
  assert.equal((await visitor.visit(`${card}/defaire/G-0000-0000`)).status, 404);
  const theirs = await there.visitor.visit(card);
  assert.doesNotMatch(theirs.words, /Défaire/);
});
