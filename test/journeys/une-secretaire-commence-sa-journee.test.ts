// A secretary opens the desk in the morning: the register and when it is due, letters that stopped, the year, whom to call.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { settingsCommand } from '../../src/network-settings/command.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { importRegister } from '../registers.js';
import { openSecretary } from '../secretary.js';
import { addParent, jeanMoulin } from '../world.js';

async function set(deps: TestDeps, name: string, value: string): Promise<number> {
  return await settingsCommand(deps, ['set', name, value], { out: () => undefined, err: () => undefined, cwd: '/' });
}

onBothDatabases('the first page tells when the register came, and when it is late', async (deps) => {
  const app = await createApp(deps);
  const { visitor } = await openSecretary(deps, app, jeanMoulin);
  assert.match((await visitor.visit('/ecole')).words, /La base élèves n’est pas encore chargée/);
  const pupils = [{ id: 1, firstName: 'Yanis' }];
  const guardians = [{ id: 7, firstName: 'Nadia', familyName: 'BENALI' }];
  await importRegister(deps, { uai: jeanMoulin, pupils, guardians, links: [[1, 7]] });
  const fresh = await visitor.visit('/ecole');
  assert.match(
    fresh.words,
    /Base élèves chargée le 14 septembre 2026\. La prochaine est attendue avant le 14 octobre 2026/,
  );
  assert.equal(await set(deps, 'import-days', '7'), 0);
  deps.clock.set('2026-09-21T08:00:00Z');
  const secretary = await openSecretary(deps, app, jeanMoulin, { mail: 'autre@exemple.fr' });
  assert.match(
    (await secretary.visitor.visit('/ecole')).words,
    /attendue avant le 21 septembre/,
    'the last day is in time',
  );
  deps.clock.set('2026-09-22T08:00:00Z');
  const late = await openSecretary(deps, app, jeanMoulin, { mail: 'tard@exemple.fr' });
  assert.match((await late.visitor.visit('/ecole')).words, /Une nouvelle était attendue le 21 septembre 2026/);
});

onBothDatabases('it shows the year as a curve and a table, letters that stopped, and whom to call', async (deps) => {
  const app = await createApp(deps);
  const { visitor } = await openSecretary(deps, app, jeanMoulin);
  for (const name of ['Yanis', 'Lina', 'Noé', 'Zoé', 'Tom', 'Emma']) await addParent(deps, jeanMoulin, name);
  assert.equal(await set(deps, 'help-phone', 'allô'), 2, 'a number, or nothing');
  assert.equal(await set(deps, 'help-phone', '05 57 57 38 00'), 0);
  const batch = {
    schoolUai: jeanMoulin,
    staffId: (await deps.db.selectFrom('staff').select('id').executeTakeFirstOrThrow()).id,
    askedAt: deps.now(),
    actor: JSON.stringify({ type: 'command' }),
    reissue: false,
    links: false,
    paper: 'a4',
    situation: 'unopened',
    picked: false,
  } as const;
  await deps.db
    .insertInto('letterBatch')
    .values({ ...batch, state: 'failed', endedAt: deps.now() })
    .execute();
  const page = await visitor.visit('/ecole');
  assert.match(page.words, /Des lettres se sont arrêtées/);
  assert.match(page.words, /05 57 57 38 00/);
  assert.match(page.html, /<svg[^>]*role="img"[^>]*aria-label="Comptes activés depuis la rentrée : 6 sur 6/);
  assert.match(page.words, /Semaine du Comptes activés Part .* 6 100 %/);
  await deps.db
    .insertInto('letterBatch')
    .values({ ...batch, state: 'ready', endedAt: deps.now() })
    .execute();
  assert.doesNotMatch((await visitor.visit('/ecole')).words, /se sont arrêtées/, 'made good since');
});
