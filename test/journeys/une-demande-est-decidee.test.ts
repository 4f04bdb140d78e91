// Requests decided: by one school, by two, by none in thirty days; what a desk sees of them, and who may answer.
import assert from 'node:assert/strict';
import { runCommand } from '../../src/commands.js';
import { deliverMails } from '../../src/mail/sending.js';
import { setSettings } from '../../src/network-settings/actions.js';
import { tidy } from '../../src/retention/actions.js';
import { ask, nadege, referenceIn, simoneVeil, stateOf, twoNames } from '../asked.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { openSecretary, type Secretary, signInStaff } from '../secretary.js';
import { signIn } from '../two-letters.js';
import { openVisitor, type Page } from '../visitor.js';
import { addParent, jeanMoulin, louiseMichel } from '../world.js';

const send = 'Envoyer la réponse';

/** Answers on the page of the request, with a new code when the form asks for one. */
async function answer(secretary: Secretary, reference: string, decision: string, reason = 'Pièce d’identité vue.') {
  const page = await secretary.visitor.visit(`/ecole/demandes/${reference}`);
  const given = { decision, reason };
  const asked = page.field('code') !== undefined;
  return await page.send(asked ? { ...given, code: secretary.authenticator.next() } : given, send);
}

async function command(deps: TestDeps, ...argv: readonly string[]) {
  const said = { out: '', err: '' };
  const io = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    cwd: '/',
  };
  return { code: await runCommand(deps, ['requests', ...argv], io), ...said };
}

const headingOf = async (world: { visitor: { visit: (path: string) => Promise<Page> } }, reference: string) =>
  (await world.visitor.visit(`/mon-compte/demandes/${reference}`)).heading;

onBothDatabases('une école voit la demande, ses fiches et le nom de l’autre côté, et accepte', async (deps) => {
  const world = await twoNames(deps);
  const reference = referenceIn(await ask(world));
  const secretary = await openSecretary(deps, world.app, louiseMichel);
  const today = await secretary.visitor.visit('/ecole');
  assert.match(today.words, /1Demande à déciderLa plus ancienne : 14 septembre 2026/);
  const list = await secretary.visitor.visit('/ecole/demandes');
  assert.match(list.words, new RegExp(`BENALI Nadège ?${reference} ?14 sept\\. 2026 ?À décider`));
  const page = await secretary.visitor.visit(`/ecole/demandes/${reference}`);
  assert.match(page.words, /Le compte que le parent garde Mme Nadia BENALI, fiche d’une autre école/);
  assert.match(page.words, /Le compte qui va fermer Mme Nadège BENALI, fiche de votre collège Lina BENALI, 5e B/);
  assert.match(page.words, /Les prénoms sont différents/);
  assert.doesNotMatch(page.words, /Yanis|Jean-Moulin|Fiche protégée/, 'the other school’s child and name stay there');
  assert.ok(!page.html.includes(world.kept.identifier));

  const empty = await page.send({}, send);
  assert.equal(empty.status, 422);
  assert.match(empty.words, /Choisissez une réponse\. Expliquez en une phrase/);
  deps.clock.advance({ minutes: 6 });
  const late = await secretary.visitor.visit(`/ecole/demandes/${reference}`);
  const noCode = await late.send({ decision: 'accepted', reason: 'Pièce d’identité vue.' }, send);
  assert.match(noCode.words, /Tapez le code de votre application/);
  const done = await answer(secretary, reference, 'accepted');
  assert.match(done.words, /Votre école a accepté le 14 septembre 2026, par Sophie Lopez/);
  assert.equal((await stateOf(deps, reference)).state, 'accepted');
  assert.match((await late.send({ decision: 'refused', reason: 'Une autre idée.' }, send)).words, /a accepté/);
  assert.equal((await stateOf(deps, reference)).state, 'accepted', 'answered once');
  assert.match((await secretary.visitor.visit('/ecole')).words, /0Demande à décider/);
  assert.doesNotMatch((await world.visitor.visit(`/mon-compte/demandes/${reference}`)).words, /Pièce d’identité/);
  await assertInvariants(deps);
});

onBothDatabases('deux écoles doivent accepter ; un seul refus arrête tout', async (deps) => {
  const world = await twoNames(deps, { twoSchools: true });
  const sent = await ask(world);
  assert.match(sent.words, /Collège Louise-Michel.*Lycée Simone-Veil/);
  const reference = referenceIn(sent);
  const paul = await openSecretary(deps, world.app, louiseMichel, { mail: 'paul@exemple.fr' });
  const ines = await openSecretary(deps, world.app, simoneVeil, { mail: 'ines@exemple.fr' });
  const first = await answer(paul, reference, 'accepted');
  assert.match(first.words, /La demande attend encore une autre réponse/);
  assert.doesNotMatch(first.words, /Simone-Veil|Tom/, 'which other school, and which child, is not its business');
  assert.equal(await headingOf(world, reference), 'Votre demande est en cours');
  await answer(ines, reference, 'accepted');
  assert.equal(await headingOf(world, reference), 'Votre demande est acceptée');

  await (await world.visitor.visit(`/mon-compte/demandes/${reference}`)).send({}, 'Retirer ma demande');
  const again = referenceIn(await ask(world));
  assert.notEqual(again, reference);
  await answer(paul, again, 'accepted');
  await answer(ines, again, 'refused', 'Ce sont deux sœurs.');
  const refused = await world.visitor.visit(`/mon-compte/demandes/${again}`);
  assert.equal(refused.heading, 'Votre demande est refusée');
  assert.doesNotMatch(refused.words, /sœurs/);
  assert.equal((await world.visitor.visit(`/mon-compte/demandes/${again}/verifier`)).path, refused.path);
  await assertInvariants(deps);
});

onBothDatabases('une école qui ne répond pas est rappelée trois fois, et qui peut y répondre', async (deps) => {
  const world = await twoNames(deps);
  const reference = referenceIn(await ask(world));
  const secretary = await openSecretary(deps, world.app, louiseMichel, { mail: 'sophie@exemple.fr' });
  await openSecretary(deps, world.app, louiseMichel, { mail: 'lecture@exemple.fr', role: 'reader' });
  await openSecretary(deps, world.app, jeanMoulin, { mail: 'ailleurs@exemple.fr', role: 'head' });
  const reminded = async (): Promise<number> => {
    const before = deps.sent.length;
    assert.equal(
      (await tidy(deps, { dryRun: true })).request_reminders,
      (await tidy(deps, { dryRun: false })).request_reminders,
    );
    await deliverMails(deps);
    const mails = deps.sent.slice(before).filter(({ subject }) => /attend/.test(subject));
    assert.deepEqual([...new Set(mails.map(({ to }) => to))], mails.length === 0 ? [] : ['sophie@exemple.fr']);
    for (const { text } of mails) {
      assert.match(text, /Collège Louise-Michel[\s\S]*14 septembre 2026[\s\S]*14 octobre 2026[\s\S]*\/ecole\/demandes/);
      assert.doesNotMatch(text, /Nad|BENALI|Lina/);
    }
    return mails.length;
  };
  const after: number[] = [];
  for (const days of [2, 1, 1, 3, 7, 10]) {
    deps.clock.advance({ days });
    after.push(await reminded());
  }
  assert.deepEqual(after, [0, 1, 0, 1, 1, 0], 'on days 3, 7 and 14');

  await deps.db.updateTable('groupingRequestSchool').set({ reminders: 0 }).execute();
  await setSettings(deps, 'command', { reminderDays: 0 });
  assert.equal(await reminded(), 0, 'the network asks for none');
  await setSettings(deps, 'command', { reminderDays: 1 });
  assert.equal((await tidy(deps, { dryRun: false })).request_reminders, 1);
  const again = { mail: 'sophie@exemple.fr', password: secretary.password, code: secretary.authenticator.next() };
  await signInStaff(secretary.visitor, again);
  await answer(secretary, reference, 'refused');
  const before = deps.sent.length;
  await deliverMails(deps);
  assert.ok(!deps.sent.slice(before).some(({ to }) => to === 'sophie@exemple.fr'), 'answered before the mail left');
});

onBothDatabases('après trente jours sans réponse, la personne qui gère le site décide', async (deps) => {
  const world = await twoNames(deps);
  const reference = referenceIn(await ask(world));
  deps.clock.advance({ days: 29, hours: 23 });
  const list = await command(deps, 'list');
  assert.match(list.out, new RegExp(`${reference} .*attend Collège Louise-Michel.*à décider après le 14 octobre 2026`));
  const early = await command(deps, 'decide', reference, '--accept', '--reason', 'Appel au collège.');
  assert.deepEqual([early.code, early.err], [1, 'Les écoles ont jusqu’au 14 octobre 2026. Rien n’a changé.\n']);
  deps.clock.advance({ hours: 1 });
  assert.match((await command(deps, 'list')).out, /à décider\n$/);
  const shown = await command(deps, 'show', reference.toLowerCase());
  assert.match(shown.out, /Mme Nadia BENALI, école 0330001X[\s\S]*Mme Nadège BENALI, école 0330002Y/);
  assert.equal((await command(deps, 'decide', reference, '--accept')).code, 1, 'a reason is asked');
  assert.equal((await command(deps, 'decide', reference, '--reason', 'Appel au collège.')).code, 2, 'yes or no');
  const decided = await command(deps, 'decide', reference, '--accept', '--reason', 'Appel au collège.');
  assert.equal(decided.code, 0, decided.err);
  assert.equal((await command(deps, 'decide', reference, '--refuse', '--reason', 'Appel au collège.')).code, 1);
  assert.match((await command(deps, 'list')).out, /Aucune demande n’attend/);

  await signIn(world.visitor, world.kept.identifier, world.kept.password);
  const check = await world.visitor.visit(`/mon-compte/demandes/${reference}/verifier`);
  assert.equal((await check.send({}, 'Oui, mettre ensemble')).heading, 'C’est fait');
  await assertInvariants(deps);
});

onBothDatabases('le réseau décide sur sa page, après trente jours, avec un code et une raison', async (deps) => {
  const world = await twoNames(deps);
  const reference = referenceIn(await ask(world));
  const mail = 'operateur@exemple.fr';
  const { visitor, password, authenticator } = await openSecretary(deps, world.app, null, { mail });
  const early = await (await (await visitor.visit('/reseau')).follow('Demandes')).follow(reference);
  assert.match(early.words, /Mme Nadia BENALI, Collège Jean-Moulin[\s\S]*Mme Nadège BENALI, Collège Louise-Michel/);
  assert.match(early.words, /Les prénoms sont différents/);
  assert.match(early.words, /Les écoles ont jusqu’au 14 octobre 2026/);
  assert.equal(early.all('form input[name=decision]').length, 0);
  const forced = await visitor.post(early.path, { _csrf: early.field('_csrf') ?? '', decision: 'accepted' });
  assert.equal(forced.status, 303, 'too early: the page again');
  assert.equal((await stateOf(deps, reference)).state, 'open');

  deps.clock.advance({ days: 30 });
  await signInStaff(visitor, { mail, password, code: authenticator.next() });
  deps.clock.advance({ minutes: 6 });
  const list = await visitor.visit('/reseau/demandes');
  assert.match(list.words, /Collège Louise-Michel ?À décider/);
  const page = await list.follow(reference);
  const short = await page.send({ decision: 'accepted', reason: 'oui' }, send);
  assert.equal(short.status, 422);
  const reason = 'Appel au collège : c’est la même personne.';
  const noCode = await short.send({ decision: 'accepted', reason, code: '' }, send);
  assert.match(noCode.words, /Tapez le code de votre application/);
  const done = await noCode.send({ decision: 'accepted', reason, code: authenticator.next() }, send);
  assert.match(done.words, /Acceptée, le parent confirme[\s\S]*Appel au collège/);
  await deliverMails(deps);
  const told = deps.sent.filter(({ subject }) => /accept/.test(subject)).map(({ to }) => to);
  assert.deepEqual(told.sort(), ['nadege@exemple.fr', 'nadia@exemple.fr'], 'both parents are told');
  const readings = await deps.db.selectFrom('reading').select(['schoolUai', 'reference']).orderBy('id').execute();
  assert.deepEqual(readings.at(-1), { schoolUai: null, reference });
  await assertInvariants(deps);
});

onBothDatabases('un compte sans fiche : aucune école à demander, la personne qui gère le site décide', async (deps) => {
  const world = await twoNames(deps);
  await deps.db
    .updateTable('attachment')
    .set({ until: deps.now(), endedCause: 'closing' })
    .where('accountId', '=', world.other.id)
    .execute();
  await deps.db
    .updateTable('link')
    .set({ until: deps.now() })
    .where('guardianId', '=', world.other.guardianId)
    .execute();
  const sent = await ask(world);
  assert.match(sent.words, /Qui décide Le service qui gère ce site/);
  const reference = referenceIn(sent);
  assert.match((await command(deps, 'list')).out, /aucune école à demander {2}à décider/);
  assert.equal((await command(deps, 'decide', reference, '--accept', '--reason', 'Compte vide.')).code, 0);
  const check = await world.visitor.visit(`/mon-compte/demandes/${reference}/verifier`);
  assert.equal((await check.send({}, 'Oui, mettre ensemble')).heading, 'C’est fait');
});

onBothDatabases(
  'une fiche protégée : les mêmes mots, et la protection ne se voit que là où on décide',
  async (deps) => {
    const world = await twoNames(deps);
    const same = await addParent(deps, louiseMichel, 'Sami');
    const byName = (await ask(world)).words;
    await deps.db
      .updateTable('guardianRecord')
      .set({ protectedSince: deps.now() })
      .where('id', '=', world.kept.guardianId)
      .execute();
    const flagged = await ask({ visitor: world.visitor, other: same });
    const reference = referenceIn(flagged);
    const bare = (words: string) => words.replaceAll(/D-[0-9A-Z]{4}-[0-9A-Z]{4}/g, '');
    assert.equal(bare(flagged.words), bare(byName), 'a parent reads the same, the schools named included');

    const far = await openSecretary(deps, world.app, louiseMichel, { mail: 'paul@exemple.fr' });
    const theirs = await far.visitor.visit(`/ecole/demandes/${reference}`);
    assert.match(theirs.words, /Les noms sont les mêmes des deux côtés/);
    assert.doesNotMatch(theirs.words, /protég/i);
    const own = await openSecretary(deps, world.app, jeanMoulin, { mail: 'ines@exemple.fr' });
    assert.match((await own.visitor.visit(`/ecole/demandes/${reference}`)).words, /Fiche protégée/);
    const reader = await openSecretary(deps, world.app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
    assert.doesNotMatch((await reader.visitor.visit(`/ecole/demandes/${reference}`)).words, /protég/i);

    await answer(far, reference, 'accepted');
    assert.equal(
      await headingOf(world, reference),
      'Votre demande est en cours',
      'the school of the flag is asked too',
    );
    await answer(own, reference, 'refused', 'Décision du juge.');
    assert.equal(await headingOf(world, reference), 'Votre demande est refusée');
    const seen = await far.visitor.visit(`/ecole/demandes/${reference}`);
    assert.doesNotMatch(seen.words, /juge|Jean-Moulin/);
  },
);

onBothDatabases('qui ne doit pas lire ou répondre ne le peut pas', async (deps) => {
  const world = await twoNames(deps);
  const reference = referenceIn(await ask(world));
  const stranger = await addParent(deps, louiseMichel, 'Sami', { identity: nadege });
  for (const person of [stranger, world.other]) {
    const visitor = openVisitor(world.app);
    await signIn(visitor, person.identifier, person.password);
    const unknown = await visitor.visit('/mon-compte/demandes/D-AAAA-AAAA');
    for (const path of ['', '/verifier']) {
      const page = await visitor.visit(`/mon-compte/demandes/${reference}${path}`);
      assert.deepEqual([page.status, page.words], [404, unknown.words], 'as if it did not exist');
    }
    const token = (await visitor.visit('/mon-compte')).field('_csrf') ?? '';
    for (const path of ['retirer', 'verifier']) {
      const posted = await visitor.post(`/mon-compte/demandes/${reference}/${path}`, { _csrf: token, answer: 'yes' });
      assert.equal(posted.status, 404);
    }
    assert.match((await visitor.visit('/mon-compte/demandes')).words, /Vous n’avez pas de demande/);
  }

  const elsewhere = await openSecretary(deps, world.app, jeanMoulin, { mail: 'ines@exemple.fr' });
  const refused = await elsewhere.visitor.visit(`/ecole/demandes/${reference}`);
  const unknown = await elsewhere.visitor.visit('/ecole/demandes/D-AAAA-AAAA');
  assert.deepEqual([refused.status, refused.words], [404, unknown.words], 'a school that was not asked');
  assert.match((await elsewhere.visitor.visit('/ecole/demandes')).words, /Aucune demande/);
  const reader = await openSecretary(deps, world.app, louiseMichel, { mail: 'lecture@exemple.fr', role: 'reader' });
  const read = await reader.visitor.visit(`/ecole/demandes/${reference}`);
  assert.match(read.words, /La direction et le secrétariat répondent aux demandes/);
  for (const { visitor } of [elsewhere, reader]) {
    const token = (await visitor.visit('/ecole')).field('_csrf') ?? '';
    const given = { _csrf: token, decision: 'accepted', reason: 'Pièce d’identité vue.' };
    assert.ok([403, 404].includes((await visitor.post(`/ecole/demandes/${reference}`, given)).status));
  }
  assert.equal((await stateOf(deps, reference)).state, 'open');
});
