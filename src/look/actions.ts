// The look of the network: drafted, looked at, then held; read by every page from memory.
import { createHash } from 'node:crypto';
import { inTransaction } from '../audit/actions.js';
import { findLook, findLookByVersion, type StoredLook, writeLook } from '../db/look.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { actorFor, type By } from '../staff/rights.js';
import { type Look, ownLook, type ShownLook, styleSheet } from './rules.js';

const versionOf = (look: Look): string =>
  createHash('sha256')
    .update(JSON.stringify([look.name, look.colour, look.logo]))
    .digest('base64url')
    .slice(0, 12);

const shownOf = ({ version, name, colour, logo }: StoredLook): ShownLook => ({
  version,
  name,
  colour: colour !== null,
  logo: logo !== null,
});

const keptMilliseconds = 2000;
const memory = new WeakMap<Deps, { readonly until: number; readonly look: ShownLook | undefined }>();

/** The look that holds; of two seconds ago at most, since every page asks. */
export async function currentLook(deps: Deps): Promise<ShownLook | undefined> {
  const now = deps.now().getTime();
  const known = memory.get(deps);
  if (known !== undefined && known.until > now) return known.look;
  const found = await findLook(deps.db, 'live');
  const look = found && shownOf(found);
  memory.set(deps, { until: now + keptMilliseconds, look });
  return look;
}

export async function networkNameOf(deps: Deps): Promise<string> {
  return (await findLook(deps.db, 'live'))?.name || deps.config.networkName;
}

export async function readLive(deps: Deps): Promise<Look> {
  return (await findLook(deps.db, 'live')) ?? ownLook;
}

export async function readDraft(deps: Deps): Promise<{ readonly look: Look; readonly shown: ShownLook } | undefined> {
  const draft = await findLook(deps.db, 'draft');
  return draft && { look: draft, shown: shownOf(draft) };
}

/** Kept to be looked at; nobody else sees it. */
export async function draftLook(deps: Deps, look: Look, by: By): Promise<Outcome<void, 'not_allowed'>> {
  return await inTransaction<Outcome<void, 'not_allowed'>>(deps, async (tx) => {
    if ((await actorFor(deps, tx, by, 'set_network')) === undefined) return refused('not_allowed');
    await writeLook(tx, 'draft', { ...look, version: versionOf(look) }, deps.now());
    return done(undefined);
  });
}

/** `version`: of the draft that was looked at; another one meanwhile is not what was agreed to. */
export async function applyDraft(
  deps: Deps,
  version: string,
  by: By,
): Promise<Outcome<void, 'not_allowed' | 'other_draft'>> {
  return await inTransaction<Outcome<void, 'not_allowed' | 'other_draft'>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, 'set_network');
    if (actor === undefined) return refused('not_allowed');
    const draft = await findLook(tx, 'draft');
    if (draft === undefined || draft.version !== version) return refused('other_draft');
    await writeLook(tx, 'live', draft, deps.now());
    memory.delete(deps);
    record({ actor, kind: 'network_set', data: { name: 'look', value: version } });
    return done(undefined);
  });
}

/** A command sets it at once. */
export async function setLook(deps: Deps, look: Look): Promise<void> {
  await inTransaction(deps, async (tx, record) => {
    const version = versionOf(look);
    await writeLook(tx, 'live', { ...look, version }, deps.now());
    record({ actor: { type: 'command' }, kind: 'network_set', data: { name: 'look', value: version } });
  });
  memory.delete(deps);
}

export type LookFile = { readonly type: string; readonly text: string };

/** What an address of a look serves: its colours or its drawing. */
export async function readLookFile(deps: Deps, version: string, file: string): Promise<LookFile | undefined> {
  const look = await findLookByVersion(deps.db, version);
  if (file === 'couleurs.css' && look?.colour)
    return { type: 'text/css; charset=utf-8', text: styleSheet(look.colour) };
  if (file === 'logo.svg' && look?.logo) return { type: 'image/svg+xml; charset=utf-8', text: look.logo };
  return undefined;
}
