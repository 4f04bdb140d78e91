// Settings of the network, changed by an operator or by a command.
import { inTransaction } from '../audit/actions.js';
import { readNetworkSettings, writeNetworkSetting } from '../db/network-settings.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { actorFor, type By } from '../staff/rights.js';
import type { NetworkSettings, SettingName } from './rules.js';

export async function readSettings(deps: Deps): Promise<NetworkSettings> {
  return await readNetworkSettings(deps.db);
}

/** Writes what differs from what holds; answers which settings did. */
export async function setSettings(
  deps: Deps,
  by: By,
  wanted: Partial<NetworkSettings>,
): Promise<Outcome<readonly SettingName[], 'not_allowed'>> {
  return await inTransaction<Outcome<readonly SettingName[], 'not_allowed'>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, 'set_network');
    if (actor === undefined) return refused('not_allowed');
    const held = await readNetworkSettings(tx);
    const changed = (Object.keys(wanted) as SettingName[]).filter((name) => wanted[name] !== held[name]);
    for (const name of changed) {
      const value = wanted[name] ?? null;
      await writeNetworkSetting(tx, { name, value, setBy: by === 'command' ? null : by.staffId, now: deps.now() });
      record({ actor, kind: 'network_set', data: { name, value } });
    }
    return done(changed);
  });
}
