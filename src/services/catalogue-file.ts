// Reading the file of the catalogue: everything wrong with it is said at once, each with its place.
import { isLocale } from '../i18n/locales.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { isSchoolKind, type LinkLevel, schoolKinds } from '../people/rules.js';
import { type Service, serviceIcons, type Words, webAddress } from './rules.js';

const linkLevels: readonly LinkLevel[] = ['legal', 'in_charge', 'contact'];
const fields = ['slug', 'names', 'details', 'explanations', 'icon', 'address', 'schoolKinds', 'linkLevels'] as const;
const lengths = { names: 40, details: 60, explanations: 600 } as const;

/** The services of a catalogue file (`{ "services": [ … ] }`), in their order, or what is wrong with it. */
export function readCatalogueFile(text: string): Outcome<readonly Service[], readonly string[]> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return refused([`Le fichier n’est pas du JSON : ${error instanceof Error ? error.message : String(error)}`]);
  }
  const list = isObject(given) && Object.keys(given).length === 1 ? given.services : undefined;
  if (!Array.isArray(list)) return refused(['Il faut un objet avec une seule clé, « services » : une liste.']);
  const faults: string[] = [];
  const services = list.map((one, index) => {
    const read = readServiceLine(one);
    if (read.ok) return read.value;
    for (const { field, what } of read.why)
      faults.push(`service ${index + 1} : ${field === '' ? what : `« ${field} » : ${what}`}`);
    return undefined;
  });
  const slugs = services.map((one) => one?.slug);
  slugs.forEach((slug, index) => {
    if (slug !== undefined && slugs.indexOf(slug) !== index)
      faults.push(`service ${index + 1} : « ${slug} » y est deux fois.`);
  });
  return faults.length === 0 ? done(services.filter((one) => one !== undefined)) : refused(faults);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with one field of a service; `field` is empty for the service itself. A text names its language. */
export type ServiceFault = { readonly field: string; readonly what: string };

export function readServiceLine(given: unknown): Outcome<Service, readonly ServiceFault[]> {
  if (!isObject(given)) return refused([{ field: '', what: 'il faut un objet.' }]);
  const faults: ServiceFault[] = [];
  const wrong = (field: string, what: string) => void faults.push({ field, what });
  for (const key of Object.keys(given))
    if (!fields.some((field) => field === key)) wrong('', `« ${key} » n’est pas un champ connu.`);
  const { slug, icon, address = null } = given;
  if (typeof slug !== 'string' || !/^[a-z][a-z0-9-]{0,39}$/.test(slug))
    wrong('slug', 'des lettres minuscules sans accent, des chiffres, des tirets.');
  const texts = (name: keyof typeof lengths): Words =>
    readWords(given[name], lengths[name], (language, what) => wrong(`${name}-${language}`, what));
  const knownIcon = serviceIcons.find((one) => one === icon);
  if (knownIcon === undefined) wrong('icon', `un de ${serviceIcons.join(', ')}.`);
  const checked = typeof address === 'string' ? webAddress(address) : null;
  if (checked === undefined || (address !== null && typeof address !== 'string'))
    wrong('address', 'une adresse https complète, ou rien.');
  const kinds = listOf(given.schoolKinds, isSchoolKind);
  if (kinds === undefined) wrong('schoolKinds', `une liste parmi ${schoolKinds.join(', ')}.`);
  const levels = listOf(given.linkLevels, (one): one is LinkLevel => linkLevels.some((level) => level === one));
  if (levels === undefined) wrong('linkLevels', `une liste parmi ${linkLevels.join(', ')}.`);
  const read = { names: texts('names'), details: texts('details'), explanations: texts('explanations') };
  if (typeof slug !== 'string' || knownIcon === undefined || checked === undefined) return refused(faults);
  if (kinds === undefined || levels === undefined || faults.length > 0) return refused(faults);
  return done({ slug, ...read, icon: knownIcon, address: checked, schoolKinds: kinds, linkLevels: levels });
}

function readWords(given: unknown, longest: number, wrong: (language: string, what: string) => void): Words {
  if (!isObject(given) || typeof given.fr !== 'string' || given.fr.trim() === '') {
    wrong('fr', 'il faut dire quelque chose en français.');
    return { fr: '' };
  }
  for (const [language, text] of Object.entries(given)) {
    if (!isLocale(language)) wrong(language, 'ce n’est pas une langue du site.');
    if (typeof text !== 'string' || text.trim() === '') wrong(language, 'il manque le texte.');
    else if ([...text].length > longest) wrong(language, `plus de ${longest} signes.`);
  }
  return given as Words;
}

function listOf<V extends string>(given: unknown, known: (one: string) => one is V): readonly V[] | undefined {
  if (!Array.isArray(given) || given.length === 0) return undefined;
  const values = given.filter((one): one is V => typeof one === 'string' && known(one));
  return values.length === given.length ? [...new Set(values)] : undefined;
}
