// How long a secret of an application holds once it has another, and how long a new one waits to be read.

/** Days that the operator may choose: none, and a week at most. */
export const overlapDays = [0, 1, 3, 7] as const;
export const longestOverlapDays = 7;
/** Minutes in which a new secret is read, once. */
export const secretShownMinutes = 10;

/** Until when the old secret holds; null: it ends at once. */
export function oldSecretUntil(days: number, now: Date): Date | null {
  if (!Number.isInteger(days) || days < 0 || days > longestOverlapDays)
    throw new Error(`an overlap of ${days} days is refused before`);
  return days === 0 ? null : new Date(now.getTime() + days * 86_400_000);
}

/** What the operator gives to whoever runs the application: in clear, once. */
export type Secrets = {
  readonly secret: string | null;
  readonly eventsSecret: string | null;
  readonly eventsToken: string | null;
};

/** `client`: what it proves itself with; `events`: what signs its events, and the token that fetches them. */
export type SecretKind = 'client' | 'events';
