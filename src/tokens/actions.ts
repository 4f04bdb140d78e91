// Tokens of a place (a school, or null: the network): made, listed, shown for some minutes to who made them, revoked.
import { inTransaction } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { readNetworkSettings } from '../db/network-settings.js';
import type { Tx } from '../db/open.js';
import { schoolExists } from '../db/schools.js';
import { findStaffOfMail } from '../db/staff.js';
import { holdPost, isOperator } from '../db/staff-roles.js';
import { findToken, insertToken, listTokens, revokeToken, takeOfDay, whoAnswersFor } from '../db/tokens.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import type { TokenMoment } from '../mail/rules.js';
import { actorFor } from '../staff/rights.js';
import { may } from '../staff/rights-rules.js';
import type { Desk, Operator } from '../staff/rules.js';
import type { Scope } from '../staff/scope-rules.js';
import { type CountedAct, mostOfDay, mostTokens, shownMinutes, type Token, tokenState } from './rules.js';
import { hashToken, tokenOf } from './secret.js';

export type TokenPlace = { readonly school: string | null; readonly by: Desk | Operator };

const day = 86_400_000;
const minute = 60_000;

const manages = (school: string | null) => (school === null ? 'manage_network_tokens' : 'manage_tokens');

export async function readTokens(deps: Deps, { school }: Pick<TokenPlace, 'school'>): Promise<readonly Token[]> {
  return await listTokens(deps.db, school, deps.now());
}

/** One of them; its text too, for whoever made it, until it was used or some minutes have passed. */
export async function readToken(deps: Deps, { school, by }: TokenPlace, id: number) {
  const found = await findToken(deps.db, school, id, deps.now());
  if (found === undefined) return undefined;
  const { nonce, ...token } = found;
  const young = deps.now().getTime() - token.madeAt.getTime() < shownMinutes * minute;
  const own = token.staffId === by.staffId && tokenState(token, deps.now()) === 'live';
  return { ...token, secret: nonce !== null && young && own ? tokenOf(deps, nonce) : undefined };
}

export type TokenAsked = { readonly name: string; readonly scopes: readonly Scope[]; readonly days: number };

export async function makeToken(
  deps: Deps,
  { school, by }: TokenPlace,
  asked: TokenAsked,
): Promise<Outcome<{ readonly id: number }, 'not_allowed' | 'too_many'>> {
  return await inTransaction<Outcome<{ id: number }, 'not_allowed' | 'too_many'>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, manages(school));
    if (actor === undefined) return refused('not_allowed');
    const live = (await listTokens(tx, school, deps.now())).filter((one) => tokenState(one, deps.now()) === 'live');
    if (live.length >= mostTokens) return refused('too_many');
    const { id, event } = await make(deps, tx, actor, { ...asked, school, staffId: by.staffId });
    record(event);
    return done({ id });
  });
}

type Made = TokenAsked & { readonly school: string | null; readonly staffId: number };

async function make(deps: Deps, tx: Tx, actor: Actor, { school, staffId, name, scopes, days }: Made) {
  const nonce = Buffer.from(deps.random(32)).toString('base64url');
  const secret = tokenOf(deps, nonce);
  const madeAt = deps.now();
  const endsAt = new Date(madeAt.getTime() + days * day);
  const tokenHash = hashToken(secret);
  // A command prints it at once, and nobody reads it again.
  const kept = actor.type === 'command' ? null : nonce;
  const id = await insertToken(tx, {
    schoolUai: school,
    staffId,
    name,
    scopes,
    tokenHash,
    nonce: kept,
    madeAt,
    endsAt,
  });
  await tellWhoAnswers(deps, tx, { id, school }, 'made');
  const data = { tokenId: id, school, staffId, scopes, endsAt: endsAt.toISOString() };
  return { id, secret, endsAt, event: { actor, kind: 'token_made', data } as const };
}

async function tellWhoAnswers(
  deps: Deps,
  tx: Tx,
  token: { readonly id: number; readonly school: string | null },
  what: TokenMoment,
): Promise<void> {
  for (const staffId of await whoAnswersFor(tx, token.school, deps.now()))
    await queueMail(tx, deps, { kind: 'token_notice', tokenId: token.id, staffId, what });
}

/**
 * Takes so many of what a token may do in a day; the first time that there are none left is told by mail. Undefined, or the most
 * that it may do when this would be more.
 */
export async function takeToday(
  deps: Deps,
  token: { readonly id: number; readonly school: string | null },
  act: CountedAct,
  count: number,
): Promise<number | undefined> {
  const day = civilDateOf(deps.now(), deps.config.timeZone);
  const { approvalAbove } = await readNetworkSettings(deps.db);
  const most = mostOfDay(act, approvalAbove, deps.config.throttleScale);
  if (await takeOfDay(deps.db, { tokenId: token.id, act, day, count, most })) return undefined;
  await inTransaction(deps, async (tx) => {
    if (await takeOfDay(tx, { tokenId: token.id, act: `told ${act}`, day, count: 1, most: 1 }))
      await tellWhoAnswers(deps, tx, token, 'worn_out');
  });
  return most;
}

export async function endToken(
  deps: Deps,
  { school, by }: TokenPlace,
  id: number,
): Promise<Outcome<void, 'not_allowed' | 'over'>> {
  return await inTransaction<Outcome<void, 'not_allowed' | 'over'>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, manages(school));
    if (actor === undefined) return refused('not_allowed');
    const ended = await revokeToken(tx, { id, schoolUai: school, by: by.staffId, now: deps.now() });
    if (ended === undefined) return refused('over');
    record({ actor, kind: 'token_revoked', data: { tokenId: id, school } });
    return done(undefined);
  });
}

export type Ordered = TokenAsked & {
  readonly school: string | null /** In whose name it acts. */;
  readonly mail: string;
};

/** By a command, for a person who might make it on a page. Its text is answered, and kept nowhere. */
export async function orderToken(
  deps: Deps,
  { mail, ...asked }: Ordered,
): Promise<
  Outcome<{ readonly id: number; readonly secret: string; readonly endsAt: Date }, 'unknown_school' | 'no_role'>
> {
  type Made = { id: number; secret: string; endsAt: Date };
  return await inTransaction<Outcome<Made, 'unknown_school' | 'no_role'>>(deps, async (tx, record) => {
    const { school } = asked;
    if (school !== null && !(await schoolExists(tx, school))) return refused('unknown_school');
    const staffId = (await findStaffOfMail(tx, mail))?.id;
    if (staffId === undefined || !(await mayMake(deps, tx, staffId, school))) return refused('no_role');
    const { event, ...made } = await make(deps, tx, { type: 'command' }, { ...asked, staffId });
    record(event);
    return done(made);
  });
}

async function mayMake(deps: Deps, tx: Tx, staffId: number, school: string | null): Promise<boolean> {
  if (school === null) return await isOperator(tx, staffId, deps.now());
  const role = await holdPost(tx, staffId, school, deps.now());
  return role !== undefined && may(role, 'manage_tokens');
}

export async function orderEnd(deps: Deps, id: number): Promise<Outcome<void, 'over'>> {
  return await inTransaction<Outcome<void, 'over'>>(deps, async (tx, record) => {
    const ended = await revokeToken(tx, { id, schoolUai: undefined, by: null, now: deps.now() });
    if (ended === undefined) return refused('over');
    record({ actor: { type: 'command' }, kind: 'token_revoked', data: { tokenId: id, school: ended.schoolUai } });
    return done(undefined);
  });
}
