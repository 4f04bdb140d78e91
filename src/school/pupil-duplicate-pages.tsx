// Pupils that look entered twice, side by side with the reasons, and what to do in the register: nothing joins them here.
import type { JSX } from 'preact';
import type { PupilReason } from '../duplicates/pupil-rules.js';
import type { CivilDate } from '../kernel/civil-date.js';
import { href } from '../routes.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { Form } from '../web/fields.js';
import { Button, Buttons, Card } from '../web/panels.js';
import type { View } from '../web/view.js';
import { ComparedRecords, mostShown } from './duplicate-pages.js';
import { SchoolPage } from './frame.js';
import { type Named, spokenName } from './rules.js';
import { likenessWords } from './words.js';

export type ShownPupil = Named & {
  readonly pupilId: number;
  readonly birthDate: CivilDate | null;
  readonly ine: string | null;
  readonly division: string | null;
  readonly guardians: readonly Named[];
};

export type ShownPupilPair = {
  readonly one: ShownPupil;
  readonly other: ShownPupil;
  readonly reasons: readonly PupilReason[];
};

export const pupilReasonWords: Readonly<Record<PupilReason, string>> = {
  ...likenessWords,
  same_birth: 'La même date de naissance.',
  day_and_month_exchanged: 'Date de naissance : le jour et le mois sont échangés.',
  birth_one_digit: 'Date de naissance : un chiffre change. Une faute de frappe ?',
  birth_two_swapped: 'Date de naissance : deux chiffres sont inversés. Une faute de frappe ?',
  birth_unknown: 'Date de naissance : elle manque sur une fiche.',
  same_ine: 'Le même numéro national.',
  same_guardian: 'Un même responsable.',
};

type Props = { view: View; desk: Desk; pairs: readonly ShownPupilPair[] };

export function PupilDuplicatesPage({ view, desk, pairs }: Props): JSX.Element {
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Élèves qui semblent inscrits deux fois"
      lead="Des fiches d’élèves de votre fichier qui se ressemblent. Rien ne change sans vous."
      trail={[{ href: href('schoolDuplicates'), label: 'Doublons' }]}
    >
      {pairs.length === 0 ? (
        <p>Aucun élève à comparer pour le moment.</p>
      ) : (
        <>
          <p>
            <strong>C’est le même élève ?</strong> Dans SIECLE ou ONDE, gardez une seule fiche, avec tous ses
            responsables. Le prochain import retire l’autre ici. Si votre logiciel ne le permet pas, demandez à
            l’assistance de votre académie. <a href={href('schoolToMend')}>Liste à imprimer</a>
          </p>
          <p class="soft">
            {pairs.length === 1 ? '1 paire à comparer.' : `${pairs.length} paires à comparer.`}
            {pairs.length > mostShown && ` Les ${mostShown} plus proches sont ici.`}
          </p>
        </>
      )}
      {pairs.slice(0, mostShown).map((pair) => (
        <Card>
          <ComparedRecords
            caption={`${spokenName(pair.one)} et ${spokenName(pair.other)}`}
            labels={[
              'Prénom',
              'Nom de famille',
              'Nom d’usage',
              'Date de naissance',
              'Classe',
              'Numéro national',
              'Responsables',
            ]}
            one={rowsOf(view, pair.one)}
            other={rowsOf(view, pair.other)}
            reasons={pair.reasons.map((reason) => pupilReasonWords[reason])}
          />
          {may(desk.role, 'answer_duplicate') && (
            <Form view={view} action={href('schoolPupilDuplicates')}>
              <input type="hidden" name="one" value={pair.one.pupilId} />
              <input type="hidden" name="other" value={pair.other.pupilId} />
              <Buttons>
                <Button kind="second" icon="cross">
                  Pas le même élève
                </Button>
              </Buttons>
            </Form>
          )}
        </Card>
      ))}
    </SchoolPage>
  );
}

const rowsOf = ({ t }: View, pupil: ShownPupil): readonly string[] => [
  pupil.firstName,
  pupil.familyName,
  pupil.usageName ?? '—',
  pupil.birthDate === null ? '—' : t.day(pupil.birthDate),
  pupil.division ?? '—',
  pupil.ine ?? '—',
  pupil.guardians.map(spokenName).join(' ; ') || '—',
];
