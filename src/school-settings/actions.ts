// A school's head sets how it is called and reached and what its letters add; and sees a letter as it would be.
import { inTransaction } from '../audit/actions.js';
import { findLetterSchool } from '../db/letters.js';
import { readNetworkSettings } from '../db/network-settings.js';
import { readSchoolSettings, writeSchoolSettings } from '../db/school-settings.js';
import { replaceLinks } from '../db/services.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { drawLetters } from '../letters/drawing.js';
import { lastDayOf } from '../letters/rules.js';
import { makeSecrets } from '../letters/secrets.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';
import { changedFields, type SchoolSettings } from './rules.js';

export async function readSettings(deps: Deps, desk: Desk): Promise<SchoolSettings> {
  return await readSchoolSettings(deps.db, desk.schoolUai);
}

export async function setSettings(
  deps: Deps,
  desk: Desk,
  wanted: SchoolSettings,
): Promise<Outcome<void, 'not_allowed'>> {
  const { schoolUai: school } = desk;
  return await inTransaction<Outcome<void, 'not_allowed'>>(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'set_school'))) return refused('not_allowed');
    const fields = changedFields(await readSchoolSettings(tx, school), wanted);
    if (fields.length === 0) return done(undefined);
    await writeSchoolSettings(tx, school, wanted);
    if (fields.includes('links'))
      await replaceLinks(
        tx,
        school,
        ['useful'],
        wanted.links.map((link) => ({ ...link, kind: 'useful' as const })),
      );
    const actor = staffActor(desk);
    record({ actor, kind: 'school_settled', data: { school, fields } });
    return done(undefined);
  });
}

/** A letter of nobody, with secrets that open nothing: they are drawn and kept nowhere. */
export async function drawSample(deps: Deps, desk: Desk): Promise<Outcome<Uint8Array, 'not_drawn'>> {
  const school = await findLetterSchool(deps.db, desk.schoolUai);
  if (school === undefined) return refused('not_drawn');
  const issued = civilDateOf(deps.now(), deps.config.timeZone);
  const { letterDays } = await readNetworkSettings(deps.db);
  const drawn = await drawLetters([
    {
      school,
      guardian: { civility: 'Mme', firstName: 'Prénom', familyName: 'NOM' },
      children: [{ firstName: 'Prénom', familyName: 'NOM', division: '6e A' }],
      identifier: 'p.nom0000',
      ...makeSecrets(deps.random),
      publicUrl: deps.config.publicUrl,
      number: 'SPECIMEN',
      issued,
      lastDay: lastDayOf(issued, letterDays ?? deps.config.letterDays),
    },
  ]);
  if (drawn.ok) return done(drawn.value.pdf);
  deps.log.error({ school: desk.schoolUai, detail: drawn.why.detail }, 'sample letter not drawn');
  return refused('not_drawn');
}
