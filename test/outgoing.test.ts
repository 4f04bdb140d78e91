// What leaves this server: a real server answers, names are resolved by a liar.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { readConfig } from '../src/config.js';
import { type Call, callOut, type Resolve } from '../src/outgoing/call.js';

const development = { config: { production: false, callableRanges: [] as string[] } };
const production = { config: { production: true, callableRanges: [] as string[] } };

async function listen(t: TestContext, answer: RequestListener): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const post = (url: string, registered = [url]): Call => ({
  url,
  registered,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"é":1}',
});

const leadsTo =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

test('a registered address is called, and its answer comes back', async (t) => {
  const { url, seen } = await listen(t, async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    response.writeHead(202).end(`${request.headers['content-type']} ${body}`);
  });
  const answer = await callOut(development, post(`${url}/events`));
  assert.deepEqual(answer, { ok: true, value: { status: 202, body: 'application/json {"é":1}' } });
  assert.deepEqual(seen, ['POST /events']);
});

test('an address of another origin than those registered is not called', async (t) => {
  const { url, seen } = await listen(t, (_, response) => response.end());
  const registered = ['https://ent.exemple.fr/', url.replace('127.0.0.1', 'localhost')];
  assert.deepEqual(await callOut(development, post(url, registered)), { ok: false, why: 'not_registered' });
  assert.deepEqual(await callOut(development, post(url, [])), { ok: false, why: 'not_registered' });
  assert.deepEqual(seen, []);
});

test('a redirect is an answer like another: it is not followed', async (t) => {
  const hidden = await listen(t, (_, response) => response.end('secret'));
  const { url } = await listen(t, (_, response) => response.writeHead(307, { location: hidden.url }).end());
  const answer = await callOut(development, post(url, [url, hidden.url]));
  assert.equal(answer.ok && answer.value.status, 307);
  assert.deepEqual(hidden.seen, []);
});

test('no private address is called, however it is written or found', async () => {
  const hostile = [
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fec0::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a00:1',
    '64:ff9b::7f00:1',
    '2002:a00:1::',
    '2001::1',
    '100::1',
    '2001:db8::1',
    'not an address',
  ];
  for (const address of hostile) {
    const outcome = await callOut(production, post('https://ent.exemple.fr/'), { resolve: leadsTo(address) });
    assert.deepEqual(outcome, { ok: false, why: 'not_allowed' }, address);
    const mixed = { resolve: leadsTo('203.0.114.7', address) };
    assert.deepEqual(await callOut(production, post('https://ent.exemple.fr/'), mixed), outcome, `beside ${address}`);
  }
  const literal = [
    'https://10.0.0.1/',
    'https://[fc00::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://2130706433/',
  ];
  for (const url of literal)
    assert.deepEqual(await callOut(production, post(url)), { ok: false, why: 'not_allowed' }, url);
});

test('this machine is called outside production alone, and only https in production', async (t) => {
  const { url, seen } = await listen(t, (_, response) => response.end());
  assert.deepEqual(await callOut(production, post(url)), { ok: false, why: 'not_allowed' });
  for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1', '::127.0.0.1']) {
    const outcome = await callOut(production, post('https://ent.exemple.fr/'), { resolve: leadsTo(address) });
    assert.deepEqual(outcome, { ok: false, why: 'not_allowed' }, address);
  }
  assert.deepEqual(seen, []);
  const { port } = new URL(url);
  const named = await callOut(development, post(`http://ent.test:${port}/`), { resolve: leadsTo('127.0.0.1') });
  assert.equal(named.ok, true, 'the name leads to the address that was checked');
});

test('a private range that the configuration names is called', async (t) => {
  const { url } = await listen(t, (_, response) => response.end());
  const { port } = new URL(url);
  const listed = { config: { production: false, callableRanges: ['127.0.0.0/8', 'fd00::/8'] } };
  assert.equal((await callOut(listed, post(url))).ok, true);
  const inside = { config: { production: true, callableRanges: ['10.1.0.0/16'] } };
  const outside = { resolve: leadsTo('10.2.0.1') };
  assert.deepEqual(await callOut(inside, post('https://ent.test/'), outside), { ok: false, why: 'not_allowed' });
  const refused = { resolve: leadsTo('127.0.0.1') };
  // Nothing speaks TLS there: it was called, and failed.
  const called = await callOut(
    { config: { production: true, callableRanges: ['127.0.0.1/32'] } },
    post(`https://ent.test:${port}/`),
    refused,
  );
  assert.deepEqual(called, { ok: false, why: 'unreachable' });
});

test('the name is asked once: what it says later changes nothing', async (t) => {
  const { url } = await listen(t, (_, response) => response.end('here'));
  let asked = 0;
  const resolve: Resolve = async () => {
    asked += 1;
    return asked === 1 ? [{ address: '127.0.0.1', family: 4 }] : [{ address: '10.0.0.1', family: 4 }];
  };
  const outcome = await callOut(development, post(`http://ent.test:${new URL(url).port}/`), { resolve });
  assert.deepEqual(outcome, { ok: true, value: { status: 200, body: 'here' } });
  assert.equal(asked, 1);
});

test('what is slow, silent or absent is given up', async (t) => {
  const silent = await listen(t, () => undefined);
  assert.deepEqual(await callOut(development, post(silent.url), { milliseconds: 50 }), { ok: false, why: 'too_slow' });
  const dripping = await listen(t, (_, response) => void response.writeHead(200).write('a'));
  assert.deepEqual(await callOut(development, post(dripping.url), { milliseconds: 50 }), {
    ok: false,
    why: 'too_slow',
  });
  const never: Resolve = () => new Promise(() => undefined);
  const slow = { milliseconds: 50, resolve: never };
  assert.deepEqual(await callOut(development, post('https://ent.test/'), slow), { ok: false, why: 'too_slow' });
  const gone: Resolve = async () => {
    throw Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' });
  };
  const absent = await callOut(development, post('https://ent.test/'), { resolve: gone });
  assert.deepEqual(absent, { ok: false, why: 'unreachable' });
  const cut = await listen(t, (request) => void request.socket.destroy());
  assert.deepEqual(await callOut(development, post(cut.url)), { ok: false, why: 'unreachable' });
});

test('of a long answer the beginning is read', async (t) => {
  const { url } = await listen(t, (_, response) => {
    response.on('error', () => undefined);
    const more = () => {
      while (response.write('a'.repeat(65_536)));
      response.once('drain', more);
    };
    more();
  });
  const answer = await callOut(development, post(url));
  assert.equal(answer.ok && answer.value.body.length, 16 * 1024);
  const headers = await listen(t, (_, response) => response.writeHead(200, { x: 'a'.repeat(20_000) }).end());
  assert.deepEqual(await callOut(development, post(headers.url)), { ok: false, why: 'unreachable' });
});

test('a range is written as one, and is not the whole world', () => {
  const read = (ranges: string) => readConfig({ FRATRIE_CALLABLE_RANGES: ranges }, '/tmp');
  const listed = read('10.1.0.0/16, fd00::/8');
  assert.deepEqual(listed.ok && listed.value.callableRanges, ['10.1.0.0/16', 'fd00::/8']);
  for (const wrong of ['0.0.0.0/0', '10.0.0.0/4', '10.0.0.1', 'ent.exemple.fr', '10.0.0.0/33', '::/0'])
    assert.equal(read(wrong).ok, false, wrong);
});
