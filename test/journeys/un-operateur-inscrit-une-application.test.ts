// An operator registers an application on his page, changes it, renews its secrets, and takes it out: what the command does
// too, by the same acts. What a program proves itself with is tried at the real address.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import type { Io } from '../../src/command.js';
import { findClient } from '../../src/db/clients.js';
import { serviceCommand } from '../../src/sso/command.js';
import { renewSecret } from '../../src/sso/secret-actions.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { metadataOf } from '../saml-metadata.js';
import { openSecretary } from '../secretary.js';
import type { Page } from '../visitor.js';
import { addSchool, jeanMoulin } from '../world.js';

const back = 'https://ent.exemple.fr/retour';

async function open(deps: TestDeps) {
  const app = await createApp(deps);
  return { app, ...(await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr' })) };
}

/** The secret that a page shows after its name. */
const shown = (page: Page, name: string): string => new RegExp(`${name} ?(\\S+)`).exec(page.words)?.[1] ?? '';

async function command(deps: TestDeps, ...argv: readonly string[]) {
  let told = '';
  const out = (text: string) => {
    told += text;
  };
  const io: Io = { cwd: '/', line: undefined, out, err: out };
  return { code: await serviceCommand(deps, argv, io), told };
}

onBothDatabases(
  'an application is registered with all that is wrong said at its field, and its secret is read once',
  async (deps) => {
    await addSchool(deps, jeanMoulin);
    const { app, page, visitor } = await open(deps);
    const form = await (await page.follow('Applications')).follow('Inscrire une application');
    const typed = {
      name: 'ENT Osé',
      redirect_uris: 'http://ent.exemple.fr/retour',
      schools: '0339999Z',
      events: 'post',
    };
    const wrong = await form.send({ ...typed, claims: ['email', 'children'] }, 'Inscrire');
    assert.equal(wrong.status, 422);
    assert.match(wrong.words, /Adresses de retour .*« http:\/\/ent\.exemple\.fr\/retour » doit commencer par https/);
    assert.match(wrong.words, /Adresse où ils sont envoyés Il faut une adresse/);
    const unknown = await wrong.send({ redirect_uris: back, events_url: 'https://ent.exemple.fr/e' }, 'Inscrire');
    assert.match(unknown.words, /L’école 0339999Z n’existe pas ici/);
    assert.equal(unknown.field('name'), 'ENT Osé', 'what was typed stays');
    assert.equal((await deps.db.selectFrom('client').select('id').execute()).length, 0);

    const made = await unknown.send({ schools: jeanMoulin }, 'Inscrire');
    assert.equal(made.heading, 'Le secret est prêt', made.words);
    assert.match(made.headers['cache-control'] ?? '', /no-store/);
    const [secret, token] = [shown(made, 'client_secret'), shown(made, 'events_token')];
    assert.match(shown(made, 'events_secret'), /^whsec_/);
    const again = await visitor.visit(made.path);
    assert.equal(again.heading, 'Le secret a été montré');
    assert.doesNotMatch(again.html, new RegExp(secret));

    // The same form again, as a double click sends it.
    await unknown.send({ schools: jeanMoulin }, 'Inscrire');
    const rows = await deps.db.selectFrom('client').selectAll().execute();
    assert.equal(rows.length, 1, 'one form registers one application');
    const [row] = rows;
    assert.deepEqual([row?.claims, row?.schoolUais], [['email', 'children'], [jeanMoulin]]);
    const asked = await app.inject({
      method: 'GET',
      url: '/evenements',
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(asked.statusCode, 200, 'the token that was shown is the one that is known');
    assert.match((await command(deps, 'list')).told, /"name":"ENT Osé"/);
    const events = await deps.db
      .selectFrom('auditEvent')
      .select(['kind', 'actor'])
      .where('kind', '=', 'client_added')
      .execute();
    assert.deepEqual(
      events.map(({ actor }) => (actor as { type: string }).type),
      ['staff'],
    );
  },
);

onBothDatabases('a renewed secret: the old one holds as long as was said, or ends at once', async (deps) => {
  const { app, page, visitor, authenticator } = await open(deps);
  const form = await (await page.follow('Applications')).follow('Inscrire une application');
  const first = await form.send({ name: 'ENT', redirect_uris: back, events: 'pull' }, 'Inscrire');
  const { publicId, id } = await deps.db.selectFrom('client').select(['publicId', 'id']).executeTakeFirstOrThrow();
  const discovery = (await app.inject('/.well-known/openid-configuration')).json() as Record<string, string>;
  const introspection = new URL(discovery.introspection_endpoint ?? '').pathname;
  const proves = async (secret: string) => {
    const authorization = `Basic ${Buffer.from(`${publicId}:${secret}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await app.inject({ method: 'POST', url: introspection, headers, payload: 'token=x' });
    return answer.statusCode === 200;
  };
  const fetches = async (token: string) =>
    (await app.inject({ method: 'GET', url: '/evenements', headers: { authorization: `Bearer ${token}` } }))
      .statusCode === 200;
  const [one, oneToken] = [shown(first, 'client_secret'), shown(first, 'events_token')];
  assert.equal(await proves(one), true);
  assert.equal(await proves(`${one}x`), false);

  deps.clock.advance({ minutes: 6 });
  const card = await visitor.visit(`/reseau/applications/${id}`);
  const renewal = await card.follow('Renouveler son secret');
  const unproved = await renewal.send({ days: '7' }, 'Faire un nouveau secret');
  assert.equal(unproved.status, 422, 'a fresh code is asked');
  const second = await unproved.send({ code: authenticator.next() }, 'Faire un nouveau secret');
  const two = shown(second, 'client_secret');
  assert.notEqual(two, one);
  assert.deepEqual([await proves(one), await proves(two)], [true, true]);
  deps.clock.advance({ days: 7 });
  assert.deepEqual([await proves(one), await proves(two)], [false, true], 'seven days later');

  const told = await command(deps, 'renew-secret', String(id));
  const three = (JSON.parse(told.told) as { client_secret: string }).client_secret;
  assert.deepEqual([await proves(two), await proves(three)], [false, true], 'without an overlap it ends at once');
  const events = await command(deps, 'renew-secret', String(id), '--events', '--overlap', '1');
  const twoToken = (JSON.parse(events.told) as { events_token: string }).events_token;
  assert.deepEqual([await fetches(oneToken), await fetches(twoToken)], [true, true]);
  deps.clock.advance({ days: 1 });
  assert.deepEqual([await fetches(oneToken), await fetches(twoToken)], [false, true]);
  assert.equal((await command(deps, 'renew-secret', String(id), '--overlap', '8')).code, 2, 'a week at most');
  assert.equal((await command(deps, 'renew-secret', '999')).code, 1);
});

onBothDatabases('a secret that waits in a session left open is read behind a fresh code', async (deps) => {
  const { page, visitor, authenticator } = await open(deps);
  const form = await (await page.follow('Applications')).follow('Inscrire une application');
  await form.send({ name: 'ENT', redirect_uris: back }, 'Inscrire');
  const { id } = await deps.db.selectFrom('client').select('id').executeTakeFirstOrThrow();
  const { id: sessionId, staffId } = await deps.db
    .selectFrom('session')
    .select(['id', 'staffId'])
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow();
  const by = { staffId: staffId ?? 0, sessionId, address: '', name: '', atSchools: false };
  assert.ok((await renewSecret(deps, { clientId: id, kind: 'client', days: 0 }, by)).ok);
  deps.clock.advance({ minutes: 6 });
  const asked = await visitor.visit(`/reseau/applications/${id}/secret`);
  assert.equal(asked.heading, 'Lire le secret');
  const wrong = await asked.send({ code: '000000' }, 'Lire le secret');
  assert.equal(wrong.status, 422);
  assert.doesNotMatch(wrong.words, /client_secret/);
  const read = await wrong.send({ code: authenticator.next() }, 'Lire le secret');
  assert.equal(read.heading, 'Le secret est prêt', 'nothing of before took it out');
  assert.ok(shown(read, 'client_secret'));
});

onBothDatabases('metadata of SAML are pasted or sent; another application’s are refused', async (deps) => {
  const { page, visitor } = await open(deps);
  const form = await (await (await page.follow('Applications')).follow('Inscrire une application')).follow('SAML');
  const none = await form.send({ name: 'Notes' }, 'Inscrire');
  assert.match(none.words, /Collez les métadonnées, ou choisissez leur fichier/);
  const bomb = await none.send({ metadata: `<!DOCTYPE a>${metadataOf({})}` }, 'Inscrire');
  assert.match(bomb.words, /refusé : .*DTD/);
  const made = await bomb.send({ metadata: metadataOf({}) }, 'Inscrire');
  assert.equal(made.heading, 'Notes', made.words);
  const other = metadataOf({}).replaceAll('notes.exemple.fr', 'autres.exemple.fr');
  const change = await made.follow('Modifier');
  const refused = await change.send({ metadata_file: [{ file: 'sp.xml', content: other }] }, 'Enregistrer');
  assert.match(refused.words, /celles d’une autre application/);
  const same = metadataOf({}).replaceAll('/acs', '/retour');
  const changed = await change.send(
    { metadata_file: [{ file: 'sp.xml', content: same }], name: 'Notes 2' },
    'Enregistrer',
  );
  assert.match(changed.words, /https:\/\/notes\.exemple\.fr\/retour/);
  const kept = await (await changed.follow('Modifier')).send({ claims: ['family_name'] }, 'Enregistrer');
  assert.match(kept.words, /https:\/\/notes\.exemple\.fr\/retour/, 'without metadata they stay');
  assert.equal((await visitor.visit('/reseau/applications')).status, 200);
});

onBothDatabases(
  'a service of CAS is changed to another address, and taken out after saying what stops',
  async (deps) => {
    const { page, visitor } = await open(deps);
    const form = await (await (await page.follow('Applications')).follow('Inscrire une application')).follow('CAS');
    const made = await form.send({ name: 'Cantine', service: 'https://c.exemple.fr/*', events: 'pull' }, 'Inscrire');
    const card = await made.follow('Retour à l’application');
    const moved = await (await card.follow('Modifier')).send(
      { service: 'https://cantine.exemple.fr/*', events: 'none' },
      'Enregistrer',
    );
    assert.match(moved.words, /Événements État Aucun/, moved.words);
    assert.ok(await findClient(deps.db, 'cas', 'https://cantine.exemple.fr/*'));
    const row = await deps.db
      .selectFrom('client')
      .select(['eventsSecret', 'eventsTokenHash'])
      .executeTakeFirstOrThrow();
    assert.deepEqual(row, { eventsSecret: null, eventsTokenHash: null }, 'told of nothing, it can fetch nothing');
    const check = await moved.follow('Retirer l’application');
    assert.match(check.words, /Plus aucun parent n’y entre/);
    const list = await check.send({}, 'Retirer');
    assert.match(list.words, /Aucune application pour l’instant/);
    assert.equal((await visitor.visit(card.path)).status, 404);
  },
);
