// An operator looks at what an application would receive of an account, and has what it did not receive tried again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { createApp } from '../../src/app.js';
import { inTransaction } from '../../src/audit/actions.js';
import { giveSubject } from '../../src/sso/subjects.js';
import { addClient } from '../clients.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary } from '../secretary.js';
import { addParent, jeanMoulin, louiseMichel } from '../world.js';

const cas = { service: 'https://cantine.exemple.fr/*', logout: true } as const;

async function open(deps: TestDeps) {
  const app = await createApp(deps);
  return { app, ...(await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr' })) };
}

onBothDatabases(
  'what an application would receive is shown as it would be sent, and who looked is kept',
  async (deps) => {
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const other = await addParent(deps, louiseMichel, 'Aya');
    const client = await addClient(deps, 'cas', cas, { claims: ['family_name', 'schools'], schoolUais: [jeanMoulin] });
    const { visitor } = await open(deps);
    const card = await visitor.visit(`/reseau/applications/${client.id}`);
    const search = await card.follow('Voir ce qu’elle recevrait');
    const none = await search.send({ recherche: 'z' }, 'Chercher');
    assert.match(none.words, /Aucun compte/);
    const found = await search.send({ recherche: parent.identifier.toUpperCase() }, 'Chercher');
    const shown = await found.follow(parent.identifier);
    assert.match(shown.words, /Acceptée/);
    assert.match(shown.words, /<cas:schools>0330001[A-Z]<\/cas:schools>/);
    assert.match(shown.words, /<cas:family_name>/);
    const given = await deps.db.selectFrom('clientSubject').select('id').execute();
    assert.deepEqual(given, [], 'looking gives no name');
    const refused = await visitor.visit(`/reseau/applications/${client.id}/apercu?compte=${other.id}`);
    assert.match(refused.words, /Aucune école de ses enfants n’a ouvert cette application/);
    assert.doesNotMatch(refused.words, /cas:user/);
    assert.equal((await visitor.visit(`/reseau/applications/${client.id}/apercu?compte=999999`)).status, 404);
    const readings = await deps.db
      .selectFrom('reading')
      .select(['page', 'accountId', 'schoolUai', 'reference'])
      .orderBy('id')
      .execute();
    const reference = String(client.id);
    assert.deepEqual(readings, [
      { page: 'preview', accountId: null, schoolUai: null, reference },
      { page: 'preview', accountId: parent.id, schoolUai: null, reference },
      { page: 'preview', accountId: other.id, schoolUai: null, reference },
    ]);
  },
);

onBothDatabases('an account is found by the beginning of its parent’s name, whatever the school', async (deps) => {
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const client = await addClient(deps, 'cas', cas);
  const { visitor } = await open(deps);
  const { name } = await deps.db
    .selectFrom('guardianRecord')
    .select(sql<string>`coalesce(usage_name, family_name)`.as('name'))
    .executeTakeFirstOrThrow();
  const address = `/reseau/applications/${client.id}/apercu?recherche=`;
  const found = await visitor.visit(address + encodeURIComponent(name.slice(0, 4).toLowerCase()));
  assert.deepEqual(found.all('tbody th'), [parent.identifier]);
  assert.deepEqual((await visitor.visit(`${address}%25%25`)).all('tbody th'), [], 'a sign of LIKE finds nobody');
});

onBothDatabases(
  'what was parked is seen with its reason, and tried again: one, or all of an application',
  async (deps) => {
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const client = await addClient(deps, 'cas', cas, { eventsUrl: 'https://cantine.exemple.fr/e', name: 'Cantine' });
    await inTransaction(deps, (tx) => giveSubject(deps, tx, client, parent.id));
    const park = async (lastAnswer: string) => {
      const row = {
        accountId: parent.id,
        at: deps.now(),
        kind: 'account_changed' as const,
        payload: '{}',
        eventId: randomUUID(),
      };
      const { id } = await deps.db.insertInto('outbox').values(row).returning('id').executeTakeFirstOrThrow();
      const body = {
        kind: 'account-changed',
        subject: 'sujet',
        closedSubject: null,
        reason: null,
        guardians: [],
        pupils: [],
      };
      const made = {
        clientId: client.id,
        outboxId: id,
        kind: 'account-changed' as const,
        body: JSON.stringify(body),
        accountIds: [parent.id],
      };
      const tried = { at: deps.now(), parkedAt: deps.now(), lastAnswer, tries: 26 };
      const key = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
      return (
        await deps.db
          .insertInto('delivery')
          .values({ ...made, ...tried, key })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id;
    };
    await park('too_slow');
    await park('503');
    const { visitor } = await open(deps);
    const list = await visitor.visit('/reseau/envois?etat=abandonnes');
    assert.match(list.words, /n’a pas répondu en 5 secondes/);
    assert.match(list.words, /L’application est en panne \(503\)/);
    assert.equal((await visitor.visit('/reseau/envois?etat=abandonnes&genre=regroupement')).all('tbody th').length, 0);
    assert.equal((await visitor.visit('/reseau/envois?du=2030-01-01')).all('tbody th').length, 0);

    const ids = await deps.db.selectFrom('delivery').select('id').orderBy('id').execute();
    const one = await visitor.visit(`/reseau/envois/${ids[0]?.id}`);
    assert.match(one.words, /"subject": "sujet"/);
    const again = await one.send({}, 'Essayer de nouveau');
    assert.match(again.words, /En attente/);
    const parked = () => deps.db.selectFrom('delivery').select('id').where('parkedAt', 'is not', null).execute();
    assert.deepEqual(await parked(), [ids[1]], 'the other one stays');
    const all = await (await visitor.visit(`/reseau/envois?application=${client.id}`)).send(
      {},
      'Tout essayer de nouveau pour Cantine',
    );
    assert.match(all.words, /À essayer de nouveau : 2\./);
    assert.deepEqual(await parked(), []);
    const acts = await deps.db
      .selectFrom('auditEvent')
      .select('actor')
      .where('kind', '=', 'deliveries_retried')
      .execute();
    assert.deepEqual(
      acts.map(({ actor }) => (actor as { type: string }).type),
      ['staff', 'staff'],
    );
  },
);
