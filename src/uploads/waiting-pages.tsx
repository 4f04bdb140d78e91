// An upload on its way, and one that ended without a change.
import type { JSX } from 'preact';
import { retention } from '../retention/rules.js';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { Form } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons } from '../web/panels.js';
import type { View } from '../web/view.js';
import { filesWords, importTrail, type Upload } from './pages.js';
import { progressWords } from './words.js';

/** An upload that is read or applied behind the page. */
export function WorkingPage({
  view,
  desk,
  upload,
}: {
  view: View;
  desk: Desk;
  upload: Pick<Upload, 'id' | 'state' | 'rowsRead' | 'files' | 'receivedAt'>;
}): JSX.Element {
  const at = { import: upload.id };
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title={upload.state === 'applying' ? 'Import en cours' : 'Lecture de l’export'}
      lead={<Received view={view} upload={upload} />}
      trail={importTrail}
    >
      <Alert kind="info">
        <p data-wait={href('schoolImportState', at)}>{progressWords(upload.state, upload.rowsRead) ?? ''}</p>
      </Alert>
      <p>
        Vous pouvez quitter cette page : le travail continue.
        {upload.state === 'applying' && ' S’il s’arrête avant la fin, rien n’aura changé.'}
      </p>
      <Buttons>
        <ButtonLink href={href('schoolImport', at)} icon="retry">
          Voir où il en est
        </ButtonLink>
      </Buttons>
      {upload.state === 'reading' && may(desk.role, 'load_register') && (
        <Form view={view} action={href('schoolImport', at)}>
          <Button kind="link" name="act" value="abandon">
            Abandonner
          </Button>
        </Form>
      )}
    </SchoolPage>
  );
}

export function Received({ view, upload }: { view: View; upload: Pick<Upload, 'files' | 'receivedAt'> }): JSX.Element {
  return (
    <>
      <FrenchName>{filesWords(upload.files)}</FrenchName>
      {`, reçu le ${view.t.dayOf(upload.receivedAt)} à ${view.t.hour(upload.receivedAt)}`}
    </>
  );
}

/** An upload that ended without a change. */
export function StoppedPage({ view, desk, upload }: { view: View; desk: Desk; upload: Upload }): JSX.Element {
  const words = stopWords(upload);
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title={words.title}
      lead={<Received view={view} upload={upload} />}
      trail={importTrail}
      failed={upload.state !== 'abandoned'}
    >
      <Alert kind={upload.state === 'abandoned' ? 'info' : 'bad'} title="Rien n’a changé.">
        {words.why.map((why) => (
          <p>{why}</p>
        ))}
      </Alert>
      {may(desk.role, 'load_register') && (
        <Buttons>
          <ButtonLink href={href('schoolImports')} icon="upload">
            Envoyer d’autres fichiers
          </ButtonLink>
        </Buttons>
      )}
    </SchoolPage>
  );
}

function stopWords(upload: Upload): { readonly title: string; readonly why: readonly string[] } {
  if (upload.state === 'abandoned')
    return {
      title: 'Import abandonné',
      why: [`Les fichiers sont effacés, par vous ou après ${retention.uploadDays} jours d’attente.`],
    };
  if (upload.state === 'failed')
    return {
      title: 'Import arrêté',
      why: [
        'Le travail s’est arrêté avant la fin, et tout a été remis comme avant.',
        'Envoyez les fichiers de nouveau. Si cela recommence, prévenez la personne qui gère Fratrie.',
      ],
    };
  return { title: 'Import refusé', why: (upload.reasons ?? []).map(({ reason }) => reason) };
}
