// A client asks that its parent be signed out.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { FrenchName } from '../web/names.js';
import { Button, ButtonLink, Buttons } from '../web/panels.js';
import type { View } from '../web/view.js';

/** What the sign-out page posts back, read again there. */
export type SignOutAsked = {
  readonly clientId: string;
  readonly to: string;
  readonly state: string;
};

/** A client asks that the parent be signed out, and nothing shows that it is his own wish. */
export function ClientSignOutPage({
  view,
  client,
  asked,
}: {
  view: View;
  client: string | undefined;
  asked: SignOutAsked;
}): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('signout.title')}>
      {client !== undefined && <p>{t.rich('client.sign-out-asked', { client: <FrenchName>{client}</FrenchName> })}</p>}
      <p>{t('client.sign-out-all')}</p>
      <Form view={view} action={href('clientSignOut')}>
        <input type="hidden" name="client_id" value={asked.clientId} />
        <input type="hidden" name="post_logout_redirect_uri" value={asked.to} />
        <input type="hidden" name="state" value={asked.state} />
        <Buttons>
          <Button>{t('nav.sign-out')}</Button>
          <ButtonLink kind="second" href={href('home')}>
            {t('signout.stay')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}
