// L'adresse mail : la nouvelle attend d'être confirmée, l'ancienne sert encore et elle est prévenue.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { deliverMails } from '../../src/mail/sending.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openVisitor, type Visitor } from '../visitor.js';
import { type AddedAccount, addParent, jeanMoulin, louiseMichel } from '../world.js';

const old = 'nadia@exemple.fr';
const other = 'nadia@nouvelle.fr';

async function signIn(visitor: Visitor, { identifier, password }: AddedAccount) {
  return await (await visitor.visit('/connexion')).send({ identifier, password });
}

async function setUp(deps: TestDeps, mail?: string) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', mail === undefined ? {} : { mail });
  const visitor = openVisitor(app);
  await signIn(visitor, parent);
  return { app, parent, visitor };
}

const change = async (visitor: Visitor, mail: string) => await (await visitor.visit('/mon-compte/mail')).send({ mail });

async function delivered(deps: TestDeps) {
  deps.sent.length = 0;
  await deliverMails(deps);
  return deps.sent.map(({ to, subject, text }) => ({ to, subject, link: /\/mail\/[\w-]{22}/.exec(text)?.[0] }));
}

const mailOf = async (deps: TestDeps, id: number) =>
  await deps.db
    .selectFrom('account')
    .select(['mail', 'pendingMail', 'mailConfirmedAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

onBothDatabases(
  'la nouvelle adresse sert quand elle est confirmée; l’ancienne est prévenue deux fois',
  async (deps) => {
    const { app, parent, visitor } = await setUp(deps, old);
    const asked = await change(visitor, other);
    assert.equal(asked.heading, 'Regardez votre boîte mail');
    assert.match(asked.words, /Jusque-là, nous écrivons encore à nadia@exemple.fr/);
    assert.match((await visitor.visit('/mon-compte')).words, /pas encore confirmée : nadia@nouvelle.fr/);

    const first = await delivered(deps);
    assert.deepEqual(
      first.map(({ to, subject }) => [to, subject]).sort(),
      [
        [old, 'Une autre adresse mail a été donnée pour votre compte'],
        [other, 'Confirmez votre adresse mail'],
      ].sort(),
    );
    // A lost password still goes to the confirmed address.
    await (await openVisitor(app).visit('/connexion/mot-de-passe-oublie')).send({ identifier: parent.identifier });
    const reset = await delivered(deps);
    assert.deepEqual(
      reset.map(({ to }) => to),
      [old],
    );
    const resetLink = /\/connexion\/nouveau\/\S+/.exec(deps.sent[0]?.text ?? '')?.[0] ?? '';

    const link = first.find(({ to }) => to === other)?.link ?? '';
    await (await openVisitor(app).visit(link)).send({}, 'Confirmer mon adresse');
    const { mail, pendingMail, mailConfirmedAt } = await mailOf(deps, parent.id);
    assert.deepEqual([mail, pendingMail], [other, null]);
    assert.ok(mailConfirmedAt !== null);
    assert.equal((await openVisitor(app).visit(resetLink)).status, 410, 'sent to an address that is no longer his');
    assert.deepEqual(
      (await delivered(deps)).map(({ to, subject }) => [to, subject]),
      [[old, 'Votre compte a une autre adresse mail']],
    );
    const kinds = (await deps.db.selectFrom('auditEvent').select('kind').orderBy('seq').execute()).map(
      ({ kind }) => kind,
    );
    assert.deepEqual(kinds, ['mail_change_asked', 'mail_changed']);
  },
);

onBothDatabases('garder l’ancienne adresse tue le lien de la nouvelle', async (deps) => {
  const { app, parent, visitor } = await setUp(deps, old);
  await change(visitor, other);
  const link = (await delivered(deps)).find(({ to }) => to === other)?.link ?? '';
  const kept = await (await visitor.visit('/mon-compte')).send({}, 'Garder l’ancienne adresse');
  assert.match(kept.words, /Vous gardez votre adresse mail/);
  assert.equal((await openVisitor(app).visit(link)).status, 410);
  assert.deepEqual(await mailOf(deps, parent.id).then(({ mail, pendingMail }) => [mail, pendingMail]), [old, null]);
});

onBothDatabases('une première adresse attend aussi; une faute de frappe se corrige', async (deps) => {
  const { app, parent, visitor } = await setUp(deps);
  assert.equal((await change(visitor, 'pas une adresse')).status, 422);
  await change(visitor, 'nadia@exmple.fr');
  const wrong = (await delivered(deps))[0]?.link ?? '';
  await change(visitor, old);
  assert.equal((await openVisitor(app).visit(wrong)).status, 410, 'the typing error confirms nothing');
  const right = (await delivered(deps))[0]?.link ?? '';
  await (await openVisitor(app).visit(right)).send({}, 'Confirmer mon adresse');
  assert.ok((await mailOf(deps, parent.id)).mailConfirmedAt !== null);
  assert.match((await change(visitor, old)).words, /C’est déjà votre adresse/);
});

onBothDatabases('le mot de passe est demandé avant, et trois messages par heure suffisent', async (deps) => {
  const { parent, visitor } = await setUp(deps, old);
  deps.clock.advance({ minutes: 5 });
  const proof = await visitor.visit('/mon-compte/mail');
  assert.equal(proof.path, '/mon-compte/preuve');
  assert.equal((await proof.send({ password: parent.password })).path, '/mon-compte/mail');
  for (let i = 0; i < 3; i += 1) assert.equal((await change(visitor, `n${i}@exemple.fr`)).status, 200);
  assert.match((await change(visitor, 'n4@exemple.fr')).words, /Attendez une heure/);
});

onBothDatabases('une adresse pas confirmée ne bloque personne et ne joint rien', async (deps) => {
  const { app, parent, visitor } = await setUp(deps, old);
  const squatter = await addParent(deps, louiseMichel, 'Lina');
  const stranger = openVisitor(app);
  await signIn(stranger, squatter);
  await change(stranger, other);
  await change(visitor, other);
  const links = (await delivered(deps)).filter(({ to }) => to === other);
  assert.equal(links.length, 2, 'each account has its own link');
  // The stranger's identifier is told to nobody, and his account receives no reset.
  await (await openVisitor(app).visit('/connexion/mot-de-passe-oublie')).send({ identifier: squatter.identifier });
  await (await openVisitor(app).visit('/connexion/identifiant-oublie')).send({ mail: other });
  assert.deepEqual(await delivered(deps), []);
  assert.equal((await mailOf(deps, parent.id)).mail, old);
});

onBothDatabases('une faute de frappe est montrée, jamais refusée, et se corrige en deux gestes', async (deps) => {
  const { visitor } = await setUp(deps, old);
  const asked = await change(visitor, 'nadia@gmial.com');
  assert.match(asked.words, /Vouliez-vous écrire nadia@gmail\.com \?/);
  const form = await asked.follow('Changer l’adresse mail');
  assert.equal(form.field('mail'), 'nadia@gmail.com', 'nothing to type again');
  assert.doesNotMatch((await form.send({}, 'Recevoir un message')).words, /Vouliez-vous/);
  assert.deepEqual(
    (await delivered(deps)).filter(({ to }) => to.includes('gm')).map(({ to }) => to),
    ['nadia@gmail.com', 'nadia@gmail.com'],
  );
});
