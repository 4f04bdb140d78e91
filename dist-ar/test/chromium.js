// Finds the browser of the browser tests. Nothing is installed for a person who did not ask: only CI=true may.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
function runs(file) {
    try {
        accessSync(file, constants.X_OK);
        return true;
    }
    catch {
        return false;
    }
}
function onThisMachine() {
    const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
    return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places].find(runs);
}
/** The path of a Chromium, or why there is none. In CI, Debian's package is installed. */
export function findChromium() {
    const found = onThisMachine();
    if (found !== undefined)
        return { path: found };
    const advice = 'install Chromium or Google Chrome (Debian: apt-get install chromium), then run the tests again';
    if (process.env.CI !== 'true')
        return { missing: `no Chromium on this machine: ${advice}` };
    for (const args of [
        ['update', '-q'],
        ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    ]) {
        const done = spawnSync('apt-get', args, {
            encoding: 'utf8',
            env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        });
        if (done.status !== 0)
            return { missing: `apt-get ${args[0]} failed (${(done.stderr ?? String(done.error)).trim()}): ${advice}` };
    }
    const installed = onThisMachine();
    return installed === undefined ? { missing: `Chromium was installed but not found: ${advice}` } : { path: installed };
}
/** Starts the browser that the runner found. It speaks to loopback only. */
export async function launchChromium() {
    const executablePath = process.env.FRATRIE_TEST_CHROMIUM;
    if (executablePath === undefined)
        throw new Error('run this test through test/run.ts: it finds the browser');
    return await chromium.launch({
        executablePath,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
    });
}
