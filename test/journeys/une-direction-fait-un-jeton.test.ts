// A head makes a token for a program, reads it for some minutes, gives it away, takes it back.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { tokenCommand } from '../../src/tokens/command.js';
import { openProgram } from '../api-client.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary } from '../secretary.js';
import { addParent, jeanMoulin } from '../world.js';

async function run(deps: TestDeps, ...argv: readonly string[]) {
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
  return { code: await tokenCommand(deps, argv, io), ...said };
}

onBothDatabases('une direction fait un jeton, le lit, s’en sert, le retire', async (deps) => {
  const app = await createApp(deps);
  await addParent(deps, jeanMoulin, 'Yanis');
  const { visitor, authenticator } = await openSecretary(deps, app, jeanMoulin, { mail: 'd@exemple.fr', role: 'head' });
  const settings = await visitor.visit('/ecole/reglages');
  const empty = await settings.follow('Jetons des programmes');
  const refused = await empty.send({ name: '', days: '4000' }, 'Faire le jeton');
  assert.equal(refused.status, 422);
  assert.match(refused.words, /Dites quel programme/);
  assert.match(refused.words, /Cochez ce que le programme peut faire/);
  assert.match(refused.words, /de 1 à 365/);

  deps.clock.advance({ minutes: 6 });
  const form = await visitor.visit('/ecole/reglages/jetons');
  const typed = { name: 'Vie scolaire', scope: 'accounts:read', code: '' };
  assert.match((await form.send(typed, 'Faire le jeton')).words, /Tapez le code/);
  const made = await form.send({ ...typed, code: authenticator.next() }, 'Faire le jeton');
  const secret = /fratrie_\w{49}/.exec(made.words)?.[0] ?? '';
  assert.ok(secret, made.words);
  assert.match(made.words, /13 déc. 2026/);
  const [stored] = await deps.db.selectFrom('apiToken').selectAll().execute();
  assert.ok(!JSON.stringify(stored).includes(secret), 'not kept in clear');

  const path = made.path;
  assert.ok((await visitor.visit(path)).words.includes(secret), 'reloaded');
  const program = openProgram(app, secret);
  assert.equal((await program.ask('GET', '/accounts')).body.total, 1);
  assert.ok(!(await visitor.visit(path)).words.includes(secret), 'used: nobody reads it again');

  deps.clock.advance({ minutes: 6 });
  const page = await visitor.visit(path);
  const ended = await page.send({ code: authenticator.next() }, 'Retirer ce jeton');
  assert.match(ended.words, /Retiré/);
  assert.equal((await program.ask('GET', '/accounts')).status, 401);
  const kinds = await deps.db.selectFrom('auditEvent').select('kind').where('kind', 'like', 'token%').execute();
  assert.deepEqual(
    kinds.map(({ kind }) => kind),
    ['token_made', 'token_revoked'],
  );
  // Nobody but who made it reads it, and for ten minutes.
  await visitor.visit('/ecole/reglages/jetons');
  const later = await (await visitor.visit('/ecole/reglages/jetons')).send(
    { name: 'Autre', scope: 'journal:read' },
    'Faire le jeton',
  );
  assert.match(later.words, /fratrie_/);
  deps.clock.advance({ minutes: 11 });
  assert.doesNotMatch((await visitor.visit(later.path)).words, /fratrie_/);
  await app.close();
});

onBothDatabases('les mêmes actes par la commande', async (deps) => {
  const app = await createApp(deps);
  await openSecretary(deps, app, jeanMoulin, { mail: 'd@exemple.fr', role: 'head' });
  await openSecretary(deps, app, jeanMoulin, { mail: 's@exemple.fr', role: 'secretary' });
  const add = (mail: string, scope: string) =>
    run(deps, 'add', '--school', jeanMoulin, '--mail', mail, '--name', 'Import', '--scope', scope);
  assert.equal((await add('s@exemple.fr', 'accounts:read')).code, 1, 'a secretary makes none');
  assert.equal((await add('d@exemple.fr', 'schools:write')).code, 2, 'a scope of the network');
  const made = await add('d@exemple.fr', 'accounts:read,imports:write');
  assert.equal(made.code, 0, made.err);
  const secret = /fratrie_\w{49}/.exec(made.out)?.[0] ?? '';
  const [, id] = /Jeton (\d+),/.exec(made.out) ?? [];
  const program = openProgram(app, secret);
  assert.equal((await program.ask('GET', '/accounts')).status, 200);
  assert.match((await run(deps, 'list', '--school', jeanMoulin)).out, /Import {2}Valable/);
  assert.equal((await run(deps, 'revoke', id ?? '')).code, 0);
  assert.equal((await run(deps, 'revoke', id ?? '')).code, 1);
  assert.equal((await program.ask('GET', '/accounts')).status, 401);
  await app.close();
});
