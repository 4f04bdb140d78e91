// /reseau/reglages

import type { OperatorVisit } from '../network/at-network.js';
import { href } from '../routes.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { NetworkPages } from '../staff/site.js';
import { line, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { readSettings, setSettings } from './actions.js';
import { SettingsPage } from './pages.js';
import { faultOf, isText, readSetting, type SettingName, settingNames, settingTexts } from './rules.js';

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

async function held(visit: OperatorVisit): Promise<Typed> {
  const settings = await readSettings(visit.deps);
  return Object.fromEntries(settingNames.map((name) => [name, String(settings[name] ?? '')])) as Typed;
}

async function show(visit: OperatorVisit): Promise<Answer> {
  return draw(visit, await held(visit), []);
}

async function save(visit: OperatorVisit): Promise<Answer> {
  // A field that was not posted is not an empty one: its setting stays.
  const posted = settingNames.filter((name) => Object.hasOwn(Object(visit.body), name));
  const fields = Object.fromEntries(
    posted.map((name) => [name, line({ max: isText(name) ? settingTexts[name].most : 6 })]),
  ) as Record<SettingName, ReturnType<typeof line>>;
  const { values, errors } = readForm(visit.t, visit.body, { ...fields, code: line({ max: 20 }) });
  const { code, ...given } = values;
  const typed: Typed = { ...(await held(visit)), ...given };
  const read = posted.map((name) => [name, readSetting(name, typed[name])] as const);
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
