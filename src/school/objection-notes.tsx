// « Ce n'est pas moi », told where a school looks first: on its first page and on the account's card.
import type { JSX } from 'preact';
import type { OpenObjection } from '../grouping/rules.js';
import { href } from '../routes.js';
import { FrenchName } from '../web/names.js';
import { Card, Note } from '../web/panels.js';
import type { View } from '../web/view.js';
import { spokenName } from './rules.js';

export const objectionSaid: Readonly<Record<OpenObjection['side'], string>> = {
  kept: 'Le titulaire de ce compte dit qu’il n’a pas mis un autre compte dans le sien. Le compte est gelé.',
  absorbed: 'Le titulaire du compte qui a fermé dit que ce n’est pas lui. Ses enfants sont masqués ici.',
};

export const objectionHref = (one: OpenObjection): string =>
  href('schoolObjection', { account: one.accountId, objection: one.id });

/** On the first page: nothing at all when nobody objects. */
export function ObjectionsToDecide({
  view,
  objections,
}: {
  view: View;
  objections: readonly OpenObjection[];
}): JSX.Element | null {
  if (objections.length === 0) return null;
  return (
    <Card title={`À décider : « ce n’est pas moi » (${objections.length})`} icon="alert">
      <ul class="links">
        {objections.map((one) => (
          <li>
            <a href={objectionHref(one)}>
              <FrenchName>{spokenName(one)}</FrenchName>, signalé le {view.t.shortDay(one.at)}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** On the account's card. */
export function ObjectionNotes({ objections }: { objections: readonly OpenObjection[] }): JSX.Element {
  return (
    <>
      {objections.map((one) => (
        <Note icon="alert">
          <p>{objectionSaid[one.side]}</p>
          <p>
            <a href={objectionHref(one)}>Voir et décider</a>
          </p>
        </Note>
      ))}
    </>
  );
}
