// « Garder ma deuxième sécurité »: what a school asked, and the owner's no.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Button, ButtonLink, Buttons } from '../web/panels.js';
import type { View } from '../web/view.js';

export function StopPage({ view, dueAt }: { view: View; dueAt: Date }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('reset-stop.title')} lead={t('reset-stop.what', { moment: t.moment(dueAt) })}>
      <p>{t('reset-stop.yours')}</p>
      <p>{t('reset-stop.not-yours')}</p>
      <Form view={view} action={href('stopReset')}>
        <Buttons>
          <Button icon="lock">{t('reset-stop.yes')}</Button>
          <ButtonLink kind="second" href={href('signIn')}>
            {t('reset-stop.no')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}

export function StoppedPage({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('reset-stop.done')} lead={t('reset-stop.done-lead')} done>
      <p>{t('reset-stop.done-call')}</p>
    </Page>
  );
}

/** Unknown, or too late: one page for both. */
export function DeadStopPage({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('mail.dead-title')} failed>
      <p>{t('reset-stop.dead')}</p>
    </Page>
  );
}
