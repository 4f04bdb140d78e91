// The JSON interface's part of the table of rights: each of its addresses with the act that it is. One that is not here cannot
// be served (src/api/serve.ts), and a token does it when one of its scopes has that act (src/staff/scope-rules.ts).
import type { Act, NetworkAct, SchoolAct } from './rights-rules.js';

export const apiRoot = '/api/v1';

type ApiLine = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `apiRoot`. */
  readonly path: string;
  /** Undefined: open, it tells what everybody may read. */
  readonly act?: Act;
};

export const apiRoutes = {
  describe: { method: 'GET', path: '/openapi.json' },

  listAccounts: { method: 'GET', path: '/accounts', act: 'read_desk' },
} as const satisfies Readonly<Record<string, ApiLine>>;

export type ApiRoute = keyof typeof apiRoutes;

/** The addresses whose act is one of these. */
type ApiRoutesFor<A extends Act> = {
  [Name in ApiRoute]: (typeof apiRoutes)[Name] extends { readonly act: A } ? Name : never;
}[ApiRoute];
export type ApiRouteOfSchool = ApiRoutesFor<SchoolAct>;
export type ApiRouteOfNetwork = ApiRoutesFor<NetworkAct>;

export const apiLine = (name: ApiRoute): ApiLine => apiRoutes[name];
