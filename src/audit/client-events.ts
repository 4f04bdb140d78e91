// What happened between applications and the network, or one of its parents.

export type ClientEvent =
  | {
      readonly kind: 'client_added';
      readonly data: { readonly clientId: number; readonly protocol: string; readonly claims: readonly string[] };
    }
  | {
      readonly kind: 'client_changed';
      readonly data: {
        readonly clientId: number;
        readonly claims: readonly string[];
        readonly schools: readonly string[] | null;
      };
    }
  | {
      readonly kind: 'client_secret_renewed';
      /** `oldEndsAt`: null when the old one ended at once. */
      readonly data: {
        readonly clientId: number;
        readonly secret: 'client' | 'events';
        readonly oldEndsAt: string | null;
      };
    }
  | { readonly kind: 'client_removed'; readonly data: { readonly clientId: number } }
  /** A parent took back the name under which it knows him. */
  | { readonly kind: 'client_withdrawn'; readonly data: { readonly accountId: number; readonly clientId: number } }
  | {
      readonly kind: 'deliveries_retried';
      readonly data: ({ readonly id: number } | { readonly clientId: number }) & { readonly count: number };
    }
  | {
      readonly kind: 'deliveries_replayed';
      readonly data: { readonly clientId: number; readonly since: string; readonly count: number };
    };
