// One request at a school's desk: both sides as far as this school may see them, and what to think of it.
import type { JSX } from 'preact';
import type { CivilDate } from '../kernel/civil-date.js';
import type { GuardianIdentity } from '../people/rules.js';
import type { Likeness } from '../requests/likeness-rules.js';
import type { RequestState } from '../requests/rules.js';
import { href } from '../routes.js';
import type { Desk } from '../staff/rules.js';
import { SideBySide } from '../web/desk-layout.js';
import { State } from '../web/facts.js';
import { FrenchName } from '../web/names.js';
import { Card, Note, Points } from '../web/panels.js';
import type { View } from '../web/view.js';
import { SchoolPage } from './frame.js';
import { type AnswerForm, type AnswerGiven, AnswerPanel, Given, Over } from './request-answer-pages.js';
import { stateOf } from './request-list-pages.js';
import { type Named, spokenName } from './rules.js';
import { kinshipWord, likenessWords, yourSchool } from './words.js';

type Pupil = Named & {
  readonly pupilId: number;
  readonly birthDate: CivilDate | null;
  readonly division: string | null;
  readonly kinship: string;
};

type SideShown = {
  readonly accountId: number;
  readonly own: readonly (GuardianIdentity & { readonly guardianId: number; readonly pupils: readonly Pupil[] })[];
  /** Names of other schools' records, and nothing else of them. */
  readonly others: readonly GuardianIdentity[];
};

export type RequestAtDesk = {
  readonly reference: string;
  readonly state: RequestState;
  readonly createdAt: Date;
  readonly answerBy: Date;
  readonly answer: AnswerGiven | undefined;
  /** Undefined once the request is over. */
  readonly sides:
    | {
        readonly kept: SideShown;
        readonly absorbed: SideShown;
        readonly likeness: readonly Likeness[];
        readonly shared: readonly Pupil[];
        readonly flagged: boolean;
        readonly contested: boolean;
      }
    | undefined;
};

type Props = {
  view: View;
  desk: Desk;
  request: RequestAtDesk;
  /** Undefined for who may only look. */
  form: AnswerForm | undefined;
};

export function RequestPage({ view, desk, request, form }: Props): JSX.Element {
  const { t } = view;
  const [kind, word] = stateOf(request.state, request.answer !== undefined);
  const { sides } = request;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title={`Demande ${request.reference}`}
      lead={
        <>
          {`Reçue le ${t.dayOf(request.createdAt)}. `}
          <State kind={kind}>{word}</State>
        </>
      }
      trail={[{ href: href('schoolRequests'), label: 'Demandes' }]}
      errors={form?.errors}
    >
      {request.answer !== undefined && <Given view={view} answer={request.answer} waits={request.state === 'open'} />}
      {sides === undefined ? (
        <Over state={request.state} />
      ) : (
        <SideBySide>
          <div>
            <h2>Les deux comptes</h2>
            <SideCard title="Le compte que le parent garde" desk={desk} view={view} side={sides.kept} />
            <SideCard title="Le compte qui va fermer" desk={desk} view={view} side={sides.absorbed} />
          </div>
          <div>
            <h2>À vérifier</h2>
            <Evidence desk={desk} sides={sides} />
            {request.state === 'open' && request.answer === undefined && (
              <AnswerPanel view={view} request={request} form={form} />
            )}
          </div>
        </SideBySide>
      )}
    </SchoolPage>
  );
}

function SideCard({
  title,
  view,
  desk,
  side,
}: {
  title: string;
  view: View;
  desk: Desk;
  side: SideShown;
}): JSX.Element {
  return (
    <Card title={title}>
      {side.own.map((record) => (
        <>
          <p>
            <strong>
              <a href={href('schoolAccount', { account: side.accountId })}>
                <FrenchName>{fullName(record)}</FrenchName>
              </a>
            </strong>
            {`, fiche de ${yourSchool[desk.schoolKind]}`}
          </p>
          <ul>
            {record.pupils.map((pupil) => (
              <li>
                <FrenchName>{spokenName(pupil)}</FrenchName>
                {pupilDetail(view, pupil)}
              </li>
            ))}
          </ul>
        </>
      ))}
      {side.others.map((name) => (
        <p>
          <strong>
            <FrenchName>{fullName(name)}</FrenchName>
          </strong>
          , fiche d’une autre école
        </p>
      ))}
      {side.own.length + side.others.length === 0 && (
        <p class="soft">Les fiches de ce compte sont dans une autre école.</p>
      )}
    </Card>
  );
}

/** « Mme Camille ROUX, nom d’usage MARTIN » */
export function fullName({ civility, firstName, familyName, usageName }: GuardianIdentity): string {
  const name = [civility ?? '', firstName, familyName.toLocaleUpperCase('fr')].filter((part) => part !== '').join(' ');
  return usageName === null ? name : `${name}, nom d’usage ${usageName.toLocaleUpperCase('fr')}`;
}

function pupilDetail({ t }: View, pupil: Pupil): string {
  const born = pupil.birthDate === null ? '' : `, naissance le ${t.day(pupil.birthDate)}`;
  const division = pupil.division === null ? '' : `, ${pupil.division}`;
  return `${division}${born} (${kinshipWord(pupil.kinship)})`;
}

function Evidence({ desk, sides }: { desk: Desk; sides: NonNullable<RequestAtDesk['sides']> }): JSX.Element {
  return (
    <>
      <p>Fratrie ne peut pas décider seul. Est-ce une seule personne ?</p>
      <Points
        points={[
          ...sides.likeness.map((one) => ({ icon: 'people', text: likenessWords[one] }) as const),
          ...sides.shared.map(
            (pupil) =>
              ({
                icon: 'children',
                text: (
                  <>
                    Le même élève est des deux côtés : <FrenchName>{spokenName(pupil)}</FrenchName>. Souvent, ce sont
                    ses deux parents.
                  </>
                ),
              }) as const,
          ),
          { icon: 'info', text: `Vous voyez seulement les élèves de ${yourSchool[desk.schoolKind]}.` },
        ]}
      />
      {sides.contested && (
        <Note icon="alert">
          <p>
            <strong>« Ce n’est pas moi ».</strong> Quelqu’un l’a dit d’un compte ci-contre. Décidez d’abord de ce
            signalement, sur la carte du compte.
          </p>
        </Note>
      )}
      {sides.flagged && (
        <Note icon="lock">
          <p>
            <strong>Fiche protégée.</strong> Une fiche de {yourSchool[desk.schoolKind]} demande de l’attention. N’en
            parlez pas au téléphone.
          </p>
        </Note>
      )}
    </>
  );
}
