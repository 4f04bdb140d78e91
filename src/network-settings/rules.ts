// What the operators of a network set for all its schools, and what holds until they do.
import { phoneShape, schoolLengths } from '../people/rules.js';

export type NetworkSettings = {
  /** Days that a letter is valid, its last day included; null: as the machine is configured. */
  readonly letterDays: number | null;
  /** Letters that one person makes or takes away without another's approval; null: any number. */
  readonly approvalAbove: number | null;
  /** Days before a school that does not answer a request is reminded by mail; 0: never; null: as usual. */
  readonly reminderDays: number | null;
  /** Days after which a school's register is due again; null: as usual. */
  readonly importDays: number | null;
  /** Wrong secrets of one identifier before it waits: fewer than usual, never more. */
  readonly wrongTries: number | null;
  /** How long a session of staff lives without activity, and in all: shorter than usual, never longer. */
  readonly staffIdleMinutes: number | null;
  readonly staffHours: number | null;
  /** Hours that the removal of a parent's second factor waits for his « no »: more than usual, never fewer. */
  readonly resetHours: number | null;
  readonly unusedDays: number | null;
  readonly neverActivatedDays: number | null;
  readonly logMonths: number | null;
  /** Who helps the schools, told on each desk; null: nobody is named. */
  readonly helpPhone: string | null;
  readonly helpHours: string | null;
};

export type SettingName = keyof NetworkSettings;

export const settingDefaults: NetworkSettings = {
  letterDays: null,
  approvalAbove: null,
  reminderDays: null,
  importDays: null,
  wrongTries: null,
  staffIdleMinutes: null,
  staffHours: null,
  resetHours: null,
  unusedDays: null,
  neverActivatedDays: null,
  logMonths: null,
  helpPhone: null,
  helpHours: null,
};

/** Where no operator said otherwise, a register is loaded again each month. */
export const usualImportDays = 30;

/** The least and the most that each number may be. */
export const settingBounds = {
  letterDays: { least: 7, most: 365 },
  approvalAbove: { least: 1, most: 100_000 },
  reminderDays: { least: 0, most: 7 },
  importDays: { least: 7, most: 365 },
  wrongTries: { least: 3, most: 10 },
  staffIdleMinutes: { least: 10, most: 60 },
  staffHours: { least: 2, most: 12 },
  resetHours: { least: 72, most: 168 },
  unusedDays: { least: 180, most: 1095 },
  neverActivatedDays: { least: 45, most: 365 },
  logMonths: { least: 6, most: 12 },
} as const satisfies Partial<Readonly<Record<SettingName, { readonly least: number; readonly most: number }>>>;

/** Settings that are words, and what is wrong with others. */
export const settingTexts = {
  helpPhone: { most: schoolLengths.phone, shape: phoneShape, fault: 'Écrivez un numéro de téléphone, ou rien.' },
  helpHours: { most: 80, shape: /^\S.*$/, fault: 'Écrivez 80 signes au plus.' },
} as const;

export type NumberSetting = keyof typeof settingBounds;
export type TextSetting = keyof typeof settingTexts;
export const isText = (name: SettingName): name is TextSetting => name in settingTexts;

export const settingNames = Object.keys(settingDefaults) as SettingName[];
export const isSettingName = (name: string): name is SettingName => (settingNames as readonly string[]).includes(name);

/** A setting as typed: '' for how it came. Undefined for what it cannot be. */
export function readSetting(name: SettingName, typed: string): number | string | null | undefined {
  if (typed === '') return null;
  if (isText(name)) {
    const { most, shape } = settingTexts[name];
    return typed.length <= most && shape.test(typed) ? typed : undefined;
  }
  if (!/^[0-9]{1,6}$/.test(typed)) return undefined;
  const value = Number(typed);
  const { least, most } = settingBounds[name];
  return value >= least && value <= most ? value : undefined;
}

/** What is wrong with a setting that could not be read. */
export function faultOf(name: SettingName): string {
  if (isText(name)) return settingTexts[name].fault;
  const { least, most } = settingBounds[name];
  return `Écrivez un nombre, de ${least} à ${most}, ou rien.`;
}

/** True when so many letters or accounts ask for a second person. */
export const needsApproval = (count: number, { approvalAbove }: Pick<NetworkSettings, 'approvalAbove'>): boolean =>
  approvalAbove !== null && count > approvalAbove;
