// The académie's provider of identities: linking it, going there, and what to do when it did not work.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { DeskPage } from '../web/desk-layout.js';
import { Form } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card } from '../web/panels.js';
import type { View } from '../web/view.js';
import { AccessFrame } from './frame.js';

/** `provider` is its name. */
type Props = { view: View; name: string; provider: string };

export function StaffIdentityPage({ view, name, provider, linked }: Props & { linked: boolean }): JSX.Element {
  return (
    <AccessFrame view={view} name={name} title="Entrer par l’académie" lead={<FrenchName>{provider}</FrenchName>}>
      <div class="narrow">
        <Card>
          <p>
            {linked
              ? 'Votre accès est relié : vous pouvez entrer sans le mot de passe d’ici.'
              : 'Reliez votre accès une fois : ensuite vous entrez sans le mot de passe d’ici.'}
          </p>
          <p class="soft">
            Vos droits restent ceux que votre école ou le réseau vous a donnés. Votre deuxième sécurité est encore
            demandée, sauf si l’académie dit l’avoir demandée.
          </p>
          <Form view={view} action={href(linked ? 'staffIdentityEnd' : 'staffIdentity')}>
            <Buttons>
              <Button kind={linked ? 'second' : 'first'}>{linked ? 'Ne plus relier' : 'Relier mon accès'}</Button>
              <ButtonLink kind="link" href={href('staffAccess')}>
                Retour à mon accès
              </ButtonLink>
            </Buttons>
          </Form>
        </Card>
      </div>
    </AccessFrame>
  );
}

export function StaffIdentityGoPage({ view, name, provider, location }: Props & { location: string }): JSX.Element {
  return (
    <AccessFrame view={view} name={name} title="Entrer par l’académie" lead={<FrenchName>{provider}</FrenchName>}>
      <div class="narrow">
        <p>Connectez-vous là-bas, avec vos codes de l’académie. Vous revenez ici ensuite.</p>
        <Buttons>
          <ButtonLink href={location} icon="arrow">{`Aller sur le site de ${provider}`}</ButtonLink>
          <ButtonLink kind="second" href={href('staffIdentity')}>
            Annuler
          </ButtonLink>
        </Buttons>
      </div>
    </AccessFrame>
  );
}

const problems = {
  failed: ['Cela n’a pas marché', 'Rien n’est changé. Essayez encore, ou entrez avec votre mot de passe.'],
  unknown: [
    'Aucun accès n’est relié',
    'Entrez d’abord avec votre mot de passe. Puis reliez votre accès dans « Mon accès ».',
  ],
  taken: ['Déjà relié à un autre accès', 'Cette identité de l’académie ouvre l’accès d’une autre personne.'],
  throttled: ['Trop d’essais', 'Attendez un peu, puis essayez encore.'],
} as const;

export function StaffProviderProblemPage({ view, why }: { view: View; why: keyof typeof problems }): JSX.Element {
  const [title, what] = problems[why];
  return (
    <DeskPage view={view} menu={[]} title={title} failed>
      <p>{what}</p>
      <Buttons>
        <ButtonLink href={href('staffAccess')}>Continuer</ButtonLink>
      </Buttons>
    </DeskPage>
  );
}
