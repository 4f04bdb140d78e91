// /reseau/apparence: the name, the drawing and the colour of the network; a draft is looked at before it holds.

import type { OperatorVisit } from '../network/at-network.js';
import { href } from '../routes.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { NetworkPages } from '../staff/site.js';
import { line, paragraph, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import { firstFile } from '../web/upload.js';
import type { FieldError } from '../web/view.js';
import { applyDraft, draftLook, readDraft, readLive } from './actions.js';
import { LookPage, LookPreviewPage, type LookTyped } from './pages.js';
import { longestName, readColour } from './rules.js';
import { logoBytes, readLogo } from './svg.js';
import { colourWords } from './words.js';

export function lookPages(network: NetworkPages): void {
  network.get('networkLook', async (visit) => {
    const { name, colour } = await readLive(visit.deps);
    return await draw(visit, { name, colour: colour ?? '', logo: '' });
  });
  network.post('networkLook', draft);
  network.get('networkLookPreview', (visit) => drawPreview(visit));
  network.post('networkLookPreview', apply);
}

type Redrawn = { readonly errors?: readonly FieldError[]; readonly cookies?: readonly SetCookie[] };

async function draw(
  visit: OperatorVisit,
  typed: LookTyped,
  { errors = [], cookies = [] }: Redrawn = {},
): Promise<Answer> {
  const { view, operator, deps } = visit;
  const form = {
    typed,
    usualName: deps.config.networkName,
    hasLogo: (await readLive(deps)).logo !== null,
    held: visit.query.fait === 'oui',
    askCode: asksCode(visit) && cookies.length === 0,
    errors,
  };
  const content = <LookPage view={view} operator={operator} form={form} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

async function draft(visit: OperatorVisit): Promise<Answer> {
  const { deps, operator } = visit;
  const { values, errors } = readForm(visit.t, visit.body, {
    name: line({ max: longestName }),
    colour: line({ max: 10 }),
    logo: paragraph({ max: logoBytes }),
    keep: line({ max: 5 }),
    code: line({ max: 20 }),
  });
  const { code, keep, ...typed } = values;
  const colour = readColour(typed.colour);
  const sent =
    (await firstFile(visit.files, logoBytes)) ?? (typed.logo === '' ? undefined : Buffer.from(typed.logo, 'utf8'));
  const drawing = sent === undefined ? undefined : readLogo(sent);
  const wrong: FieldError[] = [
    ...errors,
    ...(colour.ok ? [] : [{ field: 'colour', message: colourWords(colour.why) }]),
    ...(drawing?.ok === false ? [{ field: 'logo', message: drawing.why }] : []),
  ];
  if (wrong.length > 0 || !colour.ok || drawing?.ok === false) return await draw(visit, typed, { errors: wrong });
  const proved = await proveFresh(visit, code);
  if (!proved.ok) return await draw(visit, typed, { errors: [proved.why] });
  const held = keep === 'no' ? null : (await readLive(deps)).logo;
  const look = { name: typed.name, colour: colour.value, logo: drawing?.value ?? held };
  const drafted = await draftLook(deps, look, operator);
  if (!drafted.ok) throw new Forbidden();
  return redirect(href('networkLookPreview'), { cookies: proved.value });
}

async function drawPreview(visit: OperatorVisit, { errors = [], cookies = [] }: Redrawn = {}): Promise<Answer> {
  const { operator, deps } = visit;
  const drafted = await readDraft(deps);
  if (drafted === undefined) return redirect(href('networkLook'));
  const form = {
    name: drafted.look.name || deps.config.networkName,
    version: drafted.shown.version,
    askCode: asksCode(visit) && cookies.length === 0,
    errors,
  };
  // This one page wears the draft.
  const view = { ...visit.view, look: drafted.shown };
  const content = <LookPreviewPage view={view} operator={operator} form={form} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

async function apply(visit: OperatorVisit): Promise<Answer> {
  const { values } = readForm(visit.t, visit.body, { version: line({ max: 20 }), code: line({ max: 20 }) });
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await drawPreview(visit, { errors: [proved.why] });
  const applied = await applyDraft(visit.deps, values.version, visit.operator);
  if (applied.ok) return redirect(href('networkLook', { fait: 'oui' }), { cookies: proved.value });
  if (applied.why === 'not_allowed') throw new Forbidden();
  const message = 'Cet essai a changé depuis : regardez-le avant de l’appliquer.';
  return await drawPreview(visit, { errors: [{ field: '', message }], cookies: proved.value });
}
