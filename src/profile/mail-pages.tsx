// Changing the mail address, and confirming it: the link of the mail opens a page, and its button confirms (readers of
// mail open links).
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Field, Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { MailSlip } from '../web/mail-slip.js';
import { MailAddress } from '../web/names.js';
import { Button, ButtonLink, Buttons, Points } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';

type ChangeProps = {
  view: View;
  /** The address of today. */
  now?: string | undefined;
  /** What was typed. */
  mail?: string;
  errors?: readonly FieldError[];
};

/** Posts `mail`. */
export function ChangeMailPage({ view, now, mail, errors }: ChangeProps): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t(now === undefined ? 'mail.add-title' : 'mail.change-title')}
      lead={now !== undefined && t.rich('mail.change-now', { mail: <MailAddress>{now}</MailAddress> })}
      errors={errors}
    >
      <Form view={view} action={href('changeMail')}>
        <Field
          name="mail"
          type="email"
          label={t('mail.new')}
          hint={t('activation.mail-hint')}
          autocomplete="email"
          value={mail}
          required
          errors={errors}
        />
        <Buttons>
          <Button>{t('mail.change-submit')}</Button>
          <ButtonLink kind="second" href={href('account')}>
            {t('profile.cancel')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}

type AskedProps = { view: View; to?: string | undefined; confirmed?: string | undefined };

/** A message went to the new address; a confirmed one goes on serving meanwhile. */
export function MailAskedPage({ view, to, confirmed }: AskedProps): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('mail.asked-title')}>
      <Points
        points={[
          ...(to === undefined
            ? []
            : [{ icon: 'mail' as const, text: t.rich('mail.asked-open', { mail: <MailAddress>{to}</MailAddress> }) }]),
          ...(confirmed === undefined
            ? []
            : [
                {
                  icon: 'check' as const,
                  look: 'keep' as const,
                  text: t.rich('mail.asked-until', { mail: <MailAddress>{confirmed}</MailAddress> }),
                },
              ]),
        ]}
      />
      {to !== undefined && <MailSlip t={t} mail={to} />}
      <Buttons>
        <ButtonLink href={href('account')}>{t('profile.back')}</ButtonLink>
      </Buttons>
    </Page>
  );
}

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
