// The line by which an operator registers an application, as JSON: everything wrong with it is said at once.
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { tidyText } from '../kernel/text.js';
import { readAddress } from './address.js';
import { type ClaimName, claimNames, isClaimName } from './claims.js';
import { readOidcSettings } from './oidc-line.js';
import type { AttributeNames, CasSettings, OidcSettings, Protocol, SubjectType } from './rules.js';

export type ClientLine = {
  readonly name: string;
  readonly claims: readonly ClaimName[];
  readonly schools: readonly string[] | null;
  readonly tile: string | null;
  readonly subjectType: SubjectType;
  readonly eventsUrl: string | null;
  /** It fetches events with a token of its own, instead of receiving them or beside it. */
  readonly eventsPull: boolean;
} & (
  | { readonly protocol: 'oidc'; readonly settings: OidcSettings }
  | { readonly protocol: 'cas'; readonly settings: CasSettings }
  | { readonly protocol: 'saml'; readonly metadataFile: string; readonly attributeNames: AttributeNames }
);

/** What is wrong with one field of a line; `field` is empty for the line itself. */
export type Mistake = { readonly field: string; readonly why: string };
export const mistakeWords = ({ field, why }: Mistake): string => (field === '' ? why : `« ${field} » : ${why}`);

/** What the fields of one line are read with. `wrong` keeps a mistake, with the name of its field. */
export type LineReader = {
  readonly given: Readonly<Record<string, unknown>>;
  readonly production: boolean;
  readonly wrong: (field: string, why: string) => void;
};

const common = ['protocol', 'name', 'claims', 'schools', 'tile', 'subject_type', 'events_url', 'events_pull'] as const;
const own: Readonly<Record<Protocol, readonly string[]>> = {
  oidc: [
    'redirect_uris',
    'post_logout_redirect_uris',
    'backchannel_logout_uri',
    'backchannel_logout_session_required',
    'token_endpoint_auth_method',
    'id_token_signed_response_alg',
    'jwks',
    'pkce',
    'initiate_login_uri',
    'grant_types',
    'response_types',
  ],
  cas: ['service', 'logout'],
  saml: ['metadata_file', 'attribute_names'],
};
const isProtocol = (typed: unknown): typed is Protocol => typed === 'oidc' || typed === 'cas' || typed === 'saml';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function readClientLine(text: string, production: boolean): Outcome<ClientLine, readonly Mistake[]> {
  const whole = (why: string) => refused([{ field: '', why }]);
  if (text.trim() === '')
    return whole('Donnez sur l’entrée standard une ligne de JSON : {"protocol": "oidc", "name": …}.');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return whole(`La ligne n’est pas du JSON : ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(given)) return whole('La ligne doit être un objet de JSON.');
  const { protocol } = given;
  if (!isProtocol(protocol)) return refused([{ field: 'protocol', why: '"oidc", "cas" ou "saml".' }]);
  const mistakes: Mistake[] = [];
  const reader: LineReader = { given, production, wrong: (field, why) => void mistakes.push({ field, why }) };
  for (const key of Object.keys(given))
    if (!common.some((one) => one === key) && !own[protocol].includes(key))
      reader.wrong(key, `n’est pas un champ connu pour ${protocol}.`);
  const shared = readShared(reader);
  const line = ((): ClientLine => {
    if (protocol === 'oidc') return { ...shared, protocol, settings: readOidcSettings(reader) };
    if (protocol === 'cas') return { ...shared, protocol, settings: readCasSettings(reader) };
    const metadataFile = readText(reader, 'metadata_file', 1000);
    return { ...shared, protocol, metadataFile, attributeNames: readAttributeNames(reader) };
  })();
  return mistakes.length === 0 ? done(line) : refused(mistakes);
}

function readShared(reader: LineReader) {
  const { given, wrong, production } = reader;
  const name = readText(reader, 'name', 80);
  const claims = readList(given.claims ?? [], isClaimName);
  if (claims === undefined) wrong('claims', `une liste parmi ${claimNames.join(', ')}.`);
  const isUai = (one: unknown): one is string => typeof one === 'string' && /^[0-9A-Z]{3,12}$/i.test(one);
  const schools = given.schools === undefined || given.schools === null ? null : readList(given.schools, isUai);
  if (schools === undefined || schools?.length === 0) wrong('schools', 'une liste de codes UAI, ou rien.');
  const { tile = null, subject_type: subjectType = 'pairwise', events_pull: eventsPull = false } = given;
  if (tile !== null && (typeof tile !== 'string' || !/^[a-z][a-z0-9-]{0,39}$/.test(tile)))
    wrong('tile', 'le nom (slug) d’un service du catalogue.');
  if (subjectType !== 'pairwise' && subjectType !== 'public') wrong('subject_type', '"pairwise" ou "public".');
  if (typeof eventsPull !== 'boolean') wrong('events_pull', 'true ou false.');
  const eventsUrl = given.events_url ?? null;
  const events = eventsUrl === null ? done(null) : readAddress(eventsUrl, production);
  if (!events.ok) wrong('events_url', events.why);
  return {
    name,
    claims: claims ?? [],
    schools: schools?.map((uai) => uai.toUpperCase()) ?? null,
    tile: typeof tile === 'string' ? tile : null,
    subjectType: subjectType === 'public' ? ('public' as const) : ('pairwise' as const),
    eventsUrl: events.ok ? events.value : null,
    eventsPull: eventsPull === true,
  };
}

function readText({ given, wrong }: LineReader, field: string, longest: number): string {
  const typed = given[field];
  const text = typeof typed === 'string' ? tidyText(typed) : '';
  if (text === '' || text.length > longest || /\p{C}/u.test(text))
    wrong(field, `un texte de 1 à ${longest} signes, sans signe invisible.`);
  return text;
}

function readList<V>(given: unknown, known: (one: unknown) => one is V): readonly V[] | undefined {
  if (!Array.isArray(given) || given.length > 500 || !given.every(known)) return undefined;
  return [...new Set(given)];
}

function readAttributeNames({ given, wrong }: LineReader): AttributeNames {
  const { attribute_names: names = 'basic' } = given;
  if (names !== 'basic' && names !== 'uri') wrong('attribute_names', '"basic" ou "uri".');
  return names === 'uri' ? 'uri' : 'basic';
}

/** An exact address, or one whose path ends in `/*`: then all that stands below it. */
function readCasSettings({ given, production, wrong }: LineReader): CasSettings {
  const { service, logout = true } = given;
  const below = typeof service === 'string' && service.endsWith('/*');
  const read = readAddress(below ? service.slice(0, -1) : service, production);
  if (!read.ok) wrong('service', read.why);
  else if (below && read.value.includes('?')) wrong('service', 'une étoile ne vient pas après un « ? ».');
  if (typeof logout !== 'boolean') wrong('logout', 'true ou false.');
  return { service: typeof service === 'string' ? service : '', logout: logout === true };
}
