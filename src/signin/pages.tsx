// Signing in, what to do when one cannot, and the password asked again before a change that matters.
import type { JSX } from 'preact';
import type { T } from '../i18n/translator.js';
import { href } from '../routes.js';
import { Tile } from '../web/children.js';
import { Form, IdentifierField, KnownIdentifier, Password } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Alert, Button, ButtonLink, Buttons } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { LetterDrawing } from './letter-drawing.js';

/**
 * Why the sign-in was refused. 'wrong' is all that is said before the right secret; the others come after it
 * (throttled apart, which is said of any identifier).
 */
export type SignInProblem =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'throttled'; readonly minutes: number }
  | { readonly kind: 'locked' | 'grouped' | 'closed' | 'frozen' | 'suspended' | 'asleep' }
  | { readonly kind: 'letter_used' | 'letter_replaced' | 'letter_expired' | 'letter_dead' };

export type SignInNotice = 'idle' | 'ended' | 'signed_out' | 'password_changed';

type SignInProps = {
  view: View;
  identifier?: string;
  /** Empty fields, from readForm. */
  errors?: readonly FieldError[];
  problem?: SignInProblem | undefined;
  notice?: SignInNotice | undefined;
  idleMinutes: number;
  /** Posted back as `retour`: where the person was going. */
  back?: string | undefined;
  /** Another provider of identities, for who linked it. */
  federation?: { readonly name: string; readonly href: string } | undefined;
};

export function SignInPage(props: SignInProps): JSX.Element {
  const { view, identifier, errors, problem, notice, idleMinutes, back, federation } = props;
  const { t } = view;
  const shown = problem?.kind === 'wrong' ? wrongPair(t) : errors;
  return (
    <Page
      view={view}
      title={t('signin.title')}
      errors={shown}
      failed={problem !== undefined}
      above={
        <>
          {problem !== undefined && problem.kind !== 'wrong' && <Refusal t={t} problem={problem} />}
          {notice !== undefined && problem === undefined && (
            <Alert kind={notice === 'password_changed' ? 'done' : 'info'}>
              <p>{noticeText(t, notice, idleMinutes)}</p>
            </Alert>
          )}
        </>
      }
      aside={
        <div class="calm first-time">
          <ul>
            <Tile
              href={href('activation')}
              icon="letter"
              detail={t('signin.first-time')}
              title={t('signin.have-letter')}
              detailFirst
            />
          </ul>
          <LetterDrawing t={t} />
        </div>
      }
      helpNote={t('signin.idle', { minutes: idleMinutes })}
    >
      <Form view={view} action={href('signIn')}>
        {back !== undefined && <input type="hidden" name="retour" value={back} />}
        <IdentifierField
          name="identifier"
          label={t('signin.identifier')}
          hint={t('signin.identifier-hint')}
          value={identifier}
          errors={shown}
        />
        <Password
          view={view}
          name="password"
          label={t('signin.password')}
          autocomplete="current-password"
          errors={shown}
        />
        <Button>{t('signin.submit')}</Button>
      </Form>
      <ul class="links">
        {federation !== undefined && (
          <li>
            <a href={federation.href}>{t('federation.sign-in', { name: federation.name })}</a>
          </li>
        )}
        <li>
          <a href={href('forgottenIdentifier')}>{t('signin.forgot-identifier')}</a>
        </li>
        <li>
          <a href={href('forgottenPassword')}>{t('signin.forgot-password')}</a>
        </li>
      </ul>
    </Page>
  );
}

/** One message for the pair; each field then says its own part. */
function wrongPair(t: T): readonly FieldError[] {
  return [
    { field: 'identifier', message: t('signin.wrong'), beside: t('signin.check-identifier') },
    { field: 'password', message: '', beside: t('signin.password-again') },
  ];
}

function noticeText(t: T, notice: SignInNotice, minutes: number): string {
  switch (notice) {
    case 'idle':
      return t('signin.notice-idle', { minutes });
    case 'ended':
      return t('signin.notice-ended');
    case 'signed_out':
      return t('signin.notice-signed-out');
    case 'password_changed':
      return t('signin.notice-password-changed');
  }
}

function Refusal({ t, problem }: { t: T; problem: Exclude<SignInProblem, { kind: 'wrong' }> }): JSX.Element {
  const [title, advice] = refusalWords(t, problem);
  return (
    <Alert kind="bad" title={title}>
      <p>{advice}</p>
    </Alert>
  );
}

function refusalWords(t: T, problem: Exclude<SignInProblem, { kind: 'wrong' }>): readonly [string, string] {
  switch (problem.kind) {
    case 'throttled':
      return [t('signin.throttled', { minutes: problem.minutes }), t('signin.throttled-advice')];
    case 'locked':
      return [t('signin.locked'), t('signin.locked-advice')];
    case 'grouped':
      return [t('signin.closed'), t('signin.grouped-advice')];
    case 'closed':
      return [t('signin.closed'), t('signin.closed-advice')];
    case 'frozen':
      return [t('signin.frozen'), t('signin.call-school')];
    case 'suspended':
      return [t('signin.suspended'), t('signin.call-school')];
    case 'asleep':
      return [t('signin.asleep'), t('signin.new-letter')];
    case 'letter_used':
      return [t('letter.used'), t('letter.used-advice')];
    case 'letter_replaced':
      return [t('letter.replaced'), t('letter.replaced-advice')];
    case 'letter_expired':
      return [t('letter.expired'), t('signin.new-letter')];
    case 'letter_dead':
      return [t('letter.dead'), t('signin.new-letter')];
  }
}

type ProofProps = {
  view: View;
  back: string;
  errors?: readonly FieldError[];
  wrong?: boolean;
  /** Said of too many tries, whatever was typed. */
  tooMany?: string | undefined;
};

/** « Votre mot de passe encore »: before a form that groups accounts or changes a password, never after it. */
export function FreshProofPage({ view, back, errors, wrong, tooMany }: ProofProps): JSX.Element {
  const { t } = view;
  const shown = wrong === true ? [{ field: 'password', message: t('proof.wrong') }] : errors;
  return (
    <Page
      view={view}
      title={t('proof.title')}
      lead={t('proof.why')}
      errors={shown}
      failed={tooMany !== undefined}
      above={
        tooMany !== undefined && (
          <Alert kind="bad" title={tooMany}>
            <p>{t('proof.throttled-advice')}</p>
          </Alert>
        )
      }
    >
      <Form view={view} action={href('freshProof')}>
        <input type="hidden" name="retour" value={back} />
        <KnownIdentifier identifier={view.signedIn?.name ?? ''} />
        <Password
          view={view}
          name="password"
          label={t('proof.password')}
          autocomplete="current-password"
          errors={shown}
        />
        <Buttons>
          <Button>{t('proof.submit')}</Button>
          <ButtonLink kind="second" href={href('account')}>
            {t('proof.cancel')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  );
}
