// /ecole/mon-acces: recovery codes and sessions of whoever is signed in.
import { href } from '../routes.js';
import { line, readForm } from '../web/form.js';
import { type Answer, page, readId, redirect, refusal, type StaffVisit } from '../web/http.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { endOwnSessions, makeRecoveryCodes, readAccess } from './access-actions.js';
import { AccessPage } from './access-pages.js';
import { asksCode, proveFresh } from './fresh.js';
import { readOwnName } from './signin-actions.js';
import type { OwnPages } from './site.js';

export function accessPages(own: OwnPages): void {
  own.get('staffAccess', (visit) => draw(visit, []));
  own.post('staffAccess', makeCodes);
  own.post('staffSessionEnd', (visit) => end(visit, readId(visit.params.session ?? '')));
  own.post('staffSessionsEnd', (visit) => end(visit, undefined));
}

const toldWords: ReadonlyMap<unknown, string> = new Map([
  ['ajoute', 'Votre nouvelle sécurité est prête.'],
  ['retire', 'Cette sécurité est retirée.'],
  ['renomme', 'Votre clé a son nouveau nom.'],
  ['inscrit', 'Votre accès est créé. Écrivez maintenant vos codes de secours.'],
]);

async function draw(
  visit: StaffVisit,
  errors: readonly FieldError[],
  cookies: readonly SetCookie[] = [],
): Promise<Answer> {
  const { deps, session, view } = visit;
  const shown = {
    ...(await readAccess(deps, session)),
    name: await readOwnName(deps, session),
    provider: deps.config.staffProvider?.name,
  };
  const askCode = asksCode(visit) && cookies.length === 0;
  const told = toldWords.get(visit.query.fait);
  const content = <AccessPage view={view} shown={shown} askCode={askCode} told={told} errors={errors} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

async function makeCodes(visit: StaffVisit): Promise<Answer> {
  const { values, errors } = readForm(visit.t, visit.body, { code: line({ max: 20 }) });
  if (errors.length > 0) return await draw(visit, errors);
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, [proved.why]);
  const cookies = proved.value;
  const made = await makeRecoveryCodes(visit.deps, visit.session, visit.address);
  if (!made.ok) return await draw(visit, [{ field: '', message: 'Cette connexion est finie. Connectez-vous encore.' }]);
  return redirect(href('staffAccess'), { cookies });
}

async function end(visit: StaffVisit, id: number | undefined): Promise<Answer> {
  await endOwnSessions(visit.deps, visit.session, { id, address: visit.address });
  return redirect(href('staffAccess'));
}
