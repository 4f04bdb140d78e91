// The wizard: /mon-compte/regrouper, its check page and its receipt.
import { servicesTold } from '../events/told-actions.js';
import { childrenSeen } from '../people/actions.js';
import { showChildren, withHelp } from '../people/shown.js';
import { href, routes } from '../routes.js';
import { minutesUntil } from '../signin/http.js';
import { type ProofRefusal, proveSecret } from '../signin/prove.js';
import { beginSecondStep } from '../signin/second-step.js';
import { longestIdentifier, longestPassword } from '../signin/secret-rules.js';
import { choice, line, readForm, secret } from '../web/form.js';
import {
  type Answer,
  type Pages,
  type ParentVisit,
  page,
  redirect,
  refusal,
  requireFreshParent,
  requireParent,
  type Visit,
} from '../web/http.js';
import {
  type BeginRefusal,
  type Begun,
  beginGrouping,
  cancelGrouping,
  confirmGrouping,
  lastGrouping,
  type OtherAccount,
  type ShownGrouping,
  type StepRefusal,
  showGrouping,
} from './actions.js';
import { GroupingCheckPage, GroupingStartPage } from './pages.js';
import { GroupingDonePage } from './receipt-page.js';
import { GroupingNotNowPage, type GroupingProblem } from './refusal-pages.js';

export function groupingPages(pages: Pages): void {
  pages.get(routes.grouping, requireFreshParent(start));
  pages.post(routes.grouping, requireFreshParent(prove));
  pages.get(routes.groupingCheck, requireParent(check));
  pages.post(routes.groupingCheck, requireParent(answer));
  pages.get(routes.groupingDone, requireParent(receipt));
}

export const parentOf = ({ session, address }: ParentVisit) => ({
  accountId: session.accountId,
  sessionId: session.id,
  address,
});

export async function helped(visit: ParentVisit) {
  return withHelp(visit.view, await childrenSeen(visit.deps, visit.session.accountId));
}

// Steps 2 and 3 come back here when they cannot go on; the address says why, in one of these words.
const comingBack = ['expired', 'changed', 'no_intent'] as const;

async function start(visit: ParentVisit): Promise<Answer> {
  const why = comingBack.find((one) => one === visit.query.motif);
  const problem: GroupingProblem | undefined = why === undefined ? undefined : { kind: why };
  return page(<GroupingStartPage view={await helped(visit)} identifier={visit.session.identifier} problem={problem} />);
}

async function prove(visit: ParentVisit): Promise<Answer> {
  const { deps, t, session } = visit;
  const view = await helped(visit);
  const { values, errors } = readForm(t, visit.body, {
    identifier: line({ max: longestIdentifier, need: t('grouping.need-identifier') }),
    password: secret({ max: longestPassword, need: t('grouping.need-secret') }),
  });
  const again = (problem?: GroupingProblem) =>
    refusal(
      <GroupingStartPage
        view={view}
        identifier={session.identifier}
        other={values.identifier}
        errors={errors}
        problem={problem}
      />,
    );
  if (errors.length > 0) return again();
  const proved = await proveSecret(deps, {
    identifier: values.identifier,
    secret: values.password,
    address: visit.address,
    sessionId: session.id,
  });
  if (!proved.ok) return again(problemOfProof(visit, proved.why));
  if (proved.value.hasFactor && proved.value.proof === 'password') {
    const value = await beginSecondStep(deps, proved.value, ['pwd'], session.id);
    return redirect(href('groupingCode'), { cookies: [{ name: 'second', value }] });
  }
  const begun = await beginGrouping(deps, { ...parentOf(visit), token: visit.cookie('parent') }, proved.value);
  if (!begun.ok) return refusedBy(visit, begun.why, again);
  return begunAnswer(begun.value);
}

/** On to the check, or to the request that the school decides, under the session's new token. */
export function begunAnswer({ token, request }: Begun): Answer {
  const to =
    request === undefined
      ? href('groupingCheck')
      : href('request', { reference: request.reference }, { motif: request.already ? 'deja' : 'envoyee' });
  return redirect(to, token === undefined ? {} : { cookies: [{ name: 'parent', value: token }] });
}

function problemOfProof(visit: Visit, why: ProofRefusal): GroupingProblem {
  switch (why.kind) {
    case 'wrong':
    case 'locked':
      return { kind: why.kind };
    case 'throttled':
      return { kind: 'throttled', minutes: minutesUntil(visit, why.until) };
    case 'grouped':
      return { kind: 'absorbed_closed' };
    case 'closed':
    case 'frozen':
    case 'suspended':
    case 'asleep':
      return { kind: `absorbed_${why.kind}` };
    case 'letter':
      return { kind: why.end === 'dead' ? 'letter_expired' : `letter_${why.end}` };
  }
}

export async function refusedBy(
  visit: ParentVisit,
  why: BeginRefusal,
  again: (problem: GroupingProblem) => Answer,
): Promise<Answer> {
  if (why === 'kept_not_active') return refusal(<GroupingNotNowPage view={await helped(visit)} />);
  return again({ kind: why });
}

/** The other account was proved by the QR of its letter, and this one just now: straight to the check. */
export async function groupWithLetter(visit: ParentVisit, letter: Omit<OtherAccount, 'proof'>): Promise<Answer> {
  const parent = { ...parentOf(visit), token: visit.cookie('parent') };
  const begun = await beginGrouping(visit.deps, parent, { ...letter, proof: 'letter_token' });
  if (begun.ok) return begunAnswer(begun.value);
  const view = await helped(visit);
  const { identifier } = visit.session;
  return await refusedBy(visit, begun.why, (problem) =>
    refusal(<GroupingStartPage view={view} identifier={identifier} problem={problem} />),
  );
}

async function check(visit: ParentVisit): Promise<Answer> {
  const shown = await showGrouping(visit.deps, parentOf(visit));
  if (shown.ok) return page(await checkPage(visit, shown.value, false));
  // « Back » after the yes: it is done, and the receipt says so.
  if (shown.why === 'no_intent' && (await lastGrouping(visit.deps, parentOf(visit))) !== undefined)
    return redirect(href('groupingDone'));
  return await stepRefused(visit, shown.why);
}

async function checkPage(visit: ParentVisit, shown: ShownGrouping, changed: boolean) {
  const { kept, absorbed, digest, expiresAt } = shown;
  const minutesLeft = Math.max(1, Math.floor((expiresAt.getTime() - visit.deps.now().getTime()) / 60_000));
  return (
    <GroupingCheckPage
      view={withHelp(visit.view, kept.children)}
      kept={{ identifier: kept.identifier, children: showChildren(kept.children) }}
      absorbed={{ identifier: absorbed.identifier, children: showChildren(absorbed.children, kept.children.length) }}
      digest={digest}
      minutesLeft={minutesLeft}
      changed={changed}
    />
  );
}

async function answer(visit: ParentVisit): Promise<Answer> {
  const { deps, t } = visit;
  const { values } = readForm(t, visit.body, {
    digest: line({ max: 64 }),
    answer: choice(['yes', 'no'], ''),
  });
  if (values.answer === 'no') {
    await cancelGrouping(deps, parentOf(visit));
    return redirect(href('children'));
  }
  if (values.answer !== 'yes') return redirect(href('groupingCheck'));
  const confirmed = await confirmGrouping(deps, parentOf(visit), values.digest);
  if (!confirmed.ok) return await stepRefused(visit, confirmed.why);
  if (confirmed.value.kind === 'done') return redirect(href('groupingDone'));
  const shown = await showGrouping(deps, parentOf(visit));
  return shown.ok ? refusal(await checkPage(visit, shown.value, true)) : await stepRefused(visit, shown.why);
}

async function stepRefused(visit: ParentVisit, why: StepRefusal): Promise<Answer> {
  switch (why) {
    case 'no_intent':
    case 'expired':
    case 'changed':
      return redirect(href('grouping', { motif: why }));
    case 'kept_not_active':
    case 'same_account':
      return refusal(<GroupingNotNowPage view={await helped(visit)} />);
    default:
      return redirect(href('grouping', { motif: 'changed' }));
  }
}

async function receipt(visit: ParentVisit): Promise<Answer> {
  const done = await lastGrouping(visit.deps, parentOf(visit));
  if (done === undefined) return redirect(href('children'));
  const children = await childrenSeen(visit.deps, visit.session.accountId);
  const view = withHelp(visit.view, children);
  const shown = {
    identifier: visit.session.identifier,
    closedIdentifier: done.absorbedIdentifier,
    children: showChildren(children),
    at: done.at,
    reference: done.reference,
    schoolName: view.help?.schoolName ?? '',
    schoolPhone: view.help?.phone,
  };
  return page(<GroupingDonePage view={view} receipt={shown} services={await servicesTold(visit.deps, done.id)} />);
}
