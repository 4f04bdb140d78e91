import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decideBreak, decideGrouping, type Side, type SideRecord } from '../src/grouping/rules.js';
import { compareIdentities, familyNameKeys, firstNameKey, type GuardianIdentity } from '../src/people/rules.js';

const nadia: GuardianIdentity = { civility: 'Mme', familyName: 'BENALI', usageName: null, firstName: 'Nadia' };
let nextId = 1;
const record = (identity: Partial<GuardianIdentity> = {}, rest: Partial<SideRecord> = {}): SideRecord => ({
  ...nadia,
  ...identity,
  guardianId: nextId++,
  schoolUai: '0330001X',
  pupilIds: [nextId++],
  protected: false,
  contested: false,
  ...rest,
});
const side = (rest: Partial<Side> = {}): Side => ({
  accountId: nextId++,
  state: 'active',
  records: [record()],
  pastIdentities: [],
  ...rest,
});

describe('the same person, for two registers', () => {
  const spellings: readonly (readonly [string, GuardianIdentity, GuardianIdentity])[] = [
    ['case', nadia, { ...nadia, familyName: 'Benali', firstName: 'NADIA' }],
    ['accents', { ...nadia, firstName: 'Zoé' }, { ...nadia, firstName: 'ZOE' }],
    ['hyphens', { ...nadia, firstName: 'Anne-Marie' }, { ...nadia, firstName: 'ANNE MARIE' }],
    ['apostrophes', { ...nadia, familyName: "N'DIAYE" }, { ...nadia, familyName: 'N’Diaye' }],
    ['particles', { ...nadia, familyName: 'de La Tour' }, { ...nadia, familyName: 'Tour' }],
    ['ligatures', { ...nadia, familyName: 'LEBŒUF' }, { ...nadia, familyName: 'Leboeuf' }],
    ['birth name here, used name there', { ...nadia, usageName: 'PETIT' }, { ...nadia, familyName: 'PETIT' }],
    ['further first names', { ...nadia, firstName: 'Nadia, Fatima' }, nadia],
    ['a civility that one register lacks', nadia, { ...nadia, civility: null }],
  ];
  for (const [what, one, other] of spellings)
    it(`is found in spite of ${what}`, () => assert.deepEqual(compareIdentities(one, other), []));

  it('is doubted for another first name, family name or civility', () => {
    assert.deepEqual(compareIdentities(nadia, { ...nadia, firstName: 'Nadège' }), ['first_name_differs']);
    assert.deepEqual(compareIdentities(nadia, { ...nadia, familyName: 'BENALY' }), ['family_name_differs']);
    assert.deepEqual(compareIdentities(nadia, { ...nadia, civility: 'M.' }), ['civility_conflict']);
  });

  it('is never found by two empty names', () => {
    const nobody = { ...nadia, firstName: '-', familyName: '' };
    assert.deepEqual(compareIdentities(nobody, nobody), ['first_name_differs', 'family_name_differs']);
  });

  it('does not depend on the order of the two', () => {
    const name = fc.constantFrom('BENALI', 'Benali', 'de Benali', 'PETIT', 'Zoé', 'ZOE', '', 'DE LA');
    const identity = fc.record({
      civility: fc.constantFrom('M.' as const, 'Mme' as const, null),
      familyName: name,
      usageName: fc.option(name),
      firstName: name,
    });
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        assert.deepEqual(compareIdentities(one, other), compareIdentities(other, one));
      }),
    );
  });

  it('keeps a name that is nothing but particles', () => assert.deepEqual(familyNameKeys('DE LA'), ['DELA']));
  it('does not take « BEN ALI » for « ALI »', () =>
    assert.deepEqual(compareIdentities({ ...nadia, familyName: 'BEN ALI' }, { ...nadia, familyName: 'ALI' }), [
      'family_name_differs',
    ]));
  it('reads the first given name only', () => assert.equal(firstNameKey('Jean-Pierre, Paul'), 'JEANPIERRE'));
});

describe('may two accounts be grouped', () => {
  it('decides at once for one person and other children', () => {
    assert.deepEqual(decideGrouping(side(), side()), { kind: 'decided' });
    assert.deepEqual(decideGrouping(side(), side({ state: 'to_activate' })), { kind: 'decided' });
  });

  it('refuses itself, and accounts that may not', () => {
    const own = side();
    assert.deepEqual(decideGrouping(own, own), { kind: 'impossible', why: 'same_account' });
    for (const state of ['closed', 'frozen', 'suspended', 'asleep'] as const)
      assert.deepEqual(decideGrouping(side(), side({ state })), { kind: 'impossible', why: `absorbed_${state}` });
    for (const state of ['closed', 'frozen', 'suspended', 'asleep', 'to_activate'] as const)
      assert.deepEqual(decideGrouping(side({ state }), side()), { kind: 'impossible', why: 'kept_not_active' });
  });

  it('sends both parents of one pupil to the school', () => {
    const kept = side({ records: [record({}, { pupilIds: [7] })] });
    const absorbed = side({ records: [record({}, { pupilIds: [7, 8] })] });
    assert.deepEqual(decideGrouping(kept, absorbed), { kind: 'request', reasons: ['same_pupil'] });
  });

  it('sends a protected record of either side to the school', () => {
    const flagged = () => side({ records: [record({}, { protected: true })] });
    assert.deepEqual(decideGrouping(flagged(), side()), { kind: 'request', reasons: ['protected'] });
    assert.deepEqual(decideGrouping(side(), flagged()), { kind: 'request', reasons: ['protected'] });
  });

  it('sends a record that somebody contests to the school, whichever side it is on', () => {
    const contested = () => side({ records: [record({}, { contested: true })] });
    assert.deepEqual(decideGrouping(contested(), side()), { kind: 'request', reasons: ['contested'] });
    assert.deepEqual(decideGrouping(side(), contested()), { kind: 'request', reasons: ['contested'] });
  });

  it('knows a person by every name of the records already together', () => {
    const kept = side({ records: [record(), record({ usageName: 'PETIT' })] });
    assert.deepEqual(decideGrouping(kept, side({ records: [record({ familyName: 'PETIT' })] })), { kind: 'decided' });
  });

  it('doubts each record of the other account, not only one', () => {
    const absorbed = side({ records: [record(), record({ firstName: 'Karim' })] });
    assert.deepEqual(decideGrouping(side(), absorbed), { kind: 'request', reasons: ['first_name_differs'] });
  });

  it('doubts a civility that contradicts any record already together', () => {
    const kept = side({ records: [record({ civility: null }), record({ civility: 'M.' })] });
    assert.deepEqual(decideGrouping(kept, side()), { kind: 'request', reasons: ['civility_conflict'] });
  });

  it('knows an account that a break left empty by what it held', () => {
    assert.deepEqual(decideGrouping(side({ records: [], pastIdentities: [nadia] }), side()), { kind: 'decided' });
    assert.deepEqual(decideGrouping(side({ records: [] }), side()), { kind: 'request', reasons: ['unknown_person'] });
  });

  it('never decides what a stranger could have asked', () => {
    // Whatever the two sides hold: decided only if every record of one matches a record of the other.
    const name = fc.constantFrom('BENALI', 'PETIT', 'DIALLO');
    const records = fc.array(
      fc.record({
        civility: fc.constantFrom('M.' as const, 'Mme' as const, null),
        familyName: name,
        usageName: fc.option(name),
        firstName: fc.constantFrom('Nadia', 'Karim'),
        guardianId: fc.nat(),
        schoolUai: fc.constant('0330001X'),
        pupilIds: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
        protected: fc.boolean(),
        contested: fc.boolean(),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(records, records, (one, other) => {
        const kept = side({ records: one });
        const absorbed = side({ records: other });
        const shared = one.some((a) => other.some((b) => a.pupilIds.some((pupil) => b.pupilIds.includes(pupil))));
        const flagged = [...one, ...other].some((each) => each.protected || each.contested);
        const allMatch = other.every((b) => one.some((a) => compareIdentities(a, b).length === 0));
        if (decideGrouping(kept, absorbed).kind === 'decided')
          assert.ok(one.length > 0 && other.length > 0 && !shared && !flagged && allMatch);
      }),
    );
  });
});

describe('may a school break', () => {
  const facts = {
    state: 'active' as const,
    schoolUai: '0330001X',
    attached: [
      { guardianId: 1, schoolUai: '0330001X' },
      { guardianId: 2, schoolUai: '0330002Y' },
    ],
    chosen: [1],
    reason: 'Deux personnes du même nom.',
  };
  it('takes its own records', () => assert.equal(decideBreak(facts), undefined));
  it('never takes another school’s', () => {
    assert.equal(decideBreak({ ...facts, chosen: [2] }), 'record_not_here');
    assert.equal(decideBreak({ ...facts, chosen: [1, 2] }), 'record_not_here');
    assert.equal(decideBreak({ ...facts, chosen: [3] }), 'record_not_here');
  });
  it('refuses a closed account, no choice, no reason', () => {
    assert.equal(decideBreak({ ...facts, state: 'closed' }), 'account_closed');
    assert.equal(decideBreak({ ...facts, chosen: [] }), 'nothing_chosen');
    assert.equal(decideBreak({ ...facts, reason: '  ?  ' }), 'reason_missing');
    assert.equal(decideBreak({ ...facts, reason: 'x'.repeat(501) }), 'reason_missing');
  });
});
