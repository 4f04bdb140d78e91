// How many letters a second: the hashes of their codes and their drawing, apart. A run does both at the same time.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './load.js';
const rounds = 3;
function child(mode, count) {
    const program = fileURLToPath(new URL('letters-child.js', import.meta.url));
    const ran = spawnSync(process.execPath, [program, mode, String(count)], { encoding: 'utf8' });
    if (ran.status !== 0)
        throw new Error(`the measured run failed:\n${ran.stderr}`);
    return JSON.parse(ran.stdout);
}
/** Each batch drawn three times, in turn with the hashes. */
export async function benchLetters(batches = [1, 100, 1000]) {
    const hashes = [];
    const runs = new Map(batches.map((letters) => [letters, []]));
    for (let round = 0; round < rounds; round += 1) {
        hashes.push(200 / child('hash', 200).seconds);
        for (const letters of batches)
            runs.get(letters)?.push(child('draw', letters));
    }
    return {
        hashedPerSecond: median(hashes),
        batches: [...runs].map(([letters, measured]) => ({
            letters,
            drawnPerSecond: median(measured.map(({ seconds }) => letters / seconds)),
            peakMegabytes: Math.max(...measured.map(({ peakMegabytes }) => peakMegabytes)),
            kilobytesPerLetter: median(measured.map(({ megabytes }) => (megabytes * 1000) / letters)),
            longestPause: Math.max(...measured.map(({ longestPause }) => longestPause)),
        })),
    };
}
