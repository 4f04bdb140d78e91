// « Ce n'est pas mon enfant »: from the list of children, by his own account alone, until the school has looked.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { childrenOf } from '../../src/db/children.js';
import { confirmGrouping } from '../../src/grouping/actions.js';
import { breakGrouping, previewBreak } from '../../src/grouping/break-actions.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { propose } from '../proposals.js';
import { openVisitor } from '../visitor.js';
import {
  type AddedAccount,
  addGuardian,
  addLink,
  addParent,
  addPupil,
  addStaff,
  jeanMoulin,
  louiseMichel,
} from '../world.js';

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  await addLink(deps, parent.guardianId, await addPupil(deps, jeanMoulin, 'Lina'));
  const stranger = await addParent(deps, jeanMoulin, 'Aya');
  const signIn = async ({ identifier, password }: AddedAccount) => {
    const visitor = openVisitor(app);
    await (await visitor.visit('/connexion')).send({ identifier, password });
    return visitor;
  };
  return { parent, stranger, signIn };
}

onBothDatabases('a child that is not his leaves the account, and the other stays', async (deps) => {
  const { parent, signIn } = await setUp(deps);
  const visitor = await signIn(parent);
  const list = await visitor.visit('/mon-compte/enfants');
  assert.match(list.words, /Lina[\s\S]*Yanis/);
  const ask = await list.follow('Ce n’est pas mon enfant');
  assert.match(ask.words, /Lina BENALI/);
  const kept = await ask.follow('Non, annuler');
  assert.match(kept.words, /Lina/);
  const gone = await ask.send({}, 'Oui, retirer de mon compte');
  assert.match(gone.words, /C’est fait/);
  assert.doesNotMatch(gone.words, /Lina/);
  assert.match(gone.words, /Yanis/);
  assert.equal((await ask.send({}, 'Oui, retirer de mon compte')).status, 404, 'done once');
  const events = await deps.db.selectFrom('auditEvent').select(['kind', 'actor']).execute();
  assert.equal(events.length, 1);
  assert.equal(events[0]?.kind, 'child_disowned');
  const { version, proofVersion } = await deps.db
    .selectFrom('account')
    .select(['version', 'proofVersion'])
    .where('id', '=', parent.id)
    .executeTakeFirstOrThrow();
  assert.deepEqual([version, proofVersion], [2, 1], 'what the account holds changed, not its secrets');
});

onBothDatabases("somebody else's child and no child are the same", async (deps) => {
  const { parent, stranger, signIn } = await setUp(deps);
  const theirs = await signIn(stranger);
  const links = (await theirs.visit('/mon-compte/enfants')).html;
  const address = /\/mon-compte\/enfants\/\d+\/pas-mon-enfant/.exec(links)?.[0] ?? '';
  const mine = await signIn(parent);
  const _csrf = (await mine.visit('/mon-compte')).field('_csrf') ?? '';
  const answers = new Set<string>();
  for (const url of [address, '/mon-compte/enfants/999999/pas-mon-enfant', '/mon-compte/enfants/x/pas-mon-enfant']) {
    const seen = await mine.visit(url);
    const posted = await mine.post(url, { _csrf });
    assert.equal(seen.status, 404);
    assert.equal(posted.status, 404);
    answers.add(seen.words);
  }
  assert.equal(answers.size, 1);
  assert.match((await theirs.visit('/mon-compte/enfants')).words, /Aya/);
});

onBothDatabases(
  'a child that came by a grouping goes too, and stays away after a break; the register says what it said',
  async (deps) => {
    const { parent, signIn } = await setUp(deps);
    const other = await addParent(deps, louiseMichel, 'Sami');
    const { parent: visit, digest } = await propose(deps, parent.id, other.id);
    assert.ok((await confirmGrouping(deps, visit, digest)).ok);
    const register = async () => [
      await deps.db.selectFrom('link').selectAll().orderBy('id').execute(),
      await deps.db.selectFrom('attachment').selectAll().orderBy('id').execute(),
    ];
    const before = await register();
    const visitor = await signIn(parent);
    const { linkId } = (await childrenOf(deps.db, parent.id)).find((child) => child.firstName === 'Sami') ?? {
      linkId: 0,
    };
    await (await visitor.visit(`/mon-compte/enfants/${linkId}/pas-mon-enfant`)).send({}, 'Oui, retirer de mon compte');
    assert.doesNotMatch((await visitor.visit('/mon-compte/enfants')).words, /Sami/);
    assert.doesNotMatch((await visitor.visit('/accueil')).words, /Sami/);
    assert.deepEqual(await register(), before, 'no link, no attachment changes');

    const asked = { school: louiseMichel, accountId: parent.id, guardianIds: [other.guardianId] };
    const preview = await previewBreak(deps, asked);
    assert.ok(preview.ok);
    const staff = await addStaff(deps, louiseMichel);
    const order = {
      ...asked,
      digest: preview.value.digest,
      reasonKind: 'same_name',
      reason: 'Deux personnes.',
      staff,
    } as const;
    const broken = await breakGrouping(deps, order);
    assert.ok(broken.ok);
    assert.deepEqual(await childrenOf(deps.db, broken.value.newAccountId), [], 'until his school has looked');
  },
);

onBothDatabases('a pupil whom two records of the account name goes by both', async (deps) => {
  const { parent, signIn } = await setUp(deps);
  const [yanis] = (await childrenOf(deps.db, parent.id)).filter((child) => child.firstName === 'Yanis');
  const twin = await addGuardian(deps, jeanMoulin);
  await addLink(deps, twin, yanis?.pupilId ?? 0);
  const since = deps.now();
  await deps.db
    .insertInto('attachment')
    .values({ accountId: parent.id, guardianId: twin, since, beganCause: 'import' })
    .execute();
  const visitor = await signIn(parent);
  const ask = await visitor.visit(`/mon-compte/enfants/${yanis?.linkId}/pas-mon-enfant`);
  assert.doesNotMatch((await ask.send({}, 'Oui, retirer de mon compte')).words, /Yanis/);
});
