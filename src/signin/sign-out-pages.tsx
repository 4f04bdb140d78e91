// Signing out, for who comes by the address instead of the button.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Button, ButtonLink, Buttons } from '../web/panels.js';
import type { View } from '../web/view.js';

export function SignOutPage({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('signout.title')}>
      <p>{t('signout.why')}</p>
      <Form view={view} action={href('signOut')}>
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
