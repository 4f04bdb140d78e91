// Letters as a table, for a school that writes its own: what a letter says of each, its code and its square's address.
import { writeCsv } from '../kernel/csv.js';
import { writeOds } from '../kernel/ods.js';
import { printCode } from './rules.js';
import { type LetterContent, qrAddress } from './text.js';

const columns = [
  'Numéro',
  'Classe',
  'Élèves',
  'Civilité',
  'Prénom',
  'Nom',
  'Site',
  'Identifiant',
  'Code',
  'Dernier jour',
  'Adresse du carré',
];

/** In the order of the letters. It holds secrets: it lives like their paper. */
export function writeMergeList(contents: readonly LetterContent[], kind: 'csv' | 'ods'): Uint8Array {
  const rows = contents.map((letter) => [
    letter.number,
    letter.children[0]?.division ?? '',
    letter.children.map(({ firstName, familyName }) => `${firstName} ${familyName}`).join(', '),
    letter.guardian.civility ?? '',
    letter.guardian.firstName,
    letter.guardian.familyName,
    letter.publicUrl,
    letter.identifier,
    printCode(letter.code),
    letter.lastDay.split('-').reverse().join('/'),
    qrAddress(letter.publicUrl, letter.token),
  ]);
  return kind === 'csv' ? writeCsv([columns, ...rows]) : writeOds('Lettres', [columns, ...rows]);
}
