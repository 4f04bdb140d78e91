// Each kind of grouping that rules cannot decide, from the parent's asking to both parents told and the accounts together.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { confirmGrouping } from '../../src/grouping/actions.js';
import { deliverMails } from '../../src/mail/sending.js';
import { ask, nadege, referenceIn } from '../asked.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { propose } from '../proposals.js';
import { openSecretary } from '../secretary.js';
import { signIn } from '../two-letters.js';
import { openVisitor, plain } from '../visitor.js';
import { addLink, addParent, addSchool, jeanMoulin, louiseMichel } from '../world.js';

type World = Awaited<ReturnType<typeof twoAccounts>>;
const [keptMail, otherMail] = ['nadia@exemple.fr', 'autre@exemple.fr'];

/** Nadia at Jean-Moulin, signed in, and her account of Louise-Michel, Lina in it. */
async function twoAccounts(deps: TestDeps, firstName = 'Nadia') {
  await addSchool(deps, jeanMoulin, 'Collège Jean-Moulin');
  await addSchool(deps, louiseMichel, 'Collège Louise-Michel');
  const app = await createApp(deps);
  const kept = await addParent(deps, jeanMoulin, 'Yanis', { mail: keptMail });
  const other = await addParent(deps, louiseMichel, 'Lina', { mail: otherMail, identity: { firstName } });
  return { app, kept, other, visitor: openVisitor(app) };
}

const protect = (deps: TestDeps, id: number) =>
  deps.db.updateTable('guardianRecord').set({ protectedSince: deps.now() }).where('id', '=', id).execute();

/** A former account of Tom's came to one of the two, and its old mailbox said « ce n'est pas moi ». */
async function contest(deps: TestDeps, { app }: World, accountId: number, school: string): Promise<void> {
  const former = await addParent(deps, school, 'Tom', { mail: 'ancienne@exemple.fr' });
  const { parent, digest } = await propose(deps, accountId, former.id);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
  await deliverMails(deps);
  const mail = deps.sent.find(({ to }) => to === 'ancienne@exemple.fr')?.text ?? '';
  const link = /\/pas-moi\/[\w-]{22}/.exec(mail)?.[0] ?? 'no link';
  await (await openVisitor(app).visit(link)).send({}, 'Ce n’est pas moi');
  await deliverMails(deps);
  deps.sent.length = 0;
}

type Kind = {
  readonly name: string;
  readonly set: (deps: TestDeps, world: World) => Promise<unknown>;
  /** Who must accept, and what the desk that holds the reason reads. */
  readonly schools: readonly string[];
  readonly at: string;
  readonly reads: RegExp;
  readonly firstName?: string;
};
const kinds: readonly Kind[] = [
  {
    name: 'des prénoms différents',
    firstName: nadege.firstName,
    set: async () => {},
    schools: [louiseMichel],
    at: louiseMichel,
    reads: /Les prénoms sont différents/,
  },
  {
    name: 'le même élève des deux côtés',
    set: (deps, { kept, other }) => addLink(deps, kept.guardianId, other.pupilId),
    schools: [louiseMichel],
    at: louiseMichel,
    reads: /Les noms sont les mêmes des deux côtés/,
  },
  {
    name: 'une fiche protégée du compte gardé',
    set: (deps, { kept }) => protect(deps, kept.guardianId),
    schools: [jeanMoulin, louiseMichel],
    at: jeanMoulin,
    reads: /Fiche protégée/,
  },
  {
    name: 'une fiche protégée du compte qui ferme',
    set: (deps, { other }) => protect(deps, other.guardianId),
    schools: [louiseMichel],
    at: louiseMichel,
    reads: /Fiche protégée/,
  },
  {
    name: '« ce n’est pas moi », dit d’une fiche du compte gardé',
    set: (deps, world) => contest(deps, world, world.kept.id, jeanMoulin),
    schools: [jeanMoulin, louiseMichel],
    at: jeanMoulin,
    reads: /« Ce n’est pas moi »\. Quelqu’un l’a dit/,
  },
  {
    name: '« ce n’est pas moi », dit d’une fiche du compte qui ferme',
    set: (deps, world) => contest(deps, world, world.other.id, louiseMichel),
    schools: [louiseMichel],
    at: louiseMichel,
    reads: /« Ce n’est pas moi »\. Quelqu’un l’a dit/,
  },
];

for (const { name, set, schools, at, reads, firstName } of kinds)
  onBothDatabases(`${name} : demandé, accepté, les deux parents prévenus, confirmé`, async (deps) => {
    const world = await twoAccounts(deps, firstName);
    const { app, kept, visitor } = world;
    await set(deps, world);
    await signIn(visitor, kept.identifier, kept.password);
    const shared = /Lina/.test((await visitor.visit('/mon-compte/enfants')).words);
    const told = async () => {
      deps.sent.length = 0;
      await deliverMails(deps);
      for (const { text } of deps.sent) assert.doesNotMatch(text, /Nad|Lina|Yanis|Tom|BENALI|x\.benali/);
      return deps.sent.map(({ to, subject }) => `${to} ${plain(subject)}`).sort();
    };

    const sent = await ask(world);
    const reference = referenceIn(sent);
    assert.match(
      sent.words,
      /Qui décide Collège Louise-Michel[\d ]+Réponse avant/,
      'the same words whatever the reason',
    );
    assert.doesNotMatch(sent.words, /Lina|Nadège|Tom|proté|pas moi|élève/);
    assert.equal((await told()).length, 2, 'both are told that it was asked');

    for (const [nth, school] of schools.entries()) {
      const own = await openSecretary(deps, app, school, { mail: `bureau${nth}@exemple.fr` });
      const page = await own.visitor.visit(`/ecole/demandes/${reference}`);
      if (school === at) assert.match(page.words, reads);
      else assert.doesNotMatch(page.words, /Fiche protégée|Ce n’est pas moi/);
      const before = await visitor.visit(`/mon-compte/demandes/${reference}`);
      assert.equal(before.heading, 'Votre demande est en cours');
      assert.equal((await visitor.visit(`/mon-compte/demandes/${reference}/verifier`)).path, before.path);
      if (!shared) assert.doesNotMatch((await visitor.visit('/mon-compte/enfants')).words, /Lina/);
      await page.send({ decision: 'accepted', reason: 'Pièce d’identité vue.' }, 'Envoyer la réponse');
    }
    const accepted = [otherMail, keptMail].map((to) => `${to} La demande pour deux comptes est acceptée`);
    assert.deepEqual(await told(), accepted, 'both are told the answer');
    const check = await visitor.visit(`/mon-compte/demandes/${reference}/verifier`);
    const receipt = await check.send({}, 'Oui, mettre ensemble');
    assert.equal(receipt.heading, 'C’est fait');
    const mine = (await visitor.visit('/mon-compte/enfants')).words;
    assert.match(mine, /Yanis/);
    assert.match(mine, /Lina/);
    assert.doesNotMatch(mine, /Tom/, 'what was hidden stays hidden');
    await assertInvariants(deps);
  });

onBothDatabases('« ce n’est pas moi » levé : la règle décide de nouveau', async (deps) => {
  const world = await twoAccounts(deps);
  await contest(deps, world, world.kept.id, jeanMoulin);
  const { visitor: desk } = await openSecretary(deps, world.app, jeanMoulin);
  const decide = await (await desk.visit(`/ecole/comptes/${world.kept.id}`)).follow('Voir et décider');
  await decide.send({ reason: 'Appelée au numéro du fichier : c’est bien elle.' });
  const { parent, digest } = await propose(deps, world.kept.id, world.other.id);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
});

onBothDatabases('« ce n’est pas moi » dit entre l’accord et la confirmation : rien ne se fait', async (deps) => {
  const world = await twoAccounts(deps);
  const { parent, digest } = await propose(deps, world.kept.id, world.other.id);
  await contest(deps, world, world.other.id, louiseMichel);
  assert.equal((await confirmGrouping(deps, parent, digest)).ok, false);
  assert.equal((await deps.db.selectFrom('grouping').select('id').execute()).length, 1, 'the former one alone');
});
