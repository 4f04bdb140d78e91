// From a letter to a password, in three steps: the code (or the QR), is it you, a password of one's own.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { LetterDrawing } from '../signin/letter-drawing.js';
import { type Child, ChildLine } from '../web/children.js';
import { BirthDate, type DateTyped } from '../web/choices.js';
import { Facts, State } from '../web/facts.js';
import { CodeField, Form, IdentifierField } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, Buttons, CalmPanel, Card, Steps } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';

export function ActivationSteps({ view, at }: { view: View; at: number }): JSX.Element {
  const { t } = view;
  return (
    <Steps
      view={view}
      at={at}
      names={[t('activation.step-code'), t('activation.step-you'), t('activation.step-password')]}
    />
  );
}

export type CodeProblem =
  /** The check sign says that the code is not one: nothing was tried. */
  | { readonly kind: 'typo' }
  /** Unknown, used, replaced, expired, closed: one answer. */
  | { readonly kind: 'wrong' }
  /** Waiting no longer helps; the letter's square does. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'throttled'; readonly minutes: number };

type CodePageProps = {
  view: View;
  identifier?: string | undefined;
  code?: string | undefined;
  errors?: readonly FieldError[] | undefined;
  problem?: CodeProblem | undefined;
};

/** 1/3: posts `identifier` and `code`. */
export function ActivationCodePage({ view, identifier, code, errors, problem }: CodePageProps): JSX.Element {
  const { t } = view;
  const shown: readonly FieldError[] | undefined =
    problem?.kind === 'typo'
      ? [{ field: 'code', message: t('activation.code-typo') }]
      : problem?.kind === 'wrong'
        ? [
            { field: 'identifier', message: t('activation.wrong'), beside: t('activation.check-identifier') },
            { field: 'code', message: '', beside: t('activation.check-code') },
          ]
        : errors;
  return (
    <Page
      view={view}
      title={t('activation.code-title')}
      errors={shown}
      failed={problem !== undefined}
      above={
        <>
          {problem?.kind === 'locked' && (
            <Alert kind="bad" title={t('signin.locked')}>
              <p>{t('activation.throttled-advice')}</p>
            </Alert>
          )}
          {problem?.kind === 'throttled' && (
            <Alert kind="bad" title={t('signin.throttled', { minutes: problem.minutes })}>
              <p>{t('activation.throttled-advice')}</p>
            </Alert>
          )}
          <ActivationSteps view={view} at={1} />
        </>
      }
      aside={
        <CalmPanel title={t('activation.square')} icon="letter">
          <p>{t('activation.square-why')}</p>
          <LetterDrawing t={t} />
        </CalmPanel>
      }
    >
      <Form view={view} action={href('activation')}>
        <IdentifierField
          name="identifier"
          label={t('activation.identifier')}
          hint={t('signin.identifier-hint')}
          value={identifier}
          errors={shown}
          autocomplete="off"
        />
        <CodeField
          name="code"
          label={t('activation.code')}
          hint={t('activation.code-hint')}
          value={code}
          errors={shown}
        />
        <Button>{t('activation.continue')}</Button>
      </Form>
      <ul class="links">
        <li>
          <a href={href('signIn')}>{t('activation.have-password')}</a>
        </li>
      </ul>
    </Page>
  );
}

/** The letter in use, as far as it may be told before the birth date. */
export type LetterShown = { readonly schoolName: string; readonly identifier: string };

/** One date to give: of a child of the letter's school, or of another school that the account holds. */
export type AskedDate = { readonly field: string; readonly schoolName: string; readonly typed?: DateTyped | undefined };

type BirthDatesProps = {
  view: View;
  letter: LetterShown;
  asked: readonly AskedDate[];
  triesLeft: number;
  /** The dates were read but are not those of the children. */
  wrong?: boolean;
  errors?: readonly FieldError[] | undefined;
};

/** 2/3: posts FIELD-day, FIELD-month, FIELD-year of each asked date. */
export function ActivationBirthDatesPage({
  view,
  letter,
  asked,
  triesLeft,
  wrong,
  errors,
}: BirthDatesProps): JSX.Element {
  const { t } = view;
  const first = asked[0]?.field ?? '';
  const shown = wrong === true ? [{ field: first, message: t('activation.date-wrong', { tries: triesLeft }) }] : errors;
  return (
    <Page
      view={view}
      title={t('activation.you-title')}
      errors={shown}
      above={<ActivationSteps view={view} at={2} />}
      aside={
        <>
          <Card title={t('activation.your-letter')} icon="letter">
            <Facts
              facts={[
                { name: t('activation.school'), value: <FrenchName>{letter.schoolName}</FrenchName> },
                { name: t('letter.identifier'), value: <Identifier>{letter.identifier}</Identifier> },
                { name: t('letter.code'), value: <State kind="done">{t('activation.good-code')}</State> },
              ]}
            />
          </Card>
          <CalmPanel title={t('activation.why')} icon="lock">
            <p>{t('activation.why-lost')}</p>
            <p>{t('activation.tries', { tries: triesLeft })}</p>
          </CalmPanel>
        </>
      }
    >
      <p>{t(asked.length > 1 ? 'activation.give-dates' : 'activation.give-date')}</p>
      <Form view={view} action={href('activationBirthDates')}>
        {asked.map((date) => (
          <BirthDate
            view={view}
            name={date.field}
            label={
              asked.length > 1 ? t('activation.birth-date-at', { school: date.schoolName }) : t('activation.birth-date')
            }
            hint={t('activation.birth-date-hint')}
            errors={shown}
            {...(date.typed === undefined ? {} : { value: date.typed })}
          />
        ))}
        <Button>{t('activation.continue')}</Button>
      </Form>
      <ul class="links">
        <li>
          <a href={href('signIn')}>{t('activation.not-for-me')}</a>
        </li>
      </ul>
    </Page>
  );
}

/** Still 2/3, after the right dates: posts `answer`, 'yes' or 'not_mine'. */
export function ActivationChildrenPage({ view, children }: { view: View; children: readonly Child[] }): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('activation.children-title', { count: children.length })}
      above={<ActivationSteps view={view} at={2} />}
    >
      <ul class="rows">
        {children.map((child) => (
          <li>
            <ChildLine child={child} />
          </li>
        ))}
      </ul>
      <Form view={view} action={href('activationChildren')}>
        <Buttons>
          <Button name="answer" value="yes">
            {t('activation.mine', { count: children.length })}
          </Button>
          <Button kind="second" name="answer" value="not_mine">
            {t('activation.not-mine')}
          </Button>
        </Buttons>
      </Form>
    </Page>
  );
}
