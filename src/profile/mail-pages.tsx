// Confirming a mail address: the link of the mail opens a page, and its button confirms (readers of mail open links).
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Button, ButtonLink, Buttons } from '../web/panels.js';
import type { View } from '../web/view.js';

export function ConfirmMailPage({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('mail.confirm-title')}>
      <p>{t('mail.confirm-why')}</p>
      <Form view={view} action={href('confirmMail')}>
        <Button>{t('mail.confirm')}</Button>
      </Form>
    </Page>
  );
}

export function MailConfirmedPage({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('mail.confirmed-title')}>
      <p>{t('mail.confirmed-why')}</p>
      <Buttons>
        <ButtonLink href={href('account')}>{t('account.title')}</ButtonLink>
      </Buttons>
    </Page>
  );
}

export function DeadMailLinkPage({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('mail.dead-title')} failed>
      <p>{t('mail.dead-why')}</p>
      <Buttons>
        <ButtonLink href={href('account')}>{t('account.title')}</ButtonLink>
      </Buttons>
    </Page>
  );
}
