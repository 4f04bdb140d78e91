// What a bad mail server can do, with a real one: it refuses for a while, it cuts the line, it is slow. No mail is lost,
// no page waits, and the one case where a mail may arrive twice (taken, answer lost) is the same message twice.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createApp } from '../src/app.js';
import { inTransaction } from '../src/audit/actions.js';
import { queueMail } from '../src/mail/queue.js';
import { deliverMails } from '../src/mail/sending.js';
import { smtpTransport } from '../src/mail/transport.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { type MailServer, type ServerAnswer, startMailServer } from './mail-server.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';

async function withServer(real: TestDeps, t: TestContext): Promise<{ deps: TestDeps; server: MailServer }> {
  const server = await startMailServer();
  const mail = smtpTransport(server.url);
  t.after(async () => {
    mail.close();
    await server.stop();
  });
  return { deps: { ...real, mail }, server };
}

const notice = async (deps: TestDeps, accountId: number) =>
  await inTransaction(deps, (tx) =>
    queueMail(tx, deps, {
      kind: 'security_notice',
      accountId,
      what: 'password_changed',
      at: deps.now().toISOString(),
    }),
  );

const addressees = (server: MailServer) => server.received.flatMap(({ to }) => to).sort();
const messageIds = (server: MailServer) =>
  server.received.map(({ message }) => /^Message-ID: (.*)$/im.exec(message)?.[1]);

async function addParents(deps: TestDeps, count: number) {
  const parents = [];
  for (let i = 0; i < count; i += 1)
    parents.push(await addParent(deps, jeanMoulin, 'Yanis', { mail: `p${i}@exemple.fr` }));
  return parents;
}

onBothDatabases('a server that refuses for a while gets each mail once in the end', async (real, t) => {
  const { deps, server } = await withServer(real, t);
  const parents = await addParents(deps, 12);
  for (const { id } of parents) await notice(deps, id);
  // Two mails of three are put off, at each of the first rounds.
  server.answers.push(
    ...Array.from({ length: 18 }, (_, i): ServerAnswer => (i % 3 === 2 ? 'take' : 'temporary failure')),
  );
  await deliverMails(deps);
  assert.equal(server.received.length, 4);
  for (let round = 0; round < 4; round += 1) await deliverMails(deps, { evenLater: true });
  assert.deepEqual(addressees(server), parents.map((_, i) => `p${i}@exemple.fr`).sort());
  assert.equal(new Set(messageIds(server)).size, 12);
  assert.equal(await deliverMails(deps, { evenLater: true }), 0, 'nothing is left to send');
});

onBothDatabases('a line cut after the data may bring the same mail twice, under one Message-ID', async (real, t) => {
  const { deps, server } = await withServer(real, t);
  const [parent] = await addParents(deps, 1);
  assert.ok(parent);
  await notice(deps, parent.id);
  server.answers.push('cut after data');
  await deliverMails(deps);
  assert.equal(server.received.length, 1, 'the server has it; nobody here can know');
  await deliverMails(deps, { evenLater: true });
  assert.equal(server.received.length, 2);
  assert.equal(new Set(messageIds(server)).size, 1);
  const [first, second] = server.received.map(({ message }) =>
    message.replace(/^Date: .*$/im, '').replace(/--_NmP-[\w-]+/g, ''),
  );
  assert.equal(first?.replace(/boundary="[^"]*"/, ''), second?.replace(/boundary="[^"]*"/, ''));
  assert.equal(await deliverMails(deps, { evenLater: true }), 0);
});

onBothDatabases('while the server holds an answer back, no page waits for it', async (real, t) => {
  const { deps, server } = await withServer(real, t);
  const [slow, quick] = await addParents(deps, 2);
  assert.ok(slow && quick);
  const app = await createApp(deps);
  server.answers.push('wait');
  await notice(deps, slow.id);
  const delivery = deliverMails(deps);
  while (server.waiting.length === 0) await pause(5);
  // The mail is under way and nobody answers: a page that promises one more, and the sign-in, do not wait for it.
  const asked = await openVisitor(app).visit('/connexion/mot-de-passe-oublie');
  assert.equal((await asked.send({ identifier: quick.identifier })).heading, 'Regardez votre boîte mail');
  const home = await (await openVisitor(app).visit('/connexion')).send({
    identifier: slow.identifier,
    password: slow.password,
  });
  assert.equal(home.path, '/accueil');
  assert.equal(server.waiting.length, 1, 'it still waits');
  server.waiting[0]?.();
  await delivery;
  await deliverMails(deps);
  assert.deepEqual(addressees(server), ['p0@exemple.fr', 'p1@exemple.fr']);
});

onBothDatabases('a mail tried again after its link was used or replaced says nothing any more', async (real, t) => {
  const { deps, server } = await withServer(real, t);
  const [parent] = await addParents(deps, 1);
  assert.ok(parent);
  const app = await createApp(deps);
  const owner = openVisitor(app);
  await (await owner.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
  const change = async (mail: string) => await (await owner.visit('/mon-compte/mail')).send({ mail });
  await change('faute@exemple.fr');
  // The notice to the former address, and the message to the new one: both are put off.
  server.answers.push('temporary failure', 'temporary failure');
  await deliverMails(deps);
  await change('juste@exemple.fr');
  for (let round = 0; round < 3; round += 1) await deliverMails(deps, { evenLater: true });
  assert.deepEqual(
    addressees(server),
    ['juste@exemple.fr', 'p0@exemple.fr', 'p0@exemple.fr'],
    'one message to the new address, whose link is alive; two notices to the former one',
  );
});
