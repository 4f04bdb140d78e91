import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditCommand } from '../src/audit/command.js';
import { verifyAudit } from '../src/audit/verifying.js';
import type { Io } from '../src/command.js';
import { schoolCommand } from '../src/people/command.js';
import { staffCommand } from '../src/staff/command.js';
import { makeDeps, onBothDatabases } from './harness.js';

function terminal(): Io & { told: string; mistaken: string } {
  const io = {
    cwd: '/',
    told: '',
    mistaken: '',
    out: (text: string) => {
      io.told += text;
    },
    err: (text: string) => {
      io.mistaken += text;
    },
  };
  return io;
}

const jeanMoulin = ['add', '--uai', '0333232J', '--name', 'Collège Jean Moulin', '--kind', 'college'];

onBothDatabases('school add makes a school once, with its audit event', async (deps) => {
  const io = terminal();
  const more = ['--phone', '05 36 49 12 30', '--address', '12 rue des Lilas, BP 3', '--town', 'Bordeaux'];
  assert.equal(await schoolCommand(deps, [...jeanMoulin, ...more], io), 0, io.mistaken);
  const [school, ...others] = await deps.db.selectFrom('school').selectAll().execute();
  assert.deepEqual(others, []);
  assert.equal(school?.name, 'Collège Jean Moulin');
  assert.equal(school.addressLines, '12 rue des Lilas\nBP 3');
  assert.equal(school.registerSource, null);
  assert.equal(await schoolCommand(deps, [...jeanMoulin.with(4, 'Autre nom')], io), 1);
  assert.match(io.mistaken, /existe déjà : Collège Jean Moulin/);
  const events = await deps.db.selectFrom('auditEvent').select(['kind', 'data']).execute();
  assert.deepEqual(events, [{ kind: 'school_added', data: { uai: '0333232J' } }]);
  assert.deepEqual(await verifyAudit(deps), { intact: true, events: 1 });
});

test('school add tells every mistake at once, and doubts a strange code without refusing it', async () => {
  const deps = await makeDeps();
  const wrong = terminal();
  assert.equal(await schoolCommand(deps, ['add', '--uai', '033-A', '--kind', 'fac'], wrong), 2);
  for (const mistake of [/--uai/, /--name/, /--kind/]) assert.match(wrong.mistaken, mistake);
  const doubtful = terminal();
  assert.equal(await schoolCommand(deps, jeanMoulin.with(2, '0333232A'), doubtful), 0);
  assert.match(doubtful.mistaken, /dernière lettre de 0333232A/);
  const strange = terminal();
  assert.equal(await schoolCommand(deps, jeanMoulin.with(2, '123abc'), strange), 0, 'an import takes this code');
  assert.match(strange.mistaken, /123ABC n’a pas la forme/);
  const staff = terminal();
  const member = ['add', '--school', '123ABC', '--mail', 'secretariat@ecole.exemple'];
  assert.equal(await staffCommand(deps, member, staff), 0, staff.mistaken);
});

onBothDatabases('audit verify names the first broken link, and exits 1', async (deps) => {
  const io = terminal();
  for (const number of ['0330001X', '0330002Y', '0330003Z'])
    await schoolCommand(deps, jeanMoulin.with(2, number), terminal());
  assert.equal(await auditCommand(deps, ['verify'], io), 0);
  assert.match(io.told, /intacte : 3 événements/);
  await deps.db.updateTable('auditEvent').set({ kind: 'mail_given' }).where('seq', '=', 2).execute();
  assert.equal(await auditCommand(deps, ['verify'], io), 1);
  assert.match(io.mistaken, /le maillon 2 a été modifié/);
  await deps.db.deleteFrom('auditEvent').where('seq', '=', 2).execute();
  assert.equal(await auditCommand(deps, ['verify'], io), 1);
  assert.match(io.mistaken, /le maillon 2 manque/);
});
