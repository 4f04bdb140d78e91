// /ecole/comptes/ID/deuxieme-securite: a parent has lost his telephone.
import { reasonLength } from '../grouping/rules.js';
import { never } from '../kernel/outcome.js';
import { href } from '../routes.js';
import { proveFresh } from '../staff/fresh.js';
import type { SchoolPages } from '../staff/site.js';
import { line, paragraph, readForm } from '../web/form.js';
import { type Answer, redirect } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import { readCard } from './actions.js';
import { accountIdOf, type DeskVisit } from './at-desk.js';
import { askFactorReset, readResetHours, stopAskedReset } from './factor-actions.js';
import { FactorResetPage } from './factor-pages.js';
import { drawReason, type ReasonTyped } from './reason-form.js';

export function factorDeskPages(desk: SchoolPages): void {
  desk.get('schoolFactor', (visit) => draw(visit, {}));
  desk.post('schoolFactor', ask);
}

async function draw(visit: DeskVisit, typed: ReasonTyped): Promise<Answer> {
  const hours = await readResetHours(visit.deps);
  return await drawReason(visit, typed, (form) => (
    <FactorResetPage view={visit.view} desk={visit.desk} form={{ ...form, hours }} />
  ));
}

const needReason = `Écrivez en une phrase comment vous avez reconnu le parent : ${reasonLength.min} signes au moins.`;

async function ask(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const accountId = accountIdOf(visit);
  const { values, errors } = readForm(visit.t, visit.body, {
    act: line({ max: 10 }),
    reason: paragraph({ max: reasonLength.max }),
    code: line({ max: 20 }),
  });
  if (values.act === 'stop') return await stop(visit, accountId, values.code);
  const { reason } = values;
  const missing = [...reason].length < reasonLength.min ? [{ field: 'reason', message: needReason }] : [];
  if (errors.length + missing.length > 0) return await draw(visit, { reason, errors: [...errors, ...missing] });
  // A code is spent on an account of this school only.
  if ((await readCard(deps, desk, accountId)) === undefined) throw new NotFound();
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, { reason, errors: [proved.why] });
  const cookies = proved.value;
  const asked = await askFactorReset(deps, desk, { accountId, reason });
  if (asked.ok) return redirect(href('schoolAccount', { account: accountId }), { cookies });
  switch (asked.why) {
    case 'not_allowed':
      throw new Forbidden();
    case 'not_here':
      throw new NotFound();
    case 'not_active':
    case 'no_factor':
    case 'asked_already':
      return await draw(visit, { reason, cookies, errors: [{ field: '', message: changed }] });
    default:
      return never(asked.why);
  }
}

async function stop(visit: DeskVisit, accountId: number, code: string): Promise<Answer> {
  const { deps, desk } = visit;
  const account = await readCard(deps, desk, accountId);
  if (account === undefined) throw new NotFound();
  const proved = await proveFresh(visit, code);
  if (!proved.ok) return await draw(visit, { errors: [proved.why] });
  const cookies = proved.value;
  const stopped = await stopAskedReset(deps, desk, accountId);
  if (stopped.ok) return redirect(href('schoolAccount', { account: accountId }), { cookies });
  if (stopped.why === 'not_allowed') throw new Forbidden();
  return await draw(visit, { cookies, errors: [{ field: '', message: changed }] });
}

const changed = 'Ce compte vient de changer. Vérifiez, puis essayez encore.';
