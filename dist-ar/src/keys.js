// The secret keys live in a file outside the database: one key of 32 bytes per purpose. In the program they are opaque
// objects: they cannot be printed by mistake, and signing with one costs a quarter of signing with its bytes.
import { createSecretKey } from 'node:crypto';
import { done, refused } from './kernel/outcome.js';
const purposes = ['audit', 'token', 'csrf', 'seal', 'throttle'];
/** The text of a new key file. */
export function makeKeyFile(random) {
    const made = Object.fromEntries(purposes.map((purpose) => [purpose, Buffer.from(random(32)).toString('base64url')]));
    return `${JSON.stringify(made, null, 2)}\n`;
}
/** Reads a key file; refuses a missing, short, repeated or constant key, naming it (never its value). */
export function readKeyFile(text) {
    let parsed;
    try {
        parsed = JSON.parse(text);
    }
    catch {
        return refused(["Le fichier des clés n'est pas du JSON."]);
    }
    const record = typeof parsed === 'object' && parsed !== null ? parsed : {};
    const mistakes = [];
    const seen = new Set();
    const keys = Object.fromEntries(purposes.map((purpose) => {
        const value = record[purpose];
        const key = Buffer.from(typeof value === 'string' ? value : '', 'base64url');
        if (key.length !== 32)
            mistakes.push(`La clé « ${purpose} » manque ou n'a pas 32 octets.`);
        else if (new Set(key).size < 8)
            mistakes.push(`La clé « ${purpose} » n'est pas tirée au hasard.`);
        else if (seen.has(key.toString('hex')))
            mistakes.push(`La clé « ${purpose} » sert déjà à autre chose.`);
        seen.add(key.toString('hex'));
        return [purpose, createSecretKey(key)];
    }));
    return mistakes.length > 0 ? refused(mistakes) : done(keys);
}
