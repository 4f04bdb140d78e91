// /reseau/reglages

import { href } from '../routes.js';
import { asksCode, proveFresh } from '../school/at-desk.js';
import type { NetworkPages } from '../staff/site.js';
import { line, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import type { OperatorVisit } from './at-network.js';
import { readSettings, setSettings } from './settings-actions.js';
import { SettingsPage } from './settings-pages.js';
import { faultOf, isText, readSetting, type SettingName, settingNames, settingTexts } from './settings-rules.js';

export function settingsPages(network: NetworkPages): void {
  network.get('networkSettings', show);
  network.post('networkSettings', save);
}

type Typed = Readonly<Record<SettingName, string>>;

function draw(
  visit: OperatorVisit,
  typed: Typed,
  errors: readonly FieldError[],
  cookies: readonly SetCookie[] = [],
): Answer {
  const { deps, operator, view, query } = visit;
  const askCode = asksCode(visit) && cookies.length === 0;
  const saved = query.motif === 'enregistre';
  const form = { typed, usualLetterDays: deps.config.letterDays, askCode, saved, errors };
  const content = <SettingsPage view={view} operator={operator} form={form} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

async function show(visit: OperatorVisit): Promise<Answer> {
  const held = await readSettings(visit.deps);
  const typed = Object.fromEntries(settingNames.map((name) => [name, String(held[name] ?? '')])) as Typed;
  return draw(visit, typed, []);
}

async function save(visit: OperatorVisit): Promise<Answer> {
  const fields = Object.fromEntries(
    settingNames.map((name) => [name, line({ max: isText(name) ? settingTexts[name].most : 6 })]),
  ) as Record<SettingName, ReturnType<typeof line>>;
  const { values, errors } = readForm(visit.t, visit.body, { ...fields, code: line({ max: 20 }) });
  const { code, ...typed } = values;
  const read = settingNames.map((name) => [name, readSetting(name, typed[name])] as const);
  const wrong = read.flatMap(([name, value]): FieldError[] =>
    value === undefined ? [{ field: name, message: faultOf(name) }] : [],
  );
  if (errors.length + wrong.length > 0) return draw(visit, typed, [...errors, ...wrong]);
  const proved = await proveFresh(visit, code);
  if (!proved.ok) return draw(visit, typed, [proved.why]);
  const set = await setSettings(visit.deps, visit.operator, Object.fromEntries(read));
  if (!set.ok) throw new Forbidden();
  return redirect(href('networkSettings', { motif: 'enregistre' }), { cookies: proved.value });
}
