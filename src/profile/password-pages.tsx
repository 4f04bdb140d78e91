// A new password on the current one.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Form, KnownIdentifier, Password } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Alert, Button, ButtonLink, Buttons } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';

type ProfileProps = {
  view: View;
  identifier: string;
  errors?: readonly FieldError[] | undefined;
  /** Said of too many tries, whatever was typed. */
  tooMany?: string | undefined;
};

/** Profil: a new password. Posts `current` and `password`. */
export function ProfilePage({ view, identifier, errors, tooMany }: ProfileProps): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('profile.title')}
      lead={t('profile.lead')}
      errors={errors}
      failed={tooMany !== undefined}
      above={
        tooMany !== undefined && (
          <Alert kind="bad" title={tooMany}>
            <p>{t('proof.throttled-advice')}</p>
          </Alert>
        )
      }
    >
      <Form view={view} action={href('profile')}>
        <KnownIdentifier identifier={identifier} />
        <Password
          view={view}
          name="current"
          label={t('profile.current')}
          autocomplete="current-password"
          errors={errors}
        />
        <Password
          view={view}
          name="password"
          label={t('activation.new-password')}
          hint={t('activation.password-hint')}
          autocomplete="new-password"
          errors={errors}
        />
        <Buttons>
          <Button>{t('profile.submit')}</Button>
          <ButtonLink kind="second" href={href('account')}>
            {t('profile.cancel')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}

export function PasswordChangedPage({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('profile.done')} lead={t('profile.done-why')} done>
      <Buttons>
        <ButtonLink href={href('account')}>{t('profile.back')}</ButtonLink>
      </Buttons>
    </Page>
  );
}
