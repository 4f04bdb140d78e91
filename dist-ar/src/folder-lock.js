// One process on one data folder: PGlite lets a second one open its files without a word, and written rows then vanish.
// The lock is one that the operating system holds on an SQLite file: it ends with the process, however that ends,
// so no stale file ever has to be judged.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
const sqliteBusy = 5;
/** Takes the folder for this process (made when missing, closed to others), or undefined when another holds it. */
export function lockFolder(folder) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const held = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
    try {
        // In this mode the lock of the first write stays until the file is closed.
        held.exec('pragma locking_mode = exclusive; pragma journal_mode = memory; begin exclusive');
        return { release: () => held.close() };
    }
    catch (error) {
        held.close();
        if (typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === sqliteBusy)
            return undefined;
        throw error;
    }
}
