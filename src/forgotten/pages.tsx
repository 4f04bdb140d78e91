// I have lost my identifier, or my password: a mail helps; without a mail on file, a new letter does.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Field, Form, IdentifierField, KnownIdentifier, Password } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Button, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';

type FormProps = { view: View; errors?: readonly FieldError[] };

/** Posts `mail`. */
export function ForgottenIdentifierPage({ view, mail, errors }: FormProps & { mail?: string }): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('forgotten.identifier-title')}
      lead={t('forgotten.identifier-lead')}
      errors={errors}
      aside={<OtherWays view={view} lost="identifier" />}
    >
      <Form view={view} action={href('forgottenIdentifier')}>
        <Field
          name="mail"
          type="email"
          label={t('forgotten.mail')}
          hint={t('forgotten.mail-hint')}
          autocomplete="email"
          value={mail}
          required
          errors={errors}
        />
        <Button>{t('forgotten.send')}</Button>
      </Form>
      <Back view={view} />
    </Page>
  );
}

/** Posts `identifier`. */
export function ForgottenPasswordPage({ view, identifier, errors }: FormProps & { identifier?: string }): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('forgotten.password-title')}
      lead={t('forgotten.password-lead')}
      errors={errors}
      aside={<OtherWays view={view} lost="password" />}
    >
      <Form view={view} action={href('forgottenPassword')}>
        <IdentifierField
          name="identifier"
          label={t('signin.identifier')}
          hint={t('signin.identifier-hint')}
          value={identifier}
          errors={errors}
        />
        <Button>{t('forgotten.send')}</Button>
      </Form>
      <ul class="links">
        <li>
          <a href={href('forgottenIdentifier')}>{t('signin.forgot-identifier')}</a>
        </li>
        <li>
          <a href={href('signIn')}>{t('forgotten.back')}</a>
        </li>
      </ul>
    </Page>
  );
}

/** The one answer to whatever was typed. */
export function AnsweredPage({ view, lost }: { view: View; lost: 'identifier' | 'password' }): JSX.Element {
  const { t } = view;
  const password = lost === 'password';
  return (
    <Page
      view={view}
      title={t('forgotten.answered-title')}
      lead={t(password ? 'forgotten.answered-password' : 'forgotten.answered-identifier')}
      aside={<OtherWays view={view} lost={lost} />}
    >
      <Note icon="mail">
        <p>{t(password ? 'forgotten.link-minutes' : 'forgotten.look-spam')}</p>
      </Note>
      <h2>{t('forgotten.nothing-came')}</h2>
      <p>{t('forgotten.nothing-came-why')}</p>
      <Buttons>
        <ButtonLink href={href('signIn')}>{t('forgotten.back')}</ButtonLink>
        <ButtonLink kind="second" href={href(password ? 'forgottenPassword' : 'forgottenIdentifier')}>
          {t('forgotten.again')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}

function OtherWays({ view, lost }: { view: View; lost: 'identifier' | 'password' }): JSX.Element {
  const { t } = view;
  return (
    <Card title={t('forgotten.no-mail')} icon="letter">
      {lost === 'identifier' ? <p>{t('forgotten.identifier-letter')}</p> : <p>{t('forgotten.password-letter')}</p>}
      <p>{t('forgotten.new-letter')}</p>
    </Card>
  );
}

function Back({ view }: { view: View }): JSX.Element {
  return (
    <ul class="links">
      <li>
        <a href={href('signIn')}>{view.t('forgotten.back')}</a>
      </li>
    </ul>
  );
}

/** Posts `password`. */
export function NewPasswordPage({ view, identifier, errors }: FormProps & { identifier: string }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('forgotten.new-title')} lead={t('forgotten.new-lead')} errors={errors}>
      <Form view={view} action={href('resetPassword')}>
        <KnownIdentifier identifier={identifier} />
        <Password
          view={view}
          name="password"
          label={t('activation.new-password')}
          hint={t('activation.password-hint')}
          autocomplete="new-password"
          errors={errors}
        />
        <Button>{t('forgotten.new-submit')}</Button>
      </Form>
    </Page>
  );
}

/** Used, replaced, too old or unknown: one page for all. */
export function DeadResetLinkPage({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('mail.dead-title')} failed>
      <p>{t('forgotten.dead-why')}</p>
      <Buttons>
        <ButtonLink href={href('forgottenPassword')}>{t('forgotten.ask-again')}</ButtonLink>
        <ButtonLink kind="second" href={href('signIn')}>
          {t('forgotten.back')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}
