// `service add|list|remove`: the operator keeps the register of applications. One line of JSON in, lines of JSON out.
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Io } from '../command.js';
import { listRegistered } from '../db/clients.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { type ClientLine, type Mistake, mistakeWords, readClientLine } from './client-line.js';
import { clientListed, clientTold } from './client-told.js';
import { previewFor } from './preview-actions.js';
import { type ReadLine, type RegisteringRefusal, registerClient, unregisterClient } from './registering-actions.js';
import { metadataBytes, readSamlMetadata } from './saml-metadata.js';
import { renewSecret } from './secret-actions.js';
import type { SecretKind } from './secret-rules.js';

const usage = `Usage :
  service add            lit une ligne de JSON sur l’entrée standard, répond ce que l’application doit savoir
  service list           une ligne de JSON par application
  service remove NUMÉRO  retire une application (son numéro : service list)
  service renew-secret NUMÉRO [--events] [--overlap JOURS]   un nouveau secret ; l’ancien vaut encore JOURS jours (0 à 7 ; sans cela, 0)
  service preview NUMÉRO --account IDENTIFIANT   ce que l’application recevrait de ce compte, sans rien lui donner
Les champs d’une ligne : docs/sign-in-for-others.md.
`;

export const serviceReadsLine = ([act]: readonly string[]): boolean => act === 'add';

export async function serviceCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const [act, name, ...more] = argv;
  if (act === 'add' && name === undefined) return await add(deps, io);
  if (act === 'list' && name === undefined) {
    for (const client of await listRegistered(deps.db)) tell(io, clientListed(client));
    return 0;
  }
  if (act === 'renew-secret' && name !== undefined) {
    const asked = readRenewal(more);
    if (asked !== undefined) return await renew(deps, Number(name), asked, io);
  }
  if (act === 'remove' && name !== undefined && more.length === 0) return await remove(deps, name, io);
  if (act === 'preview' && name !== undefined && more[0] === '--account' && more[1] !== undefined && more.length === 2)
    return await preview(deps, name, more[1], io);
  io.err(usage);
  return 2;
}

type Renewal = { readonly kind: SecretKind; readonly days: number };

function readRenewal(argv: readonly string[]): Renewal | undefined {
  const rest = argv.filter((one) => one !== '--events');
  const kind = rest.length < argv.length ? 'events' : 'client';
  if (rest.length === 0) return { kind, days: 0 };
  const [flag, days = '', ...more] = rest;
  const known = flag === '--overlap' && /^[0-7]$/.test(days) && more.length === 0;
  return known ? { kind, days: Number(days) } : undefined;
}

async function renew(deps: Deps, clientId: number, asked: Renewal, io: Io): Promise<number> {
  const renewed = Number.isSafeInteger(clientId)
    ? await renewSecret(deps, { clientId, ...asked })
    : refused('no_client' as const);
  if (!renewed.ok) {
    const why =
      renewed.why === 'no_secret'
        ? 'Cette application n’a pas ce secret.'
        : 'Aucune application n’a ce numéro (service list).';
    io.err(`${why} Rien n’a changé.\n`);
    return 1;
  }
  const { secret, eventsSecret, eventsToken, oldUntil } = renewed.value;
  const told = secret === null ? { events_secret: eventsSecret, events_token: eventsToken } : { client_secret: secret };
  tell(io, { id: clientId, ...told, old_valid_until: oldUntil?.toISOString() ?? null });
  return 0;
}

async function preview(deps: Deps, typed: string, identifier: string, io: Io): Promise<number> {
  const seen = await previewFor(deps, Number(typed), identifier);
  if (!seen.ok) {
    io.err(
      seen.why === 'no_client'
        ? 'Aucune application n’a ce numéro (service list).\n'
        : 'Aucun compte ouvert n’a cet identifiant.\n',
    );
    return 1;
  }
  tell(io, seen.value);
  return 0;
}

const tell = (io: Io, told: unknown) => io.out(`${JSON.stringify(told)}\n`);

async function add(deps: Deps, io: Io): Promise<number> {
  const line = readClientLine(io.line ?? '', deps.config.production);
  const read = line.ok ? await withMetadata(deps, line.value, io.cwd) : line;
  if (!read.ok) {
    io.err(`${read.why.map(mistakeWords).join('\n')}\nRien n’a changé.\n`);
    return 1;
  }
  const registered = await registerClient(deps, read.value);
  if (!registered.ok) {
    io.err(`${refusalOf(registered.why)} Rien n’a changé.\n`);
    return 1;
  }
  tell(io, clientTold(deps.config.publicUrl, read.value, registered.value));
  return 0;
}

function refusalOf(refusal: RegisteringRefusal): string {
  if (refusal.why === 'no_school') return `L’école ${refusal.school} n’existe pas ici.`;
  return {
    not_allowed: 'Une commande peut toujours le faire.',
    no_client: 'Aucune application n’a ce numéro (service list).',
    other_entity: 'Ces métadonnées sont celles d’une autre application.',
    taken: 'Cette application est déjà inscrite : retirez-la d’abord (service remove).',
    tile_taken: 'Ce service du catalogue mène déjà à une autre application.',
    no_tile: 'Ce service n’est pas au catalogue (services list).',
  }[refusal.why];
}

async function withMetadata(deps: Deps, line: ClientLine, cwd: string): Promise<Outcome<ReadLine, readonly Mistake[]>> {
  if (line.protocol !== 'saml') return done(line);
  const bytes = await readFileUpTo(resolve(cwd, line.metadataFile), metadataBytes + 1);
  if (!bytes.ok) return refused([{ field: '', why: bytes.why }]);
  const settings = readSamlMetadata(bytes.value, deps.config.production, deps.now());
  if (!settings.ok) return refused([{ field: '', why: settings.why }]);
  return done({ ...line, settings: { ...settings.value, attributeNames: line.attributeNames } });
}

/** The beginning of a file: one that is too long is not read to its end. */
async function readFileUpTo(file: string, bytes: number): Promise<Outcome<Buffer, string>> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
      return done(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return refused(`Ce fichier ne peut pas être lu : ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function remove(deps: Deps, typed: string, io: Io): Promise<number> {
  const id = /^\d{1,15}$/.test(typed)
    ? Number(typed)
    : (await listRegistered(deps.db)).find(({ publicId }) => publicId === typed)?.id;
  if (id === undefined || !(await unregisterClient(deps, id)).ok) {
    io.err(`Aucune application « ${typed} » n’est inscrite (service list). Rien n’a changé.\n`);
    return 1;
  }
  tell(io, { id, removed: true });
  return 0;
}
