import assert from 'node:assert/strict';
import { createHmac, createSecretKey } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { codeBytes, decideLetter, endOfLetter, lastDayOf, makeCode, makeToken, printCode, readCode, readToken, tokenBytes, } from '../src/letters/rules.js';
import { hashLetterToken } from '../src/letters/secrets.js';
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codes = fc.uint8Array({ minLength: codeBytes, maxLength: codeBytes }).map(makeCode);
const tokens = fc.uint8Array({ minLength: tokenBytes, maxLength: tokenBytes }).map(makeToken);
const day = (text) => text;
test('a code is what its bytes say, in twelve signs', () => {
    // All 55 bits at zero, and at one: check signs worked out apart, from the definition of ISO 7064 MOD 33,32.
    assert.equal(makeCode(new Uint8Array(7)), '000000000002');
    assert.equal(printCode(makeCode(new Uint8Array(7).fill(255))), 'ZZZZ-ZZZZ-ZZZ4');
    assert.throws(() => makeCode(new Uint8Array(6)), RangeError);
});
test('every bit of the 55 counts, and every bit of a token', () => {
    const distinct = (length, make, from) => {
        const made = new Set();
        for (let bit = from; bit < length * 8; bit += 1) {
            const bytes = new Uint8Array(length);
            bytes[bit >> 3] = 128 >> (bit & 7);
            made.add(make(bytes));
        }
        return made.size;
    };
    assert.equal(distinct(codeBytes, makeCode, 1), 55);
    assert.equal(distinct(tokenBytes, makeToken, 0), 128);
});
test('a code is read back however it is typed', () => {
    const arabic = (text, zero) => text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
    const fullWidth = (text) => text.replace(/[!-~]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
    const slips = [
        (text) => text,
        (text) => text.replaceAll('-', ''),
        (text) => text.replaceAll('-', ' '),
        (text) => `  ${text.replaceAll('-', ' – ')}\t`,
        (text) => text.replaceAll('-', '\u2011'),
        (text) => text.replaceAll('-', '\u2212'),
        (text) => [...text].join('\u202f'),
        (text) => `\u200e${text}\ufeff`,
        (text) => text.toLowerCase(),
        (text) => text.replaceAll('0', 'o').replaceAll('1', 'l'),
        (text) => text.replaceAll('0', 'O').replaceAll('1', 'I'),
        (text) => text.replaceAll('1', 'ı'),
        (text) => text.replaceAll('1', 'İ'),
        (text) => arabic(text, 0x0660),
        (text) => arabic(text, 0x06f0),
        fullWidth,
    ];
    fc.assert(fc.property(codes, fc.constantFrom(...slips), (code, slip) => {
        assert.deepEqual(readCode(slip(printCode(code))), { ok: true, value: code });
    }), { numRuns: 2000 });
});
test('one wrong sign is always a typo', () => {
    fc.assert(fc.property(codes, fc.nat(11), fc.integer({ min: 1, max: 31 }), (code, at, shift) => {
        const wrong = signs[(signs.indexOf(code[at] ?? '') + shift) % 32];
        assert.deepEqual(readCode(code.slice(0, at) + wrong + code.slice(at + 1)), { ok: false, why: 'typo' });
    }), { numRuns: 5000 });
    assert.deepEqual(readCode('U00000000002'), { ok: false, why: 'typo' });
});
test('a swap of neighbours is nearly always a typo', () => {
    let swaps = 0;
    let missed = 0;
    fc.assert(fc.property(codes, fc.nat(10), (code, at) => {
        const swapped = `${code.slice(0, at)}${code[at + 1]}${code[at]}${code.slice(at + 2)}`;
        if (swapped === code)
            return;
        swaps += 1;
        if (readCode(swapped).ok)
            missed += 1;
    }), { numRuns: 5000, seed: 7 });
    assert.ok(missed / swaps < 0.005, `${missed} of ${swaps} swaps missed`);
});
test('another shape is not a code', () => {
    for (const typed of ['', 'ABCD', '00000000000', '0000000000020', 'mot de passe!', '0000_0000_0002', 'é'.repeat(12)])
        assert.deepEqual(readCode(typed), { ok: false, why: 'not_a_code' }, typed);
    assert.deepEqual(readCode(`${' '.repeat(60)}000000000002`), { ok: false, why: 'not_a_code' });
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
        const read = readCode(typed);
        if (read.ok)
            assert.match(read.value, /^[0-9A-HJKMNP-TV-Z]{12}$/);
    }));
});
test('a token is read in either case and nothing else is', () => {
    fc.assert(fc.property(tokens, (token) => {
        assert.equal(token.length, 26);
        assert.equal(readToken(token), token);
        assert.equal(readToken(token.toLowerCase()), token);
    }));
    assert.equal(makeToken(new Uint8Array(16).fill(255)), `7${'Z'.repeat(25)}`);
    for (const given of [
        '',
        '0'.repeat(25),
        '0'.repeat(27),
        `8${'0'.repeat(25)}`,
        `0${'O'.repeat(25)}`,
        `0${'\u017f'.repeat(25)}`,
        `0${'\u212a'.repeat(25)}`,
        `${'0'.repeat(26)}\n`,
    ])
        assert.equal(readToken(given), undefined, JSON.stringify(given));
});
test('a token is stored as an HMAC that no other purpose gives', () => {
    const token = makeToken(new Uint8Array(16).fill(1));
    const key = createSecretKey(Buffer.alloc(32, 9));
    const keys = { audit: key, token: key, csrf: key, seal: key, throttle: key };
    const stored = hashLetterToken(keys, token);
    assert.equal(stored.length, 32);
    assert.notDeepEqual(stored, createHmac('sha256', key).update(token).digest());
    assert.notDeepEqual(stored, hashLetterToken({ ...keys, token: createSecretKey(Buffer.alloc(32, 8)) }, token));
});
test('a letter lives ninety days, the last one included', () => {
    const lastDay = lastDayOf(day('2026-09-02'), 90);
    assert.equal(lastDay, '2026-12-01');
    const letter = { usedAt: null, replacedAt: null, diedAt: null, lastDay };
    assert.equal(endOfLetter(letter, day('2026-12-01')), undefined);
    assert.equal(endOfLetter(letter, day('2026-12-02')), 'expired');
    const then = new Date('2026-09-03T08:00:00Z');
    assert.equal(endOfLetter({ ...letter, usedAt: then }, day('2026-09-03')), 'used');
    assert.equal(endOfLetter({ ...letter, replacedAt: then }, day('2026-09-03')), 'replaced');
    assert.equal(endOfLetter({ ...letter, diedAt: then }, day('2026-09-03')), 'dead');
});
test('who gets a letter', () => {
    const run = { named: false, reissue: false };
    const child = { hasLiveLetter: false, birthDateKnown: [true] };
    const decided = (candidate, asked = run) => {
        const outcome = decideLetter(candidate, asked);
        return outcome.ok ? outcome.value : outcome.why;
    };
    assert.equal(decided({ ...child, state: 'to_activate' }), 'activation');
    assert.equal(decided({ ...child, state: 'asleep' }), 'activation');
    assert.equal(decided({ ...child, state: 'active' }), 'active');
    assert.equal(decided({ ...child, state: 'active' }, { ...run, reissue: true }), 'active');
    assert.equal(decided({ ...child, state: 'active' }, { ...run, named: true }), 'recovery');
    for (const state of ['frozen', 'suspended', 'closed'])
        assert.equal(decided({ ...child, state }, { named: true, reissue: true }), state);
    const live = { ...child, state: 'to_activate', hasLiveLetter: true };
    assert.equal(decided(live), 'has_live_letter');
    assert.equal(decided(live, { ...run, named: true }), 'has_live_letter');
    assert.equal(decided(live, { ...run, reissue: true }), 'activation');
    assert.equal(decided({ ...child, state: 'to_activate', birthDateKnown: [] }), 'no_child');
    assert.equal(decided({ ...child, state: 'to_activate', birthDateKnown: [false, false] }), 'no_birth_date');
    assert.equal(decided({ ...child, state: 'to_activate', birthDateKnown: [false, true] }), 'activation');
});
