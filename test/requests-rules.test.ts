// Who must decide a request, what its answers make of it, what voids it, and what is said of two names.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { listDoubts, type Side, type SideRecord } from '../src/grouping/rules.js';
import type { GuardianIdentity } from '../src/people/rules.js';
import { compareAccounts, compareNames, typingError } from '../src/requests/likeness-rules.js';
import {
  covers,
  decidingSchools,
  fallOf,
  operatorMayDecide,
  outcomeOf,
  readReason,
  type Standing,
  schoolsToTell,
} from '../src/requests/rules.js';

const nadia: GuardianIdentity = { civility: 'Mme', familyName: 'BENALI', usageName: null, firstName: 'Nadia' };
let nextId = 1;
const record = (schoolUai: string, rest: Partial<SideRecord> = {}): SideRecord => ({
  ...nadia,
  guardianId: nextId++,
  schoolUai,
  pupilIds: [nextId++],
  protected: false,
  contested: false,
  ...rest,
});
const side = (...records: SideRecord[]): Side => ({
  accountId: nextId++,
  state: 'active',
  records,
  pastIdentities: [],
});

describe('who decides', () => {
  it('each school that holds a record of the account to be closed', () => {
    assert.deepEqual(decidingSchools(side(record('A')), side(record('C'), record('B'), record('C'))), ['B', 'C']);
  });

  it('and each school with a flag, on either account', () => {
    const flagged = { protected: true };
    assert.deepEqual(decidingSchools(side(record('A', flagged), record('D')), side(record('B'))), ['A', 'B']);
    assert.deepEqual(decidingSchools(side(record('A')), side(record('B', flagged))), ['B']);
    assert.deepEqual(decidingSchools(side(record('A', { contested: true })), side(record('B'))), ['A', 'B']);
  });

  it('nobody but the operator when a break left that account empty', () => {
    assert.deepEqual(decidingSchools(side(record('A')), side()), []);
    const now = new Date('2026-09-14T08:00:00Z');
    assert.equal(operatorMayDecide({ createdAt: now, schools: 0 }, now), true);
  });

  it('the operator after thirty days, to the second', () => {
    const createdAt = new Date('2026-09-14T08:00:00Z');
    assert.equal(operatorMayDecide({ createdAt, schools: 1 }, new Date('2026-10-14T07:59:59Z')), false);
    assert.equal(operatorMayDecide({ createdAt, schools: 1 }, new Date('2026-10-14T08:00:00Z')), true);
  });

  it('one refusal ends it, all must accept', () => {
    const answer = fc.constantFrom('accepted' as const, 'refused' as const, null);
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 5 }), (answers) => {
        const outcome = outcomeOf(answers);
        assert.equal(
          outcome === 'refused',
          answers.some((one) => one === 'refused'),
        );
        assert.equal(outcome === 'accepted', answers.length > 0 && answers.every((one) => one === 'accepted'));
      }),
    );
  });

  it('a page names the schools that the proof showed, and no other', () => {
    assert.deepEqual(schoolsToTell('password', ['B', 'A', 'B']), ['A', 'B']);
    assert.deepEqual(schoolsToTell('letter_code', ['B']), ['B']);
    assert.deepEqual(schoolsToTell('letter_token', ['A', 'B']), [], 'a letter names one, and who knows which');
    assert.deepEqual(schoolsToTell('password', []), []);
  });

  it('a reason is a sentence', () => {
    assert.equal(readReason('  oui  '), undefined);
    assert.equal(readReason(' Carte vue. '), 'Carte vue.');
    assert.equal(readReason('x'.repeat(501)), undefined);
  });
});

describe('what voids a request', () => {
  const standing: Standing = {
    state: 'accepted',
    expiresAt: new Date('2026-12-01T00:00:00Z'),
    absorbedProofVersion: 3,
    absorbedProofNow: 3,
    absorbedState: 'active',
    keptState: 'active',
  };
  const now = new Date('2026-11-01T00:00:00Z');

  it('a change of what was proved, the end of the account kept, too long a wait', () => {
    assert.equal(fallOf(standing, now), undefined);
    assert.equal(fallOf({ ...standing, absorbedProofNow: 4 }, now), 'proof_fell');
    assert.equal(fallOf({ ...standing, keptState: 'closed' }, now), 'account_closed');
    assert.equal(fallOf({ ...standing, absorbedState: 'asleep' }, now), 'proof_fell');
    assert.equal(fallOf(standing, new Date('2026-12-01T00:00:00Z')), 'expired');
  });

  it('never what is over', () => {
    for (const state of ['refused', 'withdrawn', 'void', 'done'] as const)
      assert.equal(fallOf({ ...standing, state, keptState: 'closed', absorbedProofNow: 9 }, now), undefined);
  });

  it('a doubt or a school that was not there, and none that went away', () => {
    const accepted = { doubts: ['a', 'b'], schools: ['A', 'B'] };
    assert.equal(covers(accepted, { doubts: ['b'], schools: ['A'] }), true);
    assert.equal(covers(accepted, { doubts: ['a', 'c'], schools: ['A'] }), false);
    assert.equal(covers(accepted, { doubts: ['a'], schools: ['C'] }), false);
  });
});

describe('doubts', () => {
  const nadege = (schoolUai: string) => record(schoolUai, { firstName: 'Nadège' });

  it('stay the same when the account kept grows by one more of the same name', () => {
    const absorbed = side(nadege('B'));
    const own = record('A');
    const about = (kept: Side) => listDoubts(kept, absorbed).map((doubt) => `${doubt.reason} ${doubt.about}`);
    assert.deepEqual(about(side(own, record('C'))), about(side(own)));
  });

  it('are new for another person under the same reason', () => {
    const kept = side(record('A'));
    const about = (absorbed: Side) => listDoubts(kept, absorbed).map((doubt) => doubt.about);
    assert.notDeepEqual(about(side(nadege('B'))), about(side(record('B', { firstName: 'Karim' }))));
  });
});

describe('what is said of two names', () => {
  const pairs: readonly (readonly [Partial<GuardianIdentity>, readonly string[]])[] = [
    [{}, ['same_names']],
    [{ familyName: 'Bénali' }, ['same_names']],
    [{ familyName: 'ROUX', usageName: 'BENALI' }, ['usage_name']],
    [{ familyName: 'BENALY' }, ['family_one_letter']],
    [{ familyName: 'BENNALI' }, ['family_one_letter']],
    [{ familyName: 'BENLAI' }, ['family_two_swapped']],
    [{ familyName: 'ROUX' }, ['family_differs']],
    [{ firstName: 'Nadja' }, ['first_one_letter']],
    [{ firstName: 'Ndaia' }, ['first_two_swapped']],
    [{ firstName: 'Nadia-Fatima' }, ['first_longer']],
    [{ firstName: 'Karim', civility: 'M.' }, ['first_differs', 'civility_differs']],
    [{ firstName: 'Benali', familyName: 'NADIA' }, ['names_exchanged']],
  ];
  for (const [other, said] of pairs)
    it(`${JSON.stringify(other)}: ${said.join(', ')}`, () => {
      assert.deepEqual(compareNames(nadia, { ...nadia, ...other }), said);
      assert.deepEqual(compareNames({ ...nadia, ...other }, nadia), said, 'whichever comes first');
    });

  it('an account is compared by its nearest name', () => {
    assert.deepEqual(compareAccounts([nadia], [{ ...nadia, firstName: 'Karim' }, nadia]), ['same_names']);
    assert.deepEqual(compareAccounts([nadia], []), []);
  });

  it('a typing error is one letter or two neighbours, never more', () => {
    const word = fc.stringMatching(/^[A-Z]{3,8}$/);
    fc.assert(
      fc.property(word, fc.nat(7), fc.stringMatching(/^[A-Z]$/), (one, at, letter) => {
        const other = one.slice(0, at) + letter + one.slice(at);
        assert.equal(typingError(one, other), 'one_letter');
        assert.equal(typingError(other, one), 'one_letter');
        assert.equal(typingError(one, one), undefined);
        assert.equal(typingError(one, `${letter}X${one}Z`), undefined);
      }),
    );
  });
});
