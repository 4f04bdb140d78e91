// The catalogue's French: drawings, levels of parents, languages.
import { languages } from '../i18n/locales.js';
import type { LinkLevel } from '../people/rules.js';
import type { ServiceIcon } from './rules.js';

export const iconWords: Readonly<Record<ServiceIcon, string>> = {
  bars: 'Barres',
  book: 'Livre',
  bus: 'Bus',
  calendar: 'Calendrier',
  clipboard: 'Porte-documents',
  coins: 'Pièces',
  cutlery: 'Couverts',
  fork: 'Chemins',
  key: 'Clé',
  letter: 'Papier',
  list: 'Liste',
  mail: 'Enveloppe',
  pencil: 'Crayon',
  people: 'Personnes',
  school: 'École',
  sun: 'Soleil',
};

export const levelWords: Readonly<Record<LinkLevel, string>> = {
  legal: 'Responsables légaux',
  in_charge: 'Personnes en charge',
  contact: 'Personnes à contacter',
};

/** Those in which a text may also be given. */
export const otherLanguages = languages
  .filter(({ locale }) => locale !== 'fr')
  .map(({ locale, ownName }) => ({ locale, label: ownName }));
