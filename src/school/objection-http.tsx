// /ecole/comptes/ID/signalements/ID: a school looks at « ce n'est pas moi », and lifts it.
import { liftObjection } from '../grouping/objection-actions.js';
import { reasonLength } from '../grouping/rules.js';
import { never } from '../kernel/outcome.js';
import { href } from '../routes.js';
import { may } from '../staff/rights-rules.js';
import type { SchoolPages } from '../staff/site.js';
import { line, paragraph, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { readCard } from './actions.js';
import { accountIdOf, asksCode, type DeskVisit, proveFresh, readId } from './at-desk.js';
import { ObjectionDeskPage } from './objection-pages.js';

export function objectionDeskPages(desk: SchoolPages): void {
  desk.get('schoolObjection', (visit) => draw(visit, {}));
  desk.post('schoolObjection', lift);
}

type Typed = {
  readonly reason?: string;
  readonly errors?: readonly FieldError[];
  readonly cookies?: readonly SetCookie[];
};

/** One that does not concern this school does not exist. */
async function draw(visit: DeskVisit, { reason = '', errors = [], cookies = [] }: Typed): Promise<Answer> {
  const { deps, desk, view } = visit;
  const account = await readCard(deps, desk, accountIdOf(visit));
  const id = readId(visit.params.objection ?? '');
  const objection = account?.objections.find((one) => one.id === id);
  if (account === undefined || objection === undefined) throw new NotFound();
  const askCode = asksCode(visit) && cookies.length === 0;
  const form = { account, objection, mayAct: may(desk.role, 'lift_objection'), askCode, reason, errors };
  const content = <ObjectionDeskPage view={view} desk={desk} form={form} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

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
