// Who may be stopped, how far, and what comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  decideReinstatement,
  decideReopening,
  decideStop,
  decideSuspension,
  type SuspensionFacts,
} from '../src/suspension/rules.js';

const facts: SuspensionFacts = {
  state: 'active',
  foreignRecords: false,
  childrenHidden: false,
  childrenShown: true,
  whole: null,
  objected: false,
};
const whole = { id: 3, school: '0330001X', formerState: 'active' } as const;
const suspended = { ...facts, state: 'suspended', whole } as const;

test('an account of this school alone is stopped; of another one, its own children are hidden', () => {
  for (const state of ['active', 'to_activate', 'asleep'] as const) {
    const account = { kind: 'account', formerState: state };
    assert.deepEqual(decideSuspension({ ...facts, state }), { ok: true, value: account });
    assert.deepEqual(decideSuspension({ ...facts, state, foreignRecords: true }), {
      ok: true,
      value: { kind: 'children' },
    });
  }
});

test('what is stopped already, frozen or closed is not stopped again', () => {
  assert.deepEqual(decideSuspension(suspended), { ok: false, why: 'suspended_already' });
  const hidden = { ...facts, foreignRecords: true, childrenHidden: true };
  assert.deepEqual(decideSuspension({ ...hidden, childrenShown: false }), { ok: false, why: 'suspended_already' });
  // A grouping brought others; or the other school's records have left.
  assert.deepEqual(decideSuspension(hidden), { ok: true, value: { kind: 'children' } });
  const alone = { ...hidden, foreignRecords: false, childrenShown: false };
  assert.deepEqual(decideSuspension(alone), { ok: true, value: { kind: 'account', formerState: 'active' } });
  for (const state of ['frozen', 'closed'] as const)
    assert.deepEqual(decideSuspension({ ...facts, state }), { ok: false, why: state });
});

test('who stopped it opens it again, as it was', () => {
  assert.deepEqual(decideReinstatement(suspended, '0330001X'), {
    ok: true,
    value: { kind: 'account', suspensionId: 3, state: 'active', childrenToo: false },
  });
  assert.deepEqual(decideReinstatement({ ...suspended, whole: { ...whole, formerState: 'asleep' } }, '0330001X'), {
    ok: true,
    value: { kind: 'account', suspensionId: 3, state: 'asleep', childrenToo: false },
  });
  for (const school of ['0330002Y', null])
    assert.deepEqual(decideReinstatement({ ...suspended, whole: { ...whole, school } }, '0330001X'), {
      ok: false,
      why: 'suspended_by_another',
    });
  assert.deepEqual(decideReinstatement(facts, '0330001X'), { ok: false, why: 'not_suspended' });
  assert.deepEqual(decideReinstatement({ ...facts, childrenHidden: true }, '0330001X'), {
    ok: true,
    value: { kind: 'children' },
  });
});

test('children hidden before come back with the account, or alone while the operator keeps it stopped', () => {
  const both = { ...suspended, childrenHidden: true };
  assert.deepEqual(decideReinstatement(both, '0330001X'), {
    ok: true,
    value: { kind: 'account', suspensionId: 3, state: 'active', childrenToo: true },
  });
  const byOperator = { ...both, whole: { ...whole, school: null } };
  assert.deepEqual(decideReinstatement(byOperator, '0330001X'), { ok: true, value: { kind: 'children' } });
});

test('an objection that came meanwhile still freezes', () => {
  const outcome = decideReinstatement({ ...suspended, objected: true }, '0330001X');
  assert.deepEqual(outcome, {
    ok: true,
    value: { kind: 'account', suspensionId: 3, state: 'frozen', childrenToo: false },
  });
});

test('the operator stops what is open, and opens again what he stopped himself', () => {
  for (const state of ['active', 'to_activate', 'asleep'] as const)
    assert.deepEqual(decideStop(state), { ok: true, value: state });
  assert.deepEqual(decideStop('suspended'), { ok: false, why: 'suspended_already' });
  for (const state of ['frozen', 'closed'] as const) assert.deepEqual(decideStop(state), { ok: false, why: state });

  assert.deepEqual(decideReopening(suspended), { ok: false, why: 'suspended_by_another' });
  assert.deepEqual(decideReopening(facts), { ok: false, why: 'not_suspended' });
  const own = { ...suspended, whole: { ...whole, school: null } };
  assert.deepEqual(decideReopening(own), { ok: true, value: { suspensionId: 3, state: 'active' } });
  assert.deepEqual(decideReopening({ ...own, objected: true }), {
    ok: true,
    value: { suspensionId: 3, state: 'frozen' },
  });
});
