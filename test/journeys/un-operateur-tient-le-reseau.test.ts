// An operator adds a school, describes it, opens a service there, names its head, and gives and takes an operator's role.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { inTransaction } from '../../src/audit/actions.js';
import { drainChecks } from '../../src/audit/checking.js';
import { runCommand } from '../../src/commands.js';
import { queueMail } from '../../src/mail/queue.js';
import { deliverMails } from '../../src/mail/sending.js';
import { schoolCommand } from '../../src/people/command.js';
import { importCatalogue } from '../../src/services/actions.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { authenticatorOf, openSecretary } from '../secretary.js';
import { openVisitor, type Page } from '../visitor.js';
import { addParent, jeanMoulin } from '../world.js';

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
  const first = await added.follow('donner un accès à la direction');
  assert.equal(first.field('role'), 'head', 'the first person of a school is its head');
  const again = await addSchool(await visitor.visit('/reseau'));
  assert.equal(again.status, 422);
  assert.match(again.words, /Cette école est déjà là : Collège Aimé-Césaire/);
  const wrong = await addSchool(await visitor.visit('/reseau'), { uai: '0330016A' });
  assert.match(wrong.words, /la lettre qui va avec/, 'a mistyped code is seen');

  const unheard = await (await visitor.visit(added.path)).send({ phone: 'appelez-nous' });
  assert.equal(unheard.status, 422);
  assert.match(unheard.words, /Écrivez un numéro de téléphone/);

  const described = await (await visitor.visit(added.path)).send({ name: 'Collège Aimé Césaire', hours: 'le matin' });
  assert.equal(described.heading, 'Collège Aimé Césaire');
  const team = await described.follow('Équipe');
  const made = await team.send({ mail: 'chef@exemple.fr', name: 'Ida Roy', role: 'head' }, 'Ajouter');
  const head = openVisitor(app);
  const form = await head.visit(addressIn(made));
  const desk = await form.send({ password: good, code: authenticatorOf(deps, form).now() }, 'Créer mon accès');
  assert.match(desk.words, /Ida Roy ?Direction, Collège Aimé Césaire/);
  assert.doesNotMatch((await visitor.visit(added.path)).words, /Personne ne travaille/);
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

onBothDatabases(
  'the state page and its command tell of the last night and of the mail that waits longest',
  async (deps) => {
    const { visitor } = await open(deps);
    const out: string[] = [];
    const run = async (...argv: string[]) => {
      out.length = 0;
      const io = { out: (text: string) => out.push(text), err: (text: string) => out.push(text), cwd: '/' };
      return await runCommand(deps, argv, io);
    };
    const before = await visitor.visit('/reseau/etat');
    assert.match(before.words, /Plus ancien mail en attente Aucun/);
    assert.match(before.words, /Dernier Jamais.*« fratrie tidy » doit tourner chaque nuit/);
    const { id: accountId } = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
    await inTransaction(deps, (tx) => queueMail(tx, deps, { kind: 'confirm_mail', accountId }));
    assert.equal(await run('tidy', '--dry-run'), 0);
    assert.match((await visitor.visit('/reseau/etat')).words, /Dernier Jamais/, 'a trial is no run');
    assert.equal(await run('tidy'), 0);
    const after = await visitor.visit('/reseau/etat');
    assert.match(after.words, /Plus ancien mail en attente Promis le \d+/);
    assert.match(after.words, /Dernier 14 septembre 2026/);
    assert.doesNotMatch(after.words, /doit tourner chaque nuit/);
    assert.equal(await run('state', '--json'), 0);
    const state = JSON.parse(out.join(''));
    assert.equal(state.tidied.endedAt, deps.now().toISOString());
    assert.ok(Date.parse(state.jobs.oldestMailAt) > 0);
    assert.equal(await run('state'), 0);
    assert.match(out.join(''), /Dernier rangement +\S/);
    assert.equal(await run('state', '--all'), 2);
    await deliverMails(deps);
    assert.match((await visitor.visit('/reseau/etat')).words, /Plus ancien mail en attente Aucun/);
  },
);

onBothDatabases('an operator has the chain read again, and reads where it was touched', async (deps) => {
  const { visitor } = await open(deps);
  const page = await (await visitor.visit('/reseau')).follow('Journal');
  assert.match(page.words, /La chaîne n’a pas encore été relue/);
  const asked = await page.send({}, 'Relire toute la chaîne');
  assert.match(asked.words, /en train d’être relue/);
  assert.equal(asked.all('main form').length, 0, 'one check at a time');
  await visitor.post('/reseau/journal', { _csrf: asked.field('_csrf') ?? '' });
  assert.equal(await drainChecks(deps), 1);
  const { seq, hmac } = await deps.db.selectFrom('auditHead').selectAll().executeTakeFirstOrThrow();
  const intact = await visitor.visit('/reseau/journal');
  assert.match(intact.words, new RegExp(`La chaîne du journal est intacte\\. .* ${seq} maillons relus`));
  assert.match(intact.words, new RegExp(Buffer.from(hmac).toString('hex').slice(0, 16)));
  assert.match(intact.words, /Sophie Lopez ?Intacte/);
  assert.doesNotMatch((await visitor.visit('/reseau')).words, /rompue/);

  await deps.db.updateTable('auditEvent').set({ kind: 'staff_enrolled' }).where('seq', '=', 1).execute();
  const said: string[] = [];
  const io = { out: (text: string) => said.push(text), err: (text: string) => said.push(text), cwd: '/' };
  assert.equal(await runCommand(deps, ['tidy'], io as never), 1, 'the nightly run says so, and removes nothing');
  assert.match(said.join(''), /le maillon 1 a été modifié/);
  const broken = await (await visitor.visit('/reseau')).follow('Voir ce qui a été trouvé');
  assert.match(broken.words, /La chaîne du journal est rompue : le maillon 1 a été modifié/);
  assert.match(broken.words, /Chaque nuit, ou commande ?Rompue au maillon 1/);
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
