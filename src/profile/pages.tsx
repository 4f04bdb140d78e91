// Mon compte: how I sign in, who I am.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Tile, Tiles } from '../web/children.js';
import { type Fact, State, SummaryList } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier, MailAddress } from '../web/names.js';
import { Alert, Button, ButtonLink, CalmPanel, Card, Note, PrintButton } from '../web/panels.js';
import type { View } from '../web/view.js';
import { type RequestsCount, RequestsTile } from './requests-tile.js';

export type MailShown = {
  readonly address: string;
  readonly confirmed: boolean;
  /** When the message to confirm it was sent. */
  readonly sentAt?: Date | undefined;
};

type AccountProps = {
  view: View;
  identifier: string;
  passwordSetAt?: Date | undefined;
  mail?: MailShown | undefined;
  /** Waits to take the place of the confirmed one. */
  pendingMail?: string | undefined;
  /** The person's name as each school wrote it; one when all agree. */
  names: readonly string[];
  /** Where the message to confirm the address is asked again, when that can be done. */
  resendAction?: string | undefined;
  /** When somebody signed in to this account before. */
  previousSignIn?: { readonly at: Date; readonly browser: string | undefined; readonly place: string } | undefined;
  /** Groupings that a school must decide: how many there were, and whether one waits for the parent. */
  requests?: RequestsCount | undefined;
  /** What became of the last act. */
  told?: string | undefined;
};

export function AccountPage({
  view,
  identifier,
  passwordSetAt,
  mail,
  pendingMail,
  names,
  resendAction,
  previousSignIn,
  requests,
  told,
}: AccountProps): JSX.Element {
  const { t } = view;
  const connection: Fact[] = [
    {
      name: t('account.identifier'),
      value: <Identifier>{identifier}</Identifier>,
      action: <PrintButton>{t('account.print')}</PrintButton>,
    },
    {
      name: t('account.password'),
      value:
        passwordSetAt === undefined
          ? t('account.password-set')
          : t('account.password-changed', { day: t.dayOf(passwordSetAt) }),
      action: <a href={href('profile')}>{t('account.change')}</a>,
    },
    {
      name: t('account.mail'),
      value: <MailValue view={view} mail={mail} />,
      action: <a href={href('changeMail')}>{t(mail === undefined ? 'account.add' : 'account.change')}</a>,
    },
    ...(previousSignIn === undefined
      ? []
      : [{ name: t('account.previous-sign-in'), value: <SignInValue view={view} signIn={previousSignIn} /> }]),
  ];
  return (
    <Page
      view={view}
      title={t('account.title')}
      above={
        told !== undefined && (
          <Alert kind="info">
            <p>{told}</p>
          </Alert>
        )
      }
    >
      <Card title={t('account.connection')}>
        <SummaryList facts={connection} />
        {pendingMail !== undefined && <PendingMail view={view} mail={pendingMail} resendAction={resendAction} />}
        {mail !== undefined && !mail.confirmed && (
          <Note icon="mail">
            <p>
              {mail.sentAt === undefined
                ? t('account.open-message')
                : t('account.open-message-of', { day: t.dayOf(mail.sentAt) })}
            </p>
            {resendAction !== undefined && (
              <Form view={view} action={resendAction}>
                <Button kind="link">{t('account.send-again')}</Button>
              </Form>
            )}
          </Note>
        )}
      </Card>
      <Card title={t('account.me')}>
        <SummaryList
          facts={[
            {
              name: t('account.name'),
              value: (
                <>
                  {names.map((name) => (
                    <p>
                      <FrenchName>{name}</FrenchName>
                    </p>
                  ))}
                  <p class="soft">{t('account.name-from-school')}</p>
                </>
              ),
              action: <a href={href('correction')}>{t('account.correct')}</a>,
            },
          ]}
        />
      </Card>
      <Tiles wide>
        <Tile
          href={href('children')}
          icon="children"
          title={t('account.children')}
          detail={t('account.see-children')}
        />
        {requests !== undefined && requests.count > 0 && <RequestsTile view={view} requests={requests} />}
        <Tile href={href('security')} icon="key" title={t('security.title')} detail={t('security.see')} />
        <Tile href={href('knownBy')} icon="person" title={t('known-by.tile')} detail={t('known-by.see')} />
        <Tile href={href('history')} icon="clock" title={t('history.title')} detail={t('history.see')} />
        <Tile href={href('ownData')} icon="list" title={t('account.own-data')} detail={t('account.own-data-see')} />
      </Tiles>
      <CalmPanel
        title={t('account.other-account')}
        action={
          <ButtonLink kind="second" href={href('grouping')}>
            {t('account.group')}
          </ButtonLink>
        }
      >
        <p>{t('account.group-why')}</p>
      </CalmPanel>
    </Page>
  );
}

function MailValue({ view, mail }: { view: View; mail: MailShown | undefined }): JSX.Element {
  const { t } = view;
  if (mail === undefined) return <span class="soft">{t('account.no-mail')}</span>;
  return (
    <>
      <MailAddress>{mail.address}</MailAddress>
      <br />
      <State kind={mail.confirmed ? 'done' : 'unconfirmed'}>
        {t(mail.confirmed ? 'account.confirmed' : 'account.unconfirmed')}
      </State>
    </>
  );
}

function PendingMail({
  view,
  mail,
  resendAction,
}: {
  view: View;
  mail: string;
  resendAction: string | undefined;
}): JSX.Element {
  const { t } = view;
  return (
    <Note icon="mail">
      <p>{t.rich('account.new-mail-waits', { mail: <MailAddress>{mail}</MailAddress> })}</p>
      <p>{t('account.open-message')}</p>
      {resendAction !== undefined && (
        <Form view={view} action={resendAction}>
          <Button kind="link">{t('account.send-again')}</Button>
        </Form>
      )}
      <Form view={view} action={href('keepMail')}>
        <Button kind="link">{t('account.keep-mail')}</Button>
      </Form>
    </Note>
  );
}

/** When, with which browser, from which corner of the network: enough to know one's own. */
function SignInValue({
  view: { t },
  signIn,
}: {
  view: View;
  signIn: { readonly at: Date; readonly browser: string | undefined; readonly place: string };
}): JSX.Element {
  const how = [signIn.browser ?? '', signIn.place].filter((one) => one !== '').join(' · ');
  return (
    <>
      {t.moment(signIn.at)}
      {how !== '' && (
        <>
          <br />
          <bdi dir="ltr">{how}</bdi>
        </>
      )}
    </>
  );
}
