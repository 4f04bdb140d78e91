// An operator adds a school, describes it, opens a service there, names its head, and gives and takes an operator's role.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { schoolCommand } from '../../src/people/command.js';
import { importCatalogue } from '../../src/services/actions.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { authenticatorOf, openSecretary } from '../secretary.js';
import { openVisitor, type Page } from '../visitor.js';

const uai = '0330016N';
const good = 'un bureau plein de dossiers';
const addressIn = (page: Page): string => {
  const link = /https?:\/\/\S+\/ecole\/inscription\/\S+/.exec(page.words)?.[0];
  assert.ok(link, `no link on: ${page.words}`);
  return new URL(link).pathname;
};

async function open(deps: TestDeps) {
  const app = await createApp(deps);
  const operator = await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr' });
  return { app, operator, visitor: operator.visitor };
}

async function addSchool(page: Page, facts: Record<string, string> = {}): Promise<Page> {
  const wanted = { uai, name: 'Collège Aimé-Césaire', kind: 'college', town: '33000 Bordeaux', ...facts };
  return await (await page.follow('Ajouter une école')).send(wanted, 'Ajouter');
}

onBothDatabases('an operator signs in, adds a school, and its head comes in by a link', async (deps) => {
  const { app, operator, visitor } = await open(deps);
  assert.equal(operator.page.path, '/reseau', 'he works for no school');
  const added = await addSchool(operator.page, { phone: '05 36 49 12 30' });
  assert.equal(added.path, `/reseau/ecoles/${uai}`);
  const again = await addSchool(await visitor.visit('/reseau'));
  assert.equal(again.status, 422);
  assert.match(again.words, /Cette école est déjà là : Collège Aimé-Césaire/);
  const wrong = await addSchool(await visitor.visit('/reseau'), { uai: '0330016A' });
  assert.match(wrong.words, /la lettre qui va avec/, 'a mistyped code is seen');

  const described = await (await visitor.visit(added.path)).send({ name: 'Collège Aimé Césaire', hours: 'le matin' });
  assert.equal(described.heading, 'Collège Aimé Césaire');
  const team = await described.follow('Équipe');
  const made = await team.send({ mail: 'chef@exemple.fr', name: 'Ida Roy', role: 'head' }, 'Ajouter');
  const head = openVisitor(app);
  const form = await head.visit(addressIn(made));
  const desk = await form.send({ password: good, code: authenticatorOf(deps, form).now() }, 'Créer mon accès');
  assert.match(desk.words, /Ida Roy ?Direction, Collège Aimé Césaire/);
  assert.equal((await head.visit('/reseau')).status, 403, 'a head keeps no network');
  assert.equal((await visitor.visit('/ecole/comptes')).status, 403, 'an operator reads no school’s accounts');

  const kinds = (await deps.db.selectFrom('auditEvent').select('kind').orderBy('seq').execute()).map(
    ({ kind }) => kind,
  );
  assert.deepEqual(kinds.slice(2), [
    'staff_enrolled',
    'school_added',
    'school_described',
    'staff_added',
    'staff_invited',
    'staff_enrolled',
  ]);
});

onBothDatabases('a service of the catalogue is opened, changed and closed at a school', async (deps) => {
  const { visitor, operator } = await open(deps);
  const words = { fr: 'Cantine' };
  const service = {
    slug: 'cantine',
    names: words,
    details: words,
    explanations: words,
    icon: 'cutlery',
    address: 'https://cantine.example.org/',
  } as const;
  await importCatalogue(deps, [
    { ...service, schoolKinds: ['college'], linkLevels: ['legal'] },
    { ...service, slug: 'internat', names: { fr: 'Internat' }, schoolKinds: ['lycee'], linkLevels: ['legal'] },
  ]);
  const school = await addSchool(operator.page);
  assert.match(school.words, /Cantine Fermé/);
  assert.doesNotMatch(school.words, /Internat/, 'not for this kind of school');
  const form = await school.follow('Cantine');
  const wrong = await form.send({ opensOn: '2026-10-01', closesOn: '2026-09-20' }, 'Ouvrir');
  assert.equal(wrong.status, 422);
  const opened = await wrong.send({ closesOn: '2026-10-20', dueOn: '2026-10-10' }, 'Ouvrir');
  assert.match(opened.words, /Cantine Du 1er octobre 2026 au 20 octobre 2026/);
  const closed = await (await opened.follow('Cantine')).send({}, 'Fermer ce service');
  assert.match(closed.words, /Cantine Fermé/);
  assert.equal((await visitor.visit(`/reseau/ecoles/${uai}/services/internat`)).status, 404);
});

onBothDatabases('an operator names another, who is out as soon as his role is taken back', async (deps) => {
  const { app, visitor } = await open(deps);
  const made = await (await visitor.visit('/reseau/operateurs')).send({ mail: 'deux@exemple.fr' }, 'Ajouter');
  const second = openVisitor(app);
  const form = await second.visit(addressIn(made));
  const first = await form.send({ password: good, code: authenticatorOf(deps, form).now() }, 'Créer mon accès');
  assert.equal(first.path, '/reseau');
  const member = await (await visitor.visit('/reseau/operateurs')).follow('deux@exemple.fr');
  await (await member.follow('Retirer de l’équipe')).send({}, 'Retirer');
  assert.equal((await second.visit('/reseau')).path, '/ecole/connexion');
  const own = await (await visitor.visit('/reseau/operateurs')).follow('Sophie Lopez');
  assert.match(own.words, /Personne ne change son propre rôle/, 'the last operator stays');
});

onBothDatabases('the state page tells the version, the schema and the chain, and no family', async (deps) => {
  const { visitor } = await open(deps);
  const page = await visitor.visit('/reseau/etat');
  assert.match(page.words, /Version 0\.1\.0/);
  assert.match(page.words, /0095_rows_of_one_school\.sql|\.sql/);
  assert.match(page.words, /Événements \d+/);
});

onBothDatabases('the command describes a school too, and what is not said stays', async (deps) => {
  let told = '';
  const io = {
    out: (text: string) => {
      told += text;
    },
    err: (text: string) => {
      told += text;
    },
    cwd: '/',
  };
  const run = async (...argv: string[]) => await schoolCommand(deps, argv, io as never);
  assert.equal(
    await run('add', '--uai', uai, '--name', 'Collège Un', '--kind', 'college', '--phone', '05 36 49 12 30'),
    0,
  );
  assert.equal(await run('set', '--uai', uai, '--name', 'Collège Deux'), 0);
  const school = await deps.db.selectFrom('school').select(['name', 'phone', 'kind']).executeTakeFirstOrThrow();
  assert.deepEqual(school, { name: 'Collège Deux', phone: '05 36 49 12 30', kind: 'college' });
  assert.equal(await run('set', '--uai', '0330017P', '--name', 'X'), 1);
  assert.equal(await run('set', '--uai', uai, '--kind', 'bureau'), 2);
  assert.match(told, /--kind/);
});
