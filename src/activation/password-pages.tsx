// The end of an activation: a password of one's own, then what to keep and the way to the next child.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { FactorCode } from '../signin/second-step-pages.js';
import { type Child, ChildLine } from '../web/children.js';
import { Facts } from '../web/facts.js';
import { Field, Form, KnownIdentifier, Password } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { MailSlip } from '../web/mail-slip.js';
import { FrenchName, Identifier, MailAddress } from '../web/names.js';
import { Button, ButtonLink, Buttons, CalmPanel, Card, Note, PrintButton } from '../web/panels.js';
import { PasskeyButton, passkeyData } from '../web/passkey.js';
import type { FieldError, View } from '../web/view.js';
import { ActivationSteps } from './pages.js';

type PasswordPageProps = {
  view: View;
  identifier: string;
  mail?: string | undefined;
  /** The network lets a parent go without a mail address. */
  mailOptional: boolean;
  /** The account's second factors: one is asked too. */
  factors?: { readonly application: boolean; readonly passkey: string | undefined } | undefined;
  errors?: readonly FieldError[] | undefined;
};

/** 3/3: posts `mail` and `password`. */
export function ActivationPasswordPage({
  view,
  identifier,
  mail,
  mailOptional,
  factors,
  errors,
}: PasswordPageProps): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('activation.password-title')}
      errors={errors}
      above={<ActivationSteps view={view} at={3} />}
      aside={
        <CalmPanel title={t('activation.good-password')} icon="lock">
          <p>{t('activation.good-password-how')}</p>
        </CalmPanel>
      }
    >
      <p>{t.rich('activation.your-identifier', { identifier: <Identifier>{identifier}</Identifier> })}</p>
      <Form view={view} action={href('activationPassword')} data={passkeyData(view, 'get', factors?.passkey)}>
        <KnownIdentifier identifier={identifier} />
        <Password
          view={view}
          name="password"
          label={t('activation.new-password')}
          hint={t('activation.password-hint')}
          autocomplete="new-password"
          errors={errors}
        />
        <Field
          name="mail"
          type="email"
          label={t(mailOptional ? 'activation.mail-optional' : 'activation.mail')}
          hint={t('activation.mail-hint')}
          value={mail}
          autocomplete="email"
          required={!mailOptional}
          errors={errors}
        />
        {factors !== undefined && <FactorCode view={view} application={factors.application} errors={errors} />}
        <Button>{t('activation.open')}</Button>
        {factors?.passkey !== undefined && (
          <PasskeyButton without={t('second.passkey-without')}>
            <Button kind="second" icon="key">
              {t('activation.open-with-passkey')}
            </Button>
          </PasskeyButton>
        )}
      </Form>
    </Page>
  );
}

type DoneProps = {
  view: View;
  identifier: string;
  children: readonly Child[];
  mailToConfirm?: string | undefined /** The application that he came from, and waits for him. */;
  wayOn?: { readonly client: string; readonly href: string } | undefined;
};

/** Signed in now. The next child is one link away. */
export function ActivationDonePage({ view, identifier, children, mailToConfirm, wayOn }: DoneProps): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('activation.done-title')} lead={t('activation.done-lead')} done>
      <Card title={t('activation.keep-this')}>
        <Facts
          facts={[
            { name: t('letter.identifier'), value: <Identifier>{identifier}</Identifier> },
            {
              name: t('activation.children'),
              value: children.map((child) => <ChildLine child={child} short small />),
            },
          ]}
        />
        <PrintButton>{t('activation.print')}</PrintButton>
      </Card>
      {mailToConfirm !== undefined && (
        <Note icon="mail">
          <p>{t.rich('activation.confirm-mail', { mail: <MailAddress>{mailToConfirm}</MailAddress> })}</p>
        </Note>
      )}
      {mailToConfirm !== undefined && <MailSlip t={t} mail={mailToConfirm} />}
      <CalmPanel
        title={t('activation.other-letter')}
        action={
          <ButtonLink kind="second" icon="letter" href={href('grouping')}>
            {t('activation.add-child')}
          </ButtonLink>
        }
      >
        <p>{t('activation.other-letter-why')}</p>
      </CalmPanel>
      <Buttons>
        {wayOn !== undefined && (
          <ButtonLink href={wayOn.href}>
            {t.rich('activation.go-on', { client: <FrenchName>{wayOn.client}</FrenchName> })}
          </ButtonLink>
        )}
        <ButtonLink href={href('home')} {...(wayOn === undefined ? {} : { kind: 'second' })}>
          {t('activation.go-home')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}
