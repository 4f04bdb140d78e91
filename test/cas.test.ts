// CAS as a service and a browser meet it: tickets, what they hang on, and everything that must not work.
import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { createApp } from '../src/app.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { readXml } from '../src/saml/xml.js';
import type { ClientOf } from '../src/sso/rules.js';
import { addClient } from './clients.js';
import { onBothDatabases, onPostgres, type TestDeps } from './harness.js';
import { propose } from './proposals.js';
import { tricks } from './tricks.js';
import { openVisitor, type Page, type Visitor } from './visitor.js';
import { type AddedAccount, addParent, jeanMoulin, louiseMichel } from './world.js';

const origin = 'https://ent.exemple.fr';
const service = `${origin}/parents/`;

type World = {
  readonly app: FastifyInstance;
  readonly client: ClientOf<'cas'>;
  readonly parent: AddedAccount;
  readonly visitor: Visitor;
};

async function open(deps: TestDeps, settings = { service: `${origin}/*`, logout: true }): Promise<World> {
  const app = await createApp(deps);
  const client = await addClient(deps, 'cas', settings, { name: 'ENT Osé' });
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  return { app, client, parent, visitor: openVisitor(app, { mayLeave: true }) };
}

const login = (address: string, more: Record<string, string> = {}) =>
  `/cas/login?${new URLSearchParams({ service: address, ...more })}`;

const signIn = async ({ parent }: World, page: Page) =>
  await page.send({ identifier: parent.identifier, password: parent.password });

/** Signs in by the service's own address, as a browser does. */
async function enter(world: World, address = service): Promise<string> {
  return ticketOf(await signIn(world, await world.visitor.visit(login(address))), address);
}

function ticketOf(page: Page, address = service): string {
  const url = new URL(page.url);
  const ticket = url.searchParams.get('ticket') ?? '';
  assert.match(ticket, /^ST-[0-9A-Za-z-]{29,253}$/, page.url);
  url.searchParams.delete('ticket');
  assert.equal(url.href, address);
  return ticket;
}

async function ask(app: FastifyInstance, path: string, query: Record<string, string>) {
  const answer = await app.inject({ url: `/cas/${path}?${new URLSearchParams(query)}` });
  assert.equal(answer.headers['set-cookie'], undefined);
  assert.equal(answer.headers['cache-control'], 'no-store');
  return answer;
}

/** What p3/serviceValidate says: the user, or the code of the failure. */
async function validate(app: FastifyInstance, ticket: string, more: Record<string, string> = {}): Promise<string> {
  const answer = await ask(app, 'p3/serviceValidate', { service, ticket, ...more });
  const xml = readXml(answer.body);
  assert.ok(xml.ok, answer.body);
  const [verdict] = xml.value.children;
  if (verdict?.name === 'authenticationFailure') return verdict.attributes.code ?? '';
  assert.equal(verdict?.name, 'authenticationSuccess');
  return verdict?.children[0]?.text ?? '';
}

onBothDatabases('a parent signs in for a service, which learns who he is', async (deps) => {
  const world = await open(deps);
  const { app, visitor } = world;
  const first = await visitor.visit(login(`${service}?page=2&mot=%C3%A9t%C3%A9`));
  assert.equal(first.path, '/connexion');
  const ticket = ticketOf(await signIn(world, first), `${service}?page=2&mot=%C3%A9t%C3%A9`);
  const asked = { service: `${service}?page=2&mot=%C3%A9t%C3%A9`, ticket };
  const answer = await ask(app, 'p3/serviceValidate', asked);
  assert.equal(answer.headers['content-type'], 'application/xml; charset=utf-8');
  const [, user = ''] = /<cas:user>([\w-]{22})<\/cas:user>/.exec(answer.body) ?? [];
  assert.match(answer.body, /<cas:attributes>.*<cas:isFromNewLogin>true</);
  // The next service asks nothing, and this one is told the same name again.
  const again = ticketOf(await visitor.visit(login(service)));
  assert.notEqual(again, ticket);
  const json = await ask(app, 'serviceValidate', { service, ticket: again, format: 'JSON' });
  const { authenticationSuccess } = json.json().serviceResponse;
  assert.equal(authenticationSuccess.user, user);
  assert.equal(authenticationSuccess.attributes.isFromNewLogin, false);
  assert.equal(authenticationSuccess.attributes.authenticationDate, deps.now().toISOString());
  const old = ticketOf(await visitor.visit(login(service)));
  assert.equal((await ask(app, 'validate', { service, ticket: old })).body, `yes\n${user}\n`);
  assert.equal((await ask(app, 'validate', { service, ticket: old })).body, 'no\n\n');
  for (const path of ['proxyValidate', 'p3/proxyValidate'])
    assert.match(
      (await ask(app, path, { service, ticket: ticketOf(await visitor.visit(login(service))) })).body,
      RegExp(user),
    );
});

onBothDatabases('a ticket is spent by the first try, good or bad', async (deps) => {
  const world = await open(deps);
  const { app, visitor } = world;
  const spent = await enter(world);
  assert.match(await validate(app, spent), /^[\w-]{22}$/);
  assert.equal(await validate(app, spent), 'INVALID_TICKET');
  const next = async () => ticketOf(await visitor.visit(login(service)));
  const elsewhere = await next();
  assert.equal(await validate(app, elsewhere, { service: `${origin}/autre/` }), 'INVALID_SERVICE');
  assert.equal(await validate(app, elsewhere), 'INVALID_TICKET', 'spent by the try for another address');
  const prefix = await next();
  assert.equal(await validate(app, prefix, { service: service.slice(0, -1) }), 'INVALID_SERVICE');
  const longer = await next();
  assert.equal(await validate(app, longer, { service: `${service}x` }), 'INVALID_SERVICE');
  const proxied = await next();
  assert.equal(await validate(app, proxied, { pgtUrl: 'https://a.example/' }), 'UNAUTHORIZED_SERVICE_PROXY');
  assert.equal(await validate(app, proxied), 'INVALID_TICKET');
  const late = await next();
  deps.clock.advance({ seconds: 30 });
  assert.equal(await validate(app, late), 'INVALID_TICKET');
});

onBothDatabases('what is no ticket, or no request, is told so', async (deps) => {
  const { app } = await open(deps);
  const code = async (path: string, query: Record<string, string>) =>
    /code="(\w+)"/.exec((await ask(app, path, query)).body)?.[1];
  const short: Record<string, string>[] = [{}, { service }, { ticket: 'ST-1' }, { service: '', ticket: '' }];
  for (const query of short) assert.equal(await code('serviceValidate', query), 'INVALID_REQUEST');
  const twice = await app.inject({ url: `/cas/serviceValidate?ticket=ST-1&ticket=ST-2&service=${service}` });
  assert.match(twice.body, /INVALID_REQUEST/);
  for (const ticket of ['ST-1', `ST-${'0'.repeat(48)}`, "ST-' or 1=1", `ST-${'x'.repeat(9000)}`, 'TGT-1', '<a>&\u0000'])
    assert.match((await code('serviceValidate', { service, ticket })) ?? '', /INVALID_(TICKET|REQUEST)/, ticket);
  assert.equal(await code('serviceValidate', { service, ticket: 'PT-1' }), 'INVALID_TICKET_SPEC');
  assert.equal(await code('proxyValidate', { service, ticket: 'PT-1' }), 'INVALID_TICKET');
  assert.equal(await code('proxy', { pgt: 'PGT-1', targetService: service }), 'UNAUTHORIZED_SERVICE');
});

onBothDatabases('no trick brings a ticket to another address', async (deps) => {
  const exact = await open(deps, { service, logout: true });
  await enter(exact);
  for (const address of [
    ...tricks(origin, '/parents/'),
    `${service}?a=b`,
    `${origin}/`,
    'https://autre.example/',
    '',
  ]) {
    const page = await exact.visitor.visit(login(address));
    assert.equal(page.status, 400, address);
    assert.equal(page.heading, 'L’application n’a pas bien demandé');
    assert.doesNotMatch(page.html, /attaquant|alert\(1\)/, 'nothing of the address comes back');
  }
  const twice = await exact.visitor.visit(`${login(service)}&service=https://autre.example/`);
  assert.equal(twice.status, 400);
  const { rows } = await sql<{ n: number }>`select count(*) as n from cas_ticket`.execute(deps.db);
  assert.equal(rows[0]?.n, 1);
});

onBothDatabases('renew: a secret is given for this very sign-in, and the ticket says so', async (deps) => {
  const world = await open(deps);
  const { app, visitor, parent } = world;
  await enter(world);
  deps.clock.advance({ seconds: 10 });
  const lazy = ticketOf(await visitor.visit(login(service)));
  assert.equal(await validate(app, lazy, { renew: 'true' }), 'INVALID_TICKET', 'it came from a session');
  const proof = await visitor.visit(login(service, { renew: 'true', gateway: 'true' }));
  assert.equal(proof.path, '/mon-compte/preuve', 'a password, even though he proved it a moment ago');
  assert.equal(
    (await visitor.visit(proof.field('retour') ?? '')).path,
    '/mon-compte/preuve',
    'there is no way around it',
  );
  const ticket = ticketOf(await proof.send({ password: parent.password }));
  assert.match(await validate(app, ticket, { renew: 'true' }), /^[\w-]{22}$/);
  const fresh = openVisitor(app, { mayLeave: true });
  const signedIn = await signIn(world, await fresh.visit(login(service, { renew: 'true' })));
  assert.match(await validate(app, ticketOf(signedIn), { renew: 'true' }), /^[\w-]{22}$/);
});

onBothDatabases('gateway: a service that only looks shows no page of ours', async (deps) => {
  const world = await open(deps);
  const { visitor } = world;
  assert.equal((await visitor.visit(login(service, { gateway: 'true' }))).url, service);
  await enter(world);
  ticketOf(await visitor.visit(login(service, { gateway: 'true' })));
  await addClient(
    deps,
    'cas',
    { service: 'https://cantine.exemple.fr/', logout: true },
    { schoolUais: [louiseMichel] },
  );
  const refused = await visitor.visit(login('https://cantine.exemple.fr/', { gateway: 'true' }));
  assert.equal(refused.url, 'https://cantine.exemple.fr/', 'not opened: no ticket, and no page');
});

onBothDatabases('a service that no school of his children opened is refused with a page', async (deps) => {
  const world = await open(deps);
  await addClient(
    deps,
    'cas',
    { service: 'https://cantine.exemple.fr/', logout: true },
    { schoolUais: [louiseMichel], name: 'La cantine' },
  );
  const asked = await world.visitor.visit(login('https://cantine.exemple.fr/'));
  const page = await signIn(world, asked);
  assert.equal(page.status, 403);
  assert.match(page.words, /La cantine. Il est fermé aujourd’hui/);
  assert.match(page.words, /Collège 0330001X/);
  assert.equal((await world.visitor.visit(login('https://cantine.exemple.fr/'))).status, 403);
});

onBothDatabases('method=POST: the ticket is posted, by a form that may leave for this service alone', async (deps) => {
  const world = await open(deps);
  const page = await signIn(world, await world.visitor.visit(login(service, { method: 'POST' })));
  assert.equal(page.status, 200);
  assert.match(page.html, /<form method="post" action="https:\/\/ent.exemple.fr\/parents\/" data-carried/);
  assert.match(page.headers['content-security-policy'] ?? '', /form-action 'self' https:\/\/ent\.exemple\.fr(;|$)/);
  assert.match(await validate(world.app, page.field('ticket') ?? ''), /^[\w-]{22}$/);
});

onBothDatabases('the sign-out ends everything, and goes only to registered addresses', async (deps) => {
  const world = await open(deps);
  const { app, visitor } = world;
  const ticket = await enter(world);
  const page = await visitor.visit('/cas/logout?service=https://autre.example/');
  assert.equal(page.path, '/connexion');
  assert.match(page.words, /Vous êtes déconnecté/);
  assert.equal(await validate(app, ticket), 'INVALID_TICKET');
  await enter(world);
  const left = await visitor.visit(`/cas/logout?service=${encodeURIComponent(service)}`);
  assert.equal(left.url, service);
  assert.equal((await visitor.visit('/accueil')).path, '/connexion');
});

onBothDatabases('without a service the parent is led home', async (deps) => {
  const world = await open(deps);
  assert.equal((await world.visitor.visit('/cas/login')).path, '/connexion');
  await enter(world);
  assert.equal((await world.visitor.visit('/cas/login')).path, '/accueil');
});

onBothDatabases('a ticket dies with its session, its account and its client', async (deps) => {
  const world = await open(deps);
  const { app, visitor, parent, client } = world;
  await enter(world);
  const next = async () => ticketOf(await visitor.visit(login(service)));
  const set = (table: 'account' | 'client' | 'session', values: Record<string, unknown>, id: number) =>
    deps.db.updateTable(table).set(values).where('id', '=', id).execute();
  const frozen = await next();
  await set('account', { state: 'frozen' }, parent.id);
  assert.equal(await validate(app, frozen), 'INVALID_TICKET');
  await set('account', { state: 'active' }, parent.id);
  const removed = await next();
  await set('client', { removedAt: deps.now() }, client.id);
  assert.equal(await validate(app, removed), 'INVALID_TICKET');
  assert.equal((await visitor.visit(login(service))).status, 400);
  await set('client', { removedAt: null }, client.id);
  const ended = await next();
  await deps.db.updateTable('session').set({ endedAt: deps.now(), endedCause: 'ended_by_owner' }).execute();
  assert.equal(await validate(app, ended), 'INVALID_TICKET');
  assert.deepEqual(
    await deps.db.selectFrom('clientSession').select('id').execute(),
    [],
    'none of them opened anything',
  );
});

onBothDatabases('a request that waits is used once, within its hour, whatever it is asked for', async (deps) => {
  const world = await open(deps);
  const { visitor } = world;
  const waiting = (await visitor.visit(login(service))).field('retour') ?? '';
  assert.match(waiting, /^\/entrer\/[\w-]{22}$/);
  await signIn(world, await visitor.visit(`/connexion?retour=${waiting}`));
  const again = await visitor.visit(waiting);
  assert.equal(again.status, 400);
  assert.match(again.words, /Retournez dans l’application/);
  assert.equal((await visitor.visit('/entrer/0123456789abcdefghijkl')).status, 400);
  const other = openVisitor(world.app, { mayLeave: true });
  const late = await other.visit(login(service));
  deps.clock.advance({ minutes: 61 });
  assert.equal((await signIn(world, late)).status, 400);
});

onBothDatabases('a grouping ends the tickets of the closed account with it, and none of the kept one', async (deps) => {
  const kept = await open(deps);
  const closed = {
    ...kept,
    parent: await addParent(deps, louiseMichel, 'Lina'),
    visitor: openVisitor(kept.app, { mayLeave: true }),
  };
  const [keptTicket, closedTicket] = [await enter(kept), await enter(closed)];
  const { parent, digest } = await propose(deps, kept.parent.id, closed.parent.id);
  const grouped = await confirmGrouping(deps, parent, digest);
  assert.ok(grouped.ok, JSON.stringify(grouped));
  assert.equal(await validate(kept.app, closedTicket), 'INVALID_TICKET');
  assert.match(await validate(kept.app, keptTicket), /^[\w-]{22}$/);
  assert.equal((await closed.visitor.visit(login(service))).path, '/connexion');
});

onPostgres(
  'a grouping races the validations of both accounts: what it ended validates nothing after it',
  async (deps) => {
    for (const order of [0, 1, 2, 3, 4, 5]) {
      const kept = await open(deps, { service: `${origin}/*`, logout: order % 2 === 0 });
      const other = await addParent(deps, louiseMichel, `Lina${order}`);
      const closed = { ...kept, parent: other, visitor: openVisitor(kept.app, { mayLeave: true }) };
      await enter(closed);
      const tickets = await Promise.all(
        Array.from({ length: 4 }, async () => ticketOf(await closed.visitor.visit(login(service)))),
      );
      const late = ticketOf(await closed.visitor.visit(login(service)));
      const { parent, digest } = await propose(deps, kept.parent.id, other.id);
      const [grouped] = await Promise.all([
        confirmGrouping(deps, parent, digest),
        ...tickets.map(async (ticket) => await validate(kept.app, ticket)),
      ]);
      assert.ok(grouped.ok, JSON.stringify(grouped));
      assert.equal(await validate(kept.app, late), 'INVALID_TICKET');
      // Whatever was validated before hangs on a session that is over: its service is owed a sign-out.
      const { rows } = await sql<{ n: number }>`
      select count(*) as n from client_session c join session s on s.id = c.session_id
      where c.account_id = ${other.id} and (s.ended_at is null or c.since > s.ended_at)`.execute(deps.db);
      assert.equal(rows[0]?.n, 0);
      await deps.db.updateTable('client').set({ removedAt: deps.now() }).execute();
    }
  },
);

onPostgres('eight validations of one ticket at once: exactly one wins', async (deps) => {
  const world = await open(deps);
  await enter(world);
  for (let round = 0; round < 5; round += 1) {
    const ticket = ticketOf(await world.visitor.visit(login(service)));
    const answers = await Promise.all(Array.from({ length: 8 }, () => validate(world.app, ticket)));
    assert.equal(answers.filter((answer) => answer !== 'INVALID_TICKET').length, 1);
    const opened = await deps.db.selectFrom('clientSession').select('id').where('reference', '=', ticket).execute();
    assert.equal(opened.length, 1);
  }
});

onBothDatabases('requests that nobody signs in for have an end: a network has its share of them', async (deps) => {
  const few = { ...deps, config: { ...deps.config, throttleScale: 0.002 } };
  const { app } = await open(few);
  const ask = async (from: string) =>
    await app.inject({ url: `/cas/login?service=${encodeURIComponent(service)}`, remoteAddress: from });
  const rows = async () => (await deps.db.selectFrom('signOn').select('id').execute()).length;
  for (const status of [303, 303, 429]) assert.equal((await ask('192.0.2.7')).statusCode, status);
  assert.match((await ask('192.0.2.7')).body, /Attendez 15.minutes/);
  assert.equal(await rows(), 2);
  assert.equal((await ask('192.0.2.8')).statusCode, 303, 'another network');
});
