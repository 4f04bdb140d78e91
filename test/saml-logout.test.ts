// The end of a session, asked by a service provider or told to it.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { sql } from 'kysely';
import { createApp } from '../src/app.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { decodeRedirected } from '../src/saml/encoding.js';
import { logoutEnvelope } from '../src/saml/logout-actions.js';
import { saysDone } from '../src/saml/reading.js';
import { checkQuery } from '../src/saml/signatures.js';
import { readXml } from '../src/saml/xml.js';
import type { SamlSettings } from '../src/sso/rules.js';
import { onBothDatabases, onPostgres, type TestDeps } from './harness.js';
import { propose } from './proposals.js';
import {
  addProvider,
  authnRequest,
  byPost,
  byRedirect,
  checkSigned,
  every,
  logoutRequest,
  makeKeys,
  readResponse,
  responseOf,
  signEnveloped,
} from './service-provider.js';
import { openVisitor } from './visitor.js';
import { type AddedAccount, addParent, jeanMoulin, louiseMichel } from './world.js';

/** A parent who entered a service provider; `enter` lets another one in. */
async function open(deps: TestDeps, settings: Partial<SamlSettings> = {}) {
  const app = await createApp(deps);
  const keys = await makeKeys(deps);
  const client = await addProvider(deps, { signingCertificates: [keys.certificate], ...settings });
  const metadata = await app.inject({ url: '/saml/metadata' });
  const [, written = ''] = /<ds:X509Certificate>([^<]+)</.exec(metadata.body) ?? [];
  const certificate = new X509Certificate(Buffer.from(written, 'base64')).toString();
  const enter = async (parent: AddedAccount) => {
    const visitor = openVisitor(app, { mayLeave: true });
    const page = await visitor.visit(byRedirect('/saml/sso', authnRequest(deps)));
    const carried = await page.send({ identifier: parent.identifier, password: parent.password });
    const { nameId, sessionIndex } = await readResponse(carried, certificate);
    return { visitor, nameId: nameId.text, sessionIndex };
  };
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  return { app, keys, client, certificate, parent, enter, ...(await enter(parent)) };
}

const liveSessions = async (deps: TestDeps) =>
  (await deps.db.selectFrom('session').select('id').where('endedAt', 'is', null).execute()).length;

onBothDatabases('a service provider signs its parent out of everything, and is answered', async (deps) => {
  const { visitor, keys, nameId, sessionIndex, certificate } = await open(deps);
  const request = logoutRequest(deps, nameId, sessionIndex, { id: '_sortie' });
  const page = await visitor.visit(byRedirect('/saml/slo', request, keys, 'retour'));
  const url = new URL(page.url);
  assert.equal(url.origin + url.pathname, 'https://notes.exemple.fr/slo');
  assert.ok(checkQuery(url.search.slice(1), 'SAMLResponse', [certificate]).ok);
  assert.equal(url.searchParams.get('RelayState'), 'retour');
  const answer = readXml(decodeRedirected(url.searchParams.get('SAMLResponse') ?? '') ?? '');
  assert.ok(answer.ok && saysDone(answer.value, '_sortie'));
  assert.equal((await visitor.visit('/accueil')).path, '/connexion');
  assert.equal(await liveSessions(deps), 0);
  const [told] = await deps.db.selectFrom('clientSession').select(['toldAt', 'lastAnswer']).execute();
  assert.deepEqual(told, { toldAt: deps.now(), lastAnswer: 'by the client' });
});

onBothDatabases('the same by a form, which brings no cookie of ours', async (deps) => {
  const logout = [
    { binding: 'post', location: 'https://notes.exemple.fr/slo', responseLocation: 'https://notes.exemple.fr/fin' },
  ] as const;
  const { app, visitor, keys, nameId, sessionIndex, certificate } = await open(deps, { logout });
  const request = logoutRequest(deps, nameId, sessionIndex, { id: '_sortie' });
  const page = await openVisitor(app).post('/saml/slo', byPost(signEnveloped(request, keys)));
  assert.match(page.html, /<form method="post" action="https:\/\/notes\.exemple\.fr\/fin"/);
  assert.ok(saysDone(checkSigned(responseOf(page), certificate), '_sortie'));
  assert.equal((await visitor.visit('/accueil')).path, '/connexion');
});

onBothDatabases('a sign-out that is not signed, not fresh, not for us or not its own ends nothing', async (deps) => {
  const { app, visitor, keys, nameId, sessionIndex } = await open(deps);
  const stranger = await makeKeys(deps);
  await addProvider(deps, {
    entityId: 'https://autre.example/sp',
    signingCertificates: [stranger.certificate],
    logout: [],
  });
  const [signed, request] = [(xml: string, by = keys) => byRedirect('/saml/slo', xml, by), logoutRequest];
  const refusals = [
    byRedirect('/saml/slo', request(deps, nameId, sessionIndex)),
    signed(request(deps, nameId, sessionIndex), stranger),
    signed(request(deps, nameId, sessionIndex, { at: new Date(deps.now().getTime() - 11 * 60_000) })),
    signed(request(deps, nameId, sessionIndex, { attributes: ' NotOnOrAfter="2026-09-14T08:00:00Z"' })),
    signed(request(deps, nameId, sessionIndex, { attributes: ' NotOnOrAfter="demain"' })),
    signed(request(deps, nameId, sessionIndex, { destination: 'https://autre.example/saml/slo' })),
    signed(request(deps, nameId, sessionIndex, { destination: undefined })),
    signed(request(deps, nameId, sessionIndex, { inside: '' })),
    signed(request(deps, nameId, sessionIndex, { issuer: 'https://inconnu.example/sp' })),
    '/saml/slo',
    '/saml/slo?SAMLResponse=AAAA',
  ];
  for (const url of refusals) assert.equal((await visitor.visit(url)).status, 400, url);
  assert.equal((await openVisitor(app).post('/saml/slo', byPost(request(deps, nameId, sessionIndex)))).status, 400);
  assert.equal(await liveSessions(deps), 1);
  // Signed, but it names what it does not know: answered as done, and nothing ends.
  const others = [
    signed(request(deps, 'quelqu’un d’autre', sessionIndex)),
    signed(request(deps, nameId, '_p0')),
    signed(request(deps, nameId, sessionIndex, { issuer: 'https://autre.example/sp' }), stranger),
  ];
  for (const url of others) assert.notEqual((await visitor.visit(url)).status, 400, url);
  assert.equal(await liveSessions(deps), 1);
  const again = signed(request(deps, nameId, ''));
  assert.equal((await visitor.visit(again)).status, 303, 'without an index: all sessions of the name');
  assert.equal(await liveSessions(deps), 0);
  assert.equal((await visitor.visit(again)).status, 400, 'the same message again');
});

onBothDatabases('after a grouping the service provider is told which name is over, under its own', async (deps) => {
  const world = await open(deps);
  const other = await addParent(deps, louiseMichel, 'Lina');
  const closed = await world.enter(other);
  assert.notEqual(closed.nameId, world.nameId);
  const { parent, digest } = await propose(deps, world.parent.id, other.id);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
  assert.equal((await closed.visitor.visit(byRedirect('/saml/sso', authnRequest(deps)))).path, '/connexion');
  const due = { clientId: world.client.id, accountId: other.id, reference: closed.sessionIndex };
  const told = await logoutEnvelope(deps, due);
  assert.ok(told);
  assert.equal(told.url, 'https://notes.exemple.fr/soap');
  const [, inside = ''] = /<soap:Body>([\s\S]*)<\/soap:Body>/.exec(told.body) ?? [];
  const request = checkSigned(inside, world.certificate);
  assert.equal(request.name, 'LogoutRequest');
  assert.equal(request.attributes.Destination, told.url);
  assert.equal(every(request, 'NameID')[0]?.text, closed.nameId);
  assert.equal(every(request, 'SessionIndex')[0]?.text, closed.sessionIndex);
  // The kept side goes on under the name that it had.
  const page = await world.visitor.visit(byRedirect('/saml/sso', authnRequest(deps)));
  assert.equal((await readResponse(page, world.certificate)).nameId.text, world.nameId);
});

onPostgres(
  'a grouping races requests to enter: whoever was let in before it is owed a sign-out, and nobody after',
  async (deps) => {
    const world = await open(deps);
    for (let round = 0; round < 4; round += 1) {
      const other = await addParent(deps, louiseMichel, `Lina${round}`);
      const { visitor } = await world.enter(other);
      // Entered anew: what the session opened there is forgotten, so that the race opens it again or not at all.
      await deps.db.deleteFrom('clientSession').where('accountId', '=', other.id).execute();
      const { parent, digest } = await propose(deps, world.parent.id, other.id);
      const requests = Array.from({ length: 4 }, () => byRedirect('/saml/sso', authnRequest(deps)));
      const [grouped, ...pages] = await Promise.all([
        confirmGrouping(deps, parent, digest),
        ...requests.map(async (request) => await visitor.visit(request)),
      ]);
      assert.ok(grouped.ok, JSON.stringify(grouped));
      const given = pages.filter((page) => page.field('SAMLResponse') !== undefined).length;
      const opened = await deps.db.selectFrom('clientSession').select('id').where('accountId', '=', other.id).execute();
      assert.equal(opened.length, given === 0 ? 0 : 1, 'no assertion without what is told over later');
      assert.equal((await visitor.visit(byRedirect('/saml/sso', authnRequest(deps)))).path, '/connexion');
      const { rows } = await sql<{ n: number }>`
      select count(*) as n from session where account_id = ${other.id} and ended_at is null`.execute(deps.db);
      assert.equal(rows[0]?.n, 0);
    }
  },
);
