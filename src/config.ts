// The environment becomes one frozen, typed Config; every mistake is told at once, in plain words.
import { isAbsolute, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import type { Federation, StaffProvider } from './federation/rules.js';
import { parseMailAddress } from './kernel/mail-address.js';
import { done, type Outcome, refused } from './kernel/outcome.js';

export type Config = {
  readonly database:
    | { readonly kind: 'postgres'; readonly url: string }
    | { readonly kind: 'embedded'; readonly folder: string };
  /** Absolute folder of the embedded database, mails and letters. */
  readonly dataFolder: string;
  /** The public address, without a slash at its end. */
  readonly publicUrl: string;
  /** True when the public address is not loopback: https and keys are then demanded. */
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly smtpUrl: string | undefined;
  /** The address that mails come from. */
  readonly mailFrom: string;
  readonly keysFile: string;
  /** Proxies whose X-Forwarded-For is believed: addresses or CIDR ranges. */
  readonly trustedProxies: readonly string[];
  /** By how much every count of tries is larger, for load tests: 1 in production. */
  readonly throttleScale: number;
  /** Ranges of private addresses in which registered applications are called all the same (CIDR). */
  readonly callableRanges: readonly string[];
  readonly timeZone: string;
  /** Days that a letter is valid, its last day included. */
  readonly letterDays: number;
  readonly networkName: string;
  /** Another provider of identities, by which parents who linked it may come in; none by default. */
  readonly federation: Federation | undefined;
  readonly staffProvider: StaffProvider | undefined;
};

export const settings: readonly { readonly name: string; readonly meaning: string }[] = [
  {
    name: 'DATABASE_URL',
    meaning: 'adresse de PostgreSQL (postgres://…) ; sans elle, base embarquée dans FRATRIE_DATA',
  },
  { name: 'FRATRIE_DATA', meaning: 'dossier de la base embarquée, des mails et des lettres (défaut : ./data)' },
  { name: 'FRATRIE_URL', meaning: 'adresse publique (défaut : http://127.0.0.1:PORT)' },
  { name: 'HOST', meaning: "adresse d'écoute (défaut : 127.0.0.1)" },
  { name: 'PORT', meaning: "port d'écoute (défaut : 3000)" },
  {
    name: 'SMTP_URL',
    meaning: 'serveur de mail (smtp://… ou smtps://…) ; sans lui, fichiers .eml dans FRATRIE_DATA/mail',
  },
  {
    name: 'FRATRIE_MAIL_FROM',
    meaning: "adresse d'où partent les mails (défaut : ne-pas-repondre@ l'hôte de FRATRIE_URL)",
  },
  {
    name: 'FRATRIE_KEYS',
    meaning: 'fichier des clés secrètes ; fait au premier démarrage en mode embarqué, exigé en production',
  },
  { name: 'FRATRIE_TRUSTED_PROXIES', meaning: 'adresses des relais de confiance, séparées par des virgules' },
  {
    name: 'FRATRIE_CALLABLE_RANGES',
    meaning:
      'plages d’adresses privées où des applications inscrites peuvent être appelées (10.1.2.0/24,…) ; défaut : aucune',
  },
  {
    name: 'FRATRIE_FEDERATION_URL',
    meaning: 'adresse (issuer) d’un autre fournisseur d’identité, OpenID Connect ; sans elle, aucun',
  },
  { name: 'FRATRIE_FEDERATION_CLIENT', meaning: 'client_id que ce fournisseur a donné' },
  { name: 'FRATRIE_FEDERATION_SECRET', meaning: 'client_secret que ce fournisseur a donné' },
  { name: 'FRATRIE_FEDERATION_NAME', meaning: 'son nom, montré aux parents (FranceConnect, …)' },
  {
    name: 'FRATRIE_STAFF_PROVIDER_URL',
    meaning: 'fournisseur d’identités de l’académie, pour le personnel ; avec _CLIENT, _SECRET et _NAME',
  },
  { name: 'FRATRIE_STAFF_PROVIDER_CLIENT', meaning: 'client_id que ce fournisseur a donné' },
  { name: 'FRATRIE_STAFF_PROVIDER_SECRET', meaning: 'client_secret que ce fournisseur a donné' },
  { name: 'FRATRIE_STAFF_PROVIDER_NAME', meaning: 'son nom, montré au personnel' },
  {
    name: 'FRATRIE_STAFF_PROVIDER_FACTORS',
    meaning: 'valeurs de acr ou de amr qui disent une deuxième sécurité donnée là-bas, avec des virgules (mfa, …)',
  },
  {
    name: 'FRATRIE_THROTTLE_SCALE',
    meaning: 'multiplie les essais permis, pour des essais de charge (défaut : 1 ; refusé au-dessus en production)',
  },
  { name: 'FRATRIE_NETWORK', meaning: 'nom du réseau, écrit dans les pages et les mails (défaut : Fratrie)' },
];

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

function urlOf(text: string, protocols: readonly string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && protocols.includes(url.protocol) ? url : undefined;
}

/** An address of loopback is no domain: mails of a trial come from a name that can never exist. */
const mailHost = (url: URL | undefined) =>
  url === undefined || loopback.has(url.hostname) ? 'fratrie.invalid' : url.hostname;

/** All four settings of a provider, or none of them. */
function readFederation(
  prefix: 'FRATRIE_FEDERATION' | 'FRATRIE_STAFF_PROVIDER',
  given: (name: string) => string | undefined,
  production: boolean,
  mistakes: string[],
): Federation | undefined {
  const named = ['URL', 'CLIENT', 'SECRET', 'NAME'].map((end) => given(`${prefix}_${end}`));
  const [issuer, clientId, clientSecret, name] = named;
  if (named.every((value) => value === undefined)) return undefined;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined || name === undefined) {
    mistakes.push(`${prefix}_URL, _CLIENT, _SECRET et _NAME vont ensemble : il en manque.`);
    return undefined;
  }
  if (urlOf(issuer, production ? ['https:'] : ['https:', 'http:']) === undefined)
    mistakes.push(`${prefix}_URL vaut « ${issuer} » : il faut une adresse https://….`);
  return { issuer, clientId, clientSecret, name };
}

/** Reads the settings; refuses with the whole list of mistakes, in French. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  workingFolder: string,
): Outcome<Config, readonly string[]> {
  const mistakes: string[] = [];
  const given = (name: string) => (env[name] === undefined || env[name] === '' ? undefined : env[name]);

  const portText = given('PORT') ?? '3000';
  const port = Number(portText);
  if (!/^\d{1,5}$/.test(portText) || port < 1 || port > 65_535)
    mistakes.push(`PORT vaut « ${portText} » : il faut un nombre de 1 à 65535.`);

  const publicText = given('FRATRIE_URL') ?? `http://127.0.0.1:${portText}`;
  const publicUrl = urlOf(publicText, ['http:', 'https:']);
  if (publicUrl === undefined || publicUrl.pathname !== '/' || publicUrl.search !== '' || publicUrl.username !== '')
    mistakes.push(
      `FRATRIE_URL vaut « ${publicText} » : il faut une adresse comme https://fratrie.exemple.fr, sans chemin.`,
    );
  const production = publicUrl !== undefined && !loopback.has(publicUrl.hostname);
  if (production && publicUrl.protocol !== 'https:')
    mistakes.push(`FRATRIE_URL vaut « ${publicText} » : une adresse publique doit commencer par https://.`);

  const host = given('HOST') ?? '127.0.0.1';
  if (!loopback.has(host) && host !== '::1' && given('FRATRIE_URL') === undefined)
    mistakes.push(
      `HOST vaut « ${host} », que d'autres machines voient : donnez l'adresse publique par FRATRIE_URL (https://…).`,
    );

  const databaseUrl = given('DATABASE_URL');
  if (databaseUrl !== undefined && urlOf(databaseUrl, ['postgres:', 'postgresql:']) === undefined)
    mistakes.push('DATABASE_URL : il faut une adresse postgres://utilisateur:mot-de-passe@hôte/base.');

  const smtpUrl = given('SMTP_URL');
  if (smtpUrl !== undefined && urlOf(smtpUrl, ['smtp:', 'smtps:']) === undefined)
    mistakes.push('SMTP_URL : il faut une adresse smtp://… ou smtps://….');

  const mailFrom = given('FRATRIE_MAIL_FROM') ?? `ne-pas-repondre@${mailHost(publicUrl)}`;
  if (parseMailAddress(mailFrom) === undefined)
    mistakes.push(`FRATRIE_MAIL_FROM vaut « ${mailFrom} » : il faut une adresse mail.`);

  const keys = given('FRATRIE_KEYS');
  if (production && keys === undefined)
    mistakes.push('FRATRIE_KEYS manque : en production, nommez le fichier des clés secrètes (commande « keys make »).');

  const listOf = (name: string) =>
    (given(name) ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const trustedProxies = listOf('FRATRIE_TRUSTED_PROXIES');
  for (const proxy of trustedProxies)
    if (!/^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(proxy))
      mistakes.push(`FRATRIE_TRUSTED_PROXIES : « ${proxy} » n'est pas une adresse IP.`);

  const scaleText = given('FRATRIE_THROTTLE_SCALE') ?? '1';
  const throttleScale = Number(scaleText);
  if (!/^\d{1,6}$/.test(scaleText) || throttleScale < 1)
    mistakes.push(`FRATRIE_THROTTLE_SCALE vaut « ${scaleText} » : il faut un nombre entier, 1 au moins.`);
  else if (production && throttleScale > 1)
    mistakes.push('FRATRIE_THROTTLE_SCALE : en production les essais permis ne se multiplient pas.');

  const callableRanges = listOf('FRATRIE_CALLABLE_RANGES');
  for (const range of callableRanges)
    if (!ipaddr.isValidCIDR(range) || ipaddr.parseCIDR(range)[1] < 8)
      mistakes.push(`FRATRIE_CALLABLE_RANGES : « ${range} » n'est pas une plage comme 10.1.2.0/24 (/8 au plus large).`);

  const federation = readFederation('FRATRIE_FEDERATION', given, production, mistakes);
  const provider = readFederation('FRATRIE_STAFF_PROVIDER', given, production, mistakes);
  const staffProvider = provider && { ...provider, factors: listOf('FRATRIE_STAFF_PROVIDER_FACTORS') };

  if (mistakes.length > 0 || publicUrl === undefined) return refused(mistakes);

  const folder = given('FRATRIE_DATA') ?? 'data';
  const dataFolder = isAbsolute(folder) ? folder : resolve(workingFolder, folder);
  return done(
    Object.freeze<Config>({
      database:
        databaseUrl === undefined
          ? { kind: 'embedded', folder: resolve(dataFolder, 'database') }
          : { kind: 'postgres', url: databaseUrl },
      dataFolder,
      publicUrl: publicUrl.origin,
      production,
      host,
      port,
      smtpUrl,
      mailFrom,
      keysFile: resolve(workingFolder, keys ?? resolve(dataFolder, 'keys.json')),
      trustedProxies,
      callableRanges,
      throttleScale,
      timeZone: 'Europe/Paris',
      letterDays: 90,
      federation,
      staffProvider,
      networkName: given('FRATRIE_NETWORK') ?? 'Fratrie',
    }),
  );
}
