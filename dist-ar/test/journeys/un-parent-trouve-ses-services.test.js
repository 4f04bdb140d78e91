// Les services : le réseau tient le catalogue, chaque école ouvre les siens, chaque enfant montre ceux de son école.
import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createApp } from '../../src/app.js';
import { runCommand } from '../../src/commands.js';
import { demoCatalogue } from '../../src/demo/services.js';
import { addDays, civilDateOf } from '../../src/kernel/civil-date.js';
import { readCatalogueFile } from '../../src/services/catalogue-file.js';
import { onBothDatabases } from '../harness.js';
import { openVisitor } from '../visitor.js';
import { addAccount, addGuardian, addLink, addPupil, addSchool, jeanMoulin, louiseMichel } from '../world.js';
async function command(deps, ...argv) {
    const said = [];
    const io = {
        out: (text) => void said.push(text),
        err: (text) => void said.push(text),
        cwd: tmpdir(),
    };
    return { code: await runCommand(deps, argv, io), said: said.join('') };
}
async function catalogue(deps) {
    const file = join(await mkdtemp(join(tmpdir(), 'fratrie-services-')), 'services.json');
    await writeFile(file, JSON.stringify({ services: demoCatalogue }));
    return await command(deps, 'services', 'import', file);
}
/** A parent of one child at each of two schools, signed in again whenever days went by. */
async function parentOfTwo(deps) {
    const guardians = [];
    for (const [school, child] of [
        [jeanMoulin, 'Yanis'],
        [louiseMichel, 'Lina'],
    ]) {
        await addSchool(deps, school, school === jeanMoulin ? 'Collège Jean-Moulin' : 'Collège Louise-Michel');
        const guardian = await addGuardian(deps, school);
        await addLink(deps, guardian, await addPupil(deps, school, child));
        guardians.push(guardian);
        // Children are listed as they came.
        deps.clock.advance({ seconds: 1 });
    }
    const { identifier, password } = await addAccount(deps, guardians);
    const visitor = openVisitor(await createApp(deps));
    const home = async () => await (await visitor.visit('/connexion')).send({ identifier, password });
    return { visitor, home };
}
onBothDatabases('chaque enfant montre les services que son école a ouverts ce jour-là', async (deps) => {
    const { visitor, home } = await parentOfTwo(deps);
    const empty = await home();
    assert.match(empty.words, /Aucun service pour Yanis aujourd’hui.*L’école ouvre ses services pendant l’année/);
    assert.match(empty.words, /05 36 49 12 30/, 'whom to ask');
    assert.equal((await catalogue(deps)).code, 0);
    const today = civilDateOf(deps.now(), deps.config.timeZone);
    const [due, last] = [addDays(today, 5), addDays(today, 10)];
    const open = async (...argv) => assert.equal((await command(deps, 'services', 'open', ...argv)).code, 0);
    await open('bourses', '--school', jeanMoulin, '--due', due, '--until', last);
    await open('livret', '--school', louiseMichel, '--from', last);
    const first = await visitor.visit('/accueil');
    assert.match(first.words, /Yanis.*Bourse\s?À faire avant le 19 septembre 2026.*Lina.*Aucun service pour Lina/);
    assert.match(first.words, /Le premier ouvre le 24 septembre 2026/);
    assert.match((await visitor.visit('/mon-compte/enfants')).words, /Voir son service.*Pas encore de service/);
    const page = await first.follow('/teleservices/bourses');
    assert.match(page.words, /Yanis/);
    assert.doesNotMatch(page.words, /Lina/, 'the service of one child is not the other’s');
    assert.equal((await visitor.visit('/teleservices/livret')).status, 404, 'not open yet');
    deps.clock.advance({ days: 10 });
    const later = await home();
    assert.match(later.words, /Bourse\s?Une aide pour payer/, 'its last day is included, the day to respect is past');
    assert.match(later.words, /Lina.*Livret scolaire/);
    deps.clock.advance({ days: 1 });
    assert.doesNotMatch((await home()).words, /Bourse/);
    await command(deps, 'services', 'close', 'livret', '--school', louiseMichel);
    assert.doesNotMatch((await visitor.visit('/accueil')).words, /Livret/);
});
onBothDatabases('un enfant caché n’a pas de service, et un contact ne voit pas ceux des responsables légaux', async (deps) => {
    const { visitor, home } = await parentOfTwo(deps);
    await catalogue(deps);
    for (const school of [jeanMoulin, louiseMichel])
        await command(deps, 'services', 'open', 'paiement', '--school', school);
    assert.match((await home()).words, /Yanis.*Paiement.*Lina.*Paiement/);
    const disown = /\/mon-compte\/enfants\/\d+\/pas-mon-enfant/.exec((await visitor.visit('/mon-compte/enfants')).html);
    await (await visitor.visit(disown?.[0] ?? '')).send({}, 'Oui, retirer de mon compte');
    assert.equal((await visitor.visit('/accueil')).html.match(/Paiement/g)?.length, 1);
    await deps.db.updateTable('link').set({ level: 'in_charge' }).execute();
    assert.doesNotMatch((await visitor.visit('/accueil')).words, /Paiement/);
});
onBothDatabases('les liens de l’école, et ceux du réseau, sont à côté; un titre sans lien ne paraît pas', async (deps) => {
    const { visitor, home } = await parentOfTwo(deps);
    await home();
    assert.doesNotMatch((await visitor.visit('/teleservices')).words, /Liens utiles|ENT|Site du collège/);
    const set = await command(deps, ...[
        'links',
        '--school',
        jeanMoulin,
        '--ent',
        'ENT des collèges=https://ent.example/',
        '--mail',
        'ecole@exemple.fr',
    ], ...['--site', 'Jean-Moulin=https://jean-moulin.example/']);
    assert.equal(set.code, 0, set.said);
    assert.equal((await command(deps, 'links', '--network', '--useful', 'Calendrier=https://calendrier.example/')).code, 0);
    const page = await visitor.visit('/teleservices');
    assert.match(page.words, /ENT des collèges.*Site du collège\s?Jean-Moulin.*Liens utiles\s?Calendrier/);
    assert.match(page.words, /ecole@exemple\.fr/);
    for (const bad of ['javascript:alert(1)', 'http://clair.example/', 'https://qui:secret@exemple.fr/'])
        assert.equal((await command(deps, 'links', '--network', '--useful', `X=${bad}`)).code, 2, bad);
    const kinds = await deps.db.selectFrom('auditEvent').select('kind').execute();
    assert.deepEqual(kinds.map(({ kind }) => kind), ['school_set', 'school_set']);
});
onBothDatabases('une adresse hors du site est annoncée, et vient du catalogue seul', async (deps) => {
    const { visitor, home } = await parentOfTwo(deps);
    const file = join(await mkdtemp(join(tmpdir(), 'fratrie-services-')), 'services.json');
    const [one] = demoCatalogue;
    await writeFile(file, JSON.stringify({ services: [{ ...one, address: 'https://inscription.example/depart' }] }));
    await command(deps, 'services', 'import', file);
    await command(deps, 'services', 'open', 'inscription', '--school', jeanMoulin);
    await home();
    const page = await visitor.visit('/teleservices/inscription?adresse=https://autre.example/');
    assert.match(page.words, /Vous quittez Fratrie pour le site inscription\.example/);
    assert.deepEqual([...page.html.matchAll(/href="(https:[^"]*)"/g)].map(([, to]) => to), ['https://inscription.example/depart']);
    // A catalogue that no longer names it takes it away; one that names it again brings it back with its openings.
    await writeFile(file, JSON.stringify({ services: [] }));
    await command(deps, 'services', 'import', file);
    assert.equal((await visitor.visit('/teleservices/inscription')).status, 404);
    await catalogue(deps);
    assert.equal((await visitor.visit('/teleservices/inscription')).status, 200);
});
test('un fichier de catalogue faux est refusé, chaque faute dite à sa place', () => {
    const [one] = demoCatalogue;
    const refused = (services) => {
        const read = readCatalogueFile(JSON.stringify(services));
        return read.ok ? '' : read.why.join(' ');
    };
    assert.equal(refused({ services: [one] }), '');
    assert.match(refused([one]), /une seule clé/);
    assert.match(refused({ services: [{ ...one, adresse: 'x' }] }), /service 1 : « adresse » n’est pas un champ connu/);
    assert.match(refused({ services: [one, one] }), /service 2 : « inscription » y est deux fois/);
    assert.match(refused({ services: [{ ...one, address: 'javascript:alert(1)' }] }), /adresse https/);
    assert.match(refused({ services: [{ ...one, names: { en: 'x' } }] }), /français/);
    assert.match(refused({ services: [{ ...one, names: { fr: 'x'.repeat(41) } }] }), /plus de 40 signes/);
    assert.match(refused({ services: [{ ...one, icon: 'skull' }] }), /« icon »/);
    assert.match(refused({ services: [{ ...one, linkLevels: [] }] }), /« linkLevels »/);
    assert.match(refused({ services: [null] }), /il faut un objet/);
    assert.equal(readCatalogueFile('{').ok, false);
});
