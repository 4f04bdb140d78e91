// The second factor: a code of the application, or one of the recovery codes.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { CodeField, Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Alert, Button, ButtonLink, Buttons } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';

export type SecondStepProblem =
  | { readonly kind: 'wrong' | 'locked' }
  | { readonly kind: 'throttled'; readonly minutes: number };

type Props = {
  view: View;
  action: string;
  /** Where the person was going; '' for the home page. */
  back?: string;
  /** Of the other account, in the wizard. */
  other?: boolean;
  errors?: readonly FieldError[];
  problem?: SecondStepProblem | undefined;
};

/** Posts `code`. */
export function SecondStepPage({ view, action, back = '', other, errors, problem }: Props): JSX.Element {
  const { t } = view;
  const shown =
    problem?.kind === 'wrong' ? [{ field: 'code', message: t('second.wrong'), beside: t('second.wrong') }] : errors;
  return (
    <Page
      view={view}
      title={t('second.title')}
      lead={t(other === true ? 'second.lead-other' : 'second.lead')}
      errors={shown}
      failed={problem !== undefined}
      above={
        problem !== undefined &&
        problem.kind !== 'wrong' && (
          <Alert
            kind="bad"
            title={
              problem.kind === 'throttled' ? t('signin.throttled', { minutes: problem.minutes }) : t('signin.locked')
            }
          >
            <p>{t('second.lost-school')}</p>
          </Alert>
        )
      }
    >
      <Form view={view} action={action}>
        {back !== '' && <input type="hidden" name="retour" value={back} />}
        <CodeField name="code" label={t('second.code')} hint={t('second.code-hint')} errors={shown} />
        <Buttons>
          <Button>{t('proof.submit')}</Button>
          <ButtonLink kind="second" href={other === true ? href('grouping') : href('signIn')}>
            {t('proof.cancel')}
          </ButtonLink>
        </Buttons>
      </Form>
      <h2>{t('second.lost')}</h2>
      <p>{t('second.lost-codes')}</p>
      <p>{t('second.lost-school')}</p>
    </Page>
  );
}
