// How many letters there would be, what they would end, and who gets none.
import type { JSX } from 'preact';
import type { LetterFormat } from '../letters/formats.js';
import type { NoLetter } from '../letters/rules.js';
import { href } from '../routes.js';
import { FrenchName } from '../web/names.js';
import { Card, Points } from '../web/panels.js';
import { type BatchQuery, writeBatchQuery } from './rules.js';
import { lettersWord, nameOf } from './words.js';

type Named = { readonly firstName: string; readonly familyName: string };
type Recipient = {
  readonly identifier: string;
  readonly guardian: Named;
  readonly children: readonly (Named & { readonly division: string | null })[];
};

/** Who would be written to, as the page needs it. */
export type LettersPlan = {
  readonly letters: number;
  /** Of these, how many end a letter that still works, and one that was handed out. */
  readonly live: number;
  readonly handed: number;
  /** Only where they are few enough to be ticked. */
  readonly planned:
    | readonly {
        readonly accountId: number;
        readonly hasLiveLetter: boolean;
        readonly handed: boolean;
        readonly recipient: Recipient;
      }[]
    | undefined;
  readonly skipped: Readonly<Partial<Record<NoLetter, number>>>;
  /** Some of those. */
  readonly incomplete: readonly Pick<Recipient, 'identifier' | 'children'>[];
  readonly mailable: number;
};

export function Counted({ plan, query }: { plan: LettersPlan; query: BatchQuery }): JSX.Element {
  const { letters, live, handed, incomplete, skipped, mailable } = plan;
  const others = (skipped.no_birth_date ?? 0) - incomplete.length;
  const example = (papier: LetterFormat) => href('schoolLettersPreview', { ...writeBatchQuery(query), papier });
  const kept = skipped.has_live_letter ?? 0;
  return (
    <Card title={letters === 0 ? 'Aucune lettre à faire' : `${lettersWord(letters)} à faire`}>
      <Points
        points={[
          ...(live > 0
            ? [
                {
                  icon: 'alert' as const,
                  look: 'shut' as const,
                  text: `${lettersWord(live)} encore ${live > 1 ? 'valables seront annulées' : 'valable sera annulée'}${handed > 0 ? `, dont ${handed} déjà ${handed > 1 ? 'remises' : 'remise'}` : ''}.`,
                },
              ]
            : []),
          ...(kept > 0
            ? [
                {
                  icon: 'letter' as const,
                  text: `${kept} ${kept > 1 ? 'comptes ont' : 'compte a'} déjà une lettre valable.`,
                },
              ]
            : []),
          ...(incomplete.length > 0
            ? [
                {
                  icon: 'calendar' as const,
                  look: 'shut' as const,
                  text: (
                    <>
                      {`Sans date de naissance, pas de lettre : `}
                      <FrenchName>{incomplete.flatMap(({ children }) => children.map(nameOf)).join(', ')}</FrenchName>
                      {others > 0 ? ` et ${others} autres` : ''}. Complétez la base, puis importez-la.
                    </>
                  ),
                },
              ]
            : []),
          {
            icon: 'people',
            text:
              (skipped.active ?? 0) === 0
                ? 'Aucun compte n’est encore ouvert.'
                : `${skipped.active} ${(skipped.active ?? 0) > 1 ? 'comptes sont déjà ouverts' : 'compte est déjà ouvert'} : pas de lettre${mailable > 0 ? `, un lien par mail est possible pour ${mailable}` : ''}.`,
          },
        ]}
      />
      {letters > 0 && (
        <p>
          Voir un exemple :{' '}
          <a href={example('a4')} aria-label="Exemple de lettre, page A4 (PDF)">
            page A4
          </a>
          ,{' '}
          <a href={example('a5x2')} aria-label="Exemple de lettres, deux par page (PDF)">
            deux par page
          </a>
          ,{' '}
          <a href={example('a5')} aria-label="Exemple de lettre, page A5 (PDF)">
            page A5
          </a>{' '}
          (PDF)
        </p>
      )}
    </Card>
  );
}
