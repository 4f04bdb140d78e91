// The throttle from outside: real connections, forged headers, many addresses, a restart in between.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { parse } from 'node-html-parser';
import { createApp } from '../src/app.js';
import { printCode } from '../src/letters/rules.js';
import { makeSecrets } from '../src/letters/secrets.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { openVisitor, type Visitor } from './visitor.js';
import { addParent, jeanMoulin, louiseMichel } from './world.js';

type Answered = { readonly status: number; readonly body: string; readonly cookies: readonly string[] };
type Headers = Readonly<Record<string, string>>;

function ask(port: number, path: string, headers: Headers, body?: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method: body === undefined ? 'GET' : 'POST', headers, agent: false },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(parts).toString('utf8'),
            cookies: (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0] ?? ''),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Fifty posts of the sign-in form at once, over connections of their own. */
async function storm(app: FastifyInstance, typed: (index: number) => readonly [Record<string, string>, Headers]) {
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const form = await ask(port, '/connexion', {});
  const csrf = parse(form.body).querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => {
      const [fields, headers] = typed(index);
      const body = new URLSearchParams({ ...fields, _csrf: csrf }).toString();
      return ask(
        port,
        '/connexion',
        { cookie: form.cookies.join('; '), 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body,
      );
    }),
  );
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [422]);
  assert.ok(
    answers.every(({ body }) => body.includes('<form')),
    'each is answered by the form again',
  );
}

/** How many secrets were looked at and how many were not, by the log. */
function refusals(deps: TestDeps): Record<string, number> {
  const count: Record<string, number> = {};
  for (const { message, fields } of deps.logged)
    if (message === 'secret refused') count[String(fields.kind)] = (count[String(fields.kind)] ?? 0) + 1;
  return count;
}

const wrong = 'un mot de passe faux';
const spellingsOf = (identifier: string) => [
  identifier,
  identifier.toUpperCase(),
  ` ${identifier} `,
  identifier.replace('.', ' .\t'),
  identifier.replace(/[a-z]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)),
  identifier.replace(/\d/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)),
  `\u200b${identifier}`,
];
const forged = (index: number): Headers => ({
  'x-forwarded-for': `198.51.100.${index}`,
  forwarded: `for=203.0.113.${index}`,
  'x-real-ip': `192.0.2.${index}`,
  'client-ip': `192.0.2.${index}`,
});

async function signInAs(visitor: Visitor, identifier: string, password: string) {
  return await (await visitor.visit('/connexion')).send({ identifier, password });
}

onBothDatabases(
  'fifty at once, in every spelling, claiming fifty addresses: ten looks, also after a restart',
  async (deps) => {
    const { identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
    const spellings = spellingsOf(identifier);
    const app = await createApp(deps);
    await storm(app, (index) => [
      { identifier: spellings[index % spellings.length] ?? '', password: wrong },
      forged(index),
    ]);
    await app.close();
    assert.deepEqual(refusals(deps), { wrong: 10, throttled: 40 });
    const claimed = new Set(deps.logged.map(({ fields }) => fields.address).filter(Boolean));
    assert.deepEqual([...claimed], ['127.0.0.1']);

    const restarted = await createApp(deps);
    deps.logged.length = 0;
    await storm(restarted, (index) => [{ identifier, password: wrong }, forged(index)]);
    assert.deepEqual(refusals(deps), { throttled: 50 });
    assert.match((await signInAs(openVisitor(restarted), identifier, password)).words, /Attendez 15 minutes/);
    deps.clock.advance({ minutes: 15 });
    assert.equal((await signInAs(openVisitor(restarted), identifier, password)).path, '/accueil');
    await restarted.close();
  },
);

onBothDatabases(
  'an identifier with a NUL is no text: refused before anything is looked at, and no new count',
  async (deps) => {
    const { identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
    const app = await createApp(deps);
    for (const typed of [`${identifier}\0`, `\0${identifier}`, identifier.replace('.', '\0.')])
      for (const secret of [wrong, password]) {
        const answer = await signInAs(openVisitor(app), typed, secret);
        assert.equal(answer.status, 400);
        assert.match(answer.words, /Nous n’avons pas compris/);
      }
    assert.deepEqual(refusals(deps), {}, 'no secret was looked at');
    assert.deepEqual(await deps.db.selectFrom('throttle').select('failures').execute(), []);
  },
);

onBothDatabases(
  'fifty at once from fifty true addresses behind the trusted proxy: ten looks',
  async (deps) => {
    const { identifier } = await addParent(deps, jeanMoulin, 'Yanis');
    const app = await createApp(deps);
    await storm(app, (index) => [
      { identifier, password: wrong },
      // What the client wrote comes first; the proxy adds the address that it saw.
      { 'x-forwarded-for': `6.6.6.6, 198.51.100.${index}` },
    ]);
    await app.close();
    assert.deepEqual(refusals(deps), { wrong: 10, throttled: 40 });
    const seen = new Set(
      deps.logged.filter(({ message }) => message === 'secret refused').map((one) => one.fields.address),
    );
    assert.equal(seen.size, 50);
    assert.ok(!seen.has('6.6.6.6'));
  },
  { settings: { FRATRIE_TRUSTED_PROXIES: '127.0.0.1' } },
);

onBothDatabases(
  'one password on many accounts: a network stops at a hundred, its neighbour is served',
  async (deps) => {
    const { identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
    const app = await createApp(deps);
    for (let round = 0; round < 3; round += 1) {
      const fresh = await createApp(deps);
      await storm(fresh, (index) => [
        { identifier: `x.personne${round * 50 + index}`, password: wrong },
        { 'x-forwarded-for': `2001:db8:1:1:${index.toString(16)}::1` },
      ]);
      await fresh.close();
    }
    assert.deepEqual(refusals(deps), { wrong: 100, throttled: 50 });
    const from = (address: string) => openVisitor(app, { address });
    assert.match((await signInAs(from('2001:db8:1:1::77'), identifier, password)).words, /Attendez 15 minutes/);
    assert.equal((await signInAs(from('2001:db8:1:2::1'), identifier, password)).path, '/accueil');
  },
  { settings: { FRATRIE_TRUSTED_PROXIES: '127.0.0.1' } },
);

onBothDatabases('all forms and sessions share one count of an account: thirty tries, ten looks', async (deps) => {
  const app = await createApp(deps);
  const target = await addParent(deps, jeanMoulin, 'Yanis');
  const attackers = [];
  for (const child of ['Inès', 'Adam', 'Lina']) {
    const { identifier, password } = await addParent(deps, louiseMichel, child);
    const visitor = openVisitor(app);
    assert.equal((await signInAs(visitor, identifier, password)).path, '/accueil');
    attackers.push(visitor);
  }
  const answers: string[] = [];
  for (let index = 0; index < 30; index += 1) {
    const identifier = target.identifier;
    const address = `198.51.100.${index}`;
    if (index % 5 === 3) {
      const activation = await openVisitor(app, { address }).visit('/activation');
      answers.push((await activation.send({ identifier, code: printCode(makeSecrets(deps.random).code) })).words);
    } else if (index % 5 === 4) {
      answers.push((await signInAs(openVisitor(app, { address }), identifier, wrong)).words);
    } else {
      const session = attackers[index % 3]?.copy({ address });
      const page = await session?.visit('/mon-compte/regrouper');
      answers.push((await page?.send({ identifier, password: wrong }))?.words ?? '');
    }
  }
  assert.deepEqual(refusals(deps), { wrong: 10, throttled: 20 });
  assert.ok(answers.slice(0, 10).every((words) => !words.includes('Attendez')));
  assert.ok(
    answers.slice(10).every((words) => words.includes('Attendez')),
    answers[10],
  );
});

onBothDatabases('strangers shut an account for good, never its owner’s browser', async (deps) => {
  const { identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
  const app = await createApp(deps);
  const owner = openVisitor(app);
  assert.equal((await signInAs(owner, identifier, password)).path, '/accueil');
  for (let round = 0; round < 12; round += 1) {
    const burst = await createApp(deps);
    await storm(burst, (index) => [{ identifier, password: wrong }, forged(index)]);
    await burst.close();
    deps.clock.advance({ minutes: 15 });
  }
  assert.equal(refusals(deps).wrong, 100, 'never more than a hundred in a row');
  const stranger = await signInAs(openVisitor(app), identifier, password);
  assert.equal(stranger.status, 422);
  assert.equal((await signInAs(owner, identifier, password)).path, '/accueil');
});
