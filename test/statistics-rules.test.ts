// Small groups are hidden, and nobody finds them again by subtraction.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type DivisionFigures,
  hideSmallGroups,
  measures,
  schoolYearOf,
  smallest,
  totalOf,
} from '../src/statistics/rules.js';

const row = (division: string, accounts: number, activated: number): DivisionFigures => ({
  division,
  accounts,
  activated,
  mailConfirmed: activated,
  grouped: 0,
});

test('fewer than five are hidden, and all but fewer than five too', () => {
  const shown = hideSmallGroups([row('A', 30, 3), row('B', 30, 28), row('C', 30, 12), row('D', 4, 4)]);
  assert.deepEqual(
    shown.map((one) => [one.division, one.accounts, one.activated]),
    [
      ['A', null, null],
      ['B', 30, null],
      ['C', 30, 12],
      ['D', null, null],
    ],
  );
});

test('one hidden figure alone would be found by its total: another one is hidden with it', () => {
  const shown = hideSmallGroups([row('A', 30, 15), row('B', 25, 10), row('C', 3, 3)]);
  assert.deepEqual(
    shown.map((one) => one.accounts),
    [30, null, null],
  );
});

test('whatever the classes, no column has exactly one hidden figure beside others, and none shows a small one', () => {
  const figures = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60)).map(([accounts, one, other, third]) => ({
    accounts,
    activated: Math.min(accounts, one),
    mailConfirmed: Math.min(accounts, other),
    grouped: Math.min(accounts, third),
  }));
  fc.assert(
    fc.property(fc.array(figures, { minLength: 2, maxLength: 12 }), (list) => {
      const shown = hideSmallGroups(list.map((one, at) => ({ division: String(at), ...one })));
      for (const measure of measures) {
        assert.notEqual(shown.filter((one) => one[measure] === null).length, 1, measure);
        for (const one of shown) {
          const count = one[measure];
          if (count !== null) assert.ok(count === 0 || count >= smallest, measure);
        }
      }
    }),
  );
});

test('the total of a small school is hidden, and the school year begins in September', () => {
  const whole = { accounts: 4, activated: 2, mailConfirmed: 0, grouped: 0 };
  assert.equal(totalOf([row('A', 4, 2)], whole).accounts, null);
  assert.deepEqual([schoolYearOf('2026-09-01'), schoolYearOf('2027-08-31')], ['2026-09-01', '2026-09-01']);
});
