// Pupils of one register that look entered twice: which pairs are shown, that twins are not, and that the keys lose none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PupilIdentity, pairPupils, scorePupils } from '../src/duplicates/pupil-rules.js';
import type { CivilDate } from '../src/kernel/civil-date.js';

const yanis: PupilIdentity = {
  firstName: 'Yanis',
  familyName: 'BENALI',
  usageName: null,
  birthDate: '2014-04-11' as CivilDate,
  sex: 'M',
  ine: null,
};
type Changes = Partial<Omit<PupilIdentity, 'birthDate'>> & { readonly birthDate?: string | null };
const pupil = (changes: Changes): PupilIdentity => ({ ...yanis, ...changes }) as PupilIdentity;
const score = (one: Changes, other: Changes, sameGuardian = true) =>
  scorePupils(pupil(one), pupil(other), sameGuardian);

test('one child entered twice: the same, one error of a hand, a day and a month exchanged, another family name', () => {
  assert.deepEqual(score({}, {})?.reasons, ['same_names', 'same_birth', 'same_guardian']);
  for (const [other, reason] of [
    [{ familyName: 'BENALLI' }, 'family_one_letter'],
    [{ familyName: 'BENLAI' }, 'family_two_swapped'],
    [{ firstName: 'Yanni' + 's' }, 'first_one_letter'],
    [{ firstName: 'Yansi' }, 'first_two_swapped'],
    [{ firstName: 'Yanis-Adam' }, 'first_longer'],
    [{ firstName: 'Benali', familyName: 'YANIS' }, 'names_exchanged'],
    [{ familyName: 'MARTEL', usageName: 'BENALI' }, 'usage_name'],
    [{ birthDate: '2014-11-04' }, 'day_and_month_exchanged'],
    [{ birthDate: '2014-04-12' }, 'birth_one_digit'],
    [{ birthDate: '2041-04-11' }, 'birth_two_swapped'],
    [{ birthDate: null }, 'birth_unknown'],
  ] as const) {
    assert.ok(score({}, other)?.reasons.includes(reason), reason);
    assert.ok(score({}, other, false), `${reason}, of guardians entered twice too`);
  }
  assert.ok(score({}, { familyName: 'MARTEL' }), 'under the name of his other parent');
  assert.ok(score({ ine: '1' }, { ine: '1', firstName: 'Yanes', birthDate: '2014-04-12' }), 'one national number');
});

test('twins, brothers and sisters, and children of the same name are two', () => {
  for (const [one, other] of [
    ['Yanis', 'Adam'],
    ['Léa', 'Léo'],
    ['Lina', 'Lisa'],
    ['Sarah', 'Farah'],
    ['Mila', 'Mia'],
    ['Louis', 'Louise'],
    ['Jean-Paul', 'Jean-Pierre'],
  ])
    assert.equal(score({ firstName: one }, { firstName: other }), undefined, `${one} and ${other}, twins`);
  assert.equal(
    score({ firstName: 'Rafaël' }, { firstName: 'Rafaela', sex: 'F' }, false),
    undefined,
    'a boy and a girl',
  );
  assert.equal(score({}, { firstName: 'Inès', birthDate: '2016-04-11' }), undefined, 'his sister');
  assert.equal(score({}, { firstName: 'Yannis', birthDate: '2016-04-11' }), undefined, 'two errors at once');
  assert.equal(score({}, { birthDate: '2016-09-28' }), undefined, 'a cousin of the same name');
  assert.equal(score({}, { familyName: 'MARTEL' }, false), undefined, 'another Yanis of that day');
  assert.equal(score({}, { familyName: 'BENALLI', birthDate: null }), undefined);
});

test('names of one sound are written in several ways, of one child', () => {
  for (const [one, other] of [
    ['Mathis', 'Matis'],
    ['Ines', 'Inez'],
    ['Lucas', 'Lukas'],
    ['Léa', 'Lea'],
    ['Emma', 'Ema'],
  ])
    assert.ok(score({ firstName: one }, { firstName: other }), `${one} and ${other}`);
});

test('what is surest comes first', () => {
  const scores = [
    score({ ine: '1' }, { ine: '1' }),
    score({}, {}),
    score({}, {}, false),
    score({}, { familyName: 'BENALY' }),
  ];
  const weights = scores.map((one) => one?.weight ?? 0);
  assert.deepEqual(
    weights,
    [...new Set(weights)].sort((one, other) => other - one),
  );
});

test('no pair that is worth looking at slips between the keys, and few others are compared', () => {
  const errors: readonly Changes[] = [
    {},
    { familyName: 'BENALLI' },
    { firstName: 'Yannis' },
    { firstName: 'Benali', familyName: 'YANIS' },
    { familyName: 'DE BENALI', birthDate: '2014-11-04' },
    { birthDate: '2014-04-12' },
    { birthDate: null },
    { familyName: 'MARTEL', usageName: 'BENALI' },
  ];
  const others = Array.from({ length: 2000 }, (_, at) =>
    pupil({
      firstName: ['Tom', 'Adam', 'Nour', 'Zoé', 'Jade'][at % 5] ?? '',
      familyName: `${['MAR', 'DU', 'ROU', 'PET'][at % 4]}${String.fromCharCode(65 + (at % 26), 65 + (at % 23), 65 + (at % 19))}`,
      birthDate: `20${10 + (at % 7)}-0${1 + (at % 9)}-${10 + (at % 17)}`,
    }),
  );
  for (const error of errors) {
    const [one, other] = [pupil({}), pupil(error)];
    const pairs = pairPupils([one, ...others, other]);
    assert.ok(
      pairs.some((pair) => pair[0] === one && pair[1] === other),
      JSON.stringify(error),
    );
    assert.ok(pairs.length < 2000, `${pairs.length} pairs`);
  }
});
