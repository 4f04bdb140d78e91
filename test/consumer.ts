// An application that receives events: a real server, which checks every signature with the libraries that others use, and
// keeps its own view. It can be down, ill, late, or lose its answer after it has done its work.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { Webhook } from 'standardwebhooks';
import { inTransaction } from '../src/audit/actions.js';
import { findClientById } from '../src/db/clients.js';
import { fetchEvents } from '../src/events/fetching-actions.js';
import type { RecordKeys, RegisterKey } from '../src/events/rules.js';
import type { ClaimName } from '../src/sso/claims.js';
import { registerClient } from '../src/sso/registering-actions.js';
import type { Client, SubjectType } from '../src/sso/rules.js';
import { signingKeys } from '../src/sso/signing-keys.js';
import { giveSubject } from '../src/sso/subjects.js';
import type { TestDeps } from './harness.js';

type Data = {
  readonly subject: string;
  readonly closed_subject?: string | null;
  readonly reason?: string;
  readonly records: RecordKeys;
  readonly sees: RecordKeys;
};
export type Received = { readonly id: string; readonly type: string; readonly data: Data; readonly claims: SetClaims };
type Message = Omit<Received, 'claims'> & { readonly set: string };
type SetClaims = {
  readonly iss?: string;
  readonly jti?: string;
  readonly sub_id?: { readonly sub: string };
  readonly events?: Readonly<Record<string, unknown>>;
};

/**
 * How the server behaves: `lost` does the work and cuts the line instead of answering; so do `late`, which never answers,
 * `trickling`, whose answer never ends, and `talkative`, whose answer is huge.
 */
export type Health = 'well' | 'ill' | 'down' | 'lost' | 'refusing' | 'late' | 'trickling' | 'talkative';

export type Consumer = {
  readonly client: Client;
  readonly registered: { readonly eventsToken: string | null };
  /** Every message that came, those that came before included. */
  readonly messages: string[];
  /** What it acted upon: each key once, in order. */
  readonly applied: Received[];
  /** Which records each name sees now, as it was told. */
  readonly view: View;
  health: (type: string) => Health;
  readonly subjectOf: (accountId: number) => Promise<string>;
  /** Asks for its next events, where nothing is posted to it; one that loses the answer asks again after the same number. */
  readonly fetch: (limit: number, loses: boolean) => Promise<number>;
};

export type View = {
  /** Names that are over, and into which other one. */
  readonly closed: Map<string, string | null>;
  readonly disabled: Map<string, string>;
  /** Name -> what it sees, as `recordsOf` writes it. */
  readonly sees: Map<string, ReadonlySet<string>>;
};

export const keyOf = ({ source, scope, id, school }: RegisterKey) => [source, scope, id, school].join('/');

export const recordsOf = ({ guardians, pupils }: RecordKeys): ReadonlySet<string> =>
  new Set([...guardians.map((one) => `guardian ${keyOf(one)}`), ...pupils.map((one) => `pupil ${keyOf(one)}`)]);

/** Takes an event as docs/sign-in-for-others.md says that an application may. */
export function apply(view: View, { type, data }: Pick<Received, 'type' | 'data'>): void {
  const { subject, closed_subject: closed, reason, sees } = data;
  if (type === 'account-grouped' && closed) {
    view.closed.set(closed, subject);
    view.sees.delete(closed);
  }
  if (type === 'account-disabled' && reason === 'closed') view.closed.set(subject, null);
  else if (type === 'account-disabled') view.disabled.set(subject, reason ?? '');
  if (type === 'account-changed') view.disabled.delete(subject);
  if (view.closed.has(subject)) view.sees.delete(subject);
  else view.sees.set(subject, recordsOf(sees));
}

function trickle(response: ServerResponse): void {
  const timer = setInterval(() => response.write('.'), 50);
  response.once('close', () => clearInterval(timer));
}

export async function openConsumer(
  deps: TestDeps,
  t: TestContext,
  wanted: {
    readonly claims?: readonly ClaimName[];
    readonly schools?: readonly string[];
    readonly subjectType?: SubjectType;
    readonly pull?: boolean;
  } = {},
): Promise<Consumer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/evenements`;
  const made = await registerClient(deps, {
    protocol: 'cas',
    name: `Application ${url}`,
    settings: { service: url, logout: false },
    claims: wanted.claims ?? ['children'],
    schools: wanted.schools ?? null,
    tile: null,
    subjectType: wanted.subjectType ?? 'pairwise',
    eventsUrl: wanted.pull === true ? null : url,
    eventsPull: wanted.pull === true,
  });
  assert.ok(made.ok);
  const client = await findClientById(deps.db, made.value.id);
  assert.ok(client);
  const webhook = new Webhook(made.value.eventsSecret ?? '');
  const seen = new Set<string>();
  let after = 0;
  const consumer: Consumer = {
    client,
    registered: made.value,
    messages: [],
    applied: [],
    view: { closed: new Map(), disabled: new Map(), sees: new Map() },
    health: () => 'well',
    subjectOf: (accountId) =>
      inTransaction(deps, async (tx) => (await giveSubject(deps, tx, client, accountId)).subject),
    fetch: async (limit, loses) => {
      const answer = await fetchEvents(deps, made.value.eventsToken ?? '', after, limit);
      assert.ok(answer.ok);
      const { events, next } = JSON.parse(answer.value) as { events: readonly Message[]; next: number };
      for (const message of events) await keep(message);
      if (!loses) after = next;
      return events.length;
    },
  };
  const faults: string[] = [];
  t.after(() => assert.deepEqual(faults, [], 'every message could be trusted'));

  const take = async (text: string, headers: Record<string, string>) => {
    // The library looks at the real clock; ours is frozen.
    const timestamp = Number(headers['webhook-timestamp']) * 1000;
    const real = Date.now;
    Date.now = () => timestamp;
    let message: Message;
    try {
      message = webhook.verify(text, headers) as Message;
    } finally {
      Date.now = real;
    }
    assert.equal(headers['webhook-id'], message.id);
    await keep(message);
  };
  const keep = async (message: Message) => {
    const keys = (await signingKeys(deps, 'events')).published.map(({ publicJwk }) => publicJwk);
    const { payload: claims } = await jwtVerify<SetClaims>(message.set, createLocalJWKSet({ keys }), {
      issuer: deps.config.publicUrl,
      audience: client.publicId,
      typ: 'secevent+jwt',
      currentDate: deps.now(),
    });
    assert.equal(claims.jti, message.id);
    assert.equal(claims.sub_id?.sub, message.data.subject);
    consumer.messages.push(message.id);
    if (seen.has(message.id)) return;
    seen.add(message.id);
    consumer.applied.push({ ...message, claims });
    apply(consumer.view, message);
  };
  server.on('request', async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    const health = consumer.health(JSON.parse(text).type);
    if (health === 'down') return void request.socket.destroy();
    if (health === 'ill') return void response.writeHead(500).end('ill');
    if (health === 'refusing') return void response.writeHead(422).end();
    try {
      await take(text, request.headers as Record<string, string>);
    } catch (error) {
      faults.push(String(error));
    }
    if (health === 'lost') return void request.socket.destroy();
    if (health === 'late') return;
    if (health === 'trickling') return void trickle(response.writeHead(200));
    if (health === 'talkative') return void response.writeHead(200).end(Buffer.alloc(50_000_000, 'x'));
    response.writeHead(204).end();
  });
  return consumer;
}
