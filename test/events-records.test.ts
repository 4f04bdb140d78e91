// An event names no record that the claims of its application would not show.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { closeAccount } from '../src/accounts/closing.js';
import { inTransaction } from '../src/audit/actions.js';
import { holdLinks } from '../src/db/holds.js';
import { demoCatalogue } from '../src/demo/services.js';
import { deliverEvents } from '../src/events/sending.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { breakGrouping, previewBreak } from '../src/grouping/break-actions.js';
import { addDays, civilDateOf } from '../src/kernel/civil-date.js';
import { importCatalogue, openService } from '../src/services/actions.js';
import { claimsOf } from '../src/sso/claim-actions.js';
import { type Consumer, openConsumer } from './consumer.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { propose } from './proposals.js';
import {
  addAccount,
  addGuardian,
  addLink,
  addParent,
  addPupil,
  addSchool,
  addStaff,
  jeanMoulin,
  louiseMichel,
} from './world.js';

const notOpened = '0339999Z';

/** The children that the claims of a client show of an account, as it would receive them now. */
async function shownTo(deps: TestDeps, { client }: Consumer, accountId: number): Promise<string[]> {
  const { children = [] } = await claimsOf(deps, client, accountId);
  return (children as readonly string[]).map((one) => JSON.parse(one).id).sort();
}

/** What the last event named. */
const named = (consumer: Consumer) => (consumer.applied.at(-1)?.data.records.pupils.map(({ id }) => id) ?? []).sort();

/**
 * A parent at two schools and one that did not open the tile: a child with all rights, one of another level, one whom he said
 * is not his, one whose record is hidden by a protection.
 */
async function family(deps: TestDeps) {
  const records = new Map<string, number>();
  const guardians: number[] = [];
  const children = new Map<string, { readonly pupil: number; readonly link: number; readonly key: string }>();
  const add = async (name: string, guardianId: number, school: string, level: 'legal' | 'in_charge' = 'legal') => {
    const pupil = await addPupil(deps, school, name);
    const link = await addLink(deps, guardianId, pupil);
    await deps.db.updateTable('link').set({ level }).where('id', '=', link).execute();
    const { sourceId } = await deps.db
      .selectFrom('pupilRecord')
      .select('sourceId')
      .where('id', '=', pupil)
      .executeTakeFirstOrThrow();
    children.set(name, { pupil, link, key: sourceId });
  };
  for (const [name, school] of [
    ['first', jeanMoulin],
    ['protected', louiseMichel],
    ['elsewhere', notOpened],
  ] as const) {
    const guardianId = await addGuardian(deps, school);
    records.set(name, guardianId);
    guardians.push(guardianId);
  }
  const record = (name: string) => records.get(name) ?? 0;
  await add('Légale', record('first'), jeanMoulin);
  await add('Confié', record('first'), jeanMoulin, 'in_charge');
  await add('Renié', record('first'), jeanMoulin);
  await add('Cachée', record('protected'), louiseMichel);
  await add('Ailleurs', record('elsewhere'), notOpened);
  const account = await addAccount(deps, guardians);
  const now = deps.now();
  const eventId = '00000000-0000-4000-8000-000000000001';
  const linkIds = [children.get('Renié')?.link ?? 0];
  await inTransaction(deps, (tx) => holdLinks(tx, { accountId: account.id, linkIds, eventId, since: now }));
  const { id: attachmentId } = await deps.db
    .selectFrom('attachment')
    .select('id')
    .where('guardianId', '=', record('protected'))
    .executeTakeFirstOrThrow();
  await deps.db.insertInto('hold').values({ attachmentId, cause: 'protection', since: now }).execute();
  return { account, record, key: (name: string) => children.get(name)?.key ?? '' };
}

async function consumers(deps: TestDeps, t: TestContext) {
  for (const school of [jeanMoulin, louiseMichel, notOpened]) await addSchool(deps, school);
  await importCatalogue(
    deps,
    demoCatalogue.map((one) => (one.slug === 'paiement' ? { ...one, linkLevels: ['legal'] } : one)),
  );
  const opensOn = addDays(civilDateOf(deps.now(), deps.config.timeZone), -1);
  for (const schoolUai of [jeanMoulin, louiseMichel])
    assert.ok((await openService(deps, { slug: 'paiement', schoolUai, opensOn, closesOn: null, dueOn: null })).ok);
  const [all, byTile, byLine] = [
    await openConsumer(deps, t),
    await openConsumer(deps, t),
    await openConsumer(deps, t, { schools: [notOpened] }),
  ];
  await deps.db.updateTable('client').set({ serviceSlug: 'paiement' }).where('id', '=', byTile.client.id).execute();
  const tile = { ...byTile.client, serviceSlug: 'paiement' };
  return { all, byTile: { ...byTile, client: tile } as Consumer, byLine };
}

onBothDatabases(
  'grouped, broken, closed: what is named was shown, and what is hidden is named to nobody',
  async (deps, t) => {
    const told = await consumers(deps, t);
    const kept = await addParent(deps, jeanMoulin, 'Yanis');
    const { account, record, key } = await family(deps);
    const every = Object.values(told);
    for (const one of every) {
      await one.subjectOf(kept.id);
      await one.subjectOf(account.id);
    }
    const before = new Map<Consumer, string[]>();
    for (const one of every) before.set(one, await shownTo(deps, one, account.id));
    assert.deepEqual(before.get(told.all), [key('Légale'), key('Confié'), key('Ailleurs')].sort());
    assert.deepEqual(before.get(told.byTile), [key('Légale')], 'the tile is for legal guardians alone');
    assert.deepEqual(before.get(told.byLine), [key('Ailleurs')]);

    const { parent, digest } = await propose(deps, kept.id, account.id);
    assert.ok((await confirmGrouping(deps, parent, digest)).ok);
    await deliverEvents(deps);
    for (const one of every) {
      assert.equal(one.applied.at(-1)?.type, 'account-grouped');
      assert.deepEqual(named(one), before.get(one));
      const shown = await shownTo(deps, one, kept.id);
      assert.deepEqual(
        named(one).filter((id) => !shown.includes(id)),
        [],
      );
      const schools = one.applied.at(-1)?.data.records.guardians.map(({ school }) => school) ?? [];
      assert.equal(schools.includes(louiseMichel), false, 'no guardian’s record without a child that is shown');
    }

    const staff = await addStaff(deps, jeanMoulin);
    const asked = { school: jeanMoulin, accountId: kept.id, guardianIds: [record('first')] };
    const preview = await previewBreak(deps, asked);
    assert.ok(preview.ok);
    const why = { reasonKind: 'same_name', reason: 'Deux personnes du même nom.' } as const;
    assert.ok((await breakGrouping(deps, { ...asked, ...why, staff, digest: preview.value.digest })).ok);
    await deliverEvents(deps);
    assert.deepEqual(named(told.all), [key('Légale'), key('Confié')].sort());
    assert.deepEqual(named(told.byTile), [key('Légale')]);
    assert.deepEqual(named(told.byLine), []);

    const last = new Map<Consumer, string[]>();
    for (const one of every) last.set(one, await shownTo(deps, one, kept.id));
    const actor = { type: 'command' } as const;
    assert.ok((await closeAccount(deps, { accountId: kept.id, cause: 'operator', actor })).ok);
    await deliverEvents(deps);
    for (const one of every) {
      assert.deepEqual(one.applied.at(-1)?.data.reason, 'closed');
      assert.deepEqual(named(one), last.get(one));
    }
  },
);

onBothDatabases('a child who was hidden before the event left is not named by it', async (deps, t) => {
  const { all } = await consumers(deps, t);
  const [a, b] = [await addParent(deps, jeanMoulin, 'Yanis'), await addParent(deps, louiseMichel, 'Lina')];
  await all.subjectOf(a.id);
  const { parent, digest } = await propose(deps, a.id, b.id);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
  const { id: attachmentId } = await deps.db
    .selectFrom('attachment')
    .select('id')
    .where('guardianId', '=', b.guardianId)
    .where('until', 'is', null)
    .executeTakeFirstOrThrow();
  await deps.db.insertInto('hold').values({ attachmentId, cause: 'protection', since: deps.now() }).execute();
  await deliverEvents(deps);
  assert.deepEqual(all.applied.at(-1)?.data.records, { guardians: [], pupils: [] });
});
