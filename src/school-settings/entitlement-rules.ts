// Which guardians of a school have an account and see the child, in words, and what another choice changes.
import { type LinkLevel, linkLevels } from '../people/rules.js';

export const isLinkLevel = (text: string): text is LinkLevel => linkLevels.some((level) => level === text);

export type EntitlementChange = {
  readonly from: LinkLevel;
  readonly to: LinkLevel;
  /** Guardians who will see a child, and the links that it opens. */
  readonly gaining: number;
  readonly opened: number;
  /** Accounts that are made for them. */
  readonly accounts: number;
  readonly losing: number;
  readonly shut: number;
  /** Accounts that see no pupil of this school any more. */
  readonly childless: number;
};

/** What each choice is called; each holds those before it. */
export const entitlementWords: Readonly<Record<LinkLevel, string>> = {
  legal: 'Les responsables légaux',
  in_charge: 'Aussi les personnes en charge de l’élève',
  contact: 'Aussi les personnes à contacter',
};

export const entitlementDetails: Readonly<Record<LinkLevel, string>> = {
  legal: 'Deux au plus pour un élève. C’est le choix habituel.',
  in_charge: 'Par exemple une famille d’accueil ou des grands-parents chez qui l’élève vit.',
  contact: 'Tous les adultes que la base nomme pour cet élève, même un voisin.',
};
