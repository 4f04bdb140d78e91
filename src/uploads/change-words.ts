// What a desk reads of whom an import changes, in French: each list's title, fields before and after, what becomes of accounts.
import { linkLevels } from '../people/rules.js';
import { retention } from '../retention/rules.js';
import { kinshipWord, levelLabels } from '../school/words.js';
import {
  type ChangeAction,
  type ChangedPerson,
  type ChangeKind,
  isTold,
  type NamedField,
  type ToldField,
} from './rules.js';
import { counted } from './words.js';

const fieldWords: Readonly<Record<ToldField, string>> = {
  familyName: 'Nom',
  usageName: 'Nom d’usage',
  firstName: 'Prénom',
  division: 'Classe',
  level: 'Lien',
  kinship: 'Parenté',
  entitling: 'L’élève sur son compte',
};

const onlyNamed: Readonly<Record<NamedField, string>> = {
  birthDate: 'Date de naissance changée',
  sex: 'Sexe changé',
  ine: 'Numéro national changé',
  civility: 'Civilité changée',
  mail: 'Mail changé',
  phone: 'Téléphone changé',
  organisation: 'Organisme ou personne : changé',
};

function valueWord(field: ToldField, value: string | null): string {
  if (field === 'level') {
    const level = linkLevels.find((one) => one === value);
    return level === undefined ? 'aucun' : levelLabels[level].toLocaleLowerCase('fr');
  }
  if (value === null || value === '') return 'rien';
  if (field === 'kinship') return kinshipWord(value);
  if (field === 'entitling') return value === 'true' ? 'oui' : 'non';
  return value;
}

export type ChangeWords =
  | { readonly name: string; readonly before: string; readonly after: string }
  | { readonly words: string };

export const changeWords = ({ fields }: Pick<ChangedPerson, 'fields'>): readonly ChangeWords[] =>
  fields.map(({ field, before, after }) =>
    isTold(field)
      ? { name: fieldWords[field], before: valueWord(field, before), after: valueWord(field, after) }
      : { words: onlyNamed[field] },
  );

/** What becomes of the accounts of who leaves; empty for who stays. */
export function accountWords({ accounts, account }: Pick<ChangedPerson, 'accounts' | 'account'>): string {
  if (accounts !== null)
    return accounts === 0
      ? 'Aucun compte ne le voit'
      : accounts === 1
        ? '1 compte ne le verra plus'
        : `${counted(accounts)} comptes ne le verront plus`;
  switch (account) {
    case 'none':
      return 'Il n’a pas de compte';
    case 'loses':
      return 'Son compte n’aura plus d’élève ici';
    case 'keeps':
      return 'Son compte garde un autre élève ici';
    case null:
      return '';
  }
}

/** What follows for accounts that see nobody here any more. */
export const childlessNote = `Un compte qui ne voit plus aucun enfant, ici ou ailleurs, ferme après ${retention.rightlessMonths} mois.`;

/** The lists, in the order in which they are read: who leaves comes first. */
export const changeLists: readonly {
  readonly what: ChangeKind;
  readonly action: ChangeAction;
  readonly one: string;
  readonly many: string;
}[] = [
  { what: 'pupil', action: 'ended', one: 'élève part', many: 'élèves partent' },
  { what: 'guardian', action: 'ended', one: 'parent part', many: 'parents partent' },
  {
    what: 'guardian',
    action: 'childless',
    one: 'parent reste, sans élève sur son compte',
    many: 'parents restent, sans élève sur leur compte',
  },
  { what: 'pupil', action: 'changed', one: 'élève change', many: 'élèves changent' },
  { what: 'guardian', action: 'changed', one: 'parent change', many: 'parents changent' },
  { what: 'link', action: 'added', one: 'lien nouveau', many: 'liens nouveaux' },
  { what: 'link', action: 'changed', one: 'lien change', many: 'liens changent' },
  { what: 'link', action: 'ended', one: 'lien s’arrête', many: 'liens s’arrêtent' },
  { what: 'pupil', action: 'added', one: 'élève nouveau', many: 'élèves nouveaux' },
  { what: 'guardian', action: 'added', one: 'parent nouveau', many: 'parents nouveaux' },
];

export const listTitle = ({ one, many }: (typeof changeLists)[number], total: number): string =>
  `${counted(total)} ${total > 1 ? many : one}`;
