export const done = (value) => ({ ok: true, value });
export const refused = (why) => ({ ok: false, why });
/** Fails to compile when a case of a union was forgotten; throws if data from outside lied about its type. */
export function never(value) {
    throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
