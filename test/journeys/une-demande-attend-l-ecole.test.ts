// Two accounts whose names differ: the parent's side of the request, from the wizard's end to the grouping.
import assert from 'node:assert/strict';
import { deliverMails } from '../../src/mail/sending.js';
import { answerRequest } from '../../src/requests/deciding-actions.js';
import { ask, referenceIn, stateOf, twoNames } from '../asked.js';
import { onBothDatabases } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { addStaff, louiseMichel } from '../world.js';

onBothDatabases('une demande est envoyée, acceptée, puis confirmée', async (deps) => {
  const world = await twoNames(deps);
  const { visitor, kept } = world;
  const sent = await ask(world);
  const reference = referenceIn(sent);
  assert.match(sent.words, /Qui décide Collège Louise-Michel/);
  assert.match(sent.words, /Réponse avant le 14 octobre/);
  assert.doesNotMatch(sent.words, /Lina|Nadège/);
  assert.match((await visitor.visit('/mon-compte')).words, /Demandes\s*Voir ma demande/);

  await deliverMails(deps);
  assert.deepEqual(deps.sent.map(({ to }) => to).sort(), ['nadege@exemple.fr', 'nadia@exemple.fr']);
  for (const mail of deps.sent) assert.doesNotMatch(mail.text, /Nadège|Nadia|Lina|Yanis|n\.benali/);

  const staff = await addStaff(deps, louiseMichel);
  const desk = { ...staff, schoolUai: louiseMichel };
  const answered = await answerRequest(deps, desk, reference, {
    decision: 'accepted',
    reason: 'Pièce d’identité vue.',
  });
  assert.deepEqual(answered, { ok: true, value: 'accepted' });

  const accepted = await visitor.visit(`/mon-compte/demandes/${reference}`);
  assert.equal(accepted.heading, 'Votre demande est acceptée');
  for (const path of ['/accueil', '/mon-compte'])
    assert.match((await visitor.visit(path)).words, /Votre demande est acceptée : à vous de répondre/);
  deps.clock.advance({ minutes: 6 });
  const proof = await visitor.visit(`/mon-compte/demandes/${reference}/verifier`);
  assert.equal(proof.heading, 'Votre mot de passe encore');
  const check = await proof.send({ password: kept.password });
  assert.equal(check.heading, 'Vérifiez les deux comptes');
  assert.match(check.words, /Yanis.*Lina/);
  assert.doesNotMatch(check.words, /Vous préférez/, 'the school accepted which of the two stays');
  const receipt = await check.send({}, 'Oui, mettre ensemble');
  assert.equal(receipt.path, '/mon-compte/regrouper/termine');
  assert.equal((await stateOf(deps, reference)).state, 'done');
  assert.match((await visitor.visit('/mon-compte/enfants')).words, /2 enfants dans votre compte/);
  assert.equal((await visitor.visit(`/mon-compte/demandes/${reference}`)).heading, 'Les deux comptes sont ensemble');
  await assertInvariants(deps);
});
