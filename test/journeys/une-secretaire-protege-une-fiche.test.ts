// A court decided, an address must stay unknown: a record is flagged. Groupings go to the school, pupils may be hidden, and
// no page of a parent ever says a word of it.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { beginGrouping } from '../../src/grouping/actions.js';
import { routes } from '../../src/routes.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { proved } from '../proposals.js';
import { openSecretary } from '../secretary.js';
import { openVisitor } from '../visitor.js';
import { addParent, addSession, jeanMoulin, louiseMichel } from '../world.js';

const reason = 'Ordonnance du 3 septembre, numéro 26.';

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const secretary = await openSecretary(deps, app, jeanMoulin);
  const card = `/ecole/comptes/${parent.id}`;
  return { app, parent, card, ...secretary };
}

const protect = async ({ visitor, card, parent }: Awaited<ReturnType<typeof setUp>>, hides: boolean) =>
  await (await (await visitor.visit(card)).follow('Protéger une fiche, ou voir ses protections')).send(
    {
      fiche: `guardian-${parent.guardianId}`,
      reasonKind: 'court',
      reason,
      ...(hides ? { hides: 'oui' } : {}),
    },
    'Protéger la fiche',
  );

onBothDatabases('a flag hides the pupils, and lifting it shows them again', async (deps) => {
  const stage = await setUp(deps);
  const { app, visitor, parent, card } = stage;
  const made = await protect(stage, true);
  assert.match(made.words, /Protégé : Nadia BENALI/);
  assert.match(made.words, /Décision de justice, depuis le 14 septembre 2026\. Ses élèves sont masqués/);
  assert.match(made.words, new RegExp(reason));
  const home = openVisitor(app);
  await (await home.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
  assert.doesNotMatch((await home.visit('/mon-compte/enfants')).words, /Yanis/);
  assert.match((await visitor.visit(card)).words, /masqué : protection/);
  const reader = await openSecretary(deps, app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
  const read = await reader.visitor.visit(card);
  assert.match(read.words, /masqué/);
  assert.doesNotMatch(read.html, /rotection|rotég|rotég|Ordonnance/, 'a reader has no need to know');
  assert.equal((await reader.visitor.visit(`${card}/protection`)).status, 403);
  const lifted = await made.send({ ends: made.field('ends') ?? '', reason: 'Décision levée.' }, 'Lever la protection');
  assert.doesNotMatch(lifted.words, /Protégé :/);
  assert.match((await home.visit('/mon-compte/enfants')).words, /Yanis/);
  await assertInvariants(deps);
});

onBothDatabases('who may not read protections reads one word for every cause of a masked pupil', async (deps) => {
  const stage = await setUp(deps);
  const disowned = await addParent(deps, jeanMoulin, 'Tom');
  const link = deps.db.selectFrom('link').where('pupilId', '=', disowned.pupilId);
  const { linkId } = await link.select('id as linkId').executeTakeFirstOrThrow();
  await deps.db.insertInto('hold').values({ linkId, cause: 'not_my_child', since: deps.now() }).execute();
  await protect(stage, true);
  const reader = await openSecretary(deps, stage.app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
  for (const id of [stage.parent.id, disowned.id]) {
    const { words } = await reader.visitor.visit(`/ecole/comptes/${id}`);
    assert.match(words, /mère, masqué(?! :)/);
  }
  const list = await reader.visitor.visit('/ecole/comptes?etat=masque');
  assert.equal(list.all('tbody th').length, 2);
  const said = /« ce n’est pas mon enfant »/;
  assert.doesNotMatch((await reader.visitor.visit('/ecole')).words, said, 'by elimination, the other is protected');
  assert.match((await stage.visitor.visit('/ecole')).words, said, 'for who may act');
  assert.match((await stage.visitor.visit(`/ecole/comptes/${disowned.id}`)).words, said);
});

onBothDatabases('a grouping that touches a flagged record is a request', async (deps) => {
  const stage = await setUp(deps);
  const other = await addParent(deps, louiseMichel, 'Inès');
  const parent = { accountId: other.id, sessionId: await addSession(deps, other.id), address: '127.0.0.1' };
  await protect(stage, false);
  const begun = await beginGrouping(deps, parent, await proved(deps, stage.parent.id));
  assert.ok(begun.ok && begun.value.request !== undefined, JSON.stringify(begun));
});

onBothDatabases('no page of the parent, no file and no mail says a word of it', async (deps) => {
  const stage = await setUp(deps);
  const { app, parent } = stage;
  const pages = async () => {
    const home = openVisitor(app);
    const sent = deps.sent.length;
    await (await home.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
    const read: string[] = [];
    for (const path of Object.values(routes).filter((one) => !one.includes(':') && !/^\/(ecole|reseau)/.test(one))) {
      const page = await home.visit(path);
      read.push(page.words, page.html);
    }
    const file = await home.visit('/mon-compte/mes-donnees/json');
    return [...read, file.html, ...deps.sent.slice(sent).map((mail) => `${mail.subject} ${mail.text}`)].join('\n');
  };
  await protect(stage, true);
  const after = await pages();
  // The declaration on data may speak of protection in general: what is looked for is this one.
  for (const word of [
    'Ordonnance',
    'masqué : protection',
    'record_protected',
    'protection_ended',
    'protected',
    'court',
  ])
    assert.ok(!new RegExp(`\\b${word}\\b`, 'i').test(after), word);
  assert.deepEqual(
    (await deps.db.selectFrom('auditEvent').select(['kind']).where('kind', '=', 'record_protected').execute()).length,
    1,
  );
});
