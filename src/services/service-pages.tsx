// One service: what it is, until when, for which child, and the way to it.
import type { ComponentChildren, JSX } from 'preact';
import type { CivilDate } from '../kernel/civil-date.js';
import { href } from '../routes.js';
import { type Child, ChildLine } from '../web/children.js';
import { Page } from '../web/layout.js';
import { ButtonLink, Buttons, Note } from '../web/panels.js';
import type { View } from '../web/view.js';

type Props = {
  view: View;
  title: string;
  heading: ComponentChildren;
  what: ComponentChildren;
  due?: CivilDate | undefined;
  /** Where it is used; without it the school tells how. */
  address?: string | undefined;
  children: readonly Child[];
};

export function ServicePage({ view, title, heading, what, due, address, children }: Props): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={title} heading={heading} lead={what}>
      {due !== undefined && (
        <Note icon="calendar">
          <p>{t('service.due', { day: t.day(due) })}</p>
        </Note>
      )}
      <ul class="rows">
        {children.map((child) => (
          <li>
            <ChildLine child={child} />
          </li>
        ))}
      </ul>
      {address === undefined ? (
        <p>{t('service.how')}</p>
      ) : (
        <p>{t.rich('service.leaving', { site: <bdi dir="ltr">{new URL(address).host}</bdi> })}</p>
      )}
      <Buttons>
        {address !== undefined && (
          <ButtonLink href={address} icon="arrow">
            {t('service.open')}
          </ButtonLink>
        )}
        <ButtonLink kind="second" href={href('services')}>
          {t('service.back')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}
