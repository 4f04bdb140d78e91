// Une rentrée au bureau, de l'école vide au regroupement cassé, par les vrais formulaires : l'opérateur, la direction, le
// secrétariat, une mère. Aucune commande, sauf celle qui fait le premier opérateur.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { drainBatches } from '../../src/batches/work.js';
import { drainUploads } from '../../src/uploads/work.js';
import { onBothDatabases } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { readPdf } from '../pdf.js';
import { guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from '../roster-files.js';
import { authenticatorOf, openSecretary } from '../secretary.js';
import { openVisitor, type Page } from '../visitor.js';

const uai = '0330016N';
const password = 'un bureau plein de dossiers';
const own = 'quatre mots bien choisis';

const linkOn = (page: Page): string => {
  const link = /https?:\/\/\S+\/ecole\/inscription\/\S+/.exec(page.words)?.[0];
  assert.ok(link, `no link on: ${page.words}`);
  return new URL(link).pathname;
};

type Letter = { readonly identifier: string; readonly code: string };
const lettersIn = async (file: Page): Promise<Letter[]> =>
  (await readPdf(new Uint8Array(file.bytes))).pages.map(({ text }) => ({
    identifier: /n\.benali\s*\d+/.exec(text)?.[0] ?? '',
    code: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? '',
  }));

onBothDatabases('une rentrée au bureau', async (deps) => {
  const app = await createApp(deps);
  const operator = await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr' });
  const enrol = async (invited: Page) => {
    const visitor = openVisitor(app);
    const form = await visitor.visit(linkOn(invited));
    return await form.send({ password, code: authenticatorOf(deps, form).now() }, 'Créer mon accès');
  };
  const school = {
    uai,
    name: 'Collège Aimé-Césaire',
    kind: 'college',
    town: '33000 Bordeaux',
    phone: '05 36 49 12 30',
  };
  const added = await (await operator.page.follow('Ajouter une école')).send(school, 'Ajouter');
  const named = await (await added.follow('Équipe')).send({ mail: 'chef@exemple.fr', role: 'head' }, 'Ajouter');
  const head = await enrol(named);
  const team = await head.follow('Équipe');
  const invited = await team.send({ mail: 'secretariat@exemple.fr', role: 'secretary' }, 'Ajouter');
  let desk = await enrol(invited);

  // The export: one mother under two numbers, with a child of each.
  const families = [
    { id: 1, child: 'Yanis' },
    { id: 2, child: 'Lina' },
  ];
  const rest = { uai };
  const files = [
    {
      file: 'ElevesAvecAdresses.xml',
      content: pupilsFile(
        families.map(({ id, child }) => pupilXml(id, { PRENOM: child })),
        rest,
      ),
    },
    {
      file: 'ResponsablesAvecAdresses.xml',
      content: guardiansFile(
        families.map(({ id }) => guardianXml(id + 1000, { TEL_PORTABLE: '0611223344' })),
        families.map(({ id }) => linkXml(id, id + 1000)),
        rest,
      ),
    },
  ];
  const reading = await (await desk.follow('Imports')).send({ files }, 'Envoyer et vérifier');
  await drainUploads(deps);
  const looked = await reading.follow('Voir où il en est');
  const working = await looked.send({}, 'Appliquer l’import');
  await drainUploads(deps);
  const loaded = await working.follow('Voir où il en est');
  assert.match(loaded.words, /2 nouveaux|2 comptes|2 élèves/, loaded.words);

  const asked = await (await loaded.follow('Lettres')).send({}, 'Faire les lettres');
  await drainBatches(deps);
  const batch = await asked.follow('Voir où il en est');
  assert.equal(batch.heading, '2 lettres prêtes');
  const [first, second] = await lettersIn(await batch.send({}, 'Télécharger les lettres (PDF)'));
  assert.ok(first && second);

  const mother = openVisitor(app);
  const birth = await (await mother.visit('/activation')).send(first);
  const children = await birth.send({ 'birthDate-day': '21', 'birthDate-month': '4', 'birthDate-year': '2014' });
  const choose = await children.send({}, 'Oui, c’est mon enfant');
  assert.equal((await choose.send({ password: own, mail: '' })).path, '/activation/termine');
  const check = await (await mother.visit('/mon-compte/regrouper')).send({
    identifier: second.identifier,
    password: second.code,
  });
  assert.equal((await check.send({}, 'Oui, mettre ensemble')).path, '/mon-compte/regrouper/termine');
  assert.match((await mother.visit('/mon-compte/enfants')).words, /Lina[\s\S]*Yanis|Yanis[\s\S]*Lina/);

  desk = await batch.follow('Comptes');
  const card = await desk.follow('BENALI Nadia');
  const form = await card.follow('Casser un regroupement');
  const [fiche = ''] = [...form.html.matchAll(/name="fiche" value="(\d+)"/g)].map(([, id]) => id);
  const preview = await form.send({ fiche }, 'Voir le résultat');
  const why = { reasonKind: 'same_name', reason: 'Mme Benali est venue avec sa pièce d’identité.' };
  const result = await preview.send(why, 'Séparer et préparer la lettre');
  assert.equal(result.heading, 'Le nouveau compte est prêt', result.words);
  await assertInvariants(deps);
});
