// What an application is told of a parent: what its line allows, of what he sees, in the schools that it serves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inTransaction } from '../src/audit/actions.js';
import { holdLinks } from '../src/db/holds.js';
import { claimsOf } from '../src/sso/claim-actions.js';
import { type ClaimedChild, type ClaimFacts, claimNames, claimsFrom } from '../src/sso/claims.js';
import { serviceCommand } from '../src/sso/command.js';
import { giveSubject } from '../src/sso/subjects.js';
import { addClient } from './clients.js';
import { onBothDatabases } from './harness.js';
import { addGuardian, addLink, addParent, addPupil, addSchool, jeanMoulin, louiseMichel } from './world.js';

const text = fc.string({ unit: fc.constantFrom('a', 'É', '|', '"', '\\', '{', ' ', '\n', '<'), maxLength: 8 });
const id = fc.record({
  source: fc.constantFrom('siecle', 'aaf', 'onde') as fc.Arbitrary<'siecle' | 'aaf' | 'onde'>,
  scope: text,
  sourceId: text,
});
const child: fc.Arbitrary<ClaimedChild> = fc.record({
  school: fc.constantFrom(jeanMoulin, louiseMichel),
  schoolKind: fc.constantFrom('primary', 'college', 'lycee', 'other'),
  division: fc.option(text),
  level: fc.constantFrom('legal', 'in_charge', 'contact'),
  pupil: id,
  guardian: fc.tuple(id, fc.record({ firstName: text, usedName: text })).map(([one, two]) => ({ ...one, ...two })),
});
const facts: fc.Arbitrary<ClaimFacts> = fc.record({
  children: fc.array(child, { maxLength: 5 }),
  confirmedMail: fc.option(fc.emailAddress(), { nil: undefined }),
});
const line = fc.subarray([...claimNames]);

test('what the line does not name is not told; each name is told alone as with others', () => {
  fc.assert(
    fc.property(line, facts, (allowed, given) => {
      const told = claimsFrom(allowed, given);
      const may = new Set<string>([...allowed, ...(allowed.includes('email') ? ['email_verified'] : [])]);
      for (const name of Object.keys(told)) assert.ok(may.has(name), name);
      const alone = Object.assign({}, ...allowed.map((name) => claimsFrom([name], given)));
      assert.deepEqual(told, alone);
      assert.deepEqual(claimsFrom([...allowed, 'password', '__proto__'], given), told);
    }),
  );
  const somebody = fc.sample(facts, 1)[0];
  assert.ok(somebody);
  assert.deepEqual(claimsFrom([], somebody), {}, 'the subject alone by default');
});

test('a vector has five fields whatever the names hold, and one value a child; a child’s value names nobody', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const told = claimsFrom(claimNames, given);
      for (const vector of told.FrEduVecteur ? (told.FrEduVecteur as readonly string[]) : []) {
        assert.equal(vector.split('|').length, 5, vector);
        assert.match(vector, /^[12]\|/, 'a parent of the first or second degree, never a pupil');
      }
      for (const reference of (told.FrEduCtRefId ?? []) as readonly string[])
        assert.match(reference, /^\{AAF\}[^|]*\|[12]\|[^|]*$/s);
      const children = ((told.children ?? []) as readonly string[]).map((one) => JSON.parse(one));
      for (const one of children)
        assert.deepEqual(Object.keys(one), ['source', 'scope', 'id', 'school', 'division', 'level']);
      assert.equal(
        children.length,
        new Set(given.children.map((one) => JSON.stringify([one.pupil, one.school, one.division, one.level]))).size,
      );
      assert.equal('email' in told, given.confirmedMail !== undefined);
      if (given.children.length === 0) assert.equal('name' in told, false);
    }),
  );
});

onBothDatabases('only children whom the account sees, in schools that the application serves', async (deps) => {
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  deps.clock.advance({ days: 1 });
  await addSchool(deps, louiseMichel);
  const record = await addGuardian(deps, louiseMichel, { firstName: 'NADIA', usageName: 'MARTIN' });
  const aya = await addPupil(deps, louiseMichel, 'Aya', { division: '6e 1' });
  const link = await addLink(deps, record, aya);
  const now = deps.now();
  await deps.db
    .insertInto('attachment')
    .values({ accountId: parent.id, guardianId: record, since: now, beganCause: 'import' })
    .execute();
  const service = { service: 'https://a.exemple.fr/', logout: true };
  const all = await addClient(deps, 'cas', service, { claims: [...claimNames] });
  const one = await addClient(deps, 'cas', service, {
    claims: ['schools', 'children', 'name'],
    schoolUais: [louiseMichel],
  });
  const none = await addClient(deps, 'cas', service);
  const told = async (client: typeof all) => await claimsOf(deps, client, parent.id);

  const whole = await told(all);
  assert.equal(whole.name, 'Nadia BENALI');
  assert.equal(whole.email, 'nadia@exemple.fr');
  assert.deepEqual(whole.schools, [jeanMoulin, louiseMichel]);
  assert.deepEqual(whole.ENTPersonProfils, ['National_2']);
  const { sourceId } = await deps.db
    .selectFrom('pupilRecord')
    .select('sourceId')
    .where('id', '=', aya)
    .executeTakeFirstOrThrow();
  assert.equal((whole.FrEduVecteur as string[])[1], `2|MARTIN|NADIA|${sourceId}|${louiseMichel}`);
  assert.deepEqual(JSON.parse((whole.children as string[])[1] ?? ''), {
    source: 'siecle',
    scope: louiseMichel,
    id: sourceId,
    school: louiseMichel,
    division: '6e 1',
    level: 'legal',
  });
  const served = await told(one);
  assert.deepEqual(served.schools, [louiseMichel]);
  assert.equal(served.name, 'NADIA MARTIN', 'as the school that it serves wrote him');
  assert.equal((served.children as string[]).length, 1);
  assert.deepEqual(await told(none), {});

  const eventId = '00000000-0000-4000-8000-000000000001';
  await inTransaction(deps, (tx) => holdLinks(tx, { accountId: parent.id, linkIds: [link], eventId, since: now }));
  assert.deepEqual(await told(one), {}, 'a child who is hidden is told nobody');
  assert.deepEqual((await told(all)).schools, [jeanMoulin]);
});

onBothDatabases('an address that its owner has not proved is not told', async (deps) => {
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  await deps.db.updateTable('account').set({ mailConfirmedAt: null }).execute();
  const client = await addClient(
    deps,
    'cas',
    { service: 'https://a.exemple.fr/', logout: true },
    { claims: ['email'] },
  );
  assert.deepEqual(await claimsOf(deps, client, parent.id), {});
});

onBothDatabases('the operator sees what an application would receive, and gives nothing by looking', async (deps) => {
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const client = await addClient(
    deps,
    'cas',
    { service: 'https://a.exemple.fr/', logout: true },
    { claims: ['schools'] },
  );
  const preview = async (...argv: string[]) => {
    const said: string[] = [];
    const io = { cwd: '/', out: (words: string) => void said.push(words), err: () => undefined };
    const code = await serviceCommand(deps, ['preview', ...argv], io);
    return code === 0 ? JSON.parse(said.join('')) : code;
  };
  const asked = [String(client.id), '--account', parent.identifier.toUpperCase()];
  assert.deepEqual(await preview(...asked), { opened: true, subject: null, claims: { schools: [jeanMoulin] } });
  assert.deepEqual(await deps.db.selectFrom('clientSubject').selectAll().execute(), []);
  const { subject } = await inTransaction(deps, (tx) => giveSubject(deps, tx, client, parent.id));
  assert.equal((await preview(...asked)).subject, subject);
  await deps.db
    .updateTable('client')
    .set({ schoolUais: [louiseMichel] })
    .execute();
  assert.deepEqual(await preview(...asked), { opened: false, subject, claims: {} });
  assert.equal(await preview('999999', '--account', parent.identifier), 1);
  assert.equal(await preview('abc', '--account', parent.identifier), 1);
  assert.equal(await preview(String(client.id), '--account', 'x.personne0000'), 1);
  assert.equal(await preview(String(client.id)), 2);
});
