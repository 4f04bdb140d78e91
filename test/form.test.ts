import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translator } from '../src/i18n/translator.js';
import { birthDate, choice, line, MalformedForm, paragraph, readForm, secret, ticked } from '../src/web/form.js';

const t = translator('fr');
const read = <R extends Parameters<typeof readForm>[2]>(body: unknown, readers: R) => readForm(t, body, readers);

test('a line is trimmed, a secret is not', () => {
  const { values, errors } = read(
    { identifier: ' c.martin \t 4827\r\n', password: '  mot de  passe ' },
    { identifier: line({ max: 64 }), password: secret({ max: 128 }) },
  );
  assert.deepEqual(errors, []);
  assert.equal(values.identifier, 'c.martin 4827');
  assert.equal(values.password, '  mot de  passe ');
});

test('what is needed and missing, or too long, is told by field and in the order of the form', () => {
  const { errors } = read(
    { reason: 'x'.repeat(11), name: '   ' },
    {
      name: line({ max: 5, need: 'Écrivez le nom.' }),
      reason: paragraph({ max: 10 }),
      password: secret({ max: 9, need: 'Et lui.' }),
    },
  );
  assert.deepEqual(
    errors.map((error) => error.field),
    ['name', 'reason', 'password'],
  );
  assert.equal(errors[0]?.message, 'Écrivez le nom.');
  assert.match(errors[1]?.message ?? '', /10/);
});

test('length counts characters, not halves of them', () => {
  assert.deepEqual(read({ word: '😀'.repeat(5) }, { word: line({ max: 5 }) }).errors, []);
});

test('no form of ours sends a field twice, an object, or a NUL', () => {
  for (const identifier of [['a', 'b'], { a: 'b' }, 5, null, 'a\0b'])
    assert.throws(() => read({ identifier }, { identifier: line({ max: 9 }) }), MalformedForm);
  assert.throws(() => read({ a: ['1', '2', '3'] }, { a: ticked({ max: 2 }) }), MalformedForm);
});

test('fields that the object inherits are not posted fields', () => {
  assert.equal(read({}, { constructor: line({ max: 9 }) }).values.constructor, '');
  assert.equal(read(undefined, { name: line({ max: 9 }) }).values.name, '');
});

test('choices outside the form’s own are refused; ticks are kept once', () => {
  const { values, errors } = read(
    { why: 'other<', ids: ['3', '4', '3'] },
    { why: choice(['same_name', 'other'], 'Choisissez.'), ids: ticked({ max: 5 }) },
  );
  assert.equal(values.why, undefined);
  assert.deepEqual(errors, [{ field: 'why', message: 'Choisissez.' }]);
  assert.deepEqual(values.ids, ['3', '4']);
});

test('a birth date comes in three boxes, in western or eastern figures', () => {
  const date = (...[day, month, year]: readonly [string, string, string]) =>
    read({ 'birth-day': day, 'birth-month': month, 'birth-year': year }, { birth: birthDate({ need: 'Écrivez.' }) });
  assert.equal(date('3', '9', '2015').values.birth.day, '2015-09-03');
  assert.equal(date(' 03', '09 ', '2015').values.birth.day, '2015-09-03');
  assert.equal(date('٣', '٩', '٢٠١٥').values.birth.day, '2015-09-03');
  assert.equal(date('۳', '۹', '۲۰۱۵').values.birth.day, '2015-09-03');
  assert.equal(date('3', '', '2015').errors[0]?.message, 'Écrivez.');
  const message = (...typed: Parameters<typeof date>) => date(...typed).errors.map((one) => one.message);
  assert.deepEqual(message('3', '9', '15'), ['Écrivez l’année avec 4 chiffres.']);
  assert.deepEqual(message('31', '2', '2015'), ['Cette date n’existe pas. Vérifiez le jour, le mois et l’année.']);
  const wrong: readonly (readonly [string, string, string])[] = [
    ['31', '2', '2015'],
    ['3', '9', '15'],
    ['a', '9', '2015'],
    ['-3', '9', '2015'],
    ['3', '9', '0x7d'],
  ];
  for (const bad of wrong) {
    const { values, errors } = date(...bad);
    assert.equal(values.birth.day, undefined);
    assert.equal(errors.length, 1, bad.join(' '));
    assert.equal(values.birth.typed.month, bad[1]);
  }
});
