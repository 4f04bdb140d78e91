// Adding a child from another letter or account: the other account (1/3), what will happen (2/3), the receipt (3/3).
import type { JSX } from 'preact';
import type { T } from '../i18n/translator.js';
import { href } from '../routes.js';
import type { Child } from '../web/children.js';
import { BeforeAfter } from '../web/diagram.js';
import { Form, IdentifierField, Password } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, CalmPanel, Card, Points, Steps } from '../web/panels.js';
import { type AccountShown, TwoAccounts } from '../web/two-accounts.js';
import type { FieldError, View } from '../web/view.js';
import { type GroupingProblem, wordsOfProblem } from './refusal-pages.js';

export function GroupingSteps({ view, at }: { view: View; at: number }): JSX.Element {
  const { t } = view;
  return (
    <Steps view={view} at={at} names={[t('grouping.step-other'), t('grouping.step-check'), t('grouping.step-done')]} />
  );
}

type StartProps = {
  view: View;
  /** The account in use: the one that stays. */
  identifier: string;
  /** What was typed of the other account; its secret is never given back. */
  other?: string | undefined;
  errors?: readonly FieldError[] | undefined;
  problem?: GroupingProblem | undefined;
};

/** 1/3: posts `identifier` and `password` (or the letter's code) of the other account. */
export function GroupingStartPage({ view, identifier, other, errors, problem }: StartProps): JSX.Element {
  const { t } = view;
  const shown: readonly FieldError[] | undefined =
    problem?.kind === 'wrong'
      ? [
          { field: 'identifier', message: t('grouping.wrong'), beside: t('activation.check-identifier') },
          { field: 'password', message: '', beside: t('grouping.secret-again') },
        ]
      : errors;
  const told = problem === undefined || problem.kind === 'wrong' ? undefined : wordsOfProblem(t, problem);
  return (
    <Page
      view={view}
      title={t('grouping.start-title')}
      errors={shown}
      failed={problem !== undefined}
      above={
        <>
          {told !== undefined && (
            <Alert kind="bad" title={told.title}>
              <p>{told.advice}</p>
            </Alert>
          )}
          <GroupingSteps view={view} at={1} />
        </>
      }
    >
      <p>{t('grouping.start-why')}</p>
      <Points
        points={[
          {
            icon: 'check',
            look: 'keep',
            text: t.rich('grouping.you-keep', { identifier: <Identifier>{identifier}</Identifier> }),
          },
          { icon: 'lock', look: 'shut', text: t('grouping.other-closes') },
        ]}
      />
      <Card title={t('grouping.other-account')}>
        <Form view={view} action={href('grouping')}>
          <IdentifierField
            name="identifier"
            label={t('grouping.other-identifier')}
            hint={t('grouping.other-identifier-hint')}
            value={other}
            autocomplete="off"
            errors={shown}
          />
          <Password
            view={view}
            name="password"
            label={t('grouping.other-secret')}
            hint={t('grouping.other-secret-hint')}
            autocomplete="off"
            errors={shown}
          />
          <Buttons>
            <Button>{t('grouping.continue')}</Button>
            <ButtonLink kind="second" href={href('children')}>
              {t('grouping.cancel')}
            </ButtonLink>
          </Buttons>
        </Form>
      </Card>
      <CalmPanel title={t('activation.square')} icon="letter">
        <p>{t('grouping.square')}</p>
      </CalmPanel>
    </Page>
  );
}

type CheckProps = {
  view: View;
  kept: AccountShown;
  absorbed: AccountShown;
  /** Of all that is shown; comes back with the answer. */
  digest: string;
  minutesLeft: number;
  /** It changed since it was shown first: told, and asked again. */
  changed?: boolean;
  /** Of a request, which a school accepted for these two in this order: where the answer goes. The wizard's without it. */
  action?: string;
};

/** « Yanis, Lina et Noé » */
export const names = (t: T, children: readonly Child[]): string => t.list(children.map((child) => child.firstName));

/** 2/3: posts `digest` and `answer`, 'yes' or 'no'. */
export function GroupingCheckPage({
  view,
  kept,
  absorbed,
  digest,
  minutesLeft,
  changed,
  action,
}: CheckProps): JSX.Element {
  const { t } = view;
  const all = [...kept.children, ...absorbed.children];
  const label = t('grouping.diagram', {
    kept: kept.identifier,
    keptChildren: names(t, kept.children),
    count: kept.children.length,
    closing: absorbed.identifier,
    moving: names(t, absorbed.children),
    movingCount: absorbed.children.length,
  });
  return (
    <Page
      view={view}
      title={t('grouping.check-title')}
      above={
        <>
          {changed === true && (
            <Alert kind="info" title={t('grouping.changed')}>
              <p>{t('grouping.changed-look')}</p>
            </Alert>
          )}
          <GroupingSteps view={view} at={2} />
        </>
      }
    >
      <TwoAccounts view={view} kept={kept} absorbed={absorbed} />
      <Card title={t('grouping.what-happens')}>
        <div class="change">
          <BeforeAfter
            view={view}
            label={label}
            before={[
              { identifier: kept.identifier, children: kept.children, look: 'kept' },
              { identifier: absorbed.identifier, children: absorbed.children, look: 'closing' },
            ]}
            after={[
              { identifier: kept.identifier, children: all, look: 'kept' },
              { identifier: absorbed.identifier, children: [], look: 'closed' },
            ]}
          />
          <Points
            points={[
              {
                icon: 'check',
                look: 'keep',
                text:
                  absorbed.children.length === 0
                    ? t('grouping.nobody-moves')
                    : t.rich('grouping.moves', {
                        count: absorbed.children.length,
                        children: names(t, absorbed.children),
                        identifier: <Identifier>{kept.identifier}</Identifier>,
                        b: (words) => <strong>{words}</strong>,
                      }),
              },
              {
                icon: 'lock',
                look: 'shut',
                text: t.rich('grouping.closes', { identifier: <Identifier>{absorbed.identifier}</Identifier> }),
              },
              { icon: 'info', text: t('grouping.only-school') },
            ]}
          />
        </div>
      </Card>
      <p>{t('grouping.unknown-child')}</p>
      <Form view={view} action={action ?? href('groupingCheck')}>
        <input type="hidden" name="digest" value={digest} />
        <Buttons>
          <Button name="answer" value="yes">
            {t('grouping.yes')}
          </Button>
          <Button kind="second" name="answer" value="no">
            {t('grouping.no')}
          </Button>
        </Buttons>
      </Form>
      <p class="soft">{t('grouping.minutes', { minutes: minutesLeft })}</p>
      {action === undefined && (
        <details>
          <summary>{t.rich('grouping.prefer', { identifier: <Identifier>{absorbed.identifier}</Identifier> })}</summary>
          <p>{t.rich('grouping.prefer-how', { identifier: <Identifier>{absorbed.identifier}</Identifier> })}</p>
        </details>
      )}
    </Page>
  );
}
