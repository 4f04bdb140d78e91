// /mon-compte/securite: second factor, recovery codes, sessions.
import { childrenSeen } from '../people/actions.js';
import { withHelp } from '../people/shown.js';
import { href, routes } from '../routes.js';
import { longestFactorName } from '../signin/factor-rules.js';
import { longestPasskey } from '../signin/passkeys.js';
import { isProofFresh } from '../signin/rules.js';
import { line, readForm, secret } from '../web/form.js';
import {
  type Answer,
  type Handler,
  type Pages,
  type ParentVisit,
  page,
  redirect,
  refusal,
  requireFreshParent,
  requireParent,
} from '../web/http.js';
import { NotFound } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import {
  addApplication,
  addPasskey,
  endSessions,
  offerApplication,
  offerOwnPasskey,
  readSecurity,
  removeOwnFactor,
  renewRecoveryCodes,
  showRecoveryCodes,
} from './actions.js';
import { AddApplicationPage, RecoveryCodesPage, RemoveFactorPage, SecurityPage } from './pages.js';
import { AddPasskeyPage } from './passkey-page.js';
import { browserWords, shortAddress } from './rules.js';

export function securityPages(parents: Pages): void {
  parents.get(routes.security, requireParent(show));
  parents.get(routes.addApplication, requireFreshParent(showAdd));
  parents.post(routes.addApplication, requireFreshParent(add));
  parents.get(routes.addPasskey, requireFreshParent(showAddPasskey));
  parents.post(routes.addPasskey, requireFreshParent(addKey));
  parents.get(routes.removeFactor, requireFreshParent(showRemove));
  parents.post(routes.removeFactor, requireFreshParent(remove));
  parents.get(routes.recoveryCodes, requireFreshParent(showCodes));
  parents.post(routes.recoveryCodes, fromSecurityPage(renewCodes));
  const endAll = fromSecurityPage((visit) => end(visit, undefined));
  const endOne = fromSecurityPage((visit) => end(visit, idOf(visit.params.session)));
  parents.post(routes.endOtherSessions, endAll);
  parents.post(routes.endSession, endOne);
}

/** Buttons of the page « Sécurité »: when the password must be proved again, one comes back to that page. */
function fromSecurityPage(handler: Handler<ParentVisit>): Handler {
  return requireParent((visit) =>
    isProofFresh(visit.session, visit.deps.now())
      ? handler(visit)
      : redirect(href('freshProof', { retour: href('security') })),
  );
}

const viewOf = async (visit: ParentVisit) =>
  withHelp(visit.view, await childrenSeen(visit.deps, visit.session.accountId));

function idOf(given: string | undefined): number {
  if (given === undefined || !/^[1-9][0-9]{0,14}$/.test(given)) throw new NotFound();
  return Number(given);
}

async function show(visit: ParentVisit): Promise<Answer> {
  const { t } = visit;
  const { factors, codesLeft, resetDueAt, sessions } = await readSecurity(visit.deps, visit.session);
  const told = new Map<unknown, string>([
    ['retire', t(factors.length === 0 ? 'security.removed' : 'security.one-removed')],
    ['ajoute', t('security.added')],
    ['garde', t('reset-stop.done-lead')],
    ['fini', t('security.sessions-ended')],
  ]).get(visit.query.fait);
  return page(
    <SecurityPage
      federation={visit.deps.config.federation?.name}
      view={await viewOf(visit)}
      factors={factors}
      codesLeft={codesLeft}
      resetDueAt={resetDueAt}
      told={told}
      sessions={sessions.map(({ id, createdAt, seenAt, agent, address, current }) => ({
        id,
        createdAt,
        seenAt,
        current,
        browser: browserWords(agent),
        place: shortAddress(address),
      }))}
    />,
  );
}

async function showAdd(visit: ParentVisit): Promise<Answer> {
  const { factors } = await readSecurity(visit.deps, visit.session);
  if (factors.some(({ kind }) => kind === 'application')) return redirect(href('security'));
  return page(<AddApplicationPage view={await viewOf(visit)} scan={offerApplication(visit.deps, visit.session)} />);
}

async function add(visit: ParentVisit): Promise<Answer> {
  const { t, deps, session, address } = visit;
  const form = readForm(t, visit.body, { code: line({ max: 20, need: t('second.need-code') }) });
  const { code } = form.values;
  const added = form.errors.length > 0 ? undefined : await addApplication(deps, session, { code, address });
  if (added?.ok === true) return wasAdded(added.value);
  if (added?.why === 'there') return redirect(href('security'));
  const errors = added === undefined ? form.errors : [{ field: 'code', message: t('security.wrong-code') }];
  const scan = offerApplication(deps, session);
  return refusal(<AddApplicationPage view={await viewOf(visit)} scan={scan} errors={errors} />);
}

const wasAdded = ({ codesMade }: { readonly codesMade: boolean }): Answer =>
  redirect(codesMade ? href('recoveryCodes') : href('security', { fait: 'ajoute' }));

async function showAddPasskey(visit: ParentVisit): Promise<Answer> {
  return page(await addPasskeyPage(visit, browserWords(visit.agent)));
}

async function addPasskeyPage(visit: ParentVisit, name: string | undefined, errors?: readonly FieldError[]) {
  const options = await offerOwnPasskey(visit.deps, visit.session);
  return <AddPasskeyPage view={await viewOf(visit)} options={options} name={name} errors={errors} />;
}

async function addKey(visit: ParentVisit): Promise<Answer> {
  const { t, deps, session, address } = visit;
  const form = readForm(t, visit.body, {
    name: line({ max: longestFactorName, need: t('security.need-name') }),
    passkey: secret({ max: longestPasskey }),
  });
  const { name, passkey } = form.values;
  if (form.errors.length > 0) return refusal(await addPasskeyPage(visit, name, form.errors));
  const added = await addPasskey(deps, session, { name, passkey, address });
  if (added.ok) return wasAdded(added.value);
  const message = t(added.why === 'wrong' ? 'security.wrong-passkey' : 'security.too-many');
  return refusal(await addPasskeyPage(visit, name, [{ field: 'name', message }]));
}

async function factorOf(visit: ParentVisit) {
  const { factors } = await readSecurity(visit.deps, visit.session);
  const found = factors.find(({ id }) => id === idOf(visit.params.factor));
  if (found === undefined) throw new NotFound();
  return { factor: found, last: factors.length === 1 };
}

async function showRemove(visit: ParentVisit): Promise<Answer> {
  const { last } = await factorOf(visit);
  return page(<RemoveFactorPage view={await viewOf(visit)} action={visit.path} last={last} />);
}

async function remove(visit: ParentVisit): Promise<Answer> {
  const { deps, session, address, params } = visit;
  await removeOwnFactor(deps, session, { factorId: idOf(params.factor), address });
  return redirect(href('security', { fait: 'retire' }));
}

async function showCodes(visit: ParentVisit): Promise<Answer> {
  const codes = await showRecoveryCodes(visit.deps, visit.session);
  return codes === undefined
    ? redirect(href('security'))
    : page(<RecoveryCodesPage view={await viewOf(visit)} identifier={visit.session.identifier} codes={codes} />);
}

async function renewCodes(visit: ParentVisit): Promise<Answer> {
  const made = await renewRecoveryCodes(visit.deps, visit.session, visit.address);
  return redirect(made.ok ? href('recoveryCodes') : href('security'));
}

async function end(visit: ParentVisit, id: number | undefined): Promise<Answer> {
  await endSessions(visit.deps, visit.session, { id, address: visit.address });
  return redirect(href('security', { fait: 'fini' }));
}
