// The line of « Mon compte » that leads to the requests, there as soon as there was one.
import { href } from '../routes.js';
import { type Fact, State } from '../web/facts.js';
import type { View } from '../web/view.js';

/** How many there were, and whether one waits for the parent's own answer. */
export type RequestsCount = { readonly count: number; readonly toAnswer: boolean };

export function requestsFact({ t }: View, { count, toAnswer }: RequestsCount): Fact {
  return {
    name: t('account.requests'),
    value: (
      <>
        <a href={href('requests')}>{t('account.requests-see', { count })}</a>
        {toAnswer && (
          <>
            <br />
            <State kind="to-decide">{t('account.requests-answer')}</State>
          </>
        )}
      </>
    ),
  };
}
