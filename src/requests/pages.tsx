// The parent's request: what will happen, who decides, by when; and what to do in each state. The words are the same
// whatever the reason: nothing here may tell a name written otherwise from a record under protection.
import type { JSX } from 'preact';
import type { T } from '../i18n/translator.js';
import { href } from '../routes.js';
import { type Fact, Facts, State, type StateKind, SummaryList } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { HelpLine, Page } from '../web/layout.js';
import { FrenchName, Identifier, Phone } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
import type { View } from '../web/view.js';

export type RequestShownState = 'open' | 'accepted' | 'refused' | 'withdrawn' | 'void' | 'done';

export type RequestLine = {
  readonly reference: string;
  readonly state: RequestShownState;
  readonly createdAt: Date;
};

export type RequestView = RequestLine & {
  readonly answerBy: Date;
  readonly expiresAt: Date | null;
  /** Void because nobody confirmed in time. */
  readonly expired: boolean;
  /** The receipt of the grouping that came of it. */
  readonly groupingReference: string | null;
  /** No school holds a record of that account: the operator decides. */
  readonly byNetwork: boolean;
  /** The schools that may be named; without any, « l'école ». */
  readonly schools: readonly { readonly name: string; readonly phone: string }[];
};

const stateKinds: Readonly<Record<RequestShownState, StateKind>> = {
  open: 'pending',
  accepted: 'to-decide',
  refused: 'closed',
  withdrawn: 'closed',
  void: 'closed',
  done: 'done',
};

const title = (t: T, { state, expired }: Pick<RequestView, 'state' | 'expired'>): string =>
  state === 'void' && expired ? t('request.expired-title') : t(`request.${state}-title`);

type Props = {
  view: View;
  request: RequestView;
  /** It was sent just now, or found when the parent wanted to send it again. */
  told?: 'sent' | 'already' | undefined;
  /** A mail will say that the school answered. */
  mailed: boolean;
};

export function RequestPage({ view, request, told, mailed }: Props): JSX.Element {
  const { t } = view;
  const { state } = request;
  return (
    <Page
      view={view}
      title={title(t, request)}
      done={state === 'done'}
      above={
        told !== undefined && (
          <Alert kind={told === 'sent' ? 'done' : 'info'} title={t(`request.${told}`)}>
            <p>{t('request.write-number')}</p>
          </Alert>
        )
      }
      lead={leadOf(t, request)}
    >
      {state === 'accepted' && <Confirming view={view} request={request} />}
      <Card title={t('request.card')}>
        <Facts facts={factsOf(view, request)} />
      </Card>
      {state === 'open' && <Waiting view={view} mailed={mailed} byNetwork={request.byNetwork} />}
      {(state === 'refused' || state === 'void') && (
        <Card title={t('grouping.needs-school-do')} icon="phone">
          <HelpLine view={view} />
          <p>{t('request.say-number')}</p>
        </Card>
      )}
      {state !== 'done' && state !== 'void' && <p>{t('grouping.nothing-changed')}</p>}
      <After view={view} request={request} />
    </Page>
  );
}

function leadOf(t: T, { state, expired, expiresAt, createdAt }: RequestView): string {
  if (state === 'accepted') return t('request.accepted-lead', { day: t.dayOf(expiresAt ?? createdAt) });
  if (state === 'void') return t(expired ? 'request.expired-lead' : 'request.void-lead');
  return t(`request.${state}-lead`);
}

function factsOf({ t }: View, request: RequestView): Fact[] {
  const facts: Fact[] = [
    { name: t('request.number'), value: <Identifier>{request.reference}</Identifier> },
    { name: t('request.date'), value: t.dayOf(request.createdAt) },
  ];
  if (request.state === 'open' || request.state === 'refused')
    facts.push({
      name: t('request.who'),
      value:
        request.schools.length === 0 ? (
          t(request.byNetwork ? 'request.the-network' : 'request.the-school')
        ) : (
          <ul class="kids">
            {request.schools.map(({ name, phone }) => (
              <li>
                <span>
                  <FrenchName>{name}</FrenchName>
                  {phone !== '' && (
                    <span class="phone">
                      <Phone number={phone} />
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        ),
    });
  if (request.state === 'open') facts.push({ name: t('request.by'), value: t.dayOf(request.answerBy) });
  if (request.groupingReference !== null)
    facts.push({
      name: t('request.receipt'),
      value: (
        <a href={href('receipt', { reference: request.groupingReference })}>
          <Identifier>{request.groupingReference}</Identifier>
        </a>
      ),
    });
  return facts;
}

function Waiting({ view, mailed, byNetwork }: { view: View; mailed: boolean; byNetwork: boolean }): JSX.Element {
  const { t } = view;
  return (
    <Card title={t('grouping.what-happens')}>
      <Points
        points={[
          { icon: 'search', text: t('request.step-look') },
          { icon: mailed ? 'mail' : 'person', text: t(mailed ? 'request.step-mail' : 'request.step-come-back') },
          { icon: 'check', look: 'keep', text: t('request.step-confirm') },
          ...(byNetwork ? [] : [{ icon: 'clock', text: t('request.step-late') } as const]),
          { icon: 'info', text: t('request.step-password') },
        ]}
      />
    </Card>
  );
}

function Confirming({ view, request }: { view: View; request: RequestView }): JSX.Element {
  const { t } = view;
  return (
    <>
      <p>{t('request.confirm-why')}</p>
      <Buttons>
        <ButtonLink href={href('requestCheck', { reference: request.reference })}>{t('request.confirm')}</ButtonLink>
      </Buttons>
    </>
  );
}

function After({ view, request }: { view: View; request: RequestView }): JSX.Element {
  const { t } = view;
  const live = request.state === 'open' || request.state === 'accepted';
  return (
    <>
      <Buttons>
        {!live && request.state !== 'done' && <ButtonLink href={href('grouping')}>{t('request.another')}</ButtonLink>}
        <ButtonLink kind="second" href={href('children')}>
          {t('grouping.back-to-children')}
        </ButtonLink>
      </Buttons>
      {live && (
        <Form view={view} action={href('requestWithdraw', { reference: request.reference })}>
          <p>
            <Button kind="link">{t('request.withdraw')}</Button>
          </p>
        </Form>
      )}
    </>
  );
}

/** Mon compte: every request, latest first. */
export function RequestsPage({ view, requests }: { view: View; requests: readonly RequestLine[] }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('request.list-title')} lead={t('request.list-lead')}>
      {requests.length === 0 ? (
        <p>{t('request.none')}</p>
      ) : (
        <Card>
          <SummaryList
            facts={requests.map(({ reference, state, createdAt }) => ({
              name: t.dayOf(createdAt),
              value: (
                <>
                  <Identifier>{reference}</Identifier>
                  <br />
                  <State kind={stateKinds[state]}>{t(`request.state-${state}`)}</State>
                </>
              ),
              action: (
                <a href={href('request', { reference })} aria-label={t('request.see-one', { reference })}>
                  {t(state === 'accepted' ? 'request.answer' : 'request.see')}
                </a>
              ),
            }))}
          />
        </Card>
      )}
      <Buttons>
        <ButtonLink kind="second" href={href('account')}>
          {t('profile.back')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}
