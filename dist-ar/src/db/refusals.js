// What the database's refusals mean; both drivers give the same code and constraint, never the same error class.
function refusalOf(error) {
    return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
        ? error
        : undefined;
}
/** True when the error is a violation of this named constraint or unique index. */
export function violates(error, constraint) {
    return refusalOf(error)?.constraint === constraint;
}
/**
 * True when the same transaction may succeed if it is run again: a deadlock, a serialization failure, or an account
 * that a grouping closed while an attachment was on its way to it.
 */
export function isConflict(error) {
    const code = refusalOf(error)?.code;
    return code === '40001' || code === '40P01' || violates(error, 'attachment_live_account_is_open');
}
