// One measured run in a process of its own, so that its memory is its own: `draw COUNT` or `hash COUNT`.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { argon2id } from '../src/hashing.js';
import { drawLetters } from '../src/letters/drawing.js';
import { hashSecrets, makeSecrets } from '../src/letters/secrets.js';
import { makeDeps } from '../test/harness.js';
import { child, letterOf } from '../test/letters-of.js';
const random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));
const firstNames = ['Camille', 'Fatou', 'Anh', 'Lucie', 'Zoé', 'Karim', 'Émile', 'Inès', 'Jean-Baptiste'];
const familyNames = ['Martin', 'Diallo', 'Nguyen', 'Petit', 'Durand-Lefèvre', 'El Amrani', 'Dos Santos'];
function letter(at) {
    const familyName = familyNames[at % familyNames.length] ?? '';
    const named = (shift, division) => child(firstNames[(at + shift) % firstNames.length] ?? '', familyName, division);
    const division = `${6 - (at % 4)}e ${'ABCDE'[at % 5]}`;
    return letterOf({
        ...makeSecrets(random),
        guardian: { ...named(2, ''), civility: at % 2 === 0 ? 'Mme' : 'M.' },
        children: at % 3 === 0 ? [named(0, division), named(1, '3e A')] : [named(0, division)],
        identifier: `c.martin${1000 + (at % 9000)}`,
        number: `2026-${String(at).padStart(4, '0')}`,
    });
}
const pauses = monitorEventLoopDelay({ resolution: 5 });
async function draw(count) {
    const letters = Array.from({ length: count }, (_, at) => letter(at));
    pauses.enable();
    const drawn = await drawLetters(letters);
    pauses.disable();
    if (!drawn.ok)
        throw new Error(drawn.why.detail);
    return drawn.value.pdf.length / 1e6;
}
/** As `prepareLetters` does: two at once. */
async function hash(count) {
    const deps = { ...(await makeDeps()), hash: argon2id() };
    const lanes = [0, 1].map(async (lane) => {
        for (let at = lane; at < count; at += 2)
            await hashSecrets(deps, makeSecrets(random));
    });
    await Promise.all(lanes);
    return 0;
}
const [mode, count] = process.argv.slice(2);
const began = performance.now();
const megabytes = mode === 'draw' ? await draw(Number(count)) : await hash(Number(count));
const measured = {
    seconds: (performance.now() - began) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    megabytes,
    longestPause: pauses.max / 1e6,
};
process.stdout.write(JSON.stringify(measured));
process.exit();
