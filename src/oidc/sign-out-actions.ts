// A client asks that the parent be signed out (RP-initiated logout). An id_token that we signed for this very session is
// proof that he asks it himself; anything else is a wish of somebody, and the parent is asked.
import type { Provider } from 'oidc-provider';
import { findClient } from '../db/clients.js';
import type { Deps } from '../deps.js';
import type { ParentSession } from '../signin/rules.js';
import type { OidcClient } from './clients.js';
import { knownSid, knownSubject } from './entering-actions.js';

export type SignOutParams = {
  readonly idTokenHint: string;
  readonly clientId: string;
  /** post_logout_redirect_uri */
  readonly to: string;
  readonly state: string;
};

export type SignOutWish = {
  readonly client: OidcClient | undefined;
  /** Shown by the hint: this session's own parent asks it. */
  readonly own: boolean;
  /** Where he goes then: an address of the client's list. */
  readonly target: string | undefined;
};

export async function readSignOut(
  deps: Deps,
  provider: Provider,
  asked: SignOutParams,
  session: ParentSession | undefined,
): Promise<SignOutWish> {
  const hint = asked.idTokenHint === '' ? undefined : await readHint(provider, asked.idTokenHint);
  const forged = asked.idTokenHint !== '' && hint === undefined;
  const named = asked.clientId === '' ? hint?.aud : asked.clientId;
  if (forged || (hint !== undefined && hint.aud !== named)) return { client: undefined, own: false, target: undefined };
  const client = named === undefined ? undefined : await findClient(deps.db, 'oidc', named);
  const own = client !== undefined && hint !== undefined && (await isOwn(deps, client, hint, session));
  return { client, own, target: targetOf(client, asked) };
}

type Hint = { readonly aud: string; readonly sub: string; readonly sid: string | undefined };

/** What an id_token of ours says, however old it is; undefined when we did not sign it. */
async function readHint(provider: Provider, jwt: string): Promise<Hint | undefined> {
  const claimed = audienceOf(jwt);
  const client = claimed === undefined ? undefined : await provider.Client.find(claimed);
  if (client === undefined) return undefined;
  try {
    const validate = provider.IdToken.validate as unknown as (
      jwt: string,
      client: unknown,
    ) => Promise<{ payload: { aud: string; sub: string; sid?: string } }>;
    const { payload } = await validate.call(provider.IdToken, jwt, client);
    return { aud: payload.aud, sub: payload.sub, sid: payload.sid };
  } catch {
    return undefined;
  }
}

/** Whom it says that it is for: not to be believed before its signature was checked. */
function audienceOf(jwt: string): string | undefined {
  try {
    const [, payload = ''] = jwt.split('.');
    const { aud } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { aud?: unknown };
    return typeof aud === 'string' ? aud : undefined;
  } catch {
    return undefined;
  }
}

async function isOwn(deps: Deps, client: OidcClient, hint: Hint, session: ParentSession | undefined): Promise<boolean> {
  if (session === undefined) return false;
  if (hint.sid !== undefined) return hint.sid === (await knownSid(deps, client, session));
  return hint.sub === (await knownSubject(deps, client, session.accountId));
}

function targetOf(client: OidcClient | undefined, { to, state }: SignOutParams): string | undefined {
  if (client === undefined || !client.settings.postLogoutRedirectUris.includes(to)) return undefined;
  const url = new URL(to);
  if (state !== '') url.searchParams.set('state', state);
  return url.href;
}
