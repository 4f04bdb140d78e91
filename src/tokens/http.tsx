// /ecole/reglages/jetons and /reseau/reglages/jetons: tokens of programs, made and ended behind a fresh second factor.
import type { OperatorVisit } from '../network/at-network.js';
import type { DeskVisit } from '../school/at-desk.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { NetworkPages, SchoolPages } from '../staff/site.js';
import { line, readForm, ticked } from '../web/form.js';
import { type Answer, page, readId, redirect, refusal, type StaffVisit } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { endToken, makeToken, readToken, readTokens, type TokenPlace } from './actions.js';
import { seatHrefs, type TokenSeat } from './frame.js';
import { TokenPage, TokensPage } from './pages.js';
import { longestTokenName, mostTokens, readDays, readScopes, tokenDays } from './rules.js';

type At = { readonly place: TokenPlace; readonly seat: TokenSeat };
type Handle = (visit: StaffVisit, at: At) => Promise<Answer>;

const atSchool = (handle: Handle) => (visit: DeskVisit) =>
  handle(visit, { place: { school: visit.desk.schoolUai, by: visit.desk }, seat: { desk: visit.desk } });
const atNetwork = (handle: Handle) => (visit: OperatorVisit) =>
  handle(visit, { place: { school: null, by: visit.operator }, seat: { operator: visit.operator } });

export function tokenPages(desk: SchoolPages, network: NetworkPages): void {
  desk.get('schoolTokens', atSchool(showAll));
  desk.post('schoolTokens', atSchool(make));
  desk.get('schoolToken', atSchool(showOne));
  desk.post('schoolToken', atSchool(end));
  network.get('networkTokens', atNetwork(showAll));
  network.post('networkTokens', atNetwork(make));
  network.get('networkToken', atNetwork(showOne));
  network.post('networkToken', atNetwork(end));
}

type Typed = {
  readonly name: string;
  readonly days: string;
  readonly scopes: readonly string[];
  readonly errors: readonly FieldError[];
  readonly cookies?: readonly SetCookie[];
};

const showAll: Handle = (visit, at) => drawAll(visit, at, { name: '', days: '', scopes: [], errors: [] });

async function drawAll(visit: StaffVisit, at: At, { cookies = [], ...typed }: Typed): Promise<Answer> {
  const tokens = await readTokens(visit.deps, at.place);
  const askCode = asksCode(visit) && cookies.length === 0;
  const form = { ...typed, tokens, now: visit.deps.now(), askCode };
  const content = <TokensPage view={visit.view} seat={at.seat} form={form} />;
  return typed.errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

const make: Handle = async (visit, at) => {
  const { values, errors } = readForm(visit.t, visit.body, {
    name: line({ max: longestTokenName, need: 'Dites quel programme se sert de ce jeton.' }),
    scope: ticked({ max: 30, need: 'Cochez ce que le programme peut faire.' }),
    days: line({ max: 5 }),
    code: line({ max: 20 }),
  });
  const { name, days: typedDays } = values;
  const scopes = readScopes(at.place.school, values.scope);
  const days = readDays(typedDays);
  const all = [...errors];
  if (scopes === undefined && values.scope.length > 0)
    all.push({ field: 'scope', message: 'Cochez ce que le programme peut faire.' });
  if (days === undefined) all.push({ field: 'days', message: `Écrivez un nombre, de 1 à ${tokenDays.most}, ou rien.` });
  const typed = { name, days: typedDays, scopes: values.scope };
  if (all.length > 0 || scopes === undefined || days === undefined)
    return await drawAll(visit, at, { ...typed, errors: all });
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await drawAll(visit, at, { ...typed, errors: [proved.why] });
  const cookies = proved.value;
  const made = await makeToken(visit.deps, at.place, { name, scopes, days });
  if (made.ok) return redirect(seatHrefs(at.seat).token(made.value.id), { cookies });
  if (made.why === 'not_allowed') throw new Forbidden();
  const tooMany = `Il y a déjà ${mostTokens} jetons valables. Retirez d’abord ceux qui ne servent plus.`;
  return await drawAll(visit, at, { ...typed, cookies, errors: [{ field: '', message: tooMany }] });
};

const showOne: Handle = (visit, at) => drawOne(visit, at, []);

async function drawOne(
  visit: StaffVisit,
  { place, seat }: At,
  errors: readonly FieldError[],
  cookies: readonly SetCookie[] = [],
): Promise<Answer> {
  const found = await readToken(visit.deps, place, readId(visit.params.number ?? ''));
  if (found === undefined) throw new NotFound();
  const { secret, ...token } = found;
  const askCode = asksCode(visit) && cookies.length === 0;
  // Shown while the proof that made it is fresh.
  const seen = { token, secret: askCode ? undefined : secret, now: visit.deps.now(), askCode, errors };
  const content = <TokenPage view={visit.view} seat={seat} seen={seen} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

const end: Handle = async (visit, at) => {
  const { values, errors } = readForm(visit.t, visit.body, { code: line({ max: 20 }) });
  if (errors.length > 0) return await drawOne(visit, at, errors);
  const id = readId(visit.params.number ?? '');
  if ((await readToken(visit.deps, at.place, id)) === undefined) throw new NotFound();
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await drawOne(visit, at, [proved.why]);
  const ended = await endToken(visit.deps, at.place, id);
  if (!ended.ok && ended.why === 'not_allowed') throw new Forbidden();
  // One that had ended meanwhile: its page says so.
  return redirect(seatHrefs(at.seat).token(id), { cookies: proved.value });
};
