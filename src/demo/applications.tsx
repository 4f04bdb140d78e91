// Two applications of the demo, on another port and so at another origin: an ENT, and the service that pays for meals. They
// know of a parent what the portal tells them, and nothing else: by sign-in, by events, by the word that a session is over.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VNode } from 'preact';
import type { Mail } from '../mail/transport.js';
import { renderPage } from '../web/render.js';
import { ApplicationPage, type ApplicationView, EntrancePage, MailboxPage, styles } from './application-pages.js';
import {
  begin,
  finish,
  type Pending,
  type RelyingParty,
  readClaims,
  readLogoutToken,
  renew,
  type SignedIn,
  signOutAddress,
} from './relying-party.js';

export type DemoApplication = {
  readonly name: string;
  /** '' or '/paiement' */
  readonly prefix: string;
  readonly party: RelyingParty;
  readonly eventsSecret: Uint8Array;
  /** What its own directory calls the child of one value of the claim. */
  readonly childOf: (value: string) => Promise<string>;
};

/** What an application has kept of one person. */
type Person = { readonly name: string; readonly children: readonly string[]; readonly learned: string[] };

type State = {
  readonly application: DemoApplication;
  readonly pending: Map<string, Pending>;
  readonly sessions: Map<string, SignedIn>;
  readonly persons: Map<string, Person>;
  readonly seen: Set<string>;
};

export type DemoServer = {
  readonly address: string;
  readonly open: (applications: readonly DemoApplication[]) => void;
  readonly close: () => Promise<void>;
};

export type At = {
  readonly host: string;
  readonly port: number;
  /** Where their links to the portal lead. */
  readonly portal: string;
  readonly random: (bytes: number) => Uint8Array;
  /** Those that left, latest first. */
  readonly mails: readonly Mail[];
};

/** Listens at once; `open` then says which applications answer there, at addresses that are known. */
export async function serveApplications(at: At): Promise<DemoServer> {
  const states: State[] = [];
  const server = createServer((request, response) => {
    answer(states, at, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(at.port, at.host, ready);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://${at.host}:${port}`,
    open: (applications) => {
      for (const application of applications)
        states.push({ application, pending: new Map(), sessions: new Map(), persons: new Map(), seen: new Set() });
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

async function answer(states: readonly State[], at: At, request: IncomingMessage, response: ServerResponse) {
  // The name of a stranger that leads here (DNS rebinding) would let his page read these mails.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(request.headers.host ?? ''))
    return void response.writeHead(421, { 'cache-control': 'no-store' }).end();
  const url = new URL(request.url ?? '/', 'http://demo');
  if (url.pathname === '/style.css') return void response.writeHead(200, { 'content-type': 'text/css' }).end(styles);
  if (url.pathname === '/messages') return show(response, MailboxPage({ mails: at.mails }));
  const state = [...states]
    .sort((one, other) => other.application.prefix.length - one.application.prefix.length)
    .find(({ application: { prefix } }) => url.pathname === prefix || url.pathname.startsWith(`${prefix}/`));
  if (state === undefined) return void response.writeHead(404).end();
  const path = url.pathname.slice(state.application.prefix.length) || '/';
  const { party } = state.application;
  const browser = cookieOf(request, state) ?? Buffer.from(at.random(16)).toString('base64url');
  const go = (location: string) => {
    const cookie = `${cookieName(state)}=${browser}; Path=/; HttpOnly; SameSite=Lax`;
    response.writeHead(303, { location, 'set-cookie': cookie, 'cache-control': 'no-store' }).end();
  };
  switch (`${request.method} ${path}`) {
    case 'GET /':
      return show(response, await pageOf(state, states, at, browser));
    case 'GET /entrer': {
      const { pending, location } = begin(party);
      state.pending.set(browser, pending);
      return go(location);
    }
    case 'GET /retour': {
      const session = await finish(party, state.pending.get(browser), url.searchParams);
      state.pending.delete(browser);
      if (session !== undefined) await welcome(state, browser, session);
      return go(`${state.application.prefix}/`);
    }
    case 'GET /sortir': {
      const session = state.sessions.get(browser);
      state.sessions.delete(browser);
      return go(session === undefined ? `${state.application.prefix}/` : signOutAddress(party, session));
    }
    case 'POST /fin': {
      const sid = await readLogoutToken(party, new URLSearchParams(await bodyOf(request)).get('logout_token') ?? '');
      if (sid === undefined) return void response.writeHead(400).end();
      for (const [key, session] of state.sessions) if (session.sid === sid) state.sessions.delete(key);
      return void response.writeHead(200, { 'cache-control': 'no-store' }).end();
    }
    case 'POST /evenements': {
      const body = await bodyOf(request);
      if (!isSigned(state.application.eventsSecret, request, body)) return void response.writeHead(401).end();
      await learn(state, body);
      return void response.writeHead(204).end();
    }
    default:
      return void response.writeHead(404).end();
  }
}

const cookieName = ({ application: { prefix } }: State) => `demo${prefix.replace('/', '-')}`;

function cookieOf(request: IncomingMessage, state: State): string | undefined {
  const found = (request.headers.cookie ?? '').split('; ').find((one) => one.startsWith(`${cookieName(state)}=`));
  return found?.slice(cookieName(state).length + 1);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

function show(response: ServerResponse, page: VNode): void {
  const policy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'";
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
  response.writeHead(200, { ...headers, 'cache-control': 'no-store' }).end(renderPage(page));
}

async function welcome(state: State, browser: string, session: SignedIn): Promise<void> {
  state.sessions.set(browser, session);
  const { party, childOf } = state.application;
  const { name, children } = await readClaims(party, session);
  state.persons.set(session.subject, {
    name: typeof name === 'string' ? name : '',
    children: await Promise.all((Array.isArray(children) ? children : []).map((value) => childOf(String(value)))),
    // Whoever comes in again has an account that opens.
    learned: (state.persons.get(session.subject)?.learned ?? []).filter((one) => one !== sentences['account-disabled']),
  });
}

async function pageOf(state: State, states: readonly State[], at: At, browser: string): Promise<VNode> {
  const session = state.sessions.get(browser);
  const { name, prefix } = state.application;
  const others = states.filter((one) => one !== state).map(({ application }) => application);
  const person = session && state.persons.get(session.subject);
  if (session === undefined || person === undefined) return EntrancePage({ name, enter: `${prefix}/entrer` });
  const view: ApplicationView = {
    name,
    subject: session.subject,
    person,
    leave: `${prefix}/sortir`,
    portal: at.portal,
    others: others.map((one) => ({ name: one.name, href: `${one.prefix}/entrer` })),
  };
  return ApplicationPage(view);
}

/** Over the very bytes of the body, after the manner of Standard Webhooks. */
function isSigned(secret: Uint8Array, request: IncomingMessage, body: string): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given } = request.headers;
  const expected = createHmac('sha256', secret).update(`${id}.${at}.${body}`, 'utf8').digest();
  return String(given)
    .split(' ')
    .map((one) => Buffer.from(one.replace(/^v1,/, ''), 'base64'))
    .some((one) => one.length === expected.length && timingSafeEqual(one, expected));
}

type Told = {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly subject: string; readonly closed_subject?: string | null };
};

const sentences: Readonly<Record<string, string>> = {
  'account-grouped': 'Deux comptes sont devenus un seul.',
  'account-ungrouped': 'Une école a repris un enfant de ce compte.',
  'account-changed': 'Les enfants de ce compte ont changé.',
  'account-disabled': 'Ce compte est fermé ou arrêté.',
};

/** Once for each event, however often it comes. */
async function learn(state: State, body: string): Promise<void> {
  const { id, type, data } = JSON.parse(body) as Told;
  if (state.seen.has(id)) return;
  state.seen.add(id);
  const closed = data.closed_subject ?? undefined;
  if (closed !== undefined) state.persons.delete(closed);
  for (const [browser, session] of state.sessions) {
    if (session.subject === closed || (session.subject === data.subject && type === 'account-disabled'))
      state.sessions.delete(browser);
    else if (session.subject === data.subject) await reread(state, browser, session);
  }
  state.persons.get(data.subject)?.learned.push(sentences[type] ?? type);
}

/** What is known of the person now, by the tokens of his own session. */
async function reread(state: State, browser: string, session: SignedIn): Promise<void> {
  const renewed = await renew(state.application.party, session);
  if (renewed === undefined) return void state.sessions.delete(browser);
  await welcome(state, browser, renewed);
}
