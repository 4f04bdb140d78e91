// After « ce n'est pas mon enfant »: the school sees it, looks, and shows the child again; until then no letter names him.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { verifyAudit } from '../../src/audit/verifying.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary } from '../secretary.js';
import { openVisitor } from '../visitor.js';
import { addLetter, addParent, jeanMoulin, louiseMichel } from '../world.js';

const again = 'Le lien est vérifié : montrer l’élève de nouveau';

/** A finder of the letter said that the child is not his. */
async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { state: 'to_activate' });
  const letter = await addLetter(deps, parent.id, jeanMoulin);
  const birth = await openVisitor(app).visit(`/l/${letter.token}`);
  const children = await birth.send({ 'birthDate-day': '21', 'birthDate-month': '4', 'birthDate-year': '2014' });
  await children.send({}, 'Non, ce n’est pas mon enfant');
  return { app, parent };
}

onBothDatabases('the school shows the child again, and may then make a new letter', async (deps) => {
  const { app, parent } = await setUp(deps);
  const { visitor } = await openSecretary(deps, app, jeanMoulin);
  const today = await visitor.visit('/ecole');
  assert.match(
    today.words,
    /À vérifier : « ce n’est pas mon enfant » \(1\)/,
    'the school is told where it looks first',
  );
  const card = await today.follow(`/ecole/comptes/${parent.id}`);
  assert.match(card.words, /masqué : le parent a dit « ce n’est pas mon enfant »/);
  const after = await card.send({}, again);
  assert.equal(after.path, `/ecole/comptes/${parent.id}`);
  assert.doesNotMatch(after.words, /masqué/);
  assert.doesNotMatch((await visitor.visit('/ecole')).words, /À vérifier/);
  const told = await deps.db.selectFrom('outbox').select(['kind', 'accountId']).execute();
  assert.deepEqual(
    told,
    [1, 2].map(() => ({ kind: 'account_changed', accountId: parent.id })),
    'services hear that he went, and that he is back',
  );
  assert.equal((await card.send({}, again)).status, 404, 'done once');
  const made = await (await after.follow('Nouvelle lettre')).send({}, 'Faire la lettre');
  assert.equal(made.heading, 'La lettre est prête');
  const kinds = (await deps.db.selectFrom('auditEvent').select('kind').orderBy('seq').execute()).map(
    ({ kind }) => kind,
  );
  assert.deepEqual(
    kinds.filter((kind) => /child|letter/.test(kind)),
    ['child_disowned', 'letter_died', 'child_restored', 'letters_issued'],
  );
  assert.ok((await verifyAudit(deps)).intact);
});

onBothDatabases('a reader and another school show nothing again', async (deps) => {
  const { app, parent } = await setUp(deps);
  const { linkId } = await deps.db.selectFrom('hold').select('linkId').executeTakeFirstOrThrow();
  const address = `/ecole/comptes/${parent.id}/eleves/${linkId}/remettre`;
  const { visitor: reader } = await openSecretary(deps, app, jeanMoulin, { role: 'reader' });
  const card = await reader.visit(`/ecole/comptes/${parent.id}`);
  assert.doesNotMatch(card.words, /montrer l’élève/);
  assert.equal((await reader.post(address, { _csrf: card.field('_csrf') ?? '' })).status, 403);
  const { visitor: elsewhere } = await openSecretary(deps, app, louiseMichel, { mail: 'autre@exemple.fr' });
  assert.doesNotMatch((await elsewhere.visit('/ecole')).words, /À vérifier|Yanis/);
  const _csrf = (await elsewhere.visit('/ecole')).field('_csrf') ?? '';
  assert.equal((await elsewhere.post(address, { _csrf })).status, 404);
  const { until } = await deps.db.selectFrom('hold').select('until').executeTakeFirstOrThrow();
  assert.equal(until, null);
});
