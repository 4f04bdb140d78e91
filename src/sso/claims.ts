// What a client is told of a parent: the name under which it knows him, and what its line in the register of clients allows.

/** Flat, as the three protocols can carry it. */
export type Claims = Readonly<Record<string, string | boolean | readonly string[]>>;
