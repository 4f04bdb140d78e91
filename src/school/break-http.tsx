// Breaking a grouping: /ecole/comptes/ID/casser, /ecole/comptes/ID/defaire/REFERENCE and their result.
import type { JSX } from 'preact';
import { reasonLength } from '../grouping/rules.js';
import { never } from '../kernel/outcome.js';
import { href } from '../routes.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { SchoolPages } from '../staff/site.js';
import { choice, line, paragraph, readForm, ticked } from '../web/form.js';
import { type Answer, page, readId, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { accountIdOf, type DeskVisit } from './at-desk.js';
import { findMadeBreak, makeBreak, readBreak, readBreakDone, readUndo } from './break-actions.js';
import { BreakDonePage } from './break-done-pages.js';
import { type BreakForm, BreakPage } from './break-pages.js';
import { UndoPage } from './undo-pages.js';
import { breakReasons } from './words.js';

export function breakPages(desk: SchoolPages): void {
  desk.get('schoolBreak', show);
  desk.post('schoolBreak', confirm);
  desk.get('schoolBreakDone', showDone);
  desk.get('schoolUndo', (visit) => draw(visit, { chosen: [] }));
  desk.post('schoolUndo', confirm);
}

const mostRecords = 20;

/** Records named in the address; the only record of an account is chosen from the start. */
async function show(visit: DeskVisit): Promise<Answer> {
  const given = visit.query.fiche ?? [];
  const named = (Array.isArray(given) ? given : [given]).map((one) => readId(String(one)));
  if (named.length > mostRecords) throw new NotFound();
  const accountId = accountIdOf(visit);
  const found = await readBreak(visit.deps, visit.desk, accountId, named);
  if (found === undefined) throw new NotFound();
  const only = found.account.records.length === 1 ? found.account.records.map((record) => record.guardianId) : [];
  return named.length === 0 && only.length === 1
    ? await draw(visit, { chosen: only })
    : await draw(visit, { chosen: named });
}

type Typed = {
  readonly chosen: readonly number[];
  readonly reasonKind?: string | undefined;
  readonly reason?: string;
  readonly errors?: readonly FieldError[];
  readonly changed?: boolean;
  readonly cookies?: readonly SetCookie[];
};

async function draw(visit: DeskVisit, typed: Typed): Promise<Answer> {
  const { chosen, reasonKind = '', reason = '', errors = [], changed = false, cookies = [] } = typed;
  // A code given with this very post is fresh for the next one.
  const askCode = asksCode(visit) && cookies.length === 0;
  const typing = { reasonKind, reason, askCode, changed, errors };
  const content = await (undoneBy(visit) === undefined ? drawBreak(visit, chosen, typing) : drawUndo(visit, typing));
  return errors.length > 0 || changed ? refusal(content, { cookies }) : page(content);
}

/** The reference of a grouping, where the address says that it is to be undone. */
const undoneBy = (visit: DeskVisit): string | undefined =>
  visit.path.includes('/defaire/') ? visit.params.reference : undefined;

type Typing = Pick<BreakForm, 'reasonKind' | 'reason' | 'askCode' | 'changed' | 'errors'>;

async function drawBreak(visit: DeskVisit, chosen: readonly number[], typing: Typing): Promise<JSX.Element> {
  const found = await readBreak(visit.deps, visit.desk, accountIdOf(visit), chosen);
  if (found === undefined) throw new NotFound();
  return <BreakPage view={visit.view} desk={visit.desk} form={{ ...found, chosen, ...typing }} />;
}

async function drawUndo(visit: DeskVisit, typing: Typing): Promise<JSX.Element> {
  const reference = undoneBy(visit) ?? '';
  const found = await readUndo(visit.deps, visit.desk, accountIdOf(visit), reference);
  if (found === undefined) throw new NotFound();
  const chosen = found.result?.leavingGuardians.map((one) => one.guardianId) ?? [];
  return <UndoPage view={visit.view} desk={visit.desk} form={{ ...found, reference, chosen, ...typing }} />;
}

/** Whether there is here what was asked. */
async function isHere(visit: DeskVisit, chosen: readonly number[]): Promise<boolean> {
  const undoes = undoneBy(visit);
  const { deps, desk } = visit;
  const found =
    undoes === undefined
      ? await readBreak(deps, desk, accountIdOf(visit), chosen)
      : await readUndo(deps, desk, accountIdOf(visit), undoes);
  return found !== undefined;
}

const needReason = `Expliquez en une phrase pourquoi vous séparez ces comptes : ${reasonLength.min} signes au moins.`;

async function confirm(visit: DeskVisit): Promise<Answer> {
  const accountId = accountIdOf(visit);
  const { values, errors } = readForm(visit.t, visit.body, {
    fiche: ticked({ max: mostRecords }),
    digest: line({ max: 64 }),
    reasonKind: choice(
      breakReasons.map((reason) => reason.value),
      'Choisissez une raison.',
    ),
    reason: paragraph({ max: reasonLength.max, need: needReason }),
    code: line({ max: 20 }),
  });
  const chosen = values.fiche.map(readId);
  const { reason, reasonKind, digest } = values;
  const made = await findMadeBreak(visit.deps, visit.desk, accountId, chosen);
  if (made !== undefined) return toDone(made.newAccountId, made.reference, []);
  if (errors.length > 0 || reasonKind === undefined) return await draw(visit, { chosen, reason, reasonKind, errors });
  // What is asked is checked before the code is spent: an account of another school never asks for one.
  if (!(await isHere(visit, chosen))) throw new NotFound();
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, { chosen, reason, reasonKind, errors: [proved.why] });
  const cookies = proved.value;
  const broken = await makeBreak(visit.deps, visit.desk, {
    accountId,
    guardianIds: chosen,
    digest,
    reasonKind,
    reason,
    undoes: undoneBy(visit),
  });
  if (broken.ok) return toDone(broken.value.newAccountId, broken.value.reference, cookies);
  const typed = { chosen, reason, reasonKind, cookies };
  switch (broken.why) {
    case 'no_account':
    case 'account_closed':
    case 'record_not_here': {
      const first = await findMadeBreak(visit.deps, visit.desk, accountId, chosen);
      if (first === undefined) throw new NotFound();
      return toDone(first.newAccountId, first.reference, cookies);
    }
    case 'not_allowed':
      throw new Forbidden();
    case 'changed':
    case 'nothing_chosen':
      return await draw(visit, { ...typed, changed: true });
    case 'reason_missing':
      return await draw(visit, { ...typed, errors: [{ field: 'reason', message: needReason }] });
    case 'letter_not_drawn':
      return await draw(visit, { ...typed, errors: [{ field: '', message: noLetter }] });
    default:
      return never(broken.why);
  }
}

const noLetter =
  'La lettre n’a pas pu être faite. Rien n’a changé. Essayez encore, puis prévenez la personne qui gère Fratrie.';

const toDone = (account: number, reference: string, cookies: readonly SetCookie[]): Answer =>
  redirect(href('schoolBreakDone', { account, reference }), { cookies });

async function showDone(visit: DeskVisit): Promise<Answer> {
  const done = await readBreakDone(visit.deps, visit.desk, accountIdOf(visit), visit.params.reference ?? '');
  if (done === undefined) throw new NotFound();
  return page(<BreakDonePage view={visit.view} desk={visit.desk} done={done} />);
}
