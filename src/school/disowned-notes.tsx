// « Ce n'est pas mon enfant », told on the school's first page until somebody has looked.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { FrenchName } from '../web/names.js';
import { Card } from '../web/panels.js';
import type { View } from '../web/view.js';
import { type Named, spokenName } from './rules.js';

export type DisownedAtDesk = {
  readonly accountId: number;
  readonly since: Date;
  readonly guardian: Named;
  readonly pupil: Named;
};

/** Nothing at all when nobody said it. */
export function DisownedToCheck({
  view,
  disowned,
}: {
  view: View;
  disowned: readonly DisownedAtDesk[];
}): JSX.Element | null {
  if (disowned.length === 0) return null;
  return (
    <Card title={`À vérifier : « ce n’est pas mon enfant » (${disowned.length})`} icon="alert">
      <ul class="links">
        {disowned.map((one) => (
          <li>
            <a href={href('schoolAccount', { account: one.accountId })}>
              <FrenchName>{spokenName(one.guardian)}</FrenchName> : l’élève{' '}
              <FrenchName>{spokenName(one.pupil)}</FrenchName>, dit le {view.t.shortDay(one.since)}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
