// The page of an application that knows its parent no more: he is asked before it knows him again.
import { policyOfFormTo } from '../web/headers.js';
import { type Answer, type ParentVisit, page, redirect } from '../web/http.js';
import { ReturnPage } from './client-pages.js';
import { giveNameAgain, isUnknownTo } from './return-actions.js';
import type { Client } from './rules.js';

/** Undefined when there is nothing to ask. The form comes back here, and then goes on to `target`, the application's address. */
export async function askReturn(visit: ParentVisit, client: Client, target: unknown): Promise<Answer | undefined> {
  if (!(await isUnknownTo(visit.deps, client, visit.session.accountId))) return undefined;
  const shown = <ReturnPage view={visit.view} client={client.name} action={visit.path} />;
  return typeof target === 'string' && URL.canParse(target)
    ? page(shown, { headers: { 'content-security-policy': policyOfFormTo(new URL(target).origin) } })
    : page(shown);
}

/** He said yes: the same address goes on from there, or says why not. */
export async function letReturn(visit: ParentVisit, client: Client | undefined): Promise<Answer> {
  if (client !== undefined) await giveNameAgain(visit.deps, client, visit.session);
  return redirect(visit.path);
}
