// Who works at a school or in the network, and what may be done about it from a page.
import type { Role } from '../staff/rights-rules.js';

export type Member = {
  /** Of the role. */
  readonly id: number;
  readonly staffId: number;
  readonly mail: string;
  readonly name: string;
  readonly role: Role;
  readonly since: Date;
  readonly endsAt: Date | null;
  /** Has set both factors. */
  readonly enrolled: boolean;
  readonly seenAt: Date | null;
  /** Of the enrolment link that waits, if one does. */
  readonly linkExpiresAt: Date | null;
  readonly linkMadeAt: Date | null;
  readonly linkNonce: string | null;
  readonly linkMadeBy: number | null;
  /** The role came from staff of the school itself. */
  readonly givenHere: boolean;
  /** Holds another role too: there, his link would open more than this place may give. */
  readonly elsewhere: boolean;
  /** The school whose link opened his access, or waits; null: the network's. */
  readonly vouchedBy: string | null;
};

/** As whoever keeps the team sees him. */
export type MemberSeen = Member & {
  readonly oneself: boolean;
  readonly mayMakeLink: boolean;
  /** A change of his role here forgets his access, and makes a link that opens it anew. */
  readonly renewedByChange: boolean;
  /** In clear, for some minutes after it was made. */
  readonly linkToken: string | undefined;
};

export const memberName = ({ name, mail }: Pick<Member, 'name' | 'mail'>): string => (name === '' ? mail : name);

/** Minutes for which a link that was just made can be read again. */
export const linkShownMinutes = 10;

export const linkIsShown = ({ linkMadeAt }: Pick<Member, 'linkMadeAt'>, now: Date): boolean =>
  linkMadeAt !== null && now.getTime() - linkMadeAt.getTime() < linkShownMinutes * 60_000;

/**
 * A link opens all that its person may do. A school hands out a link only for somebody to whom it gave the role and who works
 * nowhere else: whom the network named answers its head, who must not come in for him. An operator makes one for anybody, and
 * also in the place of factors that were lost.
 */
export function mayMakeLink(
  member: Pick<Member, 'enrolled' | 'elsewhere' | 'givenHere'>,
  byOperator: boolean,
): boolean {
  return byOperator || (!member.enrolled && !member.elsewhere && member.givenHere);
}

/** Whoever reads a link can enrol with it: in a school only its maker does, whose link it stays. */
export function mayReadLink(
  member: Pick<Member, 'enrolled' | 'linkMadeAt' | 'linkMadeBy'>,
  reader: { readonly staffId: number; readonly isOperator: boolean },
  now: Date,
): boolean {
  return !member.enrolled && linkIsShown(member, now) && (reader.isOperator || member.linkMadeBy === reader.staffId);
}
