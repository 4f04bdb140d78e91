// The way in for members of staff: enrolment link, sign-in, choice of a school, sign-out.
import { townName } from '../people/rules.js';
import { href, internalPath } from '../routes.js';
import { deviceCookieSeconds } from '../signin/device.js';
import type { PasswordFault } from '../signin/rules.js';
import { longestPassword, shortestPassword } from '../signin/rules.js';
import { closeSession } from '../signin/sessions.js';
import { line, readForm, secret } from '../web/form.js';
import { type Handler, page, redirect, refusal, returnPath, type StaffVisit } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import { enrolStaff, openEnrolment } from './actions.js';
import { ChooseSchoolPage, DeadEnrolmentPage, EnrolmentPage, StaffSignInPage } from './pages.js';
import { chooseSchool, findDesk, findOperator, findPosts, signInStaff } from './signin-actions.js';
import type { DoorPages, OwnPages } from './site.js';
import { proofWords, roleWords } from './words.js';

export function doorPages(door: DoorPages): void {
  door.get('staffSignIn', showSignIn);
  door.post('staffSignIn', signIn);
  door.post('staffSignOut', signOut);
  door.get('staffEnrolment', takeLink);
  door.get('staffEnrolmentForm', showEnrolment);
  door.post('staffEnrolmentForm', enrol);
}

export function ownPages(own: OwnPages): void {
  own.get('schoolChoice', showChoice);
  own.post('schoolChoice', choose);
}

const notices: ReadonlyMap<unknown, string> = new Map([
  ['absent', 'Vous étiez absent une heure. Connectez-vous encore.'],
  ['fini', 'Votre connexion est finie. Connectez-vous encore.'],
  ['sorti', 'Vous êtes déconnecté.'],
]);

const showSignIn: Handler = (visit) => {
  if (visit.session !== undefined) return redirect(href('school'));
  const notice = notices.get(visit.query.motif);
  const back = internalPath(typeof visit.query.retour === 'string' ? visit.query.retour : undefined);
  return page(<StaffSignInPage view={visit.view} form={{ mail: '', errors: [], notice, back }} />);
};

const signIn: Handler = async (visit) => {
  const form = readForm(visit.t, visit.body, {
    mail: line({ max: 254, need: 'Tapez votre adresse mail.' }),
    password: secret({ max: longestPassword, need: 'Tapez votre mot de passe.' }),
    code: line({ max: 20, need: 'Tapez le code de votre application.' }),
    retour: line({ max: 200 }),
  });
  const { mail, retour } = form.values;
  const again = (errors: readonly FieldError[]) => {
    const back = internalPath(retour);
    return refusal(<StaffSignInPage view={visit.view} form={{ mail, errors, notice: undefined, back }} />);
  };
  if (form.errors.length > 0) return again(form.errors);
  const { address, agent } = visit;
  const signedIn = await signInStaff(visit.deps, form.values, { address, agent, device: visit.cookie('device') });
  if (!signedIn.ok) return again([{ field: 'mail', message: proofWords(visit.t, signedIn.why, allThree) }]);
  return redirect(returnPath(retour, href('school')), {
    cookies: [
      { name: 'staff', value: signedIn.value.token },
      { name: 'device', value: signedIn.value.device, maxAgeSeconds: deviceCookieSeconds },
    ],
  });
};

const allThree =
  'L’adresse mail, le mot de passe ou le code n’est pas bon. Attendez un nouveau code, puis essayez encore.';

const signOut: Handler = async (visit) => {
  if (visit.session !== undefined) await closeSession(visit.deps, visit.session, 'signed_out');
  return redirect(href('staffSignIn', { motif: 'sorti' }), {
    cookies: [{ name: 'staff', value: undefined }],
    headers: { 'clear-site-data': '"cache"' },
  });
};

/** The link's token goes from the address into a cookie; nothing is consumed. */
const takeLink: Handler = async (visit) => {
  const token = visit.params.token ?? '';
  if ((await openEnrolment(visit.deps, token)) === undefined)
    return { ...page(<DeadEnrolmentPage view={visit.view} />), status: 404 };
  return redirect(href('staffEnrolmentForm'), { cookies: [{ name: 'enrolment', value: token }] });
};

const showEnrolment: Handler = async (visit) => {
  const enrolment = await openEnrolment(visit.deps, visit.cookie('enrolment') ?? '');
  if (enrolment === undefined) return { ...page(<DeadEnrolmentPage view={visit.view} />), status: 404 };
  const { mail, name, scan } = enrolment;
  return page(<EnrolmentPage view={visit.view} form={{ mail, name, secret: scan, errors: [] }} />);
};

const faults: Readonly<Record<PasswordFault, string>> = {
  too_short: `Ce mot de passe est trop court : il faut ${shortestPassword} signes ou plus.`,
  too_long: `Ce mot de passe est trop long : ${longestPassword} signes au plus.`,
  common: 'Trop de gens ont ce mot de passe. Choisissez-en un autre.',
  known_words: 'Ce mot de passe contient surtout votre nom ou celui de l’école. Ajoutez d’autres mots.',
};

const enrol: Handler = async (visit) => {
  const token = visit.cookie('enrolment') ?? '';
  const enrolment = await openEnrolment(visit.deps, token);
  if (enrolment === undefined) return { ...page(<DeadEnrolmentPage view={visit.view} />), status: 404 };
  const { mail, name, scan } = enrolment;
  const again = (errors: readonly FieldError[]) =>
    refusal(<EnrolmentPage view={visit.view} form={{ mail, name, secret: scan, errors }} />);
  const form = readForm(visit.t, visit.body, {
    password: secret({ max: longestPassword, need: 'Choisissez un mot de passe.' }),
    code: line({ max: 20, need: 'Tapez le code de votre application.' }),
  });
  if (form.errors.length > 0) return again(form.errors);
  const { address, agent } = visit;
  const enrolled = await enrolStaff(visit.deps, { token, ...form.values }, { address, agent });
  if (enrolled.ok)
    return redirect(href('school'), {
      cookies: [
        { name: 'enrolment', value: undefined },
        { name: 'staff', value: enrolled.value.token },
      ],
    });
  if (enrolled.why.kind === 'dead_link') return { ...page(<DeadEnrolmentPage view={visit.view} />), status: 404 };
  const errors: FieldError[] = [];
  if (enrolled.why.password !== undefined) errors.push({ field: 'password', message: faults[enrolled.why.password] });
  if (enrolled.why.code !== undefined)
    errors.push({
      field: 'code',
      message: 'Ce code n’est pas bon. Vérifiez l’heure du téléphone, puis tapez le nouveau code.',
    });
  return again(errors);
};

const showChoice: Handler<StaffVisit> = async (visit) => {
  const found = await findDesk(visit.deps, visit.session, visit.address);
  const operator = await findOperator(visit.deps, visit.session, visit.address);
  if (found.kind === 'no_role' && operator === undefined) throw new Forbidden();
  const posts = await findPosts(visit.deps, visit.session);
  const name = found.kind === 'choose' ? found.name : found.kind === 'at_work' ? found.desk.name : operator?.name;
  const schools = posts.map((post) => ({
    uai: post.schoolUai,
    name: post.schoolName,
    town: townName(post.schoolTown),
    role: roleWords[post.role],
  }));
  const network = operator === undefined ? undefined : visit.deps.config.networkName;
  return page(<ChooseSchoolPage view={visit.view} name={name ?? ''} schools={schools} network={network} />);
};

const choose: Handler<StaffVisit> = async (visit) => {
  const form = readForm(visit.t, visit.body, { school: line({ max: 8 }) });
  const chosen = await chooseSchool(visit.deps, visit.session, form.values.school);
  if (!chosen.ok) throw new NotFound();
  return redirect(href('school'));
};
