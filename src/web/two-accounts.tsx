// The heart of the check page: what stays is solid and green, what closes is dashed and hatched. Told before the button.
import type { JSX } from 'preact';
import { type Child, ChildLine } from './children.js';
import { Icon } from './icons.js';
import { Identifier } from './names.js';
import type { View } from './view.js';

export type AccountShown = { readonly identifier: string; readonly children: readonly Child[] };

export function TwoAccounts({
  view,
  kept,
  absorbed,
}: {
  view: View;
  kept: AccountShown;
  absorbed: AccountShown;
}): JSX.Element {
  const { t } = view;
  return (
    <div class="two-accounts">
      <section class="account kept">
        <h2>
          <Icon name="check" />
          <span>{t.rich('accounts.kept', { identifier: <Identifier>{kept.identifier}</Identifier> })}</span>
        </h2>
        <ChildrenOf view={view} account={kept} />
      </section>
      <section class="account closing">
        <h2>
          <Icon name="lock" />
          <span>{t.rich('accounts.closing', { identifier: <Identifier>{absorbed.identifier}</Identifier> })}</span>
        </h2>
        <ChildrenOf view={view} account={absorbed} />
      </section>
    </div>
  );
}

function ChildrenOf({ view, account }: { view: View; account: AccountShown }): JSX.Element {
  if (account.children.length === 0) return <p class="soft">{view.t('accounts.no-child')}</p>;
  return (
    <ul>
      {account.children.map((child) => (
        <li>
          <ChildLine child={child} />
        </li>
      ))}
    </ul>
  );
}
