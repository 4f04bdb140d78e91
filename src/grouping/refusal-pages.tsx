// Every refusal of the grouping in words: what is so, and what to do. Never a dead end.
import type { JSX } from 'preact';
import type { T } from '../i18n/translator.js';
import { href } from '../routes.js';
import { HelpLine, Page } from '../web/layout.js';
import { ButtonLink, Buttons } from '../web/panels.js';
import type { View } from '../web/view.js';

/** Refusals after which step 1 may be tried again: told above its form. */
export type GroupingProblem =
  /** Unknown pair, expired letter, closed: one message before proof. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'throttled'; readonly minutes: number }
  | {
      readonly kind: /** Said of any identifier, known or not: strangers shut it, and waiting no longer helps. */
        | 'locked'
        | 'same_account'
        | 'absorbed_closed'
        | 'absorbed_frozen'
        | 'absorbed_suspended'
        | 'absorbed_asleep'
        | 'letter_used'
        | 'letter_replaced'
        | 'letter_expired'
        /** These two accounts have a request already, which keeps the other one. */
        | 'request_reversed'
        /** More requests in a day than one person has accounts. */
        | 'too_many_requests'
        /** The other account is active: this letter sets a new password first. */
        | 'recovery_letter'
        /** The ten minutes are over. */
        | 'expired'
        /** A secret, the mail or the state of either account changed since its proof. */
        | 'changed'
        /** Step 2 or 3 opened without step 1. */
        | 'no_intent';
    };

export function wordsOfProblem(
  t: T,
  problem: Exclude<GroupingProblem, { kind: 'wrong' }>,
): { readonly title: string; readonly advice: string } {
  switch (problem.kind) {
    case 'throttled':
      return { title: t('signin.throttled', { minutes: problem.minutes }), advice: t('grouping.throttled-advice') };
    case 'locked':
      return { title: t('signin.locked'), advice: t('grouping.locked-advice') };
    case 'same_account':
      return { title: t('grouping.same-account'), advice: t('grouping.same-account-advice') };
    case 'absorbed_closed':
      return { title: t('grouping.other-closed'), advice: t('grouping.other-closed-advice') };
    case 'absorbed_frozen':
      return { title: t('grouping.other-frozen'), advice: t('signin.call-school') };
    case 'absorbed_suspended':
      return { title: t('grouping.other-suspended'), advice: t('signin.call-school') };
    case 'absorbed_asleep':
      return { title: t('grouping.other-asleep'), advice: t('signin.new-letter') };
    case 'letter_used':
      return { title: t('letter.used'), advice: t('grouping.letter-used-advice') };
    case 'letter_replaced':
      return { title: t('letter.replaced'), advice: t('letter.replaced-advice') };
    case 'letter_expired':
      return { title: t('letter.expired'), advice: t('signin.new-letter') };
    case 'request_reversed':
      return { title: t('grouping.request-reversed'), advice: t('grouping.request-reversed-advice') };
    case 'too_many_requests':
      return { title: t('grouping.too-many-requests'), advice: t('grouping.too-many-requests-advice') };
    case 'recovery_letter':
      return { title: t('grouping.recovery-letter'), advice: t('grouping.recovery-letter-advice') };
    case 'expired':
      return { title: t('grouping.expired'), advice: t('grouping.start-again') };
    case 'changed':
      return { title: t('grouping.proof-changed'), advice: t('grouping.start-again') };
    case 'no_intent':
      return { title: t('grouping.no-intent'), advice: t('grouping.start-again') };
  }
}

/** The account in use may not group now (frozen, suspended): it cannot happen from an ordinary session. */
export function GroupingNotNowPage({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('grouping.not-now')} failed>
      <p>{t('signin.call-school')}</p>
      <HelpLine view={view} />
      <Buttons>
        <ButtonLink href={href('account')}>{t('profile.back')}</ButtonLink>
      </Buttons>
    </Page>
  );
}
