// A member of staff keeps recovery codes for the day that the telephone is lost, and ends sessions left open elsewhere.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary, runStaff, signInStaff } from '../secretary.js';
import { openVisitor, type Page } from '../visitor.js';
import { jeanMoulin } from '../world.js';

async function open(deps: TestDeps) {
  const app = await createApp(deps);
  const secretary = await openSecretary(deps, app, jeanMoulin);
  const page = await secretary.visitor.visit('/ecole/mon-acces');
  return { app, secretary, page };
}

const codesOn = (page: Page): string[] => page.all('.code').filter((text) => /^[0-9A-Z]{5}-[0-9A-Z]{5}$/.test(text));

onBothDatabases(
  'ten codes are shown for a while; each opens the desk once, in the place of the telephone',
  async (deps) => {
    const { app, secretary, page } = await open(deps);
    assert.match(page.words, /Vous n’avez pas de codes de secours/);
    const made = await page.send({}, 'Faire dix nouveaux codes');
    const codes = codesOn(made);
    assert.equal(new Set(codes).size, 10);
    assert.match(made.html, /data-print/);
    assert.doesNotMatch(made.words, /Faire dix nouveaux codes/, 'not while ten are shown');
    deps.clock.advance({ minutes: 11 });
    assert.deepEqual(codesOn(await secretary.visitor.visit('/ecole/mon-acces')), [], 'not shown for ever');

    const { mail, password } = secretary;
    const [first = '', second = ''] = codes;
    const signIn = (code: string, secret = password) => signInStaff(openVisitor(app), { mail, password: secret, code });
    assert.equal((await signIn(first, 'un mot de passe faux')).status, 422, 'a code is half of it');
    assert.equal((await signIn(first.toLowerCase().replace('-', ' '))).path, '/ecole', 'typed carelessly');
    assert.equal((await signIn(first)).status, 422, 'once');
    const answers = await Promise.all([signIn(second), signIn(second)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422], 'once, also at once');
    assert.match((await secretary.visitor.visit('/ecole/mon-acces')).words, /Il vous reste 8 codes/);
    const kinds = (await deps.db.selectFrom('auditEvent').select('kind').execute()).map(({ kind }) => kind);
    assert.equal(kinds.filter((kind) => kind === 'staff_recovery_code_used').length, 2);
  },
);

onBothDatabases('new codes end those of before, and a renewed access ends them all', async (deps) => {
  const { app, secretary, page } = await open(deps);
  const { mail, password, authenticator } = secretary;
  const [old = ''] = codesOn(await page.send({}, 'Faire dix nouveaux codes'));
  deps.clock.advance({ minutes: 11 });
  const stale = await secretary.visitor.visit('/ecole/mon-acces');
  assert.equal((await stale.send({ code: '' }, 'Faire dix nouveaux codes')).status, 422, 'a fresh factor is asked');
  const again = await stale.send({ code: authenticator.next() }, 'Faire dix nouveaux codes');
  const [fresh = ''] = codesOn(again);
  assert.notEqual(fresh, old);
  assert.equal((await signInStaff(openVisitor(app), { mail, password, code: old })).status, 422);
  await runStaff(deps, 'renew', '--mail', mail);
  assert.equal((await signInStaff(openVisitor(app), { mail, password, code: fresh })).status, 422);
});

onBothDatabases('a session left open elsewhere is ended from here, and only one’s own', async (deps) => {
  const { app, secretary } = await open(deps);
  const { mail, password, authenticator } = secretary;
  const elsewhere = openVisitor(app, { address: '198.51.100.4' });
  await signInStaff(elsewhere, { mail, password, code: authenticator.next() });
  const other = await openSecretary(deps, app, jeanMoulin, { mail: 'autre@exemple.fr' });
  const page = await secretary.visitor.visit('/ecole/mon-acces');
  assert.match(page.words, /198\.51…/);
  const { id } = await deps.db
    .selectFrom('session')
    .innerJoin('staff', 'staff.id', 'session.staffId')
    .select('session.id')
    .where('staff.mail', '=', 'autre@exemple.fr')
    .executeTakeFirstOrThrow();
  await secretary.visitor.post(`/ecole/mon-acces/connexions/${id}`, { _csrf: page.field('_csrf') ?? '' });
  assert.equal((await other.visitor.visit('/ecole')).path, '/ecole', 'somebody else’s goes on');
  const ended = await page.send({}, 'Fermer cette connexion');
  assert.doesNotMatch(ended.words, /198\.51/);
  assert.equal((await elsewhere.visit('/ecole')).path, '/ecole/connexion');
  assert.equal((await secretary.visitor.visit('/ecole')).path, '/ecole');
});
