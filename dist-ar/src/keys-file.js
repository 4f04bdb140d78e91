// The key file on disk: read at each start, made once, never written over.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { refused } from './kernel/outcome.js';
import { makeKeyFile, readKeyFile } from './keys.js';
/** Writes a new key file that its owner alone can read. False when the file exists already. */
export function writeKeys(file, random) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (existsSync(file))
        return false;
    writeFileSync(file, makeKeyFile(random), { mode: 0o600, flag: 'wx' });
    return true;
}
/** Reads the key file; refuses with all that is wrong, naming the file. */
export function loadKeys(file) {
    let text;
    try {
        text = readFileSync(file, 'utf8');
    }
    catch (error) {
        return refused([
            `Le fichier des clés ${file} ne se lit pas (${error instanceof Error ? error.message : String(error)}). Faites-le avec « keys make ${file} », ou remettez celui de votre sauvegarde.`,
        ]);
    }
    const read = readKeyFile(text);
    return read.ok ? read : refused(read.why.map((mistake) => `${file} : ${mistake}`));
}
