// What the desk does beside letters, accounts and requests, done by a program: the same rules, the same audit, and a scope each.
import assert from 'node:assert/strict';
import { createApp } from '../src/app.js';
import { drainBatches } from '../src/batches/work.js';
import { askCorrection } from '../src/corrections/actions.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { deliverMails } from '../src/mail/sending.js';
import { setSettings } from '../src/network-settings/actions.js';
import { scopesOf } from '../src/staff/scope-rules.js';
import { perDay } from '../src/tokens/rules.js';
import { readChanges, readFirstChanges } from '../src/uploads/actions.js';
import { drainUploads } from '../src/uploads/work.js';
import { openProgram, tokenFor } from './api-client.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { propose } from './proposals.js';
import { guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from './roster-files.js';
import { authenticatorOf, openSecretary } from './secretary.js';
import { openVisitor } from './visitor.js';
import { addLetter, addLink, addParent, addPupil, addSession, jeanMoulin, louiseMichel } from './world.js';

const head = 'direction@exemple.fr';
const reason = 'Vérifié avec la famille au bureau.';

async function world(deps: TestDeps) {
  const app = await createApp(deps);
  const desk = await openSecretary(deps, app, jeanMoulin, { mail: head, role: 'head' });
  await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr', role: 'head' });
  const { id: token, secret } = await tokenFor(deps, jeanMoulin, head);
  const other = openProgram(app, (await tokenFor(deps, louiseMichel, 'paul@exemple.fr')).secret);
  return { app, desk, token, program: openProgram(app, secret), other };
}

/** The acts of this kind, each by this token. */
async function eventsOf(deps: TestDeps, kind: string, token: number) {
  const events = await deps.db
    .selectFrom('auditEvent')
    .select(['actor', 'data'])
    .where('kind', '=', kind as 'token_made')
    .orderBy('seq')
    .execute();
  for (const { actor } of events) assert.equal((actor as { tokenId?: number }).tokenId, token, kind);
  return events.map(({ data }) => data);
}

onBothDatabases('duplicates are compared, answered once for all, and listed to be mended', async (deps) => {
  const { app, program, other, token } = await world(deps);
  const one = await addParent(deps, jeanMoulin, 'Yanis');
  const two = await addParent(deps, jeanMoulin, 'Inès', { identity: { familyName: 'BENALLI' }, state: 'to_activate' });
  const strange = await addParent(deps, louiseMichel, 'Ailleurs', { identity: { familyName: 'BENALY' } });
  const list = (await program.ask('GET', '/duplicates')).body;
  assert.deepEqual([list.total, list.pages], [1, 1]);
  const [pair] = list.pairs;
  assert.deepEqual([pair.one.record, pair.other.record], [one.guardianId, two.guardianId]);
  assert.deepEqual([pair.kind, pair.likeness, pair.answer], ['typing', ['family_one_letter'], null]);
  assert.equal((await other.ask('GET', '/duplicates')).body.total, 0, 'of its own register alone');

  const at = (a: number, b: number) => `/duplicates/${a}/${b}`;
  const same = { answer: 'same' };
  for (const [asker, path, status] of [
    [other, at(one.guardianId, two.guardianId), 404],
    [program, at(one.guardianId, strange.guardianId), 404],
    [program, at(one.guardianId, one.guardianId), 422],
    // In either order.
    [program, at(two.guardianId, one.guardianId), 204],
  ] as const)
    assert.equal((await asker.ask('PUT', path, same)).status, status, path);
  const mend = (await program.ask('GET', '/duplicates?list=to_mend')).body;
  assert.equal(mend.pairs[0].answer, 'same');
  assert.equal((await program.ask('GET', '/duplicates?list=two_accounts')).body.pairs[0].other.account, two.id);
  assert.equal((await program.ask('GET', '/duplicates')).body.total, 0);
  await program.ask('PUT', at(one.guardianId, two.guardianId), { answer: 'different' });
  assert.equal((await program.ask('GET', '/duplicates?list=to_mend')).body.total, 0);
  const told = await eventsOf(deps, 'duplicate_answered', token);
  assert.equal(told.length, 2);
  assert.deepEqual(await deps.db.selectFrom('grouping').selectAll().execute(), [], 'nothing was grouped');
  const counts = deps.db.updateTable('apiTokenDay').set({ count: perDay.read_duplicates });
  await counts.where('act', '=', 'read_duplicates').where('tokenId', '=', token).execute();
  for (const path of ['/duplicates', '/duplicates/pupils'])
    assert.equal((await program.ask('GET', path)).body.code, 'too_many_today', 'each compares the whole register');
  await app.close();
});

onBothDatabases('pupils that look entered twice are listed until they are told apart', async (deps) => {
  const { app, program, other, token } = await world(deps);
  const { guardianId } = await addParent(deps, jeanMoulin, 'Yanis');
  const again = await addPupil(deps, jeanMoulin, 'Yanis', { birthDate: '2014-04-12' });
  await addLink(deps, guardianId, again);
  const [pair] = (await program.ask('GET', '/duplicates/pupils')).body.pairs;
  assert.deepEqual([pair.one.birthDate, pair.other.birthDate], ['2014-04-21', '2014-04-12']);
  assert.equal(pair.other.guardians[0].record, guardianId);
  assert.equal((await other.ask('GET', '/duplicates/pupils')).body.total, 0);
  const path = `/duplicates/pupils/${again}/${pair.one.pupil}`;
  assert.equal((await other.ask('PUT', path)).status, 404);
  assert.equal((await program.ask('PUT', path)).status, 204);
  assert.equal((await program.ask('GET', '/duplicates/pupils')).body.total, 0);
  assert.equal((await eventsOf(deps, 'pupils_told_apart', token)).length, 1);
  await app.close();
});

onBothDatabases('whom an import would change is told by name while it waits, to its own school', async (deps) => {
  const { app, program, other, desk } = await world(deps);
  const files = [
    { file: 'Eleves.xml', content: pupilsFile([pupilXml(1), pupilXml(2, { PRENOM: 'Lina' })]) },
    { file: 'Responsables.xml', content: guardiansFile([guardianXml(11)], [linkXml(1, 11), linkXml(2, 11)]) },
  ];
  const waiting = await (await desk.visitor.visit('/ecole/imports')).send({ files }, 'Envoyer et vérifier');
  const path = `/imports/${Number(waiting.path.split('/').at(-1))}/changes?what=pupil&action=added`;
  assert.equal((await program.ask('GET', path)).status, 409, 'it is being read');
  await drainUploads(deps);
  const { total, people } = (await program.ask('GET', path)).body;
  assert.equal(total, 2);
  assert.deepEqual(
    people.map(({ firstName }: { firstName: string }) => firstName),
    ['Lina', 'Yanis'],
  );
  assert.deepEqual((await program.ask('GET', `${path}&page=2`)).body.people, []);
  assert.equal((await program.ask('GET', path.replace('added', 'ended'))).body.total, 0);
  assert.equal((await other.ask('GET', path)).status, 404);
  // Sending an export is not reading the school's accounts: names take the scope that reads them too.
  const sends = openProgram(app, (await tokenFor(deps, jeanMoulin, head, ['imports:write'])).secret);
  assert.equal((await sends.ask('GET', path.replace(/.changes.*/, ''))).status, 200);
  const lacks = await sends.ask('GET', path);
  assert.deepEqual([lacks.status, lacks.body.code, lacks.body.scope], [403, 'insufficient_scope', 'accounts:read']);
  const reads = openProgram(app, (await tokenFor(deps, jeanMoulin, head, ['accounts:read'])).secret);
  assert.equal((await reads.ask('GET', path)).body.scope, 'imports:write');
  const both = openProgram(app, (await tokenFor(deps, jeanMoulin, head, ['imports:write', 'accounts:read'])).secret);
  assert.equal((await both.ask('GET', path)).body.total, 2);
  await app.close();
});

onBothDatabases('of whom an import would change, one page of one list is read', async (deps) => {
  const { app, program, desk } = await world(deps);
  const ids = Array.from({ length: 51 }, (_, id) => id + 1);
  const waiting = async (mail: string, born: string) => {
    const content = [
      pupilsFile(ids.map((id) => pupilXml(id, { ID_NATIONAL: `1500000${id}`, DATE_NAISS: born }))),
      guardiansFile(
        ids.map((id) => guardianXml(id + 100, { MEL: mail })),
        ids.map((id) => linkXml(id, id + 100)),
      ),
    ];
    const files = content.map((xml, nth) => ({ file: `${nth}.xml`, content: xml }));
    const page = await (await desk.visitor.visit('/ecole/imports')).send({ files }, 'Envoyer et vérifier');
    await drainUploads(deps);
    return page;
  };
  const first = await waiting('avant@exemple.fr', '21/04/2014');
  const id = Number(first.path.split('/').at(-1));
  const { total, people } = await readChanges(deps, id, 'pupil', 'added', 2);
  assert.deepEqual([total, people.length], [51, 1]);
  assert.deepEqual(await readChanges(deps, id, 'pupil', 'added', 99_999), { total: 51, people: [] });
  const lists = await readFirstChanges(deps, id);
  assert.deepEqual([...lists].map(([name, list]) => [name, list.total, list.people.length]).sort(), [
    ['guardian added', 51, 50],
    ['pupil added', 51, 50],
  ]);
  await (await first.follow('Voir où il en est')).send({}, 'Appliquer l’import');
  await drainUploads(deps);

  const again = await waiting('apres@exemple.fr', '22/04/2014');
  const changed = `/imports/${again.path.split('/').at(-1)}/changes?action=changed&what=`;
  const told = async (what: string) => (await program.ask('GET', `${changed}${what}&page=2`)).body;
  const named = (field: string) => ({ field, before: null, after: null });
  const [pupils, guardians] = [await told('pupil'), await told('guardian')];
  assert.deepEqual([pupils.total, pupils.pages, pupils.people.length], [51, 2, 1]);
  assert.deepEqual(pupils.people[0].fields, [named('birthDate')]);
  assert.deepEqual(guardians.people[0].fields, [named('mail')]);
  await app.close();
});

onBothDatabases('a protection is read, set and lifted by its own scopes, and told to no other token', async (deps) => {
  const { app, program, other, token } = await world(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const path = `/accounts/${parent.id}/protections`;
  const asked = {
    flagged: { kind: 'guardian', id: parent.guardianId },
    reasonKind: 'court',
    reason: 'Ordonnance du 3 septembre, numéro 26.',
    hides: true,
  };
  assert.equal((await other.ask('POST', path, asked)).status, 404);
  assert.equal((await program.ask('POST', path, { ...asked, flagged: { kind: 'pupil', id: 999_999 } })).status, 404);
  assert.equal((await program.ask('POST', path, asked)).status, 204);
  const twice = await program.ask('POST', path, asked);
  assert.equal(twice.body.code, 'already_there');
  const [set] = (await program.ask('GET', path)).body.protections;
  assert.deepEqual([set.id, set.reason, set.hides], [twice.body.protection, asked.reason, true]);
  assert.equal((await program.ask('GET', `/accounts/${parent.id}`)).body.pupils[0].seen, false);

  // All scopes but those of protections: not a word of it, wherever it reads.
  const others = scopesOf(jeanMoulin).filter((scope) => !scope.startsWith('protections'));
  const poor = openProgram(app, (await tokenFor(deps, jeanMoulin, head, others)).secret);
  assert.equal((await poor.ask('GET', path)).body.code, 'insufficient_scope');
  const read = [];
  for (const page of ['/journal', '/journal?what=readings', `/accounts/${parent.id}`, '/accounts', '/objections'])
    read.push(JSON.stringify((await poor.ask('GET', page)).body));
  assert.doesNotMatch(read.join('\n'), /protect|rotection|rotég|Ordonnance|court/);
  assert.match(JSON.stringify((await program.ask('GET', '/journal')).body), /record_protected.*Ordonnance/);

  assert.equal((await other.ask('POST', `${path}/${set.id}/end`, { reason })).status, 404);
  assert.equal((await program.ask('POST', `${path}/${set.id}/end`, { reason })).status, 204);
  assert.equal((await program.ask('POST', `${path}/${set.id}/end`, { reason })).status, 404);
  assert.deepEqual((await program.ask('GET', path)).body.protections, []);
  assert.equal((await program.ask('GET', `/accounts/${parent.id}`)).body.pupils[0].seen, true);
  const [data] = await eventsOf(deps, 'record_protected', token);
  assert.ok(!('accountId' in (data as object)), 'no history of an account leads to it');
  assert.equal((await eventsOf(deps, 'protection_ended', token)).length, 1);
  await assertInvariants(deps);
  await app.close();
});

onBothDatabases('what parents say is not theirs is listed, and lifted once the school has looked', async (deps) => {
  const { app, program, other, token } = await world(deps);
  const kept = await addParent(deps, louiseMichel, 'Lina', { mail: 'nadia@exemple.fr' });
  const absorbed = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@ancienne.fr' });
  const { parent, digest } = await propose(deps, kept.id, absorbed.id);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
  await deliverMails(deps);
  const text = deps.sent.find(({ to }) => to === 'nadia@exemple.fr')?.text ?? '';
  await (await openVisitor(app).visit(/\/pas-moi\/[\w-]{22}/.exec(text)?.[0] ?? 'no link')).send(
    {},
    'Ce n’est pas moi',
  );
  assert.deepEqual((await other.ask('GET', '/objections')).body.objections, [], 'no record of it was moved');
  const [open] = (await program.ask('GET', '/objections')).body.objections;
  assert.deepEqual([open.account, open.side, open.firstName], [kept.id, 'kept', 'Nadia']);
  const card = (await program.ask('GET', `/accounts/${kept.id}`)).body;
  assert.deepEqual([card.state, card.objections], ['frozen', [open.id]]);
  const path = `/accounts/${kept.id}/objections/${open.id}/lift`;
  assert.equal((await other.ask('POST', path, { reason })).status, 404);
  assert.equal((await program.ask('POST', path, { reason: 'non' })).status, 400);
  assert.equal((await program.ask('POST', path, { reason })).status, 204);
  assert.equal((await program.ask('POST', path, { reason })).status, 404, 'once');
  assert.notEqual((await program.ask('GET', `/accounts/${kept.id}`)).body.state, 'frozen');
  assert.equal((await eventsOf(deps, 'objection_lifted', token)).length, 1);

  const waiting = await addParent(deps, jeanMoulin, 'Tom', { state: 'to_activate' });
  const letter = await addLetter(deps, waiting.id, jeanMoulin);
  const birth = await openVisitor(app).visit(`/l/${letter.token}`);
  const child = await birth.send({ 'birthDate-day': '21', 'birthDate-month': '4', 'birthDate-year': '2014' });
  await child.send({}, 'Non, ce n’est pas mon enfant');
  const [disowned] = (await program.ask('GET', '/objections')).body.disowned;
  assert.deepEqual([disowned.account, disowned.pupil.firstName], [waiting.id, 'Tom']);
  const pupil = (await program.ask('GET', `/accounts/${waiting.id}`)).body.pupils[0];
  assert.deepEqual([pupil.disowned, pupil.seen, pupil.link], [true, false, disowned.link]);
  const restore = `/accounts/${waiting.id}/pupils/${disowned.link}/restore`;
  assert.equal((await other.ask('POST', restore)).status, 404);
  assert.equal((await program.ask('POST', restore)).status, 204);
  for (let nth = 0; nth <= perDay.lift_objection; nth += 1)
    assert.equal((await program.ask('POST', restore)).status, 404, 'once, and what does nothing is not counted');
  assert.equal((await eventsOf(deps, 'child_restored', token)).length, 1);
  await assertInvariants(deps);
  await app.close();
});

onBothDatabases('a correction is answered once, and refused with a reason', async (deps) => {
  const { app, program, other, token } = await world(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const session = { id: await addSession(deps, parent.id), accountId: parent.id };
  const references: string[] = [];
  for (const wanted of ['06 00 00 00 01', '06 00 00 00 02']) {
    const subject = { kind: 'self', guardianId: parent.guardianId } as const;
    const asked = await askCorrection(deps, session as never, {
      subject,
      field: 'phone',
      wanted,
      address: '127.0.0.1',
    });
    assert.ok(asked.ok);
    references.push(asked.value.reference);
  }
  const list = (await program.ask('GET', '/corrections')).body;
  assert.deepEqual(
    list.corrections.map((one: { reference: string }) => one.reference),
    references,
  );
  assert.deepEqual([list.corrections[0].field, list.corrections[0].pupil], ['phone', null]);
  assert.equal((await other.ask('GET', '/corrections')).body.total, 0);
  const answer = (index: number) => `/corrections/${references[index]}/answer`;
  assert.equal((await other.ask('POST', answer(0), { state: 'corrected' })).status, 409);
  assert.equal((await program.ask('POST', answer(0), { state: 'corrected' })).status, 204);
  assert.equal((await program.ask('POST', answer(0), { state: 'corrected' })).body.code, 'not_possible');
  assert.equal((await program.ask('POST', answer(1), { state: 'refused' })).status, 422);
  assert.equal((await program.ask('POST', answer(1), { state: 'refused', reason: '          ' })).status, 422);
  assert.equal((await program.ask('POST', answer(1), { state: 'refused', reason })).status, 204);
  assert.equal((await eventsOf(deps, 'correction_answered', token)).length, 2);
  await app.close();
});

onBothDatabases('a lost second factor: its removal is asked for, and taken back by who asked', async (deps) => {
  const { app, program, other, token, desk } = await world(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const path = `/accounts/${parent.id}/factor-reset`;
  assert.equal((await program.ask('POST', path, { reason })).body.reason, 'no_factor');
  const visitor = openVisitor(app);
  await (await visitor.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
  const form = await visitor.visit('/mon-compte/securite/application');
  await form.send({ code: authenticatorOf(deps, form).now() });
  assert.equal((await other.ask('POST', path, { reason })).status, 404);
  assert.equal((await program.ask('DELETE', path)).status, 404, 'none was asked');
  assert.equal((await program.ask('POST', path, { reason })).status, 204);
  assert.equal((await program.ask('POST', path, { reason })).body.reason, 'asked_already');
  const card = (await program.ask('GET', `/accounts/${parent.id}`)).body;
  assert.equal(card.secondFactor, 'leaving');
  assert.equal(Date.parse(card.factorLeavesAt) - deps.now().getTime(), 72 * 3_600_000);
  await deliverMails(deps);
  assert.ok(deps.sent.some(({ to, subject }) => to === 'nadia@exemple.fr' && /demandé de retirer/.test(subject)));
  assert.equal((await other.ask('DELETE', path)).status, 404, 'not its own');
  assert.equal((await program.ask('DELETE', path)).status, 204);
  assert.equal((await program.ask('GET', `/accounts/${parent.id}`)).body.secondFactor, 'on');
  const [stopped] = await eventsOf(deps, 'factor_reset_stopped', token);
  assert.equal((stopped as { school?: string }).school, jeanMoulin);
  await deliverMails(deps);
  const told = deps.sent.filter(({ subject }) => /deuxième sécurité est gardée/.test(subject));
  assert.deepEqual(
    told.map(({ to }) => to),
    ['nadia@exemple.fr'],
  );
  // Few in a day, whatever it does: five were taken, of which two did something.
  await program.ask('POST', path, { reason });
  await program.ask('DELETE', path);
  await program.ask('POST', path, { reason });
  assert.equal((await program.ask('POST', path, { reason })).body.code, 'too_many_today');
  assert.equal(perDay.reset_factor, 5);
  // The page stops what the program asked, for the program is the head's.
  deps.clock.advance({ minutes: 10 });
  const page = await desk.visitor.visit(`/ecole/comptes/${parent.id}/deuxieme-securite`);
  assert.equal((await page.send({ code: '000000' }, 'Arrêter le retrait')).status, 422);
  const after = await page.send({ code: desk.authenticator.now() }, 'Arrêter le retrait');
  assert.equal(after.path, `/ecole/comptes/${parent.id}`);
  assert.match((await desk.visitor.visit('/ecole/journal')).words, /Retrait d’une deuxième sécurité arrêté/);
  await app.close();
});

onBothDatabases(
  'the list of accounts is a file, behind a second person where the network asks for it',
  async (deps) => {
    const { app, program, other, token } = await world(deps);
    const colleague = await openSecretary(deps, app, jeanMoulin, { mail: 'secretariat@exemple.fr' });
    for (const child of ['Tom', 'Léa']) await addParent(deps, jeanMoulin, child);
    await addParent(deps, louiseMichel, 'Aya', { identity: { firstName: 'Karim' } });
    const file = await program.ask('POST', '/accounts/export', { sort: 'identifier' });
    assert.equal(file.headers['content-type'], 'text/csv');
    assert.equal(file.bytes.toString('utf8').trim().split('\n').length, 3);
    assert.doesNotMatch(file.bytes.toString('utf8'), /Karim|Aya/);
    assert.match((await other.ask('POST', '/accounts/export', {})).bytes.toString('utf8'), /Karim/);
    assert.ok((await setSettings(deps, 'command', { approvalAbove: 1 })).ok);
    assert.equal((await program.ask('POST', '/accounts/export', {})).body.approval, 'none');
    const asked = await program.ask('POST', '/accounts/export', { askApproval: true });
    assert.deepEqual([asked.status, asked.body.approval], [409, 'waiting']);
    const page = await colleague.visitor.visit(`/ecole/accords/${asked.body.reference}`);
    await page.send({}, 'Accepter');
    assert.equal((await program.ask('POST', '/accounts/export', { askApproval: true })).status, 200);
    assert.equal(
      (await program.ask('POST', '/accounts/export', {})).body.approval,
      'used',
      'an approval is for one file',
    );
    const mine = (
      await deps.db.selectFrom('auditEvent').select('actor').where('kind', '=', 'accounts_exported').execute()
    )
      .map(({ actor }) => (actor as { tokenId?: number }).tokenId)
      .filter((one) => one === token);
    assert.equal(mine.length, 2);
    await app.close();
  },
);

onBothDatabases('letters that nobody was handed are followed over all batches', async (deps) => {
  const { app, program, other } = await world(deps);
  for (const child of ['Tom', 'Léa', 'Zoé']) await addParent(deps, jeanMoulin, child, { state: 'to_activate' });
  const { id: batch } = (await program.ask('POST', '/letters/batches', {})).body;
  await drainBatches(deps);
  const all = (await program.ask('GET', '/letters/unhanded')).body;
  assert.deepEqual([all.total, all.letters.length, all.letters[0].batch, all.letters[0].handed], [3, 3, batch, null]);
  assert.equal((await other.ask('GET', '/letters/unhanded')).body.total, 0);
  const [first, second] = all.letters.map(({ id }: { id: number }) => id);
  await program.ask('POST', `/letters/batches/${batch}/handed`, { handed: [first], notHanded: [second] });
  const left = (await program.ask('GET', '/letters/unhanded?division=5e%20B')).body;
  assert.deepEqual(
    left.letters.map(({ handed }: { handed: boolean | null }) => handed),
    [false, null],
  );
  assert.equal((await program.ask('GET', '/letters/unhanded?division=6e')).body.total, 0);
  // A new letter in its place: the old paper opens nothing, and nobody looks for it any more.
  await program.ask('POST', `/accounts/${left.letters[0].account}/letters`);
  assert.equal((await program.ask('GET', '/letters/unhanded')).body.total, 1);
  await app.close();
});

onBothDatabases('a protection is not told by elimination to a token that may not read it', async (deps) => {
  const { app, program } = await world(deps);
  const protectedOne = await addParent(deps, jeanMoulin, 'Yanis');
  const disowned = await addParent(deps, jeanMoulin, 'Tom');
  const link = deps.db.selectFrom('link').where('pupilId', '=', disowned.pupilId);
  const { linkId } = await link.select('id as linkId').executeTakeFirstOrThrow();
  await deps.db.insertInto('hold').values({ linkId, cause: 'not_my_child', since: deps.now() }).execute();
  const narrow = ['accounts:read', 'accounts:export', 'letters:write', 'groupings:break', 'statistics:read'];
  const blind = openProgram(app, (await tokenFor(deps, jeanMoulin, head, narrow)).secret);
  const told = async () => {
    const answers: unknown[] = [];
    for (const path of [`/accounts/${protectedOne.id}`, '/accounts', '/objections', '/statistics', '/letters'])
      answers.push((await blind.ask('GET', path)).body);
    return answers;
  };
  const before = await told();
  const flagged = { kind: 'guardian', id: protectedOne.guardianId };
  const asked = { flagged, reasonKind: 'court', reason, hides: true };
  assert.equal((await program.ask('POST', `/accounts/${protectedOne.id}/protections`, asked)).status, 204);
  assert.deepEqual(await told(), before);

  const pupil = async (asker: typeof program, id: number) => (await asker.ask('GET', `/accounts/${id}`)).body.pupils[0];
  assert.deepEqual(Object.keys(await pupil(blind, disowned.id)), Object.keys(await pupil(blind, protectedOne.id)));
  const { seen, disowned: said } = await pupil(program, protectedOne.id);
  assert.deepEqual([seen, said], [false, false]);
  assert.equal('seen' in (await pupil(blind, protectedOne.id)), false);
  assert.equal('disowned' in (await blind.ask('GET', '/objections')).body, false);
  for (const refused of [
    await blind.ask('GET', '/accounts?filter=restricted'),
    await blind.ask('POST', '/accounts/export', { filter: 'restricted' }),
  ])
    assert.deepEqual([refused.status, refused.body.scope], [403, 'protections:read']);
  assert.equal((await program.ask('GET', '/accounts?filter=restricted')).body.total, 2);
  await app.close();
});
