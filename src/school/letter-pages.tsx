// A new letter for one account: what it will do, then its PDF, once.
import type { JSX } from 'preact';
import { oneLetterWords } from '../batches/words.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { NoLetter } from '../letters/rules.js';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import type { Desk } from '../staff/rules.js';
import { OnceDownload } from '../web/desk-layout.js';
import { Facts } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Note, Points } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { type AccountCard, titleOf, trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import { spokenName } from './rules.js';

export type LetterForm = {
  readonly account: AccountCard;
  /** Why this account gets no letter now. */
  readonly why: NoLetter | 'needs_approval' | undefined;
  readonly askCode: boolean;
  readonly errors: readonly FieldError[];
};

const refusals: Readonly<Record<NoLetter | 'needs_approval', string>> = {
  no_child: 'Ce compte n’a pas d’élève ici avec un accès. Une lettre ne servirait à rien.',
  no_birth_date:
    'La date de naissance des élèves manque. Elle protège la lettre. Complétez le fichier de l’établissement, puis importez-le.',
  has_live_letter: 'Ce compte a déjà une lettre valable.',
  active: 'Ce compte est actif.',
  frozen: 'Ce compte est gelé : un parent a signalé un problème.',
  suspended: 'Ce compte est suspendu.',
  closed: 'Ce compte est fermé.',
  needs_approval: oneLetterWords,
};

export function LetterPage({ view, desk, form }: { view: View; desk: Desk; form: LetterForm }): JSX.Element {
  const { account } = form;
  const card = href('schoolAccount', { account: account.id });
  return (
    <SchoolPage view={view} desk={desk} title="Nouvelle lettre" trail={trailOf(account)} errors={form.errors}>
      <div class="narrow">
        <Card>
          <Facts
            facts={[
              { name: 'Parent', value: <FrenchName>{titleOf(account)}</FrenchName> },
              { name: 'Identifiant', value: <Identifier>{account.identifier}</Identifier> },
              {
                name: 'Élèves',
                value: (
                  <FrenchName>
                    {account.pupils
                      .filter((pupil) => pupil.entitling && pupil.heldFor === null)
                      .map(spokenName)
                      .join(', ')}
                  </FrenchName>
                ),
              },
            ]}
          />
        </Card>
        {form.why !== undefined ? (
          <>
            <Note>{refusals[form.why]}</Note>
            <Buttons>
              <ButtonLink kind="second" href={card}>
                Retour au compte
              </ButtonLink>
            </Buttons>
          </>
        ) : (
          <Form view={view} action={href('schoolLetter', { account: account.id })}>
            <Points points={consequences(account)} />
            {form.askCode && <SecurityCode view={view} errors={form.errors} />}
            <Buttons>
              <Button icon="letter">Faire la lettre</Button>
              <ButtonLink kind="second" href={card}>
                Annuler
              </ButtonLink>
            </Buttons>
          </Form>
        )}
      </div>
    </SchoolPage>
  );
}

function consequences(account: AccountCard) {
  const former = account.letters.some((letter) => letter.end === undefined);
  const stops = { icon: 'cross', text: 'Le code de la lettre d’avant ne marche plus.' } as const;
  if (account.state === 'active')
    return [
      { icon: 'key', text: 'Le parent choisira un nouveau mot de passe avec cette lettre.' } as const,
      { icon: 'check', text: 'Son mot de passe d’aujourd’hui marche jusque-là.' } as const,
      ...(account.mailConfirmed
        ? [{ icon: 'mail', text: 'Un message part tout de suite à son adresse mail.' } as const]
        : []),
      ...(former ? [stops] : []),
    ];
  return [
    { icon: 'letter', text: 'La lettre donne un nouveau code, pour activer le compte.' } as const,
    ...(former ? [stops] : []),
  ];
}

export type LetterMade = {
  readonly account: AccountCard;
  readonly letter: { readonly number: string; readonly lastDay: CivilDate };
  readonly errors: readonly FieldError[];
};

export function LetterMadePage({ view, desk, made }: { view: View; desk: Desk; made: LetterMade }): JSX.Element {
  const { account, letter } = made;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title={made.errors.length === 0 ? 'La lettre est prête' : 'Lettre déjà téléchargée'}
      trail={trailOf(account)}
      errors={made.errors}
    >
      <div class="narrow">
        {made.errors.length === 0 && (
          <Alert kind="done" title="Téléchargez-la maintenant : elle se télécharge une seule fois.">
            <p>Imprimez-la, puis effacez le fichier. Elle contient un code secret.</p>
          </Alert>
        )}
        {made.errors.length === 0 && <LetterDownload view={view} accountId={account.id} letter={letter} />}
        <Buttons>
          {made.errors.length > 0 && (
            <ButtonLink icon="letter" href={href('schoolLetter', { account: account.id })}>
              Nouvelle lettre
            </ButtonLink>
          )}
          <ButtonLink kind="second" href={href('schoolAccount', { account: account.id })}>
            Retour au compte
          </ButtonLink>
        </Buttons>
      </div>
    </SchoolPage>
  );
}

export function LetterDownload({
  view,
  accountId,
  letter,
}: {
  view: View;
  accountId: number;
  letter: LetterMade['letter'];
}): JSX.Element {
  const { number, lastDay } = letter;
  return (
    <Card>
      <Facts
        facts={[
          { name: 'Lettre', value: <Identifier>{number}</Identifier> },
          { name: 'Dernier jour', value: view.t.day(lastDay) },
        ]}
      />
      <OnceDownload view={view} action={href('schoolLetterFile', { account: accountId, letter: number })} icon="print">
        Télécharger la lettre (PDF)
      </OnceDownload>
    </Card>
  );
}
