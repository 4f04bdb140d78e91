// Which calls leave this server: to registered addresses alone, and never into the machine's own network by a trick.

export type CallFailure =
  /** Its origin is none of those that the application registered. */
  | 'not_registered'
  /** Its name leads to an address that this server does not call. */
  | 'not_allowed'
  /** No name, no connection, no answer that can be read. */
  | 'unreachable'
  | 'too_slow';

/**
 * Whether an address may be called, by the range it stands in. `listed`: the configuration names it. `loopback` is for a
 * trial on one machine.
 */
export function mayCall(address: { readonly range: string; readonly listed: boolean }, production: boolean): boolean {
  if (address.range === 'unicast' || address.listed) return true;
  return address.range === 'loopback' && !production;
}

/** True when `url` is one that the application registered, or stands on the same origin as one of them. */
export function isRegistered(url: URL, registered: readonly string[]): boolean {
  return registered.some((one) => URL.canParse(one) && new URL(one).origin === url.origin);
}
