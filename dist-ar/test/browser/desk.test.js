// The school's desk in a browser, under the site's policy: axe on every page at two widths, no sideways scroll, and a
// break by the keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { createApp } from '../../src/app.js';
import { confirmGrouping } from '../../src/grouping/actions.js';
import { launchChromium } from '../chromium.js';
import { makeDeps } from '../harness.js';
import { freePort } from '../postgres.js';
import { propose } from '../proposals.js';
import { linkIn, openSecretary, runStaff } from '../secretary.js';
import { addGuardian, addLink, addParent, addPupil, jeanMoulin, louiseMichel } from '../world.js';
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4', 'best-practice'];
/** A school with a grouped account, a mail that misses, accounts to activate, and a secretary signed in. */
async function openDesk(deps) {
    const app = await createApp(deps);
    const kept = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
    const absorbed = await addParent(deps, louiseMichel, 'Lina');
    const { parent, digest } = await propose(deps, kept.id, absorbed.id);
    assert.ok((await confirmGrouping(deps, parent, digest)).ok);
    const second = await addGuardian(deps, jeanMoulin, { usageName: 'DE LA ROCHEFOUCAULD-MONTBEL' });
    await addLink(deps, second, await addPupil(deps, jeanMoulin, 'Tom', { division: '6e C' }));
    const attachment = { accountId: kept.id, guardianId: second, since: deps.now(), beganCause: 'import' };
    await deps.db.insertInto('attachment').values(attachment).execute();
    const identity = { firstName: 'Marie-Antoinette', familyName: 'DE LA ROCHEFOUCAULD-MONTBEL' };
    await addParent(deps, jeanMoulin, 'Zoé', { identity });
    for (let nth = 0; nth < 60; nth += 1)
        await addParent(deps, jeanMoulin, 'Inès', { state: 'to_activate' });
    const secretary = await openSecretary(deps, app, jeanMoulin);
    await runStaff(deps, 'add', '--school', louiseMichel, '--mail', secretary.mail);
    const enrolment = linkIn(await runStaff(deps, 'add', '--school', jeanMoulin, '--mail', 'paul@exemple.fr'));
    return { app, kept, second, enrolment, ...secretary };
}
async function look(page, path) {
    await page.goto(origin + path);
    const { violations } = await new AxeBuilder({ page })
        .withTags(tags)
        .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
        .analyze();
    assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`), [], path);
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    assert.equal(wide, 0, `${path} scrolls sideways`);
}
test('a desk in a browser: axe on each page, and a break by the keyboard', async () => {
    const deps = await makeDeps();
    const { app, kept, second, enrolment, visitor, authenticator } = await openDesk(deps);
    await app.listen({ port, host: '127.0.0.1' });
    const browser = await launchChromium();
    try {
        const context = await browser.newContext();
        const page = await context.newPage();
        const said = [];
        page.on('console', (message) => {
            if (message.type() === 'error')
                said.push(message.text());
        });
        page.on('pageerror', (error) => said.push(String(error)));
        const card = `/ecole/comptes/${kept.id}`;
        const narrow = { width: 320, height: 740 };
        for (const size of [{ width: 1280, height: 800 }, narrow]) {
            await context.clearCookies();
            await page.setViewportSize(size);
            await look(page, '/ecole/connexion?motif=absent');
            await look(page, '/ecole/inscription/unknown');
            await look(page, enrolment);
            await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: origin })));
            deps.clock.advance({ minutes: 6 });
            for (const path of [
                '/ecole/etablissement',
                '/ecole',
                '/ecole/comptes',
                '/ecole/comptes?q=personne',
                '/ecole/comptes?etat=jamais-active&page=2',
                card,
                `${card}/courrier`,
                `${card}/casser`,
                `${card}/casser?fiche=${second}`,
            ])
                await look(page, path);
        }
        await page.goto(`${origin}${card}/casser?fiche=${second}`);
        await page.focus('#reasonKind');
        await page.keyboard.press('Space');
        await page.keyboard.press('Tab');
        await page.keyboard.type('Deux personnes, deux pièces d’identité.');
        await page.keyboard.press('Tab');
        await page.keyboard.type(authenticator.next());
        await page.keyboard.press('Enter');
        await page.waitForURL('**/casser/S-*');
        await look(page, new URL(page.url()).pathname);
        assert.equal(await page.textContent('h1'), 'Le nouveau compte est prêt');
        assert.deepEqual(said.filter((line) => !line.includes('404')), []);
    }
    finally {
        await browser.close();
        await app.close();
    }
});
