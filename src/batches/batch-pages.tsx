// One batch of letters: how far it is, its paper, and which letters were handed out.
import type { JSX } from 'preact';
import { fileOf, type Paper as PaperKind } from '../letters/formats.js';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import type { Desk } from '../staff/rules.js';
import { OnceDownload } from '../web/desk-layout.js';
import { FrenchName } from '../web/names.js';
import { Alert, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { Handing } from './handing.js';
import type { Batch } from './pages.js';
import type { BatchClass, BatchLetter, BatchShown } from './rules.js';
import { choiceWords, lettersWord, progressWords } from './words.js';

const trail = [{ href: href('schoolLetters'), label: 'Lettres' }];

function Asked({ view, batch }: { view: View; batch: Batch }): JSX.Element {
  return (
    <>
      <FrenchName>{choiceWords(batch)}</FrenchName>
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
  readonly classes: readonly BatchClass[];
  readonly shown: BatchShown;
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
      {batch.letters > 0 && batch.fetchedAt === null && (
        <Note icon="alert">
          <p>Ces lettres ne sont pas encore téléchargées. Notez-les remises après les avoir imprimées et données.</p>
        </Note>
      )}
      {batch.letters > 0 && <Handing view={view} desk={desk} {...ready} />}
    </SchoolPage>
  );
}

const once = 'Il se télécharge une seule fois.';
const deleted = 'puis supprimez-le de l’ordinateur.';
const onceList = 'Elle se télécharge une seule fois. Faites vos lettres, puis supprimez-la de l’ordinateur.';

const paperAdvice: Readonly<Record<PaperKind, string>> = {
  a4: `${once} Imprimez-le d’un seul côté, ${deleted}`,
  a5: `${once} Imprimez-le d’un seul côté sur du papier A5, ${deleted}`,
  a5x2: `${once} Imprimez-le d’un seul côté, en taille réelle, ${deleted} Coupez toute la pile au milieu. Posez la moitié gauche sur la droite : les lettres sont par classe et par élève.`,
  csv: onceList,
  ods: onceList,
};

function Paper({ view, ready }: { view: View; ready: BatchReady }): JSX.Element {
  const { batch, mayFetch } = ready;
  const at = { batch: batch.id };
  const file = fileOf(batch.paper);
  return (
    <Card title={file === 'pdf' ? 'Le PDF' : 'La liste pour vos lettres'}>
      {mayFetch ? (
        <>
          <p>{paperAdvice[batch.paper]}</p>
          <OnceDownload view={view} action={href('schoolLetterBatchFile', at)} icon="letter">
            {file === 'pdf' ? 'Télécharger les lettres (PDF)' : `Télécharger la liste (${file.toUpperCase()})`}
          </OnceDownload>
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
