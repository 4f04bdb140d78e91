import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalIdentifier, composeIdentifier, identifierDigits } from '../src/accounts/rules.js';
test('an identifier is initial, dot, used name folded to 12 letters, digits', () => {
    const compose = (firstName, usedName) => composeIdentifier({ firstName, usedName }, '4827');
    assert.equal(compose('Claude', 'MARTIN'), 'c.martin4827');
    assert.equal(compose('Élodie', 'N’Guyen-Lœwe'), 'e.nguyenloewe4827');
    assert.equal(compose('Øystein', 'Łukaszewicz'), 'o.lukaszewicz4827');
    assert.equal(compose('Marie', 'DE LA ROCHEFOUCAULD'), 'm.delarochefou4827');
    assert.equal(compose('李', '王'), 'x.compte4827');
    assert.equal(compose('', ''), 'x.compte4827');
});
test('every composed identifier is already in its canonical form', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (firstName, usedName) => {
        const identifier = composeIdentifier({ firstName, usedName }, '0042');
        assert.match(identifier, /^[a-z]\.[a-z]{1,12}0042$/);
        assert.equal(canonicalIdentifier(identifier), identifier);
    }));
});
test('the digits keep their leading zeros and come from the whole of the four bytes', () => {
    assert.equal(identifierDigits(4, Uint8Array.of(0, 0, 0, 7)), '0007');
    assert.equal(identifierDigits(6, Uint8Array.of(0xff, 0xff, 0xff, 0xff)), '967295');
    assert.equal(identifierDigits(4, Uint8Array.of(9, 0, 0, 0, 7).subarray(1)), '0007');
});
