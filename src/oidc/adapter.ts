// What oidc-provider asks of a store, on our tables. A value that a client or a browser holds is known here by its
// SHA-256 alone; what is found, spent or written hangs on a session of the portal that lives.
import { errors } from 'oidc-provider';
import { inOneStatement } from '../audit/actions.js';
import { findClientAndSecret } from '../db/clients.js';
import {
  consumeRequest,
  consumeToken,
  findGrant,
  findRequest,
  findToken,
  insertGrant,
  insertSeen,
  insertToken,
  type Living,
  type RequestKind,
  removeRequest,
  removeToken,
  revokeGrant,
  revokeGrantOfToken,
  type TokenKind,
  writeRequest,
} from '../db/oidc.js';
import type { Deps } from '../deps.js';
import { sessionLimits } from '../signin/rules.js';
import { hashToken } from '../signin/sessions.js';
import { metadataOf } from './clients.js';

type Payload = Record<string, unknown>;

/** Whose grant is being written: the library tells its store no session. */
export type GrantOwner = { readonly sessionId: number; readonly clientId: number };

const tokenKinds: Readonly<Record<string, TokenKind>> = {
  AuthorizationCode: 'code',
  AccessToken: 'access',
  RefreshToken: 'refresh',
};
const requestKinds: Readonly<Record<string, RequestKind>> = {
  Interaction: 'entry',
  PushedAuthorizationRequest: 'pushed',
};

export function living({ now }: Pick<Deps, 'now'>): Living {
  const bornAfter = new Date(now().getTime() - sessionLimits.parent.wholeHours * 3_600_000);
  return { now: now(), bornAfter };
}

const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);

/** The value itself is not kept: it comes back with whoever shows it. */
const withoutValue = ({ jti: _, ...rest }: Payload): Payload => rest;
const consumedMark = (at: Date | null) => (at === null ? {} : { consumed: Math.floor(at.getTime() / 1000) });

function tokenStore(deps: Deps, kind: TokenKind) {
  return {
    async upsert(id: string, payload: Payload, expiresIn: number) {
      const now = deps.now();
      const made = {
        hash: hashToken(id),
        kind,
        grantId: String(payload.grantId),
        payload: withoutValue(payload),
        now,
        expiresAt: after(now, expiresIn),
      };
      const written = await inOneStatement(deps, (db) => insertToken(db, made, living(deps)));
      if (!written) throw new errors.InvalidGrant('the session is over');
    },
    async find(id: string) {
      const found = await findToken(deps.db, kind, hashToken(id), living(deps));
      return found && { ...found.payload, jti: id, ...consumedMark(found.consumedAt) };
    },
    async consume(id: string) {
      const hash = hashToken(id);
      if (await inOneStatement(deps, (db) => consumeToken(db, kind, hash, living(deps)))) return;
      await inOneStatement(deps, (db) => revokeGrantOfToken(db, kind, hash, deps.now()));
      throw new errors.InvalidGrant('already used');
    },
    async destroy(id: string) {
      await inOneStatement(deps, (db) => removeToken(db, kind, hashToken(id)));
    },
    async revokeByGrantId(grantId: string) {
      await inOneStatement(deps, (db) => revokeGrant(db, grantId, deps.now()));
    },
  };
}

function grantStore(deps: Deps, ownerNow: () => GrantOwner) {
  return {
    async upsert(id: string, payload: Payload, expiresIn: number) {
      const now = deps.now();
      const made = { id, ...ownerNow(), payload, now, expiresAt: after(now, expiresIn) };
      if (!(await inOneStatement(deps, (db) => insertGrant(db, made)))) throw new errors.LoginRequired();
    },
    async find(id: string) {
      return await findGrant(deps.db, id, living(deps));
    },
    async destroy(id: string) {
      await inOneStatement(deps, (db) => revokeGrant(db, id, deps.now()));
    },
  };
}

function requestStore(deps: Deps, kind: RequestKind) {
  return {
    async upsert(id: string, payload: Payload, expiresIn: number) {
      const now = deps.now();
      const made = { hash: hashToken(id), kind, payload: withoutValue(payload), now, expiresAt: after(now, expiresIn) };
      await inOneStatement(deps, (db) => writeRequest(db, made));
    },
    async find(id: string) {
      const found = await findRequest(deps.db, kind, hashToken(id), deps.now());
      return found && { ...found.payload, jti: id, ...consumedMark(found.consumedAt) };
    },
    async consume(id: string) {
      if (!(await inOneStatement(deps, (db) => consumeRequest(db, kind, hashToken(id), deps.now()))))
        throw new errors.InvalidRequestUri('already used');
    },
    async destroy(id: string) {
      await inOneStatement(deps, (db) => removeRequest(db, kind, hashToken(id)));
    },
  };
}

function seenStore(deps: Deps) {
  return {
    // Two of one proof at once: the row itself decides, not the question before it.
    async upsert(id: string, _: Payload, expiresIn: number) {
      const hash = hashToken(id);
      if (!(await inOneStatement(deps, (db) => insertSeen(db, hash, after(deps.now(), expiresIn)))))
        throw new errors.InvalidClientAuth('this proof was used before');
    },
    async find() {
      return undefined;
    },
  };
}

function clientStore(deps: Deps) {
  return {
    async find(publicId: string) {
      const found = await findClientAndSecret(deps.db, publicId, deps.now());
      return found && metadataOf(found.client, found);
    },
  };
}

/** One store for each model of the library that is in use; one that is not, has none. */
export function storesOf(deps: Deps, ownerNow: () => GrantOwner): (model: string) => object {
  return (model) => {
    const token = tokenKinds[model];
    if (token !== undefined) return tokenStore(deps, token);
    const request = requestKinds[model];
    if (request !== undefined) return requestStore(deps, request);
    if (model === 'Grant') return grantStore(deps, ownerNow);
    if (model === 'ReplayDetection') return seenStore(deps);
    if (model === 'Client') return clientStore(deps);
    throw new Error(`no store for ${model}`);
  };
}
