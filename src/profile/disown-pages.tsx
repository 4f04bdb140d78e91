// « Ce n'est pas mon enfant »: what will happen, then the answer.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { type Child, ChildLine } from '../web/children.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Button, ButtonLink, Buttons, Card } from '../web/panels.js';
import type { View } from '../web/view.js';

export function DisownPage({ view, child, action }: { view: View; child: Child; action: string }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('disown.title')}>
      <Card>
        <ChildLine child={child} />
      </Card>
      <p>{t('disown.what')}</p>
      <p>{t('disown.only-school')}</p>
      <Form view={view} action={action}>
        <Buttons>
          <Button>{t('disown.yes')}</Button>
          <ButtonLink kind="second" href={href('children')}>
            {t('disown.no')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}
