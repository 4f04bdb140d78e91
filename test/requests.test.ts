// Requests on real SQL: what voids them, what comes too late, what happens at once.
import assert from 'node:assert/strict';
import { beginGrouping, confirmGrouping } from '../src/grouping/actions.js';
import { breakGrouping, previewBreak } from '../src/grouping/break-actions.js';
import { issueDeskLetter } from '../src/letters/actions.js';
import { deliverMails } from '../src/mail/sending.js';
import { changePassword } from '../src/profile/actions.js';
import {
  confirmRequest,
  readOwnRequest,
  settleRequests,
  showRequest,
  withdrawRequest,
} from '../src/requests/actions.js';
import { answerRequest, decideAsOperator } from '../src/requests/deciding-actions.js';
import { nadege } from './asked.js';
import { onBothDatabases, onPostgres, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { propose, proved, seenBy } from './proposals.js';
import { addLink, addParent, addPupil, addSession, addStaff, jeanMoulin, louiseMichel } from './world.js';

const yes = { decision: 'accepted', reason: 'Pièce d’identité vue.' } as const;
const no = { decision: 'refused', reason: 'Deux personnes.' } as const;

/** Nadia's session, and « Nadège », whose account she asks to join. */
async function setUp(deps: TestDeps, state: 'active' | 'to_activate' = 'active') {
  const kept = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const other = await addParent(deps, louiseMichel, 'Lina', { identity: nadege, state });
  const sessionId = await addSession(deps, kept.id);
  const parent = { accountId: kept.id, sessionId, address: '127.0.0.1', provedAt: deps.now() };
  const desk = { ...(await addStaff(deps, louiseMichel)), schoolUai: louiseMichel };
  return { kept, other, parent, desk };
}
type World = Awaited<ReturnType<typeof setUp>>;

async function open(deps: TestDeps, { parent, other }: World, proof: 'password' | 'letter_code' = 'password') {
  const begun = await beginGrouping(deps, parent, await proved(deps, other.id, proof));
  assert.ok(begun.ok && begun.value.request !== undefined, JSON.stringify(begun));
  return begun.value.request;
}

async function accepted(deps: TestDeps, world: World): Promise<string> {
  const { reference } = await open(deps, world);
  assert.deepEqual(await answerRequest(deps, world.desk, reference, yes), { ok: true, value: 'accepted' });
  return reference;
}

async function digestOf(deps: TestDeps, { parent }: World, reference: string): Promise<string> {
  const shown = await showRequest(deps, { ...parent, provedAt: deps.now() }, reference);
  assert.ok(shown.ok, JSON.stringify(shown));
  return shown.value.digest;
}

const rowOf = async (deps: TestDeps, reference: string) =>
  await deps.db
    .selectFrom('groupingRequest')
    .select(['state', 'voidCause'])
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow();
const groupings = async (deps: TestDeps) => (await deps.db.selectFrom('grouping').select('id').execute()).length;
const over = { ok: false, why: 'over' } as const;

/** What may happen to one of the accounts, and what the request says of it. */
const changes: readonly (readonly [string, (deps: TestDeps, world: World) => Promise<void>, string])[] = [
  [
    'the account to be closed changed its password',
    async (deps, { other }) => {
      const sessionId = await addSession(deps, other.id);
      const session = { kind: 'parent', id: sessionId, accountId: other.id, identifier: other.identifier } as never;
      const changed = await changePassword(deps, session, {
        current: other.password,
        password: 'un autre secret bien long',
        browser: { address: '127.0.0.1', agent: '' },
        device: undefined,
        token: '',
      } as never);
      assert.ok(changed.ok, JSON.stringify(changed));
    },
    'proof_fell',
  ],
  [
    'the school broke the account to be closed',
    async (deps, { other, desk }) => await breakRecord(deps, other.id, other.guardianId, louiseMichel, desk),
    'broken',
  ],
  [
    'the school broke the account kept',
    async (deps, { kept }) =>
      await breakRecord(deps, kept.id, kept.guardianId, jeanMoulin, await addStaff(deps, jeanMoulin)),
    'broken',
  ],
  [
    'the account to be closed took another one',
    async (deps, { other }) => {
      const third = await addParent(deps, jeanMoulin, 'Noé', { identity: nadege });
      const { parent, digest } = await propose(deps, other.id, third.id);
      assert.ok((await confirmGrouping(deps, parent, digest)).ok);
    },
    'grouped',
  ],
  [
    'the account kept was closed into another one',
    async (deps, { kept }) => {
      const third = await addParent(deps, louiseMichel, 'Noé');
      const { parent, digest } = await propose(deps, third.id, kept.id);
      assert.ok((await confirmGrouping(deps, parent, digest)).ok);
    },
    'grouped',
  ],
];

async function breakRecord(
  deps: TestDeps,
  accountId: number,
  guardianId: number,
  school: string,
  staff: { staffId: number; sessionId: number; address: string },
): Promise<void> {
  const asked = { school, accountId, guardianIds: [guardianId] };
  const preview = await previewBreak(deps, asked);
  assert.ok(preview.ok);
  const { staffId, sessionId, address } = staff;
  const broken = await breakGrouping(deps, {
    ...asked,
    digest: preview.value.digest,
    reasonKind: 'other',
    reason: 'Un essai.',
    staff: { staffId, sessionId, address },
  });
  assert.ok(broken.ok, JSON.stringify(broken));
}

for (const [what, change, cause] of changes)
  onBothDatabases(`a request is void once ${what}, open or accepted`, async (deps) => {
    const waiting = await setUp(deps);
    const { reference: open1 } = await open(deps, waiting);
    await change(deps, waiting);
    assert.equal((await readOwnRequest(deps, waiting.kept.id, open1))?.state, 'void', 'its page says so at once');
    assert.deepEqual(await answerRequest(deps, waiting.desk, open1, yes), over);
    assert.deepEqual(await rowOf(deps, open1), { state: 'void', voidCause: cause });

    const world = await setUp(deps);
    const reference = await accepted(deps, world);
    const digest = await digestOf(deps, world, reference);
    const before = await groupings(deps);
    await change(deps, world);
    const made = (await groupings(deps)) - before;
    assert.deepEqual(await confirmRequest(deps, world.parent, reference, digest), over);
    assert.deepEqual(await rowOf(deps, reference), { state: 'void', voidCause: cause });
    assert.equal((await groupings(deps)) - before, made, 'the confirmation did nothing');
    assert.equal(await settleRequests(deps), 0);
    await assertInvariants(deps);
  });

onBothDatabases('a request proved by a letter is void once the school makes another letter', async (deps) => {
  const world = await setUp(deps, 'to_activate');
  const { reference } = await open(deps, world, 'letter_code');
  const actor = { type: 'staff', staffId: world.desk.staffId, sessionId: world.desk.sessionId, address: '' } as const;
  const made = await issueDeskLetter(deps, {
    school: louiseMichel,
    identifier: world.other.identifier,
    actor,
    recovery: false,
  });
  assert.ok(made.ok, JSON.stringify(made));
  assert.equal(await settleRequests(deps), 1, 'upkeep writes it down');
  assert.deepEqual(await rowOf(deps, reference), { state: 'void', voidCause: 'proof_fell' });
  await deliverMails(deps);
  const stopped = deps.sent.filter(({ subject }) => subject === 'Votre demande est arrêtée');
  assert.deepEqual(
    stopped.map(({ to }) => to),
    ['nadia@exemple.fr'],
    'its author is told',
  );
  const again = await open(deps, world, 'letter_code');
  assert.notEqual(again.reference, reference, 'a new proof opens a new request');
  await assertInvariants(deps);
});

onBothDatabases('the account kept may change its mail, and take another account of the same name', async (deps) => {
  const world = await setUp(deps);
  const reference = await accepted(deps, world);
  await deps.db
    .updateTable('account')
    .set((eb) => ({ mail: 'neuf@exemple.fr', proofVersion: eb('proofVersion', '+', 1) }))
    .where('id', '=', world.kept.id)
    .execute();
  const third = await addParent(deps, louiseMichel, 'Noé');
  const { parent, digest } = await propose(deps, world.kept.id, third.id);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
  assert.deepEqual(await confirmRequest(deps, world.parent, reference, await digestOf(deps, world, reference)), {
    ok: true,
    value: 'done',
  });
  assert.equal((await seenBy(deps, [world.kept.id]))[world.kept.id]?.length, 3);
  await assertInvariants(deps);
});

onBothDatabases('an acceptance covers its own doubts: a new one, or a school not asked, voids it', async (deps) => {
  const shared = await setUp(deps);
  const first = await accepted(deps, shared);
  const digest = await digestOf(deps, shared, first);
  // The register now says that Yanis has both for guardians: two parents, not one person.
  await addLink(deps, shared.other.guardianId, shared.kept.pupilId);
  assert.deepEqual(await confirmRequest(deps, shared.parent, first, digest), over);
  assert.deepEqual(await rowOf(deps, first), { state: 'void', voidCause: 'new_doubt' });

  const world = await setUp(deps);
  const second = await accepted(deps, world);
  await deps.db
    .updateTable('guardianRecord')
    .set({ protectedSince: deps.now() })
    .where('id', '=', world.kept.guardianId)
    .execute();
  assert.deepEqual(await confirmRequest(deps, world.parent, second, await digestOf(deps, world, second)), over);
  const again = await open(deps, world);
  assert.equal(again.already, false);
  const asked = await deps.db
    .selectFrom('groupingRequestSchool as s')
    .innerJoin('groupingRequest as r', 'r.id', 's.requestId')
    .select('s.schoolUai')
    .where('r.reference', '=', again.reference)
    .orderBy('s.schoolUai')
    .execute();
  assert.deepEqual(
    asked.map((one) => one.schoolUai),
    [jeanMoulin, louiseMichel],
    'the school of the flag too',
  );
  await assertInvariants(deps);
});

onBothDatabases('what was shown is what is done: a child who came since is shown first', async (deps) => {
  const world = await setUp(deps);
  const reference = await accepted(deps, world);
  const digest = await digestOf(deps, world, reference);
  await addLink(deps, world.other.guardianId, await addPupil(deps, louiseMichel, 'Sami'));
  assert.deepEqual(await confirmRequest(deps, world.parent, reference, digest), { ok: true, value: 'shown_again' });
  assert.equal(await groupings(deps), 0);
  await confirmRequest(deps, world.parent, reference, await digestOf(deps, world, reference));
  assert.equal(await groupings(deps), 1);
});

onBothDatabases('the password counts for ten minutes, the acceptance for ninety days', async (deps) => {
  const world = await setUp(deps);
  const reference = await accepted(deps, world);
  const digest = await digestOf(deps, world, reference);
  deps.clock.advance({ minutes: 10 });
  const old = { ok: false, why: 'proof_old' } as const;
  assert.deepEqual(await confirmRequest(deps, world.parent, reference, digest), old);
  deps.clock.advance({ days: 90 });
  const fresh = { ...world.parent, provedAt: deps.now() };
  assert.deepEqual(await confirmRequest(deps, fresh, reference, digest), over);
  assert.deepEqual(await rowOf(deps, reference), { state: 'void', voidCause: 'expired' });
  assert.equal(await groupings(deps), 0);
});

onBothDatabases('nothing is confirmed before it is accepted, nor in a session that is over', async (deps) => {
  const world = await setUp(deps);
  const { reference } = await open(deps, world);
  assert.deepEqual(await showRequest(deps, world.parent, reference), over);
  assert.deepEqual(await confirmRequest(deps, world.parent, reference, ''), over);
  await answerRequest(deps, world.desk, reference, yes);
  const digest = await digestOf(deps, world, reference);
  await deps.db
    .updateTable('session')
    .set({ endedAt: deps.now(), endedCause: 'sign_out' })
    .where('id', '=', world.parent.sessionId)
    .execute();
  assert.deepEqual(await confirmRequest(deps, world.parent, reference, digest), { ok: false, why: 'proof_old' });
  assert.equal((await rowOf(deps, reference)).state, 'accepted');
  await assertInvariants(deps);
});

onBothDatabases('one live request for two accounts, whichever of them is to be kept', async (deps) => {
  const world = await setUp(deps);
  const { reference } = await open(deps, world);
  assert.deepEqual(await open(deps, world), { reference, already: true });
  const there = { accountId: world.other.id, sessionId: await addSession(deps, world.other.id), address: '' };
  const reversed = await beginGrouping(deps, there, await proved(deps, world.kept.id));
  assert.deepEqual(reversed, { ok: false, why: 'request_reversed' });
  assert.ok((await withdrawRequest(deps, world.parent, reference)).ok);
  assert.deepEqual(await withdrawRequest(deps, world.parent, reference), over);
  assert.ok((await beginGrouping(deps, there, await proved(deps, world.kept.id))).ok);
  await assertInvariants(deps);
});

onBothDatabases('five requests a day, whatever became of them', async (deps) => {
  const world = await setUp(deps);
  for (let nth = 0; nth < 5; nth += 1) {
    const { reference } = await open(deps, world);
    assert.ok((await withdrawRequest(deps, world.parent, reference)).ok);
  }
  const secret = await proved(deps, world.other.id);
  assert.deepEqual(await beginGrouping(deps, world.parent, secret), { ok: false, why: 'too_many_requests' });
  deps.clock.advance({ days: 1 });
  assert.ok((await beginGrouping(deps, world.parent, secret)).ok);
});

onBothDatabases('the register mended: the rules decide, and the request is done with it', async (deps) => {
  const world = await setUp(deps);
  const { reference } = await open(deps, world);
  await deps.db
    .updateTable('guardianRecord')
    .set({ firstName: 'Nadia' })
    .where('id', '=', world.other.guardianId)
    .execute();
  const { parent, digest } = await propose(deps, world.kept.id, world.other.id);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
  assert.equal((await rowOf(deps, reference)).state, 'done');
  await assertInvariants(deps);
});

onBothDatabases('a school answers once, with a role of this moment, for itself alone', async (deps) => {
  const world = await setUp(deps);
  const { reference } = await open(deps, world);
  const stranger = { ...(await addStaff(deps, jeanMoulin)), schoolUai: jeanMoulin };
  const unknown = { ok: false, why: 'no_request' } as const;
  assert.deepEqual(await answerRequest(deps, stranger, reference, yes), unknown);
  assert.deepEqual(await answerRequest(deps, { ...stranger, schoolUai: louiseMichel }, reference, yes), {
    ok: false,
    why: 'not_allowed',
  });
  const mine = (role: 'reader' | 'head') =>
    deps.db.updateTable('staffRole').set({ role }).where('staffId', '=', world.desk.staffId).execute();
  await mine('reader');
  assert.deepEqual(await answerRequest(deps, world.desk, reference, yes), { ok: false, why: 'not_allowed' });
  await mine('head');
  assert.deepEqual(await answerRequest(deps, world.desk, reference, { ...yes, reason: ' ok ' }), {
    ok: false,
    why: 'reason_missing',
  });
  assert.ok((await answerRequest(deps, world.desk, reference, no)).ok);
  assert.deepEqual(await answerRequest(deps, world.desk, reference, yes), { ok: false, why: 'answered' });
  deps.clock.advance({ days: 31 });
  const late = await decideAsOperator(deps, 'command', reference, yes);
  assert.deepEqual(late, { ok: false, why: { kind: 'over' } }, 'a refusal is final for the operator too');
  await assertInvariants(deps);
});

onPostgres('at once: openings, answers, a withdrawal, confirmations', async (deps) => {
  for (let round = 0; round < 8; round += 1) {
    const world = await setUp(deps);
    const secret = await proved(deps, world.other.id);
    const begun = await Promise.all([1, 2, 3].map(() => beginGrouping(deps, world.parent, secret)));
    const references = new Set(begun.map((one) => (one.ok ? one.value.request?.reference : one.why)));
    assert.equal(references.size, 1, 'one request, found by the others');
    const [reference = ''] = references as Set<string>;
    const second = { ...(await addStaff(deps, louiseMichel)), schoolUai: louiseMichel };
    const [first, other, withdrawn] = await Promise.all([
      answerRequest(deps, world.desk, reference, yes),
      answerRequest(deps, second, reference, no),
      round % 2 === 0 ? withdrawRequest(deps, world.parent, reference) : undefined,
    ]);
    assert.ok([first, other].filter((one) => one.ok).length <= 1, 'the school answered once at most');
    const { state } = await rowOf(deps, reference);
    if (withdrawn?.ok === true) assert.equal(state, 'withdrawn');
    if (withdrawn === undefined) assert.equal(state, first.ok ? 'accepted' : 'refused');
    if (state === 'accepted') {
      const digest = await digestOf(deps, world, reference);
      const confirmed = await Promise.all([1, 2, 3].map(() => confirmRequest(deps, world.parent, reference, digest)));
      assert.deepEqual(new Set(confirmed.map((one) => (one.ok ? one.value : one.why))), new Set(['done']));
      assert.equal((await seenBy(deps, [world.kept.id]))[world.kept.id]?.length, 2);
    }
    await assertInvariants(deps);
  }
});
