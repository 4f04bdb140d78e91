// 3/3: what was done, which account remains, all the children, and what becomes of their services.
import type { JSX } from 'preact';
import { BreakNote, type BreakShown } from '../history/break-note.js';
import { href } from '../routes.js';
import { type Child, ChildBadge } from '../web/children.js';
import { Facts } from '../web/facts.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier, Phone } from '../web/names.js';
import { ButtonLink, Buttons, Card, PrintButton } from '../web/panels.js';
import type { View } from '../web/view.js';
import { GroupingSteps } from './pages.js';
import { ServicesTold, type ServiceTold } from './services-told.js';

export type Receipt = {
  readonly identifier: string;
  readonly closedIdentifier: string;
  /** All the children of the account now; on a later look, those who came by it. */
  readonly children: readonly Child[];
  readonly at: Date;
  readonly reference: string;
  readonly schoolName: string;
  readonly schoolPhone?: string | undefined;
  /** What schools took out of the account since. */
  readonly breaks?: readonly BreakShown[];
};

type DoneProps = { view: View; receipt: Receipt; services: readonly ServiceTold[] };

/** 3/3 */
export function GroupingDonePage({ view, receipt, services }: DoneProps): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('grouping.done-title')}
      above={<GroupingSteps view={view} at={3} />}
      done
      lead={t('grouping.done-lead', { count: receipt.children.length })}
    >
      <div class={services.length > 0 ? 'pairs' : undefined}>
        <Card title={t('grouping.receipt')}>
          <ReceiptFacts view={view} receipt={receipt} />
          <PrintButton>{t('grouping.print')}</PrintButton>
        </Card>
        {services.length > 0 && (
          <ServicesTold view={view} services={services} on={receipt.at} again={href('groupingDone')} />
        )}
      </div>
      <Buttons>
        <ButtonLink href={href('home')}>{t('activation.go-home')}</ButtonLink>
        <ButtonLink kind="second" icon="letter" href={href('grouping')}>
          {t('grouping.another')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}

/** What a receipt says, with its reference. */
export function ReceiptFacts({ view, receipt }: { view: View; receipt: Receipt }): JSX.Element {
  const { t } = view;
  const { children, breaks = [] } = receipt;
  return (
    <>
      <Facts
        facts={[
          { name: t('letter.identifier'), value: <Identifier>{receipt.identifier}</Identifier> },
          { name: t('grouping.closed'), value: <Identifier struck>{receipt.closedIdentifier}</Identifier> },
          // Who left since is named no more.
          ...(children.length === 0
            ? []
            : [
                {
                  name: t('account.children'),
                  value: (
                    <ul class="kids">
                      {children.map((child) => (
                        <li>
                          <ChildBadge child={child} small /> <FrenchName>{child.firstName}</FrenchName>
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]),
          { name: t('grouping.date'), value: t.moment(receipt.at) },
          { name: t('grouping.reference'), value: <Identifier>{receipt.reference}</Identifier> },
          {
            name: t('activation.school'),
            value: (
              <>
                <FrenchName>{receipt.schoolName}</FrenchName>
                {receipt.schoolPhone !== undefined && (
                  <span class="phone">
                    <Phone number={receipt.schoolPhone} />
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
      {breaks.map((shown) => (
        <>
          <p>
            <strong>{t('history.since')}</strong>
          </p>
          <BreakNote view={view} shown={shown} />
        </>
      ))}
    </>
  );
}
