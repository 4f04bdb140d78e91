// What may be done with an account, on its card: the usual first, what is rare below.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Form } from '../web/fields.js';
import { Button, ButtonLink, Buttons } from '../web/panels.js';
import type { View } from '../web/view.js';
import type { AccountCard } from './card-pages.js';
import { isSeparable, isSuspended } from './rules.js';

export function CardButtons({ view, account }: { view: View; account: AccountCard }): JSX.Element {
  const suspended = isSuspended(account);
  const params = { account: account.id };
  return (
    <>
      <Buttons>
        {!suspended && (
          <ButtonLink icon="letter" href={href('schoolLetter', params)}>
            Nouvelle lettre
          </ButtonLink>
        )}
        {isSeparable(account) && (
          <ButtonLink kind="second" icon="fork" href={href('schoolBreak', params)}>
            Casser un regroupement
          </ButtonLink>
        )}
        {account.secondFactor === 'on' && account.state === 'active' && (
          <ButtonLink kind="second" icon="key" href={href('schoolFactor', params)}>
            Deuxième sécurité perdue
          </ButtonLink>
        )}
        {account.state !== 'frozen' && (
          <ButtonLink kind="second" icon="lock" href={href('schoolSuspension', params)}>
            {suspended ? 'Rétablir l’accès' : 'Suspendre l’accès'}
          </ButtonLink>
        )}
        {account.partlySuspended && (
          <ButtonLink kind="second" icon="lock" href={href('schoolSuspension', params, { faire: 'suspendre' })}>
            Masquer aussi les autres élèves
          </ButtonLink>
        )}
      </Buttons>
      <p>
        <a href={href('schoolProtection', params)}>Protéger une fiche, ou voir ses protections</a>
        <br />
        <a href={href('schoolJournal', { compte: String(account.id) })}>
          Ce que l’équipe a fait de ce compte, et qui l’a lu
        </a>
      </p>
      {account.sessions > 0 && (
        <Form view={view} action={href('schoolSessions', params)}>
          <Button kind="link" icon="door">
            {account.sessions === 1
              ? 'Fermer sa connexion en cours'
              : `Fermer ses ${account.sessions} connexions en cours`}
          </Button>
        </Form>
      )}
    </>
  );
}
