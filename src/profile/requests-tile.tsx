// The way from « Mon compte » to the requests, there as soon as there was one.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Tile } from '../web/children.js';
import type { View } from '../web/view.js';

/** How many there were, and whether one waits for the parent's own answer. */
export type RequestsCount = { readonly count: number; readonly toAnswer: boolean };

export function RequestsTile({ view, requests }: { view: View; requests: RequestsCount }): JSX.Element {
  const { t } = view;
  const { count, toAnswer } = requests;
  return (
    <Tile
      href={href('requests')}
      icon="inbox"
      title={t('account.requests')}
      detail={t('account.requests-see', { count })}
      due={toAnswer ? t('account.requests-answer') : undefined}
    />
  );
}
