// Tells a service that the session behind a ticket is over: a post to the address that the ticket was given for.
import { findTicketService } from '../db/cas-tickets.js';
import { findLastSubject } from '../db/client-subjects.js';
import { findClientById } from '../db/clients.js';
import { done, refused } from '../kernel/outcome.js';
import { callOut } from '../outgoing/call.js';
import { hashToken } from '../signin/sessions.js';
import type { LogoutSender } from '../sso/logout-actions.js';
import { logoutRequest } from './answers.js';

export const tellService: LogoutSender = async (deps, { clientId, accountId, reference: ticket }) => {
  const client = await findClientById(deps.db, clientId);
  if (client?.protocol !== 'cas' || !client.settings.logout) return done('asks not to be told');
  const service = await findTicketService(deps.db, hashToken(ticket));
  if (service === undefined) return done('its ticket is forgotten');
  const user = (await findLastSubject(deps.db, client.id, accountId)) ?? '';
  const id = `LR-${Buffer.from(deps.random(16)).toString('hex')}`;
  const told = await callOut(deps, {
    url: service,
    registered: [client.settings.service.replace(/\*$/, '')],
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ logoutRequest: logoutRequest({ id, ticket, user, now: deps.now() }) }).toString(),
  });
  if (!told.ok) return refused(told.why);
  const { status } = told.value;
  // A page of its own, or the way to one: it has read what came with the question.
  return status >= 200 && status < 400 ? done(String(status)) : refused(String(status));
};
