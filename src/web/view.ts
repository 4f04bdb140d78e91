// What every page is given besides its own data. Built per request by http.ts; pages only read it.
import type { T } from '../i18n/translator.js';
import type { Locale } from '../kernel/locale.js';
import type { ShownLook } from '../look/rules.js';

export type View = {
  readonly t: T;
  /** The session's token against cross-site posts: Form writes it, nobody else needs it. */
  readonly csrf: string;
  /** The path being shown, to mark the current entry of a menu. */
  readonly path: string;
  /** A language that the browser likes, when nobody has chosen one yet. */
  readonly offered?: Locale | undefined;
  /** A parent is signed in: the page gets its menu, the sign-out button and the time-out warning. */
  readonly signedIn?: SignedIn | undefined;
  /** How the network looks, where it is not as it came. */
  readonly look?: ShownLook | undefined;
  /** Who to call: shown at the same place of every page. Unknown before sign-in. */
  readonly help?: Help | undefined;
  /** A member of a school's staff is signed in: for DeskPage. */
  readonly staff?: SignedInStaff | undefined;
  /** Minutes without activity that a session of staff lives; without it, as usual. */
  readonly staffIdleMinutes?: number | undefined;
  /** What a member of staff may prove his second factor with; without it, an application of codes. */
  readonly factors?: { readonly application: boolean; readonly passkey: boolean } | undefined;
};

export type SignedIn = { readonly name: string; readonly idleMinutes: number };
export type Help = { readonly schoolName: string; readonly phone?: string | undefined };
export type SignedInStaff = {
  readonly name: string;
  /** « Secrétariat » */
  readonly role: string;
  readonly schoolName: string;
};

/**
 * One thing to mend in a form. `field` is the name of the input ('' for the form as a whole), `message` says what to do.
 * `beside` is what the field itself says when the summary says it more fully; a message of '' stays out of the summary.
 */
export type FieldError = { readonly field: string; readonly message: string; readonly beside?: string };

/** What a field says of its own fault. */
export function errorOf(errors: readonly FieldError[] | undefined, field: string): string | undefined {
  const found = errors?.find((error) => error.field === field);
  return found?.beside ?? found?.message;
}
