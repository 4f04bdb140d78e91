// What parents say is wrong in this school's register: the school mends it in its own program, then says so here.
import type { JSX } from 'preact';
import type { CorrectionField, CorrectionState } from '../corrections/rules.js';
import { parseCivilDate } from '../kernel/civil-date.js';
import { href } from '../routes.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { type Fact, State, SummaryList } from '../web/facts.js';
import { Form, TextArea } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, Buttons, Card } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { SchoolPage } from './frame.js';
import { type Named, spokenName } from './rules.js';

export type CorrectionAtDesk = {
  readonly reference: string;
  readonly field: CorrectionField;
  readonly wanted: string;
  readonly written: string | null;
  readonly createdAt: Date;
  readonly state: CorrectionState;
  readonly answeredAt: Date | null;
  readonly reason: string | null;
  readonly guardian: Named;
  readonly pupil: Named | null;
};

/** An answer to one of them that must be mended. */
export type Mistyped = { readonly reference: string; readonly reason: string; readonly message: string };

const fieldWords: Readonly<Record<CorrectionField, string>> = {
  first_name: 'Prénom',
  family_name: 'Nom de famille',
  usage_name: 'Nom d’usage',
  civility: 'Civilité',
  birth_date: 'Date de naissance',
  division: 'Classe',
  mail: 'Mail',
  phone: 'Téléphone',
  kinship: 'Lien avec l’élève',
  other: 'Autre chose',
};

const stateWords = {
  open: ['to-decide', 'À regarder'],
  corrected: ['done', 'Corrigé dans le registre'],
  refused: ['closed', 'Refusé'],
} as const satisfies Record<CorrectionState, readonly [string, string]>;

type Props = {
  view: View;
  desk: Desk;
  corrections: readonly CorrectionAtDesk[];
  mistyped?: Mistyped | undefined;
};

export function CorrectionsPage({ view, desk, corrections, mistyped }: Props): JSX.Element {
  const errors = mistyped && [{ field: reasonField(mistyped.reference), message: mistyped.message }];
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Corrections"
      lead="Des parents disent ce qui est faux dans votre fichier. Corrigez-le dans votre logiciel : rien ne change ici avant le prochain import."
      errors={errors}
    >
      {corrections.length === 0 && <p>Aucune correction demandée pour le moment.</p>}
      <div class="pairs">
        {corrections.map((one) => (
          <One view={view} desk={desk} asked={one} mistyped={mistyped} errors={errors} />
        ))}
      </div>
    </SchoolPage>
  );
}

/** The page has a form for each of them: each field has a name, hence an id, of its own. */
export const reasonField = (reference: string): string => `motif-${reference}`;

function writtenWords(view: View, written: string): string {
  const day = parseCivilDate(written);
  return day === undefined ? written : view.t.day(day);
}

function One({
  view,
  desk,
  asked,
  mistyped,
  errors,
}: Omit<Props, 'corrections'> & {
  asked: CorrectionAtDesk;
  errors: readonly FieldError[] | undefined;
}): JSX.Element {
  const { t } = view;
  const [kind, word] = stateWords[asked.state];
  const facts: Fact[] = [
    { name: 'Demandée par', value: <FrenchName>{spokenName(asked.guardian)}</FrenchName> },
    ...(asked.written === null
      ? []
      : [{ name: 'Dans votre fichier', value: <FrenchName>{writtenWords(view, asked.written)}</FrenchName> }]),
    { name: 'Le parent écrit', value: <strong>{asked.wanted}</strong> },
    { name: 'Reçue le', value: t.dayOf(asked.createdAt) },
    { name: 'Numéro', value: <Identifier>{asked.reference}</Identifier> },
    { name: 'État', value: <State kind={kind}>{word}</State> },
    ...(asked.answeredAt === null ? [] : [{ name: 'Réponse le', value: t.dayOf(asked.answeredAt) }]),
    ...(asked.reason === null ? [] : [{ name: 'Votre phrase', value: asked.reason }]),
  ];
  return (
    <Card title={`${fieldWords[asked.field]} de ${spokenName(asked.pupil ?? asked.guardian)}`}>
      <SummaryList facts={facts} />
      {asked.state === 'open' && may(desk.role, 'answer_correction') && (
        <Form view={view} action={href('schoolCorrection', { reference: asked.reference })}>
          <TextArea
            name={reasonField(asked.reference)}
            label="Si vous refusez, pourquoi ?"
            hint="Le parent lira votre phrase."
            rows={2}
            value={mistyped?.reference === asked.reference ? mistyped.reason : ''}
            errors={errors}
          />
          <Buttons>
            <Button kind="second" name="state" value="corrected">
              Corrigé dans le registre
            </Button>
            <Button kind="second" name="state" value="refused">
              Refuser
            </Button>
          </Buttons>
        </Form>
      )}
    </Card>
  );
}
