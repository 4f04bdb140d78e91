// What a letter says: every French word of it; beside it the strip that says in six languages that it matters.
import { frenchTypography } from '../i18n/french.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { Locale } from '../kernel/locale.js';
import { foldName, tidyText } from '../kernel/text.js';
import { type Civility, type SchoolKind, townName } from '../people/rules.js';
import { ownWords } from './own-words.js';
import { type LetterCode, type LetterToken, printCode } from './rules.js';
import { type SecondPage, writeSecondPage } from './second-page.js';

export type LetterPerson = { readonly firstName: string; readonly familyName: string };
export type LetterChild = LetterPerson & { readonly division: string | null };

export type LetterSchool = {
  readonly name: string;
  readonly kind: SchoolKind;
  /** Lines parted by line feeds, with the town's or without. */
  readonly addressLines: string;
  /** Registers write « Mérignac », or « 33700 MÉRIGNAC CEDEX ». */
  readonly town: string;
  /** Empty when not known. */
  readonly phone: string;
  readonly openingHours: string;
  /** What the school adds, and who signs it. */
  readonly letterNote?: string;
  readonly letterSignature?: string;
};

/** Everything that one letter tells, secrets included: it lives in memory until the letter is on paper. */
export type LetterContent = {
  readonly school: LetterSchool;
  readonly guardian: LetterPerson & { readonly civility: Civility | null };
  /** At least one; the first is the one who carries the letter home. */
  readonly children: readonly LetterChild[];
  readonly identifier: string;
  /** That the account's owner chose; a second page speaks it. */
  readonly language?: Locale | null;
  readonly code: LetterCode;
  readonly token: LetterToken;
  /** The installation's public address, without a slash at its end. */
  readonly publicUrl: string;
  readonly number: string;
  readonly issued: CivilDate;
  readonly lastDay: CivilDate;
};

/** A piece of text: plain, bold, or raised as the er of 1er. */
export type Run = string | { readonly bold: string } | { readonly raised: string };

/** A letter as letter.typ draws it: words only, in the order in which they are read. */
export type LetterSheet = {
  readonly school: { readonly name: string; readonly lines: readonly string[] };
  readonly scan: { readonly first: string; readonly rest: string };
  readonly qrAddress: string;
  readonly qrAlternative: string;
  readonly dated: readonly Run[];
  readonly numbered: string;
  readonly window: { readonly name: string; readonly class: string };
  readonly title: string;
  readonly holder: readonly Run[];
  readonly children: readonly Run[];
  readonly labels: {
    readonly site: string;
    readonly identifier: string;
    readonly code: string;
    readonly lastDay: string;
  };
  readonly site: string;
  /** In groups, parted on paper by a gap that is not a sign. */
  readonly identifier: readonly string[];
  readonly code: string;
  readonly lastDay: readonly Run[];
  readonly after: string;
  readonly opening: { readonly title: string; readonly steps: readonly string[] };
  readonly grouping: { readonly title: string; readonly text: readonly Run[] };
  readonly questions: {
    readonly call: string;
    readonly hours: string;
    readonly cases: readonly { readonly title: string; readonly text: string }[];
  };
  readonly privacy: string;
  /** The same in the reader's language, on a page of its own. */
  readonly second: SecondPage | null;
  readonly phone: string;
};

const noBreak = '\u00a0';
const french = (text: string): Run => frenchTypography(text);
const bold = (text: string): Run => ({ bold: text });
const whole = (text: string): string => text.replaceAll(' ', noBreak);

/** How a school of each kind is called in a sentence: itself, « à » it, and « Le collège » at its start. */
const nouns: Readonly<Record<SchoolKind, { readonly the: string; readonly atThe: string; readonly start: string }>> = {
  primary: { the: "l'école", atThe: "à l'école", start: "L'école" },
  college: { the: 'le collège', atThe: 'au collège', start: 'Le collège' },
  lycee: { the: 'le lycée', atThe: 'au lycée', start: 'Le lycée' },
  other: { the: "l'établissement", atThe: "à l'établissement", start: "L'établissement" },
};

/**
 * A name on paper: spaces tidied, no sign that cannot be seen (some turn the line around), and places to break a word
 * that is wider than its box.
 */
function shownName(name: string): string {
  const visible = tidyText(name.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' '));
  return visible.replace(/[^\s-]{25,}/gu, (word) => word.replace(/.{16}(?=.)/gu, '$&\u200b'));
}

/** « Camille MARTIN »: the first of several given names, the family name in capitals. */
export function personName({ firstName, familyName }: LetterPerson): string {
  const given = shownName(firstName.split(',')[0] ?? '');
  return `${given} ${shownName(familyName).toLocaleUpperCase('fr')}`.trim();
}

/** « Mme Camille MARTIN », the civility kept on the line of the first name. */
export function guardianName(guardian: LetterContent['guardian']): string {
  return guardian.civility === null ? personName(guardian) : `${guardian.civility}${noBreak}${personName(guardian)}`;
}

/** French numbers in pairs; others as they were given. No blank of it breaks a line. */
export function printPhone(phone: string): string {
  const digits = phone.replace(/[\s.\-/()\u00a0\u202f]/g, '');
  const pairs = /^0\d{9}$/.test(digits) ? digits.replace(/(\d\d)(?=\d)/g, '$1 ') : shownName(phone);
  return whole(pairs);
}

// The window's box holds no more; the whole name stands below, for whom the letter is.
const longestInWindow = 80;
const cutShort = (name: string): string =>
  name.length <= longestInWindow ? name : `${name.slice(0, longestInWindow).trimEnd()}…`;

function addressLines({ addressLines: given, town }: LetterSchool): string[] {
  const lines = given.split('\n').map(shownName);
  const key = foldName(townName(shownName(town)));
  const told = lines.some((line) => ` ${foldName(line)} `.includes(` ${key} `));
  return [...lines, ...(told ? [] : [shownName(town)])].filter((line) => line !== '');
}

const longDay = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', dateStyle: 'full' });

/** « mardi 1er décembre 2026 », with the er raised; without the day of the week when `weekday` is false. */
export function printDay(day: CivilDate, weekday: boolean): Run[] {
  const parts = longDay.formatToParts(new Date(`${day}T00:00:00Z`));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const start = `${weekday ? `${part('weekday')} ` : ''}${part('day')}`;
  const end = `${noBreak}${part('month')} ${part('year')}`;
  return part('day') === '1' ? [start, { raised: 'er' }, end] : [start + end];
}

/** « c.martin4827 » in groups: the name, then its digits by four. */
export function identifierGroups(identifier: string): string[] {
  const digits = /\d*$/.exec(identifier)?.[0] ?? '';
  const name = identifier.slice(0, identifier.length - digits.length);
  return [name, ...(digits.match(/\d{1,4}/g) ?? [])].filter((group) => group !== '');
}

function childrenRuns(children: readonly LetterChild[]): Run[] {
  const named = children.map((child): Run[] => {
    const division = shownName(child.division ?? '');
    return [bold(personName(child)), ...(division === '' ? [] : [` (${whole(division)})`])];
  });
  return named.flatMap((runs, index) => {
    if (index === 0) return runs;
    return [index === named.length - 1 ? ' et ' : ', ', ...runs];
  });
}

/** The address that the QR opens: in capitals, so that it fits a small square (alphanumeric mode). */
export function qrAddress(publicUrl: string, token: LetterToken): string {
  return `${publicUrl.toUpperCase()}/L/${token}`;
}

/** Puts a letter into words. */
export function writeLetter(content: LetterContent): LetterSheet {
  const { school } = content;
  const noun = nouns[school.kind];
  const phone = printPhone(school.phone);
  const hours = shownName(school.openingHours);
  const site = content.publicUrl.replace(/^https?:\/\//, '');
  const town = townName(shownName(school.town));
  const division = shownName(content.children[0]?.division ?? '');
  const recipient = guardianName(content.guardian);
  const say = (text: string) => frenchTypography(text);
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
        french(
          "Gardez-le. Connectez-vous à ce compte. Touchez « Ajouter un enfant ». Tapez l'identifiant et le code de cette lettre. ",
        ),
        bold('Tous vos enfants seront ensemble.'),
        french(" L'identifiant de cette lettre ne servira plus."),
      ],
    },
    questions: {
      call: say(
        phone === '' ? `Une question ? Demandez ${noun.atThe}.` : `Une question ? Appelez ${noun.the} : ${phone}`,
      ),
      hours: hours === '' ? '' : say(`(${hours})`),
      cases: [
        {
          title: say("Ce n'est pas votre enfant ?"),
          text: say(`N'utilisez pas le code. ${phone === '' ? 'Prévenez' : 'Appelez'} ${noun.the}.`),
        },
        { title: say("Pas d'Internet à la maison ?"), text: say(`${noun.start} peut vous aider.`) },
        ...ownWords(school),
      ],
    },
    privacy: say(
      `Ne donnez ce code à personne, même à votre enfant. L'école ne le demande jamais. Vos données servent seulement à la scolarité. Vos droits : ${site}/donnees`,
    ),
    second: writeSecondPage(content.language, content.lastDay),
    phone,
  };
}
