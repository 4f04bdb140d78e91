// La langue du parent : choisie d'un lien, gardée, parlée par toutes les pages et par les mails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../../src/app.js';
import { translator } from '../../src/i18n/translator.js';
import { deliverMails } from '../../src/mail/sending.js';
import { bareFrenchRuns } from '../french-runs.js';
import { onBothDatabases } from '../harness.js';
import { birthDate, sendTwoLetters } from '../two-letters.js';
import { openVisitor, plain } from '../visitor.js';
import { addParent, jeanMoulin } from '../world.js';
const password = 'quatre mots bien choisis';
const mail = 'nadia@exemple.fr';
const isolates = /[\u2066-\u2069]/g;
const languageOf = async (deps, id) => (await deps.db.selectFrom('account').select('language').where('id', '=', id).executeTakeFirstOrThrow()).language;
/** An Arabic page without a French word that stands bare, names and identifiers apart. */
function assertArabic(page) {
    assert.match(page.html, /^<!doctype html><html lang="ar" dir="rtl"/, page.url);
    assert.deepEqual(bareFrenchRuns(page.html), [], page.url);
    return page;
}
async function openInArabic(birth) {
    const children = assertArabic(await assertArabic(birth).send(birthDate));
    const choose = assertArabic(await children.send({}, translator('ar')('activation.mine', { count: 1 })));
    return assertArabic(await choose.send({ password, mail }));
}
onBothDatabases('une mère lit tout en arabe, de la lettre au regroupement', async (deps) => {
    const t = translator('ar');
    const { yanis, lina } = await sendTwoLetters(deps);
    const app = await createApp(deps);
    const visitor = openVisitor(app, { languages: 'ar-DZ,ar;q=0.9,fr;q=0.5' });
    const french = await visitor.visit('/connexion');
    assert.match(french.html, /<html lang="fr" dir="ltr"/, 'offered, not forced');
    const signIn = assertArabic(await french.follow(t('language.offer')));
    assert.equal(signIn.path, '/connexion');
    assert.equal(signIn.heading, t('signin.title'));
    assert.doesNotMatch(signIn.html, /class="offer"/, 'chosen: no longer offered');
    assert.match(signIn.words, new RegExp(t('language.draft')));
    const opened = await visitor.visit(`/l/${yanis.token}`);
    const done = await openInArabic(opened);
    assert.equal(done.heading, t('activation.done-title'));
    const { id } = await deps.db
        .selectFrom('account')
        .select('id')
        .where('identifier', '=', yanis.identifier)
        .executeTakeFirstOrThrow();
    assert.equal(await languageOf(deps, id), 'ar', 'an activation keeps the language it was made in');
    for (const path of [
        '/accueil',
        '/teleservices',
        '/mon-compte',
        '/mon-compte/enfants',
        '/mon-compte/demandes',
        '/accessibilite',
        '/donnees',
        '/rien',
    ])
        assertArabic(await visitor.visit(path));
    await deliverMails(deps);
    assert.equal(deps.sent.at(-1)?.subject, t('mail.confirm.subject'));
    const link = /\/mail\/[\w-]+/.exec(deps.sent.at(-1)?.text ?? '')?.[0] ?? assert.fail();
    const confirmed = await assertArabic(await visitor.visit(link)).send({}, t('mail.confirm'));
    assert.equal(assertArabic(confirmed).heading, t('mail.confirmed-title'));
    const start = assertArabic(await visitor.visit('/mon-compte/regrouper'));
    const wrong = assertArabic(await start.send({ identifier: lina.identifier, password: 'AAAA-AAAA-AAAA' }));
    assert.equal(wrong.status, 422);
    const check = assertArabic(await wrong.send({ identifier: lina.identifier, password: lina.code }));
    const receipt = assertArabic(await check.send({}, t('grouping.yes')));
    assert.equal(receipt.heading, t('grouping.done-title'));
    assertArabic(await visitor.visit('/mon-compte/enfants'));
    deps.sent.length = 0;
    await deliverMails(deps);
    const [notice] = deps.sent;
    assert.equal(notice?.subject, t('mail.grouped.kept-subject'));
    assert.match(notice?.html ?? '', /^<!doctype html><html lang="ar" dir="rtl">/);
});
onBothDatabases('la langue est gardée dans le navigateur et dans le compte', async (deps) => {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const visitor = openVisitor(app);
    await (await (await visitor.visit('/connexion')).follow('Türkçe')).send({
        identifier: parent.identifier,
        password: parent.password,
    });
    assert.equal(await languageOf(deps, parent.id), 'tr', 'chosen before the sign-in');
    const account = await (await visitor.visit('/mon-compte')).follow('Português');
    assert.equal(account.path, '/mon-compte', 'back where the language was chosen');
    assert.equal(account.heading, translator('pt')('account.title'));
    assert.equal(await languageOf(deps, parent.id), 'pt');
    // Another browser: French until the account says what its owner reads, then for good.
    const other = openVisitor(app);
    const signIn = await other.visit('/connexion');
    assert.match(signIn.html, /<html lang="fr"/);
    assert.match((await signIn.send({ identifier: parent.identifier, password: parent.password })).html, /<html lang="pt"/);
    assert.match((await other.visit('/nulle-part')).html, /<html lang="pt"/, 'error pages too');
    // A page of another site may change the words of this browser, never the account's mails.
    await visitor.visit('/langue/ru?retour=/mon-compte');
    assert.match((await visitor.visit('/mon-compte')).html, /<html lang="ru"/);
    assert.equal(await languageOf(deps, parent.id), 'pt');
});
onBothDatabases('un choix de langue ne mène nulle part ailleurs, et l’école reste en français', async (deps) => {
    const app = await createApp(deps);
    const visitor = openVisitor(app);
    for (const retour of ['https://ailleurs.fr/', '//ailleurs.fr', '/l/ABCDEF', '/langue/en'])
        assert.equal((await visitor.visit(`/langue/ar?retour=${encodeURIComponent(retour)}`)).path, '/connexion', retour);
    for (const language of ['de', 'FR', 'xx', '..%2f'])
        assert.equal((await visitor.visit(`/langue/${language}`)).status, 404, language);
    assert.match((await visitor.visit('/connexion')).html, /<html lang="ar"/);
    assert.match((await visitor.visit('/ecole/connexion')).html, /<html lang="fr"/);
    assert.match((await visitor.visit('/ecole/rien')).html, /<html lang="fr"/);
});
onBothDatabases('les mails parlent la langue du compte', async (deps) => {
    const t = translator('tr');
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail });
    await deps.db.updateTable('account').set({ language: 'tr' }).where('id', '=', parent.id).execute();
    const visitor = openVisitor(app);
    await (await visitor.visit('/connexion/mot-de-passe-oublie')).send({ identifier: parent.identifier });
    await (await visitor.visit('/connexion/identifiant-oublie')).send({ mail });
    await deliverMails(deps);
    assert.deepEqual(deps.sent.map(({ subject }) => subject).sort(), [t('mail.reset.subject'), t('mail.identifiers.subject')].sort());
    for (const { text, html } of deps.sent) {
        assert.match(plain(text), /Merhaba,/);
        assert.match(html ?? '', /<html lang="tr" dir="ltr">/);
    }
});
test('le détecteur voit un mot français nu, et lui seul', () => {
    const page = (inner) => `<html lang="ar" dir="rtl"><body><p>${inner}</p></body></html>`;
    assert.deepEqual(bareFrenchRuns(page('هذه 5e B, collège Jean-Moulin')), ['هذه 5e B, collège Jean-Moulin']);
    assert.deepEqual(bareFrenchRuns(page('<bdi>collège</bdi> و \u2068Nadia\u2069 Fratrie <span lang="fr">Bonjour</span>')), []);
    assert.equal('\u2068x\u2069'.replace(isolates, ''), 'x');
});
