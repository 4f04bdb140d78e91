// How much an attacker who knows the throttle by heart gets out of it, against what guessingCeiling and docs/security.md say.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { projectFolder } from '../src/kernel/project.js';
import { guessingCeiling, installationParts, mostTries, tryLimits } from '../src/signin/rules.js';
import { giveTryBack, reserveTry, subjectsOf } from '../src/signin/throttle.js';
import { makeDeps } from './harness.js';
const lettersAtOnce = 3;
const page = readFileSync(new URL('docs/security.md', projectFolder), 'utf8');
const said = (count) => count.toLocaleString('en');
/** An address that nobody has used yet. */
function addresses() {
    let used = 0;
    return () => {
        used += 1;
        return `10.${(used >> 16) & 255}.${(used >> 8) & 255}.${used & 255}`;
    };
}
/** Tries again and again, whenever any is granted, until the clock says that `minutes` are over. */
async function attack(deps, minutes, step, target) {
    let granted = 0;
    for (let spent = 0; spent < minutes; spent += step) {
        // Several in a row may be refused because of their own address or identifier: ten say that nothing is left.
        for (let refusals = 0; refusals < 10;)
            if ((await reserveTry(deps, target(granted + refusals))).ok)
                granted += 1;
            else
                refusals += 1;
        deps.clock.advance({ minutes: step });
    }
    return granted;
}
test('the page says the limits that the throttle uses, and the ceiling computed from them', async () => {
    const { letterDays } = (await makeDeps()).config;
    for (const [name, limit] of Object.entries(tryLimits)) {
        const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
        const shut = limit.inARow < 1_000_000 ? String(limit.inARow) : 'never';
        const cells = [said(limit.tries), `${limit.windowMinutes} min`, `${limit.waitMinutes} min`, shut];
        assert.ok(row.endsWith(`| ${cells.join(' | ')} |`), `${name}: ${row}`);
    }
    const ceiling = guessingCeiling(letterDays, lettersAtOnce);
    const figures = page.split('## The ceiling')[1] ?? '';
    for (const count of [
        ceiling.onOneAccount,
        ceiling.onOneForgivenAccount,
        ceiling.fromOneNetworkADay,
        ceiling.onAllAccountsADay,
        ceiling.onAllAccounts,
    ])
        assert.ok(figures.includes(`| ${said(count)} |`), `the page does not say ${said(count)}`);
    assert.ok(figures.includes(`| ${ceiling.chanceOfACode.toExponential(1)} |`));
    assert.ok(figures.startsWith(`, over the ${letterDays} days`));
    assert.ok(page.includes(`one of ${installationParts} parts`));
});
test('on one account, from new addresses without end, a letter’s life gives the ceiling and not one try more', async () => {
    const deps = await makeDeps();
    const { letterDays } = deps.config;
    const address = addresses();
    const minutes = letterDays * 24 * 60;
    // A look every 3 hours is enough to be shut for good; the last days find nothing left.
    const granted = await attack(deps, minutes, 180, () => ({ identifier: 'c.martin4827', address: address() }));
    assert.equal(granted, guessingCeiling(letterDays, lettersAtOnce).onOneAccount);
});
test('on one account whose owner forgives the wrong tries again and again, two days stay under the ceiling', async () => {
    const deps = await makeDeps();
    const address = addresses();
    let granted = 0;
    for (let spent = 0; spent < 2 * 24 * 60; spent += 5) {
        const own = { identifier: 'c.martin4827', address: address() };
        for (let refusals = 0; refusals < 2;)
            if ((await reserveTry(deps, { ...own, address: address() })).ok)
                granted += 1;
            else
                refusals += 1;
        deps.clock.advance({ minutes: 5 });
        const owner = await reserveTry(deps, own);
        if (owner.ok)
            await giveTryBack(deps, owner.value);
    }
    const ceiling = guessingCeiling(2, lettersAtOnce).onOneForgivenAccount;
    assert.ok(granted <= ceiling && granted > 0.4 * ceiling, `${granted} of ${ceiling}`);
});
test('from one network, on new names without end, six hours stay under the ceiling and reach most of it', async () => {
    const deps = await makeDeps();
    const granted = await attack(deps, 6 * 60, 15, (count) => ({
        identifier: `x.personne${count}`,
        address: `2001:db8:1:1::${(count % 4096).toString(16)}`,
    }));
    const ceiling = mostTries(tryLimits.address, 0.25);
    assert.equal(guessingCeiling(1, lettersAtOnce).fromOneNetworkADay, 4 * ceiling);
    assert.ok(granted <= ceiling && granted > 0.9 * ceiling, `${granted} of ${ceiling}`);
});
test('on all accounts of one part of the installation, from everywhere, hours stay under the ceiling and reach most of it', async () => {
    const deps = await makeDeps();
    const { installation } = tryLimits;
    const partOf = (identifier) => subjectsOf(deps, { identifier, address: '' })[2]?.subject.toString('hex');
    const wanted = partOf('x.personne0');
    const names = Array.from({ length: 40_000 }, (_, i) => `x.personne${i}`).filter((name) => partOf(name) === wanted);
    // The parts are even: together they bear as much as one, sixteen times.
    assert.ok(Math.abs(names.length * installationParts - 40_000) < 0.1 * 40_000);
    const address = addresses();
    const hours = 2;
    const granted = await attack(deps, hours * 60, 5, (count) => ({
        identifier: names[count % names.length] ?? '',
        address: address(),
    }));
    const ceiling = mostTries(installation, hours / 24);
    assert.ok(granted <= ceiling && granted > 0.9 * ceiling, `${granted} of ${ceiling}`);
    assert.equal(guessingCeiling(1, lettersAtOnce).onAllAccountsADay, (ceiling * 24 * installationParts) / hours);
});
