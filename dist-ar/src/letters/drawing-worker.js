// The thread in which letters are drawn, so that pages stay quick meanwhile. It does one task and ends: Typst's
// memory grows with each chunk and is only given back then.
import { parentPort, workerData } from 'node:worker_threads';
import { done, refused } from '../kernel/outcome.js';
import { openPress } from './draw.js';
import { joinPdfs } from './join.js';
async function carryOut(task) {
    if (task.kind === 'join')
        return { kind: 'joined', pdf: await joinPdfs(task.pdfs) };
    const press = openPress();
    return { kind: 'drawn', chunks: task.chunks.map((chunk) => press.draw(chunk, task.title, task.languages)) };
}
const pdfsOf = (answer) => answer.kind === 'joined' ? [answer.pdf] : answer.chunks.map(({ pdf }) => pdf);
let answer;
try {
    answer = done(await carryOut(workerData));
}
catch (error) {
    answer = refused(error instanceof Error ? error.message : String(error));
}
// Handed over, not copied: a copy of a thousand letters would make the pages wait.
parentPort?.postMessage(answer, answer.ok ? pdfsOf(answer.value).map((pdf) => pdf.buffer) : []);
