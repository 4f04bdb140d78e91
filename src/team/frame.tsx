// The pages of a team stand in two frames: the desk of a head, or the network of an operator.
import type { ComponentChildren, JSX } from 'preact';
import { NetworkPage } from '../network/frame.js';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import type { Desk, Operator } from '../staff/rules.js';
import type { FieldError, View } from '../web/view.js';

/** Where one looks at a team from. */
export type TeamPlace =
  | { readonly desk: Desk }
  | { readonly operator: Operator; readonly school: { readonly uai: string; readonly name: string } | undefined };

type Link = { readonly href: string; readonly label: string };

/** The addresses of a team's pages, seen from there. */
export function teamHrefs(place: TeamPlace) {
  if ('desk' in place)
    return {
      team: href('schoolTeam'),
      member: (member: number) => href('schoolMember', { member }),
      end: (member: number) => href('schoolMemberEnd', { member }),
      link: (member: number) => href('schoolMemberLink', { member }),
    };
  if (place.school === undefined)
    return {
      team: href('networkTeam'),
      member: (member: number) => href('networkMember', { member }),
      end: (member: number) => href('networkMemberEnd', { member }),
      link: (member: number) => href('networkMemberLink', { member }),
    };
  const { uai: school } = place.school;
  return {
    team: href('networkSchoolTeam', { school }),
    member: (member: number) => href('networkSchoolMember', { school, member }),
    end: (member: number) => href('networkSchoolMemberEnd', { school, member }),
    link: (member: number) => href('networkSchoolMemberLink', { school, member }),
  };
}

/** « Équipe », « Opérateurs », « Équipe de Collège Jean-Moulin » */
export function teamTitle(place: TeamPlace): string {
  if ('desk' in place) return 'Équipe';
  return place.school === undefined ? 'Opérateurs' : 'Équipe';
}

type Props = {
  view: View;
  place: TeamPlace;
  title: string;
  /** True on the page of the whole team: no way back to it is shown. */
  whole?: boolean;
  lead?: ComponentChildren;
  errors?: readonly FieldError[] | undefined;
  children: ComponentChildren;
};

export function TeamPage({ view, place, title, whole, lead, errors, children }: Props): JSX.Element {
  const up: Link[] = whole === true ? [] : [{ href: teamHrefs(place).team, label: teamTitle(place) }];
  if ('desk' in place)
    return (
      <SchoolPage view={view} desk={place.desk} title={title} lead={lead} trail={trailOf(up)} errors={errors}>
        {children}
      </SchoolPage>
    );
  const above = place.school === undefined ? [] : [{ href: href('network'), label: 'Écoles' }];
  return (
    <NetworkPage
      view={view}
      operator={place.operator}
      title={title}
      lead={lead ?? place.school?.name}
      trail={trailOf([...above, ...up])}
      errors={errors}
    >
      {children}
    </NetworkPage>
  );
}

const trailOf = (links: readonly Link[]): { readonly trail?: readonly Link[] }['trail'] =>
  links.length === 0 ? undefined : links;
