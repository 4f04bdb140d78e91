// One batch of letters: how far it is, its paper, and which letters were handed out.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { Form } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
import { Pager, Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import type { Batch } from './pages.js';
import { divisionWords, lettersWord, progressWords } from './words.js';

const trail = [{ href: href('schoolLetters'), label: 'Lettres' }];

export type BatchLetter = {
  readonly id: number;
  readonly number: string;
  readonly accountId: number;
  readonly identifier: string;
  readonly guardian: string;
  readonly pupils: string;
  readonly division: string | null;
  readonly handed: boolean | null;
  readonly used: boolean;
  readonly over: boolean;
};

function Asked({ view, batch }: { view: View; batch: Batch }): JSX.Element {
  return (
    <>
      <FrenchName>{divisionWords(batch.division)}</FrenchName>
      {`, demandées le ${view.t.dayOf(batch.askedAt)} à ${view.t.hour(batch.askedAt)} par `}
      <FrenchName>{batch.askedBy}</FrenchName>
    </>
  );
}

export function BatchWorkingPage({ view, desk, batch }: { view: View; desk: Desk; batch: Batch }): JSX.Element {
  const at = { batch: batch.id };
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Lettres en cours"
      lead={<Asked view={view} batch={batch} />}
      trail={trail}
    >
      <Alert kind="info">
        <p data-wait={href('schoolLetterBatchState', at)}>{progressWords(batch.state, batch.drawn) ?? ''}</p>
      </Alert>
      <p>Vous pouvez quitter cette page : le travail continue. S’il s’arrête avant la fin, rien n’aura changé.</p>
      <Buttons>
        <ButtonLink href={href('schoolLetterBatch', at)} icon="retry">
          Voir où il en est
        </ButtonLink>
      </Buttons>
    </SchoolPage>
  );
}

export function BatchFailedPage({ view, desk, batch }: { view: View; desk: Desk; batch: Batch }): JSX.Element {
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Lettres arrêtées"
      failed
      lead={<Asked view={view} batch={batch} />}
      trail={trail}
    >
      <Alert kind="bad" title="Rien n’a changé.">
        <p>Le travail s’est arrêté avant la fin : les lettres d’avant marchent encore.</p>
        <p>Recommencez. Si cela se répète, prévenez la personne qui gère Fratrie.</p>
      </Alert>
      <Buttons>
        <ButtonLink href={href('schoolLetters')}>Recommencer</ButtonLink>
      </Buttons>
    </SchoolPage>
  );
}

export type BatchReady = {
  readonly batch: Batch;
  readonly letters: readonly BatchLetter[];
  readonly page: number;
  readonly pages: number;
  /** It waits, and for this very person. */
  readonly mayFetch: boolean;
  readonly errors: readonly FieldError[];
};

export function BatchPage({ view, desk, ready }: { view: View; desk: Desk; ready: BatchReady }): JSX.Element {
  const { batch, errors } = ready;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title={
        batch.letters === 0
          ? 'Aucune lettre à faire'
          : `${lettersWord(batch.letters)} ${batch.letters > 1 ? 'prêtes' : 'prête'}`
      }
      lead={<Asked view={view} batch={batch} />}
      trail={trail}
      errors={errors}
    >
      {batch.replaced > 0 && (
        <Note icon="alert">
          <p>{`${lettersWord(batch.replaced)} d’avant ne ${batch.replaced > 1 ? 'marchent' : 'marche'} plus. Jetez celles qui vous restent.`}</p>
        </Note>
      )}
      {batch.mails > 0 && (
        <Alert kind="info">
          <p>{`${batch.mails} ${batch.mails > 1 ? 'liens partent' : 'lien part'} par mail vers des adresses confirmées.`}</p>
        </Alert>
      )}
      {batch.letters > 0 && <Paper view={view} ready={ready} />}
      {batch.letters > 0 && <Handing view={view} desk={desk} ready={ready} />}
    </SchoolPage>
  );
}

function Paper({ view, ready }: { view: View; ready: BatchReady }): JSX.Element {
  const { batch, mayFetch } = ready;
  const at = { batch: batch.id };
  return (
    <Card title={batch.paper === 'pdf' ? 'Le PDF' : 'La liste pour vos lettres'}>
      {mayFetch ? (
        <>
          <p>Il se télécharge une seule fois. Imprimez-le, puis supprimez-le de l’ordinateur.</p>
          <Form view={view} action={href('schoolLetterBatchFile', at)}>
            <Button icon="letter">
              {batch.paper === 'pdf' ? 'Télécharger les lettres (PDF)' : 'Télécharger la liste (CSV)'}
            </Button>
          </Form>
        </>
      ) : (
        <p>
          {batch.fetchedAt === null
            ? 'Seule la personne qui a demandé ces lettres peut les prendre.'
            : `Déjà téléchargé le ${view.t.dayOf(batch.fetchedAt)}. Au besoin, refaites les lettres.`}
        </p>
      )}
      <p>
        <a href={href('schoolLetterBatchList', at)}>Liste des destinataires, sans les codes (CSV)</a>
      </p>
    </Card>
  );
}

const stateOf = (letter: BatchLetter): string =>
  letter.used ? 'Compte ouvert' : letter.over ? 'Ne marche plus' : 'Valable';

function Handing({ view, desk, ready }: { view: View; desk: Desk; ready: BatchReady }): JSX.Element {
  const { batch, letters, page, pages } = ready;
  const marks = may(desk.role, 'hand_letters');
  return (
    <Form view={view} action={href('schoolLetterBatch', { batch: batch.id }, page === 1 ? {} : { page: String(page) })}>
      <input type="hidden" name="shown" value={letters.map(({ id }) => id).join('.')} />
      <Table
        caption="Destinataires"
        columns={[
          { name: 'Classe' },
          { name: 'Élèves' },
          { name: 'Parent' },
          { name: 'Identifiant' },
          { name: 'Lettre' },
          { name: 'Remise' },
        ]}
        rows={letters.map((letter) => ({
          cells: [
            <FrenchName>{letter.division ?? '—'}</FrenchName>,
            <FrenchName>{letter.pupils}</FrenchName>,
            <a href={href('schoolAccount', { account: letter.accountId })}>
              <FrenchName>{letter.guardian}</FrenchName>
            </a>,
            <Identifier>{letter.identifier}</Identifier>,
            stateOf(letter),
            <label class="choice">
              <input
                type="checkbox"
                name="handed"
                value={String(letter.id)}
                checked={letter.handed === true}
                disabled={!marks}
                aria-label={`Lettre ${letter.number} remise`}
              />
              <span>
                remise
                {letter.handed === false && <small>Pas encore</small>}
              </span>
            </label>,
          ],
        }))}
      />
      <Pager
        view={view}
        page={page}
        pages={pages}
        hrefOf={(at) => href('schoolLetterBatch', { batch: batch.id }, at === 1 ? {} : { page: String(at) })}
        summary={`${batch.handed} ${batch.handed > 1 ? 'lettres remises' : 'lettre remise'} sur ${batch.letters}`}
      />
      {marks && (
        <Buttons>
          <Button kind="second">Noter les lettres remises</Button>
        </Buttons>
      )}
    </Form>
  );
}
