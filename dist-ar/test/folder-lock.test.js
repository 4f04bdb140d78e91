import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockFolder } from '../src/folder-lock.js';
const lockModule = new URL('../src/folder-lock.js', import.meta.url).href;
function temporaryFolder(t) {
    const folder = mkdtempSync(join(tmpdir(), 'fratrie-lock-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    return join(folder, 'data');
}
/** Another process that takes the lock, says so, and keeps it until it is killed. */
async function rival(t, folder) {
    const script = `const { lockFolder } = await import('${lockModule}');
    console.log(lockFolder(process.argv[1]) === undefined ? 'refused' : 'got'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    const [said] = (await once(child.stdout, 'data'));
    return { process: child, got: said.toString().trim() === 'got' };
}
async function kill(child) {
    child.kill('SIGKILL');
    await once(child, 'exit');
}
test('the folder has one process, and is free again when that one lets go', (t) => {
    const folder = temporaryFolder(t);
    const lock = lockFolder(folder);
    assert.ok(lock);
    assert.equal(lockFolder(folder), undefined, 'not even this process takes it twice');
    lock.release();
    const again = lockFolder(folder);
    assert.ok(again);
    again.release();
});
test('of two processes that race, one gets the folder; kill -9 frees it at once', async (t) => {
    const folder = temporaryFolder(t);
    const racers = await Promise.all([rival(t, folder), rival(t, folder)]);
    assert.deepEqual(racers.map(({ got }) => got).sort(), [false, true]);
    assert.equal(lockFolder(folder), undefined);
    for (const racer of racers)
        if (!racer.got)
            await kill(racer.process);
    assert.equal(lockFolder(folder), undefined, 'the end of a refused process frees nothing');
    for (const racer of racers)
        if (racer.got)
            await kill(racer.process);
    const lock = lockFolder(folder);
    assert.ok(lock, 'nothing stale is left');
    lock.release();
});
