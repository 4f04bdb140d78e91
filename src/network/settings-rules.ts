// What the operators of a network set for all its schools, and what holds until they do.

/** Letters that one person makes or takes away without another's approval; null: any number. */
export type NetworkSettings = {
  /** Days that a letter is valid, its last day included; null: as the machine is configured. */
  readonly letterDays: number | null;
  readonly approvalAbove: number | null;
  /** Days before a school that does not answer a request is reminded by mail; 0: never; null: as usual. */
  readonly reminderDays: number | null;
};

export type SettingName = keyof NetworkSettings;

export const settingDefaults: NetworkSettings = { letterDays: null, approvalAbove: null, reminderDays: null };

/** The least and the most that each number may be. */
export const settingBounds = {
  letterDays: { least: 7, most: 365 },
  approvalAbove: { least: 1, most: 100_000 },
  reminderDays: { least: 0, most: 7 },
} as const satisfies Readonly<Record<SettingName, { readonly least: number; readonly most: number }>>;

export const settingNames = Object.keys(settingDefaults) as SettingName[];
export const isSettingName = (name: string): name is SettingName => (settingNames as readonly string[]).includes(name);

/** A setting as typed: '' for how it came. Undefined for what it cannot be. */
export function readSetting(name: SettingName, typed: string): number | null | undefined {
  if (typed === '') return settingDefaults[name];
  if (!/^[0-9]{1,6}$/.test(typed)) return undefined;
  const value = Number(typed);
  const { least, most } = settingBounds[name];
  return value >= least && value <= most ? value : undefined;
}

/** True when so many letters or accounts at once ask for a second person. */
export const needsApproval = (count: number, { approvalAbove }: Pick<NetworkSettings, 'approvalAbove'>): boolean =>
  approvalAbove !== null && count > approvalAbove;
