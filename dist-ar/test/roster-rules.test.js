import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { academyScope, levelOfAafLink, levelOfNiveau, levelOfRespLegal, readCivility, readKinship, schoolKind, schoolName, } from '../src/roster/codes.js';
import { cleanCode, cleanText, entitles, hasCheckLetter, hasLeft, isIneDoubtful, isOlder, nameFault, readBirthDate, readDay, readPhone, readTimestamp, tooManyEndings, uaiFault, } from '../src/roster/rules.js';
const noCodes = new Set();
const paris = 'Europe/Paris';
describe('codes of the registers', () => {
    it('father and mother change places between the generations', () => {
        assert.deepEqual(readKinship('1', noCodes), { code: '20', generation: 'old' });
        assert.deepEqual(readKinship('2', noCodes), { code: '10', generation: 'old' });
        assert.deepEqual(readKinship('02', noCodes), { code: '10', generation: 'old' });
        assert.deepEqual(readKinship('10', noCodes), { code: '10', generation: 'new' });
        assert.deepEqual(readKinship('20', noCodes), { code: '20', generation: 'new' });
    });
    it('a code that only the delivery’s own list knows is known', () => {
        assert.equal(readKinship('88', noCodes).generation, 'unknown');
        assert.equal(readKinship('88', new Set(['88'])).generation, 'new');
        assert.equal(readKinship('', new Set([''])).generation, 'unknown');
    });
    it('reads the level by the generation of the kinship code', () => {
        assert.deepEqual(['0', '1', '2', '3'].map(levelOfRespLegal), ['contact', 'legal', 'legal', undefined]);
        assert.deepEqual(['0', '1', '2', '3'].map(levelOfNiveau), [undefined, 'legal', 'in_charge', 'contact']);
        assert.equal(levelOfAafLink('2', 'old'), 'legal');
        assert.equal(levelOfAafLink('2', 'new'), 'in_charge');
        assert.equal(levelOfAafLink('1', 'new'), 'legal');
        assert.equal(levelOfAafLink('0', 'new'), 'contact');
        assert.equal(levelOfAafLink('x', 'new'), undefined);
    });
    it('only legal representatives are entitled, never the pupil himself nor child welfare', () => {
        assert.equal(entitles({ level: 'legal', kinship: '10' }), true);
        assert.equal(entitles({ level: 'legal', kinship: '70' }), false);
        assert.equal(entitles({ level: 'legal', kinship: '51' }), false);
        assert.equal(entitles({ level: 'in_charge', kinship: '42' }), false);
        assert.equal(entitles({ level: 'contact', kinship: '20' }), false);
    });
    it('knows every writing of a civility', () => {
        for (const text of ['M.', 'M', 'Mr', 'MONSIEUR'])
            assert.equal(readCivility(text), 'M.');
        for (const text of ['MME', 'Mme.', 'Mlle', 'MLLE', 'Madame'])
            assert.equal(readCivility(text), 'Mme');
        assert.equal(readCivility('Dr'), null);
    });
    it('two writings of one académie give one scope', () => {
        assert.equal(academyScope('04', 'BORDEAUX'), academyScope('', 'Académie de Bordeaux'));
        assert.equal(academyScope('', 'ORLEANS-TOURS'), '18');
        assert.equal(academyScope('', 'DAVOS'), 'DAVOS');
        assert.equal(academyScope('', ''), '0');
    });
    it('reads the kind and the name of a school', () => {
        assert.equal(schoolKind('COLLEGE'), 'college');
        assert.equal(schoolKind('LYCEE PROFESSIONNEL'), 'lycee');
        assert.equal(schoolKind('ECOLE MATERNELLE'), 'primary');
        assert.equal(schoolKind('INSPECTIONS ACADEMIQUES'), 'other');
        assert.equal(schoolName('CLG-JEAN ZAY-ac-BORDEAUX'), 'Collège JEAN ZAY');
        assert.equal(schoolName('D.E.E.E.-DU ac-test'), 'D.E.E.E.-DU ac-test');
    });
});
describe('identifiers', () => {
    it('the last letter of a school code checks its digits', () => {
        assert.equal(uaiFault('0330001X'), null);
        assert.equal(uaiFault('0330001A'), 'check_letter');
        assert.equal(uaiFault('123ABC'), 'shape');
        assert.equal(uaiFault('00000001'), 'shape');
        assert.equal(uaiFault(''), 'unusable');
        assert.equal(uaiFault('../X'), 'unusable');
    });
    it('exactly one letter fits a number', () => {
        fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999 }), (number) => {
            const digits = String(number).padStart(7, '0');
            const fitting = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((letter) => hasCheckLetter(digits + letter));
            assert.equal(fitting.length, 1);
        }));
    });
    it('a national number has one of two shapes', () => {
        assert.equal(isIneDoubtful('123456789AB'), false);
        assert.equal(isIneDoubtful('0000000001B'), false);
        assert.equal(isIneDoubtful('0000000001C'), true);
        assert.equal(isIneDoubtful('00000000123'), true);
    });
});
describe('texts', () => {
    it('are trimmed, composed and freed from signs that turn or hide', () => {
        assert.equal(cleanText(' \u00a0Zo\u0065\u0301  \u202eMARTIN\u200b '), 'Zo\u00e9 MARTIN');
        assert.equal(cleanText('نور\u200cا'), 'نور\u200cا', 'the joiner that Persian needs stays');
        assert.equal(cleanText('MARTIN'), 'MARTIN');
    });
    it('cleaning twice is cleaning once', () => {
        fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
            assert.equal(cleanText(cleanText(text)), cleanText(text));
        }));
    });
    it('blanks inside a division count, those at its end do not', () => {
        assert.equal(cleanCode('3 2  '), '3 2');
        assert.equal(cleanCode('3  2'), '3  2');
    });
    it('a name may be strange, undecodable or too long', () => {
        for (const name of ["D'ALMEIDA", 'Zoé-Cœline', 'N’Guyễn', 'Jean Pierre', ''])
            assert.equal(nameFault(name), null);
        for (const name of ['DUPR?', 'DUPONT2', 'DUP\u0085'])
            assert.equal(nameFault(name), 'suspect');
        assert.equal(nameFault('DUPR\ufffd'), 'undecodable');
        assert.equal(nameFault('A'.repeat(201)), 'too_long');
    });
});
describe('phones', () => {
    it('become E.164', () => {
        for (const text of [
            '0639981001',
            '06 39 98 10 01',
            '+33639981001',
            '+33 6 39 98 10 01',
            '+33 (0)6.39.98.10.01',
            '0033639981001',
        ])
            assert.deepEqual(readPhone(text), { phone: '+33639981001', valid: true }, text);
        assert.deepEqual(readPhone('+41 22 555 12 34'), { phone: '+41225551234', valid: true });
    });
    it('may be missing, or impossible', () => {
        for (const text of ['', '0000000000', '12345', '+33'])
            assert.deepEqual(readPhone(text), { phone: null, valid: true }, text);
        for (const text of ['+33 0 00 11 22 33', '063998100', '+33 12', 'appeler le soir 123456'])
            assert.equal(readPhone(text).phone, null, text);
        assert.equal(readPhone('+33 0 00 11 22 33').valid, false);
    });
    it('never give anything but E.164', () => {
        fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'+0123456789 .-()/x') }), (text) => {
            const { phone } = readPhone(text);
            if (phone !== null)
                assert.match(phone, /^\+[1-9]\d{6,14}$/);
        }));
    });
});
describe('days', () => {
    it('are read as the registers write them', () => {
        assert.equal(readDay('04/09/2026'), '2026-09-04');
        assert.equal(readDay('2026-09-04'), '2026-09-04');
        for (const text of ['30/02/2014', '4/9/2026', '04-09-2026', ''])
            assert.equal(readDay(text), undefined, text);
    });
    it('a birth date lies between 1900 and this year', () => {
        const today = '2026-09-14';
        assert.equal(readBirthDate('31/12/2026', today), '2026-12-31');
        assert.equal(readBirthDate('01/01/2027', today), undefined);
        assert.equal(readBirthDate('31/12/1899', today), undefined);
    });
    it('a time stamp is of the network’s time zone, in summer and in winter', () => {
        assert.equal(readTimestamp('04/09/2026 09:10:00', paris)?.toISOString(), '2026-09-04T07:10:00.000Z');
        assert.equal(readTimestamp('04/01/2026 09:10:00', paris)?.toISOString(), '2026-01-04T08:10:00.000Z');
        assert.equal(readTimestamp('29/03/2026 03:30:00', paris)?.toISOString(), '2026-03-29T01:30:00.000Z');
        assert.equal(readTimestamp('04/09/2026', paris)?.toISOString(), '2026-09-03T22:00:00.000Z');
        assert.equal(readTimestamp('04/09/2026 25:00:00', paris), undefined);
        assert.equal(readTimestamp('hier', paris), undefined);
    });
    it('a pupil has left on his exit day', () => {
        const day = (text) => text;
        assert.equal(hasLeft(day('2026-09-04'), day('2026-09-04')), true);
        assert.equal(hasLeft(day('2026-09-05'), day('2026-09-04')), false);
        assert.equal(hasLeft(undefined, day('2026-09-04')), false);
    });
});
describe('the guards of a delivery', () => {
    it('a tenth may leave, not more', () => {
        assert.equal(tooManyEndings(100, 10), false);
        assert.equal(tooManyEndings(100, 11), true);
        assert.equal(tooManyEndings(0, 0), false);
        assert.equal(tooManyEndings(3, 1), true);
    });
    it('an export is older by its instant, or by its day when it says no more', () => {
        const at = (text) => new Date(text);
        assert.equal(isOlder(at('2026-09-04T07:00:00Z'), at('2026-09-04T07:00:01Z'), paris), true);
        assert.equal(isOlder(at('2026-09-04T07:00:01Z'), at('2026-09-04T07:00:00Z'), paris), false);
        // Midnight in Paris is how a day alone is read.
        assert.equal(isOlder(at('2026-09-03T22:00:00Z'), at('2026-09-04T07:00:00Z'), paris), false);
        assert.equal(isOlder(at('2026-09-02T22:00:00Z'), at('2026-09-04T07:00:00Z'), paris), true);
    });
    it('nothing is older than itself', () => {
        fc.assert(fc.property(fc.date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2100-01-01') }), (instant) => {
            assert.equal(isOlder(instant, instant, paris), false);
        }));
    });
});
