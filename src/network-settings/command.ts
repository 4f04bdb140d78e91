// `settings list|set`: what operators set in the browser, for automation.
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { readSettings, setSettings } from './actions.js';
import { isText, readSetting, type SettingName, settingBounds, settingNames, settingTexts } from './rules.js';

/** The names of settings in commands. */
const spoken: Readonly<Record<SettingName, string>> = {
  letterDays: 'letter-days',
  approvalAbove: 'approval-above',
  reminderDays: 'reminder-days',
  importDays: 'import-days',
  wrongTries: 'wrong-tries',
  staffIdleMinutes: 'staff-idle-minutes',
  staffHours: 'staff-hours',
  resetHours: 'reset-hours',
  unusedDays: 'unused-days',
  neverActivatedDays: 'never-activated-days',
  logMonths: 'log-months',
  helpPhone: 'help-phone',
  helpHours: 'help-hours',
};

const rangeOf = (name: SettingName): string =>
  isText(name)
    ? `${settingTexts[name].most} signes au plus`
    : `de ${settingBounds[name].least} à ${settingBounds[name].most}`;

const widest = Math.max(...Object.values(spoken).map((name) => name.length));

const usage = `Usage :
  settings list
  settings set NOM VALEUR     une valeur vide ("") remet le réglage comme il était au début
${settingNames.map((name) => `      ${spoken[name].padEnd(widest)}  ${rangeOf(name)}`).join('\n')}
`;

export async function settingsCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const [act, name = '', typed, ...more] = argv;
  if (act === 'list' && argv.length === 1) {
    const held = await readSettings(deps);
    for (const one of settingNames) io.out(`${spoken[one]}  ${held[one] ?? '(comme au début)'}\n`);
    return 0;
  }
  const found = settingNames.find((one) => spoken[one] === name);
  if (act !== 'set' || typed === undefined || more.length > 0 || found === undefined) {
    io.err(usage);
    return 2;
  }
  const value = readSetting(found, typed);
  if (value === undefined) {
    io.err(`${name} : « ${typed} » ne va pas.\n${usage}`);
    return 2;
  }
  const set = await setSettings(deps, 'command', { [found]: value });
  if (!set.ok) throw new Error('a command may set anything');
  io.out(set.value.length === 0 ? `${name} est déjà ainsi.\n` : `${name} : ${value ?? 'comme au début'}.\n`);
  return 0;
}
