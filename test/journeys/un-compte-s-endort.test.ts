// A parent who is long away is warned twice, his account falls asleep, and a new letter wakes it; the school sees it come.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { runCommand } from '../../src/commands.js';
import { deliverMails } from '../../src/mail/sending.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { readPdf } from '../pdf.js';
import { openSecretary, signInStaff } from '../secretary.js';
import { openVisitor } from '../visitor.js';
import { addLetter, addParent, jeanMoulin } from '../world.js';

/** The nightly command, as cron runs it. */
async function tidy(deps: TestDeps, ...options: readonly string[]): Promise<string> {
  let out = '';
  const write = (text: string) => {
    out += text;
  };
  const io = { cwd: '/', out: write, err: write };
  assert.equal(await runCommand(deps, ['tidy', ...options], io), 0, out);
  return out;
}

onBothDatabases('a parent who is away is warned by mail, comes back, and keeps his account', async (deps) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const visitor = openVisitor(app);
  await (await visitor.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
  deps.clock.advance({ days: 335 });
  assert.match(await tidy(deps, '--dry-run'), /1 {2}comptes avertis une première fois\nEssai à blanc/);
  assert.match(await tidy(deps), /1 {2}comptes avertis une première fois\n/);
  await deliverMails(deps);
  const [mail] = deps.sent.splice(0);
  assert.equal(mail?.to, 'nadia@exemple.fr');
  assert.equal(mail?.subject, 'Votre compte va dormir le 14 septembre 2027');
  assert.ok(mail?.text.includes(parent.identifier));
  assert.match(mail?.text ?? '', /Connectez-vous avant ce jour\s:\n\nhttp:\/\/127\.0\.0\.1:3000\/connexion\n/);
  const home = await (await visitor.visit('/connexion')).send({
    identifier: parent.identifier,
    password: parent.password,
  });
  assert.equal(home.path, '/accueil');
  deps.clock.advance({ days: 31 });
  assert.doesNotMatch(await tidy(deps), /sommeil|avertis/);
  assert.deepEqual(deps.sent, []);
});

onBothDatabases('an account asleep opens nothing, and the letter that its school makes wakes it', async (deps) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const secret = { identifier: parent.identifier, password: parent.password };
  const { visitor: desk, mail, password, authenticator } = await openSecretary(deps, app, jeanMoulin);
  for (const days of [335, 23]) {
    deps.clock.advance({ days });
    await tidy(deps);
  }
  await deliverMails(deps);
  assert.deepEqual(deps.sent, [], 'no address was confirmed: the school tells the family');

  await signInStaff(desk, { mail, password, code: authenticator.next() });
  const list = await desk.visit('/ecole/comptes?etat=bientot-en-sommeil');
  assert.match(list.words, /Bientôt en sommeil ?\(?1/);
  assert.match(list.words, /BENALI Nadia/);

  deps.clock.advance({ days: 7 });
  assert.match(await tidy(deps), /1 {2}comptes mis en sommeil/);
  await assertInvariants(deps);
  const refused = await (await openVisitor(app).visit('/connexion')).send(secret);
  assert.equal(refused.status, 422);
  assert.match(refused.words, /dort|sommeil/);
  assert.match(refused.words, /lettre/);
  const wrong = await (await openVisitor(app).visit('/connexion')).send({
    ...secret,
    password: 'un autre mot de passe',
  });
  assert.doesNotMatch(wrong.words, /dort|sommeil/, 'a stranger learns nothing of it');

  await signInStaff(desk, { mail, password, code: authenticator.next() });
  assert.match((await desk.visit('/ecole/comptes?etat=en-sommeil')).words, /BENALI Nadia/);
  const made = await (await desk.visit(`/ecole/comptes/${parent.id}/courrier`)).send({}, 'Faire la lettre');
  const file = await made.send({}, 'Télécharger la lettre (PDF)');
  const text = (await readPdf(new Uint8Array(file.bytes))).pages[0]?.text ?? '';
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? '';

  const browser = openVisitor(app);
  const birth = await (await browser.visit('/activation')).send({ identifier: parent.identifier, code });
  const children = await birth.send({ 'birthDate-day': '21', 'birthDate-month': '4', 'birthDate-year': '2014' });
  assert.match(children.words, /Yanis/);
  const choose = await children.send({}, 'Oui, c’est mon enfant');
  await choose.send({ password: 'quatre mots bien choisis' });
  assert.match((await browser.visit('/mon-compte/enfants')).words, /Yanis/);
  assert.match((await browser.visit('/mon-compte/historique')).words, /Compte mis en sommeil/);
  assert.doesNotMatch(await tidy(deps), /sommeil|avertis/, 'its year begins again');
  await assertInvariants(deps);
});

onBothDatabases(
  'a letter that was never used: the school is told, the account sleeps, another letter opens it',
  async (deps) => {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis', { state: 'to_activate' });
    const old = await addLetter(deps, parent.id, jeanMoulin);
    for (const days of [60, 23, 7]) {
      deps.clock.advance({ days });
      await tidy(deps);
    }
    assert.match(await tidy(deps), /Rien n’était à faire/);
    const late = await (await openVisitor(app).visit('/activation')).send({
      identifier: parent.identifier,
      code: old.code,
    });
    assert.equal(late.status, 422);
    const letter = await addLetter(deps, parent.id, jeanMoulin);
    const birth = await openVisitor(app).visit(`/l/${letter.token}`);
    const children = await birth.send({ 'birthDate-day': '21', 'birthDate-month': '4', 'birthDate-year': '2014' });
    const choose = await children.send({}, 'Oui, c’est mon enfant');
    assert.ok((await choose.send({ password: 'quatre mots bien choisis' })).status < 400);
    const { state } = await deps.db
      .selectFrom('account')
      .select('state')
      .where('id', '=', parent.id)
      .executeTakeFirstOrThrow();
    assert.equal(state, 'active');
    await assertInvariants(deps);
  },
);
