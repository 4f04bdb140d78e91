// What happened to my account, in plain words, and what was done by each grouping: both to be printed.
import type { JSX } from 'preact';
import { type Receipt, ReceiptFacts } from '../grouping/receipt-page.js';
import { ServicesTold, type ServiceTold } from '../grouping/services-told.js';
import type { T } from '../i18n/translator.js';
import { href } from '../routes.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier } from '../web/names.js';
import { ButtonLink, Buttons, Card, PrintButton } from '../web/panels.js';
import type { View } from '../web/view.js';
import type { HistoryLine } from './kinds.js';

type Props = { view: View; identifier: string; lines: readonly HistoryLine[] };

export function HistoryPage({ view, identifier, lines }: Props): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('history.title')}
      lead={t.rich('history.of', { account: <Identifier>{identifier}</Identifier> })}
    >
      <Card>
        <ul class="rows history">
          {lines.map((line) => (
            <li>
              <div class="grow">
                <p>
                  <strong>{words(t, line)}</strong>
                </p>
                <p class="soft">{t.moment(line.at)}</p>
                {line.reference !== undefined && (
                  <p class="soft">
                    {line.kind === 'grouped' ? (
                      <a href={href('receipt', { reference: line.reference })}>
                        {t.rich('history.receipt', { reference: <Identifier>{line.reference}</Identifier> })}
                      </a>
                    ) : (
                      t.rich('history.reference', { reference: <Identifier>{line.reference}</Identifier> })
                    )}
                  </p>
                )}
              </div>
            </li>
          ))}
        </ul>
        <PrintButton>{t('history.print')}</PrintButton>
      </Card>
      <p>{t('history.not-you')}</p>
      <Buttons>
        <ButtonLink kind="second" href={href('account')}>
          {t('profile.back')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}

function words(t: T, { kind, about = '' }: HistoryLine) {
  switch (kind) {
    case 'grouped':
      return t.rich('history.grouped', { account: <Identifier>{about}</Identifier> });
    case 'broken':
      return t.rich('history.broken', { school: <FrenchName>{about}</FrenchName> });
    case 'left':
      return t.rich('history.left', { school: <FrenchName>{about}</FrenchName> });
    case 'client_withdrawn':
      return t.rich('history.client_withdrawn', { client: <FrenchName>{about}</FrenchName> });
    default:
      return t(`history.${kind}`);
  }
}

type ReceiptProps = { view: View; receipt: Receipt; services: readonly ServiceTold[] };

export function ReceiptPage({ view, receipt, services }: ReceiptProps): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('grouping.receipt')}>
      <Card>
        <ReceiptFacts view={view} receipt={receipt} />
        <PrintButton>{t('grouping.print')}</PrintButton>
      </Card>
      {services.length > 0 && (
        <ServicesTold
          view={view}
          services={services}
          on={receipt.at}
          again={href('receipt', { reference: receipt.reference })}
        />
      )}
      <Buttons>
        <ButtonLink kind="second" href={href('history')}>
          {t('history.back')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}
