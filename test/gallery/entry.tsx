// Sample pages of those who are not signed in yet: every refusal of the sign-in, of a letter and of an activation.
import { type LetterStop, LetterStopPage } from '../../src/activation/letter-pages.js';
import { ActivationCodePage, type CodeProblem } from '../../src/activation/pages.js';
import { ActivationPasswordPage } from '../../src/activation/password-pages.js';
import { DeadMailLinkPage, MailConfirmedPage } from '../../src/profile/mail-pages.js';
import { SignInPage, type SignInProblem } from '../../src/signin/pages.js';
import { ProblemPage } from '../../src/web/problems.js';
import type { Samples, Stage } from './stage.js';

const signInProblems: readonly SignInProblem['kind'][] = [
  'locked',
  'grouped',
  'closed',
  'frozen',
  'suspended',
  'asleep',
  'letter_used',
  'letter_replaced',
  'letter_expired',
  'letter_dead',
];
const letterStops: readonly LetterStop[] = [
  'unknown',
  'used',
  'replaced',
  'dead',
  'not_mine',
  'too_late',
  'account_grouped',
  'account_closed',
  'account_suspended',
];
const codeProblems: readonly CodeProblem[] = [
  { kind: 'typo' },
  { kind: 'wrong' },
  { kind: 'locked' },
  { kind: 'throttled', minutes: 15 },
];

export function entrySamples({ t, signedOut }: Stage): Samples {
  const made: Record<string, Samples[string]> = {};
  for (const kind of signInProblems)
    made[`sign-in-${kind.replace('_', '-')}`] = () => (
      <SignInPage
        view={signedOut}
        idleMinutes={30}
        identifier="n.benali4827"
        problem={{ kind } as Exclude<SignInProblem, { kind: 'throttled' }>}
      />
    );
  for (const notice of ['ended', 'signed_out', 'password_changed'] as const)
    made[`sign-in-${notice.replace('_', '-')}`] = () => (
      <SignInPage view={signedOut} idleMinutes={30} notice={notice} back="/accueil" />
    );
  for (const why of letterStops)
    made[`letter-${why.replace('_', '-')}`] = () => <LetterStopPage view={signedOut} why={why} />;
  for (const problem of codeProblems)
    made[`activation-1-${problem.kind}`] = () => (
      <ActivationCodePage
        view={{ ...signedOut, path: '/activation' }}
        identifier="n.benali4827"
        code="7KQ2-M4XA-9TRE"
        problem={problem}
      />
    );
  return {
    ...made,
    'sign-in-empty': () => (
      <SignInPage
        view={signedOut}
        idleMinutes={30}
        errors={[
          { field: 'identifier', message: t('signin.need-identifier') },
          { field: 'password', message: t('signin.need-password') },
        ]}
      />
    ),
    'sign-in-offered': () => <SignInPage view={{ ...signedOut, offered: 'en' }} idleMinutes={30} />,
    'activation-3-start': () => <ActivationPasswordPage view={signedOut} identifier="n.benali4827" mailOptional />,
    'mail-confirmed': () => <MailConfirmedPage view={{ ...signedOut, path: '/mail' }} />,
    'mail-dead-link': () => <DeadMailLinkPage view={{ ...signedOut, path: '/mail' }} />,
    'not-found': () => <ProblemPage view={signedOut} error={undefined} status={404} requestId="req-4f2a" />,
    busy: () => <ProblemPage view={signedOut} error={undefined} status={503} requestId="req-4f2b" />,
    forbidden: () => <ProblemPage view={signedOut} error={undefined} status={403} requestId="req-4f2c" />,
  };
}
