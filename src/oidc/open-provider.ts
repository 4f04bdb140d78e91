// The library takes its keys when it is made: when the keys change, another one is made. Requests that are being answered
// keep the one that they began with.
import type { Provider } from 'oidc-provider';
import type { Deps } from '../deps.js';
import { type SigningKey, signingKeys } from '../sso/signing-keys.js';

/** How long a server may go on with keys that a command has replaced. */
const rereadAfterSeconds = 5;

export function openProvider(deps: Deps, build: (keys: readonly SigningKey[]) => Provider): () => Promise<Provider> {
  let current: { readonly kids: string; readonly provider: Provider } | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = deps.now().getTime();
    if (current !== undefined && now - readAt < rereadAfterSeconds * 1000) return current.provider;
    const { active, published } = await signingKeys(deps, 'oidc');
    // The library signs with the first key of an algorithm.
    const keys = [...active, ...published.filter((key) => !active.some(({ kid }) => kid === key.kid))];
    const kids = keys.map(({ kid }) => kid).join(' ');
    if (current?.kids !== kids) current = { kids, provider: build(keys) };
    readAt = now;
    return current.provider;
  };
}
