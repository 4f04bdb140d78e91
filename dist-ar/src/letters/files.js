// Where letters lie on disk: secrets on paper, readable by their owner alone, whole or not there at all.
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { done, refused } from '../kernel/outcome.js';
/** Writes the bytes whole beside `path`; refuses when something lies at `path` already: it may hold live letters. */
export async function writePending(path, bytes, serial) {
    const pending = `${path}.${serial}.part`;
    try {
        if (await exists(path))
            return refused({ kind: 'file_exists', path, detail: 'EEXIST' });
        const file = await open(pending, 'wx', 0o600);
        try {
            await file.writeFile(bytes);
            await file.sync();
        }
        finally {
            await file.close();
        }
        await syncFolder(path);
    }
    catch (error) {
        await unlink(pending).catch(() => undefined);
        return refused({ kind: 'cannot_write', path, detail: codeOf(error) });
    }
    return done({
        publish: async () => {
            try {
                // Unlike a renaming, a link never takes the place of a file.
                await link(pending, path);
            }
            catch {
                return pending;
            }
            await unlink(pending);
            await syncFolder(path);
            return path;
        },
        discard: async () => await unlink(pending).catch(() => undefined),
    });
}
/** Whether letters could be written at `path`, asked before the long work. */
export async function checkPlace(path) {
    if (await exists(path))
        return { kind: 'file_exists', path, detail: 'EEXIST' };
    return (await exists(dirname(path))) ? undefined : { kind: 'cannot_write', path, detail: 'ENOENT' };
}
/** The file of one letter made at the desk, until it is fetched. */
export async function deskLetterPath(config, number) {
    const folder = join(config.dataFolder, 'letters');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return join(folder, `${number}.pdf`);
}
/** Reads the file of a letter made at the desk and removes it: it is served once. Undefined when it was fetched before. */
export async function takeDeskLetter(config, number) {
    if (!/^\d{4}-\d{1,12}$/.test(number))
        return undefined;
    const path = await deskLetterPath(config, number);
    try {
        const bytes = await readFile(path);
        // Of two who fetch at once, only who removes it has it.
        await unlink(path);
        return bytes;
    }
    catch (error) {
        if (codeOf(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
async function syncFolder(path) {
    const folder = await open(dirname(path), 'r');
    try {
        await folder.sync();
    }
    finally {
        await folder.close();
    }
}
async function exists(path) {
    try {
        const file = await open(path, 'r');
        await file.close();
        return true;
    }
    catch (error) {
        if (codeOf(error) === 'ENOENT')
            return false;
        throw error;
    }
}
const codeOf = (error) => typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
