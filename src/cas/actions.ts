// Tickets: given to a parent who is signed in, asked about once by the service that got them.
import { inOneStatement, inTransaction } from '../audit/actions.js';
import { findTicketOwner, insertTicket, spendTicket } from '../db/cas-tickets.js';
import { holdSession } from '../db/client-sessions.js';
import { findClientById, listClients } from '../db/clients.js';
import type { Deps } from '../deps.js';
import { type ParentSession, sessionLimits } from '../signin/rules.js';
import { hashToken } from '../signin/sessions.js';
import { admit } from '../sso/admission.js';
import { claimsOf } from '../sso/claim-actions.js';
import type { ClientOf } from '../sso/rules.js';
import { enterSubject } from '../sso/subjects.js';
import type { Verdict } from './answers.js';
import { clientOfService, ticketBytes, ticketFailure, ticketSeconds } from './rules.js';

export async function findService(deps: Deps, address: string): Promise<ClientOf<'cas'> | undefined> {
  return clientOfService(await listClients(deps.db, 'cas'), address);
}

/** A ticket for this very address; undefined when the session is over, or the name was taken back. The service knows the parent from now on. */
export async function giveTicket(
  deps: Deps,
  session: Pick<ParentSession, 'id' | 'accountId'>,
  asked: { readonly client: ClientOf<'cas'>; readonly service: string; readonly renewed: boolean },
): Promise<string | undefined> {
  const ticket = `ST-${Buffer.from(deps.random(ticketBytes)).toString('hex')}`;
  const { client, service, renewed } = asked;
  const [{ id: sessionId, accountId }, now] = [session, deps.now()];
  const expiresAt = new Date(now.getTime() + ticketSeconds * 1000);
  const whose = { clientId: client.id, sessionId, accountId };
  const made = { ...whose, service, renewed, ticketHash: hashToken(ticket), now, expiresAt };
  const given =
    (await inOneStatement(deps, (db) => insertTicket(db, made))) ||
    (await inTransaction(deps, async (tx) => {
      if (!(await holdSession(tx, whose))) return false;
      if ((await enterSubject(deps, tx, client, accountId)) === undefined) return false;
      return await insertTicket(tx, made);
    }));
  if (given) deps.log.info({ session: sessionId, client: client.id }, 'ticket given');
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
  const ticketHash = hashToken(ticket);
  const owner = await findTicketOwner(deps.db, ticketHash);
  const client = owner && (await findClientById(deps.db, owner.clientId));
  if (owner === undefined || client === undefined) return { failure: 'INVALID_TICKET', ticket };
  // The school may have closed the service since the ticket was given.
  const admitted = (await admit(deps, client, owner.accountId)).ok;
  const spent = await inOneStatement(deps, (db) =>
    spendTicket(db, { ticket, ticketHash, service, renew, admitted, now, liveSince }),
  );
  const failure = ticketFailure(spent, renew);
  if (failure !== undefined || spent === undefined || spent.subject === null)
    return { failure: failure ?? 'INVALID_TICKET', ticket };
  const claims = await claimsOf(deps, client, spent.accountId);
  return {
    success: {
      user: spent.subject,
      attributes: {
        ...claims,
        authenticationDate: (spent.provedAt ?? now).toISOString(),
        isFromNewLogin: spent.renewed,
        longTermAuthenticationRequestTokenUsed: false,
      },
    },
  };
}
