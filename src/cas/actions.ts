// Tickets: given to a parent who is signed in, asked about once by the service that got them.
import { inOneStatement } from '../audit/actions.js';
import { insertTicket, spendTicket } from '../db/cas-tickets.js';
import { findClientById, listClients } from '../db/clients.js';
import type { Deps } from '../deps.js';
import { type ParentSession, sessionLimits } from '../signin/rules.js';
import { hashToken } from '../signin/sessions.js';
import { claimsOf } from '../sso/claim-actions.js';
import type { ClientOf } from '../sso/rules.js';
import type { Verdict } from './answers.js';
import { clientOfService, ticketBytes, ticketFailure, ticketSeconds } from './rules.js';

export async function findService(deps: Deps, address: string): Promise<ClientOf<'cas'> | undefined> {
  return clientOfService(await listClients(deps.db, 'cas'), address);
}

/** A ticket for this very address; undefined when the session is over. */
export async function giveTicket(
  deps: Deps,
  session: Pick<ParentSession, 'id' | 'accountId'>,
  asked: { readonly clientId: number; readonly service: string; readonly renewed: boolean },
): Promise<string | undefined> {
  const ticket = `ST-${Buffer.from(deps.random(ticketBytes)).toString('hex')}`;
  const now = deps.now();
  const made = {
    ...asked,
    ticketHash: hashToken(ticket),
    sessionId: session.id,
    accountId: session.accountId,
    now,
    expiresAt: new Date(now.getTime() + ticketSeconds * 1000),
  };
  const given = await inOneStatement(deps, (db) => insertTicket(db, made));
  if (given) deps.log.info({ session: session.id, client: asked.clientId }, 'ticket given');
  return given ? ticket : undefined;
}

export type Asked = { readonly ticket: string; readonly service: string; readonly renew: boolean };

/** What a ticket is worth: it is spent whatever the answer is. */
export async function validateTicket(deps: Deps, { ticket, service, renew }: Asked): Promise<Verdict> {
  if (!/^ST-[0-9a-f]{48}$/.test(ticket)) return { failure: 'INVALID_TICKET', ticket };
  const now = deps.now();
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const { wholeHours, idleMinutes } = sessionLimits.parent;
  const liveSince = { created: ago(wholeHours * 60), seen: ago(idleMinutes) };
  const spent = await inOneStatement(deps, (db) =>
    spendTicket(db, { ticket, ticketHash: hashToken(ticket), service, renew, now, liveSince }),
  );
  const failure = ticketFailure(spent, renew);
  const client = spent === undefined ? undefined : await findClientById(deps.db, spent.clientId);
  if (failure !== undefined || spent === undefined || client === undefined)
    return { failure: failure ?? 'INVALID_TICKET', ticket };
  const { subject, claims } = await claimsOf(deps, client, spent.accountId);
  return {
    success: {
      user: subject,
      attributes: {
        ...claims,
        authenticationDate: (spent.provedAt ?? now).toISOString(),
        isFromNewLogin: spent.renewed,
        longTermAuthenticationRequestTokenUsed: false,
      },
    },
  };
}
