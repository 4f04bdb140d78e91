// One service: what it is, when, for which child, whom to ask.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { type Child, ChildLine } from '../web/children.js';
import { Page } from '../web/layout.js';
import { ButtonLink, Buttons } from '../web/panels.js';
import type { View } from '../web/view.js';

type Props = { view: View; title: string; what: string; children: readonly Child[] };

export function ServicePage({ view, title, what, children }: Props): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={title} lead={what}>
      <ul class="rows">
        {children.map((child) => (
          <li>
            <ChildLine child={child} />
          </li>
        ))}
      </ul>
      <p>{t('service.how')}</p>
      <Buttons>
        <ButtonLink kind="second" href={href('services')}>
          {t('service.back')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}
