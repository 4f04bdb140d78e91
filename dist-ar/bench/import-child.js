// One measured run in a process of its own, so that its memory is its own: `parse FILES…` or `import URL FILES…`.
import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { openPostgres } from '../src/db/open.js';
import { importRoster } from '../src/roster/actions.js';
import { makeDeps } from '../test/harness.js';
/** The bare parser: bytes to events, nobody listening. */
async function parse(files) {
    for (const file of files) {
        const parser = new SaxesParser();
        const decoder = new TextDecoder('iso-8859-15');
        for await (const bytes of createReadStream(file))
            parser.write(decoder.decode(bytes, { stream: true }));
        parser.close();
    }
}
async function load(deps, files) {
    const outcome = await importRoster(deps, {
        paths: files,
        format: undefined,
        school: undefined,
        dryRun: false,
        acceptDrop: false,
        acceptOlder: false,
        operator: { type: 'command' },
    });
    if (!outcome.ok)
        throw new Error(outcome.why.reasons.map((reason) => reason.sentence).join('\n'));
    return outcome.value.accounts.created;
}
const [mode, ...rest] = process.argv.slice(2);
let accounts = 0;
let began = performance.now();
if (mode === 'parse')
    await parse(rest);
else {
    const [url = '', ...files] = rest;
    const open = await openPostgres(url, () => undefined);
    const deps = await makeDeps({ on: { open, jobs: undefined } });
    await deps.db
        .insertInto('school')
        .values({ uai: '0330001X', name: 'Collège du banc', kind: 'college', createdAt: deps.now() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    began = performance.now();
    accounts = await load(deps, files);
}
const measured = {
    seconds: (performance.now() - began) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    accounts,
    cpuSeconds: process.cpuUsage().user / 1e6,
};
process.stdout.write(`${JSON.stringify(measured)}\n`);
process.exit(0);
