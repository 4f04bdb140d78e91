// /connexion, /deconnexion and the fresh proof.
import { never } from '../kernel/outcome.js';
import { href, routes } from '../routes.js';
import { line, readForm, secret } from '../web/form.js';
import {
  type Answer,
  type Pages,
  type ParentVisit,
  page,
  redirect,
  refusal,
  requireParent,
  returnPath,
  type Visit,
} from '../web/http.js';
import type { SetCookie } from '../web/session.js';
import { proveAgain, signIn } from './actions.js';
import { deviceCookieSeconds } from './device.js';
import { FreshProofPage, type SignInNotice, SignInPage, type SignInProblem } from './pages.js';
import type { ProofRefusal } from './prove.js';
import { sessionLimits } from './rules.js';
import { longestIdentifier, longestPassword, type PasswordFault } from './secret-rules.js';
import { type Browser, closeSession } from './sessions.js';
import { SignOutPage } from './sign-out-pages.js';
import { toSecondStep } from './to-second-step.js';

/** Begins the activation of a letter whose code was typed in the place of a password. */
export type StartLetter = (
  visit: Visit,
  letter: { readonly letterId: number; readonly proofVersion: number },
) => Promise<Answer>;

export function signInPages(parents: Pages, startLetter: StartLetter): void {
  parents.get(routes.signIn, showSignIn);
  parents.post(routes.signIn, (visit) => postSignIn(visit, startLetter));
  parents.get(routes.signOut, (visit) =>
    visit.session === undefined ? redirect(href('signIn')) : page(<SignOutPage view={visit.view} />),
  );
  parents.post(routes.signOut, postSignOut);
  parents.get(routes.freshProof, requireParent(showFreshProof));
  parents.post(routes.freshProof, requireParent(postFreshProof));
}

export const browserOf = ({ address, agent }: Visit): Browser => ({ address, agent });

/** The cookies of a session just opened. */
export function signedInCookies(token: string, device: string): readonly SetCookie[] {
  return [
    { name: 'parent', value: token },
    { name: 'device', value: device, maxAgeSeconds: deviceCookieSeconds },
  ];
}

/** What a throttled person is told: whole minutes, one at least. */
export function minutesUntil(visit: Visit, until: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - visit.deps.now().getTime()) / 60_000));
}

/** What is said of too many tries, whatever was typed; undefined for a refusal of another kind. */
export function tooManyTries(visit: Visit, why: { readonly kind: string; readonly until?: Date }): string | undefined {
  if (why.kind === 'locked') return visit.t('signin.locked');
  if (why.until === undefined) return undefined;
  return visit.t('signin.throttled', { minutes: minutesUntil(visit, why.until) });
}

const idleMinutes = sessionLimits.parent.idleMinutes;

const notices: ReadonlyMap<unknown, SignInNotice> = new Map([
  ['absent', 'idle'],
  ['fini', 'ended'],
  ['deconnecte', 'signed_out'],
  ['change', 'password_changed'],
]);

function showSignIn(visit: Visit): Answer {
  const back = returnPath(visit.query.retour, '');
  if (visit.session !== undefined) return redirect(back === '' ? href('home') : back);
  const notice = notices.get(visit.query.motif);
  return page(
    <SignInPage
      view={visit.view}
      notice={notice}
      idleMinutes={idleMinutes}
      federation={federationOf(visit, back)}
      {...(back === '' ? {} : { back })}
    />,
    back.startsWith('/entrer/') ? { cookies: [{ name: 'entry', value: back, maxAgeSeconds: entrySeconds }] } : {},
  );
}

function federationOf({ deps }: Visit, back: string) {
  const { federation } = deps.config;
  return federation && { name: federation.name, href: href('federation', back === '' ? {} : { retour: back }) };
}

/** The way back to a client outlives an activation, whose pages do not carry it. */
const entrySeconds = 60 * 60;

async function postSignIn(visit: Visit, startLetter: StartLetter): Promise<Answer> {
  const { t, view } = visit;
  const form = readForm(t, visit.body, {
    identifier: line({ max: longestIdentifier, need: t('signin.need-identifier') }),
    password: secret({ max: longestPassword, need: t('signin.need-password') }),
    retour: line({ max: 200 }),
  });
  const { identifier, password, retour } = form.values;
  const back = returnPath(retour, '');
  const federation = federationOf(visit, back);
  const shown = { view, identifier, idleMinutes, federation, ...(back === '' ? {} : { back }) };
  if (form.errors.length > 0) return refusal(<SignInPage {...shown} errors={form.errors} />);

  const former = visit.session?.kind === 'parent' ? visit.session : undefined;
  const device = visit.cookie('device');
  const outcome = await signIn(visit.deps, { identifier, secret: password, browser: browserOf(visit), device, former });
  if (!outcome.ok) return refusal(<SignInPage {...shown} problem={problemOf(visit, outcome.why)} />);
  const signedIn = outcome.value;
  if (signedIn.kind === 'letter') return await startLetter(visit, signedIn);
  if (signedIn.kind === 'second_step') return toSecondStep(signedIn.token, back);
  return redirect(back === '' ? href('home') : back, { cookies: signedInCookies(signedIn.token, signedIn.device) });
}

function problemOf(visit: Visit, why: ProofRefusal): SignInProblem {
  switch (why.kind) {
    case 'throttled':
      return { kind: 'throttled', minutes: minutesUntil(visit, why.until) };
    case 'letter':
      return { kind: `letter_${why.end}` };
    case 'wrong':
    case 'locked':
    case 'grouped':
    case 'closed':
    case 'frozen':
    case 'suspended':
    case 'asleep':
      return { kind: why.kind };
    default:
      return never(why);
  }
}

async function postSignOut(visit: Visit): Promise<Answer> {
  if (visit.session !== undefined) await closeSession(visit.deps, visit.session, 'signed_out');
  return redirect(href('signIn', { motif: 'deconnecte' }), {
    cookies: [{ name: 'parent', value: undefined }],
    // The mark of a browser that has signed in before stays: hence not "cookies".
    headers: { 'clear-site-data': '"cache", "storage"' },
  });
}

function showFreshProof(visit: ParentVisit): Answer {
  return page(<FreshProofPage view={visit.view} back={returnPath(visit.query.retour, href('account'))} />);
}

async function postFreshProof(visit: ParentVisit): Promise<Answer> {
  const { t, view, deps, session } = visit;
  const form = readForm(t, visit.body, {
    password: secret({ max: longestPassword, need: t('proof.need-password') }),
    retour: line({ max: 200 }),
  });
  const back = returnPath(form.values.retour, href('account'));
  if (form.errors.length > 0) return refusal(<FreshProofPage view={view} back={back} errors={form.errors} />);
  const outcome = await proveAgain(deps, session, {
    secret: form.values.password,
    browser: browserOf(visit),
    device: visit.cookie('device'),
    token: visit.cookie('parent') ?? '',
  });
  if (outcome.ok) {
    const { token } = outcome.value;
    return redirect(back, token === undefined ? {} : { cookies: [{ name: 'parent', value: token }] });
  }
  const tooMany = tooManyTries(visit, outcome.why);
  if (tooMany !== undefined) return refusal(<FreshProofPage view={view} back={back} tooMany={tooMany} />);
  // The account's own state ends its sessions: whatever else is refused is, here, a wrong password.
  return refusal(<FreshProofPage view={view} back={back} wrong />);
}

/** What is wrong with a new password, and what to do. */
export function passwordMessage({ t }: Visit, fault: PasswordFault | 'letter_code' | 'same'): string {
  switch (fault) {
    case 'too_short':
      return t('password.too-short');
    case 'too_long':
      return t('form.too-long', { max: longestPassword });
    case 'common':
      return t('password.too-common');
    case 'known_words':
      return t('password.too-close');
    case 'letter_code':
      return t('password.letter-code');
    case 'same':
      return t('password.same');
    default:
      return never(fault);
  }
}
