// A child is a colour and an initial, the same on every page: the colour is the child's place in the account's list.
import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icons.js';
import { FrenchName } from './names.js';

export type Child = {
  readonly firstName: string;
  readonly familyName: string;
  /** « 5e B » */
  readonly division?: string | undefined;
  readonly schoolName?: string | undefined;
  /** From 0: the place in the account's list (at the desk: in the page), kept from page to page. */
  readonly position: number;
};

const initialOf = (name: string): string => [...name.trim()][0]?.toLocaleUpperCase('fr') ?? '?';

/** « Yanis BENALI » */
export const fullName = (child: Pick<Child, 'firstName' | 'familyName'>): string =>
  `${child.firstName} ${child.familyName.toLocaleUpperCase('fr')}`;

/** « 5e B, Collège Jean-Moulin » */
const placeOf = (child: Pick<Child, 'division' | 'schoolName'>): string =>
  [child.division, child.schoolName].filter((part) => part !== undefined && part !== '').join(', ');

/** The square alone: its child's name must be beside it wherever it is an answer or a choice. */
export function ChildBadge({
  child,
  small,
}: {
  child: Pick<Child, 'firstName' | 'position'>;
  small?: boolean;
}): JSX.Element {
  return (
    <span class={`kid kid-${(child.position % 4) + 1}${small === true ? ' small' : ''}`} aria-hidden="true">
      {initialOf(child.firstName)}
    </span>
  );
}

type LineProps = {
  child: Child;
  /** What the name is in the page: a title (h2, h3) or a line of a list. */
  as?: 'h2' | 'h3' | 'strong';
  /** The first name alone, where the family is known. */
  short?: boolean;
  small?: boolean;
  children?: ComponentChildren;
};

/** Square, name, class and school. */
export function ChildLine({ child, as: Name = 'strong', short, small, children }: LineProps): JSX.Element {
  const place = placeOf(child);
  return (
    <div class="child">
      <ChildBadge child={child} small={small === true} />
      <div>
        <Name>
          <FrenchName>{short === true ? child.firstName : fullName(child)}</FrenchName>
        </Name>
        {place !== '' && (
          <p class="soft">
            <FrenchName>{place}</FrenchName>
          </p>
        )}
        {children}
      </div>
    </div>
  );
}

type TileProps = {
  href: string;
  icon: IconName;
  title: ComponentChildren;
  detail?: ComponentChildren;
  /** The detail is the question that the title answers. */
  detailFirst?: boolean;
  /** What must be done, with its day: « À faire avant le 15 octobre ». Replaces the detail. */
  due?: string | undefined;
  /** The child's position, for the colour; without it the tile is of the account. */
  position?: number | undefined;
};

/** One link as a whole. Put tiles of a child in <Tiles>. */
export function Tile({ href, icon, title, detail, detailFirst, due, position }: TileProps): JSX.Element {
  return (
    <li>
      <a class="tile" href={href}>
        <span class={position === undefined ? 'kid letter' : `kid kid-${(position % 4) + 1}`}>
          <Icon name={icon} />
        </span>
        <span class="words">
          {detailFirst === true && <small>{detail}</small>}
          <strong>{title}</strong>
          {due !== undefined ? (
            <b class="due">{due}</b>
          ) : (
            detail !== undefined && detailFirst !== true && <small>{detail}</small>
          )}
        </span>
        <Icon name="chevron" />
      </a>
    </li>
  );
}

/** `wide`: one tile a line on every screen, for links that are no child's. */
export function Tiles({ wide, children }: { wide?: boolean; children: ComponentChildren }): JSX.Element {
  return <ul class={wide === true ? 'tiles wide' : 'tiles'}>{children}</ul>;
}
