// What a letter says: every French word of it, and the strip that says in six languages that it matters.
import { frenchTypography } from '../i18n/french.js';
import { foldName, tidyText } from '../kernel/text.js';
import { townName } from '../people/rules.js';
import { printCode } from './rules.js';
const noBreak = '\u00a0';
const french = (text) => frenchTypography(text);
const bold = (text) => ({ bold: text });
const whole = (text) => text.replaceAll(' ', noBreak);
/** How a school of each kind is called in a sentence: itself, « à » it, and « Le collège » at its start. */
const nouns = {
    primary: { the: "l'école", atThe: "à l'école", start: "L'école" },
    college: { the: 'le collège', atThe: 'au collège', start: 'Le collège' },
    lycee: { the: 'le lycée', atThe: 'au lycée', start: 'Le lycée' },
    other: { the: "l'établissement", atThe: "à l'établissement", start: "L'établissement" },
};
/**
 * A name on paper: spaces tidied, no sign that cannot be seen (some turn the line around), and places to break a word
 * that is wider than its box.
 */
function shownName(name) {
    const visible = tidyText(name.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' '));
    return visible.replace(/[^\s-]{25,}/gu, (word) => word.replace(/.{16}(?=.)/gu, '$&\u200b'));
}
/** « Camille MARTIN »: the first of several given names, the family name in capitals. */
export function personName({ firstName, familyName }) {
    const given = shownName(firstName.split(',')[0] ?? '');
    return `${given} ${shownName(familyName).toLocaleUpperCase('fr')}`.trim();
}
/** « Mme Camille MARTIN », the civility kept on the line of the first name. */
export function guardianName(guardian) {
    return guardian.civility === null ? personName(guardian) : `${guardian.civility}${noBreak}${personName(guardian)}`;
}
/** French numbers in pairs; others as they were given. No blank of it breaks a line. */
export function printPhone(phone) {
    const digits = phone.replace(/[\s.\-/()\u00a0\u202f]/g, '');
    const pairs = /^0\d{9}$/.test(digits) ? digits.replace(/(\d\d)(?=\d)/g, '$1 ') : shownName(phone);
    return whole(pairs);
}
// The window's box holds no more; the whole name stands below, for whom the letter is.
const longestInWindow = 80;
const cutShort = (name) => name.length <= longestInWindow ? name : `${name.slice(0, longestInWindow).trimEnd()}…`;
function addressLines({ addressLines: given, town }) {
    const lines = given.split('\n').map(shownName);
    const key = foldName(townName(shownName(town)));
    const told = lines.some((line) => ` ${foldName(line)} `.includes(` ${key} `));
    return [...lines, ...(told ? [] : [shownName(town)])].filter((line) => line !== '');
}
const longDay = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', dateStyle: 'full' });
/** « mardi 1er décembre 2026 », with the er raised; without the day of the week when `weekday` is false. */
export function printDay(day, weekday) {
    const parts = longDay.formatToParts(new Date(`${day}T00:00:00Z`));
    const part = (type) => parts.find((one) => one.type === type)?.value ?? '';
    const start = `${weekday ? `${part('weekday')} ` : ''}${part('day')}`;
    const end = `${noBreak}${part('month')} ${part('year')}`;
    return part('day') === '1' ? [start, { raised: 'er' }, end] : [start + end];
}
/** « c.martin4827 » in groups: the name, then its digits by four. */
export function identifierGroups(identifier) {
    const digits = /\d*$/.exec(identifier)?.[0] ?? '';
    const name = identifier.slice(0, identifier.length - digits.length);
    return [name, ...(digits.match(/\d{1,4}/g) ?? [])].filter((group) => group !== '');
}
function childrenRuns(children) {
    const named = children.map((child) => {
        const division = shownName(child.division ?? '');
        return [bold(personName(child)), ...(division === '' ? [] : [` (${whole(division)})`])];
    });
    return named.flatMap((runs, index) => {
        if (index === 0)
            return runs;
        return [index === named.length - 1 ? ' et ' : ', ', ...runs];
    });
}
/** The address that the QR opens: in capitals, so that it fits a small square (alphanumeric mode). */
export function qrAddress(publicUrl, token) {
    return `${publicUrl.toUpperCase()}/L/${token}`;
}
/** Puts a letter into words. */
export function writeLetter(content) {
    const { school } = content;
    const noun = nouns[school.kind];
    const phone = printPhone(school.phone);
    const hours = shownName(school.openingHours);
    const site = content.publicUrl.replace(/^https?:\/\//, '');
    const town = townName(shownName(school.town));
    const division = shownName(content.children[0]?.division ?? '');
    const recipient = guardianName(content.guardian);
    const say = (text) => frenchTypography(text);
    return {
        school: {
            name: shownName(school.name),
            lines: [...addressLines(school), ...(phone === '' ? [] : [say(`Tél. : ${phone}`)])],
        },
        scan: {
            first: say('Le plus simple :'),
            rest: say("visez ce carré avec l'appareil photo de votre téléphone."),
        },
        qrAddress: qrAddress(content.publicUrl, content.token),
        qrAlternative: 'Carré à viser avec un téléphone. Il ouvre la page de votre compte.',
        dated: [town === '' ? 'Le ' : `${town}, le `, ...printDay(content.issued, false)],
        numbered: whole(`Lettre n° ${content.number}`),
        window: { name: cutShort(recipient), class: division === '' ? '' : say(`Classe : ${whole(division)}`) },
        title: 'Votre compte Fratrie est prêt',
        holder: [french('Ce compte est pour vous seulement : '), bold(recipient), '.'],
        children: [french('Avec Fratrie, vous suivez la scolarité de : '), ...childrenRuns(content.children), '.'],
        labels: { site: 'Site Internet', identifier: 'Identifiant', code: 'Code', lastDay: 'Dernier jour' },
        site,
        identifier: identifierGroups(content.identifier),
        code: printCode(content.code),
        lastDay: printDay(content.lastDay, true),
        after: 'Après, demandez une autre lettre.',
        opening: {
            title: 'Ouvrir votre compte',
            steps: [
                say("Visez le carré, ou allez sur le site avec l'identifiant et le code."),
                say("Donnez la date de naissance d'un de vos enfants."),
                say("Choisissez votre mot de passe. C'est fini !"),
            ],
        },
        grouping: {
            title: say('Vous avez déjà un compte ?'),
            text: [
                french("Gardez-le. Connectez-vous à ce compte. Touchez « Ajouter un enfant ». Tapez l'identifiant et le code de cette lettre. "),
                bold('Tous vos enfants seront ensemble.'),
                french(" L'identifiant de cette lettre ne servira plus."),
            ],
        },
        questions: {
            call: say(phone === '' ? `Une question ? Demandez ${noun.atThe}.` : `Une question ? Appelez ${noun.the} : ${phone}`),
            hours: hours === '' ? '' : say(`(${hours})`),
            cases: [
                {
                    title: say("Ce n'est pas votre enfant ?"),
                    text: say(`N'utilisez pas le code. ${phone === '' ? 'Prévenez' : 'Appelez'} ${noun.the}.`),
                },
                { title: say("Pas d'Internet à la maison ?"), text: say(`${noun.start} peut vous aider.`) },
            ],
        },
        privacy: say(`Ne donnez ce code à personne, même à votre enfant. L'école ne le demande jamais. Vos données servent seulement à la scolarité. Vos droits : ${site}/donnees`),
    };
}
