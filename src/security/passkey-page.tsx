// Adding a passkey: a name for it, then the telephone or the computer makes it.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Field, Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Button, ButtonLink, Buttons } from '../web/panels.js';
import { PasskeyButton, passkeyData } from '../web/passkey.js';
import type { FieldError, View } from '../web/view.js';

type Props = {
  view: View;
  /** For the browser, as JSON. */
  options: string;
  name: string | undefined;
  errors?: readonly FieldError[] | undefined;
};

/** Posts `name` and `passkey`. */
export function AddPasskeyPage({ view, options, name, errors }: Props): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('security.add-passkey')} lead={t('security.passkey-lead')} errors={errors}>
      <p>{t('security.passkey-how')}</p>
      <Form view={view} action={href('addPasskey')} data={passkeyData(view, 'create', options)}>
        <PasskeyButton without={t('security.passkey-without')}>
          <Field
            name="name"
            label={t('security.passkey-name')}
            hint={t('security.passkey-name-hint')}
            value={name}
            errors={errors}
          />
          <Button icon="key">{t('security.passkey-make')}</Button>
        </PasskeyButton>
        <Buttons>
          <ButtonLink kind="second" href={href('security')}>
            {t('profile.cancel')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}
