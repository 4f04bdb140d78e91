// « Les applications qui me connaissent »: what each may know, in his own values, and what happens when he takes it back.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Facts } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { FrenchName, MailAddress } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
import type { View } from '../web/view.js';
import type { Knowing, KnownThing, ShownName } from './rules.js';

type Props = { view: View; applications: readonly Knowing[]; withdrawn?: boolean };

export function KnownByPage({ view, applications, withdrawn = false }: Props): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('known-by.title')}
      lead={t(applications.length === 0 ? 'known-by.none' : 'known-by.lead')}
      above={
        withdrawn && (
          <Alert kind="done">
            <p>{t('known-by.done')}</p>
            <p>{t('known-by.opens-again')}</p>
          </Alert>
        )
      }
    >
      {applications.map((one) => (
        <Card title={<FrenchName>{one.name}</FrenchName>}>
          <Facts facts={factsOf(view, one)} />
          {one.things === undefined && <p>{t('known-by.closed')}</p>}
          <p>
            <a href={href('withdraw', { client: one.clientId })}>
              {t.rich('known-by.withdraw-from', { client: <FrenchName>{one.name}</FrenchName> })}
            </a>
          </p>
        </Card>
      ))}
      <Buttons>
        <ButtonLink kind="second" href={href('account')}>
          {t('profile.back')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}

function factsOf(view: View, { since, lastEntered, sharedName, things = [] }: Knowing) {
  const { t } = view;
  return [
    { name: t('known-by.since'), value: t.dayOf(since) },
    ...(lastEntered === null ? [] : [{ name: t('known-by.last'), value: t.moment(lastEntered) }]),
    { name: t('known-by.number'), value: t(sharedName ? 'known-by.number-shared' : 'known-by.number-own') },
    ...things.map((thing) => ({ name: t(`known-by.${thing.kind}`), value: <Value view={view} thing={thing} /> })),
  ];
}

function Value({ view: { t }, thing }: { view: View; thing: KnownThing }): JSX.Element {
  switch (thing.kind) {
    case 'parent':
      return <>{t('known-by.yes')}</>;
    case 'mail':
      return <Lines lines={thing.values.map((one) => <MailAddress>{one}</MailAddress>)} />;
    case 'name':
    case 'schools':
      return <Lines lines={thing.values.map((one) => <FrenchName>{one}</FrenchName>)} />;
    case 'children':
    case 'numbers':
      return (
        <>
          <Lines lines={thing.children.map((child) => shownChild(child, thing.kind === 'children'))} />
          <br />
          <span class="soft">
            {t(thing.kind === 'children' ? 'known-by.children-class' : 'known-by.numbers-alone')}
          </span>
        </>
      );
  }
}

/** Name and class are one run, in its own direction; a line never ends beside the dot. */
const shownChild = ({ name, division }: ShownName, withClass: boolean): JSX.Element => (
  <FrenchName>{withClass && division !== null ? `${name}\u00a0·\u00a0${division}` : name}</FrenchName>
);

const Lines = ({ lines }: { lines: readonly JSX.Element[] }): JSX.Element => (
  <>
    {lines.map((line, index) => (
      <>
        {index > 0 && <br />}
        {line}
      </>
    ))}
  </>
);

type WithdrawProps = {
  view: View;
  application: Knowing;
  /** He has done so too often: how long he waits. */
  waitMinutes?: number;
};

export function WithdrawPage({ view, application, waitMinutes }: WithdrawProps): JSX.Element {
  const { t } = view;
  const { clientId, name, hearsSignOut } = application;
  return (
    <Page
      view={view}
      title={t('known-by.withdraw-title')}
      lead={t.rich('known-by.withdraw-lead', { client: <FrenchName>{name}</FrenchName> })}
      failed={waitMinutes !== undefined}
      above={
        waitMinutes !== undefined && (
          <Alert kind="bad">
            <p>{t('signin.throttled', { minutes: waitMinutes })}</p>
          </Alert>
        )
      }
    >
      <Points
        points={[
          { icon: 'lock', look: 'shut', text: t(hearsSignOut ? 'known-by.signed-out' : 'known-by.sign-out-there') },
          { icon: 'shut', look: 'shut', text: t('known-by.learns-nothing') },
          { icon: 'info', text: t('known-by.keeps') },
          { icon: 'retry', text: t('known-by.opens-again') },
          { icon: 'check', look: 'keep', text: t('known-by.here-stays') },
        ]}
      />
      <Form view={view} action={href('withdraw', { client: clientId })}>
        <Buttons>
          <Button>{t('known-by.withdraw-yes')}</Button>
          <ButtonLink kind="second" href={href('knownBy')}>
            {t('disown.no')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}
