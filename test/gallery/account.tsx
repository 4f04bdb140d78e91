// Sample pages of a parent's account, of its children and of a grouping that is refused.
import { GroupingStartPage } from '../../src/grouping/pages.js';
import { GroupingNotNowPage, type GroupingProblem } from '../../src/grouping/refusal-pages.js';
import { HistoryPage } from '../../src/history/pages.js';
import { DisownPage } from '../../src/profile/disown-pages.js';
import { ChangeMailPage, ConfirmMailPage, MailAskedPage } from '../../src/profile/mail-pages.js';
import { AccountPage } from '../../src/profile/pages.js';
import { ProfilePage } from '../../src/profile/password-pages.js';
import { FreshProofPage } from '../../src/signin/pages.js';
import { SignOutPage } from '../../src/signin/sign-out-pages.js';
import type { Samples, Stage } from './stage.js';

const at = new Date('2026-09-14T16:42:00Z');
const identifier = 'n.benali4827';
const yanis = {
  firstName: 'Yanis',
  familyName: 'Benali',
  division: '5e B',
  schoolName: 'Collège Jean-Moulin',
  position: 0,
};

const groupingProblems: readonly GroupingProblem[] = [
  { kind: 'wrong' },
  { kind: 'throttled', minutes: 15 },
  ...(
    [
      'locked',
      'same_account',
      'absorbed_frozen',
      'absorbed_suspended',
      'absorbed_asleep',
      'letter_used',
      'letter_replaced',
      'letter_expired',
      'request_reversed',
      'recovery_letter',
      'expired',
      'changed',
      'no_intent',
    ] as const
  ).map((kind) => ({ kind })),
];

export function accountSamples({ t, parentAt }: Stage): Samples {
  const account = parentAt('/mon-compte');
  const refusals = groupingProblems.map((problem): [string, Samples[string]] => [
    `grouping-start-${problem.kind.replace('_', '-')}`,
    () => (
      <GroupingStartPage
        view={parentAt('/mon-compte/regrouper')}
        identifier={identifier}
        other="n.benali0391"
        problem={problem}
      />
    ),
  ]);
  return {
    ...Object.fromEntries(refusals),
    'grouping-not-now': () => <GroupingNotNowPage view={parentAt('/mon-compte/regrouper')} />,
    'account-plain': () => <AccountPage view={account} identifier={identifier} names={['Nadia BENALI']} />,
    'account-full': () => (
      <AccountPage
        view={account}
        identifier="m.larochefouca482713"
        passwordSetAt={at}
        previousSignIn={{ at, browser: 'Firefox, Android', place: '92.184…' }}
        mail={{ address: 'marie-antoinette.de-la-rochefoucauld@exemple.fr', confirmed: true }}
        pendingMail="marie.montbel@exemple.fr"
        resendAction="#"
        requests={{ count: 2, toAnswer: true }}
        names={['Marie-Antoinette DE LA ROCHEFOUCAULD-MONTBEL', 'Marie MONTBEL']}
        told={t('mail.confirmed-title')}
      />
    ),
    'profile-errors': () => (
      <ProfilePage
        view={parentAt('/mon-compte/profil')}
        identifier={identifier}
        errors={[
          { field: 'current', message: t('proof.wrong') },
          { field: 'password', message: t('password.too-short') },
        ]}
      />
    ),
    'profile-throttled': () => (
      <ProfilePage
        view={parentAt('/mon-compte/profil')}
        identifier={identifier}
        tooMany={t('signin.throttled', { minutes: 15 })}
      />
    ),
    'proof-asked': () => <FreshProofPage view={parentAt('/mon-compte/preuve')} back="/mon-compte/mail" />,
    'mail-add': () => (
      <ChangeMailPage
        view={parentAt('/mon-compte/mail')}
        mail="nadia@exemple"
        errors={[{ field: 'mail', message: t('mail.bad') }]}
      />
    ),
    'mail-change-slip': () => (
      <MailAskedPage view={parentAt('/mon-compte/mail')} to="nadia.benali@gmial.com" confirmed="nadia@exemple.fr" />
    ),
    'mail-confirm': () => <ConfirmMailPage view={parentAt('/mail')} />,
    'history-empty': () => (
      <HistoryPage view={parentAt('/mon-compte/historique')} identifier={identifier} lines={[{ at, kind: 'opened' }]} />
    ),
    disown: () => <DisownPage view={parentAt('/mon-compte/enfants/4/pas-mon-enfant')} child={yanis} action="#" />,
    'sign-out': () => <SignOutPage view={parentAt('/deconnexion')} />,
  };
}
