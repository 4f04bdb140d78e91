// A head names somebody for his school, for a time, and takes the role back; what he must not be able to do with it.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { authenticatorOf, linkIn, openSecretary, runStaff } from '../secretary.js';
import { openVisitor, type Page, type Visitor } from '../visitor.js';
import { addParent, jeanMoulin, louiseMichel } from '../world.js';

const paul = 'paul.faure@exemple.fr';
const good = 'un bureau plein de dossiers';
const addressIn = (page: Page): string => {
  const link = /https?:\/\/\S+\/ecole\/inscription\/\S+/.exec(page.words)?.[0];
  assert.ok(link, `no link on: ${page.words}`);
  return new URL(link).pathname;
};

async function enrolAt(deps: TestDeps, visitor: Visitor, link: string): Promise<void> {
  const form = await visitor.visit(link);
  const page = await form.send({ password: good, code: authenticatorOf(deps, form).now() }, 'Créer mon accès');
  assert.doesNotMatch(page.path, /inscription/);
}

async function open(deps: TestDeps) {
  const app = await createApp(deps);
  const head = await openSecretary(deps, app, jeanMoulin, { mail: 'direction@exemple.fr', role: 'head' });
  const team = () => head.visitor.visit('/ecole/equipe');
  const kinds = async () =>
    (await deps.db.selectFrom('auditEvent').select('kind').orderBy('seq').execute()).map(({ kind }) => kind);
  return { app, head, team, kinds };
}

onBothDatabases('a head names a secretary for a time; she comes in, and is out when it is over', async (deps) => {
  const { app, team } = await open(deps);
  await addParent(deps, jeanMoulin, 'Yanis');
  const page = await team();
  assert.match(page.words, /Dominique|Sophie Lopez/);
  const made = await page.send({ mail: paul, name: 'Paul Faure', role: 'secretary', lastDay: '2026-09-15' }, 'Ajouter');
  assert.equal(made.heading, 'Le lien est prêt');
  const link = addressIn(made);
  assert.match((await team()).words, /Paul Faure Secrétariat 15 sept. 2026 Lien donné/);

  const visitor = openVisitor(app);
  const form = await visitor.visit(link);
  const desk = await form.send({ password: good, code: authenticatorOf(deps, form).now() }, 'Créer mon accès');
  assert.match(desk.words, /Paul Faure ?Secrétariat, Collège/);
  assert.equal((await visitor.visit('/ecole/equipe')).status, 403, 'a secretary keeps no team');
  assert.match((await team()).words, /Paul Faure Secrétariat 15 sept. 2026 Créé/);

  deps.clock.set('2026-09-15T07:30:00Z');
  const { db } = deps;
  await db.updateTable('session').set({ seenAt: deps.now(), createdAt: deps.now() }).execute();
  assert.equal((await visitor.visit('/ecole')).status, 200, 'the last day is included');
  deps.clock.set('2026-09-15T22:00:01Z');
  await db.updateTable('session').set({ seenAt: deps.now(), createdAt: deps.now() }).execute();
  assert.equal((await visitor.visit('/ecole')).status, 403, 'midnight has come');
  assert.doesNotMatch((await team()).words, /Paul Faure/);
});

onBothDatabases('a head takes a role back: at the next request its person is out', async (deps) => {
  const { app, team, kinds } = await open(deps);
  const { visitor } = await openSecretary(deps, app, jeanMoulin, { mail: paul });
  assert.equal((await visitor.visit('/ecole')).status, 200);
  const member = await (await team()).follow('Sophie Lopez');
  // Both have this name: the one whose card can be changed is the other.
  const page = member.words.includes(paul) ? member : await (await team()).follow(await otherOf(deps, paul));
  const end = await page.follow('Retirer de l’équipe');
  assert.match(end.words, /n’a pas d’autre rôle : son mot de passe et ses codes sont effacés/);
  const done = await end.send({}, 'Retirer');
  assert.equal(done.path, '/ecole/equipe');
  assert.doesNotMatch(done.words, /paul\.faure/);
  assert.equal((await visitor.visit('/ecole')).path, '/ecole/connexion');
  assert.ok((await kinds()).includes('staff_role_ended'));
});

async function otherOf(deps: TestDeps, mail: string): Promise<string> {
  const { id } = await deps.db
    .selectFrom('staffRole')
    .innerJoin('staff', 'staff.id', 'staffRole.staffId')
    .select('staffRole.id')
    .where('mail', '=', mail)
    .where('until', 'is', null)
    .executeTakeFirstOrThrow();
  return `/ecole/equipe/${id}`;
}

onBothDatabases('after five minutes each change asks for a code, and nothing happens without it', async (deps) => {
  const { head, team, kinds } = await open(deps);
  deps.clock.advance({ minutes: 6 });
  const page = await team();
  const before = await kinds();
  const refused = await page.send({ mail: paul, role: 'reader' }, 'Ajouter');
  assert.equal(refused.status, 422);
  assert.equal(refused.field('mail'), paul, 'what was typed is kept');
  assert.deepEqual(await kinds(), before);
  const added = await refused.send({ code: head.authenticator.next() }, 'Ajouter');
  assert.equal(added.heading, 'Le lien est prêt');
  assert.deepEqual((await kinds()).slice(before.length), ['staff_added', 'staff_invited']);
});

onBothDatabases('nobody changes his own role, whatever he types', async (deps) => {
  const { head, team } = await open(deps);
  const own = await (await team()).follow('Sophie Lopez');
  assert.match(own.words, /Personne ne change son propre rôle/);
  for (const path of ['', '/retirer'])
    assert.equal(
      (await head.visitor.post(`${own.path}${path}`, { _csrf: own.field('_csrf') ?? '', role: 'reader' })).status,
      422,
      path,
    );
  const typed = await (await team()).send({ mail: head.mail.toUpperCase(), role: 'reader' }, 'Ajouter');
  assert.match(typed.words, /Personne ne change son propre rôle/);
  assert.equal((await team()).status, 200, 'still the head');
});

onBothDatabases('a link of one school never opens the desk of another', async (deps) => {
  const { app, team } = await open(deps);
  const other = await openSecretary(deps, app, louiseMichel, { mail: 'marie@exemple.fr', role: 'head' });
  const theirs = () => other.visitor.visit('/ecole/equipe');
  const link = addressIn(await (await theirs()).send({ mail: paul, name: 'Paul Faure', role: 'head' }, 'Ajouter'));
  const refused = await (await team()).send({ mail: paul, role: 'reader' }, 'Ajouter');
  assert.equal(refused.status, 422);
  assert.match(refused.words, /déjà invitée par une autre école/);
  assert.doesNotMatch((await team()).words, /paul\.faure/, 'nothing was given');

  // Whoever read the link on that school's page has enrolled: nobody proved that it is the person of this mail.
  const visitor = openVisitor(app);
  await enrolAt(deps, visitor, link);
  const again = await (await team()).send({ mail: paul, name: 'Jean Untel', role: 'reader' }, 'Ajouter');
  assert.equal(again.status, 422);
  assert.match(again.words, /a déjà un accès par une autre école. Le réseau peut l’ajouter/);
  assert.doesNotMatch((await team()).words, /paul\.faure/, 'nothing was given');
  assert.doesNotMatch((await theirs()).words, /Untel/, 'who works elsewhere keeps his name');

  const given = await runStaff(deps, 'add', '--school', jeanMoulin, '--mail', paul, '--role', 'reader');
  assert.match(
    given.out,
    /Une école lui avait donné son accès : son mot de passe et son code de sécurité sont effacés/,
  );
  assert.equal((await visitor.visit('/ecole')).path, '/ecole/connexion', 'the access of before is over');
  const own = openVisitor(app);
  await enrolAt(deps, own, linkIn(given));
  assert.equal((await own.visit('/ecole/etablissement')).words.match(/Choisir/g)?.length, 2, 'he works for both');
  const here = await (await team()).follow('Paul Faure');
  const changed = await here.send({ role: 'secretary' }, 'Enregistrer');
  assert.match(changed.words, /Secrétariat/, 'an access of the network is good at each school');
  assert.equal((await own.visit('/ecole/etablissement')).status, 200);

  const { path } = await (await theirs()).follow('Paul Faure');
  const head = (await team()).path;
  assert.equal(head, '/ecole/equipe');
  const foreign = await (await openVisitor(app)).visit(path);
  assert.equal(foreign.path, '/ecole/connexion');
});

onBothDatabases('an operator’s page takes no access over that a school opened', async (deps) => {
  const { app, team } = await open(deps);
  const operator = await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr' });
  const made = await (await team()).send({ mail: paul, name: 'Paul Faure', role: 'reader' }, 'Ajouter');
  const visitor = openVisitor(app);
  await enrolAt(deps, visitor, addressIn(made));
  const operators = await operator.visitor.visit('/reseau/operateurs');
  const named = await operators.send({ mail: paul, name: '' }, 'Ajouter');
  assert.equal(named.heading, 'Le lien est prêt');
  assert.equal((await visitor.visit('/reseau')).path, '/ecole/connexion');
  await enrolAt(deps, visitor, addressIn(named));
  assert.equal((await visitor.visit('/reseau')).status, 200);
});

onBothDatabases('an operator who changes a role at a school has the school’s access or link renewed', async (deps) => {
  const { app, team } = await open(deps);
  const operator = await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr' });
  const link = addressIn(await (await team()).send({ mail: paul, name: 'Paul Faure', role: 'reader' }, 'Ajouter'));
  const page = async () =>
    await operator.visitor.visit(
      `/reseau/ecoles/${jeanMoulin}/equipe/${(await otherOf(deps, paul)).split('/').at(-1)}`,
    );
  assert.match((await page()).words, /Si vous changez son rôle, il ne marchera plus/, 'told before');
  const later = await (await page()).send({ role: 'reader', lastDay: '2026-12-31' }, 'Enregistrer');
  assert.doesNotMatch(later.words, /Le lien est prêt/, 'another end gives nothing');
  const other = addressIn(await (await page()).send({ role: 'head', lastDay: '' }, 'Enregistrer'));
  assert.equal((await openVisitor(app).visit(link)).status, 404, 'the school’s link is dead');
  await enrolAt(deps, openVisitor(app), other);
  assert.doesNotMatch((await page()).words, /Si vous changez son rôle/, 'the network knows whom it let in');
});

onBothDatabases('whom the network named, the head lets nobody in for', async (deps) => {
  const { app, team, head } = await open(deps);
  const link = linkIn(await runStaff(deps, 'add', '--school', jeanMoulin, '--mail', paul, '--name', 'Paul Faure'));
  const member = await (await team()).follow('Paul Faure');
  assert.doesNotMatch(member.words, /Lien pour créer/);
  assert.equal((await head.visitor.visit(`${member.path}/lien`)).status, 404);
  const forced = await head.visitor.post(`${member.path}/lien`, { _csrf: member.field('_csrf') ?? '' });
  assert.equal(forced.status, 404);
  const added = await (await team()).send({ mail: paul, name: 'Paul Faure', role: 'secretary' }, 'Ajouter');
  assert.match(added.words, /déjà invitée par une autre école ou par le réseau/);
  assert.equal((await openVisitor(app).visit(link)).status, 200, 'the network’s link goes on');
});

onBothDatabases('a link is read by the head who made it, not by another one', async (deps) => {
  const { app, team, head } = await open(deps);
  const second = await openSecretary(deps, app, jeanMoulin, { mail: 'adjointe@exemple.fr', role: 'head' });
  const made = await (await team()).send({ mail: paul, name: 'Paul Faure', role: 'reader' }, 'Ajouter');
  const read = await second.visitor.visit(made.path);
  assert.equal(read.heading, 'Faire un nouveau lien');
  assert.doesNotMatch(read.words, /inscription\//);
  assert.equal(addressIn(await head.visitor.visit(made.path)), addressIn(made));
});

onBothDatabases('whoever left another school is taken into the team, under the name that he has now', async (deps) => {
  const { app, team } = await open(deps);
  await openSecretary(deps, app, louiseMichel, { mail: paul });
  await runStaff(deps, 'remove', '--school', louiseMichel, '--mail', paul);
  const made = await (await team()).send({ mail: paul, name: 'Paul Faure', role: 'secretary' }, 'Ajouter');
  assert.equal(made.heading, 'Le lien est prêt');
  assert.match((await team()).words, /Paul Faure Secrétariat/);
  const row = await deps.db.selectFrom('staff').select(['name', 'leftAt']).where('mail', '=', paul).executeTakeFirst();
  assert.deepEqual(row, { name: 'Paul Faure', leftAt: null });
});

onBothDatabases('a member of another school is nobody here', async (deps) => {
  const { app, head } = await open(deps);
  await openSecretary(deps, app, louiseMichel, { mail: 'marie@exemple.fr', role: 'head' });
  const path = await otherOf(deps, 'marie@exemple.fr');
  for (const part of ['', '/retirer', '/lien']) assert.equal((await head.visitor.visit(path + part)).status, 404, part);
});

onBothDatabases('an operator renews an access that was lost, which a school cannot', async (deps) => {
  const { app, team } = await open(deps);
  const secretary = await openSecretary(deps, app, jeanMoulin, { mail: paul });
  const operator = await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr' });
  const member = await otherOf(deps, paul);
  assert.equal((await team()).status, 200);
  const schools = await operator.visitor.visit('/ecole');
  assert.equal(schools.path, '/reseau', 'an operator alone works for the network');
  assert.match(schools.words, /Écoles/);
  const id = member.split('/').at(-1);
  const page = await operator.visitor.visit(`/reseau/ecoles/${jeanMoulin}/equipe/${id}`);
  const made = await (await page.follow('Téléphone ou mot de passe perdu')).send({}, 'Faire le lien');
  const link = addressIn(made);
  assert.equal((await secretary.visitor.visit('/ecole')).path, '/ecole/connexion', 'the old access is over');
  assert.equal((await openVisitor(app).visit(link)).status, 200);
  deps.clock.advance({ minutes: 11 });
  assert.doesNotMatch((await operator.visitor.visit(`${page.path}/lien`)).words, /inscription\//, 'not shown for ever');
  assert.equal(linkIn(await runStaff(deps, 'renew', '--mail', paul)).startsWith('/ecole/inscription/'), true);
});
