// The second factor: a passkey, a code of the application, or one of the recovery codes.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { CodeField, Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Alert, Button, ButtonLink, Buttons } from '../web/panels.js';
import { PasskeyButton, passkeyData } from '../web/passkey.js';
import type { FieldError, View } from '../web/view.js';

export type SecondStepProblem =
  | { readonly kind: 'wrong' | 'wrong_passkey' | 'locked' }
  | { readonly kind: 'throttled'; readonly minutes: number };

type Props = {
  view: View;
  action: string;
  asked: { readonly application: boolean; readonly passkey: string | undefined };
  /** Where the person was going; '' for the home page. */
  back?: string;
  /** Of the other account, in the wizard. */
  other?: boolean;
  errors?: readonly FieldError[];
  problem?: SecondStepProblem | undefined;
};

/** Posts `code`, or `passkey`. */
export function SecondStepPage({ view, action, asked, back = '', other, errors, problem }: Props): JSX.Element {
  const { t } = view;
  const { application, passkey } = asked;
  const shown =
    problem?.kind === 'wrong' ? [{ field: 'code', message: t('second.wrong'), beside: t('second.wrong') }] : errors;
  const where = back !== '' && <input type="hidden" name="retour" value={back} />;
  const lead =
    other === true ? 'second.lead-other' : application && passkey === undefined ? 'second.lead' : 'second.lead-passkey';
  return (
    <Page
      view={view}
      title={t(passkey === undefined ? 'second.title' : 'second.title-passkey')}
      lead={t(lead)}
      errors={shown}
      failed={problem !== undefined}
      above={<Problem view={view} problem={problem} />}
    >
      {passkey !== undefined && (
        <Form view={view} action={action} data={passkeyData(view, 'get', passkey)}>
          {where}
          <PasskeyButton without={t('second.passkey-without')}>
            <Button icon="key">{t('second.use-passkey')}</Button>
          </PasskeyButton>
        </Form>
      )}
      {passkey !== undefined && <h2>{t(application ? 'second.or-code' : 'second.lost-passkey')}</h2>}
      <Form view={view} action={action}>
        {where}
        <FactorCode view={view} application={application} errors={shown} />
        <Buttons>
          <Button kind={passkey === undefined ? 'first' : 'second'}>{t('proof.submit')}</Button>
          <ButtonLink
            kind={passkey === undefined ? 'second' : 'link'}
            href={href(other === true ? 'grouping' : 'signIn')}
          >
            {t('proof.cancel')}
          </ButtonLink>
        </Buttons>
      </Form>
      {application && (
        <>
          <h2>{t('second.lost')}</h2>
          <p>{t('second.lost-codes')}</p>
        </>
      )}
      <p>{t('second.lost-school')}</p>
    </Page>
  );
}

function Problem({ view, problem }: Pick<Props, 'view' | 'problem'>): JSX.Element | null {
  const { t } = view;
  if (problem === undefined || problem.kind === 'wrong') return null;
  const title =
    problem.kind === 'throttled'
      ? t('signin.throttled', { minutes: problem.minutes })
      : t(problem.kind === 'locked' ? 'signin.locked' : 'second.wrong-passkey');
  return (
    <Alert kind="bad" title={title}>
      {problem.kind !== 'wrong_passkey' && <p>{t('second.lost-school')}</p>}
    </Alert>
  );
}

type CodeProps = { view: View; application: boolean; errors?: readonly FieldError[] | undefined };

/** The field `code`: of the application, or of the paper alone when there is no application. */
export function FactorCode({ view, application, errors }: CodeProps): JSX.Element {
  const { t } = view;
  return (
    <CodeField
      name="code"
      label={t(application ? 'second.code' : 'second.recovery-code')}
      hint={t(application ? 'second.code-hint' : 'second.recovery-code-hint')}
      errors={errors}
    />
  );
}
