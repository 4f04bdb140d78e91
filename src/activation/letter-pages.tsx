// When a letter leads nowhere (used, replaced, expired, given up), and when its QR is opened by somebody signed in.
import type { JSX } from 'preact';
import type { MessageKey } from '../i18n/messages.js';
import { href } from '../routes.js';
import { Form, KnownIdentifier, Password } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';

/**
 * Why an activation stops. 'unknown' is all that is said of a QR address without a live letter behind it; the true
 * reasons are for those who hold the right code or token.
 */
export type LetterStop =
  | 'unknown'
  | 'used'
  | 'replaced'
  | 'expired'
  /** Three wrong dates: this letter is dead. */
  | 'dead'
  /** « Ce n'est pas mon enfant » */
  | 'not_mine'
  /** The way in took too long: start again from the letter. */
  | 'too_late'
  | 'account_grouped'
  | 'account_closed'
  | 'account_suspended';

const words = {
  unknown: ['letter.unknown', 'letter.unknown-advice'],
  used: ['letter.used', 'letter.used-advice'],
  replaced: ['letter.replaced', 'letter.replaced-advice'],
  expired: ['letter.expired', 'signin.new-letter'],
  dead: ['letter.dead', 'letter.dead-advice'],
  not_mine: ['letter.not-mine', 'letter.not-mine-advice'],
  too_late: ['letter.too-late', 'letter.too-late-advice'],
  account_grouped: ['signin.closed', 'signin.grouped-advice'],
  account_closed: ['signin.closed', 'signin.closed-advice'],
  account_suspended: ['signin.suspended', 'signin.call-school'],
} as const satisfies Record<LetterStop, readonly [MessageKey, MessageKey]>;

export function LetterStopPage({ view, why }: { view: View; why: LetterStop }): JSX.Element {
  const { t } = view;
  const [title, advice] = words[why];
  return (
    <Page view={view} title={t(title)} failed={why !== 'not_mine'}>
      <p>{t(advice)}</p>
      <Buttons>
        {why === 'too_late' ? (
          <ButtonLink href={href('activation')}>{t('letter.start-again')}</ButtonLink>
        ) : (
          <ButtonLink href={href('signIn')}>{t('problem.to-sign-in')}</ButtonLink>
        )}
      </Buttons>
    </Page>
  );
}

type SignedInProps = {
  view: View;
  /** The account in use. */
  identifier: string;
  schoolName: string;
  /** Its password was not given lately: it is asked before anything of the letter is added. */
  askPassword?: boolean;
  errors?: readonly FieldError[] | undefined;
};

/** Posts `answer`: 'add' goes to the grouping with this letter's proof, 'other' signs out and opens the letter. */
export function LetterSignedInPage({ view, identifier, schoolName, askPassword, errors }: SignedInProps): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('letter.signed-in-title')}
      lead={t.rich('letter.signed-in-lead', { identifier: <Identifier>{identifier}</Identifier> })}
      errors={errors}
    >
      <p>{t.rich('letter.signed-in-school', { school: <FrenchName>{schoolName}</FrenchName> })}</p>
      <div class="pairs">
        <Card title={t('letter.add-title')}>
          <p>{t('letter.add-why')}</p>
          <Form view={view} action={href('letterSignedIn')}>
            {askPassword === true && (
              <>
                <KnownIdentifier identifier={identifier} />
                <Password
                  view={view}
                  name="password"
                  label={t('proof.password')}
                  autocomplete="current-password"
                  errors={errors}
                />
              </>
            )}
            <Button name="answer" value="add">
              {t('letter.add')}
            </Button>
          </Form>
        </Card>
        <Card title={t('letter.other-title')}>
          <p>{t('letter.other-why')}</p>
          <Form view={view} action={href('letterSignedIn')}>
            <Button kind="second" name="answer" value="other">
              {t('letter.other')}
            </Button>
          </Form>
        </Card>
      </div>
    </Page>
  );
}
