// What `npm run demo` builds and prints, acted out: two letters of one parent become one account, and the school's
// secretary comes in. The letters are those of the demo's PDF.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createApp } from '../../src/app.js';
import { verifyAudit } from '../../src/audit/verifying.js';
import { buildDemo, clearDemo, codeAt, type DemoLetter, readStory } from '../../src/demo/build.js';
import { tellStory } from '../../src/demo/story.js';
import { postgresIsOffered } from '../databases.js';
import { makeDeps } from '../harness.js';
import { openVisitor, type Page } from '../visitor.js';

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'fratrie-demo-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function activate(birth: Page, letter: DemoLetter): Promise<Page> {
  const [day = '', month = '', year = ''] = letter.birthDate.split('/');
  const children = await birth.send({ 'birthDate-day': day, 'birthDate-month': month, 'birthDate-year': year });
  const choose = await children.send({}, 'Oui, c’est mon enfant');
  return await choose.send({ password: 'quatre mots bien choisis', mail: '' });
}

test('la démonstration se joue jusqu’au bout', {
  skip: postgresIsOffered() ? false : 'only in whole runs',
}, async (t) => {
  const deps = await makeDeps();
  const folder = temporaryFolder(t);
  assert.equal(await readStory(folder), undefined);
  const said: string[] = [];
  const story = await buildDemo(deps, folder, (text) => said.push(text));
  assert.deepEqual(await readStory(folder), story);
  assert.equal(said.length, 6, 'three schools, three runs of letters');
  for (const pdf of story.pdfs) assert.ok(existsSync(pdf));

  const { publicUrl: address, timeZone } = deps.config;
  const told = tellStory({
    story,
    address,
    ent: 'http://127.0.0.1:3001',
    folder,
    from: folder,
    now: deps.now(),
    days: 0,
    timeZone,
  });
  const [first, second, ...others] = story.letters;
  assert.ok(first && second);
  assert.deepEqual(others, []);
  for (const shown of [
    first.code,
    second.code,
    first.identifier,
    story.staff.mail,
    story.head?.mail ?? 'a head',
    story.operator?.mail ?? 'an operator',
    'lettres/0330001X.pdf',
    'http://127.0.0.1:3001',
  ])
    assert.ok(told.includes(shown), shown);

  const app = await createApp(deps);
  const visitor = openVisitor(app);
  const signIn = await visitor.visit('/connexion');
  const opened = await activate(await signIn.send({ identifier: first.identifier, password: first.code }), first);
  assert.equal(opened.path, '/activation/termine');

  const start = await visitor.visit('/mon-compte/regrouper');
  const check = await start.send({ identifier: second.identifier, password: second.code });
  assert.equal(check.path, '/mon-compte/regrouper/verifier');
  const done = await check.send({}, 'Oui, mettre ensemble');
  assert.equal(done.path, '/mon-compte/regrouper/termine');
  const children = await visitor.visit('/mon-compte/enfants');
  for (const letter of [first, second]) assert.match(children.words, new RegExp(letter.child));

  const secretary = openVisitor(app);
  const desk = await (await secretary.visit('/ecole/connexion')).send({
    mail: story.staff.mail,
    password: story.staff.password,
    code: codeAt(story.staff.scan, deps.now()),
  });
  assert.equal(desk.path, '/ecole');

  const [kept, closing] = story.asked ?? [];
  assert.ok(kept && closing && told.includes(kept.code) && told.includes(closing.identifier));
  const oksana = openVisitor(app);
  const asks = await oksana.visit('/connexion');
  await activate(await asks.send({ identifier: kept.identifier, password: kept.code }), kept);
  const other = { identifier: closing.identifier, password: closing.code };
  const sent = await (await oksana.visit('/mon-compte/regrouper')).send(other);
  assert.match(sent.words, /Votre demande est partie.*Qui décide ?Collège Jean-Moulin/);
  const waiting = await secretary.visit(sent.path.replace('/mon-compte', '/ecole'));
  assert.match(waiting.words, /Nom de famille : une lettre change/);
  await waiting.send({ decision: 'accepted', reason: 'Passeport vu : un seul nom.' }, 'Envoyer la réponse');
  const both = await oksana.visit(`${sent.path}/verifier`);
  assert.equal((await both.send({}, 'Oui, mettre ensemble')).heading, 'C’est fait');
  assert.match((await oksana.visit('/mon-compte/enfants')).words, /Daryna.*Taras/);
  assert.equal((await verifyAudit(deps)).intact, true);

  await clearDemo(folder);
  assert.equal(await readStory(folder), undefined);
});
