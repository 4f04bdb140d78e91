// A school says which guardians have an account: what changes is told, then applied as an import would, and can be undone.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { createApp } from '../src/app.js';
import { childrenOf } from '../src/db/children.js';
import { deliverEvents } from '../src/events/sending.js';
import { importRoster } from '../src/roster/actions.js';
import { previewEntitlement, setEntitlement, signOf } from '../src/school-settings/entitlement-actions.js';
import { entitlementCommand } from '../src/school-settings/entitlement-command.js';
import { openConsumer } from './consumer.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { folderOf, guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from './roster-files.js';
import { openSecretary } from './secretary.js';
import { addSchool, jeanMoulin } from './world.js';

/** Nadia is a legal guardian of two, Hawa has one in charge, Paul is to contact for one, 70 and 51 are never entitled. */
async function load(deps: TestDeps, t: TestContext): Promise<string> {
  await addSchool(deps, jeanMoulin);
  const folder = await folderOf(t, {
    'eleves.xml': pupilsFile([pupilXml(1, { PRENOM: 'Yanis' }), pupilXml(2, { PRENOM: 'Lina' })], {
      day: '04/09/2026',
    }),
    'responsables.xml': guardiansFile(
      [
        guardianXml(7),
        guardianXml(8, { PRENOM: 'Hawa', NOM_DE_FAMILLE: 'DIALLO' }),
        guardianXml(9, { PRENOM: 'Paul', NOM_DE_FAMILLE: 'VOISIN', LC_CIVILITE: 'M.' }),
        guardianXml(10, { PRENOM: 'Yanis' }),
      ],
      [
        linkXml(1, 7),
        linkXml(2, 7),
        linkXml(1, 8, { NIVEAU_RESPONSABILITE: '2', CODE_PARENTE: '38' }),
        linkXml(2, 9, { NIVEAU_RESPONSABILITE: '3', CODE_PARENTE: '90' }),
        linkXml(1, 10, { NIVEAU_RESPONSABILITE: '2', CODE_PARENTE: '70' }),
      ],
      { day: '04/09/2026' },
    ),
  });
  await imported(deps, folder);
  return folder;
}

async function imported(deps: TestDeps, folder: string) {
  const order = {
    paths: [folder],
    format: undefined,
    school: undefined,
    dryRun: false,
    acceptDrop: false,
    acceptOlder: false,
  };
  const outcome = await importRoster(deps, { ...order, operator: { type: 'command' } });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

async function accountOf(deps: TestDeps, firstName: string): Promise<number> {
  const { accountId } = await deps.db
    .selectFrom('attachment')
    .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
    .select('accountId')
    .where('guardianRecord.firstName', '=', firstName)
    .executeTakeFirstOrThrow();
  return accountId;
}

/** First names of the children that each guardian sees, by his own first name. */
async function seen(deps: TestDeps): Promise<Record<string, string[]>> {
  const rows = await deps.db
    .selectFrom('attachment')
    .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
    .select(['accountId', 'guardianRecord.firstName'])
    .where('attachment.until', 'is', null)
    .execute();
  const lists = await Promise.all(
    rows.map(async ({ accountId, firstName }) => [
      firstName,
      (await childrenOf(deps.db, accountId)).map((child) => child.firstName).sort(),
    ]),
  );
  return Object.fromEntries(lists);
}

onBothDatabases(
  'the levels that a school opens are told first, applied whole, and can be shut again',
  async (deps, t) => {
    const folder = await load(deps, t);
    const legal = { Nadia: ['Lina', 'Yanis'] };
    assert.deepEqual(await seen(deps), legal);
    const told = await previewEntitlement(deps, jeanMoulin, 'contact');
    const figures = { gaining: 2, opened: 2, accounts: 2, losing: 0, shut: 0, childless: 0 };
    assert.deepEqual(told, { from: 'legal', to: 'contact', ...figures });
    assert.deepEqual(await seen(deps), legal, 'to look changes nothing');

    const stale = await setEntitlement(deps, 'command', {
      schoolUai: jeanMoulin,
      to: 'contact',
      shown: 'other figures',
    });
    assert.deepEqual(stale, { ok: false, why: 'changed' });
    const order = { schoolUai: jeanMoulin, to: 'contact', shown: signOf(told) } as const;
    assert.ok((await setEntitlement(deps, 'command', order)).ok);
    const open = { ...legal, Hawa: ['Yanis'], Paul: ['Lina'] };
    assert.deepEqual(await seen(deps), open);
    await assertInvariants(deps);

    const again = await imported(deps, folder);
    assert.equal(again.links.changed, 0, 'the next import of the same file finds nothing to change');
    assert.deepEqual(await seen(deps), open);

    const ent = await openConsumer(deps, t);
    const name = await ent.subjectOf(await accountOf(deps, 'Paul'));
    const back = await setEntitlement(deps, 'command', { schoolUai: jeanMoulin, to: 'in_charge' });
    assert.ok(back.ok);
    await deliverEvents(deps);
    assert.deepEqual([...ent.view.sees], [[name, new Set()]], 'an application that knows him is told');
    assert.deepEqual({ losing: back.value.losing, childless: back.value.childless }, { losing: 1, childless: 1 });
    assert.deepEqual(await seen(deps), { ...open, Paul: [] }, 'his account stays, and sees nobody');
    await assertInvariants(deps);
    const events = await deps.db
      .selectFrom('auditEvent')
      .select('data')
      .where('kind', '=', 'entitlement_set')
      .execute();
    assert.equal(events.length, 2);
  },
);

onBothDatabases('an import that follows the choice gives an account to who is in charge', async (deps, t) => {
  const folder = await load(deps, t);
  await deps.db.updateTable('school').set({ entitles: 'in_charge' }).where('uai', '=', jeanMoulin).execute();
  const report = await imported(deps, folder);
  assert.equal(report.links.changed, 1);
  assert.deepEqual(await seen(deps), { Nadia: ['Lina', 'Yanis'], Hawa: ['Yanis'] }, 'not the pupil himself');
  const said: string[] = [];
  const hear = (text: string) => {
    said.push(text);
  };
  const io = { out: hear, err: hear, cwd: '/' };
  assert.equal(
    await entitlementCommand(deps, ['set', '--school', jeanMoulin, '--down-to', 'legal', '--dry-run'], io),
    0,
  );
  assert.match(said.join(''), /ne verront plus un élève : 1 \(comptes sans élève ici : 1\)/);
  assert.equal(await entitlementCommand(deps, ['set', '--school', jeanMoulin, '--down-to', 'all'], io), 2);
});

onBothDatabases('a head reads what changes, gives a code, and it is done once', async (deps, t) => {
  await load(deps, t);
  const app = await createApp(deps);
  const { visitor, authenticator } = await openSecretary(deps, app, jeanMoulin, { role: 'head' });
  deps.clock.advance({ minutes: 6 });
  const page = await (await visitor.visit('/ecole/reglages')).follow(
    'Choisir quels responsables ont un compte et voient l’élève',
  );
  assert.match(page.words, /Aujourd’hui : les responsables légaux\./);
  const check = await visitor.visit('/ecole/reglages/responsables?jusque=in_charge');
  assert.match(check.words, /Verront un élève de plus 1 responsable \(1 liens?\)/);
  const refused = await check.send({}, 'Oui, changer');
  assert.equal(refused.status, 422);
  const done = await refused.send({ code: authenticator.next() }, 'Oui, changer');
  assert.match(done.words, /Le choix est enregistré/);
  assert.deepEqual((await seen(deps)).Hawa, ['Yanis']);
  const late = await check.send({}, 'Oui, changer');
  assert.equal(late.status, 422, 'what an old tab shows is not what is');
});
