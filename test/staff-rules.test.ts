// Roles, security codes and the seal on their secrets.
import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { test } from 'node:test';
import { parseMailAddress } from '../src/kernel/mail-address.js';
import { parseSecurityCode } from '../src/signin/factor-rules.js';
import { openSecret, sealSecret } from '../src/signin/seal.js';
import { offeredSecret, secretToScan, stepOfCode } from '../src/signin/totp.js';
import { may } from '../src/staff/rights-rules.js';
import { decideRoleChange, type Post, postAtWork, staffRoles } from '../src/staff/rules.js';

const key = createSecretKey(Buffer.alloc(32, 7));

test('a reader only looks', () => {
  assert.deepEqual(
    staffRoles.filter((role) => may(role, 'make_letter')),
    ['head', 'secretary'],
  );
  assert.ok(may('reader', 'read_desk'));
  assert.ok(!may('operator', 'read_desk') && !may('head', 'read_network'));
});

test('a role is added, changed, or there already', () => {
  assert.equal(decideRoleChange(undefined, 'reader'), 'added');
  assert.equal(decideRoleChange('reader', 'head'), 'changed');
  assert.equal(decideRoleChange('head', 'head'), 'unchanged');
});

test('a person works for the school he chose while he has it, else for his only one, else for none yet', () => {
  const post = (schoolUai: string): Post => ({
    schoolUai,
    schoolName: '',
    schoolKind: 'college',
    schoolTown: '',
    role: 'reader',
  });
  const [one, other] = [post('0330001X'), post('0330002Y')];
  assert.equal(postAtWork([one, other], '0330002Y'), other);
  assert.equal(postAtWork([one, other], null), undefined);
  assert.equal(postAtWork([one], '0330002Y'), one, 'the school that was chosen is lost');
  assert.equal(postAtWork([], '0330001X'), undefined);
});

test('a code is six digits, blanks, dashes and other figures read', () => {
  for (const typed of ['123456', ' 123 456', '123-456', '１２３４５６', '١٢٣٤٥٦', '۱۲۳۴۵۶'])
    assert.equal(parseSecurityCode(typed), '123456', typed);
  for (const typed of ['', '12345', '1234567', '12345a', '123456'.padEnd(40), '-123456-'.repeat(9)])
    assert.equal(parseSecurityCode(typed), undefined, typed);
});

test('a code is good one step before and after its own, and tells its step', () => {
  // RFC 6238, appendix B: at 59 s the eight digits are 94287082.
  const secret = Buffer.from('12345678901234567890');
  const at = (seconds: number) => new Date(seconds * 1000);
  assert.equal(stepOfCode(secret, '287082', at(59)), 1);
  assert.equal(stepOfCode(secret, '287082', at(0)), 1, 'a telephone half a minute ahead');
  assert.equal(stepOfCode(secret, '287082', at(89)), 1, 'a telephone half a minute late');
  assert.equal(stepOfCode(secret, '287082', at(90)), undefined);
  assert.equal(stepOfCode(secret, '287083', at(59)), undefined);
});

test('a seal opens for its person and its key alone, whole', () => {
  const secret = Buffer.from('a secret of the desk');
  const seal = sealSecret(key, 'staff_totp', 12, secret, Buffer.alloc(12, 3));
  assert.deepEqual(openSecret(key, 'staff_totp', 12, seal), secret);
  assert.ok(!seal.includes(secret));
  assert.throws(() => openSecret(key, 'staff_totp', 13, seal));
  assert.throws(() => openSecret(createSecretKey(Buffer.alloc(32, 8)), 'staff_totp', 12, seal));
  for (const place of [0, 12, 28, seal.length - 1]) {
    const bent = Buffer.from(seal);
    bent[place] = (bent[place] ?? 0) ^ 1;
    assert.throws(() => openSecret(key, 'staff_totp', 12, bent), `byte ${place}`);
  }
  assert.throws(() => openSecret(key, 'staff_totp', 12, seal.subarray(0, 20)));
});

test('an enrolment link offers its own secret, the same at each opening', () => {
  const one = offeredSecret(key, 'a-token');
  assert.equal(one.length, 20);
  assert.deepEqual(offeredSecret(key, 'a-token'), one);
  assert.notDeepEqual(offeredSecret(key, 'another'), one);
  assert.notDeepEqual(offeredSecret(createSecretKey(Buffer.alloc(32, 8)), 'a-token'), one);
  const { text, address } = secretToScan(one, 'sophie@exemple.fr', 'Réseau d’ici');
  assert.match(text, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  const url = new URL(address);
  assert.equal(url.protocol, 'otpauth:');
  assert.equal(url.searchParams.get('secret'), text.replaceAll(' ', ''));
  assert.equal(url.searchParams.get('issuer'), 'Réseau d’ici');
});

test('a mail address is read, or is none', () => {
  assert.equal(parseMailAddress(' Sophie.Lopez+ecole@exemple.fr '), 'Sophie.Lopez+ecole@exemple.fr');
  assert.equal(parseMailAddress('sophie@collège.exemple.fr'), 'sophie@collège.exemple.fr');
  for (const typed of [
    '',
    'sophie',
    'sophie@exemple',
    '@exemple.fr',
    'a@b@c.fr',
    'a b@c.fr',
    'a@c.fr\r\nBcc: d@e.fr',
    'a@c..fr',
  ])
    assert.equal(parseMailAddress(typed), undefined, typed);
  assert.equal(parseMailAddress(`${'a'.repeat(65)}@c.fr`), undefined);
});
