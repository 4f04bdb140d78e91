// /mon-compte/correction: a parent says what is wrong, and reads what became of it.
import { guardianNameOf, withHelp } from '../people/shown.js';
import { href, routes } from '../routes.js';
import { choice, line, paragraph, readForm } from '../web/form.js';
import { type Answer, type Pages, type ParentVisit, page, redirect, refusal, requireParent } from '../web/http.js';
import type { FieldError } from '../web/view.js';
import { askCorrection, readCorrections } from './actions.js';
import { CorrectionPage, type CorrectionTyped } from './pages.js';
import { correctionFields, openAtOnce, readSubject, wantedLength, writeSubject } from './rules.js';

export function correctionPages(parents: Pages): void {
  parents.get(routes.correction, requireParent(show));
  parents.post(routes.correction, requireParent(ask));
}

async function draw(visit: ParentVisit, typed: CorrectionTyped, errors: readonly FieldError[]) {
  const { records, children, asked } = await readCorrections(visit.deps, visit.session.accountId);
  const subjects = [
    ...records.map((one) => ({
      value: writeSubject({ kind: 'self', guardianId: one.guardianId }),
      name: guardianNameOf({
        guardianCivility: one.civility,
        guardianFirstName: one.firstName,
        guardianFamilyName: one.familyName,
        guardianUsageName: one.usageName,
      }),
      schoolName: one.schoolName,
    })),
    ...children.map((child) => ({
      value: writeSubject({ kind: 'child', linkId: child.linkId }),
      name: `${child.firstName} ${(child.usageName ?? child.familyName).toLocaleUpperCase('fr')}`,
      schoolName: child.schoolName,
    })),
  ];
  return (
    <CorrectionPage
      view={withHelp(visit.view, children)}
      subjects={subjects}
      asked={asked}
      typed={typed}
      errors={errors}
      sent={visit.query.envoye === 'oui'}
    />
  );
}

async function show(visit: ParentVisit): Promise<Answer> {
  return page(await draw(visit, {}, []));
}

async function ask(visit: ParentVisit): Promise<Answer> {
  const { t, deps, session, address } = visit;
  const { values, errors } = readForm(t, visit.body, {
    about: line({ max: 40, need: t('correction.need-about') }),
    field: choice(correctionFields, t('correction.need-field')),
    wanted: paragraph({ max: wantedLength, need: t('correction.need-wanted') }),
  });
  const again = async (more: readonly FieldError[]) => refusal(await draw(visit, values, more));
  const { field, wanted } = values;
  if (errors.length > 0 || field === undefined) return await again(errors);
  const subject = readSubject(values.about);
  const needAbout = { field: 'about', message: t('correction.need-about') };
  if (subject === undefined) return await again([needAbout]);
  const outcome = await askCorrection(deps, session, { subject, field, wanted, address });
  if (outcome.ok) return redirect(href('correction', { envoye: 'oui' }));
  if (outcome.why === 'not_seen') return await again([needAbout]);
  return await again([{ field: 'wanted', message: t('correction.enough', { count: openAtOnce }) }]);
}
