// CAS: which service an address belongs to, and what a ticket is worth.

/** Random bytes of a ticket; the protocol allows letters, digits and hyphens alone, hence hexadecimal. */
export const ticketBytes = 24;
/** Between the browser that carries a ticket and the service that asks about it. */
export const ticketSeconds = 30;

const longestAddress = 2000;

/**
 * The part of a service's address before its query, when the address is written in the one canonical way: no user, no
 * fragment, no blank, no other case, port or dots than the address has once read, nothing encoded that a server could
 * take for a slash.
 */
function canonicalPlace(address: string): URL | undefined {
  if (address.length > longestAddress || !/^https?:\/\/[!-~]+$/.test(address) || /[#\\]/.test(address))
    return undefined;
  const place = address.split('?', 1)[0] ?? '';
  if (!URL.canParse(place)) return undefined;
  const url = new URL(place);
  if ((url.href !== place && url.href !== `${place}/`) || url.username !== '' || url.password !== '') return undefined;
  if (/%(2f|5c|2e|25|00)/i.test(url.pathname) || /\/\.\.?;/.test(url.pathname)) return undefined;
  return url;
}

/** True when an address that somebody gave is the registered one, or lies under the one that ends with `/*`. */
export function isOfService(registered: string, address: string): boolean {
  const url = canonicalPlace(address);
  if (url === undefined) return false;
  if (!registered.endsWith('/*')) return address === registered;
  // `registered` was checked when it was registered: its origin is whole, and ends before its path.
  return url.href.startsWith(registered.slice(0, -1));
}

/** The client that an address belongs to: the most exact one. */
export function clientOfService<C extends { readonly settings: { readonly service: string } }>(
  clients: readonly C[],
  address: string,
): C | undefined {
  return clients
    .filter(({ settings }) => isOfService(settings.service, address))
    .toSorted((one, other) => other.settings.service.length - one.settings.service.length)[0];
}

export function withTicket(service: string, ticket: string): string {
  return `${service}${service.includes('?') ? '&' : '?'}ticket=${ticket}`;
}

export type CasFailure =
  | 'INVALID_REQUEST'
  | 'INVALID_TICKET_SPEC'
  | 'UNAUTHORIZED_SERVICE_PROXY'
  | 'INVALID_TICKET'
  | 'INVALID_SERVICE';

/** What a ticket was when it was spent. */
export type SpentTicket = {
  readonly sameService: boolean;
  readonly inTime: boolean;
  /** Its account is active, its session and its client live. */
  readonly alive: boolean;
  /** A secret was proved for this very sign-in. */
  readonly renewed: boolean;
};

/** Why a ticket is refused; undefined when it is good. `none`: unknown, or spent before. */
export function ticketFailure(spent: SpentTicket | undefined, renew: boolean): CasFailure | undefined {
  if (spent === undefined || !spent.inTime || !spent.alive) return 'INVALID_TICKET';
  if (!spent.sameService) return 'INVALID_SERVICE';
  return renew && !spent.renewed ? 'INVALID_TICKET' : undefined;
}
