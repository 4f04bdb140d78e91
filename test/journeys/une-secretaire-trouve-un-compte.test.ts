// What a member of staff sees of the accounts of a school: first page, list, search, card; and nothing of another school.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary } from '../secretary.js';
import type { Page } from '../visitor.js';
import {
  addAccount,
  addGuardian,
  addLetter,
  addLink,
  addParent,
  addPupil,
  addSchool,
  jeanMoulin,
  louiseMichel,
} from '../world.js';

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  await addSchool(deps, louiseMichel, 'École Louise-Michel');
  const secretary = await openSecretary(deps, app, jeanMoulin);
  return { app, ...secretary };
}

/** The kept account of Nadia: her own record here, and by a grouping the one of another school. */
async function addGrouped(deps: TestDeps) {
  const kept = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const absorbed = await addParent(deps, louiseMichel, 'Inès', { state: 'to_activate' });
  deps.clock.advance({ minutes: 5 });
  const at = deps.now();
  const { id: groupingId } = await deps.db
    .insertInto('grouping')
    .values({ reference: 'G-2R8P-31', keptId: kept.id, absorbedId: absorbed.id, proof: 'letter_code', at })
    .returning('id')
    .executeTakeFirstOrThrow();
  await deps.db
    .updateTable('attachment')
    .set({ until: at, endedCause: 'grouping', endedGroupingId: groupingId })
    .where('accountId', '=', absorbed.id)
    .execute();
  await deps.db
    .updateTable('account')
    .set({ state: 'closed', closedAt: at, closedInto: kept.id })
    .where('id', '=', absorbed.id)
    .execute();
  await deps.db
    .insertInto('attachment')
    .values({
      accountId: kept.id,
      guardianId: absorbed.guardianId,
      since: at,
      beganCause: 'grouping',
      beganGroupingId: groupingId,
    })
    .execute();
  return { kept, absorbed };
}

const parents = (page: Page): string[] => page.all('tbody th');
/** All that is written, attributes too; an identifier may break across lines before its digits. */
const written = (page: Page): string => page.html.replaceAll(/<wbr\/?>/g, '');
const search = async (page: Page, q: string) => parents(await page.send({ q }, 'Filtrer'));

onBothDatabases('the list is searched by parent, pupil or identifier, without accents, word by word', async (deps) => {
  const { visitor } = await setUp(deps);
  const chloe = await addParent(deps, jeanMoulin, 'Chloé', {
    identity: { civility: 'M.', firstName: 'François', familyName: "N'DIAYE" },
  });
  await addParent(deps, jeanMoulin, 'Tom', {
    identity: { firstName: 'Élodie', familyName: 'MARTIN', usageName: 'ŒUVRARD' },
  });
  await addParent(deps, louiseMichel, 'Chloé', { identity: { firstName: 'François', familyName: 'AILLEURS' } });
  await addContact(deps, chloe.guardianId, await addPupil(deps, jeanMoulin, 'Zoé'));
  const page = await visitor.visit('/ecole/comptes');
  assert.deepEqual(parents(page), ["N'DIAYE François", 'ŒUVRARD Élodie'].map(typographic));
  assert.equal(page.field('q'), '');
  for (const [typed, found] of [
    ['francois', ["N'DIAYE François"]],
    ['n’diaye FRANÇOIS', ["N'DIAYE François"]],
    ['chloe benali', ["N'DIAYE François"]],
    ['chloé françois', ["N'DIAYE François"]],
    ['oeuvrard', ['ŒUVRARD Élodie']],
    ['martin elo', ['ŒUVRARD Élodie']],
    [chloe.identifier.toUpperCase(), ["N'DIAYE François"]],
    ['rançois', []],
    ['zoe', []],
    ['ailleurs', []],
    ['chloe martin', []],
    ['%', []],
    ["' or 1=1 --", []],
  ] as const)
    assert.deepEqual(await search(page, typed), found.map(typographic), typed);
  const nobody = await page.send({ q: 'personne' }, 'Filtrer');
  assert.equal(nobody.field('q'), 'personne');
  assert.match(nobody.words, /Aucun compte ne correspond/);
});

/** A link that the register knows and that opens nothing. */
async function addContact(deps: TestDeps, guardianId: number, pupilId: number): Promise<void> {
  const link = { guardianId, pupilId, kinship: '39', level: 'contact', entitling: false, raw: '' } as const;
  await deps.db
    .insertInto('link')
    .values({ ...link, since: deps.now() })
    .execute();
}

const typographic = (name: string) => name.replace("'", '’');

onBothDatabases('filters and pages stay in the address, fifty lines at a time', async (deps) => {
  const { visitor } = await setUp(deps);
  for (let nth = 0; nth < 52; nth += 1) {
    const guardian = await addGuardian(deps, jeanMoulin, {
      firstName: 'Wei',
      familyName: `CHEN${String(nth).padStart(2, '0')}`,
    });
    await addLink(deps, guardian, await addPupil(deps, jeanMoulin, 'Lucas', { division: nth < 2 ? '6e A' : '5e B' }));
    await addAccount(deps, [guardian], nth < 51 ? { state: 'to_activate' } : { mail: 'wei@exemple.fr' });
  }
  const page = await visitor.visit('/ecole/comptes');
  assert.equal(parents(page).length, 50);
  assert.match(page.words, /Comptes 1 à 50 sur 52/);
  const next = await page.follow('Suivant');
  assert.equal(next.url, '/ecole/comptes?page=2');
  assert.deepEqual(parents(next), ['CHEN50 Wei', 'CHEN51 Wei']);
  assert.deepEqual(parents(await visitor.visit('/ecole/comptes?page=9')), parents(next), 'beyond the last: the last');
  const active = await page.follow('Actifs 1');
  assert.equal(active.url, '/ecole/comptes?etat=actif');
  assert.deepEqual(active.all('tbody td'), [
    active.all('tbody td .code')[0],
    'Lucas BENALI',
    '5e B',
    'Actif',
    '14 sept. 2026',
    '', // where an account is ticked for its letter
  ]);
  const division = await (await visitor.visit('/ecole/comptes?etat=jamais-active')).send({ classe: '6e A' }, 'Filtrer');
  assert.match(division.url, /classe=6e\+A&.*etat=jamais-active/);
  assert.equal(parents(division).length, 2);
  for (const odd of [
    '?page=0',
    '?page=-1',
    '?page=1e9',
    '?etat=n-importe',
    '?q=a&q=b',
    '?classe=ZZ',
    '?page=999999999999',
  ])
    assert.equal((await visitor.visit(`/ecole/comptes${odd}`)).status, 200, odd);
});

onBothDatabases('the first page counts this school alone', async (deps) => {
  const { visitor } = await setUp(deps);
  await addGrouped(deps);
  const waiting = await addParent(deps, jeanMoulin, 'Tom', { state: 'to_activate' });
  await addParent(deps, jeanMoulin, 'Léo', { state: 'to_activate' });
  const disowned = await addParent(deps, jeanMoulin, 'Max', { state: 'to_activate' });
  const linkId = await linkOf(deps, disowned.pupilId);
  await deps.db
    .insertInto('hold')
    .values({ linkId, attachmentId: null, cause: 'not_my_child', since: deps.now(), until: null })
    .execute();
  await addLetter(deps, waiting.id, jeanMoulin);
  await addParent(deps, louiseMichel, 'Ailleurs');
  const today = await visitor.visit('/ecole');
  assert.equal(today.heading, 'Aujourd’hui');
  assert.match(today.words, /Lundi 14 septembre 2026/);
  assert.deepEqual(
    today.all('.counter').map((text) => /^(\d+)(\D+?)(?=sur|Une|Comptes sans|dont|Deux)/.exec(text)?.slice(1, 3)),
    [
      ['0', 'Demande à décider'],
      ['1', 'Comptes actifs'],
      ['3', 'Jamais activés'],
      ['1', 'Lettres à faire'],
      ['1', 'Compte regroupé'],
    ],
  );
  assert.match(today.words, /sur 4, soit 25 %/);
  assert.doesNotMatch(today.words, /Sans date de naissance/);
  assert.match(today.words, /5e B ?1 sur 4/);
  assert.match(today.words, /1 compte activé\./);
  await deps.db.updateTable('pupilRecord').set({ birthDate: null }).where('firstName', '=', 'Léo').execute();
  const undated = (await visitor.visit('/ecole')).all('.counter')[3];
  assert.match(undated ?? '', /^0Lettres à faire[\s\S]*Sans date de naissance : 1, pas de lettre possible/);
  assert.match((await visitor.visit('/ecole/lettres')).words, /Aucune lettre à faire[\s\S]*pas de lettre : Léo/);
  assert.match(today.words, /Nadia BENALI ?a mis deux comptes ensemble/);
  assert.doesNotMatch(today.words, /Ailleurs|Louise-Michel/);
  const found = await today.send({ q: 'tom' }, 'Chercher');
  assert.equal(found.path, '/ecole/comptes');
  assert.equal(parents(found).length, 1);
});

onBothDatabases('a card shows this school’s records, pupils, letters and history, and no more', async (deps) => {
  const { visitor, app } = await setUp(deps);
  const { kept, absorbed } = await addGrouped(deps);
  await addLetter(deps, kept.id, jeanMoulin);
  const foreign = await addLetter(deps, kept.id, louiseMichel);
  await addContact(deps, kept.guardianId, await addPupil(deps, jeanMoulin, 'Zoé'));
  await deps.db
    .insertInto('hold')
    .values({
      linkId: await linkOf(deps, kept.pupilId),
      attachmentId: null,
      cause: 'not_my_child',
      since: deps.now(),
      until: null,
    })
    .execute();

  const card = await (await visitor.visit('/ecole/comptes')).follow('BENALI Nadia');
  assert.equal(card.heading, 'BENALI Nadia');
  assert.match(card.words, new RegExp(`Identifiant ?${kept.identifier}`));
  assert.match(card.words, /État ?Regroupé/);
  assert.match(card.words, /Yanis BENALI[\s\S]*mère, masqué : le parent a dit « ce n’est pas mon enfant »/);
  assert.match(card.words, /Zoé BENALI[\s\S]*autre membre de la famille, contact, sans accès/);
  assert.match(card.words, /Comptes mis ensemble par le parent[\s\S]*G-2R8P-31/);
  assert.doesNotMatch(card.words, /nadia@exemple\.fr/, 'the account’s own mail is hers');

  const foreignNumber = await deps.db
    .selectFrom('letter')
    .select('number')
    .where('id', '=', foreign.letterId)
    .executeTakeFirstOrThrow();
  const other = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr' });
  for (const [seen, hidden] of [
    [card, ['Inès', absorbed.identifier, 'Louise-Michel', louiseMichel, foreignNumber.number]],
    [await other.visitor.visit(`/ecole/comptes/${kept.id}`), ['Yanis', 'Zoé', absorbed.identifier, jeanMoulin]],
  ] as const)
    for (const word of hidden) assert.ok(!written(seen).includes(word), `${word} shows on ${seen.url}`);
});

const linkOf = async (deps: TestDeps, pupilId: number) =>
  (await deps.db.selectFrom('link').select('id').where('pupilId', '=', pupilId).executeTakeFirstOrThrow()).id;

onBothDatabases('the school of a moved record finds its parent on the kept account', async (deps) => {
  const { app } = await setUp(deps);
  const { kept, absorbed } = await addGrouped(deps);
  const { visitor } = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr' });
  const list = await visitor.visit('/ecole/comptes');
  assert.deepEqual(parents(list), ['BENALI Nadia']);
  assert.ok(written(list).includes(kept.identifier) && !written(list).includes(absorbed.identifier));
  assert.deepEqual(await search(list, absorbed.identifier), [], 'the closed identifier is told to nobody');
  const card = await list.follow('BENALI Nadia');
  assert.match(card.words, /Inès BENALI/);
  assert.equal((await visitor.visit(`/ecole/comptes/${absorbed.id}`)).status, 404);
});

onBothDatabases('an account of another school does not exist, whatever the address says', async (deps) => {
  const { visitor } = await setUp(deps);
  const foreign = await addParent(deps, louiseMichel, 'Inès');
  const answers = new Set<string>();
  for (const id of [String(foreign.id), '999999', '0', '-1', 'abc', '1e3', '9'.repeat(16), `${foreign.id}%20`, '%00']) {
    const page = await visitor.visit(`/ecole/comptes/${id}`);
    assert.equal(page.status, 404, id);
    assert.ok(!page.html.includes('BENALI'));
    answers.add(page.words);
    assert.deepEqual(page.all('main a[href="/ecole"]').length, 1, 'the way back is the desk');
  }
  assert.equal(answers.size, 1);
});

onBothDatabases('every reading goes to the plain log, without a name and without what was typed', async (deps) => {
  const { visitor } = await setUp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  await visitor.visit('/ecole/comptes?q=benali');
  await visitor.visit(`/ecole/comptes/${parent.id}`);
  const read = deps.logged
    .filter(({ message }) => message === 'desk read')
    .map(({ fields }) => [fields.page, fields.school, fields.account]);
  assert.deepEqual(read.slice(-2), [
    ['list', jeanMoulin, undefined],
    ['card', jeanMoulin, parent.id],
  ]);
  assert.doesNotMatch(JSON.stringify(deps.logged), /benali/i);
});
