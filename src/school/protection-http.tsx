// /ecole/comptes/ID/protection: a flag on a record of this account, and its end.
import { reasonLength } from '../grouping/rules.js';
import { protect, readProtections, unprotect } from '../protection/actions.js';
import { protectionKinds, readFlagged } from '../protection/rules.js';
import { href } from '../routes.js';
import { proveFresh } from '../staff/fresh.js';
import type { SchoolPages } from '../staff/site.js';
import { choice, line, paragraph, readForm, ticked } from '../web/form.js';
import { type Answer, readId, redirect } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import { readCard } from './actions.js';
import { accountIdOf, type DeskVisit } from './at-desk.js';
import { ProtectionPage, type ProtectionTyped } from './protection-pages.js';
import { drawReason, type ReasonTyped } from './reason-form.js';

export function protectionPages(desk: SchoolPages): void {
  desk.get('schoolProtection', (visit) => draw(visit, {}));
  desk.post('schoolProtection', decide);
}

const draw = (visit: DeskVisit, typed: ReasonTyped & ProtectionTyped): Promise<Answer> =>
  drawReason(visit, typed, async (form) => {
    const { deps, desk, view } = visit;
    const protections = await readProtections(deps, desk, form.account.id);
    return <ProtectionPage view={view} desk={desk} form={{ ...form, protections, typed }} />;
  });

const needReason = `Expliquez en une phrase : ${reasonLength.min} signes au moins.`;
const changed = 'Cette fiche vient de changer. Vérifiez, puis essayez encore.';

async function decide(visit: DeskVisit): Promise<Answer> {
  const { values, errors } = readForm(visit.t, visit.body, {
    act: choice(['protect', 'end'], changed),
    fiche: line({ max: 30 }),
    ends: line({ max: 16 }),
    reasonKind: line({ max: 20 }),
    reason: paragraph({ max: reasonLength.max, need: needReason }),
    hides: ticked({ max: 1 }),
    code: line({ max: 20 }),
  });
  const { reason, reasonKind, act } = values;
  const hides = values.hides.length > 0;
  const typed = { fiche: values.fiche, reasonKind, reason, hides };
  const flagged = readFlagged(values.fiche);
  const kind = protectionKinds.find((one) => one === reasonKind);
  const missing: FieldError[] = [...errors];
  if (reason !== '' && [...reason].length < reasonLength.min) missing.push({ field: 'reason', message: needReason });
  if (act === 'protect' && flagged === undefined) missing.push({ field: 'fiche', message: 'Choisissez une fiche.' });
  if (act === 'protect' && kind === undefined) missing.push({ field: 'reasonKind', message: 'Choisissez une raison.' });
  if (missing.length > 0) return await draw(visit, { ...typed, errors: missing });
  const accountId = accountIdOf(visit);
  // A code is spent on an account of this school only.
  if ((await readCard(visit.deps, visit.desk, accountId)) === undefined) throw new NotFound();
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, { ...typed, errors: [proved.why] });
  const cookies = proved.value;
  const { deps, desk } = visit;
  const outcome =
    act === 'end' || flagged === undefined || kind === undefined
      ? await unprotect(deps, desk, { accountId, protectionId: readId(values.ends), reason })
      : await protect(deps, desk, { accountId, flagged, reasonKind: kind, reason, hides });
  if (outcome.ok) return redirect(href('schoolProtection', { account: accountId }), { cookies });
  if (outcome.why === 'not_allowed') throw new Forbidden();
  return await draw(visit, { ...typed, cookies, errors: [{ field: '', message: changed }] });
}
