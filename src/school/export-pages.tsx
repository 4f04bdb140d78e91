// Taking a list away: what is in it, and the security code.
import type { JSX } from 'preact';
import type { OrderState } from '../approvals/rules.js';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import type { Desk } from '../staff/rules.js';
import { Facts } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card, Note, Points } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { SchoolPage } from './frame.js';
import { type ListQuery, writeListQuery } from './rules.js';
import { exportApprovalWords, filterLabels, levelLabels } from './words.js';

export type ExportForm = {
  readonly query: ListQuery;
  readonly count: number;
  /** Whether a second person must agree, and whether he did. */
  readonly state: OrderState;
  readonly askCode: boolean;
  readonly errors: readonly FieldError[];
};

export function ExportPage({ view, desk, form }: { view: View; desk: Desk; form: ExportForm }): JSX.Element {
  const { query, state, errors } = form;
  const ready = state === 'not_needed' || state === 'accepted';
  const list = href('schoolAccounts', writeListQuery(query));
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Prendre la liste dans un tableur"
      trail={[{ href: list, label: 'Comptes' }]}
      errors={errors}
    >
      <div class="narrow">
        <Card>
          <Facts facts={[{ name: 'Comptes', value: String(form.count) }, ...asked(query)]} />
        </Card>
        <Points
          points={[
            { icon: 'list', text: 'Le fichier contient : parent, identifiant, élèves, classe, état, mail confirmé.' },
            { icon: 'lock', text: 'Aucun mot de passe, aucun code de lettre, aucune adresse mail.' },
            { icon: 'info', text: 'Le journal note qui a pris la liste, et quand. Supprimez le fichier après usage.' },
          ]}
        />
        {!ready && (
          <Note>
            <p>{exportApprovalWords[state]}</p>
          </Note>
        )}
        <Form view={view} action={href('schoolAccountsExport', writeListQuery(query))}>
          {ready && form.askCode && <SecurityCode view={view} errors={errors} />}
          <Buttons>
            {ready && <Button icon="list">Télécharger le fichier</Button>}
            {!ready && state !== 'waiting' && (
              <Button name="accord" value="demander">
                Demander l’accord
              </Button>
            )}
            <ButtonLink kind="second" href={list}>
              Annuler
            </ButtonLink>
          </Buttons>
        </Form>
      </div>
    </SchoolPage>
  );
}

/** The filters, in words. */
function asked({ search, division, filter, mail, level }: ListQuery) {
  return [
    ...(search === '' ? [] : [{ name: 'Recherche', value: <FrenchName>{search}</FrenchName> }]),
    ...(division === '' ? [] : [{ name: 'Classe', value: <FrenchName>{division}</FrenchName> }]),
    ...(filter === 'all' ? [] : [{ name: 'État', value: filterLabels[filter] }]),
    ...(level === null ? [] : [{ name: 'Lien', value: levelLabels[level] }]),
    ...(mail === null ? [] : [{ name: 'Mail confirmé', value: mail ? 'oui' : 'non' }]),
  ];
}
