// « Ce n'est pas moi » : le lien du message, la page, le bouton; l'école voit, vérifie et décide. Et l'historique.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { childrenOf } from '../../src/db/children.js';
import { beginGrouping, confirmGrouping } from '../../src/grouping/actions.js';
import { breakGrouping, previewBreak } from '../../src/grouping/break-actions.js';
import { deliverMails } from '../../src/mail/sending.js';
import { confirmRequest, showRequest } from '../../src/requests/actions.js';
import { answerRequest } from '../../src/requests/deciding-actions.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { propose, proved } from '../proposals.js';
import { openSecretary } from '../secretary.js';
import { openVisitor, plain } from '../visitor.js';
import { addParent, addSession, addStaff, jeanMoulin, louiseMichel } from '../world.js';

const keptMail = 'nadia@exemple.fr';
const absorbedMail = 'nadia@ancienne.fr';
const simoneVeil = '0330003Z';
const checked = 'Appelée au numéro du fichier : c’est bien elle.';

/** An account of Jean-Moulin that took the one of Louise-Michel, both with a confirmed mail, and the two notices. */
async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const kept = await addParent(deps, jeanMoulin, 'Yanis', { mail: keptMail });
  const absorbed = await addParent(deps, louiseMichel, 'Lina', { mail: absorbedMail });
  const { parent, digest } = await propose(deps, kept.id, absorbed.id);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
  await deliverMails(deps);
  const linkTo = (mail: string): string =>
    /\/pas-moi\/[\w-]{22}/.exec(deps.sent.find(({ to }) => to === mail)?.text ?? '')?.[0] ?? 'no link';
  const links = { kept: linkTo(keptMail), absorbed: linkTo(absorbedMail) };
  deps.sent.length = 0;
  const signIn = async () => {
    const visitor = openVisitor(app);
    const page = await (await visitor.visit('/connexion')).send({
      identifier: kept.identifier,
      password: kept.password,
    });
    return { visitor, page };
  };
  return { app, kept, absorbed, links, signIn };
}

const told = async (deps: TestDeps) => {
  deps.sent.length = 0;
  await deliverMails(deps);
  return deps.sent.map(({ to, subject }) => [to, plain(subject)]);
};

onBothDatabases('du côté gardé : le compte est bloqué jusqu’à ce que l’école lève le signalement', async (deps) => {
  const { app, kept, absorbed, links, signIn } = await setUp(deps);
  const { visitor: owner } = await signIn();
  const page = await openVisitor(app).visit(links.kept);
  assert.equal(page.path, '/pas-moi', 'no token in the address');
  assert.match(page.words, /un autre compte a été mis dans le vôtre.*Votre compte est bloqué/);
  for (const secret of [kept.identifier, absorbed.identifier, 'Lina', 'Yanis'])
    assert.ok(!page.html.includes(secret), `${secret} is told to nobody who only has the link`);
  assert.equal((await owner.visit('/accueil')).path, '/accueil', 'readers of mail open links');

  const done = await page.send({}, 'Ce n’est pas moi');
  assert.equal(done.heading, 'L’école est prévenue');
  assert.equal((await openVisitor(app).visit(links.kept)).heading, 'L’école est prévenue', 'done once, told again');
  assert.equal((await owner.visit('/accueil')).path, '/connexion', 'the sessions are over');
  assert.match((await signIn()).page.words, /Ce compte est bloqué.*Appelez l’école/);
  assert.deepEqual(await told(deps), [[keptMail, 'Votre compte est bloqué']]);
  assert.match(plain(deps.sent[0]?.text ?? ''), /L’école est prévenue\. Elle vérifie, puis elle décide\. Une question/);
  assert.doesNotMatch(deps.sent[0]?.text ?? '', /vous n’avez rien à faire/, 'whose account is blocked has to call');
  await assertInvariants(deps);

  // The school of the moved record sees it on its first page; the other school holds no moved record.
  const { visitor } = await openSecretary(deps, app, louiseMichel);
  const today = await visitor.visit('/ecole');
  assert.match(today.words, /À décider : « ce n’est pas moi » \(1\)/);
  const card = await visitor.visit(`/ecole/comptes/${kept.id}`);
  const decide = await card.follow('Voir et décider');
  assert.match((await decide.send({ reason: 'x' })).words, /Expliquez en une phrase/);
  const after = await decide.send({ reason: checked });
  assert.equal(after.path, `/ecole/comptes/${kept.id}`);
  assert.doesNotMatch(after.words, /pas moi/);
  const { visitor: back, page: home } = await signIn();
  assert.equal(home.path, '/accueil');
  const history = await back.visit('/mon-compte/historique');
  assert.match(
    history.words,
    /L’école a vérifié.*Quelqu’un a dit « ce n’est pas moi ».*Le compte .* a été mis dans ce compte/,
  );
  const kinds = (await deps.db.selectFrom('auditEvent').select('kind').orderBy('seq').execute()).map(
    ({ kind }) => kind,
  );
  assert.deepEqual(
    kinds.filter((kind) => /object/.test(kind)),
    ['grouping_objected', 'objection_lifted'],
  );
  await assertInvariants(deps);
});

onBothDatabases('du côté fermé : seuls les enfants venus sont cachés, et le compte reste ouvert', async (deps) => {
  const { app, kept, links, signIn } = await setUp(deps);
  await (await openVisitor(app).visit(links.absorbed)).send({}, 'Ce n’est pas moi');
  const { visitor, page } = await signIn();
  assert.match(page.words, /Yanis/);
  assert.doesNotMatch(page.words, /Lina/);
  const mine = await visitor.visit('/mon-compte/enfants');
  assert.match(mine.words, /Quelqu’un a dit « ce n’est pas moi ».*Des enfants sont cachés ici\. L’école vérifie/);
  assert.deepEqual(await told(deps), [
    [keptMail, 'Des enfants sont cachés dans votre compte : quelqu’un dit « ce n’est pas moi »'],
  ]);
  const { visitor: desk } = await openSecretary(deps, app, louiseMichel);
  const card = await desk.visit(`/ecole/comptes/${kept.id}`);
  assert.match(card.words, /masqué : un parent a signalé un regroupement/);
  await (await card.follow('Voir et décider')).send({ reason: checked });
  assert.match((await visitor.visit('/accueil')).words, /Lina/);
  assert.doesNotMatch((await visitor.visit('/mon-compte/enfants')).words, /cachés/);
  await assertInvariants(deps);
});

onBothDatabases('les enfants cachés le restent quand le compte est regroupé à son tour', async (deps) => {
  const { app, kept, links } = await setUp(deps);
  await (await openVisitor(app).visit(links.absorbed)).send({}, 'Ce n’est pas moi');
  const third = await addParent(deps, simoneVeil, 'Noé');
  const parent = { accountId: third.id, sessionId: await addSession(deps, third.id), address: '127.0.0.1' };
  const begun = await beginGrouping(deps, parent, await proved(deps, kept.id));
  assert.ok(begun.ok && begun.value.request !== undefined, 'no rule decides of a record that somebody contests');
  const { reference } = begun.value.request;
  for (const school of [jeanMoulin, louiseMichel]) {
    const staff = { ...(await addStaff(deps, school)), schoolUai: school };
    const given = { decision: 'accepted', reason: 'Pièce d’identité vue.' } as const;
    assert.ok((await answerRequest(deps, staff, reference, given)).ok);
  }
  const proof = { ...parent, provedAt: deps.now() };
  const shown = await showRequest(deps, proof, reference);
  assert.ok(shown.ok && (await confirmRequest(deps, proof, reference, shown.value.digest)).ok);
  const visitor = openVisitor(app);
  const home = await (await visitor.visit('/connexion')).send({
    identifier: third.identifier,
    password: third.password,
  });
  assert.match(home.words, /Yanis/);
  assert.doesNotMatch(home.words, /Lina/);
  const { visitor: desk } = await openSecretary(deps, app, louiseMichel);
  await (await (await desk.visit(`/ecole/comptes/${third.id}`)).follow('Voir et décider')).send({ reason: checked });
  assert.match((await visitor.visit('/accueil')).words, /Lina/);
  // The kept account of the first grouping is closed: its link freezes nobody else.
  assert.equal(
    (await (await openVisitor(app).visit(links.kept)).send({}, 'Ce n’est pas moi')).heading,
    'Ce lien ne marche plus',
  );
  await assertInvariants(deps);
});

onBothDatabases('ni un lecteur, ni une autre école, ni un lien mort ne lèvent ou ne bloquent', async (deps) => {
  const { app, kept, links } = await setUp(deps);
  await (await openVisitor(app).visit(links.kept)).send({}, 'Ce n’est pas moi');
  const { id } = await deps.db.selectFrom('objection').select('id').executeTakeFirstOrThrow();
  const path = `/ecole/comptes/${kept.id}/signalements/${id}`;
  const { visitor: reader } = await openSecretary(deps, app, louiseMichel, { role: 'reader' });
  const seen = await reader.visit(path);
  assert.equal(seen.status, 200);
  assert.doesNotMatch(seen.words, /Lever le signalement/);
  assert.equal((await reader.post(path, { _csrf: seen.field('_csrf') ?? '', reason: checked })).status, 403);
  const { visitor: elsewhere } = await openSecretary(deps, app, simoneVeil, { mail: 'autre@exemple.fr' });
  assert.equal((await elsewhere.visit(path)).status, 404);

  const dead = new Set<string>();
  for (const token of ['inconnu', 'a'.repeat(200), links.absorbed.slice(9)]) {
    if (token.length === 22) deps.clock.advance({ days: 30 });
    const page = await openVisitor(app).visit(`/pas-moi/${token}`);
    assert.equal(page.status, 410);
    dead.add(page.words);
  }
  assert.equal(dead.size, 1);
});

onBothDatabases('deux clics font un seul signalement', async (deps) => {
  const { app, links } = await setUp(deps);
  const page = await openVisitor(app).visit(links.kept);
  const answers = await Promise.all([page.send({}, 'Ce n’est pas moi'), page.send({}, 'Ce n’est pas moi')]);
  for (const answer of answers) assert.equal(answer.heading, 'L’école est prévenue');
  assert.equal((await deps.db.selectFrom('objection').select('id').execute()).length, 1);
  await assertInvariants(deps);
});

onBothDatabases('le reçu de chaque regroupement se relit, par son titulaire seul, sans qui est parti', async (deps) => {
  const { app, kept, absorbed, signIn } = await setUp(deps);
  const { visitor } = await signIn();
  const { reference } = await deps.db.selectFrom('grouping').select('reference').executeTakeFirstOrThrow();
  const account = await visitor.visit('/mon-compte');
  const history = await account.follow('/mon-compte/historique');
  const receipt = await history.follow(`/mon-compte/regroupements/${reference}`);
  assert.match(receipt.words, /Lina/);
  assert.doesNotMatch(receipt.words, /Yanis/, 'who came, not who was there');
  assert.ok(receipt.html.replace(/<wbr\/?>/g, '').includes(absorbed.identifier));
  const stranger = await addParent(deps, jeanMoulin, 'Zoé');
  const other = openVisitor(app);
  await (await other.visit('/connexion')).send({ identifier: stranger.identifier, password: stranger.password });
  assert.equal((await other.visit(`/mon-compte/regroupements/${reference}`)).status, 404);
  await deps.db
    .updateTable('attachment')
    .set({ until: deps.now(), endedCause: 'correction' })
    .where('accountId', '=', kept.id)
    .execute();
  assert.doesNotMatch((await visitor.visit(`/mon-compte/regroupements/${reference}`)).words, /Lina/);
});

const stateOf = async (deps: TestDeps, id: number) =>
  (await deps.db.selectFrom('account').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;

onBothDatabases('deux regroupements contestés : le compte reste bloqué jusqu’à la seconde décision', async (deps) => {
  const { app, kept, links } = await setUp(deps);
  const third = await addParent(deps, simoneVeil, 'Noé');
  const { parent, digest } = await propose(deps, kept.id, third.id);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
  deps.sent.length = 0;
  await deliverMails(deps);
  const second = /\/pas-moi\/[\w-]{22}/.exec(deps.sent.find(({ to }) => to === keptMail)?.text ?? '')?.[0] ?? '';
  for (const link of [links.kept, second])
    assert.equal(
      (await (await openVisitor(app).visit(link)).send({}, 'Ce n’est pas moi')).heading,
      'L’école est prévenue',
    );
  const states: string[] = [];
  for (const [school, mail] of [
    [louiseMichel, 'lea@exemple.fr'],
    [simoneVeil, 'remi@exemple.fr'],
  ] as const) {
    const { visitor } = await openSecretary(deps, app, school, { mail });
    const card = await visitor.visit(`/ecole/comptes/${kept.id}`);
    await (await card.follow('Voir et décider')).send({ reason: checked });
    states.push(await stateOf(deps, kept.id));
  }
  assert.deepEqual(states, ['frozen', 'active']);
  await assertInvariants(deps);
});

onBothDatabases(
  'le regroupement contesté est cassé : l’école du parent peut encore débloquer son compte',
  async (deps) => {
    const { app, kept, links } = await setUp(deps);
    await (await openVisitor(app).visit(links.kept)).send({}, 'Ce n’est pas moi');
    const { visitor: own } = await openSecretary(deps, app, jeanMoulin, { mail: 'remi@exemple.fr' });
    assert.doesNotMatch((await own.visit('/ecole')).words, /pas moi/, 'the school of the moved record decides first');
    const staff = await addStaff(deps, louiseMichel);
    const { guardianId } = await deps.db
      .selectFrom('attachment')
      .select('guardianId')
      .where('accountId', '=', kept.id)
      .where('beganCause', '=', 'grouping')
      .executeTakeFirstOrThrow();
    const asked = { school: louiseMichel, accountId: kept.id, guardianIds: [guardianId] };
    const preview = await previewBreak(deps, asked);
    assert.ok(preview.ok);
    const order = { ...asked, digest: preview.value.digest, reasonKind: 'same_name' as const, reason: checked, staff };
    assert.ok((await breakGrouping(deps, order)).ok);
    assert.equal(await stateOf(deps, kept.id), 'frozen');
    const card = await own.visit(`/ecole/comptes/${kept.id}`);
    await (await card.follow('Voir et décider')).send({ reason: checked });
    assert.equal(await stateOf(deps, kept.id), 'active');
    await assertInvariants(deps);
  },
);

onBothDatabases(
  'du côté fermé, l’école casse le regroupement : l’enfant caché est sur la nouvelle lettre',
  async (deps) => {
    const { app, kept, links } = await setUp(deps);
    await (await openVisitor(app).visit(links.absorbed)).send({}, 'Ce n’est pas moi');
    const staff = await addStaff(deps, louiseMichel);
    const { guardianId } = await deps.db
      .selectFrom('attachment')
      .select('guardianId')
      .where('accountId', '=', kept.id)
      .where('beganCause', '=', 'grouping')
      .executeTakeFirstOrThrow();
    const asked = { school: louiseMichel, accountId: kept.id, guardianIds: [guardianId] };
    const preview = await previewBreak(deps, asked);
    assert.ok(preview.ok);
    assert.deepEqual(
      preview.value.leaving.map((child) => child.firstName),
      ['Lina'],
    );
    const order = { ...asked, digest: preview.value.digest, reasonKind: 'same_name' as const, reason: checked, staff };
    const broken = await breakGrouping(deps, order);
    assert.ok(broken.ok && broken.value.letterNumber !== undefined, 'a letter for whom the child belongs to');
    assert.deepEqual(
      (await childrenOf(deps.db, broken.value.newAccountId)).map((child) => child.firstName),
      ['Lina'],
    );
    await assertInvariants(deps);
  },
);
