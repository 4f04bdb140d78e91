// /reseau/comptes-arretes: a whole account stopped, and opened again.
import { readReason, reasonLength } from '../requests/rules.js';
import { href } from '../routes.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { NetworkPages } from '../staff/site.js';
import {
  type ReopenRefusal,
  readStopped,
  reopenAccount,
  type StopRefusal,
  stopAccount,
} from '../suspension/operator-actions.js';
import { choice, line, paragraph, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import type { OperatorVisit } from './at-network.js';
import { StopPage } from './stop-pages.js';

export function stopPages(network: NetworkPages): void {
  network.get('networkStops', (visit) => draw(visit, {}));
  network.post('networkStops', decide);
}

type Typed = {
  readonly identifier?: string;
  readonly act?: string | undefined;
  readonly reason?: string;
  readonly errors?: readonly FieldError[];
  readonly cookies?: readonly SetCookie[];
};

const told: Readonly<Record<string, string>> = { arrete: 'Le compte est arrêté.', rouvert: 'Le compte est rouvert.' };

async function draw(visit: OperatorVisit, typed: Typed): Promise<Answer> {
  const { identifier = '', act = '', reason = '', errors = [], cookies = [] } = typed;
  const { deps, view, operator, query } = visit;
  const askCode = asksCode(visit) && cookies.length === 0;
  const motif = errors.length === 0 && typeof query.motif === 'string' ? query.motif : '';
  const form = { identifier, act, reason, askCode, told: told[motif], errors };
  const content = <StopPage view={view} operator={operator} form={form} stopped={await readStopped(deps)} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

const needReason = `Expliquez en une phrase : ${reasonLength.min} signes au moins.`;

const refusals: Readonly<Record<Exclude<StopRefusal | ReopenRefusal, 'not_allowed'>, FieldError>> = {
  no_account: { field: 'identifier', message: 'Aucun compte n’a cet identifiant.' },
  suspended_already: { field: 'identifier', message: 'Ce compte est déjà arrêté.' },
  frozen: { field: 'identifier', message: 'Ce compte est gelé : il n’ouvre rien. Son école décide d’abord.' },
  closed: { field: 'identifier', message: 'Ce compte est fermé.' },
  not_suspended: { field: 'identifier', message: 'Ce compte n’est pas arrêté.' },
  suspended_by_another: { field: 'identifier', message: 'Une école a suspendu ce compte. Elle le rétablit elle-même.' },
};

async function decide(visit: OperatorVisit): Promise<Answer> {
  const { deps, operator } = visit;
  const { values, errors } = readForm(visit.t, visit.body, {
    identifier: line({ max: 40, need: 'Tapez un identifiant.' }),
    act: choice(['stop', 'reopen'], 'Choisissez ce que vous faites.'),
    reason: paragraph({ max: reasonLength.max, need: needReason }),
    code: line({ max: 20 }),
  });
  const { identifier, act, reason } = values;
  const typed = { identifier, act, reason };
  const short = reason !== '' && readReason(reason) === undefined;
  const wrong = short ? [...errors, { field: 'reason', message: needReason }] : errors;
  if (wrong.length > 0 || act === undefined) return await draw(visit, { ...typed, errors: wrong });
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, { ...typed, errors: [proved.why] });
  const cookies = proved.value;
  const outcome = await (act === 'stop' ? stopAccount : reopenAccount)(deps, operator, { identifier, reason });
  if (outcome.ok) return redirect(href('networkStops', { motif: act === 'stop' ? 'arrete' : 'rouvert' }), { cookies });
  if (outcome.why === 'not_allowed') throw new Forbidden();
  return await draw(visit, { ...typed, cookies, errors: [refusals[outcome.why]] });
}
