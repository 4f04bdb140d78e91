// CAS services and SAML providers are told, over HTTP, that a session is over.
import assert from 'node:assert/strict';
import { createApp } from '../src/app.js';
import { readXml } from '../src/saml/xml.js';
import { tellLogouts } from '../src/sso/logout-actions.js';
import { logoutSenders } from '../src/sso/logout-senders.js';
import { addClient } from './clients.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { type Listener, openListener } from './listener.js';
import { addProvider, authnRequest, byRedirect, every, readResponse } from './service-provider.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';

const tell = async (deps: TestDeps) => await tellLogouts(deps, logoutSenders);
const answers = async (deps: TestDeps) =>
  (await deps.db.selectFrom('clientSession').select(['toldAt', 'lastAnswer']).orderBy('id').execute()).map(
    ({ toldAt, lastAnswer }) => [toldAt !== null, lastAnswer],
  );

function onListener(name: string, body: (deps: TestDeps, listener: Listener) => Promise<void>): void {
  onBothDatabases(name, async (deps) => {
    const listener = await openListener();
    try {
      await body(deps, listener);
    } finally {
      await listener.close();
    }
  });
}

onListener('each CAS service that got a ticket is told where it got it, until it has heard', async (deps, listener) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  await addClient(deps, 'cas', { service: `${listener.origin}/*`, logout: true });
  await addClient(deps, 'cas', { service: `${listener.origin}/silence/*`, logout: false });
  const visitor = openVisitor(app, { mayLeave: true });
  const enter = async (path: string) => {
    const service = listener.origin + path;
    const login = `/cas/login?service=${encodeURIComponent(service)}`;
    const page = await visitor.visit(login);
    const there =
      page.path === '/connexion' ? await page.send({ identifier: parent.identifier, password: parent.password }) : page;
    const ticket = new URL(there.url).searchParams.get('ticket') ?? '';
    const validate = `/cas/serviceValidate?service=${encodeURIComponent(service)}&ticket=${ticket}`;
    const user = /<cas:user>([^<]+)/.exec((await app.inject({ url: validate })).body)?.[1];
    assert.ok(user);
    return { ticket, user };
  };
  const first = await enter('/ent/accueil?a=b');
  await enter('/silence/x');
  const unspent = await visitor.visit(`/cas/login?service=${encodeURIComponent(`${listener.origin}/ent/`)}`);
  assert.match(unspent.url, /ticket=/, 'a ticket that nobody asked about opened nothing');
  assert.equal(await tell(deps), 0);
  await (await visitor.visit('/deconnexion')).send({}, 'Se déconnecter');
  listener.answer = () => ({ status: 500 });
  await tell(deps);
  assert.deepEqual(await answers(deps), [
    [false, '500'],
    [true, 'asks not to be told'],
  ]);
  listener.answer = () => ({ status: 302 });
  deps.clock.advance({ minutes: 2 });
  await tell(deps);
  assert.equal(listener.posted.length, 2);
  for (const { path, headers, body } of listener.posted) {
    assert.equal(path, '/ent/accueil?a=b');
    assert.equal(headers['content-type'], 'application/x-www-form-urlencoded');
    const request = readXml(new URLSearchParams(body).get('logoutRequest') ?? '');
    assert.ok(request.ok);
    assert.equal(every(request.value, 'SessionIndex')[0]?.text, first.ticket);
    assert.equal(every(request.value, 'NameID')[0]?.text, first.user);
  }
  assert.deepEqual((await answers(deps))[0], [true, '302']);
  assert.equal(await tell(deps), 0);
});

onListener('a SAML provider is told by SOAP, and must say that it is done', async (deps, listener) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  await addProvider(deps, {
    logout: [{ binding: 'soap', location: `${listener.origin}/soap`, responseLocation: null }],
  });
  const { body: metadata } = await app.inject({ url: '/saml/metadata' });
  const certificate = `-----BEGIN CERTIFICATE-----\n${/X509Certificate>([^<]+)/.exec(metadata)?.[1]}\n-----END CERTIFICATE-----`;
  const visitor = openVisitor(app);
  const page = await (await visitor.visit(byRedirect('/saml/sso', authnRequest(deps)))).send({
    identifier: parent.identifier,
    password: parent.password,
  });
  const { sessionIndex } = await readResponse(page, certificate);
  await (await visitor.visit('/deconnexion')).send({}, 'Se déconnecter');
  const code = (value: string, to: string) =>
    `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><p:LogoutResponse xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" InResponseTo="${to}"><p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${value}"/></p:Status></p:LogoutResponse></S:Body></S:Envelope>`;
  const idOf = (text: string) => /<samlp:LogoutRequest[^>]* ID="([^"]+)"/.exec(text)?.[1] ?? '';
  for (const bad of ['', 'oui', code('Success', '_autre'), '<!DOCTYPE a><a/>']) {
    listener.answer = () => ({ status: 200, body: bad });
    await tell(deps);
    deps.clock.advance({ hours: 1 });
  }
  listener.answer = ({ body }) => ({ status: 200, body: code('Responder', idOf(body)) });
  await tell(deps);
  assert.deepEqual(await answers(deps), [[false, '200, not done']]);
  deps.clock.advance({ hours: 2 });
  listener.answer = ({ body }) => ({ status: 200, body: code('Success', idOf(body)) });
  await tell(deps);
  assert.deepEqual(await answers(deps), [[true, '200']]);
  const told = listener.posted.at(-1);
  assert.match(told?.body ?? '', RegExp(`<samlp:SessionIndex>${sessionIndex}<`));
  assert.match(String(told?.headers['content-type']), /^text\/xml/);
});
