import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTransaction } from '../src/audit/actions.js';
import { queueMail } from '../src/mail/queue.js';
import { deliverMails } from '../src/mail/sending.js';
import { fileTransport, smtpTransport } from '../src/mail/transport.js';
import { confirmOwnMail, isMailTokenLive } from '../src/profile/mail-actions.js';
import { makeDeps, onBothDatabases } from './harness.js';
import { startMailServer } from './mail-server.js';
import { plain } from './visitor.js';
import { addParent, jeanMoulin, louiseMichel } from './world.js';
async function addAccount(deps, identifier, mail) {
    const { id } = await deps.db
        .insertInto('account')
        .values({ identifier, state: 'active', passwordHash: 'x', mail, createdAt: deps.now() })
        .returning('id')
        .executeTakeFirstOrThrow();
    return id;
}
const promise = (deps, job) => inTransaction(deps, (tx) => queueMail(tx, deps, job));
const linkOf = (deps, text) => {
    const token = new RegExp(`${deps.config.publicUrl}/mail/([\\w-]{22})\\n`).exec(text)?.[1];
    assert.ok(token, text);
    return token;
};
async function stateOfMail(deps, id) {
    return await deps.db
        .selectFrom('account')
        .select(['mail', 'mailConfirmedAt'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
}
onBothDatabases('the confirmation mail holds a link that confirms the address, once', async (deps) => {
    const id = await addAccount(deps, 'n.benali4827', 'nadia@exemple.fr');
    await promise(deps, { kind: 'confirm_mail', accountId: id });
    assert.deepEqual(await deps.db.selectFrom('singleUseToken').select('id').execute(), [], 'no token before it leaves');
    assert.equal(await deliverMails(deps), 1);
    const [mail, ...others] = deps.sent;
    assert.deepEqual(others, []);
    assert.ok(mail);
    assert.equal(mail.to, 'nadia@exemple.fr');
    assert.equal(mail.subject, 'Confirmez votre adresse mail');
    assert.doesNotMatch(mail.subject + mail.text, /benali/i, 'neither name nor identifier leaves by mail');
    assert.match(plain(mail.text), /jusqu’au 17 septembre 2026, 10 h\./);
    const token = linkOf(deps, mail.text);
    assert.ok(mail.html.includes(`href="${deps.config.publicUrl}/mail/${token}"`));
    assert.equal(await isMailTokenLive(deps, token), true);
    assert.equal((await confirmOwnMail(deps, token, '127.0.0.1')).ok, true);
    assert.notEqual((await stateOfMail(deps, id)).mailConfirmedAt, null);
    assert.equal((await confirmOwnMail(deps, token, '127.0.0.1')).ok, false, 'a second time does nothing');
});
test('a link is dead after three days, and when the address has changed', async () => {
    const deps = await makeDeps();
    const late = await addAccount(deps, 'late', 'late@exemple.fr');
    const moved = await addAccount(deps, 'moved', 'old@exemple.fr');
    for (const accountId of [late, moved])
        await promise(deps, { kind: 'confirm_mail', accountId });
    await deliverMails(deps);
    const token = (to) => linkOf(deps, deps.sent.find((mail) => mail.to === to)?.text ?? '');
    await deps.db.updateTable('account').set({ mail: 'new@exemple.fr' }).where('id', '=', moved).execute();
    assert.equal((await confirmOwnMail(deps, token('old@exemple.fr'), '')).ok, false);
    deps.clock.advance({ hours: 71, minutes: 59 });
    assert.equal(await isMailTokenLive(deps, token('late@exemple.fr')), true);
    deps.clock.advance({ minutes: 1 });
    assert.equal(await isMailTokenLive(deps, token('late@exemple.fr')), false);
});
test('nothing is sent to an address that was withdrawn or confirmed meanwhile', async () => {
    const deps = await makeDeps();
    const withdrawn = await addAccount(deps, 'withdrawn', null);
    const confirmed = await addAccount(deps, 'confirmed', 'a@exemple.fr');
    await deps.db.updateTable('account').set({ mailConfirmedAt: deps.now() }).where('id', '=', confirmed).execute();
    for (const accountId of [withdrawn, confirmed])
        await promise(deps, { kind: 'confirm_mail', accountId });
    assert.equal(await deliverMails(deps), 2);
    assert.deepEqual(deps.sent, []);
});
/** A grouping as the database keeps it: a parent of Jean Moulin takes the child of Louise Michel. */
async function addGrouping(deps) {
    const kept = await addParent(deps, jeanMoulin, 'Emma');
    const absorbed = await addParent(deps, louiseMichel, 'Lou');
    const at = deps.now();
    const { id } = await deps.db
        .insertInto('grouping')
        .values({ reference: 'R-2K4F-7Q', keptId: kept.id, absorbedId: absorbed.id, proof: 'password', at })
        .returning('id')
        .executeTakeFirstOrThrow();
    await deps.db
        .updateTable('attachment')
        .set({ until: at, endedCause: 'grouping', endedGroupingId: id })
        .where('accountId', '=', absorbed.id)
        .execute();
    const moved = { guardianId: absorbed.guardianId, since: at, beganCause: 'grouping', beganGroupingId: id };
    await deps.db
        .insertInto('attachment')
        .values({ ...moved, accountId: kept.id })
        .execute();
    return id;
}
onBothDatabases('both sides of a grouping are told, each with the schools that it may call', async (deps) => {
    const groupingId = await addGrouping(deps);
    for (const side of ['kept', 'absorbed'])
        await promise(deps, { kind: 'grouping_notice', groupingId, side, to: `${side}@exemple.fr` });
    await deliverMails(deps);
    const text = (to) => plain(deps.sent.find((mail) => mail.to === to)?.text ?? '');
    const kept = text('kept@exemple.fr');
    assert.match(kept, /14 septembre 2026, 10 h, un autre compte a été regroupé avec le vôtre/);
    assert.match(kept, /R-2K4F-7Q/);
    assert.match(kept, /Collège 0330001X, 05 36 49 12 30 Collège 0330002Y/);
    const absorbed = text('absorbed@exemple.fr');
    assert.match(absorbed, /votre compte a été regroupé avec un autre\. Il est fermé\./);
    assert.match(absorbed, /Collège 0330002Y, 05 36 49 12 30/);
    assert.doesNotMatch(absorbed, /0330001X/, 'the closed account’s mailbox learns no school of the other one');
});
test('a name with a sign of HTML is written, not obeyed', async () => {
    const deps = await makeDeps();
    const groupingId = await addGrouping(deps);
    await deps.db.updateTable('school').set({ name: 'École <b>R&D</b>' }).where('uai', '=', louiseMichel).execute();
    await promise(deps, { kind: 'grouping_notice', groupingId, side: 'absorbed', to: 'a@exemple.fr' });
    await deliverMails(deps);
    assert.match(deps.sent[0]?.text ?? '', /École <b>R&D<\/b>/);
    assert.match(deps.sent[0]?.html ?? '', /École &lt;b>R&amp;D&lt;\/b>/);
});
async function throughServer(t, work) {
    const server = await startMailServer();
    const transport = smtpTransport(server.url);
    t.after(async () => {
        transport.close();
        await server.stop();
    });
    const mail = transport;
    await work({ ...(await makeDeps()), mail }, server);
}
const messageId = (message) => /^Message-ID: (.*)$/im.exec(message)?.[1];
test('a mail that the server could not take now leaves later: none lost, none twice', async (t) => {
    await throughServer(t, async (deps, server) => {
        const ids = [];
        for (const name of ['a', 'b', 'c'])
            ids.push(await addAccount(deps, name, `${name}@exemple.fr`));
        for (const accountId of ids)
            await promise(deps, { kind: 'confirm_mail', accountId });
        server.answers.push('take', 'temporary failure', 'take');
        await deliverMails(deps);
        assert.equal(server.received.length, 2);
        await deliverMails(deps);
        assert.equal(server.received.length, 2, 'the server is left in peace until the time of the next try');
        await deliverMails(deps, { evenLater: true });
        await deliverMails(deps, { evenLater: true });
        const to = server.received.flatMap((one) => one.to).sort();
        assert.deepEqual(to, ['a@exemple.fr', 'b@exemple.fr', 'c@exemple.fr']);
        const [one] = server.received;
        assert.equal(one?.from, 'ne-pas-repondre@fratrie.invalid');
        assert.match(one.message, /^Auto-Submitted: auto-generated\r$/im);
        assert.match(one.message, /^Content-Type: multipart\/alternative/im);
    });
});
test('a mail that arrives twice, its first answer lost, is one message with one working link', async (t) => {
    await throughServer(t, async (deps, server) => {
        const id = await addAccount(deps, 'a', 'a@exemple.fr');
        await promise(deps, { kind: 'confirm_mail', accountId: id });
        server.answers.push('hang up after data');
        await deliverMails(deps);
        deps.clock.advance({ hours: 5 });
        await deliverMails(deps, { evenLater: true });
        const [first, second, ...more] = server.received;
        assert.deepEqual(more, []);
        assert.ok(first && second);
        assert.equal(messageId(first.message), messageId(second.message));
        const tokens = await deps.db.selectFrom('singleUseToken').select('expiresAt').execute();
        assert.deepEqual(tokens, [{ expiresAt: new Date(deps.now().getTime() + 72 * 3_600_000) }]);
    });
});
test('a mail that the server will never take is given up, and said in the log without the address', async (t) => {
    await throughServer(t, async (deps, server) => {
        const id = await addAccount(deps, 'a', 'nobody@exemple.fr');
        await promise(deps, { kind: 'confirm_mail', accountId: id });
        server.answers.push('no such person');
        await deliverMails(deps);
        assert.equal(await deliverMails(deps, { evenLater: true }), 0);
        const [line] = deps.logged.filter(({ level }) => level === 'warn');
        assert.equal(line?.fields.status, 550);
        assert.doesNotMatch(JSON.stringify(deps.logged), /nobody@/);
    });
});
test('while no mail server answers, mails wait', async (t) => {
    const deps = await makeDeps();
    const server = await startMailServer();
    await server.stop();
    const mail = smtpTransport(server.url);
    t.after(() => mail.close());
    await promise(deps, { kind: 'confirm_mail', accountId: await addAccount(deps, 'a', 'a@exemple.fr') });
    await deliverMails({ ...deps, mail });
    assert.equal(await deliverMails(deps, { evenLater: true }), 1);
    assert.equal(deps.sent.length, 1);
});
test('without a mail server, mails are files that their owner alone reads', async (t) => {
    const folder = join(mkdtempSync(join(tmpdir(), 'fratrie-mail-')), 'mail');
    t.after(() => rmSync(join(folder, '..'), { recursive: true, force: true }));
    const deps = await makeDeps();
    await promise(deps, { kind: 'confirm_mail', accountId: await addAccount(deps, 'a', 'élise@exemple.fr') });
    await deliverMails({ ...deps, mail: fileTransport(folder) });
    const [name, ...others] = readdirSync(folder);
    assert.deepEqual(others, []);
    assert.ok(name);
    assert.match(name, /\.eml$/);
    assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
    assert.match(readFileSync(join(folder, name), 'utf8'), /^Subject: Confirmez votre adresse mail\r$/m);
});
