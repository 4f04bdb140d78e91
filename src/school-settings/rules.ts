// What a school sets for itself: how it is called and reached, what it adds to its letters, its useful links.
import { schoolLengths } from '../people/rules.js';

export type SchoolSettings = {
  readonly name: string;
  readonly phone: string;
  readonly openingHours: string;
  readonly contactMail: string;
  /** On each letter, so that it still fits on its page. */
  readonly letterNote: string;
  readonly letterSignature: string;
  readonly links: readonly { readonly label: string; readonly address: string }[];
};

export const settingLengths = {
  name: schoolLengths.name,
  phone: schoolLengths.phone,
  openingHours: schoolLengths.openingHours,
  contactMail: 254,
  letterNote: 160,
  letterSignature: 60,
  linkLabel: 60,
  linkAddress: 300,
} as const;
export const mostLinks = 3;

/** The settings that are not as they were: for the audit, which holds names of fields and no text. */
export function changedFields(before: SchoolSettings, after: SchoolSettings): readonly string[] {
  return (Object.keys(before) as (keyof SchoolSettings)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
}
