import { makeCode, makeToken } from '../src/letters/rules.js';
export const child = (firstName, familyName, division) => ({
    firstName,
    familyName,
    division,
});
/** The letter of the sketch, with what the test changes of it. */
export function letterOf(changed = {}) {
    return {
        school: {
            name: 'Collège Jean-Moulin',
            kind: 'college',
            addressLines: '12 rue des Tilleuls\n33700 Mérignac',
            town: 'Mérignac',
            phone: '0556000000',
            openingHours: '8 h – 17 h',
        },
        guardian: { civility: 'Mme', firstName: 'Camille', familyName: 'MARTIN' },
        children: [child('Dylan', 'MARTIN', '6e B'), child('Inès', 'MARTIN', '4e A')],
        identifier: 'c.martin4827',
        code: makeCode(Uint8Array.of(1, 2, 3, 4, 5, 6, 7)),
        token: makeToken(Uint8Array.from({ length: 16 }, (_, at) => at * 17)),
        publicUrl: 'https://fratrie.exemple.fr',
        number: '2026-0417',
        issued: '2026-09-02',
        lastDay: '2026-12-01',
        ...changed,
    };
}
const long = 'de la Rochefoucauld-Montmorency';
const manyFirstNames = ['Maximilien-Alexandre', 'Anne-Charlotte', 'Jean-Baptiste', 'Marie-Antoinette', 'Constance'];
/** `count` children with the longest names that a register is likely to hold. */
export function longNamedChildren(count) {
    return Array.from({ length: count }, (_, at) => child(manyFirstNames[at % manyFirstNames.length] ?? '', long, `${(at % 4) + 3}EME ${at + 1}`));
}
