// What mails there are. A job carries ids and a purpose, never a secret: the text is written, and its token minted,
// only when the mail leaves.
/** What the owner of an account is told at once, because a stranger might have done it. */
export const securityActs = [
    'password_changed',
    'password_reset',
    'mail_change_asked',
    'mail_changed',
    'factor_added',
    'factor_removed',
    'recovery_codes_made',
    'recovery_code_used',
    'factor_reset_asked',
    'account_closed',
    'account_frozen',
    'children_hidden',
];
/** Told to the confirmed address alone. A closed account does not exist for anybody. */
export function resetAdvice(state) {
    switch (state) {
        case 'active':
            return 'link';
        case 'frozen':
        case 'suspended':
            return 'call_school';
        case 'asleep':
        case 'to_activate':
            return 'new_letter';
        case 'closed':
            return undefined;
    }
}
