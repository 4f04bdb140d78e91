// An operator registers applications: what a line may say, what is refused, what comes back, once.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Io } from '../src/command.js';
import { findClient } from '../src/db/clients.js';
import { openSecret } from '../src/signin/seal.js';
import { readAddress } from '../src/sso/address.js';
import { readClientLine } from '../src/sso/client-line.js';
import { serviceCommand } from '../src/sso/command.js';
import { eventsSecretLabel } from '../src/sso/events-secret.js';
import { readSamlMetadata } from '../src/sso/saml-metadata.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { curveCertificate, metadataOf, strongCertificate, weakCertificate } from './saml-metadata.js';
import { addSchool, jeanMoulin } from './world.js';

type Terminal = Io & { told: string; mistaken: string };

function terminal(line?: unknown, cwd = '/'): Terminal {
  const io: Terminal = {
    cwd,
    line: line === undefined || typeof line === 'string' ? line : JSON.stringify(line),
    told: '',
    mistaken: '',
    out: (text) => {
      io.told += text;
    },
    err: (text) => {
      io.mistaken += text;
    },
  };
  return io;
}

async function add(deps: TestDeps, line: unknown): Promise<Record<string, unknown>> {
  const io = terminal(line);
  assert.equal(await serviceCommand(deps, ['add'], io), 0, io.mistaken);
  assert.match(io.told, /^\{[^\n]*\}\n$/, 'one line');
  return JSON.parse(io.told);
}

async function refusalOf(deps: TestDeps, line: unknown): Promise<string> {
  const io = terminal(line);
  assert.equal(await serviceCommand(deps, ['add'], io), 1);
  assert.equal(io.told, '');
  assert.match(io.mistaken, /Rien n’a changé\.\n$/);
  return io.mistaken;
}

const oidc = { protocol: 'oidc', name: 'ENT Osé', redirect_uris: ['https://ent.exemple.fr/retour'] };
const cas = { protocol: 'cas', name: 'Cantine', service: 'https://cantine.exemple.fr/*', logout: true };

test('an address is exact and plain, or it is refused', () => {
  const taken = ['https://ent.exemple.fr', 'https://ent.exemple.fr/', 'https://ent.exemple.fr:8443/a?b=c&d=%C3%A9'];
  for (const address of taken) assert.deepEqual(readAddress(address, true), { ok: true, value: address });
  const here = ['http://127.0.0.1:4000/cb', 'http://localhost:4000/cb', 'http://[::1]:4000/cb', 'https://localhost/cb'];
  for (const address of here) {
    assert.equal(readAddress(address, false).ok, true, address);
    assert.equal(readAddress(address, true).ok, false, `${address} in production`);
  }
  const refused = [
    '',
    undefined,
    7,
    ['https://ent.exemple.fr/'],
    'ent.exemple.fr/cb',
    '//ent.exemple.fr/cb',
    'http://ent.exemple.fr/cb',
    'javascript:alert(1)',
    'data:text/html,x',
    'com.exemple.app:/cb',
    'https://moi:secret@ent.exemple.fr/cb',
    'https://moi@ent.exemple.fr/cb',
    'https://@ent.exemple.fr/cb',
    'https://ent.exemple.fr/cb#suite',
    'https://ent.exemple.fr/cb#',
    'https://*.exemple.fr/cb',
    'https://ent.exemple.fr/*',
    'https://ent.exemple.fr\\@mal.exemple/cb',
    'https://ent.exemple.fr/a/../b',
    'https://ent.exemple.fr/./b',
    'https://ent.exemple.fr:443/cb',
    'https://ENT.exemple.fr/cb',
    'https://ent.exemple.fr./cb',
    'https://ént.exemple.fr/cb',
    'https://ent.exemple.fr/c b',
    'https://ent.exemple.fr/cb\n',
    ' https://ent.exemple.fr/cb',
    'https://ent.exemple.fr/<script>',
    'https:ent.exemple.fr/cb',
    'https:///ent.exemple.fr/cb',
    'https://2130706433/cb',
    'https://0x7f.1/cb',
    'http://127.0.0.1.exemple.fr/cb',
    `https://ent.exemple.fr/${'a'.repeat(1000)}`,
  ];
  for (const address of refused) assert.equal(readAddress(address, false).ok, false, String(address));
});

test('all that is wrong with a line is said at once', () => {
  const read = readClientLine(
    JSON.stringify({
      protocol: 'oidc',
      name: ' ',
      redirect_uris: ['http://ent.exemple.fr/', 'https://ok.exemple.fr/'],
      claims: ['email', 'password'],
      schools: [],
      token_endpoint_auth_method: 'client_secret_jwt',
      id_token_signed_response_alg: 'HS256',
      response_types: ['id_token'],
      events_url: 'https://ent.exemple.fr/#x',
      is_admin: true,
    }),
    true,
  );
  const mistakes = read.ok ? [] : read.why.map(({ field }) => field).sort();
  const expected = ['claims', 'events_url', 'id_token_signed_response_alg', 'is_admin', 'name', 'redirect_uris'];
  assert.deepEqual(mistakes, [...expected, 'response_types', 'schools', 'token_endpoint_auth_method']);
  for (const line of ['', '[]', 'null', '{', '"oidc"', '{"protocol":"ldap"}', '{"__proto__":{"protocol":"oidc"}}'])
    assert.equal(readClientLine(line, true).ok, false, line);
});

test('keys are public ones, and a public application cannot do without PKCE', () => {
  const line = (rest: object) => readClientLine(JSON.stringify({ ...oidc, ...rest }), true);
  const method = { token_endpoint_auth_method: 'private_key_jwt' };
  assert.equal(line(method).ok, false, 'without keys');
  assert.equal(line({ ...method, jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b' }] } }).ok, true);
  assert.equal(line({ ...method, jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b', d: 'c' }] } }).ok, false);
  assert.equal(line({ ...method, jwks: { keys: [{ kty: 'oct', k: 'c' }] } }).ok, false);
  assert.equal(line({ pkce: false }).ok, true);
  assert.equal(line({ pkce: false, token_endpoint_auth_method: 'none' }).ok, false);
  assert.equal(line({ redirect_uris: undefined }).ok, false);
  assert.equal(line({ redirect_uris: [] }).ok, false);
});

onBothDatabases('an application of OpenID Connect gets its secret once, and is listed without it', async (deps) => {
  await addSchool(deps, jeanMoulin);
  const told = await add(deps, {
    ...oidc,
    claims: ['email', 'children'],
    schools: [jeanMoulin],
    events_url: 'http://127.0.0.1:4000/evenements',
  });
  assert.equal(told.issuer, deps.config.publicUrl);
  assert.equal(told.discovery_url, `${deps.config.publicUrl}/.well-known/openid-configuration`);
  assert.match(String(told.client_secret), /^[\w-]{43}$/);
  const client = await findClient(deps.db, 'oidc', String(told.client_id));
  assert.deepEqual(client?.schoolUais, [jeanMoulin]);
  assert.deepEqual(client?.settings.redirectUris, oidc.redirect_uris);
  const row = await deps.db.selectFrom('client').selectAll().executeTakeFirstOrThrow();
  const hashOf = (secret: unknown) => createHash('sha256').update(String(secret)).digest('hex');
  assert.equal(Buffer.from(row.secretHash ?? []).toString('hex'), hashOf(told.client_secret));
  assert.equal(Buffer.from(row.eventsTokenHash ?? []).toString('hex'), hashOf(told.events_token));
  const sealed = openSecret(deps.keys.seal, eventsSecretLabel, row.id, row.eventsSecret ?? new Uint8Array());
  assert.equal(told.events_secret, `whsec_${sealed.toString('base64')}`);
  const list = terminal();
  assert.equal(await serviceCommand(deps, ['list'], list), 0);
  assert.doesNotMatch(list.told, new RegExp(`secret"|token"|${told.client_secret}`));
  assert.equal(JSON.parse(list.told).client_id, told.client_id);
  const events = await deps.db.selectFrom('auditEvent').select(['kind', 'data']).execute();
  assert.deepEqual(events, [
    { kind: 'client_added', data: { clientId: row.id, protocol: 'oidc', claims: ['email', 'children'] } },
  ]);
});

onBothDatabases('a public application has no secret; two of one name are two', async (deps) => {
  const one = await add(deps, { ...oidc, token_endpoint_auth_method: 'none' });
  assert.equal('client_secret' in one, false);
  assert.equal('events_secret' in one, false);
  assert.notEqual((await add(deps, oidc)).client_id, one.client_id);
});

onBothDatabases('a service of CAS is one, until it is removed; what opened it dies with it', async (deps) => {
  const told = await add(deps, { ...cas, events_pull: true });
  assert.equal(told.cas_url, `${deps.config.publicUrl}/cas`);
  assert.equal(told.events_url, null);
  assert.match(await refusalOf(deps, cas), /déjà inscrite/);
  for (const service of [
    'https://cantine.exemple.fr*',
    'https://cantine.exemple.fr/a*',
    'https://c.fr/?a=/*',
    'https://*/*',
  ])
    assert.match(await refusalOf(deps, { ...cas, service }), /« service »/, service);
  assert.equal(await serviceCommand(deps, ['remove', String(told.id)], terminal()), 0);
  const row = await deps.db.selectFrom('client').selectAll().executeTakeFirstOrThrow();
  assert.ok(row.removedAt);
  assert.deepEqual([row.secretHash, row.eventsSecret, row.eventsTokenHash], [null, null, null]);
  assert.equal(await serviceCommand(deps, ['remove', String(told.id)], terminal()), 1);
  assert.notEqual((await add(deps, cas)).id, told.id);
  const byAddress = terminal();
  assert.equal(await serviceCommand(deps, ['remove', cas.service], byAddress), 0, byAddress.mistaken);
});

onBothDatabases(
  'schools and tiles that do not exist are refused, and a tile leads to one application',
  async (deps) => {
    assert.match(await refusalOf(deps, { ...oidc, schools: ['0339999Z'] }), /L’école 0339999Z n’existe pas/);
    assert.match(await refusalOf(deps, { ...oidc, tile: 'cantine' }), /catalogue/);
    const words = JSON.stringify({ fr: 'Cantine' });
    const tile = { slug: 'cantine', position: 0, names: words, details: words, explanations: words, address: null };
    await deps.db
      .insertInto('service')
      .values({ ...tile, icon: 'fork', schoolKinds: ['college'], linkLevels: ['legal'] })
      .execute();
    await add(deps, { ...oidc, tile: 'cantine' });
    assert.match(await refusalOf(deps, { ...cas, tile: 'cantine' }), /mène déjà/);
    assert.equal((await deps.db.selectFrom('client').select('id').execute()).length, 1);
  },
);

test('asked wrongly, it says how', async () => {
  for (const argv of [[], ['add', 'x'], ['remove'], ['list', 'x'], ['x'], ['remove', '1', '2']]) {
    const io = terminal(cas);
    assert.equal(await serviceCommand({} as TestDeps, argv, io), 2, argv.join(' '));
    assert.match(io.mistaken, /service add/);
  }
});

function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'fratrie-saml-'));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

onBothDatabases(
  'a service provider of SAML is read from its file, named from where the caller stands',
  async (deps, t) => {
    const cwd = folder(t);
    writeFileSync(join(cwd, 'sp.xml'), metadataOf({ encryption: strongCertificate }));
    const line = { protocol: 'saml', name: 'Notes', metadata_file: 'sp.xml' };
    const io = terminal(line, cwd);
    assert.equal(await serviceCommand(deps, ['add'], io), 0, io.mistaken);
    const told = JSON.parse(io.told);
    assert.equal(told.metadata_url, `${deps.config.publicUrl}/saml/metadata`);
    const client = await findClient(deps.db, 'saml', 'https://notes.exemple.fr/sp');
    assert.deepEqual(client?.settings.assertionConsumers, [
      { index: 1, location: 'https://notes.exemple.fr/acs', isDefault: true },
    ]);
    assert.equal(client.settings.encryptionCertificates.length, 1);
    assert.equal(client.settings.attributeNames, 'basic');
    const wrong = terminal({ ...line, attribute_names: 'oid' }, cwd);
    assert.equal(await serviceCommand(deps, ['add'], wrong), 1);
    assert.match(wrong.mistaken, /« attribute_names » : "basic" ou "uri"/);
    const named = terminal({ ...line, attribute_names: 'uri', metadata_file: 'uri.xml' }, cwd);
    writeFileSync(join(cwd, 'uri.xml'), metadataOf({}).replace('/sp"', '/uri"'));
    assert.equal(await serviceCommand(deps, ['add'], named), 0, named.mistaken);
    assert.equal((await findClient(deps.db, 'saml', 'https://notes.exemple.fr/uri'))?.settings.attributeNames, 'uri');
    const missing = terminal({ ...line, metadata_file: 'other.xml' }, cwd);
    assert.equal(await serviceCommand(deps, ['add'], missing), 1);
    assert.match(missing.mistaken, /ne peut pas être lu/);
  },
);

test('metadata that cannot be trusted are refused with the reason', () => {
  const now = new Date('2026-09-14T16:42:00Z');
  const read = (xml: string | Buffer, production = true) => readSamlMetadata(Buffer.from(xml), production, now);
  const why = (xml: string | Buffer) => {
    const outcome = read(xml);
    return outcome.ok ? 'taken' : outcome.why;
  };
  const sound = metadataOf({});
  assert.equal(why(sound), 'taken');
  const bomb = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>';
  assert.match(why(sound.replace('<md:Entity', `${bomb}<md:Entity`)), /DTD/);
  assert.match(why(sound.replace('<md:Entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><md:Entity')), /DTD/);
  assert.match(why(sound.replace('</md:SPSSODescriptor>', '')), /bien formé/);
  assert.match(why(sound.replace('entityID="https', 'entityID="&x;https')), /bien formé/);
  assert.match(why(Buffer.from([0xff, 0xfe, 0x3c])), /UTF-8/);
  assert.match(why(''), /bien formé/);
  assert.match(why(' '.repeat(1024 * 1024 + 1)), /1 Mo/);
  assert.match(why(`${'<a>'.repeat(30)}`), /profond/);
  assert.match(why(`<a>${'<b/>'.repeat(6000)}</a>`), /trop long/);
  assert.match(why(sound.replaceAll('md:EntityDescriptor', 'md:EntitiesDescriptor')), /EntityDescriptor/);
  assert.match(why(sound.replace('urn:oasis:names:tc:SAML:2.0:metadata', 'urn:x')), /EntityDescriptor/);
  assert.match(why(sound.replace('SAML:2.0:protocol', 'SAML:1.1:protocol')), /SPSSODescriptor/);
  assert.match(why(sound.replace('HTTP-POST', 'HTTP-Artifact')), /HTTP-POST/);
  assert.match(why(sound.replace('https://notes.exemple.fr/acs', 'http://notes.exemple.fr/acs')), /https/);
  assert.match(why(sound.replace('https://notes.exemple.fr/acs', 'javascript:alert(1)')), /refusé/);
  assert.match(why(metadataOf({ validUntil: '2026-09-14T16:41:59Z' })), /validUntil/);
  assert.equal(why(metadataOf({ validUntil: '2026-09-14T16:42:01Z' })), 'taken');
  assert.match(why(metadataOf({ validUntil: 'demain' })), /validUntil/);
  assert.match(why(metadataOf({ requestsSigned: true })), /certificat/);
  assert.equal(why(metadataOf({ requestsSigned: true, signing: strongCertificate })), 'taken');
  assert.match(why(metadataOf({ signing: weakCertificate })), /trop faible/);
  assert.match(why(metadataOf({ encryption: curveCertificate })), /n’a de clé RSA/);
  assert.match(why(metadataOf({ signing: 'AAAA' })), /ne se lit pas/);
});

test('a comment does not cut what is read', () => {
  const commented = metadataOf({}).replace('nameid-format:persistent', 'nameid-format:<!-- x -->transient');
  const read = readSamlMetadata(Buffer.from(commented), true, new Date('2026-09-14T16:42:00Z'));
  assert.equal(read.ok && read.value.nameIdFormat, 'transient');
});
