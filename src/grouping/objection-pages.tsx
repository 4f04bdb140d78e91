// « Ce n'est pas moi »: what happened, what the button will do, and what it did. Nothing of the other account is told.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, Points } from '../web/panels.js';
import type { View } from '../web/view.js';
import type { ObjectionSide } from './rules.js';

type Found = { readonly side: ObjectionSide; readonly at: Date; readonly reference: string };

export function ObjectionPage({ view, found }: { view: View; found: Found }): JSX.Element {
  const { t } = view;
  const { side } = found;
  return (
    <Page view={view} title={t('objection.title')} lead={t(`objection.what-${side}`, { moment: t.moment(found.at) })}>
      <h2>{t('objection.then')}</h2>
      <Points
        points={[
          { icon: 'lock', look: 'shut', text: t(`objection.then-${side}`) },
          { icon: 'school', text: t('objection.then-school') },
        ]}
      />
      <Form view={view} action={href('objection')}>
        <Buttons>
          <Button>{t('objection.yes')}</Button>
          <ButtonLink kind="second" href={href('signIn')}>
            {t('objection.no')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}

export function ObjectedPage({ view, found }: { view: View; found: Found }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('objection.done')} lead={t(`objection.done-${found.side}`)} done>
      <p>{t('objection.call')}</p>
      <p>{t.rich('history.reference', { reference: <Identifier>{found.reference}</Identifier> })}</p>
    </Page>
  );
}

/** Unknown, too old, or overtaken: one page for all. */
export function DeadObjectionPage({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('mail.dead-title')} failed>
      <p>{t('objection.dead')}</p>
    </Page>
  );
}
