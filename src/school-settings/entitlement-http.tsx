// /ecole/reglages/responsables: who has an account, what another choice changes, and the choice.
import type { LinkLevel } from '../people/rules.js';
import { href } from '../routes.js';
import type { DeskVisit } from '../school/at-desk.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { SchoolPages } from '../staff/site.js';
import { line, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { previewEntitlement, readEntitlement, setEntitlement, signOf } from './entitlement-actions.js';
import { EntitlementPage } from './entitlement-pages.js';
import { isLinkLevel } from './entitlement-rules.js';

export function entitlementPages(desk: SchoolPages): void {
  desk.get('schoolEntitlement', (visit) => {
    const asked = String(visit.query.jusque ?? '');
    return draw(visit, isLinkLevel(asked) ? asked : undefined);
  });
  desk.post('schoolEntitlement', choose);
}

async function draw(
  visit: DeskVisit,
  asked: LinkLevel | undefined,
  errors: readonly FieldError[] = [],
  cookies: readonly SetCookie[] = [],
): Promise<Answer> {
  const { deps, desk, view, query } = visit;
  const held = await readEntitlement(deps, desk.schoolUai);
  if (held === undefined) throw new NotFound();
  const change =
    asked === undefined || asked === held ? undefined : await previewEntitlement(deps, desk.schoolUai, asked);
  const form = {
    held,
    asked: asked ?? held,
    change: change === undefined ? undefined : { ...change, shown: signOf(change) },
    saved: query.fait === 'oui' && asked === undefined,
    askCode: asksCode(visit) && cookies.length === 0,
    errors,
  };
  const content = <EntitlementPage view={view} desk={desk} form={form} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

const changed = 'La base de l’école vient de changer. Regardez les nombres, puis essayez encore.';

async function choose(visit: DeskVisit): Promise<Answer> {
  const { values, errors } = readForm(visit.t, visit.body, {
    jusque: line({ max: 12 }),
    shown: line({ max: 120 }),
    code: line({ max: 20 }),
  });
  const { jusque: to, shown } = values;
  if (!isLinkLevel(to)) return await draw(visit, undefined, [{ field: 'jusque', message: 'Choisissez une réponse.' }]);
  if (errors.length > 0) return await draw(visit, to, errors);
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, to, [proved.why]);
  const set = await setEntitlement(visit.deps, visit.desk, { schoolUai: visit.desk.schoolUai, to, shown });
  if (set.ok) return redirect(href('schoolEntitlement', { fait: 'oui' }), { cookies: proved.value });
  if (set.why === 'changed') return await draw(visit, to, [{ field: '', message: changed }], proved.value);
  throw set.why === 'not_allowed' ? new Forbidden() : new NotFound();
}
