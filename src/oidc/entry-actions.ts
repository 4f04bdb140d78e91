// A client's request that waits at the door: read, answered, and known by the site at which it will end.
import { inOneStatement } from '../audit/actions.js';
import { findClient } from '../db/clients.js';
import { findRequest, writeRequest } from '../db/oidc.js';
import type { Deps } from '../deps.js';
import { oidcRoutes } from '../program-paths.js';
import { routes } from '../routes.js';
import type { ParentSession } from '../signin/rules.js';
import { hashToken } from '../signin/sessions.js';
import { findWaiting } from '../sso/sign-on-actions.js';
import type { OidcClient } from './clients.js';
import type { Waiting } from './rules.js';

export type Entry = Waiting & {
  readonly client: OidcClient;
  readonly redirectUri: string;
  /** Where the library takes it up again. */
  readonly resume: string;
};

type Stored = {
  readonly prompt?: { readonly name?: string; readonly reasons?: readonly string[] };
  readonly params?: Readonly<Record<string, string | undefined>>;
};

export async function readEntry(deps: Deps, request: string): Promise<Entry | undefined> {
  const found = await findRequest(deps.db, 'entry', hashToken(request), deps.now());
  if (found === undefined) return undefined;
  const { prompt, params } = found.payload as Stored;
  const client = await findClient(deps.db, 'oidc', params?.client_id ?? '');
  if (client === undefined) return undefined;
  return {
    client,
    prompt: prompt?.name ?? '',
    reasons: prompt?.reasons ?? [],
    askedAt: found.createdAt,
    redirectUri: params?.redirect_uri ?? '',
    resume: `${oidcRoutes.authorization}/${encodeURIComponent(request)}`,
  };
}

export type EntryAnswer =
  | { readonly login: ParentSession }
  | { readonly error: 'access_denied' | 'login_required' | 'unmet_authentication_requirements' };

/** Writes what came of it, for the library to take up; the session in which it was asked may have ended meanwhile. */
export async function answerEntry(deps: Deps, request: string, answer: EntryAnswer): Promise<void> {
  const hash = hashToken(request);
  const now = deps.now();
  const found = await findRequest(deps.db, 'entry', hash, now);
  if (found === undefined) return;
  const { session: _, ...rest } = found.payload;
  const result = 'login' in answer ? { login: { accountId: String(answer.login.accountId) } } : answer;
  const made = { hash, kind: 'entry', payload: { ...rest, result }, now, expiresAt: now } as const;
  await inOneStatement(deps, (db) => writeRequest(db, made));
}

const [ownPath, commonPath] = [routes.oidcEntry, routes.entry].map(
  (path) => new RegExp(`^${path.replace(/:\w+/, '([\\w-]{1,64})')}$`),
);

type Destination = { readonly client: string; readonly address: unknown };

/** The client that a way back leads to, while its request waits; undefined when it leads to a page of ours. */
async function destinationOf(deps: Deps, back: string): Promise<Destination | undefined> {
  const [own, common] = [ownPath?.exec(back)?.[1], commonPath?.exec(back)?.[1]];
  if (own !== undefined) {
    const entry = await readEntry(deps, own);
    return entry && { client: entry.client.name, address: entry.redirectUri };
  }
  const waiting = common === undefined ? undefined : await findWaiting(deps, common);
  // What SAML answers is carried by a page of its own; a CAS service gets a redirect.
  return waiting && { client: waiting.client.name, address: waiting.params.service };
}

/** Its site: where a form that comes back there ends. */
export async function entryTarget(deps: Deps, back: string): Promise<string | undefined> {
  return originOf((await destinationOf(deps, back))?.address);
}

export type WayOn = { readonly client: string; readonly href: string };

/** The way on to a client for somebody who came from it, and had to open his account first. */
export async function wayOn(deps: Deps, back: string | undefined): Promise<WayOn | undefined> {
  const found = back === undefined ? undefined : await destinationOf(deps, back);
  return found && back !== undefined ? { client: found.client, href: back } : undefined;
}

const originOf = (address: unknown): string | undefined =>
  typeof address === 'string' && URL.canParse(address) ? new URL(address).origin : undefined;
