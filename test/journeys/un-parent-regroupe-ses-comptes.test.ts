// The ten steps of a parent with two children in two schools, as a browser without JavaScript walks them: from the
// letters to one account, and back when the school breaks the grouping.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { verifyAudit } from '../../src/audit/verifying.js';
import { deliverMails } from '../../src/mail/sending.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { readPdf } from '../pdf.js';
import { openSecretary } from '../secretary.js';
import { confirmMail, openAccount, sendTwoLetters, signIn } from '../two-letters.js';
import { openVisitor, type Page, type Visitor } from '../visitor.js';
import { louiseMichel } from '../world.js';

const password = 'quatre mots bien choisis';
const otherPassword = 'une autre phrase assez longue';
const mail = 'nadia@exemple.fr';

async function setUp(deps: TestDeps) {
  const letters = await sendTwoLetters(deps);
  const app = await createApp(deps);
  return { app, ...letters, visitor: openVisitor(app) };
}

/** Steps 6 to 9 for a parent who stands on the check page: she reads both accounts, says yes, finds both children. */
async function confirm(deps: TestDeps, check: Page, visitor: Visitor, kept: string, closing: string): Promise<Page> {
  assert.equal(check.path, '/mon-compte/regrouper/verifier');
  assert.equal(check.heading, 'Vérifiez les deux comptes');
  const [keptCard, closingCard] = check.all('.account');
  assert.match(keptCard ?? '', new RegExp(`Vous gardez ${kept}.*Yanis`));
  assert.match(closingCard ?? '', new RegExp(`${closing} va fermer.*Lina`));
  assert.match(check.words, new RegExp(`Lina vient dans le compte ${kept}\\.`));
  assert.match(check.words, new RegExp(`Le compte ${closing} va fermer\\. Vous ne pourrez plus`));
  assert.match(check.words, /Après, seule l’école peut séparer les comptes\./);

  deps.clock.advance({ minutes: 1 });
  const receipt = await check.send({}, 'Oui, mettre ensemble');
  assert.equal(receipt.path, '/mon-compte/regrouper/termine');
  assert.equal(receipt.heading, 'C’est fait');
  assert.match(receipt.words, /Vos 2 enfants sont dans un seul compte/);
  assert.match(receipt.words, /14 septembre 2026/);
  assert.match(receipt.words, /G-[0-9A-Z-]+/);
  assert.match(receipt.words, /05 36 49 12 30/);
  assert.match(receipt.words, new RegExp(`Fermé ${closing}`));

  const children = await visitor.visit('/mon-compte/enfants');
  assert.match(children.words, /2 enfants dans votre compte/);
  assert.match(children.words, /Yanis ENFANT.*Mme Nadia BENALI.*Lina ENFANT.*Mme Nadia BENALI/);
  const services = await visitor.visit('/teleservices');
  assert.match(services.words, /Yanis.*Lina/);
  return receipt;
}

onBothDatabases('the ten steps, the second account being proved by the code of its letter', async (deps) => {
  const { app, yanis, lina, visitor } = await setUp(deps);
  const opened = await openAccount(visitor, yanis, { password, mail });
  assert.match(opened.words, /Avez-vous une autre lettre/);
  await confirmMail(deps, visitor, mail);

  // 1. Sign-in.
  const signOut = await visitor.visit('/deconnexion');
  const out = await signOut.send({}, 'Se déconnecter');
  assert.match(out.words, /Vous êtes déconnecté/);
  // 2. Home, its tiles. 3. Téléservices.
  const home = await out.send({ identifier: yanis.identifier, password });
  assert.equal(home.path, '/accueil');
  assert.match(home.words, /Bonjour (Mme )?Nadia/);
  const services = await home.follow('/teleservices');
  assert.equal(services.heading, 'Téléservices');
  assert.match(services.words, /Yanis/);
  assert.doesNotMatch(services.words, /Lina/);
  // 4. Mon compte. 5. Enfants.
  const account = await services.follow('/mon-compte');
  assert.match(account.words, new RegExp(`${yanis.identifier}.*${mail} Confirmée`));
  const children = await account.follow('/mon-compte/enfants');
  assert.match(children.words, /1 enfant dans votre compte/);
  assert.match(children.words, /Vous êtes sa mère \(responsable légale\)/);
  // 6. The other account.
  const start = await children.follow('Ajouter un enfant');
  assert.equal(start.path, '/mon-compte/regrouper');
  assert.match(start.words, new RegExp(`Vous gardez ${yanis.identifier}\\. L’autre compte va fermer`));
  const check = await start.send({ identifier: lina.identifier, password: lina.code });
  // 7, 8 and 9.
  await confirm(deps, check, visitor, yanis.identifier, lina.identifier);

  // The confirmed address is told; neither a name nor an identifier leaves by mail.
  await deliverMails(deps);
  const told = deps.sent.filter(({ subject }) => subject === 'Un compte a été regroupé avec le vôtre');
  assert.deepEqual(
    told.map(({ to }) => to),
    [mail],
  );
  assert.doesNotMatch(told[0]?.text ?? '', /benali|Yanis|Lina/i);
  // The second letter opens nothing more, and says why to whoever holds it.
  const late = openVisitor(app);
  assert.equal((await late.visit(`/l/${lina.token}`)).heading, 'Ce compte est fermé');
  const typed = await signIn(late, lina.identifier, lina.code);
  assert.match(typed.words, /Vos enfants sont dans votre autre compte/);
  assert.equal((await verifyAudit(deps)).intact, true);
  await assertInvariants(deps);
});

onBothDatabases(
  'the second account, active, is proved by its password; it dies everywhere, and says so to its owner alone',
  async (deps) => {
    const { app, yanis, lina, visitor } = await setUp(deps);
    await openAccount(visitor, yanis, { password });
    const other = openVisitor(app);
    await openAccount(other, lina, { password: otherPassword, mail: 'n.benali@exemple.fr' });
    await confirmMail(deps, other, 'n.benali@exemple.fr');
    assert.equal((await other.visit('/accueil')).path, '/accueil');

    const start = await visitor.visit('/mon-compte/regrouper');
    const check = await start.send({ identifier: ` ${lina.identifier.toUpperCase()}`, password: otherPassword });
    await confirm(deps, check, visitor, yanis.identifier, lina.identifier);

    const dead = await other.visit('/mon-compte/enfants');
    assert.equal(dead.path, '/connexion');
    assert.doesNotMatch(dead.words, /Lina|Yanis/);
    await deliverMails(deps);
    const told = deps.sent.findLast(({ to }) => to === 'n.benali@exemple.fr');
    assert.equal(told?.subject, 'Votre compte a été regroupé avec un autre');

    // Its owner is told what to do; anybody else learns nothing, not even that it existed.
    const proven = await signIn(openVisitor(app), lina.identifier, otherPassword);
    assert.equal(proven.status, 422);
    assert.match(proven.words, /Ce compte est fermé Vos enfants sont dans votre autre compte/);
    assert.doesNotMatch(proven.words, new RegExp(yanis.identifier));
    const guess = await signIn(openVisitor(app), lina.identifier, 'une phrase essayée au hasard');
    const unknown = await signIn(openVisitor(app), 'z.personne0000', 'une phrase essayée au hasard');
    assert.equal(guess.status, unknown.status);
    assert.equal(guess.words, unknown.words);
    assert.equal(guess.html.length - lina.identifier.length, unknown.html.length - 'z.personne0000'.length);
    await assertInvariants(deps);
  },
);

onBothDatabases(
  'the square of the second letter, opened while signed in, leads straight to the check',
  async (deps) => {
    const { yanis, lina, visitor } = await setUp(deps);
    await openAccount(visitor, yanis, { password });
    deps.clock.advance({ minutes: 20 });
    const opened = await visitor.visit(`/l/${lina.token}`);
    assert.equal(opened.path, '/lettre');
    assert.match(opened.words, new RegExp(`Vous êtes connecté avec ${yanis.identifier}`));
    assert.match(opened.words, /La lettre vient de : École Louise-Michel/);
    assert.doesNotMatch(opened.words, /Lina/);
    // The password was proved too long ago: it is asked beside the button.
    const check = await opened.send({ password }, 'Ajouter à mon compte');
    await confirm(deps, check, visitor, yanis.identifier, lina.identifier);
    await assertInvariants(deps);
  },
);

onBothDatabases('« non, annuler »: nothing is changed and the proof is thrown away', async (deps) => {
  const { yanis, lina, visitor } = await setUp(deps);
  await openAccount(visitor, yanis, { password });
  const start = await visitor.visit('/mon-compte/regrouper');
  const check = await start.send({ identifier: lina.identifier, password: lina.code });
  const children = await check.send({}, 'Non, annuler');
  assert.equal(children.path, '/mon-compte/enfants');
  assert.match(children.words, /1 enfant dans votre compte/);
  const back = await visitor.visit('/mon-compte/regrouper/verifier');
  assert.equal(back.path, '/mon-compte/regrouper');
  assert.match(back.words, /Commencez par l’autre compte/);
  assert.doesNotMatch(back.words, /Lina/);
});

onBothDatabases(
  'step 10: the school breaks it; its child leaves for a new account, whose letter opens it',
  async (deps) => {
    const { app, yanis, lina, visitor } = await setUp(deps);
    await openAccount(visitor, yanis, { password, mail });
    await confirmMail(deps, visitor, mail);
    const start = await visitor.visit('/mon-compte/regrouper');
    const check = await start.send({ identifier: lina.identifier, password: lina.code });
    await confirm(deps, check, visitor, yanis.identifier, lina.identifier);

    const desk = (await openSecretary(deps, app, louiseMichel)).visitor;
    const found = await (await desk.visit('/ecole/comptes')).send({ q: 'benali' });
    const card = await found.follow('BENALI Nadia');
    const form = await card.follow('Casser un regroupement');
    const reason = 'Mme Benali est venue avec sa pièce d’identité.';
    const done = await form.send({ reasonKind: 'asked_by_parent', reason }, 'Séparer et préparer la lettre');
    assert.equal(done.heading, 'Le nouveau compte est prêt');
    const { bytes } = await done.send({}, 'Télécharger la lettre (PDF)');

    // Her session goes on, without the child; her confirmed address is told.
    const children = await visitor.visit('/mon-compte/enfants');
    assert.match(children.words, /1 enfant dans votre compte.*Yanis/);
    assert.doesNotMatch(children.words, /Lina/);
    await deliverMails(deps);
    const told = deps.sent.filter(({ subject }) => subject === 'Votre école a changé vos comptes');
    assert.deepEqual(
      told.map(({ to }) => to),
      [mail],
    );

    // The paper that the secretary hands over opens the new account; the closed one stays closed.
    const paper = (await readPdf(bytes)).pages[0]?.text ?? '';
    // Typed as it is printed, with the little space before the digits.
    const identifier = /n\.benali \d{4,6}/.exec(paper)?.[0] ?? '';
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(paper)?.[0] ?? '';
    const again = openVisitor(app);
    await openAccount(again, { identifier, code }, { password: otherPassword });
    const own = await again.visit('/mon-compte/enfants');
    for (const former of [yanis, lina]) assert.doesNotMatch(own.words, new RegExp(former.identifier));
    assert.match(own.words, /1 enfant dans votre compte.*Lina/);
    assert.doesNotMatch(own.words, /Yanis/);
    assert.match((await signIn(openVisitor(app), lina.identifier, lina.code)).words, /Ce compte est fermé/);
    assert.equal((await verifyAudit(deps)).intact, true);
    await assertInvariants(deps);
  },
);
