// What must never be read out of a message: what its signature does not cover, and what XML can be made to mean.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { decodePosted, decodeRedirected } from '../src/saml/encoding.js';
import { readLogoutRequest } from '../src/saml/reading.js';
import { checkQuery, readSigned } from '../src/saml/signatures.js';
import { readXml } from '../src/saml/xml.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { authnRequest, byRedirect, type Keys, logoutRequest, makeKeys, signEnveloped } from './service-provider.js';

const victim = 'victime';

/** A signed message of an honest provider, taken apart by whoever saw it pass. */
function taken(deps: TestDeps, keys: Keys) {
  const signed = signEnveloped(logoutRequest(deps, 'attaquant', '_p1'), keys);
  const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(signed)?.[0] ?? '';
  const open = /^<samlp:LogoutRequest[^>]*>/.exec(signed)?.[0] ?? '';
  const issuer = /<saml:Issuer>[^<]*<\/saml:Issuer>/.exec(signed)?.[0] ?? '';
  const body = (name: string) => `<saml:NameID>${name}</saml:NameID><samlp:SessionIndex>_p1</samlp:SessionIndex>`;
  const bare = `${open}${issuer}${body('attaquant')}</samlp:LogoutRequest>`;
  const id = /ID="([^"]+)"/.exec(open)?.[1] ?? '';
  /** A message of the attacker's own, whose root has another name. */
  const evil = (inside: string, root = open.replace(id, '_evil')) =>
    `${root}${issuer}${inside}${body(victim)}</samlp:LogoutRequest>`;
  const withObject = (object: string) =>
    signature.replace('</ds:Signature>', `<ds:Object>${object}</ds:Object></ds:Signature>`);
  return { signed, signature, open, issuer, bare, id, body, evil, withObject };
}

/** The eight known ways to wrap, as they apply to a message whose root is signed. */
function wrappings(deps: TestDeps, keys: Keys): Record<string, string> {
  const { signed, signature, open, issuer, bare, body, evil, withObject } = taken(deps, keys);
  const extension = (inside: string) => `<samlp:Extensions>${inside}</samlp:Extensions>`;
  return {
    'XSW1: the original, with its signature in the copy, is inside the signature': evil(withObject(bare)),
    'XSW2: the signature beside the original, which it no longer contains': evil(`${signature}${bare}`),
    'XSW3: the original stands first in the copy': evil(signed),
    'XSW4: the copy stands in the original': signed.replace(
      '</samlp:LogoutRequest>',
      `${evil('')}</samlp:LogoutRequest>`,
    ),
    'XSW5: the signature is in the copy, the original at its end': `${evil(signature).replace('</samlp:LogoutRequest>', '')}${bare}</samlp:LogoutRequest>`,
    'XSW6: the original in the signature that the copy carries, which keeps its name': evil(withObject(bare), open),
    'XSW7: the original in the extensions': evil(extension(signed)),
    'XSW8: the original, bare, in an object of the signature that stands in the extensions': evil(
      extension(withObject(bare)),
    ),
    'the same name twice': evil(extension(bare), open).replace(issuer, issuer + signature),
    'two signatures': signed.replace(issuer, `${issuer}${signature}`),
    'a signature of nothing': `${open}${issuer}${signature.replace(/<ds:Reference[\s\S]*<\/ds:Reference>/, '')}${body(victim)}</samlp:LogoutRequest>`,
    'a reference to the whole document': signed.replace(/URI="#[^"]*"/, 'URI=""').replace('attaquant', victim),
    'a reference by pointer': signed.replace(/URI="#([^"]*)"/, 'URI="#xpointer(id(\'$1\'))"'),
    'two references': signed.replace(/(<ds:Reference[\s\S]*<\/ds:Reference>)/, '$1$1'),
    'a transform more': signed.replace(
      '</ds:Transforms>',
      '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>false()</ds:XPath></ds:Transform></ds:Transforms>',
    ),
    'no transform': signed.replace(/<ds:Transforms>[\s\S]*<\/ds:Transforms>/, ''),
    'a changed name': signed.replace('attaquant', victim),
    'a changed index': signed.replace('_p1', '_p2'),
    'a changed destination': signed.replace('/saml/slo', '/saml/sl0'),
    'an added element': signed.replace('<saml:NameID>', '<saml:NameID>a</saml:NameID><saml:NameID>'),
    'another digest': signed.replace(/<ds:DigestValue>[^<]*/, '<ds:DigestValue>AAAA'),
    'a digest said in two parts': signed.replace(/<ds:DigestValue>([^<]*)/, '<ds:DigestValue>AAAA<!-- -->$1'),
    'SHA-1': signed.replace('2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#rsa-sha1'),
    'HMAC under the certificate': signed.replace('2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#hmac-sha1'),
    'no algorithm': signed.replace(/<ds:SignatureMethod[^>]*>/, ''),
  };
}

onBothDatabases('no wrapping makes an unsigned message read as signed', async (deps) => {
  const keys = await makeKeys(deps);
  const honest = readSigned(taken(deps, keys).signed, [keys.certificate]);
  assert.ok(honest.ok);
  assert.equal(readLogoutRequest(honest.value)?.nameId, 'attaquant');
  for (const [name, xml] of Object.entries(wrappings(deps, keys))) {
    const read = readSigned(xml, [keys.certificate]);
    assert.deepEqual(read, { ok: false, why: 'bad_signature' }, name);
  }
});

onBothDatabases('only the keys of the provider count, and what it carries is no key', async (deps) => {
  const [keys, stranger] = [await makeKeys(deps), await makeKeys(deps)];
  const forged = signEnveloped(logoutRequest(deps, victim, ''), stranger);
  assert.match(forged, /<ds:X509Certificate>/);
  assert.deepEqual(readSigned(forged, [keys.certificate]), { ok: false, why: 'bad_signature' });
  assert.deepEqual(readSigned(forged, []), { ok: false, why: 'bad_signature' });
  assert.ok(readSigned(forged, [keys.certificate, stranger.certificate]).ok, 'the second of two keys');
  assert.deepEqual(readSigned(logoutRequest(deps, victim, ''), [keys.certificate]), { ok: false, why: 'unsigned' });
});

onBothDatabases('what is read is what was signed, whatever surrounded it', async (deps) => {
  const keys = await makeKeys(deps);
  const { signed } = taken(deps, keys);
  // Blanks and a declaration around the root are nobody's; they are not there any more.
  const read = readSigned(`<?xml version="1.0"?>\n${signed}\n`, [keys.certificate]);
  assert.ok(read.ok);
  assert.equal(read.value.children.filter(({ name }) => name === 'Signature').length, 0);
});

test('XML that no message needs is refused, and is small', () => {
  const message = (inside: string, before = '') =>
    `${before}<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1">${inside}</samlp:LogoutRequest>`;
  const fault = (xml: string) => {
    const read = readXml(xml);
    return read.ok ? undefined : read.why;
  };
  assert.equal(fault(message('')), undefined);
  assert.equal(fault(message('', '<!DOCTYPE a [<!ENTITY b "c">]>')), 'forbidden_part');
  assert.equal(fault(message('', '<!DOCTYPE a SYSTEM "http://attaquant.example/a.dtd">')), 'forbidden_part');
  assert.equal(fault(message('', '<!DOCTYPE a>')), 'forbidden_part');
  assert.equal(fault(message('&b;')), 'not_well_formed');
  assert.equal(fault(message('<!-- rien -->')), 'forbidden_part');
  assert.equal(fault(message('<a>direct<!---->rice</a>')), 'forbidden_part');
  assert.equal(fault(message('<![CDATA[a]]>')), 'forbidden_part');
  assert.equal(fault(message('<?php a ?>')), 'forbidden_part');
  assert.equal(fault(message('<a Id="_1"/>')), 'same_id');
  assert.equal(fault(message('<a ID="_2"/><b id="_2"/>')), 'same_id');
  assert.equal(fault(message('<a b="1" b="2"/>')), 'not_well_formed');
  assert.equal(fault(message('<a:b/>')), 'not_well_formed');
  assert.equal(fault(`${message('')}${message('')}`), 'not_well_formed');
  assert.equal(fault(message('').slice(0, -1)), 'not_well_formed');
  assert.equal(fault(''), 'not_well_formed');
  assert.equal(fault(message('<a>'.repeat(30) + '</a>'.repeat(30))), 'too_large');
  assert.equal(fault(message('<a/>'.repeat(500))), 'too_large');
  assert.equal(fault(message('a'.repeat(70_000))), 'too_large');
});

test('a name in two parts is no name', () => {
  const xml = (name: string) =>
    `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0" IssueInstant="2026-09-14T08:00:00Z"><saml:Issuer>a</saml:Issuer>${name}</samlp:LogoutRequest>`;
  const nameOf = (name: string) => {
    const read = readXml(xml(name));
    return read.ok ? readLogoutRequest(read.value)?.nameId : read.why;
  };
  assert.equal(nameOf('<saml:NameID> a </saml:NameID>'), 'a');
  assert.equal(nameOf('<saml:NameID>admin<!---->.attaquant</saml:NameID>'), 'forbidden_part');
  assert.equal(nameOf('<saml:NameID>admin<saml:b/>.attaquant</saml:NameID>'), undefined);
  assert.equal(nameOf('<saml:NameID>a</saml:NameID><saml:NameID>b</saml:NameID>'), undefined);
  assert.equal(nameOf('<NameID>a</NameID>'), undefined);
});

test('what unfolds into too much, or is no deflate, is no message', () => {
  const packed = (bytes: Buffer) => deflateRawSync(bytes).toString('base64');
  assert.equal(decodeRedirected(packed(Buffer.from('<a/>'))), '<a/>');
  assert.equal(decodeRedirected(packed(Buffer.alloc(64 * 1024 + 1, 97))), undefined);
  assert.equal(decodeRedirected(packed(Buffer.alloc(50_000_000))), undefined);
  assert.equal(decodeRedirected(packed(Buffer.from([0xff, 0xfe]))), undefined, 'no UTF-8');
  for (const value of ['', '!', '====', 'AAAA', 'a'.repeat(200_000)])
    assert.ok(!decodeRedirected(value), value.slice(0, 9));
  assert.equal(decodePosted(Buffer.from('<é/>').toString('base64')), '<é/>');
  for (const value of ['PGEvPg=', 'PGEvPg', '<a/>', '_-8=']) assert.ok(decodePosted(value) === undefined, value);
});

onBothDatabases('the signature of an address covers it as it was sent', async (deps) => {
  const keys = await makeKeys(deps);
  const search = byRedirect('', authnRequest(deps), keys, 'a b').slice(1);
  const check = (sent: string) => checkQuery(sent, 'SAMLRequest', [keys.certificate]);
  assert.ok(check(search).ok);
  const bad = [
    `${search}&RelayState=c`,
    `RelayState=c&${search}`,
    search.replace('RelayState=a%20b', 'RelayState=a+b'),
    search.replace('RelayState=a%20b&', ''),
    search.replace('SAMLRequest=', 'SAMLResponse='),
    search.replace(/Signature=.*/, 'Signature='),
    search.replace('rsa-sha256', 'rsa-sha1'),
    search.replace('rsa-sha256', 'hmac-sha256'),
    search.replace('SAMLRequest=', 'SAMLReques%74='),
    `SAMLRequest=AAAA&${search}`,
  ];
  for (const sent of bad) assert.deepEqual(check(sent), { ok: false, why: 'bad_signature' }, sent.slice(0, 60));
  assert.deepEqual(check(search.replace(/&SigAlg.*/, '')), { ok: false, why: 'unsigned' });
});
