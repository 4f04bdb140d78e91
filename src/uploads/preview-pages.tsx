// What an import would do, before it does it; and what it did, once it is done.
import type { JSX } from 'preact';
import { sourceWords } from '../people/rules.js';
import type { ImportReport } from '../roster/report.js';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import { yourSchool } from '../school/words.js';
import { SecurityCode } from '../staff/pages.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { Choice } from '../web/choices.js';
import { Form } from '../web/fields.js';
import { Alert, Button, Buttons, Card, Note, Points } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { Changes } from './change-pages.js';
import { Lines } from './lines.js';
import { importTrail, type Upload } from './pages.js';
import { changesNothing, Details, Figures, some } from './report-figures.js';
import { type ChangeLists, type Confirmation, confirmationsFor } from './rules.js';
import { Received } from './waiting-pages.js';

export type PreviewForm = {
  readonly upload: Upload;
  readonly report: ImportReport;
  readonly lists: ChangeLists;
  readonly confirmed: readonly string[];
  readonly askCode: boolean;
  readonly errors: readonly FieldError[];
};

/** The upload was read: the figures, what they mean, the lines to mend, and the one button. */
export function PreviewPage({ view, desk, form }: { view: View; desk: Desk; form: PreviewForm }): JSX.Element {
  const { upload, report } = form;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Vérifier l’import"
      lead={
        <>
          <Received view={view} upload={upload} />. Qui n’est plus dans ces fichiers va partir.
        </>
      }
      trail={importTrail}
      errors={form.errors}
      failed={(upload.reasons ?? []).length > 0}
    >
      {(upload.reasons ?? []).map(({ reason }) => (
        <Alert kind="bad" title={reason}>
          <p>Les nombres sont ceux d’aujourd’hui : vérifiez-les encore.</p>
        </Alert>
      ))}
      {drops(report) && <DropAlert report={report} />}
      <Alert kind="info" title="Rien n’est encore changé.">
        {report.source !== undefined && <p>{`Format reconnu : ${sourceWords[report.source]}.`}</p>}
        <p>
          {changesNothing(report)
            ? 'La base est déjà comme ces fichiers.'
            : 'Regardez les nombres, puis choisissez « Appliquer ».'}
        </p>
      </Alert>
      <Figures report={report} />
      <div class="with-side">
        <Details report={report} />
        <After desk={desk} report={report} />
      </div>
      <Changes lists={form.lists} />
      <Lines upload={upload} report={report} />
      {may(desk.role, 'apply_register') && <Deciding view={view} form={form} />}
    </SchoolPage>
  );
}

function After({ desk, report }: { desk: Desk; report: ImportReport }): JSX.Element {
  const { created, childless } = report.accounts;
  return (
    <Card title="Après « Appliquer »">
      <Points
        points={[
          {
            icon: 'letter',
            text:
              created === 0
                ? 'Aucune nouvelle lettre à faire.'
                : `${some(created, 'nouveau compte', 'nouveaux comptes')} : autant de lettres à faire.`,
          },
          {
            icon: 'lock',
            text:
              childless === 0
                ? `Chaque parent garde un élève dans ${yourSchool[desk.schoolKind]}.`
                : `${some(childless, 'parent n’aura', 'parents n’auront')} plus d’élève dans ${yourSchool[desk.schoolKind]}.`,
          },
          { icon: 'rings', text: 'Aucun regroupement ne change.' },
          drops(report)
            ? { icon: 'alert', look: 'shut', text: 'Plus de 10 % des fiches partent : vérifiez avant d’appliquer.' }
            : { icon: 'check', look: 'keep', text: 'Moins de 10 % des fiches partent : rien d’anormal.' },
        ]}
      />
    </Card>
  );
}

const drops = (report: ImportReport): boolean => report.asked.some(({ code }) => code === 'TOO_MANY_ENDINGS');

type Leaving = { readonly text: string; readonly share: number };

/** « 12 élèves », with the share of all of them; kinds that nobody leaves are not named. */
const leaving = ({ pupils, guardians, links }: ImportReport): readonly Leaving[] =>
  (
    [
      [pupils, 'élève', 'élèves'],
      [guardians, 'parent', 'parents'],
      [links, 'lien', 'liens'],
    ] as const
  )
    .filter(([{ ended }]) => ended > 0)
    .map(([{ ended, changed, unchanged }, one, many]) => ({
      text: some(ended, one, many),
      share: Math.round((100 * ended) / (ended + changed + unchanged)),
    }));

/** More leaves than in an ordinary week: how many, and what is mostly the cause. */
function DropAlert({ report }: { report: ImportReport }): JSX.Element {
  const parts = leaving(report).map(({ text, share }) => `${text} (${share} %)`);
  return (
    <Alert kind="bad" title="Attention : beaucoup de fiches partent">
      <p>{`Avec ces fichiers, partent : ${parts.join(', ')}.`}</p>
      <p>Vérifiez avant d’appliquer :</p>
      <Points
        points={[
          { icon: 'check', text: 'l’export prend toute l’école, et non une classe ou un niveau ;' },
          { icon: 'check', text: 'il est de cette année scolaire ;' },
          { icon: 'check', text: '« Élèves » et « Responsables » sont envoyés ensemble.' },
        ]}
      />
      <p>En cas de doute, abandonnez cet import : rien ne change.</p>
    </Alert>
  );
}

const confirmationWords: Readonly<Record<Confirmation, (report: ImportReport) => string>> = {
  drop: (report) =>
    `Les fichiers sont entiers. Partent bien : ${leaving(report)
      .map(({ text }) => text)
      .join(', ')}.`,
  older: () => 'Je veux revenir à ces fichiers plus anciens.',
};

function Deciding({ view, form }: { view: View; form: PreviewForm }): JSX.Element {
  const { upload, report } = form;
  const needed = confirmationsFor(report.asked);
  return (
    <Form view={view} action={href('schoolImport', { import: upload.id })}>
      {needed.length > 0 && (
        <>
          {report.asked.map(
            ({ code, reason }) =>
              code !== 'TOO_MANY_ENDINGS' && (
                <Note icon="alert">
                  <p>{reason}</p>
                </Note>
              ),
          )}
          <Choice
            name="confirmed"
            kind="checkbox"
            label="Avant d’appliquer, cochez :"
            chosen={form.confirmed}
            errors={form.errors}
            options={needed.map((value) => ({ value, label: confirmationWords[value](report) }))}
          />
        </>
      )}
      {form.askCode && <SecurityCode view={view} errors={form.errors} />}
      <Buttons>
        <Button name="act" value="apply">
          Appliquer l’import
        </Button>
        <Button kind="second" name="act" value="abandon" unchecked>
          Abandonner
        </Button>
      </Buttons>
      {report.rejected.length > 0 && <p class="soft">Les lignes rejetées ne bloquent pas l’import.</p>}
    </Form>
  );
}

/** The import is done: what it did, kept for a year. */
export function AppliedPage({
  view,
  desk,
  upload,
  report,
}: {
  view: View;
  desk: Desk;
  upload: Upload;
  report: ImportReport;
}): JSX.Element {
  const { created } = report.accounts;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Import fait"
      lead={<Received view={view} upload={upload} />}
      trail={importTrail}
    >
      <Alert kind="done" title="La base de l’école est à jour.">
        <p>
          {created === 0
            ? 'Aucun nouveau compte.'
            : `${some(created, 'nouveau compte', 'nouveaux comptes')} : faites leurs lettres.`}{' '}
          {created > 0 && <a href={href('schoolLetters')}>Aller aux lettres</a>}
        </p>
      </Alert>
      <Figures report={report} done />
      <Details report={report} done />
      <Lines upload={upload} report={report} />
      <p>
        <a href={href('schoolImportReport', { import: upload.id, format: 'json' })}>
          Télécharger le compte rendu (JSON)
        </a>
      </p>
    </SchoolPage>
  );
}
