// Records of one register that look like one person: which pairs are shown, and that the keys lose none of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidatePairs } from '../src/db/duplicates.js';
import { type PairEvidence, scorePair } from '../src/duplicates/rules.js';
import type { GuardianIdentity } from '../src/people/rules.js';
import { onBothDatabases } from './harness.js';
import { addGuardian, addSchool, jeanMoulin, louiseMichel, nadia } from './world.js';

const score = (one: Partial<GuardianIdentity>, other: Partial<GuardianIdentity>, evidence: PairEvidence[] = []) =>
  scorePair({ one: { ...nadia, ...one }, other: { ...nadia, ...other }, evidence });

test('one person twice, a name badly typed, a name by marriage', () => {
  assert.equal(score({}, {})?.kind, 'person');
  assert.deepEqual(score({}, { familyName: 'BENALLI' })?.likeness, ['family_one_letter']);
  assert.equal(score({}, { firstName: 'Nadai' })?.kind, 'typing');
  assert.deepEqual(score({ usageName: 'MARTEL' }, { familyName: 'MARTEL' })?.likeness, ['usage_name']);
  assert.deepEqual(score({}, { firstName: 'Benali', familyName: 'NADIA' })?.likeness, ['names_exchanged']);
  assert.ok(score({}, { familyName: 'MARTEL' }, ['same_mail']), 'another name under one mail');
});

test('two persons are left alone', () => {
  assert.equal(score({}, { firstName: 'Karim', civility: 'M.' }, ['same_mail', 'same_phone', 'same_pupil']), undefined);
  assert.equal(score({ firstName: 'Dominique' }, { firstName: 'Dominique', civility: 'M.' }), undefined, 'a couple');
  assert.equal(score({ firstName: 'Jean' }, { firstName: 'Jean-Pierre' }), undefined, 'a father and his son');
  assert.equal(score({}, { firstName: 'Nadai', familyName: 'BENALLI' }), undefined, 'two errors at once');
  assert.equal(score({}, { familyName: 'MARTEL' }), undefined);
});

test('what is surest comes first', () => {
  const weights = [
    score({}, {}, ['same_mail', 'same_phone'])?.weight ?? 0,
    score({}, {})?.weight ?? 0,
    score({}, { familyName: 'BENALLI' })?.weight ?? 0,
  ];
  assert.deepEqual(
    weights,
    [...weights].sort((one, other) => other - one),
  );
  assert.equal(new Set(weights).size, 3);
});

const family = ['DUVAL', 'BENALI', 'MARTEL', 'LE GOFF', 'N’DIAYE', 'MÜLLER', 'GONZALEZ'];
const given = ['Nadia', 'Claire', 'Éric', 'Marie-Claire', 'Ahmed'];

/** Each single error that a hand makes: a letter left out, doubled, other, or in its neighbour's place. */
function mistyped(name: string): string[] {
  return [...name].flatMap((_, at) => {
    const [before, letter = '', after] = [name.slice(0, at), name[at], name.slice(at + 1)];
    const swapped = after === '' ? [] : [`${before}${after[0]}${letter}${after.slice(1)}`];
    return [`${before}${after}`, `${before}${letter}${letter}${after}`, `${before}X${after}`, ...swapped];
  });
}

onBothDatabases('no single error of typing slips between the keys', async (deps) => {
  await addSchool(deps, jeanMoulin);
  const right = new Map<number, GuardianIdentity>();
  const wrong: (readonly [number, GuardianIdentity, number])[] = [];
  for (const [at, familyName] of family.entries()) {
    const firstName = given[at % given.length] ?? '';
    const identity = { ...nadia, familyName, firstName };
    const id = await addGuardian(deps, jeanMoulin, identity);
    right.set(id, identity);
    // A few of each, as a register has them: keys shared by more than forty records are passed over.
    for (const [nth, typed] of [...new Set([...mistyped(familyName)])].filter((one) => one !== familyName).entries())
      if (nth % 2 === 0)
        wrong.push([id, identity, await addGuardian(deps, jeanMoulin, { ...identity, familyName: typed })]);
  }
  const found = new Set(
    (await candidatePairs(deps.db, jeanMoulin)).map(({ one, other }) => `${one.guardianId} ${other.guardianId}`),
  );
  const records = new Map(
    (await deps.db.selectFrom('guardianRecord').selectAll().execute()).map((row) => [row.id, row] as const),
  );
  const lost = wrong.filter(([id, identity, typedId]) => {
    const typed = records.get(typedId);
    return (
      typed !== undefined &&
      scorePair({ one: identity, other: typed, evidence: [] }) !== undefined &&
      !found.has(`${id} ${typedId}`)
    );
  });
  assert.ok(wrong.length > 80);
  assert.deepEqual(
    lost.map(([, { familyName }, typedId]) => `${familyName} / ${records.get(typedId)?.familyName}`),
    [],
  );
});

onBothDatabases('only records of this school, still in its register, are compared', async (deps) => {
  await addSchool(deps, jeanMoulin);
  await addSchool(deps, louiseMichel);
  const one = await addGuardian(deps, jeanMoulin);
  const other = await addGuardian(deps, jeanMoulin);
  const gone = await addGuardian(deps, jeanMoulin);
  await addGuardian(deps, louiseMichel);
  await deps.db.updateTable('guardianRecord').set({ goneAt: deps.now() }).where('id', '=', gone).execute();
  await deps.db
    .updateTable('guardianRecord')
    .set({ mail: 'Nadia@exemple.fr', phone: '+33612345678' })
    .where('id', '=', one)
    .execute();
  await deps.db
    .updateTable('guardianRecord')
    .set({ mail: 'nadia@exemple.fr', phone: '06 12 34 56 78' })
    .where('id', '=', other)
    .execute();
  const pairs = await candidatePairs(deps.db, jeanMoulin);
  assert.deepEqual(
    pairs.map((pair) => [pair.one.guardianId, pair.other.guardianId, pair.sameMail, pair.samePhone, pair.samePupil]),
    [[one, other, true, true, false]],
  );
});
