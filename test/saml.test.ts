// SAML as a service provider and a browser meet it: who may ask, where the answer goes, what it says.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../src/app.js';
import { runCommand } from '../src/commands.js';
import { entityId } from '../src/saml/actions.js';
import { assertionXml } from '../src/saml/writing.js';
import { readXml } from '../src/saml/xml.js';
import type { SamlSettings } from '../src/sso/rules.js';
import { onBothDatabases, onPostgres, type TestDeps } from './harness.js';
import {
  addProvider,
  authnRequest,
  byPost,
  byRedirect,
  consumer,
  every,
  idp,
  type Keys,
  makeKeys,
  provider,
  readResponse,
  responseOf,
  signEnveloped,
} from './service-provider.js';
import { openVisitor, type Page, type Visitor } from './visitor.js';
import { type AddedAccount, addParent, jeanMoulin, louiseMichel } from './world.js';

type World = {
  readonly app: FastifyInstance;
  readonly parent: AddedAccount;
  readonly visitor: Visitor;
  readonly certificate: string;
};

async function open(deps: TestDeps, settings: Partial<SamlSettings> = {}): Promise<World> {
  const app = await createApp(deps);
  await addProvider(deps, settings);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const metadata = await app.inject({ url: '/saml/metadata' });
  const [, written = ''] = /<ds:X509Certificate>([^<]+)</.exec(metadata.body) ?? [];
  const certificate = new X509Certificate(Buffer.from(written, 'base64')).toString();
  return { app, parent, visitor: openVisitor(app, { mayLeave: true }), certificate };
}

const signIn = async ({ parent }: World, page: Page) => {
  assert.equal(page.path, '/connexion', page.words);
  return await page.send({ identifier: parent.identifier, password: parent.password });
};

const post = async ({ app, visitor }: World, xml: string, relayState?: string): Promise<Page> => {
  // A form of another site: the browser keeps our cookies for the redirect that follows.
  const answer = await app.inject({
    method: 'POST',
    url: '/saml/sso',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://notes.exemple.fr' },
    payload: new URLSearchParams(byPost(xml, relayState)).toString(),
  });
  assert.equal(answer.headers['set-cookie'], undefined);
  if (answer.statusCode === 303) return await visitor.visit(String(answer.headers.location));
  return await openVisitor(app).post('/saml/sso', byPost(xml, relayState));
};

const secondCode = (page: Page) =>
  /<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:(\w+)"\/>/.exec(responseOf(page))?.[1];

onBothDatabases('the metadata say who we are, where to come, and under which key', async (deps) => {
  const { app, certificate } = await open(deps);
  const { body, headers } = await app.inject({ url: '/saml/metadata' });
  assert.equal(headers['content-type'], 'application/samlmetadata+xml');
  assert.match(body, RegExp(`entityID="${entityId(deps)}"`));
  assert.match(
    body,
    /<md:SingleSignOnService Binding="[^"]+HTTP-Redirect" Location="http:\/\/127.0.0.1:3000\/saml\/sso"/,
  );
  assert.match(body, /<md:SingleLogoutService Binding="[^"]+HTTP-POST" Location="http:\/\/127.0.0.1:3000\/saml\/slo"/);
  const { subject, publicKey, validTo } = new X509Certificate(certificate);
  assert.equal(subject, 'CN=127.0.0.1');
  assert.equal(publicKey.asymmetricKeyDetails?.modulusLength, 3072);
  assert.equal(new Date(validTo).getUTCFullYear(), 2036);
});

onBothDatabases('a parent signs in for a service provider, which learns who he is', async (deps) => {
  const world = await open(deps);
  const { visitor, certificate } = world;
  const id = '_request-1';
  const page = await signIn(
    world,
    await visitor.visit(byRedirect('/saml/sso', authnRequest(deps, { id }), undefined, 'retour-1')),
  );
  assert.equal(page.status, 200);
  assert.match(page.html, RegExp(`<form method="post" action="${consumer}" data-carried`));
  assert.match(page.headers['content-security-policy'] ?? '', /form-action 'self' https:\/\/notes\.exemple\.fr(;|$)/);
  assert.equal(page.field('RelayState'), 'retour-1');
  const { response, assertion, nameId, sessionIndex } = await readResponse(page, certificate);
  assert.equal(response.attributes.Destination, consumer);
  assert.equal(response.attributes.InResponseTo, id);
  assert.equal(every(response, 'StatusCode')[0]?.attributes.Value, 'urn:oasis:names:tc:SAML:2.0:status:Success');
  for (const one of [response, assertion]) assert.equal(every(one, 'Issuer')[0]?.text, `${idp}/saml/metadata`);
  const [confirmation] = every(assertion, 'SubjectConfirmationData');
  const now = '2026-09-14T08:00:00Z';
  const later = '2026-09-14T08:05:00Z';
  assert.deepEqual(confirmation?.attributes, { NotOnOrAfter: later, Recipient: consumer, InResponseTo: id });
  assert.deepEqual(every(assertion, 'Conditions')[0]?.attributes, { NotBefore: now, NotOnOrAfter: later });
  assert.deepEqual(
    every(assertion, 'Audience').map(({ text }) => text),
    [provider],
  );
  assert.equal(every(assertion, 'AuthnStatement')[0]?.attributes.SessionNotOnOrAfter, '2026-09-14T20:00:00Z');
  assert.match(nameId.text, /^[\w-]{22}$/);
  assert.equal(nameId.attributes.Format, 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent');
  assert.match(sessionIndex, /^_p[0-9a-f]{40}$/);
  // Signed in already: straight to the answer, by either binding, under the same name.
  const again = await readResponse(await visitor.visit(byRedirect('/saml/sso', authnRequest(deps))), certificate);
  const posted = await readResponse(await post(world, authnRequest(deps)), certificate);
  for (const { nameId: name, sessionIndex: index } of [again, posted]) {
    assert.equal(name.text, nameId.text);
    assert.equal(index, sessionIndex);
  }
});

onBothDatabases('a transient name says nothing, and lasts as long as its session', async (deps) => {
  const world = await open(deps, { nameIdFormat: 'transient' });
  const { visitor, certificate } = world;
  const first = await signIn(world, await visitor.visit(byRedirect('/saml/sso', authnRequest(deps))));
  const { nameId } = await readResponse(first, certificate);
  assert.equal(nameId.attributes.Format, 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient');
  assert.equal(nameId.attributes.SPNameQualifier, undefined);
  const other = openVisitor(world.app, { mayLeave: true });
  const second = await signIn(world, await other.visit(byRedirect('/saml/sso', authnRequest(deps))));
  assert.notEqual((await readResponse(second, certificate)).nameId.text, nameId.text);
  const asked = { inside: '<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"/>' };
  const page = await visitor.visit(byRedirect('/saml/sso', authnRequest(deps, asked)));
  assert.match((await readResponse(page, certificate)).nameId.text, /^[\w-]{22}$/);
});

onBothDatabases(
  'an assertion is encrypted for whoever announces a key for it, by the cipher that it reads',
  async (deps) => {
    const keys = await makeKeys(deps);
    const world = await open(deps, { encryptionCertificates: [keys.certificate], cipher: 'aes256-gcm' });
    const page = await signIn(world, await world.visitor.visit(byRedirect('/saml/sso', authnRequest(deps))));
    assert.doesNotMatch(responseOf(page), /<saml:Assertion|NameID/);
    assert.match(responseOf(page), /aes256-gcm/);
    const { assertion } = await readResponse(page, world.certificate, keys);
    assert.equal(every(assertion, 'Audience')[0]?.text, provider);
  },
);

test('attributes are called as the service provider wants, one value an element, whatever they hold', () => {
  const nasty = `<x>&"']]>\r\n é`;
  const facts = {
    id: '_a',
    now: new Date(0),
    idp,
    sp: provider,
    consumer,
    inResponseTo: '_r',
    nameId: { format: 'persistent', value: nasty },
    sessionIndex: '_s',
    provedAt: new Date(0),
    sessionEnds: new Date(0),
    attributes: {
      family_name: nasty,
      FrEduVecteur: ['2|BENALI|Nadia|1|0330001X', nasty],
      email_verified: true,
      none: [],
    },
  } as const;
  const named = (attributeNames: 'basic' | 'uri') => {
    const read = readXml(assertionXml({ ...facts, attributeNames }));
    assert.ok(read.ok);
    assert.equal(every(read.value, 'NameID')[0]?.text, nasty);
    return every(read.value, 'Attribute').map(({ attributes, children }) => [
      attributes.Name,
      attributes.NameFormat?.split(':').at(-1),
      ...children.map(({ text }) => text),
    ]);
  };
  const vectors = facts.attributes.FrEduVecteur;
  assert.deepEqual(named('basic'), [
    ['family_name', 'basic', nasty],
    ['FrEduVecteur', 'basic', ...vectors],
    ['email_verified', 'basic', 'true'],
  ]);
  assert.deepEqual(named('uri'), [
    ['urn:oid:2.5.4.4', 'uri', nasty],
    [`${idp}#FrEduVecteur`, 'uri', ...vectors],
    [`${idp}#email_verified`, 'uri', 'true'],
  ]);
});

onBothDatabases('ForceAuthn asks a secret for this very request, IsPassive shows no page', async (deps) => {
  const world = await open(deps);
  const { visitor, parent, certificate } = world;
  const passive = { attributes: ' IsPassive="true"' };
  assert.equal(secondCode(await visitor.visit(byRedirect('/saml/sso', authnRequest(deps, passive)))), 'NoPassive');
  assert.equal(secondCode(await post(world, authnRequest(deps, passive))), 'NoPassive');
  await signIn(world, await visitor.visit(byRedirect('/saml/sso', authnRequest(deps))));
  await readResponse(await visitor.visit(byRedirect('/saml/sso', authnRequest(deps, passive))), certificate);
  await readResponse(await post(world, authnRequest(deps, passive)), certificate);
  deps.clock.advance({ seconds: 5 });
  for (const ask of [
    async (xml: string) => await visitor.visit(byRedirect('/saml/sso', xml)),
    async (xml: string) => await post(world, xml),
  ]) {
    const proof = await ask(authnRequest(deps, { attributes: ' ForceAuthn="1"' }));
    assert.equal(proof.path, '/mon-compte/preuve');
    const { assertion } = await readResponse(await proof.send({ password: parent.password }), certificate);
    assert.equal(
      every(assertion, 'AuthnStatement')[0]?.attributes.AuthnInstant,
      deps.now().toISOString().replace('.000', ''),
    );
    deps.clock.advance({ seconds: 5 });
  }
  const both = { attributes: ' ForceAuthn="true" IsPassive="true"' };
  assert.equal(secondCode(await visitor.visit(byRedirect('/saml/sso', authnRequest(deps, both)))), 'NoPassive');
});

onBothDatabases('what is not given is refused to the service provider, signed', async (deps) => {
  const world = await open(deps);
  const { visitor } = world;
  const mail = '<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"/>';
  const strong =
    '<samlp:RequestedAuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:X509</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>';
  const whom = '<saml:Subject><saml:NameID>quelqu’un</saml:NameID></saml:Subject>';
  const codes = { [mail]: 'InvalidNameIDPolicy', [strong]: 'NoAuthnContext', [whom]: 'RequestUnsupported' };
  for (const [inside, code] of Object.entries(codes)) {
    const page = await visitor.visit(byRedirect('/saml/sso', authnRequest(deps, { inside })));
    assert.equal(secondCode(page), code);
    assert.doesNotMatch(responseOf(page), /Assertion /);
  }
  await signIn(world, await visitor.visit(byRedirect('/saml/sso', authnRequest(deps))));
  await deps.db
    .updateTable('client')
    .set({ schoolUais: [louiseMichel] })
    .execute();
  const refused = await visitor.visit(byRedirect('/saml/sso', authnRequest(deps)));
  assert.equal(refused.status, 403);
  assert.match(refused.words, /Mes notes/);
  const passive = authnRequest(deps, { attributes: ' IsPassive="true"' });
  assert.equal(secondCode(await visitor.visit(byRedirect('/saml/sso', passive))), 'RequestDenied');
});

onBothDatabases('the answer goes to registered addresses alone, by number or by name', async (deps) => {
  const world = await open(deps);
  const { visitor } = world;
  await signIn(world, await visitor.visit(byRedirect('/saml/sso', authnRequest(deps))));
  const ask = async (attributes: string) =>
    await visitor.visit(byRedirect('/saml/sso', authnRequest(deps, { attributes })));
  for (const attributes of [
    ` AssertionConsumerServiceURL="${consumer}/2"`,
    ' AssertionConsumerServiceIndex="2"',
    ` AssertionConsumerServiceURL="${consumer}/2" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"`,
  ])
    assert.match((await ask(attributes)).html, RegExp(`action="${consumer}/2"`));
  for (const attributes of [
    ' AssertionConsumerServiceURL="https://attaquant.example/acs"',
    ` AssertionConsumerServiceURL="${consumer}.attaquant.example/"`,
    ` AssertionConsumerServiceURL="${consumer}/"`,
    ` AssertionConsumerServiceURL="${consumer}?a=b"`,
    ` AssertionConsumerServiceURL="${consumer.toUpperCase()}"`,
    ' AssertionConsumerServiceURL=""',
    ' AssertionConsumerServiceIndex="3"',
    ' AssertionConsumerServiceIndex="2e0"',
    ' ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"',
  ]) {
    const page = await ask(attributes);
    assert.equal(page.status, 400, attributes);
    assert.equal(page.field('SAMLResponse'), undefined);
    assert.doesNotMatch(page.html, /attaquant/);
  }
});

onBothDatabases('RelayState comes back as it went, 80 bytes at most, and leads nowhere of ours', async (deps) => {
  const world = await open(deps);
  const { visitor } = world;
  await signIn(world, await visitor.visit(byRedirect('/saml/sso', authnRequest(deps))));
  const relayed = async (state: string) =>
    (await visitor.visit(byRedirect('/saml/sso', authnRequest(deps), undefined, state))).field('RelayState');
  for (const state of ['a'.repeat(80), 'https://attaquant.example/?a=<b>&"c"', 'é'.repeat(40)])
    assert.equal(await relayed(state), state);
  for (const state of ['a'.repeat(81), 'é'.repeat(41)]) assert.equal(await relayed(state), undefined);
});

async function signedWorld(deps: TestDeps, requestsSigned: boolean): Promise<World & { readonly keys: Keys }> {
  const keys = await makeKeys(deps);
  return { ...(await open(deps, { signingCertificates: [keys.certificate], requestsSigned })), keys };
}

onBothDatabases('a signature is checked where there is one, and demanded where it was announced', async (deps) => {
  const world = await signedWorld(deps, true);
  const { visitor, keys, certificate } = world;
  const stranger = await makeKeys(deps);
  const good = await visitor.visit(byRedirect('/saml/sso', authnRequest(deps), keys, 'ici'));
  await readResponse(await signIn(world, good), certificate);
  await readResponse(await post(world, signEnveloped(authnRequest(deps), keys)), certificate);
  const bad: Page[] = [
    await visitor.visit(byRedirect('/saml/sso', authnRequest(deps))),
    await post(world, authnRequest(deps)),
    await visitor.visit(byRedirect('/saml/sso', authnRequest(deps), stranger)),
    await post(world, signEnveloped(authnRequest(deps), stranger)),
    await visitor.visit(`${byRedirect('/saml/sso', authnRequest(deps), keys)}&RelayState=ajout`),
    await visitor.visit(
      byRedirect('/saml/sso', authnRequest(deps), keys, 'ici').replace('RelayState=ici', 'RelayState=la'),
    ),
    await visitor.visit(byRedirect('/saml/sso', authnRequest(deps), keys).replace(/rsa-sha256/, 'rsa-sha1')),
    await visitor.visit(byRedirect('/saml/sso', authnRequest(deps), keys).replace(/&Signature=.*/, '')),
    await visitor.visit(byRedirect('/saml/sso', authnRequest(deps), keys).replace(/&SigAlg=[^&]*/, '')),
    await visitor.visit(byRedirect('/saml/sso', signEnveloped(authnRequest(deps), keys))),
    await post(
      world,
      signEnveloped(authnRequest(deps), keys)
        .replace(consumer, 'x')
        .replace('Version="2.0"', 'Version="2.0" ForceAuthn="true"'),
    ),
    await visitor.visit(byRedirect('/saml/sso', authnRequest(deps, { destination: undefined }), keys)),
  ];
  for (const [index, page] of bad.entries()) {
    assert.equal(page.status, 400, `${index}: ${page.words}`);
    assert.match(page.words, /(unsigned|bad signature|wrong destination)/, `${index}: ${page.words}`);
  }
});

onBothDatabases('no request is wrapped around one that was signed', async (deps) => {
  const world = await signedWorld(deps, true);
  const wrapped = (around: (signed: string, evil: (inside: string) => string, signature: string) => string) => {
    const signed = signEnveloped(authnRequest(deps), world.keys);
    const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(signed)?.[0] ?? assert.fail('unsigned');
    // Another request: it wants a sign-in that nobody asked a secret for.
    const passive = authnRequest(deps, { attributes: ' IsPassive="true"' });
    return around(
      signed,
      (inside) => passive.replace('</samlp:AuthnRequest>', `${inside}</samlp:AuthnRequest>`),
      signature,
    );
  };
  const extensions = (inside: string) => `<samlp:Extensions>${inside}</samlp:Extensions>`;
  const object = (signature: string, inside: string) =>
    signature.replace('</ds:Signature>', `<ds:Object>${inside}</ds:Object></ds:Signature>`);
  const tricks: Record<string, string> = {
    'the original in the copy': wrapped((signed, evil) => evil(signed)),
    'the original in the extensions': wrapped((signed, evil) => evil(extensions(signed))),
    'the original in the signature': wrapped((signed, evil, signature) =>
      evil(object(signature, signed.replace(signature, ''))),
    ),
    'the signature beside the original': wrapped((signed, evil, signature) =>
      evil(`${signature}${signed.replace(signature, '')}`),
    ),
    'the copy in the original': wrapped((signed, evil) =>
      signed.replace('</samlp:AuthnRequest>', `${evil('')}</samlp:AuthnRequest>`),
    ),
    'a comment in the issuer': wrapped((signed) => signed.replace('.exemple.fr/sp<', '.exemple.fr<!-- -->/sp<')),
  };
  for (const [name, xml] of Object.entries(tricks)) {
    const page = await post(world, xml);
    assert.equal(page.status, 400, `${name}: ${page.words}`);
    assert.match(page.words, /(unsigned|bad signature|not a message|unknown issuer)/, `${name}: ${page.words}`);
  }
  assert.equal(
    await post(
      world,
      wrapped((signed) => signed),
    ).then(({ status }) => status),
    200,
    'the original itself',
  );
});

onBothDatabases('a request is answered once, in its time, where it was meant to go', async (deps) => {
  const world = await open(deps);
  const { visitor, certificate } = world;
  const request = byRedirect('/saml/sso', authnRequest(deps));
  // Loaded again before the sign-in, it is the same request.
  await visitor.visit(request);
  await readResponse(await signIn(world, await visitor.visit(request)), certificate);
  const again = await visitor.visit(request);
  assert.equal(again.status, 400);
  assert.match(again.words, /answered before/);
  const at = (minutes: number) => new Date(deps.now().getTime() + minutes * 60_000);
  for (const [given, why] of [
    [{ at: at(-11) }, 'too old'],
    [{ at: at(4) }, 'too old'],
    [{ destination: 'https://autre.example/saml/sso' }, 'wrong destination'],
    [{ destination: `${idp}/saml/slo` }, 'wrong destination'],
    [{ issuer: 'https://inconnu.example/sp' }, 'unknown issuer'],
    [{ issuer: '' }, 'unknown issuer'],
    [{ id: '1' }, 'not a message'],
    [{ id: 'a'.repeat(300) }, 'not a message'],
    [{ attributes: ' Version2="x"', id: '' }, 'not a message'],
  ] as const) {
    const page = await visitor.visit(byRedirect('/saml/sso', authnRequest(deps, given)));
    assert.equal(page.status, 400);
    assert.match(page.words, RegExp(why), page.words);
    assert.doesNotMatch(page.html, /inconnu|autre\.example/);
  }
  await readResponse(await visitor.visit(byRedirect('/saml/sso', authnRequest(deps, { at: at(-9) }))), certificate);
});

onPostgres('eight answers to one request at once: exactly one is given', async (deps) => {
  const world = await open(deps);
  const { visitor } = world;
  await signIn(world, await visitor.visit(byRedirect('/saml/sso', authnRequest(deps))));
  const request = byRedirect('/saml/sso', authnRequest(deps));
  const pages = await Promise.all(Array.from({ length: 8 }, () => visitor.visit(request)));
  assert.equal(pages.filter((page) => page.field('SAMLResponse') !== undefined).length, 1);
});

onBothDatabases('new keys are published for two weeks before they sign, and old ones for a day after', async (deps) => {
  const world = await open(deps);
  const certificates = async () =>
    [...(await world.app.inject({ url: '/saml/metadata' })).body.matchAll(/<ds:X509Certificate>([^<]+)</g)].map(
      ([, one = '']) => new X509Certificate(Buffer.from(one, 'base64')).toString(),
    );
  const told: string[] = [];
  const io = {
    cwd: '',
    in: async () => '',
    out: (text: string) => void told.push(text),
    err: (text: string) => void told.push(text),
  };
  assert.equal(await runCommand(deps, ['keys', 'rotate', 'saml'], io), 0);
  assert.match(told.join(''), /336 heures/);
  const both = await certificates();
  assert.equal(both.length, 2);
  const fresh = both.find((one) => one !== world.certificate) ?? '';
  await readResponse(
    await signIn(world, await world.visitor.visit(byRedirect('/saml/sso', authnRequest(deps)))),
    world.certificate,
  );
  deps.clock.advance({ days: 14 });
  const again = openVisitor(world.app, { mayLeave: true });
  await readResponse(await signIn(world, await again.visit(byRedirect('/saml/sso', authnRequest(deps)))), fresh);
  assert.equal((await certificates()).length, 2);
  deps.clock.advance({ days: 1 });
  assert.deepEqual(await certificates(), [fresh]);
});
