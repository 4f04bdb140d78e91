// An application that receives events: a real server, which checks every signature with the libraries that others use, and
// keeps its own view. It can be down, ill, late, or lose its answer after it has done its work.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { Webhook } from 'standardwebhooks';
import { inTransaction } from '../src/audit/actions.js';
import { findClientById } from '../src/db/clients.js';
import type { RegisterKey } from '../src/events/rules.js';
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
  readonly records: { readonly guardians: readonly RegisterKey[]; readonly pupils: readonly RegisterKey[] };
};
export type Received = { readonly id: string; readonly type: string; readonly data: Data; readonly claims: SetClaims };
type SetClaims = {
  readonly iss?: string;
  readonly jti?: string;
  readonly sub_id?: { readonly sub: string };
  readonly events?: Readonly<Record<string, unknown>>;
};

/** How the server behaves: `lost` does the work and cuts the line instead of answering. */
export type Health = 'well' | 'ill' | 'down' | 'lost' | 'refusing';

export type Consumer = {
  readonly client: Client;
  readonly registered: { readonly eventsToken: string | null };
  /** Every message that came, those that came before included. */
  readonly messages: string[];
  /** What it acted upon: each key once, in order. */
  readonly applied: Received[];
  /** Which name stands for a guardian's record now, as it was told, by events and at sign-ins. */
  readonly view: View;
  health: (type: string) => Health;
  readonly subjectOf: (accountId: number) => Promise<string>;
};

export type View = {
  /** Names that are over, and into which other one. */
  readonly closed: Map<string, string | null>;
  readonly disabled: Map<string, string>;
  /** Guardian's record -> name. */
  readonly holder: Map<string, string>;
};

export const keyOf = ({ source, scope, id, school }: RegisterKey) => [source, scope, id, school].join('/');

/** Takes an event as docs/sign-in-for-others.md says that an application may. */
export function apply(view: View, { type, data }: Pick<Received, 'type' | 'data'>): void {
  const records = data.records.guardians.map(keyOf);
  if (type === 'account-grouped') {
    if (data.closed_subject) {
      view.closed.set(data.closed_subject, data.subject);
      for (const [record, name] of view.holder) if (name === data.closed_subject) view.holder.set(record, data.subject);
    }
    for (const record of records) view.holder.set(record, data.subject);
  }
  if (type === 'account-ungrouped')
    for (const record of records) if (view.holder.get(record) === data.subject) view.holder.delete(record);
  if (type === 'account-disabled') {
    if (data.reason === 'closed') {
      view.closed.set(data.subject, null);
      for (const [record, name] of view.holder) if (name === data.subject) view.holder.delete(record);
    } else view.disabled.set(data.subject, data.reason ?? '');
  }
  if (type === 'account-changed') view.disabled.delete(data.subject);
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
  const consumer: Consumer = {
    client,
    registered: made.value,
    messages: [],
    applied: [],
    view: { closed: new Map(), disabled: new Map(), holder: new Map() },
    health: () => 'well',
    subjectOf: (accountId) =>
      inTransaction(deps, async (tx) => (await giveSubject(deps, tx, client, accountId)).subject),
  };
  const faults: string[] = [];
  t.after(() => assert.deepEqual(faults, [], 'every message could be trusted'));

  const take = async (text: string, headers: Record<string, string>) => {
    // The library looks at the real clock; ours is frozen.
    const timestamp = Number(headers['webhook-timestamp']) * 1000;
    const real = Date.now;
    Date.now = () => timestamp;
    let message: Omit<Received, 'claims'> & { readonly set: string };
    try {
      message = webhook.verify(text, headers) as typeof message;
    } finally {
      Date.now = real;
    }
    const keys = (await signingKeys(deps, 'events')).published.map(({ publicJwk }) => publicJwk);
    const { payload: claims } = await jwtVerify<SetClaims>(message.set, createLocalJWKSet({ keys }), {
      issuer: deps.config.publicUrl,
      audience: client.publicId,
      typ: 'secevent+jwt',
      currentDate: deps.now(),
    });
    assert.equal(claims.jti, message.id);
    assert.equal(headers['webhook-id'], message.id);
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
    response.writeHead(204).end();
  });
  return consumer;
}
