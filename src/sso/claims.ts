// What a client is told of a parent: the name under which it knows him, and what its line in the register of clients allows.

/** Flat, as the three protocols can carry it. */
export type Claims = Readonly<Record<string, string | boolean | readonly string[]>>;

/** What a client's line may name. `email` brings `email_verified` with it. */
export const claimNames = [
  'name',
  'given_name',
  'family_name',
  'email',
  'profile',
  'schools',
  'children',
  'FrEduVecteur',
  'FrEduCtRefId',
] as const;
export type ClaimName = (typeof claimNames)[number];

export const isClaimName = (typed: unknown): typed is ClaimName => claimNames.some((name) => name === typed);
