// /ecole/reglages
import { parseMailAddress } from '../kernel/mail-address.js';
import { phoneFault, phoneShape } from '../people/rules.js';
import { href } from '../routes.js';
import type { DeskVisit } from '../school/at-desk.js';
import type { SchoolPages } from '../staff/site.js';
import { line, paragraph, readForm } from '../web/form.js';
import { type Answer, download, page, redirect, refusal } from '../web/http.js';
import { Forbidden } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import { drawSample, readSettings, setSettings } from './actions.js';
import { entitlementPages } from './entitlement-http.js';
import { SettingsPage } from './pages.js';
import { settingLengths as lengths, mostLinks, type SchoolSettings } from './rules.js';

export function settingsPages(desk: SchoolPages): void {
  desk.get('schoolSettings', show);
  desk.post('schoolSettings', change);
  desk.get('schoolLetterSample', serveSample);
  entitlementPages(desk);
}

async function show({ deps, desk, view, query }: DeskVisit): Promise<Answer> {
  const form = { settings: await readSettings(deps, desk), saved: query.fait === 'oui', errors: [] };
  return page(<SettingsPage view={view} desk={desk} form={form} />);
}

const places = Array.from({ length: mostLinks }, (_, index) => index + 1);

function read(visit: DeskVisit): { readonly settings: SchoolSettings; readonly errors: readonly FieldError[] } {
  const { values, errors } = readForm(visit.t, visit.body, {
    name: line({ max: lengths.name, need: 'Écrivez le nom de l’établissement.' }),
    phone: line({ max: lengths.phone }),
    openingHours: line({ max: lengths.openingHours }),
    contactMail: line({ max: lengths.contactMail }),
    letterNote: paragraph({ max: lengths.letterNote }),
    letterSignature: line({ max: lengths.letterSignature }),
  });
  const found = places.map((place) => {
    const typed = readForm(visit.t, visit.body, {
      [`label-${place}`]: line({ max: lengths.linkLabel }),
      [`address-${place}`]: line({ max: lengths.linkAddress }),
    });
    const [label, address] = [typed.values[`label-${place}`] ?? '', typed.values[`address-${place}`] ?? ''];
    return { place, label, address, errors: typed.errors };
  });
  const faults = [...errors, ...found.flatMap((one) => one.errors)];
  if (values.phone !== '' && !phoneShape.test(values.phone)) faults.push({ field: 'phone', message: phoneFault });
  if (values.contactMail !== '' && parseMailAddress(values.contactMail) === undefined)
    faults.push({ field: 'contactMail', message: 'Écrivez une adresse mail, par exemple secretariat@exemple.fr.' });
  for (const { place, label, address } of found) {
    if (label === '' && address === '') continue;
    if (label === '') faults.push({ field: `label-${place}`, message: 'Donnez un nom à ce lien.' });
    if (!address.startsWith('https://') || !URL.canParse(address))
      faults.push({ field: `address-${place}`, message: 'L’adresse d’un lien commence par https://.' });
  }
  const links = found.filter(({ label, address }) => label !== '' || address !== '');
  const settings = { ...values, links: links.map(({ label, address }) => ({ label, address })) };
  return { settings, errors: faults };
}

async function change(visit: DeskVisit): Promise<Answer> {
  const { settings, errors } = read(visit);
  if (errors.length > 0)
    return refusal(<SettingsPage view={visit.view} desk={visit.desk} form={{ settings, saved: false, errors }} />);
  const outcome = await setSettings(visit.deps, visit.desk, settings);
  if (!outcome.ok) throw new Forbidden();
  return redirect(href('schoolSettings', { fait: 'oui' }));
}

async function serveSample(visit: DeskVisit): Promise<Answer> {
  const drawn = await drawSample(visit.deps, visit.desk);
  if (drawn.ok) return download({ bytes: drawn.value, name: 'specimen.pdf', type: 'application/pdf' });
  const message = 'La lettre n’a pas pu être dessinée. Prévenez la personne qui gère Fratrie.';
  const form = { settings: await readSettings(visit.deps, visit.desk), saved: false, errors: [{ field: '', message }] };
  return refusal(<SettingsPage view={visit.view} desk={visit.desk} form={form} />);
}
