/**
 * Reads one mail address as a person types it: trimmed, one @, a dotted host, no blanks, 254 characters at most.
 * Returns it as written (the part before the @ may be case-sensitive), or undefined. That it works is proved by a message.
 */
export function parseMailAddress(typed) {
    const mail = typed.normalize('NFC').trim();
    if (mail.length > 254 || /[\s\p{C}<>(),;:"\\[\]]/u.test(mail))
        return undefined;
    return /^[^@]{1,64}@[^@.]+(\.[^@.]+)+$/u.test(mail) ? mail : undefined;
}
