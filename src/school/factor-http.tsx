// /ecole/comptes/ID/deuxieme-securite: a parent has lost his telephone.
import { reasonLength } from '../grouping/rules.js';
import { never } from '../kernel/outcome.js';
import { href } from '../routes.js';
import type { SchoolPages } from '../staff/site.js';
import { line, paragraph, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { readCard } from './actions.js';
import { accountIdOf, asksCode, type DeskVisit, proveFresh } from './at-desk.js';
import { askFactorReset } from './factor-actions.js';
import { FactorResetPage } from './factor-pages.js';

export function factorDeskPages(desk: SchoolPages): void {
  desk.get('schoolFactor', (visit) => draw(visit, {}));
  desk.post('schoolFactor', ask);
}

type Typed = {
  readonly reason?: string;
  readonly errors?: readonly FieldError[];
  readonly cookies?: readonly SetCookie[];
};

async function draw(visit: DeskVisit, { reason = '', errors = [], cookies = [] }: Typed): Promise<Answer> {
  const { deps, desk, view } = visit;
  const account = await readCard(deps, desk, accountIdOf(visit));
  if (account === undefined) throw new NotFound();
  const askCode = asksCode(visit) && cookies.length === 0;
  const content = <FactorResetPage view={view} desk={desk} form={{ account, askCode, reason, errors }} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

const needReason = `Écrivez en une phrase comment vous avez reconnu le parent : ${reasonLength.min} signes au moins.`;

async function ask(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const accountId = accountIdOf(visit);
  const { values, errors } = readForm(visit.t, visit.body, {
    reason: paragraph({ max: reasonLength.max }),
    code: line({ max: 20 }),
  });
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

const changed = 'Ce compte vient de changer. Vérifiez, puis essayez encore.';
