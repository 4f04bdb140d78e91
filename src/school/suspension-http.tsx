// /ecole/comptes/ID/suspension: stop an account, or open it again; and end whoever is signed in to it.
import { reasonLength } from '../grouping/rules.js';
import { never } from '../kernel/outcome.js';
import { href } from '../routes.js';
import { proveFresh } from '../staff/fresh.js';
import type { SchoolPages } from '../staff/site.js';
import { endSessions, reinstate, suspend } from '../suspension/actions.js';
import { choice, line, paragraph, readForm } from '../web/form.js';
import { type Answer, redirect } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import { readCard } from './actions.js';
import { accountIdOf, type DeskVisit } from './at-desk.js';
import { drawReason, type ReasonTyped } from './reason-form.js';
import { SuspensionPage } from './suspension-pages.js';

export function suspensionPages(desk: SchoolPages): void {
  desk.get('schoolSuspension', (visit) => draw(visit, {}));
  desk.post('schoolSuspension', decide);
  desk.post('schoolSessions', end);
}

type Act = 'suspend' | 'reinstate' | undefined;

const draw = (visit: DeskVisit, { act, ...typed }: ReasonTyped & { readonly act?: Act }): Promise<Answer> =>
  drawReason(visit, typed, (form) => {
    // What is left to hide of an account that is hidden in part; else what it is not.
    const rest = form.account.partlySuspended && (act === 'suspend' || visit.query.faire === 'suspendre');
    return <SuspensionPage view={visit.view} desk={visit.desk} form={{ ...form, rest }} />;
  });

const needReason = `Expliquez en une phrase : ${reasonLength.min} signes au moins.`;
const changed = 'Ce compte vient de changer. Vérifiez, puis essayez encore.';
const byAnother = 'Ce compte n’a pas été suspendu par votre établissement. Appelez le réseau.';

async function decide(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const accountId = accountIdOf(visit);
  const { values, errors } = readForm(visit.t, visit.body, {
    act: choice(['suspend', 'reinstate'], changed),
    reason: paragraph({ max: reasonLength.max, need: needReason }),
    code: line({ max: 20 }),
  });
  const { reason, act } = values;
  const short = reason !== '' && [...reason].length < reasonLength.min;
  const all = short ? [...errors, { field: 'reason', message: needReason }] : errors;
  if (all.length > 0 || act === undefined) return await draw(visit, { reason, act, errors: all });
  // A code is spent on an account of this school only.
  if ((await readCard(deps, desk, accountId)) === undefined) throw new NotFound();
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, { reason, act, errors: [proved.why] });
  const cookies = proved.value;
  const asked = { accountId, reason };
  const outcome = act === 'suspend' ? await suspend(deps, desk, asked) : await reinstate(deps, desk, asked);
  const card = href('schoolAccount', { account: accountId });
  if (outcome.ok) return redirect(card, { cookies });
  const { why } = outcome;
  switch (why) {
    case 'not_allowed':
      throw new Forbidden();
    case 'not_here':
      throw new NotFound();
    // A second click: it is as it was asked.
    case 'suspended_already':
    case 'not_suspended':
      return redirect(card, { cookies });
    case 'suspended_by_another':
      return await draw(visit, { reason, act, cookies, errors: [{ field: '', message: byAnother }] });
    case 'frozen':
    case 'closed':
      return await draw(visit, { reason, act, cookies, errors: [{ field: '', message: changed }] });
    default:
      return never(why);
  }
}

async function end(visit: DeskVisit): Promise<Answer> {
  const accountId = accountIdOf(visit);
  const outcome = await endSessions(visit.deps, visit.desk, accountId);
  if (outcome.ok) return redirect(href('schoolAccount', { account: accountId }));
  throw outcome.why === 'not_allowed' ? new Forbidden() : new NotFound();
}
