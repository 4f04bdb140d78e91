// The way in for members of staff: enrolment link, sign-in, choice of a school, sign-out.
import { networkNameOf } from '../look/actions.js';
import { townName } from '../people/rules.js';
import { href, internalPath } from '../routes.js';
import { browserWords } from '../security/rules.js';
import { deviceCookieSeconds } from '../signin/device.js';
import { secondStepMinutes } from '../signin/factor-rules.js';
import type { PasswordFault } from '../signin/secret-rules.js';
import { longestPassword, shortestPassword } from '../signin/secret-rules.js';
import { closeSession, readStaffLimits } from '../signin/sessions.js';
import { line, readForm, secret } from '../web/form.js';
import {
  type Answer,
  type Handler,
  page,
  redirect,
  refusal,
  returnPath,
  type StaffVisit,
  type Visit,
} from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { type Enrolment, enrolStaff, offerEnrolmentPasskey, openEnrolment } from './actions.js';
import { EnrolmentPage } from './enrolment-pages.js';
import { newPasskeyFields, notMade } from './factor-words.js';
import { ChooseSchoolPage, DeadEnrolmentPage, StaffSignInPage } from './pages.js';
import { chooseSchool, findDesk, findOperator, findPosts, type StaffSignedIn, signInStaff } from './signin-actions.js';
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
  ['absent', 'Vous étiez absent trop longtemps. Connectez-vous encore.'],
  ['fini', 'Votre connexion est finie. Connectez-vous encore.'],
  ['sorti', 'Vous êtes déconnecté.'],
]);

const providerName = ({ deps }: Visit): string | undefined => deps.config.staffProvider?.name;

const showSignIn: Handler = async (visit) => {
  if (visit.session !== undefined) return redirect(href('school'));
  const notice = notices.get(visit.query.motif);
  const back = internalPath(typeof visit.query.retour === 'string' ? visit.query.retour : undefined);
  const limits = await readStaffLimits(visit.deps);
  const form = { mail: '', errors: [], notice, back, provider: providerName(visit), limits };
  return page(<StaffSignInPage view={visit.view} form={form} />);
};

const signIn: Handler = async (visit) => {
  const form = readForm(visit.t, visit.body, {
    mail: line({ max: 254, need: 'Tapez votre adresse mail.' }),
    password: secret({ max: longestPassword, need: 'Tapez votre mot de passe.' }),
    code: line({ max: 20 }),
    retour: line({ max: 200 }),
  });
  const { mail, retour } = form.values;
  const limits = await readStaffLimits(visit.deps);
  const again = (errors: readonly FieldError[]) => {
    const back = internalPath(retour);
    return refusal(
      <StaffSignInPage
        view={visit.view}
        form={{ mail, errors, notice: undefined, back, provider: providerName(visit), limits }}
      />,
    );
  };
  if (form.errors.length > 0) return again(form.errors);
  const { address, agent } = visit;
  const signedIn = await signInStaff(visit.deps, form.values, { address, agent, device: visit.cookie('device') });
  if (!signedIn.ok) {
    const wrong = form.values.code === '' ? noCode : allThree;
    return again([{ field: 'mail', message: proofWords(visit.t, signedIn.why, wrong) }]);
  }
  if (signedIn.value.kind === 'second_step') {
    const back = internalPath(retour);
    return redirect(href('staffSecondStep', back === undefined ? {} : { retour: back }), {
      cookies: [{ name: 'staffSecond', value: signedIn.value.token, maxAgeSeconds: secondStepMinutes * 60 }],
    });
  }
  return redirect(returnPath(retour, href('school')), { cookies: signedInCookies(signedIn.value) });
};

/** The cookies of a session just opened. */
export const signedInCookies = ({ token, device }: StaffSignedIn): readonly SetCookie[] => [
  { name: 'staff', value: token },
  { name: 'device', value: device, maxAgeSeconds: deviceCookieSeconds },
];

// Said whether or not the password is right.
const noCode =
  'L’adresse mail ou le mot de passe n’est pas bon, ou il manque le code. Sans clé d’accès, tapez aussi le code.';
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

/** The page of a link, for the second factor that its person wants. */
async function drawEnrolment(
  visit: Visit,
  token: string,
  enrolment: Enrolment,
  asked: { readonly passkey: boolean; readonly keyName?: string | undefined; readonly errors: readonly FieldError[] },
): Promise<Answer> {
  const { mail, name, scan } = enrolment;
  const { errors, keyName } = asked;
  const options = asked.passkey ? await offerEnrolmentPasskey(visit.deps, token, enrolment) : undefined;
  const second = options === undefined ? { secret: scan } : { options, keyName };
  const content = <EnrolmentPage view={visit.view} form={{ mail, name, second, errors }} />;
  return errors.length > 0 ? refusal(content) : page(content);
}

const showEnrolment: Handler = async (visit) => {
  const token = visit.cookie('enrolment') ?? '';
  const enrolment = await openEnrolment(visit.deps, token);
  if (enrolment === undefined) return { ...page(<DeadEnrolmentPage view={visit.view} />), status: 404 };
  const asked = { passkey: visit.query.avec === 'cle', keyName: browserWords(visit.agent), errors: [] };
  return await drawEnrolment(visit, token, enrolment, asked);
};

const faults: Readonly<Record<PasswordFault, string>> = {
  too_short: `Ce mot de passe est trop court : il faut ${shortestPassword} signes ou plus.`,
  too_long: `Ce mot de passe est trop long : ${longestPassword} signes au plus.`,
  common: 'Trop de gens ont ce mot de passe. Choisissez-en un autre.',
  known_words: 'Ce mot de passe contient surtout votre nom ou celui de l’école. Ajoutez d’autres mots.',
};

const newPassword = secret({ max: longestPassword, need: 'Choisissez un mot de passe.' });

function readEnrolment(visit: Visit) {
  const choice = readForm(visit.t, visit.body, { avec: line({ max: 10 }) });
  if (choice.values.avec === 'cle') {
    const { values, errors } = readForm(visit.t, visit.body, { password: newPassword, ...newPasskeyFields });
    const { password, name, passkey } = values;
    return { password, second: { kind: 'passkey', name, passkey } as const, keyName: name, errors };
  }
  const code = line({ max: 20, need: 'Tapez le code de votre application.' });
  const { values, errors } = readForm(visit.t, visit.body, { password: newPassword, code });
  return { password: values.password, second: { kind: 'application', code: values.code } as const, errors };
}

const enrol: Handler = async (visit) => {
  const token = visit.cookie('enrolment') ?? '';
  const enrolment = await openEnrolment(visit.deps, token);
  if (enrolment === undefined) return { ...page(<DeadEnrolmentPage view={visit.view} />), status: 404 };
  const form = readEnrolment(visit);
  const passkey = form.second.kind === 'passkey';
  const again = (errors: readonly FieldError[]) =>
    drawEnrolment(visit, token, enrolment, { passkey, keyName: form.keyName, errors });
  if (form.errors.length > 0) return await again(form.errors);
  const { address, agent } = visit;
  const { password, second } = form;
  const enrolled = await enrolStaff(visit.deps, { token, password, second }, { address, agent });
  if (enrolled.ok)
    return redirect(href(passkey ? 'staffAccess' : 'school', passkey ? { fait: 'inscrit' } : {}), {
      cookies: [
        { name: 'enrolment', value: undefined },
        { name: 'staff', value: enrolled.value.token },
      ],
    });
  if (enrolled.why.kind === 'dead_link') return { ...page(<DeadEnrolmentPage view={visit.view} />), status: 404 };
  const errors: FieldError[] = [];
  if (enrolled.why.password !== undefined) errors.push({ field: 'password', message: faults[enrolled.why.password] });
  if (enrolled.why.second !== undefined)
    errors.push(
      passkey
        ? { field: 'name', message: notMade }
        : {
            field: 'code',
            message: 'Ce code n’est pas bon. Vérifiez l’heure du téléphone, puis tapez le nouveau code.',
          },
    );
  return await again(errors);
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
  const network = operator === undefined ? undefined : await networkNameOf(visit.deps);
  return page(<ChooseSchoolPage view={visit.view} name={name ?? ''} schools={schools} network={network} />);
};

const choose: Handler<StaffVisit> = async (visit) => {
  const form = readForm(visit.t, visit.body, { school: line({ max: 8 }) });
  const chosen = await chooseSchool(visit.deps, visit.session, form.values.school);
  if (!chosen.ok) throw new NotFound();
  return redirect(href('school'));
};
