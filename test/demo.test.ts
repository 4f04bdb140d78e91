// What the demo may be asked, and how it tells the mails that leave.
import assert from 'node:assert/strict';
import { get } from 'node:http';
import { test } from 'node:test';
import { inTransaction } from '../src/audit/actions.js';
import { openDemoApplications } from '../src/demo/connecting.js';
import { readDemoOptions } from '../src/demo/options.js';
import { demoCatalogue } from '../src/demo/services.js';
import { tellMails } from '../src/demo/told-mails.js';
import { queueMail } from '../src/mail/queue.js';
import { deliverMails } from '../src/mail/sending.js';
import type { Mail } from '../src/mail/transport.js';
import { importCatalogue } from '../src/services/actions.js';
import { makeDeps } from './harness.js';
import { addParent, jeanMoulin } from './world.js';

test('the demo is built anew, tells a code, or lives some days ahead', () => {
  const plain = { fresh: false, code: false, days: 0 };
  assert.deepEqual(readDemoOptions([]), plain);
  assert.deepEqual(readDemoOptions(['--fresh']), { ...plain, fresh: true });
  assert.deepEqual(readDemoOptions(['--code', '--days', '70']), { ...plain, code: true, days: 70 });
  assert.deepEqual(readDemoOptions(['--days', '999', '--fresh']), { ...plain, fresh: true, days: 999 });
  for (const wrong of [
    ['--fresh', '--code'],
    ['--fresh', '--fresh'],
    ['--days'],
    ['--days', '0'],
    ['--days', '-3'],
    ['--days', '1000'],
    ['--days', '1', '--days', '2'],
    ['fresh'],
  ])
    assert.equal(readDemoOptions(wrong), undefined, wrong.join(' '));
});

test('each mail of the demo is told once it has left, with its link in one piece', async () => {
  const made = await makeDeps();
  let said = '';
  const kept: Mail[] = [];
  const deps = {
    ...made,
    mail: tellMails(
      made.mail,
      (text) => {
        said += text;
      },
      kept,
    ),
  };
  const { id } = await addParent(deps, jeanMoulin, 'Yanis');
  await deps.db.updateTable('account').set({ mail: 'nadia@exemple.fr' }).where('id', '=', id).execute();
  await inTransaction(deps, (tx) => queueMail(tx, deps, { kind: 'confirm_mail', accountId: id }));
  await deliverMails(deps);
  assert.equal(made.sent.length, 1, 'it left as before');
  assert.match(said, /^\n {2}Mail à nadia@exemple\.fr\n {2}Confirmez votre adresse mail\n\n {4}Bonjour,\n/);
  const link = /^ {4}(http:\/\/127\.0\.0\.1:3000\/mail\/[\w-]{22})$/m.exec(said)?.[1];
  assert.ok(link !== undefined && made.sent[0]?.text.includes(link), said);
  // And beside the applications, for whoever has no terminal before him.
  await importCatalogue(deps, demoCatalogue);
  const server = await openDemoApplications(deps, kept);
  const page = await (await fetch(`${server.address}/messages`)).text();
  const { port } = new URL(server.address);
  // By the name of a stranger that leads here, his page would read live links.
  const asked = (host: string) =>
    new Promise<number | undefined>((told, failed) => {
      const options = { host: '127.0.0.1', port, path: '/messages', headers: { host }, agent: false };
      get(options, (answer) => told(answer.resume().statusCode)).on('error', failed);
    });
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
    assert.equal(await asked(host), 200, host);
  for (const host of [
    `voleur.exemple:${port}`,
    `localhost.voleur.exemple:${port}`,

    `127.0.0.1:${port}@voleur.exemple`,
  ])
    assert.equal(await asked(host), 421, host);
  await server.close();
  assert.match(page, /À nadia@exemple\.fr/);
  assert.ok(page.includes(`<a href="${link}">`), page);
});
