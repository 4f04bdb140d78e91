// Second-factor secrets must be read again at each sign-in, so they are sealed, not hashed: AES-256-GCM under a key
// kept outside the database, bound to the person, so that a copied row opens for nobody else.
import { createCipheriv, createDecipheriv } from 'node:crypto';
const nonceBytes = 12;
const tagBytes = 16;
const boundTo = (label, id) => Buffer.from(`${label}:${id}`, 'utf8');
/** nonce | tag | ciphertext. The nonce comes from the caller's generator and is never used twice. */
export function sealSecret(key, label, id, secret, nonce) {
    if (nonce.length !== nonceBytes)
        throw new Error('a seal needs a nonce of 12 bytes');
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(boundTo(label, id));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}
/** Opens a seal; throws when the key, the person or a single bit differs. */
export function openSecret(key, label, id, seal) {
    const bytes = Buffer.from(seal);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(boundTo(label, id));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
}
