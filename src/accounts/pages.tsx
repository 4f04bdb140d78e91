// Closing one's account: everything that will happen, before the button; then the last page.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { type Child, ChildLine } from '../web/children.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Identifier, MailAddress } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
import type { View } from '../web/view.js';

type Props = {
  view: View;
  identifier: string;
  /** The confirmed address, which will be told. */
  mail?: string | undefined;
  children: readonly Child[];
  /** It could not be done. */
  refused?: boolean;
};

export function ClosingPage({ view, identifier, mail, children, refused }: Props): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('closing.title')}
      failed={refused === true}
      above={refused === true && <Alert kind="bad" title={t('closing.not-now')} />}
    >
      <Points
        points={[
          {
            icon: 'shut',
            look: 'shut',
            text: t.rich('closing.account', { account: <Identifier>{identifier}</Identifier> }),
          },
          { icon: 'lock', look: 'shut', text: t('closing.no-return') },
          ...(children.length === 0
            ? []
            : [
                {
                  icon: 'check' as const,
                  look: 'keep' as const,
                  text: t('closing.children', { count: children.length }),
                },
              ]),
          { icon: 'letter', text: t('closing.school') },
          ...(mail === undefined
            ? []
            : [{ icon: 'mail' as const, text: t.rich('closing.mail', { mail: <MailAddress>{mail}</MailAddress> }) }]),
        ]}
      />
      {children.length > 0 && (
        <Card>
          <ul class="rows">
            {children.map((child) => (
              <li>
                <ChildLine child={child} small />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <p>
        <a href={href('ownData')}>{t('closing.data-first')}</a>
      </p>
      <Form view={view} action={href('closing')}>
        <Buttons>
          <Button>{t('closing.yes')}</Button>
          <ButtonLink kind="second" href={href('account')}>
            {t('closing.no')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}

export function ClosedPage({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('closing.done-title')} lead={t('closing.done-why')} done>
      <p>{t('closing.done-next')}</p>
    </Page>
  );
}
