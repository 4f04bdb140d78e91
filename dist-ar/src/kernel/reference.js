// References that people read aloud on the telephone: receipts, breaks, letters.
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A reference such as « G-4K7M-20XP »: a letter for the kind, then eight signs (40 bits) without look-alikes. */
export function composeReference(kind, bytes) {
    const signs = [...bytes.slice(0, 8)].map((byte) => crockford[byte & 31]).join('');
    return `${kind}-${signs.slice(0, 4)}-${signs.slice(4, 8)}`;
}
/** A random UUID (version 4) from 16 random bytes. */
export function composeUuid(bytes) {
    const own = Uint8Array.from(bytes.slice(0, 16));
    own[6] = ((own[6] ?? 0) & 0x0f) | 0x40;
    own[8] = ((own[8] ?? 0) & 0x3f) | 0x80;
    const hex = Buffer.from(own).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
