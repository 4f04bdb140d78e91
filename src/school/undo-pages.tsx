// Undoing one grouping: what happened to the records that it brought, and the break that takes them back.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import type { Desk } from '../staff/rules.js';
import { SideBySide } from '../web/desk-layout.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, ButtonLink, Buttons, Note } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import type { BreakForm } from './break-pages.js';
import { BreakResult } from './break-result.js';
import { trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import { type Named, spokenName } from './rules.js';

export type UndoStep = Named & {
  readonly guardianId: number;
  readonly at: Date;
  readonly kind: 'attached' | 'grouped' | 'separated' | 'closed_by_parent';
  readonly reference: string | null;
  readonly here: boolean;
};

export type UndoForm = BreakForm & { readonly reference: string; readonly steps: readonly UndoStep[] };

const stepWords: Readonly<Record<UndoStep['kind'], string>> = {
  attached: 'Fiche rattachée à un compte',
  grouped: 'Comptes mis ensemble par le parent',
  separated: 'Fiche séparée, nouveau compte',
  closed_by_parent: 'Le parent a fermé son compte',
};

export function UndoPage({ view, desk, form }: { view: View; desk: Desk; form: UndoForm }): JSX.Element {
  const { account, reference, result, steps } = form;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Défaire un regroupement"
      lead={
        <>
          Regroupement <Identifier>{reference}</Identifier>, compte <Identifier>{account.identifier}</Identifier>
        </>
      }
      trail={trailOf(account)}
      errors={form.errors}
      failed={form.changed}
    >
      {form.changed && (
        <Alert kind="bad" title="Ce compte a changé. Rien n’a été fait.">
          <p>Vérifiez encore le résultat.</p>
        </Alert>
      )}
      <SideBySide>
        <div>
          <h2>1. Ce qui s’est passé</h2>
          <Table
            caption="Ce qui est arrivé aux fiches venues avec ce regroupement"
            quiet
            columns={[{ name: 'Fiche' }, { name: 'Ce qui s’est passé' }, { name: 'Quand' }]}
            rows={steps.map((step) => ({
              cells: [
                <FrenchName>{spokenName(step)}</FrenchName>,
                <>
                  {stepWords[step.kind]}
                  {step.reference !== null && (
                    <>
                      {' '}
                      <Identifier>{step.reference}</Identifier>
                    </>
                  )}
                  {step.here ? ' : sur ce compte' : ' : sur un autre compte'}
                </>,
                `${view.t.shortDay(step.at)}, ${view.t.hour(step.at)}`,
              ],
            }))}
          />
          <p class="soft">Vous voyez seulement les fiches de votre établissement.</p>
        </div>
        {result === undefined ? (
          <div>
            <h2>2. Rien à défaire</h2>
            <Note>Aucune fiche venue avec ce regroupement n’est encore sur ce compte.</Note>
            <Buttons>
              <ButtonLink kind="second" href={href('schoolAccount', { account: account.id })}>
                Retour au compte
              </ButtonLink>
            </Buttons>
          </div>
        ) : (
          <BreakResult
            view={view}
            desk={desk}
            form={form}
            result={result}
            action={href('schoolUndo', { account: account.id, reference })}
          />
        )}
      </SideBySide>
    </SchoolPage>
  );
}
