// Which addresses belong to a service, and what the answers hold whatever is put into them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonVerdict, logoutRequest, plainVerdict, xmlVerdict } from '../src/cas/answers.js';
import { clientOfService, isOfService, ticketFailure, withTicket } from '../src/cas/rules.js';
import { readXml } from '../src/saml/xml.js';
import { tricks } from './tricks.js';

test('no trick makes an address belong to a service, exact or not', () => {
  const origin = 'https://ent.exemple.fr';
  assert.ok(isOfService(`${origin}/parents/*`, `${origin}/parents/a?b=c&d=%C3%A9`));
  assert.ok(isOfService(`${origin}/parents/*`, `${origin}/parents/`));
  assert.ok(isOfService(`${origin}/parents/accueil`, `${origin}/parents/accueil`));
  assert.ok(isOfService(`${origin}/*`, origin));
  assert.ok(isOfService(origin, origin));
  assert.ok(!isOfService(origin, `${origin}/`));
  for (const trick of tricks(origin, '/parents/accueil'))
    for (const registered of [`${origin}/*`, `${origin}/parents/*`, `${origin}/parents/accueil`])
      assert.ok(!isOfService(registered, trick), `${registered} took ${trick}`);
  for (const other of ['/parents', '/parentsautres/', '/', '/Parents/', '/autre', '/autre?/parents/', '/%70arents/'])
    assert.ok(!isOfService(`${origin}/parents/*`, origin + other), other);
  for (const other of ['/parents/accueil?a=b', '/parents/accueil/', '/parents/Accueil', '/parents/accuei'])
    assert.ok(!isOfService(`${origin}/parents/accueil`, origin + other), other);
});

test('the most exact registration wins', () => {
  const clients = ['https://a.fr/*', 'https://a.fr/cantine/*', 'https://a.fr/cantine/menu'].map((service) => ({
    settings: { service },
  }));
  const of = (address: string) => clientOfService(clients, address)?.settings.service;
  assert.equal(of('https://a.fr/x'), 'https://a.fr/*');
  assert.equal(of('https://a.fr/cantine/x'), 'https://a.fr/cantine/*');
  assert.equal(of('https://a.fr/cantine/menu'), 'https://a.fr/cantine/menu');
  assert.equal(of('https://b.fr/'), undefined);
});

test('a ticket joins the query that is there', () => {
  assert.equal(withTicket('https://a.fr/', 'ST-1'), 'https://a.fr/?ticket=ST-1');
  assert.equal(withTicket('https://a.fr/?b=c', 'ST-1'), 'https://a.fr/?b=c&ticket=ST-1');
});

test('a ticket is refused for the first thing that is wrong with it', () => {
  const good = { sameService: true, inTime: true, alive: true, renewed: false };
  assert.equal(ticketFailure(good, false), undefined);
  assert.equal(ticketFailure({ ...good, renewed: true }, true), undefined);
  assert.equal(ticketFailure(undefined, false), 'INVALID_TICKET');
  assert.equal(ticketFailure(good, true), 'INVALID_TICKET');
  assert.equal(ticketFailure({ ...good, inTime: false }, false), 'INVALID_TICKET');
  assert.equal(ticketFailure({ ...good, alive: false, sameService: false }, false), 'INVALID_TICKET');
  assert.equal(ticketFailure({ ...good, sameService: false }, false), 'INVALID_SERVICE');
});

const nasty = `<x>&"']]>\u0000\u0008\ufffe\ud800 é 😀\r\n\t<!--`;

test('whatever a name, a value or a ticket holds, the answer is XML and says it', () => {
  const read = (xml: string) => {
    const found = readXml(xml);
    assert.ok(found.ok, xml);
    return found.value;
  };
  const success = read(xmlVerdict({ success: { user: nasty, attributes: { [`1 <a b="${nasty}`]: [nasty, 'b'] } } }));
  const [user, attributes] = success.children[0]?.children ?? [];
  // What XML cannot hold at all is replaced, one sign for one.
  const readable = nasty.replace(/\p{Cs}|\p{Cn}|\p{Cc}/gu, (sign) => ('\r\n\t'.includes(sign) ? sign : '\ufffd'));
  assert.equal(user?.text, readable);
  assert.deepEqual(
    attributes?.children.map(({ text }) => text),
    [readable, 'b'],
  );
  const failure = read(xmlVerdict({ failure: 'INVALID_TICKET', ticket: nasty })).children[0];
  assert.equal(failure?.attributes.code, 'INVALID_TICKET');
  assert.match(failure?.text ?? '', /<x>&"'\]\]>/);
  const told = read(logoutRequest({ id: nasty, ticket: nasty, user: nasty, now: new Date(0) }));
  assert.equal(told.children[1]?.text, readable);
  assert.deepEqual(JSON.parse(jsonVerdict({ success: { user: nasty, attributes: {} } })).serviceResponse, {
    authenticationSuccess: { user: nasty, attributes: {} },
  });
  assert.equal(plainVerdict({ success: { user: 'a\nyes\nb', attributes: {} } }), 'yes\na yes b\n');
});
