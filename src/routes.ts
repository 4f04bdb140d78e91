// Every address of the two sites, once. Pages and redirects ask href(); nobody writes a path by hand.

import { networkRoutes } from './network/routes.js';
import { schoolRoutes } from './school/routes.js';

export const routes = {
  root: '/',
  health: '/sante',
  /** Keeps the choice, then comes back to the page where it was made. */
  chooseLanguage: '/langue/:language',

  signIn: '/connexion',
  signOut: '/deconnexion',
  secondStep: '/connexion/deuxieme-etape',
  federation: '/connexion/par-ailleurs',
  federationReturn: '/connexion/par-ailleurs/retour',
  forgottenIdentifier: '/connexion/identifiant-oublie',
  forgottenPassword: '/connexion/mot-de-passe-oublie',
  /** The link of a mail; a redirect takes the token out of the address at once. */
  resetToken: '/connexion/nouveau/:token',
  resetPassword: '/connexion/nouveau-mot-de-passe',

  activation: '/activation',
  activationBirthDates: '/activation/naissance',
  activationChildren: '/activation/enfants',
  activationPassword: '/activation/mot-de-passe',
  activationDone: '/activation/termine',
  activationNotMine: '/activation/pas-mon-enfant',
  /** What the QR of a letter says, in either case; a redirect takes the token out of the address at once. */
  letterToken: '/l/:token',
  letterTokenCapitals: '/L/:token',
  /** The letter's QR opened by somebody who is signed in. */
  letterSignedIn: '/lettre',
  mailToken: '/mail/:token',
  confirmMail: '/mail',

  accessibility: '/accessibilite',
  data: '/donnees',

  /** A client's request that waits while its parent signs in. */
  entry: '/entrer/:signOn',
  casLogin: '/cas/login',
  casLogout: '/cas/logout',
  casValidate: '/cas/validate',
  casServiceValidate: '/cas/serviceValidate',
  casP3ServiceValidate: '/cas/p3/serviceValidate',
  casProxyValidate: '/cas/proxyValidate',
  casP3ProxyValidate: '/cas/p3/proxyValidate',
  casProxy: '/cas/proxy',
  /** Applications that cannot receive fetch their events; the keys that sign events. */
  events: '/evenements',
  eventKeys: '/evenements/cles',
  samlMetadata: '/saml/metadata',
  samlSignOn: '/saml/sso',
  samlLogout: '/saml/slo',

  home: '/accueil',
  services: '/teleservices',
  service: '/teleservices/:service',
  account: '/mon-compte',
  profile: '/mon-compte/profil',
  changeMail: '/mon-compte/mail',
  resendMail: '/mon-compte/mail/renvoyer',
  keepMail: '/mon-compte/mail/garder',
  security: '/mon-compte/securite',
  /** Another provider of identities, where the settings name one. */
  federationLink: '/mon-compte/securite/relier',
  federationGo: '/mon-compte/securite/relier/aller',
  federationUnlink: '/mon-compte/securite/relier/fin',
  addApplication: '/mon-compte/securite/application',
  addPasskey: '/mon-compte/securite/cle',
  removeFactor: '/mon-compte/securite/retirer/:factor',
  stopOwnReset: '/mon-compte/securite/garder',
  recoveryCodes: '/mon-compte/securite/codes',
  endSession: '/mon-compte/securite/connexions/:session',
  endOtherSessions: '/mon-compte/securite/connexions',
  /** Applications that know the parent; one of them no more. */
  knownBy: '/mon-compte/applications',
  withdraw: '/mon-compte/applications/:client',
  children: '/mon-compte/enfants',
  disownChild: '/mon-compte/enfants/:link/pas-mon-enfant',
  correction: '/mon-compte/correction',
  ownData: '/mon-compte/mes-donnees',
  /** The same as a file. */
  ownDataFile: '/mon-compte/mes-donnees/:format',
  closing: '/mon-compte/fermer',
  /** Read by somebody who has no account any more. */
  closed: '/compte-ferme',
  freshProof: '/mon-compte/preuve',

  grouping: '/mon-compte/regrouper',
  groupingCode: '/mon-compte/regrouper/code',
  groupingCheck: '/mon-compte/regrouper/verifier',
  groupingDone: '/mon-compte/regrouper/termine',
  receipt: '/mon-compte/regroupements/:reference',
  history: '/mon-compte/historique',
  /** « Ce n'est pas moi », from a mail; a redirect takes the token out of the address at once. */
  stopResetToken: '/garder/:token',
  stopReset: '/garder',
  objectionToken: '/pas-moi/:token',
  objection: '/pas-moi',

  /** Where a client's request waits for its parent to sign in. */
  oidcEntry: '/entrer/oidc/:request',
  /** The answer to a client that asks to sign its parent out. */
  clientSignOut: '/deconnexion/application',

  requests: '/mon-compte/demandes',
  request: '/mon-compte/demandes/:reference',
  requestWithdraw: '/mon-compte/demandes/:reference/retirer',
  /** The check page of an accepted request. */
  requestCheck: '/mon-compte/demandes/:reference/verifier',

  ...schoolRoutes,
  ...networkRoutes,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;

type ParamOf<Path extends string> = Path extends `${string}:${infer Param}/${infer Rest}`
  ? Param | ParamOf<`/${Rest}`>
  : Path extends `${string}:${infer Param}`
    ? Param
    : never;

type HrefArgs<Name extends RouteName> = [ParamOf<Routes[Name]>] extends [never]
  ? [query?: Readonly<Record<string, string>>]
  : [params: Readonly<Record<ParamOf<Routes[Name]>, string | number>>, query?: Readonly<Record<string, string>>];

/** The address of a route, its parameters and query filled in and encoded. */
export function href<Name extends RouteName>(name: Name, ...args: HrefArgs<Name>): string {
  const pattern: string = routes[name];
  const withParams = pattern.includes(':');
  const params = (withParams ? args[0] : {}) as Readonly<Record<string, string | number>>;
  const query = (withParams ? args[1] : args[0]) as Readonly<Record<string, string>> | undefined;
  const path = pattern.replace(/:(\w+)/g, (_, param: string) => encodeURIComponent(String(params[param])));
  const search = query === undefined ? '' : new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** What holds a token, leads out, or is no page. */
const noWayBack =
  /^((letter|mail|reset|objection|stopReset)Token(Capitals)?|staffEnrolment|lookFile|health|chooseLanguage|(federation|staffProvider)(Return)?|(cas|saml)[A-Z].*)$/;

const returnable = Object.entries(routes)
  .filter(([name]) => !noWayBack.test(name))
  .map(([, pattern]) => new RegExp(`^${pattern.replace(/:\w+/g, '[\\w.-]{1,64}')}$`));

/**
 * `path` when it is one of our own pages (never another site, never an address that holds a token), with the word that
 * says why one came there and nothing else of a query; else undefined.
 */
export function internalPath(path: string | undefined): string | undefined {
  const [page = '', why = 'none', ...more] = path?.split('?motif=') ?? [];
  const ours = returnable.some((pattern) => pattern.test(page)) && /^[a-z_]{1,20}$/.test(why) && more.length === 0;
  return ours ? path : undefined;
}

/** False for an address with a broken `%`: it names nothing. */
export function isReadable(address: string): boolean {
  try {
    decodeURIComponent(address.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
