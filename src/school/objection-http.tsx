// /ecole/comptes/ID/signalements/ID: a school looks at « ce n'est pas moi », and lifts it.
import { liftObjection } from '../grouping/objection-actions.js';
import { reasonLength } from '../grouping/rules.js';
import { never } from '../kernel/outcome.js';
import { href } from '../routes.js';
import { proveFresh } from '../staff/fresh.js';
import { may } from '../staff/rights-rules.js';
import type { SchoolPages } from '../staff/site.js';
import { line, paragraph, readForm } from '../web/form.js';
import { type Answer, readId, redirect } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import { readCard } from './actions.js';
import { accountIdOf, type DeskVisit } from './at-desk.js';
import { ObjectionDeskPage } from './objection-pages.js';
import { drawReason, type ReasonTyped } from './reason-form.js';

export function objectionDeskPages(desk: SchoolPages): void {
  desk.get('schoolObjection', (visit) => draw(visit, {}));
  desk.post('schoolObjection', lift);
}

/** One that does not concern this school does not exist. */
const draw = (visit: DeskVisit, typed: ReasonTyped): Promise<Answer> =>
  drawReason(visit, typed, (form) => {
    const { desk, view } = visit;
    const id = readId(visit.params.objection ?? '');
    const objection = form.account.objections.find((one) => one.id === id);
    if (objection === undefined) throw new NotFound();
    const mayAct = may(desk.role, 'lift_objection');
    return <ObjectionDeskPage view={view} desk={desk} form={{ ...form, objection, mayAct }} />;
  });

const needReason = `Expliquez en une phrase ce que vous avez vérifié : ${reasonLength.min} signes au moins.`;

async function lift(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const accountId = accountIdOf(visit);
  const objectionId = readId(visit.params.objection ?? '');
  const { values, errors } = readForm(visit.t, visit.body, {
    reason: paragraph({ max: reasonLength.max, need: needReason }),
    code: line({ max: 20 }),
  });
  const { reason } = values;
  if (errors.length > 0) return await draw(visit, { reason, errors });
  // A code is spent on an objection of this school only.
  const account = await readCard(deps, desk, accountId);
  if (account?.objections.some(({ id }) => id === objectionId) !== true) throw new NotFound();
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, { reason, errors: [proved.why] });
  const cookies = proved.value;
  const lifted = await liftObjection(deps, desk, { accountId, objectionId, reason });
  if (lifted.ok) return redirect(href('schoolAccount', { account: accountId }), { cookies });
  switch (lifted.why) {
    case 'not_allowed':
      throw new Forbidden();
    case 'not_here':
      throw new NotFound();
    case 'reason_missing':
      return await draw(visit, { reason, errors: [{ field: 'reason', message: needReason }], cookies });
    default:
      return never(lifted.why);
  }
}
