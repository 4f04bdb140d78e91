// /reseau/applications: registered, changed, taken out; their secrets.

import { never } from '../kernel/outcome.js';
import type { OperatorVisit } from '../network/at-network.js';
import { href } from '../routes.js';
import { type ClientTyped, clientLines, clientTexts, emptyForm, formOf } from '../sso/client-form.js';
import {
  findClientByPublicId,
  readOneOfRegister,
  readTiles,
  readWholeRegister,
  whatStops,
} from '../sso/register-actions.js';
import { changeClient, type Registered, registerClient, unregisterClient } from '../sso/registering-actions.js';
import type { Protocol } from '../sso/rules.js';
import { renewSecret } from '../sso/secret-actions.js';
import { overlapDays, type SecretKind } from '../sso/secret-rules.js';
import { takeSecrets } from '../sso/secrets.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { NetworkPages } from '../staff/site.js';
import { choice, line, paragraph, readForm, ticked } from '../web/form.js';
import { type Answer, page, readId, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { ClientEndPage } from './end-pages.js';
import { ClientFormPage } from './forms.js';
import { readLineOf } from './line-of-form.js';
import { ClientPage, ClientsPage } from './pages.js';
import { RenewalPage, SecretPage, SecretProofPage } from './secret-pages.js';
import { refusalAt } from './words.js';

export function clientsPages(network: NetworkPages): void {
  network.get('networkClients', showAll);
  network.get('networkNewClient', (visit) => draw(visit, target(visit), emptyForm));
  network.post('networkNewClient', register);
  network.get('networkClient', showOne);
  network.get('networkClientChange', async (visit) => {
    const client = await clientOf(visit);
    return await draw(visit, { protocol: client.protocol, client }, formOf(client));
  });
  network.post('networkClientChange', change);
  network.get('networkClientSecret', (visit) => showSecrets(visit));
  network.post('networkClientSecret', proveForSecrets);
  network.get('networkClientRenewal', (visit) => drawRenewal(visit, '0'));
  network.post('networkClientRenewal', renew);
  network.get('networkClientEnd', (visit) => drawEnd(visit));
  network.post('networkClientEnd', end);
}

type Redrawn = { readonly errors?: readonly FieldError[]; readonly cookies?: readonly SetCookie[] };
type Target = {
  readonly protocol: Protocol;
  readonly client: { readonly id: number; readonly name: string } | undefined;
};

function target({ params }: OperatorVisit): Target {
  const { protocol } = params;
  if (protocol !== 'oidc' && protocol !== 'cas' && protocol !== 'saml') throw new NotFound();
  return { protocol, client: undefined };
}

export async function clientOf(visit: OperatorVisit) {
  const client = await readOneOfRegister(visit.deps, readId(visit.params.client ?? ''));
  if (client === undefined) throw new NotFound();
  return client;
}

async function showAll({ deps, view, operator }: OperatorVisit): Promise<Answer> {
  return page(<ClientsPage view={view} operator={operator} clients={await readWholeRegister(deps)} />);
}

async function showOne(visit: OperatorVisit): Promise<Answer> {
  const { view, operator, deps } = visit;
  const client = await clientOf(visit);
  return page(<ClientPage {...{ view, operator, client, publicUrl: deps.config.publicUrl }} />);
}

async function draw(
  visit: OperatorVisit,
  { protocol, client }: Target,
  typed: ClientTyped,
  redrawn: Redrawn & { readonly form?: string } = {},
): Promise<Answer> {
  const { deps, view, operator } = visit;
  const { errors = [], cookies = [], form = Buffer.from(deps.random(15)).toString('base64url') } = redrawn;
  const askCode = asksCode(visit) && cookies.length === 0;
  const shown = { protocol, client, typed, form, tiles: await readTiles(deps), askCode, errors };
  const content = <ClientFormPage view={view} operator={operator} form={shown} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

function typedIn(visit: OperatorVisit) {
  const oneLine = line({ max: 1000 });
  const someLines = paragraph({ max: 60_000 });
  const readers = {
    ...Object.fromEntries(clientLines.map((name) => [name, oneLine])),
    ...Object.fromEntries(clientTexts.map((name) => [name, someLines])),
  } as Record<(typeof clientLines)[number] | (typeof clientTexts)[number], typeof oneLine>;
  const { values, errors } = readForm(visit.t, visit.body, {
    ...readers,
    claims: ticked({ max: 20 }),
    code: line({ max: 20 }),
    form: line({ max: 40 }),
  });
  const { code, form, ...typed } = values;
  return { typed: typed as ClientTyped, code, form: /^[\w-]{20}$/.test(form) ? form : undefined, errors };
}

/** After an act that made secrets they are read once; else the card says what there is to know. */
const afterwards = ({ id, secret, eventsSecret }: Registered): string =>
  href(secret === null && eventsSecret === null ? 'networkClient' : 'networkClientSecret', { client: id });

async function register(visit: OperatorVisit): Promise<Answer> {
  const { protocol } = target(visit);
  const { typed, code, form, errors } = typedIn(visit);
  const again = (all: readonly FieldError[], cookies: readonly SetCookie[] = []) =>
    draw(visit, { protocol, client: undefined }, typed, { errors: all, cookies, ...(form && { form }) });
  if (errors.length > 0) return await again(errors);
  const read = await readLineOf(visit, protocol, typed, undefined);
  if (!read.ok) return await again(read.why);
  const proved = await proveFresh(visit, code);
  if (!proved.ok) return await again([proved.why]);
  const cookies = proved.value;
  const made = await registerClient(visit.deps, read.value, visit.operator, form);
  if (made.ok) return redirect(afterwards(made.value), { cookies });
  if (made.why.why === 'not_allowed') throw new Forbidden();
  // The same form, sent twice.
  const twin = made.why.why === 'taken' && form ? await findClientByPublicId(visit.deps, form) : undefined;
  if (twin !== undefined) return redirect(href('networkClientSecret', { client: twin }), { cookies });
  return await again([refusalAt(made.why, protocol)], cookies);
}

async function change(visit: OperatorVisit): Promise<Answer> {
  const client = await clientOf(visit);
  const { protocol } = client;
  const { typed, code, errors } = typedIn(visit);
  const again = (all: readonly FieldError[], cookies: readonly SetCookie[] = []) =>
    draw(visit, { protocol, client }, typed, { errors: all, cookies });
  if (errors.length > 0) return await again(errors);
  const read = await readLineOf(visit, protocol, typed, client);
  if (!read.ok) return await again(read.why);
  const proved = await proveFresh(visit, code);
  if (!proved.ok) return await again([proved.why]);
  const cookies = proved.value;
  const changed = await changeClient(visit.deps, client.id, read.value, visit.operator);
  if (changed.ok) return redirect(afterwards(changed.value), { cookies });
  if (changed.why.why === 'not_allowed') throw new Forbidden();
  if (changed.why.why === 'no_client') throw new NotFound();
  return await again([refusalAt(changed.why, protocol)], cookies);
}

/** What waits is read behind a fresh second factor: a session left open shows nothing. */
async function showSecrets(visit: OperatorVisit, errors: readonly FieldError[] = []): Promise<Answer> {
  const { deps, view, operator, session } = visit;
  const client = await clientOf(visit);
  if (asksCode(visit)) {
    const content = <SecretProofPage {...{ view, operator, client, errors }} />;
    return errors.length > 0 ? refusal(content) : page(content);
  }
  const secrets = await takeSecrets(deps, client.id, session.id);
  return page(<SecretPage {...{ view, operator, client, secrets }} />);
}

async function proveForSecrets(visit: OperatorVisit): Promise<Answer> {
  const { id } = await clientOf(visit);
  const { values, errors } = readForm(visit.t, visit.body, { code: line({ max: 20 }) });
  if (errors.length > 0) return await showSecrets(visit, errors);
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await showSecrets(visit, [proved.why]);
  return redirect(href('networkClientSecret', { client: id }), { cookies: proved.value });
}

function kindOf({ params }: OperatorVisit): SecretKind {
  if (params.secret !== 'client' && params.secret !== 'events') throw new NotFound();
  return params.secret;
}

async function drawRenewal(
  visit: OperatorVisit,
  days: string,
  { errors = [], cookies = [] }: Redrawn = {},
): Promise<Answer> {
  const { view, operator } = visit;
  const client = await clientOf(visit);
  const askCode = asksCode(visit) && cookies.length === 0;
  const form = { kind: kindOf(visit), days, askCode, errors };
  const content = <RenewalPage {...{ view, operator, client, form }} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

async function renew(visit: OperatorVisit): Promise<Answer> {
  const { id } = await clientOf(visit);
  const { values, errors } = readForm(visit.t, visit.body, {
    days: choice(overlapDays.map(String), 'Dites ce que devient l’ancien secret.'),
    code: line({ max: 20 }),
  });
  const { days, code } = values;
  if (errors.length > 0 || days === undefined) return await drawRenewal(visit, days ?? '', { errors });
  const proved = await proveFresh(visit, code);
  if (!proved.ok) return await drawRenewal(visit, days, { errors: [proved.why] });
  const asked = { clientId: id, kind: kindOf(visit), days: Number(days) };
  const renewed = await renewSecret(visit.deps, asked, visit.operator);
  if (renewed.ok) return redirect(href('networkClientSecret', { client: id }), { cookies: proved.value });
  switch (renewed.why) {
    case 'not_allowed':
      throw new Forbidden();
    case 'no_client':
    case 'no_secret':
      throw new NotFound();
    default:
      return never(renewed.why);
  }
}

async function drawEnd(visit: OperatorVisit, { errors = [], cookies = [] }: Redrawn = {}): Promise<Answer> {
  const { deps, view, operator } = visit;
  const client = await clientOf(visit);
  const acting = { askCode: asksCode(visit) && cookies.length === 0, errors };
  const content = <ClientEndPage {...{ view, operator, client, stops: await whatStops(deps, client.id), acting }} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

async function end(visit: OperatorVisit): Promise<Answer> {
  const { id } = await clientOf(visit);
  const { values, errors } = readForm(visit.t, visit.body, { code: line({ max: 20 }) });
  if (errors.length > 0) return await drawEnd(visit, { errors });
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await drawEnd(visit, { errors: [proved.why] });
  const ended = await unregisterClient(visit.deps, id, visit.operator);
  if (!ended.ok && ended.why === 'not_allowed') throw new Forbidden();
  // Taken out meanwhile: there is nothing left to do.
  return redirect(href('networkClients'), { cookies: proved.value });
}
