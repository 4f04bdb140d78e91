// « Sécurité »: a second lock for who wants one, and where one is signed in.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { printRecoveryCode } from '../signin/factor-rules.js';
import { CodeField, Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Note, PrintButton } from '../web/panels.js';
import { QrCode } from '../web/qr-code.js';
import type { FieldError, View } from '../web/view.js';

export type SessionShown = {
  readonly id: number;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly current: boolean;
  readonly browser: string | undefined;
  readonly place: string;
};

type SecurityProps = {
  view: View;
  factors: readonly {
    readonly id: number;
    readonly kind: 'application' | 'passkey';
    readonly name: string;
    readonly createdAt: Date;
  }[];
  codesLeft: number | undefined;
  /** A school asked to remove them: when that is done. */
  resetDueAt?: Date | undefined;
  sessions: readonly SessionShown[];
  told?: string | undefined;
  /** The name of another provider of identities, where there is one. */
  federation?: string | undefined;
};

export function SecurityPage(props: SecurityProps): JSX.Element {
  const { view, factors, codesLeft, resetDueAt, sessions, told, federation } = props;
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('security.title')}
      above={
        told !== undefined && (
          <Alert kind="done">
            <p>{told}</p>
          </Alert>
        )
      }
    >
      <Card title={t('security.second')} icon="key">
        {resetDueAt !== undefined && (
          <Form view={view} action={href('stopOwnReset')}>
            <p>{t('reset-stop.what', { moment: t.moment(resetDueAt) })}</p>
            <Button>{t('reset-stop.yes')}</Button>
          </Form>
        )}
        {factors.length === 0 ? (
          <>
            <p>{t('security.none')}</p>
            <p>{t('security.why')}</p>
          </>
        ) : (
          <ul class="rows">
            {factors.map((factor) => (
              <li>
                <div class="grow">
                  <strong>{t(`security.${factor.kind}`)}</strong>
                  {factor.name !== '' && (
                    <p>
                      <bdi>{factor.name}</bdi>
                    </p>
                  )}
                  <p class="soft">{t('security.since', { day: t.dayOf(factor.createdAt) })}</p>
                </div>
                <a href={href('removeFactor', { factor: factor.id })}>{t('security.remove')}</a>
              </li>
            ))}
          </ul>
        )}
        <Buttons>
          {!factors.some(({ kind }) => kind === 'application') && (
            <ButtonLink kind={factors.length === 0 ? 'first' : 'second'} href={href('addApplication')}>
              {t('security.add')}
            </ButtonLink>
          )}
          <ButtonLink kind="second" href={href('addPasskey')}>
            {t('security.add-passkey')}
          </ButtonLink>
        </Buttons>
        {codesLeft !== undefined && factors.length > 0 && (
          <>
            <p>{t('security.codes-left', { count: codesLeft })}</p>
            <Form view={view} action={href('recoveryCodes')}>
              <Button kind="second">{t('security.make-codes')}</Button>
            </Form>
          </>
        )}
      </Card>
      {federation !== undefined && (
        <Card title={t('federation.title', { name: federation })}>
          <ButtonLink kind="second" href={href('federationLink')}>
            {t('federation.link-or-unlink')}
          </ButtonLink>
        </Card>
      )}
      <Card title={t('security.sessions')} icon="lock">
        <ul class="rows">
          {sessions.map((session) => (
            <li>
              <div class="grow">
                <strong>
                  {session.browser === undefined ? (
                    t('security.unknown-browser')
                  ) : (
                    <bdi dir="ltr">{session.browser}</bdi>
                  )}
                </strong>
                <p class="soft">
                  {t('security.session-since', { moment: t.moment(session.createdAt) })}
                  {session.place !== '' && (
                    <>
                      <br />
                      <bdi dir="ltr">{session.place}</bdi>
                    </>
                  )}
                </p>
                {session.current && <p>{t('security.this-one')}</p>}
              </div>
              {!session.current && (
                <Form view={view} action={href('endSession', { session: session.id })}>
                  <Button kind="link">{t('security.end')}</Button>
                </Form>
              )}
            </li>
          ))}
        </ul>
        {sessions.length > 1 && (
          <Form view={view} action={href('endOtherSessions')}>
            <Button kind="second">{t('security.end-others')}</Button>
          </Form>
        )}
      </Card>
      <Buttons>
        <ButtonLink kind="second" href={href('account')}>
          {t('profile.back')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}

type AddProps = {
  view: View;
  scan: { readonly text: string; readonly address: string };
  errors?: readonly FieldError[] | undefined;
};

/** Posts `code`. */
export function AddApplicationPage({ view, scan, errors }: AddProps): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('security.add')} lead={t('security.add-lead')} errors={errors}>
      <Card title={t('security.step-scan')}>
        <QrCode text={scan.address} label={t('security.qr')} />
        <p>{t('security.or-type')}</p>
        <p>
          <Identifier>{scan.text}</Identifier>
        </p>
        <p>
          <a href={scan.address}>{t('security.same-phone')}</a>
        </p>
      </Card>
      <Form view={view} action={href('addApplication')}>
        <CodeField name="code" label={t('security.step-code')} hint={t('security.code-hint')} digits errors={errors} />
        <Buttons>
          <Button>{t('security.add-submit')}</Button>
          <ButtonLink kind="second" href={href('security')}>
            {t('profile.cancel')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}

type CodesProps = { view: View; identifier: string; codes: readonly string[] };

export function RecoveryCodesPage({ view, identifier, codes }: CodesProps): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('security.codes-title')} lead={t('security.codes-lead')} done>
      <Card title={t('security.codes-of')}>
        <p>
          <Identifier>{identifier}</Identifier>
        </p>
        <ul class="codes">
          {codes.map((code) => (
            <li>
              <bdi dir="ltr" class="code">
                {printRecoveryCode(code)}
              </bdi>
            </li>
          ))}
        </ul>
        <PrintButton>{t('history.print')}</PrintButton>
      </Card>
      <Note icon="info">
        <p>{t('security.codes-once')}</p>
      </Note>
      <Buttons>
        <ButtonLink href={href('security')}>{t('security.codes-kept')}</ButtonLink>
      </Buttons>
    </Page>
  );
}

export function RemoveFactorPage({ view, action, last }: { view: View; action: string; last: boolean }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('security.remove-title')} lead={last ? t('security.remove-last') : undefined}>
      <Form view={view} action={action}>
        <Buttons>
          <Button>{t('security.remove-yes')}</Button>
          <ButtonLink kind="second" href={href('security')}>
            {t('disown.no')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}
