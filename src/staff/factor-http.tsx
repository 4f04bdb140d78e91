// /ecole/connexion/deuxieme-etape, /ecole/mon-acces/preuve, and the second factors of whoever is signed in.
import { href, internalPath } from '../routes.js';
import { browserWords } from '../security/rules.js';
import { longestPasskey } from '../signin/passkeys.js';
import { line, readForm, secret } from '../web/form.js';
import {
  type Answer,
  type Handler,
  page,
  readId,
  redirect,
  refusal,
  returnPath,
  type StaffVisit,
  type Visit,
} from '../web/http.js';
import type { FieldError } from '../web/view.js';
import { readFactors } from './access-actions.js';
import {
  addOwnApplication,
  addStaffPasskey,
  type OwnFactor,
  offerStaffApplication,
  offerStaffPasskey,
  removeStaffFactor,
  renameOwnPasskey,
} from './factor-actions.js';
import {
  StaffApplicationPage,
  StaffFactorEndPage,
  StaffFactorNamePage,
  StaffPasskeyPage,
  StaffProofPage,
  StaffSecondStepPage,
} from './factor-pages.js';
import { keyName, newPasskeyFields, notMade } from './factor-words.js';
import { asksCode } from './fresh.js';
import { signedInCookies } from './http.js';
import { finishStaffStep, proveSecond, readFreshAsked, readStaffStep } from './second-step.js';
import { readOwnName, type StaffProofRefusal } from './signin-actions.js';
import type { DoorPages, OwnPages } from './site.js';
import { missingWords, proofWords, wrongCode, wrongPasskey } from './words.js';

export function staffStepPages(door: DoorPages): void {
  door.get('staffSecondStep', showStep);
  door.post('staffSecondStep', finishStep);
}

export function factorPages(own: OwnPages): void {
  own.get('staffProof', showProof);
  own.post('staffProof', prove);
  own.get(
    'staffPasskey',
    fresh((visit) => drawPasskey(visit, browserWords(visit.agent), [])),
  );
  own.post('staffPasskey', fresh(addPasskey));
  own.get('staffApplication', fresh(showApplication));
  own.post('staffApplication', fresh(addApplication));
  own.get('staffFactorEnd', fresh(showEnd));
  own.post('staffFactorEnd', fresh(end));
  own.get(
    'staffFactorName',
    fresh((visit) => showName(visit)),
  );
  own.post('staffFactorName', fresh(rename));
}

/** With a second factor proved less than five minutes ago; else proved first, and back to this page. */
export const fresh =
  (handler: Handler<StaffVisit>): Handler<StaffVisit> =>
  (visit) =>
    asksCode(visit) ? redirect(href('staffProof', { retour: visit.path })) : handler(visit);

const given = { code: line({ max: 40 }), passkey: secret({ max: longestPasskey }), retour: line({ max: 200 }) };

/** What to mend: under the field for a code, above all for a key. */
function problemOf({ t }: Visit, why: StaffProofRefusal, passkey: string): FieldError {
  return passkey === ''
    ? { field: 'code', message: proofWords(t, why, wrongCode) }
    : { field: '', message: proofWords(t, why, wrongPasskey) };
}

const over = () =>
  redirect(href('staffSignIn', { motif: 'fini' }), { cookies: [{ name: 'staffSecond', value: undefined }] });

const showStep: Handler = async (visit) => {
  const asked = await readStaffStep(visit.deps, visit.cookie('staffSecond'));
  if (asked === undefined) return over();
  const back = returnPath(visit.query.retour, '');
  return page(<StaffSecondStepPage view={visit.view} asked={asked} back={back} errors={[]} />);
};

const finishStep: Handler = async (visit) => {
  const { deps, view, address, agent } = visit;
  const token = visit.cookie('staffSecond');
  const asked = await readStaffStep(deps, token);
  if (asked === undefined) return over();
  const form = readForm(visit.t, visit.body, given);
  const { code, passkey, retour } = form.values;
  const back = returnPath(retour, '');
  const again = (errors: readonly FieldError[]) =>
    refusal(<StaffSecondStepPage view={view} asked={asked} back={back} errors={errors} />);
  if (form.errors.length > 0) return again(form.errors);
  if (code === '' && passkey === '') return again([missing(asked)]);
  const browser = { address, agent };
  const finished = await finishStaffStep(deps, { token, code, passkey, browser, device: visit.cookie('device') });
  if (finished.ok)
    return redirect(back === '' ? href('school') : back, {
      cookies: [...signedInCookies(finished.value), { name: 'staffSecond', value: undefined }],
    });
  return finished.why.kind === 'over' ? over() : again([problemOf(visit, finished.why, passkey)]);
};

const missing = ({
  application,
  passkey,
}: {
  readonly application: boolean;
  readonly passkey: string | undefined;
}) => ({
  field: 'code',
  message: missingWords({ application, passkey: passkey !== undefined }),
});

async function drawProof(visit: StaffVisit, back: string, errors: readonly FieldError[]): Promise<Answer> {
  const { deps, session, view } = visit;
  const asked = await readFreshAsked(deps, session);
  const name = await readOwnName(deps, session);
  const content = <StaffProofPage view={view} name={name} asked={asked} back={back} errors={errors} />;
  return errors.length > 0 ? refusal(content) : page(content);
}

const showProof: Handler<StaffVisit> = async (visit) => {
  const back = returnPath(visit.query.retour, '');
  if (!asksCode(visit)) return redirect(back === '' ? href('staffAccess') : back);
  return await drawProof(visit, back, []);
};

const prove: Handler<StaffVisit> = async (visit) => {
  const { deps, session, address } = visit;
  const form = readForm(visit.t, visit.body, given);
  const { code, passkey, retour } = form.values;
  const back = internalPath(retour) ?? '';
  if (form.errors.length > 0) return await drawProof(visit, back, form.errors);
  if (code === '' && passkey === '')
    return await drawProof(visit, back, [{ field: 'code', message: missingWords(session.factors) }]);
  const token = visit.cookie('staff') ?? '';
  const proved = await proveSecond(deps, session, { code, passkey, token, address, device: visit.cookie('device') });
  if (!proved.ok) return await drawProof(visit, back, [problemOf(visit, proved.why, passkey)]);
  const cookies = proved.value === undefined ? [] : [{ name: 'staff' as const, value: proved.value }];
  return redirect(back === '' ? href('staffAccess') : back, { cookies });
};

async function drawPasskey(
  visit: StaffVisit,
  keyName: string | undefined,
  errors: readonly FieldError[],
): Promise<Answer> {
  const { deps, session, view } = visit;
  const options = await offerStaffPasskey(deps, session);
  const name = await readOwnName(deps, session);
  const content = <StaffPasskeyPage view={view} name={name} options={options} keyName={keyName} errors={errors} />;
  return errors.length > 0 ? refusal(content) : page(content);
}

async function addPasskey(visit: StaffVisit): Promise<Answer> {
  const form = readForm(visit.t, visit.body, newPasskeyFields);
  const { name, passkey } = form.values;
  if (form.errors.length > 0) return await drawPasskey(visit, name, form.errors);
  const added = await addStaffPasskey(visit.deps, visit.session, { name, passkey, address: visit.address });
  if (added.ok) return redirect(href('staffAccess', { fait: 'ajoute' }));
  if (added.why === 'not_fresh') return redirect(href('staffProof', { retour: visit.path }));
  const message = added.why === 'wrong' ? notMade : 'Vous avez trop de clés. Retirez-en une.';
  return await drawPasskey(visit, name, [{ field: 'name', message }]);
}

async function showApplication(visit: StaffVisit, errors: readonly FieldError[] = []): Promise<Answer> {
  const { deps, session, view } = visit;
  if (session.factors.application) return redirect(href('staffAccess'));
  const secret = await offerStaffApplication(deps, session);
  const name = await readOwnName(deps, session);
  const content = <StaffApplicationPage view={view} name={name} secret={secret} errors={errors} />;
  return errors.length > 0 ? refusal(content) : page(content);
}

async function addApplication(visit: StaffVisit): Promise<Answer> {
  const form = readForm(visit.t, visit.body, {
    code: line({ max: 20, need: 'Tapez le code de votre application.' }),
  });
  if (form.errors.length > 0) return await showApplication(visit, form.errors);
  const added = await addOwnApplication(visit.deps, visit.session, { ...form.values, address: visit.address });
  if (added.ok) return redirect(href('staffAccess', { fait: 'ajoute' }));
  if (added.why === 'not_fresh') return redirect(href('staffProof', { retour: visit.path }));
  return await showApplication(visit, [
    { field: 'code', message: 'Ce code n’est pas bon. Vérifiez l’heure du téléphone, puis tapez le nouveau code.' },
  ]);
}

const factorOf = ({ params }: StaffVisit): OwnFactor =>
  params.factor === 'application' ? 'application' : readId(params.factor ?? '');

async function drawEnd(visit: StaffVisit, status: number): Promise<Answer> {
  const { deps, session, view } = visit;
  const { application, passkeys } = await readFactors(deps, session);
  const factor = factorOf(visit);
  const key = passkeys.find(({ id }) => id === factor);
  const shown = factor === 'application' && application ? 'Application de codes' : key && `Clé d’accès : ${key.name}`;
  if (shown === undefined) return redirect(href('staffAccess'));
  const last = Number(application) + passkeys.length === 1;
  const name = await readOwnName(deps, session);
  return { status, page: <StaffFactorEndPage view={view} name={name} factor={shown} last={last} /> };
}

const showEnd: Handler<StaffVisit> = (visit) => drawEnd(visit, 200);

async function end(visit: StaffVisit): Promise<Answer> {
  const { deps, session, address } = visit;
  const removed = await removeStaffFactor(deps, session, { factor: factorOf(visit), address });
  if (removed.ok) return redirect(href('staffAccess', { fait: 'retire' }));
  if (removed.why === 'not_fresh') return redirect(href('staffProof', { retour: visit.path }));
  return await drawEnd(visit, 422);
}

async function showName(visit: StaffVisit, typed?: string, errors: readonly FieldError[] = []): Promise<Answer> {
  const { deps, session, view } = visit;
  const key = (await readFactors(deps, session)).passkeys.find(({ id }) => id === factorOf(visit));
  if (key === undefined) return redirect(href('staffAccess'));
  const name = await readOwnName(deps, session);
  const content = <StaffFactorNamePage view={view} name={name} keyName={typed ?? key.name} errors={errors} />;
  return errors.length > 0 ? refusal(content) : page(content);
}

async function rename(visit: StaffVisit): Promise<Answer> {
  const { values, errors } = readForm(visit.t, visit.body, { name: keyName });
  const { name } = values;
  if (errors.length > 0) return await showName(visit, name, errors);
  const factor = factorOf(visit);
  // An application has no name.
  if (factor === 'application') return redirect(href('staffAccess'));
  const renamed = await renameOwnPasskey(visit.deps, visit.session, { factorId: factor, name, address: visit.address });
  if (!renamed.ok && renamed.why === 'not_fresh') return redirect(href('staffProof', { retour: visit.path }));
  // Taken away meanwhile: the page shows what there is.
  return redirect(href('staffAccess', renamed.ok ? { fait: 'renomme' } : {}));
}
