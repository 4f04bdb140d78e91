// Another provider of identities: linking it, going there, and what to do when it did not work.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Button, ButtonLink, Buttons } from '../web/panels.js';
import type { View } from '../web/view.js';

type Props = { view: View; name: string };

export function FederationLinkPage({ view, name, linked }: Props & { linked: boolean }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('federation.title', { name })}>
      <p>{linked ? t('federation.linked', { name }) : t('federation.why', { name })}</p>
      <p>{t('federation.password-changes')}</p>
      {linked && <p>{t('federation.unlink-others')}</p>}
      <Form view={view} action={href(linked ? 'federationUnlink' : 'federationLink')}>
        <Buttons>
          <Button kind={linked ? 'second' : 'first'}>{t(linked ? 'federation.unlink' : 'federation.link')}</Button>
          <ButtonLink kind="second" href={href('security')}>
            {t('federation.back')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}

export function FederationGoPage({ view, name, location }: Props & { location: string }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('federation.title', { name })}>
      <p>{t('federation.go-what', { name })}</p>
      <Buttons>
        <ButtonLink href={location} icon="arrow">
          {t('federation.go', { name })}
        </ButtonLink>
        <ButtonLink kind="second" href={href('security')}>
          {t('federation.back')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}

export function FederationProblemPage({
  view,
  name,
  why,
  waitMinutes,
}: Props & { why: 'failed' | 'unknown' | 'taken'; waitMinutes?: number | undefined }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t(`federation.${why}-title`, { name })} failed>
      <p>{waitMinutes === undefined ? t(`federation.${why}-what`) : t('signin.throttled', { minutes: waitMinutes })}</p>
      <Buttons>
        <ButtonLink href={href(view.signedIn === undefined ? 'signIn' : 'security')}>
          {t('federation.go-on')}
        </ButtonLink>
      </Buttons>
    </Page>
  );
}
