// After a break: the new account and its letter.
import type { JSX } from 'preact';
import type { CivilDate } from '../kernel/civil-date.js';
import { href } from '../routes.js';
import type { Desk } from '../staff/rules.js';
import { Facts } from '../web/facts.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
import type { View } from '../web/view.js';
import { type AccountCard, titleOf, trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import { LetterDownload } from './letter-pages.js';
import { spokenName } from './rules.js';

export type BreakDone = {
  readonly account: AccountCard;
  readonly reference: string;
  /** The letter to fetch; undefined when none could be made. */
  readonly letter: { readonly number: string; readonly lastDay: CivilDate } | undefined;
};

export function BreakDonePage({ view, desk, done }: { view: View; desk: Desk; done: BreakDone }): JSX.Element {
  const { account, letter } = done;
  const pupils = account.pupils.filter((pupil) => pupil.entitling).map(spokenName);
  return (
    <SchoolPage view={view} desk={desk} title="Le nouveau compte est prêt" trail={trailOf(account)}>
      <div class="narrow">
        <Alert kind="done" title="C’est fait.">
          {letter !== undefined && <p>Téléchargez la lettre maintenant : elle se télécharge une seule fois.</p>}
        </Alert>
        <Card>
          <Facts
            facts={[
              { name: 'Parent', value: <FrenchName>{titleOf(account)}</FrenchName> },
              { name: 'Nouvel identifiant', value: <Identifier>{account.identifier}</Identifier> },
              { name: 'Élèves', value: <FrenchName>{pupils.join(', ') || 'Aucun'}</FrenchName> },
              { name: 'Référence', value: <Identifier>{done.reference}</Identifier> },
            ]}
          />
        </Card>
        {letter === undefined ? (
          <Note>
            Pas de lettre pour le moment. Complétez les dates de naissance des élèves, puis faites une lettre depuis ce
            compte.
          </Note>
        ) : (
          <LetterDownload view={view} accountId={account.id} letter={letter} />
        )}
        <Buttons>
          <ButtonLink kind="second" href={href('schoolAccount', { account: account.id })}>
            Voir le nouveau compte
          </ButtonLink>
        </Buttons>
      </div>
    </SchoolPage>
  );
}
