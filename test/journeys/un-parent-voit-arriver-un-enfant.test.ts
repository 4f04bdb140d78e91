// A child who comes by an import or a grouping is never silently there: the page of the children says so, until the
// parent has come back once more.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases } from '../harness.js';
import { finishActivation, signIn } from '../two-letters.js';
import { openVisitor } from '../visitor.js';
import { addLetter, addLink, addParent, addPupil, jeanMoulin, louiseMichel } from '../world.js';

onBothDatabases('un enfant que l’école ajoute est annoncé dans « Enfants », deux connexions durant', async (deps) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const visitor = openVisitor(app);
  const come = async () => {
    deps.clock.advance({ hours: 13 });
    await signIn(visitor, parent.identifier, parent.password);
    return await visitor.visit('/mon-compte/enfants');
  };
  assert.doesNotMatch((await come()).words, /arrivé/, 'who was there before the first sign-in is not new');
  deps.clock.advance({ minutes: 1 });
  await addLink(deps, parent.guardianId, await addPupil(deps, jeanMoulin, 'Lina'));
  for (const when of ['in the session where it came', 'at the next one'])
    assert.match(
      (when === 'at the next one' ? await come() : await visitor.visit('/mon-compte/enfants')).words,
      /Un enfant est arrivé dans votre compte Lina/,
      when,
    );
  assert.doesNotMatch((await come()).words, /arrivé/, 'then it is known');
});

onBothDatabases('l’enfant d’un regroupement est annoncé de même ; l’activation n’annonce rien', async (deps) => {
  const app = await createApp(deps);
  const own = await addParent(deps, jeanMoulin, 'Yanis', { state: 'to_activate' });
  const other = await addParent(deps, louiseMichel, 'Lina', { state: 'to_activate' });
  const first = await addLetter(deps, own.id, jeanMoulin);
  const second = await addLetter(deps, other.id, louiseMichel);
  const visitor = openVisitor(app);
  deps.clock.advance({ minutes: 1 });
  await finishActivation(await visitor.visit(`/l/${first.token}`), { password: 'quatre mots bien choisis' });
  assert.doesNotMatch((await visitor.visit('/mon-compte/enfants')).words, /arrivé/);
  deps.clock.advance({ minutes: 1 });
  const check = await (await visitor.visit(`/l/${second.token}`)).send({}, 'Ajouter à mon compte');
  await check.send({}, 'Oui, mettre ensemble');
  assert.match((await visitor.visit('/mon-compte/enfants')).words, /Un enfant est arrivé dans votre compte Lina/);
});
