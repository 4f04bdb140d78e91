// Before and after, drawn: two columns, a row per account, arrows between. For the eyes only: `label` says the same in a
// sentence. Works at any height: the bends are fixed, only the upright of the curve stretches.
import type { JSX } from 'preact';
import { type Child, ChildBadge } from './children.js';
import { Icon } from './icons.js';
import { FrenchName, Identifier } from './names.js';
import type { View } from './view.js';

export type AccountBox = {
  /** Unknown yet for an account that a break will make. */
  readonly identifier?: string | undefined;
  /** The guardian's name as the school wrote it (desk). */
  readonly holder?: string | undefined;
  readonly children: readonly Child[];
  /** Said of a box without children. */
  readonly none?: string | undefined;
  readonly look: 'kept' | 'closing' | 'closed' | 'new';
};

type Props = {
  view: View;
  /** The whole change in one sentence. */
  label: string;
  before: readonly AccountBox[];
  after: readonly AccountBox[];
  /** First names beside the squares (desk). */
  named?: boolean;
};

/** Grouping: two boxes become one and a closed one. Break: one box becomes two. */
export function BeforeAfter({ view, label, before, after, named }: Props): JSX.Element {
  const { t } = view;
  const rows = Math.max(before.length, after.length);
  return (
    <div class="diagram" role="img" aria-label={label}>
      <div class="column">
        <b class="soft">{t('diagram.before')}</b>
        {before.map((box) => (
          <Box view={view} box={box} named={named === true} />
        ))}
        {before.length < rows && <span class="box blank" />}
      </div>
      {before.length > 1 ? <Joining /> : <Parting />}
      <div class="column">
        <b class="soft">{t('diagram.after')}</b>
        {after.map((box) => (
          <Box view={view} box={box} named={named === true} />
        ))}
      </div>
    </div>
  );
}

function Box({ view, box, named }: { view: View; box: AccountBox; named: boolean }): JSX.Element {
  const { t } = view;
  return (
    <div class={`box ${box.look}`}>
      {box.look === 'new' && (
        <b>
          <Icon name="plus" /> {t('diagram.new')}
        </b>
      )}
      {box.identifier !== undefined && <Identifier struck={box.look === 'closed'}>{box.identifier}</Identifier>}
      {box.holder !== undefined && (
        <small>
          <FrenchName>{box.holder}</FrenchName>
        </small>
      )}
      {box.children.length === 0 && box.none !== undefined && <small>{box.none}</small>}
      {box.look === 'closed' ? (
        <b>
          <Icon name="lock" /> {t('diagram.closed')}
        </b>
      ) : (
        <span class={named ? 'kids named' : 'kids'}>
          {box.children.map((child) => (
            <span>
              <ChildBadge child={child} small />
              {named && <FrenchName>{child.firstName}</FrenchName>}
            </span>
          ))}
        </span>
      )}
    </div>
  );
}

/** Straight for what stays; from the second row up into the first for the children who move. */
function Joining(): JSX.Element {
  return (
    <svg class="arrows turns" width="38" aria-hidden="true" focusable="false">
      <svg y="25%" overflow="visible" aria-hidden="true">
        <path d="M2-12h32m-7-7 7 7-7 7" />
        <path d="M16 34v-8q0-10 10-10h8m-7-7 7 7-7 7" />
      </svg>
      <svg y="25%" height="50%" overflow="visible" aria-hidden="true">
        <line x1="16" x2="16" y1="30" y2="100%" />
      </svg>
      <svg y="75%" overflow="visible" aria-hidden="true">
        <path d="M16 0q0 10-10 10H2" />
      </svg>
    </svg>
  );
}

/** Straight for what stays; from the first row down into the new account for the children who leave. */
function Parting(): JSX.Element {
  return (
    <svg class="arrows turns" width="38" aria-hidden="true" focusable="false">
      <svg y="25%" overflow="visible" aria-hidden="true">
        <path d="M2-8h32m-7-7 7 7-7 7M2 8h4q10 0 10 10" />
      </svg>
      <svg y="25%" height="50%" overflow="visible" aria-hidden="true">
        <line x1="16" x2="16" y1="18" y2="100%" />
      </svg>
      <svg y="75%" overflow="visible" aria-hidden="true">
        <path d="M16 0q0 10 10 10h8m-7-7 7 7-7 7" />
      </svg>
    </svg>
  );
}
