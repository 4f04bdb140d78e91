// An ordinary refusal is a value: its reason is a discriminated union, switched over exhaustively by the caller.
export type Done<T> = { readonly ok: true; readonly value: T };
export type Refused<Why> = { readonly ok: false; readonly why: Why };
export type Outcome<T, Why> = Done<T> | Refused<Why>;

export const done = <T>(value: T): Done<T> => ({ ok: true, value });
export const refused = <Why>(why: Why): Refused<Why> => ({ ok: false, why });

/** Fails to compile when a case of a union was forgotten; throws if data from outside lied about its type. */
export function never(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}

/** What was thrown, for whoever repairs it. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
