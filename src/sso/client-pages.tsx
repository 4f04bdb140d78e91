// The few pages between a client and the portal: a request that cannot be answered, a service that no school opened, and
// what a browser carries to the client.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { asset } from '../web/assets.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier, Phone } from '../web/names.js';
import { Button, ButtonLink, Buttons } from '../web/panels.js';
import type { View } from '../web/view.js';

type ProblemProps = {
  view: View;
  /** What the protocol calls it, for whoever keeps the client. */
  code: string;
  requestId: string;
  /** Too many asked at once: when to begin again. */
  waitMinutes?: number;
};

/** The client asked wrongly, or its request is too old: its own page is where to begin again. */
export function ClientProblemPage({ view, code, requestId, waitMinutes }: ProblemProps): JSX.Element {
  const { t } = view;
  const number = <Identifier>{`${requestId} ${code}`}</Identifier>;
  return (
    <Page view={view} title={t('client.problem-title')} failed>
      <p>{t('client.problem-why')}</p>
      <p>{waitMinutes === undefined ? t('client.problem-do') : t('signin.throttled', { minutes: waitMinutes })}</p>
      <p>{t.rich('client.problem-number', { number })}</p>
      <Buttons>
        <ButtonLink href={href('root')}>{t('problem.start-again')}</ButtonLink>
      </Buttons>
    </Page>
  );
}

export type SchoolToAsk = { readonly name: string; readonly phone: string };

type NotOpenedProps = {
  view: View;
  client: string;
  /** Leads back to the client, which is told. */
  back?: string;
  schools: readonly SchoolToAsk[];
};

/** No school of this parent's children opened the client. */
export function NotOpenedPage({ view, client, back, schools }: NotOpenedProps): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('client.not-opened-title')} failed>
      <p>{t.rich('client.not-opened-why', { client: <FrenchName>{client}</FrenchName> })}</p>
      {schools.length > 0 && (
        <>
          <p>{t('client.not-opened-ask')}</p>
          <ul class="rows">
            {schools.map(({ name, phone }) => (
              <li>
                <span class="grow">
                  <FrenchName>{name}</FrenchName>
                </span>
                {phone !== '' && <Phone number={phone} />}
              </li>
            ))}
          </ul>
        </>
      )}
      <Buttons>
        <ButtonLink href={href('home')}>{t('client.home')}</ButtonLink>
        {back !== undefined && (
          <ButtonLink kind="second" href={back}>
            {t('client.back')}
          </ButtonLink>
        )}
      </Buttons>
    </Page>
  );
}

type ReturnProps = { view: View; client: string; action: string };

/** He took the application's name of him back: it knows him again only if he says so. */
export function ReturnPage({ view, client, action }: ReturnProps): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('client.return-title')}
      lead={t.rich('known-by.withdraw-lead', { client: <FrenchName>{client}</FrenchName> })}
    >
      <p>{t('client.return-ask')}</p>
      <Form view={view} action={action}>
        <Buttons>
          <Button>{t('client.return-yes')}</Button>
          <ButtonLink kind="second" href={href('home')}>
            {t('client.return-no')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}

type CarriedProps = {
  view: View;
  client: string;
  /** Registered, and named by the answer's form-action. */
  address: string;
  fields: Readonly<Record<string, string>>;
};

/** What the browser posts to the client: by itself with the script, else by its reader's press. */
export function CarriedPage({ view, client, address, fields }: CarriedProps): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('client.carried-title')}>
      <p>{t.rich('client.carried-to', { client: <FrenchName>{client}</FrenchName> })}</p>
      <form method="post" action={address} data-carried>
        {Object.entries(fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Button>{t('client.carried-go')}</Button>
      </form>
      <script src={asset('carried.js')} defer />
    </Page>
  );
}
