// The settings of the network: a row for each that is not as it came.
import { sql } from 'kysely';
import { isSettingName, type NetworkSettings, type SettingName, settingDefaults } from '../network-settings/rules.js';
import type { Db, Tx } from './open.js';

export async function readNetworkSettings(db: Db): Promise<NetworkSettings> {
  const rows = await db.selectFrom('networkSetting').select(['name', 'value']).execute();
  return Object.fromEntries([
    ...Object.entries(settingDefaults),
    ...rows.filter(({ name }) => isSettingName(name)).map(({ name, value }) => [name, value]),
  ]) as NetworkSettings;
}

/** Null takes the row away: as it came. */
export async function writeNetworkSetting(
  tx: Tx,
  made: { readonly name: SettingName; readonly value: unknown; readonly setBy: number | null; readonly now: Date },
): Promise<void> {
  const { name, value, setBy, now } = made;
  if (value === null) await tx.deleteFrom('networkSetting').where('name', '=', name).execute();
  else
    await sql`
      insert into network_setting (name, value, set_at, set_by)
      values (${name}, ${JSON.stringify(value)}::jsonb, ${now}::timestamptz, ${setBy}::bigint)
      on conflict (name) do update set value = excluded.value, set_at = excluded.set_at, set_by = excluded.set_by`.execute(
      tx,
    );
}
