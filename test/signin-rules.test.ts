// How long a session lives, how many tries are borne, which passwords are taken, which addresses one may come back to.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { CivilDate } from '../src/kernel/civil-date.js';
import { href, internalPath } from '../src/routes.js';
import { commonPasswords, isCommonPassword } from '../src/signin/common-passwords.js';
import { knownDevice, rememberDevice } from '../src/signin/device.js';
import {
  guessingCeiling,
  isProofFresh,
  mustWriteSeen,
  networkOf,
  sessionDeath,
  tryLimits,
} from '../src/signin/rules.js';
import { passwordFault, passwordText } from '../src/signin/secret-rules.js';
import { makeDeps } from './harness.js';

const at = (minutes: number) => new Date(Date.UTC(2026, 8, 14, 8, minutes));

describe('a session', () => {
  const session = { kind: 'parent', createdAt: at(0), seenAt: at(0) } as const;
  it('of a parent ends after 30 minutes without use, of staff after 60', () => {
    assert.equal(sessionDeath(session, at(29.99)), undefined);
    assert.equal(sessionDeath(session, at(30)), 'idle');
    assert.equal(sessionDeath({ ...session, kind: 'staff' }, at(59)), undefined);
    assert.equal(sessionDeath({ ...session, kind: 'staff' }, at(60)), 'idle');
  });
  it('ends after 12 hours in all, however used', () => {
    for (const kind of ['parent', 'staff'] as const) {
      assert.equal(sessionDeath({ kind, createdAt: at(0), seenAt: at(719) }, at(719)), undefined);
      assert.equal(sessionDeath({ kind, createdAt: at(0), seenAt: at(719) }, at(720)), 'too_old');
    }
  });
  it('counts a proof as fresh for five minutes, and writes its use once a minute', () => {
    assert.ok(isProofFresh({ provedAt: at(0) }, at(4.99)));
    assert.ok(!isProofFresh({ provedAt: at(0) }, at(5)));
    assert.ok(!mustWriteSeen({ seenAt: at(0) }, at(0.99)));
    assert.ok(mustWriteSeen({ seenAt: at(0) }, at(1)));
  });
});

describe('guessing', () => {
  it('a letter code, by anyone from anywhere, in the 90 days of all letters, is under one in a million', () => {
    assert.ok(guessingCeiling(90, 3).chanceOfACode < 1e-6);
  });
  it('one account is under 100 tries in a row, and under 1,000 a day until then', () => {
    assert.equal(tryLimits.identifier.inARow, 100);
    assert.equal(guessingCeiling(90, 3).onOneAccount, 100);
    assert.ok(guessingCeiling(1, 3).onOneForgivenAccount < 1000);
  });
  it('one network is one subject', () => {
    assert.equal(networkOf('192.0.2.7'), '192.0.2.7');
    assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7');
    assert.equal(networkOf('2001:db8:0:1::2'), networkOf('2001:0db8:0000:0001:ffff::'));
    assert.notEqual(networkOf('2001:db8:0:1::2'), networkOf('2001:db8:0:2::2'));
    assert.equal(networkOf('::1'), '0:0:0:0');
    assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0');
  });
});

const known = {
  words: ['n.benali1234', 'Yanis', 'BENALI', 'Jean-Pierre', 'Collège Jean-Moulin', 'Bordeaux'],
  birthDates: ['2014-04-21' as CivilDate],
};
const faultOf = (password: string) => passwordFault(password, known, isCommonPassword);

describe('a new password', () => {
  it('has 12 to 128 code points, whatever they are', () => {
    assert.equal(faultOf('abcdefghijk'), 'too_short');
    assert.equal(faultOf('kjzvqhxwplmt'), undefined);
    assert.equal(faultOf('👪'.repeat(11)), 'too_short');
    assert.equal(faultOf('👪👩🏽‍🏫 أبجد hawaz'), undefined);
    assert.equal(faultOf('x7 '.repeat(42).slice(0, 128)), undefined);
    assert.equal(faultOf('x7 '.repeat(43).slice(0, 129)), 'too_long');
    assert.equal(faultOf('            '), undefined, 'no composition rule: unwise, yet not ours to refuse');
  });
  it('is none of the most common ones of that length, in any case', () => {
    assert.ok(commonPasswords().size > 3000);
    for (const common of ['qwertyqwerty', '123456789012', 'AdministraTOR', 'unbelievable'])
      assert.equal(faultOf(common), 'common', common);
  });
  it('is none of those that people here take first', () => {
    for (const common of ['motdepasse123', 'Mot de passe 2026', 'Azerty-123456', 'jetaime maman', 'Soleil soleil'])
      assert.equal(faultOf(common), 'common', common);
    for (const fine of ['maman fait des crêpes', 'motdepasse-orage-violet', 'soleil lune étoile'])
      assert.equal(faultOf(fine), undefined, fine);
  });
  it('is not made of what others know', () => {
    for (const made of [
      'n.benali1234',
      'N-Benali-1234',
      'yanisbenali2014',
      'Yanis.21/04/2014',
      'benali 21 4 14 benali',
      'JeanPierreBenali',
      'college jean moulin',
      'Bénàli bordeaux!!',
      'fratrie fratrie 12',
    ])
      assert.equal(faultOf(made), 'known_words', made);
    for (const fine of ['yanis mange des cerises', 'benali-Kq7zP3xV', '21042014-orage-violet', 'كلمة سر طويلة جدا'])
      assert.equal(faultOf(fine), undefined, fine);
  });
  it('is the same text however its accents were typed, and nothing else is changed', () => {
    assert.equal(passwordText('e\u0301te\u0301'), passwordText('été'));
    assert.notEqual(passwordText('Été'), passwordText('été'));
    assert.equal(passwordText('  deux  '), '  deux  ');
  });
  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => void faultOf(typed)));
  });
});

describe('a browser that has signed in before', async () => {
  const deps = await makeDeps();
  it('is known for its own accounts alone, the last four', () => {
    let cookie: string | undefined;
    for (const identifier of ['a', 'b', 'c', 'd', 'e']) cookie = rememberDevice(deps, cookie, identifier);
    assert.equal(knownDevice(deps, cookie, 'a'), undefined, 'the oldest of five is forgotten');
    for (const identifier of ['b', 'c', 'd', 'e']) assert.ok(knownDevice(deps, cookie, identifier) !== undefined);
    assert.equal(knownDevice(deps, cookie, 'f'), undefined);
    assert.equal(rememberDevice(deps, cookie, 'c'), cookie, 'known: unchanged');
  });
  it('cannot be made up', () => {
    const cookie = rememberDevice(deps, undefined, 'a');
    assert.equal(
      knownDevice(
        deps,
        cookie.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A')),
        'a',
      ),
      undefined,
    );
    for (const junk of ['', '~', 'x.y', '~'.repeat(5000)]) assert.equal(knownDevice(deps, junk, 'a'), undefined);
  });
});

describe('a way back', () => {
  it('is one of our own pages', () => {
    for (const path of ['/accueil', '/mon-compte/regrouper', '/ecole/comptes/12/casser'])
      assert.equal(internalPath(path), path);
  });
  it('is no other site, no token, no trick', () => {
    for (const path of [
      undefined,
      '',
      'accueil',
      '//evil.example',
      '/\\evil.example',
      'https://evil.example/accueil',
      '/accueil/../x',
      '/accueil?x=1',
      '/accueil\n',
      '/l/0123456789ABCDEFGHJKMNPQRS',
      '/mail/abc',
      '/ecole/inscription/abc',
    ])
      assert.equal(internalPath(path), undefined, String(path));
  });
  it('is written by href, its parameters encoded', () => {
    assert.equal(href('schoolAccount', { account: 'a/b?c' }), '/ecole/comptes/a%2Fb%3Fc');
    assert.equal(href('signIn', { motif: 'absent', retour: '/accueil' }), '/connexion?motif=absent&retour=%2Faccueil');
  });
});
